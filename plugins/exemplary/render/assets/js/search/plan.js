// @ts-check
/* Plans a query: which files it needs. */

import { neighbour } from "./words.js";
import { before, exactly, holder, nameOf } from "./files.js";
import { announces, clauses, frequency, isNumberLast, marked, numbered, possible, stem, unvaried } from "./query.js";

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
const COMMON = 0.3;
const MOST_COMPLETED = 180_000; // total documents of the completions to load: on a large site their files are large
const FREQUENT_COST = 25; // of a frequent pair, relative to other pairs
const MANY = 3000;

/** The pairs of a phrase to look up, so that they cover every word: the rarest or, if some are frequent, the cheapest cover.
 * @param {Index} index @param {Word[]} phrase @returns {number[]} where each begins, rarest first */
export const cover = (index, phrase) => {
  const all = phrase.slice(1).map((_, at) => at).sort((a, b) => weight(index, phrase, a) - weight(index, phrase, b));
  const seen = new Set(), some = all.some((at) => isFrequent(index, phrase, at)) ? cheapest(index, phrase) : all;
  return all.filter((at) => {
    const wanted = some.includes(at) && (!seen.has(at) || !seen.has(at + 1));
    if (wanted) seen.add(at).add(at + 1);
    return wanted;
  });
};

/** The pairs that cover every word of a phrase at the lowest cost. @param {Index} index @param {Word[]} phrase @returns {number[]} */
const cheapest = (index, phrase) => {
  /** @type {{cost: number, pairs: number[]}[]} for each word, the pairs that cover all words up to it and end with it */
  const best = [{ cost: 0, pairs: [] }];
  for (let at = 0; at + 1 < phrase.length; at++) {
    const [near, far] = [best[at], at > 1 ? best[at - 1] : best[at]], from = far.cost < near.cost ? far : near;
    best.push({ cost: from.cost + (isFrequent(index, phrase, at) ? FREQUENT_COST : 1), pairs: [...from.pairs, at] });
  }
  return best[phrase.length - 1].pairs;
};

/** @param {Index} index @param {Word[]} phrase @param {number} at */
const isFrequent = (index, phrase, at) => exactly(index.frequent, pairKey(phrase[at], phrase[at + 1])) >= 0;

/** The table of followers for a phrase of three or four words that begins with a frequent pair.
 * @param {Index} index @param {Word[]} phrase @returns {Table | undefined} */
export const telling = (index, phrase) => {
  const table = phrase.length === 3 ? index.following : phrase.length === 4 ? index.beyond : undefined;
  return table && exactly(table, pairKey(phrase[0], phrase[1])) >= 0 ? table : undefined;
};

/** An estimate of how common a pair is. @param {Index} index @param {Word[]} phrase @param {number} at */
const weight = (index, phrase, at) => frequency(index, phrase[at].folded) * frequency(index, phrase[at + 1].folded);

/** @param {Word} first @param {Word} second */
export const pairKey = (first, second) => `${first.folded},${neighbour(second.folded).toString(36).padStart(5, "0")}`;

/** The table and number of the file that would contain a pair. @param {Index} index @param {Word} first @param {Word} second
 * @returns {[Table, number]} */
export const pairAt = (index, first, second) => {
  const key = pairKey(first, second), own = exactly(index.frequent, key);
  return own < 0 ? [index.pairs, Math.max(index.pairs.starts.length ? 0 : -1, holder(index.pairs, key))] : [index.frequent, own];
};

/** The file of a pair and, for a frequent pair, its file in another table.
 * @param {Index} index @param {Word[]} row @param {Table} [more] @returns {string[]} */
const pairFiles = (index, [first, second], more) => {
  const [table, at] = pairAt(index, first, second);
  if (at < 0) return [];
  const own = nameOf(table, at);
  return more && table === index.frequent ? [own, nameOf(more, exactly(more, pairKey(first, second)))] : [own];
};

/** @param {Index} index @param {Word[]} phrase @returns {string[]} */
const phraseFiles = (index, phrase) => {
  const told = telling(index, phrase);
  if (phrase.length === 2 || told) return pairFiles(index, phrase, told);
  return cover(index, phrase).flatMap((at) => pairFiles(index, phrase.slice(at, at + 2), index.places));
};

/** The files that a way requires. @param {Index} index @param {Way} way */
const needed = (index, { words, phrase }) =>
  phrase && words.length > 1
    ? phraseFiles(index, words)
    : words.map(({ folded }) => wordFile(index, folded)).filter(Boolean);

/** The frequent spellings of a word. @param {Index} index @param {string} letters @returns {{at: number, code: number}[]} */
export const spellingsOf = ({ spellings: { starts } }, letters) => {
  const found = [];
  for (let at = before(starts, `${letters},`); starts[at]?.startsWith(`${letters},`); at++)
    found.push({ at, code: Number(starts[at].slice(letters.length + 1)) });
  return found;
};

/** The frequent spellings that match the typed one, regardless of the place of the tone. @param {Index} index @param {Word} word */
export const spelledAs = (index, { folded, code }) =>
  spellingsOf(index, folded).filter((one) => unvaried(folded, one.code) === unvaried(folded, code));

