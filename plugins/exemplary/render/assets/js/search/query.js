// @ts-check
/* What was typed, as clauses: words, phrases, abbreviations, numbers of documents. */

import { words } from "./words.js";
import { before } from "./files.js";

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {import("./files.js").Index} Index
 * @typedef {{words: Word[], phrase: boolean, prefix: boolean}} Way a clause can be met: all words, neighbours in a phrase
 * @typedef {{ways: Way[], text: Word[]}} Clause is met in any of its ways; `text` is what stands for it in the query
 */

const QUOTES = /[“”„«»]/g;
const NUMBER_OF_DOCUMENT = /^\s*\d+\s*[/-]/;
const NUMBER_AMONG_WORDS = /(?<![\p{L}\p{N}])\d+(?:[/-]\d+)*[/-]\p{L}[\p{L}\p{N}/-]*/u;
const LETTERS_OF_OFFICE = /^(?:[^aeiouy]{1,5}|tu|ubnd|\d+)$/;

/** @param {Word} word whether a mark was typed; y for i is none */
export const marked = ({ folded, code }) => unvaried(folded, code) > 0;

/** What tells y from i in a code. @param {string} letters @param {number} code */
const yForI = (letters, code) => (/^[hklmstv]i$/.test(letters) ? code & 5 : letters === "qui" ? code & 1 : 0);

/** The code without what tells y from i, and where the tone stands. @param {string} letters @param {number} code */
export const unvaried = (letters, code) => code - (/(?:o[ae]|uy)$/.test(letters) && (code & 3) === 3 ? 3 : yForI(letters, code));

/** What a word that is being typed begins with: a y may still become one of more letters. @param {Word} word */
export const stem = ({ folded, code }) => (yForI(folded, code) ? `${folded.slice(0, -1)}y` : folded);

/** @param {Index} index @param {string} letters @returns {number} about how many documents have a word; 0 is none */
export const frequency = (index, letters) => {
  const at = before(index.vocabulary, letters);
  if (index.vocabulary[at] === letters) return 2 ** ((index.weights.charCodeAt(at) - 48) / 4);
  return /^\d/.test(letters) ? index.documents / (/^(?:19|20)\d\d$/.test(letters) ? 10 : 500) + 1 : 0;
};

/** Whether a word that is being typed can become one that is known. @param {Index} index @param {Word} word */
const completes = (index, word) => !!index.vocabulary[before(index.vocabulary, stem(word))]?.startsWith(stem(word));

/** Whether any document can have it. @param {Index} index @param {Way} way */
export const possible = (index, { words, prefix }) =>
  words.every((word, at) => frequency(index, word.folded) || (prefix && at === words.length - 1 && completes(index, word)));

/** @param {Word[]} found @param {Partial<Way>} [more] @returns {Clause} */
const clause = (found, more) => ({ text: found, ways: [{ words: found, phrase: false, prefix: false, ...more }] });

/**
 * A query as clauses, all of which must be met: quoted phrases first, then words, the last unfinished unless a blank follows.
 * @param {Index} index @param {string} query
 */
export const clauses = (index, query) => {
  const parts = query.normalize("NFC").replace(QUOTES, '"').split('"');
  const open = parts.length % 2 ? -1 : parts.length - 1; // a phrase without an end is words
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

/** Joined words in place of their parts, where the index has them. @param {Index} index @param {Word[]} found */
const spelled = (index, found) => {
  const parts = partsOf(found);
  const whole = found.slice(parts.length).filter((word) => frequency(index, word.folded) || completes(index, word));
  return parts
    .filter(({ start }) => !whole.some((one) => one.start <= start && start < one.end))
    .concat(whole)
    .sort((a, b) => a.start - b.start);
};

/** Words as clauses; those that an abbreviation stands for, or that stand for one, are one clause, and one phrase if more than three. @param {Index} index
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

/** Whether two texts are the same words. @param {Word[]} one @param {Word[]} [other] */
const same = (one, other) => one.length === other?.length && begins(one, 0, other);

/** Whether the words of a text stand among others from a place on. @param {Word[]} typed @param {number} at @param {Word[]} text */
const begins = (typed, at, text) => text.every(({ folded }, step) => typed[at + step]?.folded === folded);

/** Whether a word says that a number follows: «số 05-CT/TW» may stand there without it. @param {Word} [word] @param {Word} [next] */
export const announces = (word, next) => word?.folded === "so" && /^\d/.test(next?.folded ?? "");

/** Whether two words may be the number of a document with its number last: «CT 05» for 05-CT/TW. @param {[Word, Word]} row */
export const isNumberLast = ([first, second]) => /^\D/.test(first.folded) && LETTERS_OF_OFFICE.test(first.folded) && /^\d/.test(second.folded);

/** The number of a document, as one phrase: the whole query, or what is one among its words. @param {string} query @returns {Clause[]} */
export const numbered = (query) => {
  const text = query.normalize("NFC"), all = partsOf(words(text)), found = announces(all[0], all[1]) ? all.slice(1) : all;
  const office = /^\d/.test(found[0]?.folded ?? "") && found.every(({ folded }) => LETTERS_OF_OFFICE.test(folded));
  const inside = office ? null : NUMBER_AMONG_WORDS.exec(text);
  const is = inside ? found.filter(({ start, end }) => start >= inside.index && end <= inside.index + inside[0].length)
    : office || NUMBER_OF_DOCUMENT.test(text.slice(found[0]?.start)) ? found : [];
  return is.length > 1 && !/["“”„«»]/.test(text) ? [clause(is, { phrase: true })] : [];
};
