/* Narrows records by facets and counts what each further facet would leave. A facet is a region, topic,
   source, year or kind; a region or topic holds what lies below it. */

export const NAMES = ["region", "topic", "source", "year", "kind"];

const PART = "p";
const ISSUE = "n";
const BEYOND = 0x100;
/* What stands for the first facets (jianbao/search_index/columns.py): # to ~ without \\. */
const LETTERS = Array.from({ length: 0x7f - 0x23 }, (_, place) => String.fromCharCode(0x23 + place))
  .filter((letter) => letter !== "\\")
  .join("");

export class Facets {
  #parts;
  #items;
  #values;

  /* `data` is records.json; `words` names years and kinds. */
  constructor(data, words) {
    this.length = data.kind.length;
    this.#parts = Array.from(data.kind, (kind) => kind === PART);
    let item = 0;
    this.#items = this.#parts.map((part, place) => (item = part ? item : place));
    this.values = {
      region: tree(data.regions),
      topic: tree(data.topics),
      source: tree(data.sources),
      year: [...new Set(data.year)].sort().reverse()
        .map((year) => value(String(year), words.yearName.replace("{year}", year))),
      kind: [value("item", words.items), value("issue", words.issues)],
    };
    this.#values = {
      region: cells(data.region).map(withParents(this.values.region)),
      topic: cells(data.topic).map(withParents(this.values.topic)),
      source: cells(data.source).map(withParents(this.values.source)),
      year: data.year.map((year) => [String(year)]),
      kind: Array.from(data.kind, (kind) => [kind === ISSUE ? "issue" : "item"]),
    };
  }

  nameOf(name, key) {
    return this.values[name].find((known) => known.key === key)?.name ?? key;
  }

  /* The places that `chosen` leaves of those found (null: of all), and the counts per facet: how many there
     would be with that value instead of the one chosen. Without words to find, an item stands for its parts. */
  narrow(chosen, found) {
    const has = (place, name) => !chosen[name] || this.#values[name][place].includes(chosen[name]);
    const passes = (place, but) =>
      (found === null || found.has(place)) && NAMES.every((name) => name === but || has(place, name));
    const counts = {};
    for (const name of NAMES) {
      counts[name] = new Map();
      for (let place = 0; place < this.length; place += 1) {
        if (passes(place, name)) {
          const item = this.#items[place];
          const counted = found === null && this.#parts[place] && passes(item, name);
          for (const key of this.#values[name][place]) {
            if (!counted || !this.#values[name][item].includes(key)) {
              counts[name].set(key, (counts[name].get(key) ?? 0) + 1);
            }
          }
        }
      }
    }
    const places = [];
    for (let place = 0; place < this.length; place += 1) {
      if (passes(place) && !(found === null && this.#parts[place] && passes(this.#items[place]))) {
        places.push(place);
      }
    }
    return { places, counts };
  }
}

function value(key, name, parent = null, depth = 0) {
  return { key, name, parent, depth };
}

function tree(rows) {
  const values = [];
  for (const [key, name, above] of rows) {
    const parent = values[above] ?? null;
    values.push(value(key, name, parent, parent ? parent.depth + 1 : 0));
  }
  return values;
}

/* The facets that each record names: a character, or any number of them between ! and a space. */
function cells(column) {
  return Array.from(column.matchAll(/!(.*?) |(.)/gsu), ([, several, one]) =>
    Array.from(several ?? one, (letter) => {
      const code = letter.charCodeAt(0);
      return code < BEYOND ? LETTERS.indexOf(letter) : code - BEYOND + LETTERS.length;
    }),
  );
}

function withParents(values) {
  return (places) => {
    const keys = new Set();
    for (const place of places) {
      for (let node = values[place]; node; node = node.parent) {
        keys.add(node.key);
      }
    }
    return [...keys];
  };
}
