// @ts-check
/* Scores documents by the loaded files: whether each matches, and how well. */

import { neighbour } from "./words.js";
import { bitsAt, exactly, held, holder, listsOf, pairLists, stream } from "./files.js";
import { marked, stem, unvaried } from "./query.js";
import { cover, pairAt, pairKey, spelledAs, spellingsOf, telling } from "./plan.js";

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {import("./files.js").List} List
 * @typedef {import("./files.js").Entry} Entry
 * @typedef {import("./files.js").File} File
 * @typedef {import("./files.js").Index} Index
 * @typedef {import("./files.js").Table} Table
 * @typedef {import("./query.js").Way} Way
 * @typedef {import("./query.js").Clause} Clause
 */

const ANY = 3; // the level of frequent spellings
export const NONE = { worth: new Uint8Array(), title: new Uint8Array() };

/** @typedef {{worth: Uint8Array, title: Uint8Array}} Points for each document; `title` is 1 in a title, or 1 + its number of words if known */

/** The loaded entries of a word and, if it is a prefix, of its completions. @param {Index} index @param {Word} word @param {boolean} prefix
 * @returns {{letters: string, file: File, entry: Entry}[]} */
export const entries = (index, word, prefix) => {
  const own = holder(index.words, word.folded), start = stem(word);
  const from = prefix ? Math.max(0, holder(index.words, start)) : own, to = prefix ? holder(index.words, `${start}\uffff`) : own;
  const found = [];
  for (let at = Math.min(own, from); at <= Math.max(own, to); at++) {
    const file = held(index, index.words, at);
    for (const [letters, entry] of file?.entries ?? [])
      if (file && (letters === word.folded || (prefix && letters.startsWith(start)))) found.push({ letters, file, entry });
  }
  return found;
};

/** The lists of a word's frequent spellings that match the typed one. @param {Index} index @param {Word} word @returns {List[]} */
const spelledLists = (index, word) =>
  spelledAs(index, word).flatMap(({ at }) => {
    const file = held(index, index.spellings, at), entry = file?.entries.get(word.folded);
    return entry ? listsOf(index, file, entry) : [];
  });

/** How similar a spelling is to the one typed. @param {Word} word @param {string} letters @param {number} code */
const likeness = (word, letters, code) => {
  const most = marked(word) ? 60 : 4;
  if (code === word.code) return most;
  const typed = unvaried(word.folded, word.code), other = unvaried(letters, code);
  if (typed === other) return most - 1;
  return most > 4 && agrees(typed, other) ? (letters === word.folded ? 15 : 50) : 0;
};

/** Whether a spelling has all marks that were typed, and possibly more. @param {number} typed @param {number} other */
const agrees = (typed, other) =>
  [[1, 4], [4, 4], [16, 6], [96, 2]].every(([unit, size]) => {
    const mark = Math.floor(typed / unit) % size;
    return !mark || mark === Math.floor(other / unit) % size;
  });

/** The greatest similarity of a word's frequent spellings to the one typed. @param {Index} index @param {Word} word @param {string} letters */
const likely = (index, word, letters) => Math.max(0, ...spellingsOf(index, letters).map(({ code }) => likeness(word, letters, code)));

/** Points for a word. @param {Index} index @param {Word} word @param {boolean} prefix
 * @param {boolean} spelled whether its frequent spellings are loaded; otherwise each counts as the most similar one
 * @returns {Points} */
export const points = (index, word, prefix, spelled) => {
  const worth = new Uint8Array(index.capacity), title = new Uint8Array(index.capacity), apart = spelled ? spelledLists(index, word) : [];
  const own = { letters: word.folded, lists: apart }, others = entries(index, word, prefix);
  for (const { letters, lists } of [own, ...others.map(({ letters, file, entry }) => ({ letters, lists: listsOf(index, file, entry) }))]) {
    const whole = letters === word.folded;
    for (const { level, codes, numbers } of lists) {
      const alike = level !== ANY ? likeness(word, letters, codes[0]) : whole && apart.length ? 0 : likely(index, word, letters);
      const value = 1 + alike + [10, 3, 0, 0][level & 3] + (whole ? 6 : 0);
      for (let at = 0; at < numbers.length; at++) {
        const number = numbers[at];
        if (worth[number] < value) worth[number] = value;
        if (!(level & 3)) title[number] = Math.max(title[number], whole ? 1 + (level >> 2) : 1);
      }
    }
  }
  return { worth, title };
};

