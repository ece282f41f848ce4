// @ts-check
/* Which files a query needs, of the many that there are. */

import { neighbour } from "./words.js";
import { before, exactly, holder, nameOf } from "./files.js";
import { announces, clauses, frequency, marked, numbered, possible, stem, unvaried } from "./query.js";

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {import("./files.js").Table} Table
 * @typedef {import("./files.js").Index} Index
 * @typedef {import("./query.js").Way} Way
 * @typedef {import("./query.js").Clause} Clause
 */

const MOST_FILES = 5;
const MOST_DECIDING = 5;
const MOST_PAIRS = 2;
const MOST_SPELLINGS = 1;
const COMMON = 0.3;
const MANY = 3000;

/** @typedef {{at: number, to: number, placed: boolean, cost: number}} Part of a phrase, from a word to another: a pair with its places, or with what follows it */

/** The parts of a phrase that are looked up: those that together hold each word, and cost least; parts that are not both placed share
 * a pair. @param {Index} index @param {Word[]} phrase @returns {Part[]} those that are placed first, the rarest of them first */
export const cover = (index, phrase) => {
  /** @type {{cost: number, parts: Part[]}} */
  const begin = { cost: 0, parts: [] }, none = { cost: Infinity, parts: [] };
  /** @type {{last: Part, cost: number, parts: Part[]}[]} for each part, the best way to it */
  const ways = [];
  for (const part of phrase.slice(1).flatMap((_, at) => partsAt(index, phrase, at))) {
    const before = ways.filter(({ last }) => last.at < part.at && last.to >= part.at + (last.placed && part.placed ? -1 : 1));
    const from = part.at ? cheapest(before) ?? none : begin;
    ways.push({ last: part, cost: from.cost + part.cost, parts: [...from.parts, part] });
  }
  const found = cheapest(ways.filter(({ last }) => last.to === phrase.length - 1)) ?? none;
  const rank = (/** @type {Part} */ { at, placed }) => weight(index, phrase, at) * (placed ? 1 : 1e9);
  return found.parts.sort((a, b) => rank(a) - rank(b));
};

/** @template {{cost: number}} T @param {T[]} all @returns {T | undefined} */
const cheapest = (all) => all.reduce((/** @type {T | undefined} */ least, one) => (least && least.cost <= one.cost ? least : one), undefined);

/** @param {Index} index @param {Word[]} phrase @param {number} at @returns {Part[]} what a pair can tell, by its cost in files of a usual size */
const partsAt = (index, phrase, at) => {
  const key = pairKey(phrase[at], phrase[at + 1]), isFrequent = exactly(index.frequent, key) >= 0;
  const cost = isFrequent ? 25 : 1 + weight(index, phrase, at) / index.documents ** 2;
  const placed = { at, to: at + 1, placed: true, cost };
  const follows = isFrequent && at + 2 < phrase.length && exactly(index.following, key) >= 0;
  return follows ? [placed, { at, to: at + 2, placed: false, cost: 10 }] : [placed];
};

/** How common a pair may be. @param {Index} index @param {Word[]} phrase @param {number} at */
const weight = (index, phrase, at) => frequency(index, phrase[at].folded) * frequency(index, phrase[at + 1].folded);

/** @param {Word} first @param {Word} second */
export const pairKey = (first, second) => `${first.folded},${neighbour(second.folded).toString(36).padStart(5, "0")}`;

/** The table of the file that would hold a pair, and the number in it. @param {Index} index @param {Word} first @param {Word} second
 * @returns {[Table, number]} */
export const pairAt = (index, first, second) => {
  const key = pairKey(first, second), own = exactly(index.frequent, key);
  return own < 0 ? [index.pairs, Math.max(index.pairs.starts.length ? 0 : -1, holder(index.pairs, key))] : [index.frequent, own];
};

/** The file of a pair, and that of what else is asked of it where that is apart.
 * @param {Index} index @param {Word[]} row @param {Table} [more] @returns {string[]} */
const pairFiles = (index, [first, second], more) => {
  const [table, at] = pairAt(index, first, second);
  if (at < 0) return [];
  const own = nameOf(table, at);
  return more && table === index.frequent ? [own, nameOf(more, exactly(more, pairKey(first, second)))] : [own];
};

/** @param {Index} index @param {Word[]} phrase @returns {string[]} */
const phraseFiles = (index, phrase) =>
  phrase.length === 2 ? pairFiles(index, phrase)
    : cover(index, phrase).flatMap(({ at, placed }) => pairFiles(index, phrase.slice(at, at + 2), placed ? index.places : index.following));

/** The files that must come for a way. @param {Index} index @param {Way} way */
const needed = (index, { words, phrase }) =>
  phrase && words.length > 1
    ? phraseFiles(index, words)
    : words.map(({ folded }) => wordFile(index, folded)).filter(Boolean);

/** The files of a frequent word's spelling as it is typed, wherever the tone is put. @param {Index} index @param {Word} word @returns {number[]} */
export const spellingsOf = ({ spellings: { starts } }, { folded, code }) => {
  const found = [];
  for (let at = before(starts, `${folded},`); starts[at]?.startsWith(`${folded},`); at++)
    if (unvaried(folded, Number(starts[at].slice(folded.length + 1))) === unvaried(folded, code)) found.push(at);
  return found;
};

/** @param {Index} index @param {string} letters */
const wordFile = (index, letters) => {
  const at = holder(index.words, letters);
  return at < 0 ? "" : nameOf(index.words, at);
};

