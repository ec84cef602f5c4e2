/* Finds records: loads facets and index, and says which records have what is asked for.

   The index is Pagefind's, of tokens instead of words. A record is known by its place, newest first, which is the
   order in which Pagefind gives what has a token exactly. */

import { BREAK, EACH, coverOf, isIdeograph, readBack } from "./search-tokens.js";

const UNITS = 64;
const COMMON = { shelves: 1024, longest: 8 };
const TITLE_ROOM = 48;
const TITLE_WEIGHT = 5;

export class Engine {
  #root;
  #pagefind;
  #pages;
  #places;
  #lost;
  #chinese = document.documentElement.lang.startsWith("zh");
  #heavy = new Set();
  #shelves = new Map();
  #tokens = new Map();
  #found = new Map();

  /* `root` is the address of the site's search folder. */
  constructor(root) {
    this.#root = root;
  }

  async open() {
    const [facets] = await Promise.all([this.#json("records.json"), this.#openIndex()]);
    this.#heavy = new Set(facets.heavy);
    return facets;
  }

  async #openIndex() {
    const { createInstance } = await import(new URL("pagefind/pagefind.js", this.#root));
    this.#watch(new URL("pagefind/", this.#root).href);
    /* Pagefind takes the page's language, and would cut Chinese queries into words of its own. */
    const page = document.documentElement;
    const language = page.lang;
    page.lang = "und";
    this.#pagefind = createInstance({ noWorker: true, baseUrl: new URL("..", this.#root).pathname });
    page.lang = language;
    this.#pages = (await this.#pagefind.search(`"${EACH}"`)).results;
    this.#places = new Map(this.#pages.map((page, place) => [page.id, place]));
  }

  /* Pagefind takes a file of its index that does not come for an empty one. */
  #watch(folder) {
    const ask = globalThis.fetch;
    globalThis.fetch = async (...given) => {
      const own = new URL(given[0].url ?? given[0], location.href).href.startsWith(folder);
      const response = await ask(...given).catch((error) => {
        this.#lost ??= own ? error : undefined;
        throw error;
      });
      this.#lost ??= own && !response.ok ? new Error(`${response.url}: ${response.status}`) : undefined;
      return response;
    };
  }

  async #json(name) {
    const response = await fetch(new URL(name, this.#root));
    if (!response.ok) {
      throw new Error(`${response.url}: ${response.status}`);
    }
    return response.json();
  }

  /* The records that have every run, each with how well it fits. */
  async find(runs) {
    const [first, ...others] = await Promise.all(runs.map((run) => this.#having(run)));
    const both = new Map();
    for (const [place, score] of first) {
      if (others.every((found) => found.has(place))) {
        both.set(place, others.reduce((sum, found) => sum + found.get(place), score));
      }
    }
    return both;
  }

  #having(run) {
    const key = run.join("");
    if (!this.#found.has(key)) {
      this.#found.set(key, this.#look(run, key));
    }
    return this.#found.get(key);
  }

  async #look(run, key) {
    if (run.length === 1) {
      return this.#single(key.toLowerCase());
    }
    if (run.length <= COMMON.longest && run.some((unit, at) => this.#heavy.has(unit + run[at + 1]))) {
      const common = (await this.#commonWords(key))[key];
      if (common) {
        const [places, titled] = common.map(placesFrom);
        return this.#raised(new Map(places.map((place) => [place, 0])), titled);
      }
    }
    return this.#asked(run);
  }

  /* The same file holds common words that begin otherwise. */
  #commonWords(word) {
    const shelf = codesOf(word).reduce((sum, code) => (31 * sum + code) % COMMON.shelves, 0);
    return this.#shelf(`common/${shelf}.json`);
  }

  /* The same file holds the Latin words that begin with the same two letters. */
  #units(unit) {
    const [first, second = 0] = codesOf(unit);
    return this.#shelf(`units/${(first + 31 * second) % UNITS}.json`);
  }

  #shelf(file) {
    if (!this.#shelves.has(file)) {
      this.#shelves.set(file, this.#json(file));
    }
    return this.#shelves.get(file);
  }

  /* The records in which a single ideograph stands, or a Latin word that begins so. */
  async #single(unit) {
    const latin = !isIdeograph(unit);
    const shelf = await this.#units(unit);
    const having = Object.entries(shelf).filter(([key]) => (latin ? key.startsWith(unit) : key === unit));
    const found = new Map(having.flatMap(([, distances]) => placesFrom(distances).map((place) => [place, 0])));
    return latin && !this.#chinese ? this.#weighed(found, await this.#standingIn(unit)) : found;
  }

  /* Where words are the rule, they are weighed as the parts of a run are. */
  #weighed(found, standing) {
    const titled = [];
    for (const [place, { score, words }] of standing) {
      if (found.has(place)) {
        found.set(place, score);
        if (Math.min(...words) < TITLE_ROOM) {
          titled.push(place);
        }
      }
    }
    return this.#raised(found, titled);
  }