/** The lists of a pair, if its file is loaded. @param {Index} index @param {Word} first @param {Word} second @returns {List[]} */
const listsOfPair = (index, first, second) => {
  const [table, at] = pairAt(index, first, second), file = held(index, table, at), entry = file?.entries.get(first.folded);
  return entry ? pairLists(index, file, entry, neighbour(second.folded), table === index.pairs) : [];
};

/** The lists of a pair with a place for each number. @param {Index} index @param {Word} first @param {Word} second @returns {List[]} */
const placed = (index, first, second) => {
  const lists = listsOfPair(index, first, second), bytes = held(index, index.places, exactly(index.frequent, pairKey(first, second)));
  let bit = 0;
  return !bytes ? lists : lists.map((list) => {
    const numbers = [], places = [];
    for (let at = 0; at < list.numbers.length; bit += 10) {
      const field = bitsAt(bytes, bit, 10);
      numbers.push(list.numbers[at]);
      places.push(field & 511);
      at += field >> 9 ? 0 : 1;
    }
    return { ...list, numbers, places };
  });
};

/** Points for words that are adjacent as typed. @param {Index} index @param {[Word, Word]} row */
export const together = (index, [first, second]) => {
  const worth = new Uint8Array(index.capacity);
  for (const { codes, numbers } of listsOfPair(index, first, second)) {
    const value = 8 + (codes[0] === first.code ? 4 : 0) + (codes[1] === second.code ? 4 : 0);
    for (let at = 0; at < numbers.length; at++) if (worth[numbers[at]] < value) worth[numbers[at]] = value;
  }
  return worth;
};

/** The documents with a pair followed by the other words. @param {Index} index @param {Word[]} phrase @param {Table} table of followers */
const followed = (index, [first, second, ...others], table) => {
  const found = new Uint8Array(index.capacity), bytes = held(index, table, exactly(table, pairKey(first, second)));
  if (!bytes) return found;
  const { varint, varints, take } = stream(bytes), count = varint(), again = take((count + 7) >> 3);
  const known = Array.from({ length: varint() }, () => varints(others.length));
  const wanted = known.findIndex((hashes) => others.every(({ folded }, at) => hashes[at] === neighbour(folded) + 1));
  const low = take(count), high = known.length > 256 ? take(count) : undefined;
  let at = 0;
  for (const { numbers } of listsOfPair(index, first, second))
    for (let which = 0; which < numbers.length; at++) {
      if (low[at] + (high ? high[at] * 256 : 0) === wanted) found[numbers[which]] = 1;
      which += bitsAt(again, at, 1) ? 0 : 1;
    }
  return found;
};

/** The documents with a phrase: all its pairs in one paragraph, at consecutive places. @param {Index} index @param {Word[]} phrase */
const phrased = (index, phrase) => {
  const told = telling(index, phrase);
  if (told) return followed(index, phrase, told);
  const found = new Uint8Array(index.capacity);
  if (phrase.length > 2) for (const start of stands(index, phrase)) found[Math.floor(start / 512)] = 1;
  else
    for (const { numbers } of listsOfPair(index, phrase[0], phrase[1]))
      for (let at = 0; at < numbers.length; at++) found[numbers[at]] = 1;
  return found;
};

/** Where a phrase begins: document number, paragraph and place as one number. @param {Index} index @param {Word[]} phrase
 * @returns {Set<number>} */
const stands = (index, phrase) => {
  /** @type {Set<number> | undefined} */
  let starts;
  for (const at of cover(index, phrase)) {
    const next = new Set();
    for (const { numbers, places = [] } of placed(index, phrase[at], phrase[at + 1]))
      for (let which = 0; which < numbers.length; which++) {
        const start = numbers[which] * 512 + ((places[which] - at * 8) & 511);
        if (!starts || starts.has(start)) next.add(start);
      }
    starts = next;
  }
  return starts ?? new Set();
};

/** For each document, whether it matches in this way. @param {Index} index @param {Way} way @param {(word: Word) => Points} pointsOf */
const meetingWay = (index, { words, phrase }, pointsOf) => {
  if (phrase && words.length > 1) return phrased(index, words);
  return words.map((word) => pointsOf(word).worth).reduce((all, one) => all.map((worth, number) => (one[number] ? worth : 0)));
};

/** For each document, whether it matches a clause. @param {Index} index @param {Clause} clause @param {(word: Word) => Points} pointsOf */
export const meeting = (index, { ways }, pointsOf) =>
  ways.map((way) => meetingWay(index, way, pointsOf)).reduce((all, one) => all.map((is, number) => is || one[number]));
