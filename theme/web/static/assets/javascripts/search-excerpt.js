/* The place of a text that shows best why it was found, and what to mark in it. */

import { isIdeograph, normalized } from "./search-tokens.js";

const WIDTH = { zh: 96, other: 220 };
const STOPS = /[。！？；!?\n]|\. /gu;
const LETTER = /[\p{L}\p{N}]/u;

/* A text as pieces, each with whether it is to be marked. */
export function marked(text, runs) {
  const pieces = [];
  let end = 0;
  for (const [from, to] of placesOf(text, runs)) {
    pieces.push({ text: text.slice(end, from), mark: false }, { text: text.slice(from, to), mark: true });
    end = to;
  }
  pieces.push({ text: text.slice(end), mark: false });
  return pieces.filter((piece) => piece.text);
}

/* The part of a text around its first match; its beginning where there is none. */
export function excerptOf(text, runs, language) {
  const width = language.startsWith("zh") ? WIDTH.zh : WIDTH.other;
  const [first] = placesOf(text, runs);
  let from = Math.max(0, (first?.[0] ?? 0) - Math.floor(width / 3));
  if (from > 0) {
    const ahead = text.slice(from, first[0]);
    const stops = [...ahead.matchAll(STOPS)].map((stop) => stop.index + stop[0].length);
    from += stops.at(-1) ?? Math.max(0, ahead.indexOf(" ") + 1);
  }
  const to = Math.min(text.length, from + width);
  return `${from > 0 ? "…" : ""}${text.slice(from, to).trim()}${to < text.length ? "…" : ""}`;
}

function placesOf(text, runs) {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) {
    return [];
  }
  const found = [];
  for (const run of runs) {
    const wanted = normalized(run.join("")).toLowerCase();
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      /* A Latin word is found from its beginning only. */
      if (isIdeograph(run[0]) || !LETTER.test(text[at - 1] ?? "") || isIdeograph(text[at - 1])) {
        found.push([at, at + wanted.length]);
      }
    }
  }
  return apart(found.sort((one, other) => one[0] - other[0]));
}

function apart(places) {
  const kept = [];
  for (const [from, to] of places) {
    if (kept.length && from <= kept.at(-1)[1]) {
      kept.at(-1)[1] = Math.max(to, kept.at(-1)[1]);
    } else {
      kept.push([from, to]);
    }
  }
  return kept;
}
