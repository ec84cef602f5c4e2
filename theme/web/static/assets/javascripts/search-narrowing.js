/* The facets beside the results, as lists of links: each with the count that it would leave. */

const LONGEST = { source: 8 };
const LONGEST_TREE = 20;

export class Narrowing {
  #facets;
  #words;
  #wide;
  #linkTo;
  #number;
  #again;
  #opened = new Set();

  /* `wide` tells whether blocks stand open at first; `again` shows everything anew. */
  constructor({ facets, words, wide, linkTo, number, again }) {
    this.#facets = facets;
    this.#words = words;
    this.#wide = wide;
    this.#linkTo = linkTo;
    this.#number = number;
    this.#again = again;
  }

  /* The block of one facet; none where there is nothing to choose. */
  block(name, state, counts) {
    const met = this.#offered(name, state, counts);
    if (met.length < 2 && !state[name]) {
      return null;
    }
    const all = `all-${name}`;
    const longest = LONGEST[name] ?? LONGEST_TREE;
    const cut = met.length > longest + 2 && !this.#opened.has(all);
    const rows = (cut ? met.slice(0, longest) : met).map((value) => this.#row(name, value, state, counts));
    const block = element(
      "details",
      { class: "jb-search-facet", "data-facet": name },
      element("summary", {}, this.#words[name]),
      element("ul", {}, ...rows),
    );
    if (cut) {
      const button = element("button", { type: "button", "data-key": all },
        filled(this.#words.allOfKind, "count", this.#number.format(met.length)));
      button.addEventListener("click", () => {
        this.#opened.add(all);
        this.#again();
      });
      block.append(button);
    }
    const shut = `shut-${name}`;
    block.open = this.#opened.has(name) || (!this.#opened.has(shut) && (this.#wide.matches || Boolean(state[name])));
    block.querySelector("summary").addEventListener("click", () => {
      this.#opened[block.open ? "delete" : "add"](name);
      this.#opened[block.open ? "add" : "delete"](shut);
    });
    return block;
  }

  /* Of a tree: its top, what lies below that, and the branch that is chosen. Of sources: the busiest first. */
  #offered(name, state, counts) {
    const values = this.#facets.values[name];
    const chosen = values.find((value) => value.key === state[name]);
    const branch = new Set();
    for (let node = chosen; node; node = node.parent) {
      branch.add(node);
    }
    const met = values.filter(
      (value) =>
        value === chosen ||
        (counts.has(value.key) && (value.depth < 2 || branch.has(value) || branch.has(value.parent))),
    );
    if (name === "source") {
      met.sort((one, other) => (counts.get(other.key) ?? 0) - (counts.get(one.key) ?? 0));
    }
    return met;
  }

  #row(name, value, state, counts) {
    const chosen = state[name] === value.key;
    const link = element(
      "a",
      { href: this.#linkTo({ ...state, [name]: chosen ? "" : value.key }), "data-key": `${name}-${value.key}`, "data-go": "" },
      value.name,
      " ",
      element("span", { class: "jb-count" }, this.#number.format(counts.get(value.key) ?? 0)),
    );
    if (chosen) {
      link.setAttribute("aria-current", "true");
    }
    return element("li", { class: `jb-depth-${Math.min(value.depth, 3)}` }, link);
  }
}

/* A value with `$` in it is text too: only a function is not taken apart. */
export function filled(said, name, value) {
  return said.replace(`{${name}}`, () => value);
}

export function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}