/** The files of what a word may become: its own first, where it is a word, then those of the most common words. @param {Index} index @param {Word} word */
const completing = (index, word) => {
  const start = stem(word);
  /** @type {Map<string, number>} */
  const use = new Map();
  const last = holder(index.words, `${start}\uffff`);
  for (let at = Math.max(0, holder(index.words, start)); at <= last; at++) use.set(nameOf(index.words, at), 0);
  for (let at = before(index.vocabulary, start); index.vocabulary[at]?.startsWith(start); at++) {
    const name = wordFile(index, index.vocabulary[at]);
    use.set(name, (use.get(name) ?? 0) + frequency(index, index.vocabulary[at]));
  }
  if (frequency(index, word.folded)) use.set(wordFile(index, word.folded), Infinity);
  return [...use].sort((a, b) => b[1] - a[1]).map(([name]) => name);
};

/**
 * @typedef {{query: string, number: Clause[], inside: Clause[], deciding: Clause[], asked: Way[], typed: Word[],
 *   rows: [Word, Word][], unknown: Word[]}} Question: `number` is what in it is the number of a document, `inside` are its words, which
 *   decide where no document has it; `rows` are neighbours worth points, those to ask for first
 */

/** @param {Index} index @param {string} query @returns {Question} */
export const question = (index, query) => {
  const all = clauses(index, query), phrases = all.filter(isPhrase);
  const known = all.filter((one) => !isPhrase(one) && one.ways.some((way) => possible(index, way)));
  const number = numbered(query), room = MOST_DECIDING - number.flatMap(({ text }) => cover(index, text)).length;
  const starts = new Set(number.flatMap(({ text }) => text.map(({ start }) => start)));
  const able = known.filter(({ text }, at) => text.length > 1 || !announces(text[0], known[at + 1]?.text[0]));
  const [inside, outside] = [true, false].map((is) => able.filter(({ text }) => is === starts.has(text[0].start)));
  const deciding = rarest(index, room, outside), taken = deciding.reduce((sum, { text }) => sum + text.length, 0);
  const typed = known.flatMap(({ text }) => text), decided = new Set(deciding.flatMap(({ text }) => text));
  /** What nearly all documents have, stands together in nearly all: a large file that would tell little. @param {[Word, Word]} row */
  const tells = (row) => index.documents < MANY || weight(index, row, 0) < COMMON * index.documents ** 2;
  const rows = neighbours(typed).filter((row) => row[0].position + 1 === row[1].position && frequency(index, row[1].folded) && tells(row));
  /** Those first that tell of a word that does not decide, then the rarest. @param {[Word, Word]} row */
  const rank = (row) => {
    const undecided = row.filter((word) => !decided.has(word)).map(({ folded }) => frequency(index, folded));
    return Math.min(1e9, ...undecided) + weight(index, row, 0) / 1e9;
  };
  return {
    query, rows: rows.sort((a, b) => rank(a) - rank(b)).slice(0, MOST_PAIRS), number, deciding: [...phrases, ...deciding],
    inside: rarest(index, room - taken, inside),
    asked: [...phrases, ...known].flatMap(({ ways }) => ways),
    typed: [...phrases.flatMap(({ text }) => text), ...typed],
    unknown: all.filter((one) => !known.includes(one)).flatMap(({ text }) => text).filter(({ folded }) => !frequency(index, folded)),
  };
};

/** Clauses that decide: the rarest, of so many words as there is room for. @param {Index} index @param {number} room @param {Clause[]} known */
const rarest = (index, room, known) =>
  [...known].sort((a, b) => commonness(index, a) - commonness(index, b)).filter(({ text }) => {
    const fits = text.length <= room;
    if (fits) room -= text.length;
    return fits;
  });

/** @param {Clause} one */
export const isPhrase = ({ ways }) => ways[0].phrase;

/** @param {Word[]} row @returns {[Word, Word][]} */
export const neighbours = (row) => row.slice(1).map((word, at) => [row[at], word]);

/** In how many documents a clause may be met. @param {Index} index @param {Clause} one */
const commonness = (index, { text, ways }) =>
  Math.min(...text.map(({ folded }) => frequency(index, folded) || index.documents)) * ways.length;

/**
 * The names of the files to ask for: what decides, then what the last word may become, then what only ranks.
 * @param {Index} index @param {Question} question @returns {string[]}
 */
export const files = (index, { number, deciding, rows }) => {
  const ways = [...number, ...deciding].flatMap((one) => one.ways).filter((way) => way.phrase || possible(index, way));
  const open = unfinished(deciding);
  const found = new Set(ways.flatMap((way) => needed(index, { ...way, words: way.words.filter((word) => word !== open) })));
  const ranking = rows.flatMap((row) => needed(index, { words: row, phrase: true, prefix: false }));
  /** @param {string[]} names @param {number} most */
  const add = (names, most) => names.forEach((name) => name && found.size < most && found.add(name));
  if (open) add(completing(index, open), Math.max(found.size + 1, MOST_FILES - Math.min(1, ranking.length)));
  const titles = deciding.filter(isPhrase).map(({ text }) => wordFile(index, rareFirst(index, text)[0].folded));
  add(ranking, MOST_FILES);
  add(titles, MOST_FILES - 2);
  const spelled = rareFirst(index, deciding.flatMap((one) => (isPhrase(one) ? [] : one.text.filter(marked))));
  add(spelled.flatMap((word) => spellingsOf(index, word)).map((at) => nameOf(index.spellings, at)), MOST_FILES + MOST_SPELLINGS);
  return [...found];
};

/** @param {Index} index @param {Word[]} some */
export const rareFirst = (index, some) => [...some].sort((a, b) => frequency(index, a.folded) - frequency(index, b.folded));

/** The word that is being typed. @param {Clause[]} deciding */
export const unfinished = (deciding) => deciding.flatMap(({ ways }) => ways).find(({ prefix }) => prefix)?.words.at(-1);