  /* The records in which the tokens of a run stand at the right distances. */
  async #asked(run) {
    const cover = coverOf(run, this.#heavy);
    const [first, ...others] = await Promise.all(cover.map(({ tokens }) => this.#standing(tokens)));
    const found = new Map();
    const titled = [];
    for (const [place, { score, words }] of first) {
      const standing = others.map((other) => other.get(place));
      if (standing.every(Boolean)) {
        const starts = words.filter((start) =>
          standing.every(({ at }, nth) => at.has(start + cover[nth + 1].at - cover[0].at)),
        );
        if (starts.length) {
          found.set(place, standing.reduce((sum, other) => sum + other.score, score));
          if (Math.min(...starts) < TITLE_ROOM) {
            titled.push(place);
          }
        }
      }
    }
    return this.#raised(found, titled);
  }

  /* The records that have one of these tokens, and where in them it stands. */
  async #standing(tokens) {
    const all = await Promise.all(tokens.map((token) => this.#standingIn(token)));
    if (all.length === 1) {
      return all[0];
    }
    const either = new Map();
    for (const found of all) {
      for (const [place, { score, words }] of found) {
        const before = either.get(place) ?? { score: 0, words: [] };
        const both = [...before.words, ...words];
        either.set(place, { score: before.score + score, words: both, at: new Set(both) });
      }
    }
    return either;
  }

  #standingIn(token) {
    if (!this.#tokens.has(token)) {
      this.#tokens.set(token, this.#askedOf(token));
    }
    return this.#tokens.get(token);
  }

  async #askedOf(token) {
    const { results } = await this.#pagefind.search(token);
    if (this.#lost) {
      throw this.#lost;
    }
    return new Map(results.map(({ id, score, words }) => [this.#places.get(id), { score, words, at: new Set(words) }]));
  }

  /* Raises the records that have a run in their title, the more the rarer it is. */
  #raised(found, titled) {
    const rarity = Math.log(1 + (this.#pages.length - found.size + 0.5) / (found.size + 0.5));
    for (const place of titled) {
      found.set(place, found.get(place) + TITLE_WEIGHT * rarity);
    }
    return found;
  }

  /* What is shown of a record. */
  async read(place) {
    const { url, content, meta } = await this.#pages[place].data();
    const segments = [[]];
    for (const token of content.split(" ")) {
      if (token === BREAK) {
        segments.push([]);
      } else {
        segments.at(-1).push(token);
      }
    }
    const [title, text, sources, within, issue] = segments.map(readBack);
    return { url, title, text, sources, within, issue, date: meta.date };
  }
}

function codesOf(word) {
  return Array.from(word, (character) => character.codePointAt(0));
}

function placesFrom(distances) {
  let place = 0;
  return distances.map((distance) => (place += distance));
}
