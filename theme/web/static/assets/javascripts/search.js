/* The search page: what is asked for stands in its address, so that every state is a link. */

import { Engine } from "./search-engine.js";
import { excerptOf, marked } from "./search-excerpt.js";
import { Facets, NAMES } from "./search-facets.js";
import { runsOf } from "./search-tokens.js";

const PAGE = 6;
const FURTHER = 24;
const LONGEST = { source: 8 };
const LONGEST_TREE = 20;
const PAUSE = 250;

const words = JSON.parse(document.getElementById("search-words").textContent);
const root = document.getElementById("search");
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
const opened = new Set();
let facets;
let turn = 0;

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
  show();
}

/* Showing it */

async function show() {
  const mine = (turn += 1);
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
  part.count.textContent = places.length ? (found ? words.found : words.listed).replace("{count}", count) : words.nothing;
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
  part.more.textContent = words.more.replace("{count}", number.format(left));
  part.more.onclick = async () => {
    const read = await Promise.all(places.slice(shown, shown + FURTHER).map((place) => engine.read(place)));
    if (mine === turn) {
      const added = read.map((record) => result(record, runs));
      part.results.append(...added);
      added[0].querySelector("a").focus();
      showMore(places, runs, shown + FURTHER, mine);
    }
  };
}

function result(record, runs) {
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
      ...(record.within ? [" ", element("span", { class: "jb-within" }, words.within.replace("{title}", record.within))] : []),
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
  const blocks = NAMES.map((name) => facetBlock(name, state, counts[name])).filter(Boolean);
  part.facets.replaceChildren(...blocks);
  part.narrow.classList.toggle("jb-search-narrow--none", !blocks.length);
}

function facetBlock(name, state, counts) {
  const met = offered(name, state, counts);
  if (met.length < 2 && !state[name]) {
    return null;
  }
  const all = `all-${name}`;
  const longest = LONGEST[name] ?? LONGEST_TREE;
  const cut = met.length > longest + 2 && !opened.has(all);
  const rows = (cut ? met.slice(0, longest) : met).map((value) => facetRow(name, value, state, counts));
  const block = element(
    "details",
    { class: "jb-search-facet", "data-facet": name },
    element("summary", {}, words[name]),
    element("ul", {}, ...rows),
  );
  if (cut) {
    const button = element("button", { type: "button", "data-key": all },
      words.allOfKind.replace("{count}", number.format(met.length)));
    button.addEventListener("click", () => {
      opened.add(all);
      show();
    });
    block.append(button);
  }
  block.open = opened.has(name) || (!opened.has(`shut-${name}`) && (wide.matches || Boolean(state[name])));
  block.querySelector("summary").addEventListener("click", () => {
    opened[block.open ? "delete" : "add"](name);
    opened[block.open ? "add" : "delete"](`shut-${name}`);
  });
  return block;
}

/* Of a tree: its top, what lies below that, and the branch that is chosen. Of sources: the busiest first. */
function offered(name, state, counts) {
  const chosen = facets.values[name].find((value) => value.key === state[name]);
  const branch = new Set();
  for (let node = chosen; node; node = node.parent) {
    branch.add(node);
  }
  const met = facets.values[name].filter(
    (value) =>
      value === chosen ||
      (counts.has(value.key) && (value.depth < 2 || branch.has(value) || branch.has(value.parent))),
  );
  if (name === "source") {
    met.sort((one, other) => (counts.get(other.key) ?? 0) - (counts.get(one.key) ?? 0));
  }
  return met;
}

function facetRow(name, value, state, counts) {
  const chosen = state[name] === value.key;
  const count = number.format(counts.get(value.key) ?? 0);
  const link = element(
    "a",
    { href: linkTo({ ...state, [name]: chosen ? "" : value.key }), "data-key": `${name}-${value.key}`, "data-go": "" },
    value.name,
    " ",
    element("span", { class: "jb-count" }, count),
  );
  if (chosen) {
    link.setAttribute("aria-current", "true");
  }
  return element("li", { class: `jb-depth-${Math.min(value.depth, 3)}` }, link);
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
    link.setAttribute("aria-label", words.remove.replace("{name}", called));
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

function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

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
  go(linkTo({ ...asked(), q: field.value.trim() }), options);
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
    go(link.getAttribute("href"));
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

addEventListener("popstate", show);

/* There is room for the facets beside the results, or they wait until they are asked for. */
part.narrow.open = wide.matches;
wide.addEventListener("change", () => {
  part.narrow.open = wide.matches;
});

try {
  facets = new Facets(await engine.open(), words);
  if (!location.search && document.referrer.startsWith(location.origin) && matchMedia("(hover: hover)").matches) {
    field.focus();
  }
  await show();
} catch (error) {
  root.hidden = true;
  document.getElementById("search-failed").hidden = false;
  throw error;
}
