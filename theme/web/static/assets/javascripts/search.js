/* The search page: what is asked for stands in its address, so that every state is a link. */

import { Engine } from "./search-engine.js";
import { excerptOf, marked } from "./search-excerpt.js";
import { Facets, NAMES } from "./search-facets.js";
import { Narrowing, element, filled } from "./search-narrowing.js";
import { runsOf } from "./search-tokens.js";

const PAGE = 6;
const FURTHER = 24;
const PAUSE = 250;

const words = JSON.parse(document.getElementById("search-words").textContent);
const root = document.getElementById("search");
const failed = document.getElementById("search-failed");
const part = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((node) => [node.dataset.part, node]));
const form = root.querySelector("form");
const field = form.elements.q;
const language = document.documentElement.lang;
const title = document.title;
const number = new Intl.NumberFormat(language);
/* The pages of an English site write the day first. */
const day = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });

const wide = matchMedia("(min-width: 900px)");
const engine = new Engine(new URL("./", location.href));
let facets;
let narrowing;
let turn = 0;
let broken = false;

/* What is asked for */

function asked() {
  const given = new URLSearchParams(location.search);
  const state = { q: given.get("q") ?? "", sort: given.get("sort") === "date" ? "date" : "" };
  for (const name of NAMES) {
    state[name] = given.get(name) ?? "";
  }
  return state;
}

function linkTo(state) {
  const given = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
  const query = given.toString();
  return query ? `?${query}` : "./";
}

function go(link, { replace = false } = {}) {
  if (new URL(link, location.href).href !== location.href) {
    history[replace ? "replaceState" : "pushState"](null, "", link);
  }
  if (broken) {
    location.reload();
  } else if (facets) {
    show();
  }
}

/* Showing it */

async function show() {
  const mine = (turn += 1);
  await tellingFailure(mine, () => look(mine));
}

/* A file may not come: the line is cut, or a newer release stands where this page was loaded from. Whatever is
   asked for next loads the page anew. */
async function tellingFailure(mine, work) {
  try {
    await work();
  } catch (error) {
    if (mine === turn) {
      broken = true;
      part.count.textContent = "";
      part.advice.replaceChildren();
      part.results.replaceChildren();
      part.ways.hidden = true;
      part.more.hidden = true;
      failed.hidden = false;
    }
    throw error;
  }
}

async function look(mine) {
  const state = asked();
  if (document.activeElement !== field || field.value.trim() !== state.q) {
    field.value = state.q;
  }
  const runs = runsOf(state.q);
  const found = runs.length ? await engine.find(runs) : null;
  if (mine !== turn) {
    return;
  }
  const { places, counts } = facets.narrow(state, found);
  if (found && !state.sort) {
    places.sort((one, other) => found.get(other) - found.get(one) || one - other);
  }
  const advice = places.length || !runs.length ? [] : await advise(state, runs);
  const read = await Promise.all(places.slice(0, PAGE).map((place) => engine.read(place)));
  if (mine !== turn) {
    return;
  }
  const count = number.format(places.length);
  part.count.textContent = places.length ? filled(found ? words.found : words.listed, "count", count) : words.nothing;
  keepingFocus(() => {
    showFacets(state, counts);
    showChosen(state);
    showOrder(state, found !== null && places.length > 0);
  });
  document.title = state.q ? `${state.q} - ${title}` : title;
  part.advice.replaceChildren(...advice);
  part.ways.hidden = places.length > 0;
  part.results.replaceChildren(...read.map((record) => result(record, runs)));
  document.documentElement.removeAttribute("data-asked");
  showMore(places, runs, PAGE, mine);
}

function showMore(places, runs, shown, mine) {
  const left = Math.min(FURTHER, places.length - shown);
  part.more.hidden = left <= 0;
  part.more.textContent = filled(words.more, "count", number.format(left));
  part.more.onclick = () => tellingFailure(mine, async () => {
    part.more.onclick = null;
    const read = await Promise.all(places.slice(shown, shown + FURTHER).map((place) => engine.read(place)));
    if (mine === turn) {
      const added = read.map((record) => result(record, runs));
      part.results.append(...added);
      added[0].querySelector("a").focus();
      showMore(places, runs, shown + FURTHER, mine);
    }
  });
}

function result(record, runs) {
  const within = record.within ? filled(words.within, "title", record.within) : "";
  const title = element("a", { href: record.url }, ...highlighted(record.title, runs));
  const facts = [record.sources];
  if (record.issue) {
    facts.push(`${words.printedIn} ${record.issue}`);
  }
  return element(
    "li",
    {},
    element("time", { datetime: record.date }, day.format(new Date(record.date))),
    element(
      "p",
      { class: "jb-entry-title" },
      title,
      ...(within ? [" ", element("span", { class: "jb-within" }, ...highlighted(within, runs))] : []),
    ),
    element("p", { class: "jb-excerpt" }, ...highlighted(excerptOf(record.text, runs, language), runs)),
    element("p", { class: "jb-fact" }, facts.filter(Boolean).join(" · ")),
  );
}

