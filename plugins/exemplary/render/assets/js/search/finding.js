// @ts-check
/* Answers a query: the matching documents, best first, and what is shown of them. */

import { words } from "./words.js";
import { decoded, isTexts, parsed, read } from "./files.js";
import { files, isPhrase, neighbours, question, rareFirst, unfinished } from "./plan.js";
import { entries, meeting, NONE, points, together } from "./points.js";
import { suggestion } from "./meant.js";

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {import("./files.js").Index} Index
 * @typedef {import("./query.js").Way} Way
 * @typedef {import("./query.js").Clause} Clause
 * @typedef {import("./plan.js").Question} Question
 * @typedef {import("./points.js").Points} Points
 * @typedef {{ref: string, href: string, title: string, kind: string, kind_label: string, place: string, year: string,
 *   deed: string, text: string[], picture?: string, letters?: string}} Shown
 * @typedef {{total: number, hits: {number: number, score: number}[], ranked: Int32Array, unknown: string[],
 *   suggestion: string, words: Way[], untold: Word[], away: Index[]}} Answer: `ranked` are the numbers of all hits, best first;
 *   with several indexes: the number in its own index, times the count of indexes, plus the place of that index. `untold` are the
 *   words of a long query if some of them were not used for ranking
 */

const MOST_BESIDE = 16;

/**
* The documents that match all clauses, best first; of equal ones, those first that share a file with more of these: then fewer
 * files show the first hits. Each is encoded as (score · 16 + how many share its file + 1) · room - 1 - number.
 * @param {Index[]} indexes @param {Clause[]} deciding @param {Word[]} typed @param {[Word, Word][]} rows @param {Set<Word>} spelled
 */
const ranked = (indexes, deciding, typed, rows, spelled) => {
  const each = indexes.map((index) => scored(index, deciding, typed, rows, spelled));
  const all = new Float64Array(each.reduce((sum, keys) => sum + keys.length, 0));
  each.reduce((at, keys) => (all.set(keys, at), at + keys.length), 0);
  return all.sort().reverse();
};

/** @param {Index} index @param {Clause[]} deciding @param {Word[]} typed @param {[Word, Word][]} rows @param {Set<Word>} spelled */
const scored = (index, deciding, typed, rows, spelled) => {
  const open = unfinished(deciding), near = rows.map((row) => together(index, row));
  /** @type {Map<Word, Points>} */
  const each = new Map(typed.map((word) => [word, points(index, word, word === open, spelled.has(word))]));
  const met = deciding.map((one) => meeting(index, one, (word) => each.get(word) ?? points(index, word, false, false)));
  const telling = deciding.flatMap((one) => (isPhrase(one) ? rareFirst(index, one.text).slice(0, 1) : one.text));
  const here = [...each].filter(([word]) => telling.includes(word)).map(([, one]) => one);
  const matches = (/** @type {number} */ number) => {
    for (const one of met) if (!one[number]) return false;
    return met.length > 0;
  };
  return encoded(index, (number) => (matches(number) ? score(number, here, typed.length, near) : -1));
};

/** @param {Index} index @param {(number: number) => number} scoreOf -1 for a document that does not match */
const encoded = ({ capacity, block, room, of, at }, scoreOf) => {
  const keys = new Float64Array(capacity), scores = new Int16Array(block);
  let count = 0;
  for (let first = 0; first < capacity; first += block) {
    for (let place = 0; place < block; place++) scores[place] = first + place < capacity ? scoreOf(first + place) : -1;
    for (let place = 0; place < block; place++) {
      if (scores[place] < 0) continue;
      let beside = -1;
      for (const other of scores) beside += other === scores[place] ? 1 : 0;
      const value = scores[place] * MOST_BESIDE + Math.min(beside, MOST_BESIDE - 1) + 1;
      keys[count++] = value * room - 1 - ((first + place) * of + at);
    }
  }
  return keys.subarray(0, count);
};

/** @param {number} number @param {Points[]} each @param {number} length of the query in words @param {Uint8Array[]} near */
const score = (number, each, length, near) => {
  let sum = 0, titled = 0, alone = 0;
  for (const { worth, title } of each) {
    sum += worth[number];
    titled += title[number] ? 1 : 0;
    alone += title[number] === 1 + length ? 1 : 0;
  }
  for (const worth of near) sum += worth[number];
  return sum + (titled === each.length ? 10 * titled : 0) + (alone === each.length ? 20 : 0);
};

/**
* Finds documents. Beyond five words, the rarest select results; the others only rank them. Indexes out of reach are skipped.
 * @param {Index | Index[]} index one, or those of `joined` @param {string} query
 * @param {{limit?: number, signal?: AbortSignal}} [options] @returns {Promise<Answer>}
 */
export const search = async (index, query, { limit = 40, signal } = {}) => {
  const all = [index].flat(), asked = question(all[0], query);
  let there = await fetched(all, asked, signal), meant = asked;
  if (asked.number.length && !there.some((one) => meeting(one, asked.number[0], () => NONE).some(Boolean))) {
    meant = { ...asked, number: [], inside: [], rows: [], deciding: [...asked.deciding, ...asked.inside] };
    there = await fetched(there, meant, signal);
  }
  return { ...answer(there, meant, limit), away: all.filter((one) => !there.includes(one)) };
};

