/* Text cut up as the index holds it. The same rules stand in jianbao/search_index/tokens.py: a unit is one
   ideograph or one Latin word or number, a token is a unit with its successor. */

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

/* The tokens that cover a run, every other one, each with its distance from the first: a text has the run
   where all of them stand at these distances. A single Latin unit is looked for as a beginning. */
export function coverOf(run) {
  if (run.length === 1) {
    return [{ token: run[0], at: 0 }];
  }
  const places = [];
  for (let at = 0; at < run.length - 2; at += 2) {
    places.push(at);
  }
  places.push(run.length - 2);
  return places.map((at) => ({ token: run[at] + run[at + 1], at }));
}

/* The text that was cut into these tokens. */
export function readBack(segment) {
  const tokens = segment.filter((token) => token !== BLANK && token !== EACH);
  let text = "";
  for (const [place, token] of tokens.entries()) {
    const following = tokens[place + 1] ?? "";
    if (!WORD.test(token)) {
      text += token.replaceAll(SPACE, " ");
    } else if (token.endsWith(END)) {
      text += token.slice(0, -END.length) + (WORD.test(following) ? " " : "");
    } else {
      text += WORD.test(following) ? firstUnit(token) : token;
    }
  }
  return text;
}

function firstUnit(token) {
  return token.match(UNIT)[0];
}