function highlighted(text, runs) {
  return marked(text, runs).map((piece) => (piece.mark ? element("mark", {}, piece.text) : piece.text));
}

/* Facets */

function showFacets(state, counts) {
  const blocks = NAMES.map((name) => narrowing.block(name, state, counts[name])).filter(Boolean);
  part.facets.replaceChildren(...blocks);
  part.narrow.classList.toggle("jb-search-narrow--none", !blocks.length);
}

function showChosen(state) {
  const chips = NAMES.filter((name) => state[name]).map((name) => {
    const called = facets.nameOf(name, state[name]);
    const link = element(
      "a",
      { class: "jb-chip", href: linkTo({ ...state, [name]: "" }), "data-go": "", "data-key": `chosen-${name}` },
      called,
      element("span", { "aria-hidden": "true" }, " ×"),
    );
    link.setAttribute("aria-label", filled(words.remove, "name", called));
    return link;
  });
  part.clear.href = linkTo({ q: state.q, sort: state.sort });
  part.clear.dataset.go = "";
  part.chosen.replaceChildren(...chips, part.clear);
  part.chosen.hidden = !chips.length;
}

function showOrder(state, offered) {
  part.order.hidden = !offered;
  for (const link of part.order.querySelectorAll("a")) {
    link.href = linkTo({ ...state, sort: link.dataset.sort });
    link.dataset.go = "";
    link.dataset.key = `sort-${link.dataset.sort}`;
    if (state.sort === link.dataset.sort) {
      link.setAttribute("aria-current", "true");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

/* What else to ask for, when nothing was found: each word alone, or the words of a run apart. Words of a single
   character are left out: they say little, and are slow to load. */
async function advise(state, runs) {
  const wanted = runs.length > 1 ? runs.map((run) => run.join("")) : apart(runs[0].join(""));
  if (wanted.length < 2) {
    return [];
  }
  const queries = runs.length > 1 ? wanted : [wanted.join(" ")];
  const rows = [];
  for (const query of queries) {
    const found = await engine.find(runsOf(query));
    const { places } = facets.narrow(state, found);
    if (places.length) {
      const link = element("a", { href: linkTo({ ...state, q: query }), "data-go": "" }, query);
      rows.push(element("li", {}, link, " ", element("span", { class: "jb-count" }, number.format(places.length))));
    }
  }
  const said = runs.length > 1 ? words.singly : words.apart;
  return rows.length ? [element("p", {}, said), element("ul", { class: "jb-ways" }, ...rows)] : [];
}

function apart(run) {
  if (!Intl.Segmenter) {
    return [];
  }
  const segments = new Intl.Segmenter(language, { granularity: "word" }).segment(run);
  return [...segments].map((segment) => segment.segment).filter((word) => (runsOf(word)[0] ?? []).length > 1);
}

/* Small helps */

/* What had the focus has it again when lists are written anew. */
function keepingFocus(write) {
  const key = document.activeElement?.dataset?.key;
  write();
  if (key) {
    (root.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? field).focus({ preventScroll: true });
  }
}

/* Asking */

let waiting;

function ask(options) {
  clearTimeout(waiting);
  waiting = undefined;
  go(linkTo({ ...asked(), q: field.value.trim() }), options);
}

/* A link was written for the words that were looked for when it was shown; what has been typed since counts. */
function withTyped(link) {
  if (waiting === undefined) {
    return link;
  }
  clearTimeout(waiting);
  waiting = undefined;
  const given = new URLSearchParams(new URL(link, location.href).search);
  given.set("q", field.value.trim());
  return linkTo(Object.fromEntries(given));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});

field.addEventListener("input", (event) => {
  clearTimeout(waiting);
  if (!event.isComposing) {
    waiting = setTimeout(() => ask({ replace: true }), PAUSE);
  }
});

field.addEventListener("compositionend", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask({ replace: true }), PAUSE);
});

root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    go(withTyped(link.getAttribute("href")));
  }
});

root.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const links = [...part.results.querySelectorAll("li > .jb-entry-title > a")];
  const place = links.indexOf(event.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && (event.target === field || place >= 0)) {
    const next = event.target === field ? (step > 0 ? 0 : -1) : place + step;
    const target = next < 0 ? field : links[next];
    if (target && target !== event.target) {
      event.preventDefault();
      target.focus();
    }
  } else if (event.key === "Escape" && event.target === field) {
    event.preventDefault();
    field.value = "";
    ask();
  } else if (event.key === "Escape" && place >= 0) {
    field.focus();
  }
});

addEventListener("popstate", () => go(location.href));

/* There is room for the facets beside the results, or they wait until they are asked for. */
part.narrow.open = wide.matches;
wide.addEventListener("change", () => {
  part.narrow.open = wide.matches;
});

try {
  facets = new Facets(await engine.open(), words);
  narrowing = new Narrowing({ facets, words, wide, linkTo, number, again: show });
  if (!location.search && document.referrer.startsWith(location.origin) && matchMedia("(hover: hover)").matches) {
    field.focus();
  }
  await look((turn += 1));
} catch (error) {
  root.hidden = true;
  failed.hidden = false;
  throw error;
}