/** The indexes whose files for a query have loaded. @param {Index[]} all @param {Question} asked @param {AbortSignal} [signal] */
const fetched = async (all, asked, signal) => {
  const came = await Promise.allSettled(all.map((one) =>
    Promise.all(files(one, asked).map((name) => read(one, name, parsed(name), signal)))));
  signal?.throwIfAborted();
  const there = all.filter((_, at) => came[at].status === "fulfilled");
  if (!there.length) throw /** @type {PromiseRejectedResult} */ (came[0]).reason;
  return there;
};

/** The ways without words of these clauses. @param {Way[]} ways @param {Clause[]} clauses */
const others = (ways, clauses) => {
  const starts = clauses.flatMap(({ text }) => text.map(({ start }) => start));
  return ways.filter(({ words }) => !words.some(({ start }) => starts.includes(start)));
};

/** The hits of all clauses including a document number; if none, those of the number; if none, those of the clauses. @param {Index[]} indexes @param {Question} question */
const found = (indexes, { number, deciding, asked, typed, rows, spelled, unknown }) => {
  const absent = deciding.filter((one) => indexes.every((index) => isAbsent(index, one)));
  const rest = deciding.filter((one) => !absent.includes(one));
  const missed = [...unknown, ...absent.flatMap(({ text }) => text)].sort((a, b) => a.start - b.start);
  const phrases = [...number, ...rest.filter(isPhrase)].flatMap(({ text }) => neighbours(text));
  const there = typed.filter((word) => !missed.includes(word)), near = [...rows, ...phrases];
  for (const some of number.length ? [[...number, ...rest], number] : []) {
    const keys = ranked(indexes, some, there, near, spelled);
    if (keys.length) return { keys, missed, words: [...number.flatMap(({ ways }) => ways), ...others(asked, number)] };
  }
  return { keys: ranked(indexes, rest, there, near, spelled), missed, words: asked };
};

/** @param {Index[]} indexes @param {Question} question @param {number} limit @returns {Omit<Answer, "away">} */
const answer = (indexes, question, limit) => {
  const { keys, missed, words } = found(indexes, question), { query, typed, number, deciding } = question, [{ room }] = indexes;
  const decided = [...number, ...deciding].flatMap(({ text }) => text.map(({ start }) => start));
  const order = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at++) order[at] = room - 1 - (keys[at] % room);
  const mended = missed.length ? missed : order.length ? [] : rareFirst(indexes[0], typed).slice(0, 1);
  return {
    total: order.length, ranked: order, words, suggestion: suggestion(indexes[0], query, mended),
    hits: [...order.subarray(0, limit)].map((number, at) => ({ number, score: Math.floor(keys[at] / room / MOST_BESIDE) })),
    unknown: unsaid(query.normalize("NFC"), missed),
    untold: typed.some(({ start }) => !decided.includes(start)) ? typed : [],
  };
};

/** The words that no document has, without duplicates; adjacent letters and digits typed as one word are one. @param {string} text @param {Word[]} missed */
const unsaid = (text, missed) => {
  const ends = missed.map(({ end }) => end), starts = missed.map(({ start }) => start);
  const from = starts.filter((start) => !ends.includes(start)), to = ends.filter((end) => !starts.includes(end));
  return [...new Set(from.map((start, at) => text.slice(start, to[at])))];
};

/** Whether a numeral is in no document: the vocabulary does not list numerals. @param {Index} index @param {Clause} one */
const isAbsent = (index, { text: [word], ways: [{ phrase, prefix }] }) =>
  !phrase && /^\d/.test(word.folded) && !entries(index, word, prefix).length;

/** Load what is shown of documents. An error has the `index` whose file failed.
 * @param {Index | Index[]} index @param {number[]} numbers as ranked @param {AbortSignal} [signal]
 * @returns {Promise<(Shown & {index: Index})[]>} */
export const display = async (index, numbers, signal) => {
  const all = [index].flat();
  const found = await Promise.all(numbers.map(async (number) => {
    const one = all[number % all.length], shown = shownOf(one, Math.floor(number / all.length), signal);
    return { ...(await shown.catch((error) => { throw Object.assign(error, { index: one }); })), index: one };
  }));
  signal?.throwIfAborted();
  return found;
};

/** @param {Index} index @param {number} number @param {AbortSignal} [signal] @returns {Promise<Shown>} */
const shownOf = async (index, number, signal) => {
  const name = `d-${Math.floor(number / index.block)}?${index.version}`;
  const { [number]: shown } = await read(index, name, (bytes) => JSON.parse(decoded(bytes)), signal);
  const { text, title, deed, href } = shown ?? {};
  if (!isTexts(text) || !isTexts([title, deed, href])) throw new Error(`${name} does not show ${number}`);
  return shown;
};

/**
* Reorders the first hits if not all words were used for ranking: titles with all words come first, shorter ones before longer
 * ones, then those spelled most like the query.
 * @template {Shown} T @param {T[]} shown @param {Answer} answer @returns {T[]}
 */
export const reordered = (shown, { untold }) => {
  const worth = shown.map(({ title }) => {
    const found = words(title), has = (/** @type {Word} */ { folded }) => found.some((one) => one.folded === folded);
    const alike = untold.filter(({ folded, code }) => found.some((one) => one.folded === folded && one.code === code));
    return untold.length && untold.every(has) ? 1e6 - found.length * 1e3 + alike.length : 0;
  });
  return [...shown.keys()].sort((a, b) => worth[b] - worth[a] || a - b).map((at) => shown[at]);
};
