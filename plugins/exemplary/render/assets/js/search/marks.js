// @ts-check
/* Where the words of a query are in a text. */

import { words } from "./words.js";
import { partsOf, stem } from "./query.js";

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {import("./query.js").Way} Way
 */

const PIECE = 160;

/** @typedef {{start: number, end: number, way: number, alike: number}} Mark of words in a text; `way` is an index in the query's ways */

/** Divide a text into matches and the text between them. @param {string} text @param {Way[]} ways @returns {{text: string, found: boolean}[]} */
export const marks = (text, ways) => divided(text.normalize("NFC"), matches(text, ways), 0, Infinity);

/** An excerpt of the story: about 160 characters around the place with the most matches closest together.
 * @param {string[]} story @param {Way[]} ways @returns {{text: string, found: boolean}[]} */
export const piece = (story, ways) => {
  let best = { value: 0, text: "", all: /** @type {Mark[]} */ ([]), start: 0, end: 0 };
  for (const paragraph of story) {
    const all = matches(paragraph, ways);
    for (const [at, { start }] of all.entries()) {
      const near = all.slice(at).filter(({ end }) => end - start <= PIECE), end = near.at(-1)?.end ?? start;
      const alike = new Map(near.map(({ way, alike }) => [way, alike]));
      const spelled = [...alike.values()].reduce((sum, one) => sum + one, 0);
      const value = alike.size * 100 + spelled + Math.min(paragraph.length, PIECE) / 50 - (end - start) / PIECE;
      if (value > best.value) best = { value, text: paragraph.normalize("NFC"), all, start, end };
    }
  }
  const spare = Math.max(0, PIECE - (best.end - best.start)) >> 1;
  const from = best.start - spare < 20 ? 0 : best.text.indexOf(" ", best.start - spare) + 1;
  const until = best.text.lastIndexOf(" ", Math.max(best.end, from + PIECE));
  const to = from + PIECE + 20 > best.text.length ? best.text.length : until < best.end ? best.end : until;
  return best.value ? divided(best.text, best.all, from, to) : [];
};

/** @param {string} text @param {Mark[]} all @param {number} from @param {number} to */
const divided = (text, all, from, to) => {
  const parts = [];
  let at = Math.min(from, text.length);
  if (at) parts.push({ text: "… ", found: false });
  for (const { start, end } of all) {
    if (start < at || end > to) continue;
    parts.push({ text: text.slice(at, start), found: false }, { text: text.slice(start, end), found: true });
    at = end;
  }
  parts.push({ text: text.slice(at, to) + (to < text.length ? " …" : ""), found: false });
  return parts.filter((part) => part.text);
};

/** The matches of a query in a text. @param {string} text @param {Way[]} ways @returns {Mark[]} */
const matches = (text, ways) => {
  const found = words(text), parts = partsOf(found), joined = found.slice(parts.length);
  /** @type {Mark[]} */
  const all = [];
  ways.forEach(({ words: asked, phrase, prefix }, way) => {
    for (const row of phrase ? [asked] : asked.map((word) => [word])) {
      const open = prefix && row.at(-1) === asked.at(-1);
      parts.forEach((part, at) => {
        const last = parts[at + row.length - 1];
        if (last && row.every((word, step) => isMeant(parts[at + step], word, open)))
          all.push({ start: part.start, end: last.end, way, alike: part.code === row[0].code ? 2 : 0 });
      });
      for (const one of joined) if (isMeant(one, row[0], open)) all.push({ start: one.start, end: one.end, way, alike: 0 });
    }
  });
  return all.sort((a, b) => a.start - b.start || b.end - a.end);
};

/** @param {Word} found @param {Word} word @param {boolean} open */
const isMeant = (found, word, open) => found.folded === word.folded || (open && found.folded.startsWith(stem(word)));
