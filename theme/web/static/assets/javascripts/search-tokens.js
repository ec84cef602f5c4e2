/* Text cut up as the index holds it. The same rules stand in jianbao/search_index/tokens.py: a unit is one
   ideograph or one Latin word or number, a token is a unit with its successor; heavy pairs, and the pairs before
   them, take a third with them. */

export const BREAK = "¶";
export const EACH = "\u0001";
const END = "ː";
const SPACE = "␠";
const BLANK = "␣";

const IDEOGRAPHS = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LATIN = `(?:(?![${IDEOGRAPHS}])[\\p{L}\\p{N}])`;
const UNIT = new RegExp(`[${IDEOGRAPHS}]|${LATIN}+(?:[.,'’@&:/%_-]${LATIN}+)*`, "gu");
const IDEOGRAPH = new RegExp(`^[${IDEOGRAPHS}]`, "u");
const WORD = /[\p{L}\p{N}]/u;

export function isIdeograph(unit) {
  return IDEOGRAPH.test(unit);
}

/* One line, letters and digits in half width; marks stay as they are. */
export function normalized(text) {
  const narrow = (character) => (WORD.test(character) ? character.normalize("NFKC") : character);
  return Array.from(text, narrow).join("").replace(/\s+/gu, " ").trim();
}

/* What a reader asks for: runs of units, each of which is to stand somewhere, unbroken. */
export function runsOf(query) {
  const runs = [];
  let end = -1;
  for (const found of normalized(query).matchAll(UNIT)) {
    if (found.index !== end) {
      runs.push([]);
    }
    runs.at(-1).push(found[0]);
    end = found.index + found[0].length;
  }
  return [...new Map(runs.map((run) => [run.join("").toLowerCase(), run])).values()];
}

/* What has to stand in a text that has a run: tokens, each at its distance from the first unit. There are several
   for one place where what follows the run decides which of them stands there. They cover the run with as few as
   can be, and without what is slow to load. */
export function coverOf(run, heavy) {
  const steps = run.slice(0, -1).map((_, at) => tokenAt(run, at, heavy));
  const best = Array.from({ length: run.length + 1 }, () => ({ cost: Infinity, taken: [] }));
  best[0] = { cost: 0, taken: [] };
  for (let covered = 0; covered < run.length; covered += 1) {
    for (const step of steps) {
      const end = step.at + step.length;
      const cost = best[covered].cost + step.cost;
      if (step.at <= covered && end > covered && cost < best[end].cost) {
        best[end] = { cost, taken: [...best[covered].taken, step] };
      }
    }
  }
  return best[run.length].taken;
}

function tokenAt(run, at, heavy) {
  const pair = run[at] + run[at + 1];
  const third = run[at + 2];
  if (third === undefined) {
    const longer = [...heavy].filter((other) => other.startsWith(run[at + 1])).map((other) => pair + other.slice(run[at + 1].length));
    return { at, length: 2, tokens: [pair + END, ...longer], cost: heavy.has(pair) ? 100 : 1 };
  }
  if (heavy.has(pair) || heavy.has(run[at + 1] + third)) {
    return { at, length: 3, tokens: [pair + third + (isIdeograph(third) ? "" : END)], cost: 1 };
  }
  return { at, length: 2, tokens: [pair + END], cost: 1 };
}

/* The text that was cut into these tokens: each gives its first unit, the last of a run all of it. */
export function readBack(segment) {
  const tokens = segment.filter((token) => token !== BLANK && token !== EACH);
  let text = "";
  for (const [place, token] of tokens.entries()) {
    if (!WORD.test(token)) {
      text += token.replaceAll(SPACE, " ");
    } else {
      text += WORD.test(tokens[place + 1] ?? "") ? firstUnit(token) : token.replace(END, "");
    }
  }
  return text;
}

function firstUnit(token) {
  return token.match(UNIT)[0];
}
