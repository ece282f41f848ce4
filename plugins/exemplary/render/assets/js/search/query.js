// @ts-check
/* Parses a query into clauses: words, phrases, abbreviations, document numbers. */

import { words } from "./words.js";
import { before } from "./files.js";

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {import("./files.js").Index} Index
 * @typedef {{words: Word[], phrase: boolean, prefix: boolean}} Way to match a clause: all words, adjacent in a phrase
 * @typedef {{ways: Way[], text: Word[]}} Clause matches in any of its ways; `text` are its words in the query
 */

const QUOTES = /[“”„«»]/g;
const NUMBER_OF_DOCUMENT = /^\s*\d+\s*[/-]/;
const NUMBER_AMONG_WORDS = /(?<![\p{L}\p{N}])\d+(?:[/-]\d+)*[/-]\p{L}[\p{L}\p{N}/-]*/u;
const LETTERS_OF_OFFICE = /^(?:[^aeiouy]{1,5}|tu|ubnd|\d+)$/;

/** Whether a mark was typed; y for i does not count. @param {Word} word */
export const marked = ({ folded, code }) => unvaried(folded, code) > 0;

/** The part of a code that distinguishes y from i. @param {string} letters @param {number} code */
const yForI = (letters, code) => (/^[hklmstv]i$/.test(letters) ? code & 5 : letters === "qui" ? code & 1 : 0);

/** The code without the distinction of y from i, and without the place of the tone. @param {string} letters @param {number} code */
export const unvaried = (letters, code) => code - (/(?:o[ae]|uy)$/.test(letters) && (code & 3) === 3 ? 3 : yForI(letters, code));

/** The beginning of an unfinished word: a final y may still be followed by letters. @param {Word} word */
export const stem = ({ folded, code }) => (yForI(folded, code) ? `${folded.slice(0, -1)}y` : folded);

/** @param {Index} index @param {string} letters @returns {number} the approximate number of documents with a word; 0 is none */
export const frequency = (index, letters) => {
  const at = before(index.vocabulary, letters);
  if (index.vocabulary[at] === letters) return 2 ** ((index.weights.charCodeAt(at) - 48) / 4);
  return /^\d/.test(letters) ? index.documents / (/^(?:19|20)\d\d$/.test(letters) ? 10 : 500) + 1 : 0;
};

/** Whether an unfinished word can become a known one. @param {Index} index @param {Word} word */
const completes = (index, word) => !!index.vocabulary[before(index.vocabulary, stem(word))]?.startsWith(stem(word));

/** Whether any document can match. @param {Index} index @param {Way} way */
export const possible = (index, { words, prefix }) =>
  words.every((word, at) => frequency(index, word.folded) || (prefix && at === words.length - 1 && completes(index, word)));

/** @param {Word[]} found @param {Partial<Way>} [more] @returns {Clause} */
const clause = (found, more) => ({ text: found, ways: [{ words: found, phrase: false, prefix: false, ...more }] });

/**
* A query as clauses, all of which must match: quoted phrases first, then words, the last unfinished unless a space follows.
 * @param {Index} index @param {string} query
 */
export const clauses = (index, query) => {
  const parts = query.normalize("NFC").replace(QUOTES, '"').split('"');
  const open = parts.length % 2 ? -1 : parts.length - 1; // an unclosed phrase is read as words
  let start = 0;
  /** @type {Clause[]} */
  const phrases = [], /** @type {Word[]} */ typed = [];
  parts.forEach((part, at) => {
    const found = words(part).map((word) => ({ ...word, start: word.start + start, end: word.end + start }));
    start += part.length + 1;
    if (at % 2 && at !== open) phrases.push(...(found.length ? [clause(partsOf(found), { phrase: true })] : []));
    else typed.push(...spelled(index, found));
  });
  const prefix = /[\p{L}\p{N}]$/u.test(query);
  return [...phrases, ...abbreviated(index, typed, prefix)];
};

/** Without joined words. @param {Word[]} found */
export const partsOf = (found) => found.filter(({ position }, at) => position === at);

/** Replace parts by joined words that the index has. @param {Index} index @param {Word[]} found */
const spelled = (index, found) => {
  const parts = partsOf(found);
  const whole = found.slice(parts.length).filter((word) => frequency(index, word.folded) || completes(index, word));
  return parts
    .filter(({ start }) => !whole.some((one) => one.start <= start && start < one.end))
    .concat(whole)
    .sort((a, b) => a.start - b.start);
};

/** Words as clauses; an abbreviation or its full form is one clause, and a phrase if it has more than three words. @param {Index} index
 * @param {Word[]} typed @param {boolean} prefix @returns {Clause[]} */
const abbreviated = (index, typed, prefix) => {
  /** @type {Clause[]} */
  const found = [];
  for (let at = 0; at < typed.length; ) {
    const texts = index.abbreviations.flat().filter((text) => begins(typed, at, text)).sort((a, b) => b.length - a.length);
    const group = index.abbreviations.filter((those) => those.some((text) => same(text, texts[0]))).flat();
    const taken = typed.slice(at, at + (texts[0]?.length ?? 1));
    at += taken.length;
    const one = clause(taken, { phrase: taken.length > 3, prefix: prefix && at === typed.length });
    for (const other of group)
      if (!one.ways.some(({ words }) => same(words, other))) one.ways.push({ words: other, phrase: true, prefix: false });
    found.push(one);
  }
  return found;
};

/** Whether two texts have the same words. @param {Word[]} one @param {Word[]} [other] */
const same = (one, other) => one.length === other?.length && begins(one, 0, other);

/** Whether the words of a text occur in others at a given place. @param {Word[]} typed @param {number} at @param {Word[]} text */
const begins = (typed, at, text) => text.every(({ folded }, step) => typed[at + step]?.folded === folded);

/** Whether a word announces a number: documents may have “số 05-CT/TW” without “số”. @param {Word} [word] @param {Word} [next] */
export const announces = (word, next) => word?.folded === "so" && /^\d/.test(next?.folded ?? "");

/** Whether two words may be a document number in reverse: “CT 05” for 05-CT/TW. @param {[Word, Word]} row */
export const isNumberLast = ([first, second]) => /^\D/.test(first.folded) && LETTERS_OF_OFFICE.test(first.folded) && /^\d/.test(second.folded);

/** A document number as one phrase: the whole query, or a number within it. @param {string} query @returns {Clause[]} */
export const numbered = (query) => {
  const text = query.normalize("NFC"), all = partsOf(words(text)), found = announces(all[0], all[1]) ? all.slice(1) : all;
  const office = /^\d/.test(found[0]?.folded ?? "") && found.every(({ folded }) => LETTERS_OF_OFFICE.test(folded));
  const inside = office ? null : NUMBER_AMONG_WORDS.exec(text);
  const is = inside ? found.filter(({ start, end }) => start >= inside.index && end <= inside.index + inside[0].length)
    : office || NUMBER_OF_DOCUMENT.test(text.slice(found[0]?.start)) ? found : [];
  return is.length > 1 && !/["“”„«»]/.test(text) ? [clause(is, { phrase: true })] : [];
};