/** @param {Index} index @param {string} letters */
const wordFile = (index, letters) => {
  const at = holder(index.words, letters);
  return at < 0 ? "" : nameOf(index.words, at);
};

/** The files of a word's completions: first its own, if it is a word, then those of the most common words. @param {Index} index @param {Word} word */
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
  const often = frequency(index, word.folded), own = often ? wordFile(index, word.folded) : "";
  if (own && !use.has(own)) use.set(own, often); // “lý” is folded to li, but its completions begin with ly
  const found = [];
  let count = 0;
  for (const [name, more] of [...use].sort((a, b) => Number(b[0] === own) - Number(a[0] === own) || b[1] - a[1])) {
    if (count < MOST_COMPLETED) found.push(name);
    count += more;
  }
  return found;
};

/**
 * @typedef {{query: string, number: Clause[], inside: Clause[], deciding: Clause[], asked: Way[], typed: Word[],
 *   rows: [Word, Word][], spelled: Set<Word>, unknown: Word[]}} Question: a parsed query. `number` is a document number in it,
 *   `inside` are its words, used if no document has that number; `rows` are adjacent words that give points, the most useful
 *   first; for the words in `spelled`, if frequent, the files of their spellings are loaded
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
  /** Two words in nearly all documents are adjacent in nearly all: a large file with little information. @param {[Word, Word]} row */
  const tells = (row) => index.documents < MANY || weight(index, row, 0) < COMMON * index.documents ** 2;
  const inOrder = neighbours(typed).filter(([first, second]) => first.position + 1 === second.position && frequency(index, second.folded));
  const rows = inOrder.flatMap((row) => (isNumberLast(row) ? [row, turned(row)] : [row])).filter(tells);
  /** Pairs with a word that does not select results come first, then the rarest. @param {[Word, Word]} row */
  const rank = (row) => {
    const undecided = row.filter((word) => !decided.has(word)).map(({ folded }) => frequency(index, folded));
    return Math.min(1e9, ...undecided) + weight(index, row, 0) / 1e9;
  };
  const spelled = rareFirst(index, deciding.flatMap(({ text }) => text.filter(marked)));
  const most = unfinished(deciding) ? 1 : Math.max(1, MOST_FILES + 1 - deciding.length);
  return {
    query, number, deciding: [...phrases, ...deciding], spelled: new Set(spelled.slice(0, most)),
    rows: rows.sort((a, b) => rank(a) - rank(b)).slice(0, MOST_PAIRS),
    inside: rarest(index, room - taken, inside),
    asked: [...phrases, ...known].flatMap(({ ways }) => ways),
    typed: [...phrases.flatMap(({ text }) => text), ...typed],
    unknown: all.filter((one) => !known.includes(one)).flatMap(({ text }) => text).filter(({ folded }) => !frequency(index, folded)),
  };
};

/** The clauses that select results: the rarest, up to `room` words. @param {Index} index @param {number} room @param {Clause[]} known */
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

/** An estimate of how many documents match a clause. @param {Index} index @param {Clause} one */
const commonness = (index, { text, ways }) =>
  Math.min(...text.map(({ folded }) => frequency(index, folded) || index.documents)) * ways.length;

/**
* The names of the files to load: those that select results, then completions of the last word, then those that only rank.
 * @param {Index} index @param {Question} question @returns {string[]}
 */
export const files = (index, { number, deciding, rows, spelled }) => {
  const ways = [...number, ...deciding].flatMap((one) => one.ways).filter((way) => way.phrase || possible(index, way));
  const open = unfinished(deciding);
  const found = new Set(ways.flatMap((way) => needed(index, { ...way, words: way.words.filter((word) => word !== open) })));
  const ends = deciding.filter((one) => isPhrase(one) && telling(index, one.text)).flatMap(({ text }) => neighbours(text).slice(1));
  const ranking = [...ends, ...rows].flatMap((row) => pairFiles(index, row));
  /** @param {string[]} names @param {number} most */
  const add = (names, most) => names.forEach((name) => name && found.size < most && found.add(name));
  if (open) add(completing(index, open), Math.max(found.size + 1, MOST_FILES - Math.min(1, ranking.length)));
  const titles = deciding.filter(isPhrase).map(({ text }) => wordFile(index, rareFirst(index, text)[0].folded));
  add(ranking, MOST_FILES);
  add(titles, MOST_FILES - 2);
  add([...spelled].flatMap((word) => spelledAs(index, word)).map(({ at }) => nameOf(index.spellings, at)), Infinity);
  return [...found];
};

/** @param {Index} index @param {Word[]} some */
export const rareFirst = (index, some) => [...some].sort((a, b) => frequency(index, a.folded) - frequency(index, b.folded));

/** @param {[Word, Word]} row @returns {[Word, Word]} */
const turned = ([first, second]) => [second, first];

/** The unfinished word. @param {Clause[]} deciding */
export const unfinished = (deciding) => deciding.flatMap(({ ways }) => ways).find(({ prefix }) => prefix)?.words.at(-1);
