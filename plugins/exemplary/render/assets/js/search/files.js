// @ts-check
/* An index and its files: requested once, parsed as FORMAT.md specifies. */

import { words } from "./words.js";

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {{level: number, codes: number[], numbers: ArrayLike<number>, places?: ArrayLike<number>}} List: numbers may repeat if
 *   there are places
 * @typedef {{hashes?: number[], levels: Uint8Array, codes: Uint8Array, counts: number[], bytes: Uint8Array}} Columns
 * @typedef {{from: number, to: number, bit: number, lists?: List[], pairs: Map<number, List[]>}} Entry: its lists in columns
 * @typedef {{columns: Columns, entries: Map<string, Entry>}} File
 * @typedef {{starts: string[], checks: string, kind: string}} Table of files
 * @typedef {{request: AbortController, waiting: number, content: Promise<any>, value?: any}} Kept
 * @typedef {{address: string, fetch: typeof fetch, kept: Map<string, Kept>, format: number, version: string, language: string,
 *   documents: number, capacity: number, block: number, root: string, abbreviations: Word[][][], vocabulary: string[], weights: string,
 *   sample: Uint8Array, words: Table, pairs: Table, spellings: Table, frequent: Table, places: Table, following: Table, beyond: Table, room: number, of: number, at: number}} Index:
*   number `at` of the `of` indexes that are searched as one
 */

const FORMAT = 4;
const LINES = 17;
const MOST_NUMBERS = 2 ** 22;
const MOST_IN_BLOCK = 64;
const MOST_BYTES = 2 ** 26;

/**
* Loads and parses a file, once. The request is aborted when nobody waits for it any more.
 * @template T @param {Index} index @param {string} name @param {(bytes: Uint8Array) => T} parse @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export const read = (index, name, parse, signal) => {
  const one = index.kept.get(name) ?? asked(index, name, parse);
  one.waiting += 1;
  signal?.addEventListener("abort", () => {
    one.waiting -= 1;
    if (one.waiting || one.value) return;
    if (index.kept.get(name) === one) index.kept.delete(name);
    one.request.abort();
  }, { once: true });
  return one.content;
};

/** @param {Index} index @param {string} name @param {(bytes: Uint8Array) => any} parse @returns {Kept} */
const asked = (index, name, parse) => {
  const request = new AbortController();
  const content = inflated(index, name, request.signal).then((bytes) => (one.value = parse(bytes)));
  /** @type {Kept} */
  const one = { request, waiting: 0, content };
  index.kept.set(name, one);
  content.catch(() => index.kept.get(name) === one && index.kept.delete(name));
  return one;
};

/** The uncompressed content of a file of an index. @param {{address: string, fetch: typeof fetch, sample?: Uint8Array}} index
 * @param {string} name @param {AbortSignal} [signal] */
export const inflated = async (index, name, signal) => {
  const answer = await index.fetch(new URL(name, index.address).href, { signal });
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${name}`);
  const sample = (name.startsWith("d-") && index.sample) || undefined;
  const body = sample ? new Blob([stored(sample), sample, await answer.blob()]).stream() : answer.body;
  const content = body.pipeThrough(new DecompressionStream("deflate")).pipeThrough(limited(name));
  return new Uint8Array(await new Response(content).arrayBuffer()).subarray(sample?.length ?? 0);
};

/** Stops at a file that would fill the memory: it may be another site's. @param {string} name @returns {TransformStream<Uint8Array, Uint8Array>} */
const limited = (name) => {
  let size = 0;
  return new TransformStream({
    transform: (bytes, out) => {
      size += bytes.length;
      if (size > MOST_BYTES) throw new Error(`${name} is too large`);
      out.enqueue(bytes);
    },
  });
};

/** The beginning of a zlib stream whose first block holds these bytes as they are: later blocks may then refer to them.
 * @param {Uint8Array} bytes */
const stored = ({ length }) => Uint8Array.of(0x78, 0xda, 0, length, length >> 8, ~length, ~length >> 8);

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
  for (let step = 0; step < 8; step++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** The check of a file with these bytes: the first 12 bits of their CRC-32. @param {Uint8Array} bytes */
const checkOf = (bytes) => {
  let crc = -1;
  for (let at = 0; at < bytes.length; at++) crc = CRC[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
  return DIGITS[~crc >>> 26] + DIGITS[(~crc >>> 20) & 63];
};

/** @param {Uint8Array} bytes */
export const decoded = (bytes) => new TextDecoder().decode(bytes);

/** Decodes a front-coded list: each item gives the number of characters shared with the one before. @param {string} text @returns {string[]} */
const unfronted = (text) => {
  let before = "";
  const items = text ? text.split(" ") : [];
  return items.map((item) => (before = before.slice(0, item.charCodeAt(0) - 48) + item.slice(1)));
};

/**
* Opens an index by the URL of its folder, or of the file `index` in it.
 * @param {string} folder @param {typeof fetch} [fetcher] @param {AbortSignal} [signal] @returns {Promise<Index>}
 */
export const openIndex = async (folder, fetcher = (...asking) => fetch(...asking), signal) => {
  const address = new URL("index", new URL(folder, globalThis.location?.href)).href;
  const lines = decoded(await inflated({ address, fetch: fetcher }, "index", signal)).split("\n");
  const facts = JSON.parse(lines[0]);
  if (facts.format !== FORMAT) throw new Error(`format ${facts.format}`);
  if (lines.length < LINES) throw new Error(`${address} is cut short`);
  if (!isSound(facts) || !/^[0-\x88]*$/.test(lines[2])) throw new Error(`${address} is damaged`);
  const abbreviations = (facts.abbreviations ?? []).map((/** @type {string[]} */ texts) => texts.map(words).filter((one) => one.length));
  return {
    ...facts, address, fetch: fetcher, kept: new Map(), abbreviations, vocabulary: unfronted(lines[1]), weights: lines[2],
    room: facts.capacity, of: 1, at: 0,
    words: { kind: "w", starts: unfronted(lines[3]), checks: lines[4] },
    pairs: { kind: "p", starts: unfronted(lines[5]), checks: lines[6] },
    spellings: { kind: "v", starts: unfronted(lines[7]), checks: lines[8] },
    frequent: { kind: "r", starts: unfronted(lines[9]), checks: lines[10] },
    places: { kind: "q", starts: unfronted(lines[9]), checks: lines[11] },
    following: { kind: "n", starts: unfronted(lines[12]), checks: lines[13] },
    beyond: { kind: "o", starts: unfronted(lines[14]), checks: lines[15] }, sample: new TextEncoder().encode(lines[16]),
  };
};

/** Whether the first line of an index, which may be another site's, has values that a search can use. @param {Record<string, unknown>} facts */
const isSound = ({ capacity, documents, block, version, root, abbreviations = [] }) =>
  isBetween(1, capacity, MOST_NUMBERS) && isBetween(0, documents, MOST_NUMBERS) && isBetween(1, block, MOST_IN_BLOCK) &&
  isText(version) && isText(root) && Array.isArray(abbreviations) && abbreviations.every(isTexts);

/** @param {number} least @param {unknown} value @param {number} most */
const isBetween = (least, value, most) => Number.isInteger(value) && least <= Number(value) && Number(value) <= most;

/** @param {unknown} value */
const isText = (value) => typeof value === "string";

/** @param {unknown} value */
export const isTexts = (value) => Array.isArray(value) && value.every(isText);

/** How many items of a sorted list come before a text. @param {string[]} list @param {string} text */
export const before = (list, text) => {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The number in the table of the file that would contain a word or a pair; -1 for none. @param {Table} table @param {string} key */
export const holder = ({ starts }, key) => before(starts, `${key}\0`) - 1;

/** @param {Table} table @param {number} at */
export const nameOf = ({ kind, starts, checks }, at) => {
  const start = starts[at].replace(/[^a-z0-9,]/gu, (sign) => `_${sign.codePointAt(0)?.toString(16)}_`);
  return `${kind}-${start.replace(",", "-")}?${checks.slice(2 * at, 2 * at + 2)}`;
};

/** The number in the table of the file for exactly this key; -1 for none. @param {Table} table @param {string} key */
export const exactly = ({ starts }, key) => (starts[before(starts, key)] === key ? before(starts, key) : -1);

/** A file that is already loaded. @param {Index} index @param {Table} table @param {number} at @returns {any} */
export const held = (index, table, at) => (at < 0 ? undefined : index.kept.get(nameOf(table, at))?.value);

/** @param {string} name @returns {(bytes: Uint8Array) => File | Uint8Array} files of places and followers are returned as bytes */
export const parsed = (name) => (bytes) => {
  if (checkOf(bytes) !== name.slice(-2)) throw new Error(`${name} is of another index`);
  return "qno".includes(name[0]) ? bytes : listed(bytes, "pr".includes(name[0]));
};

/** Reads a sequence of numbers. @param {Uint8Array} bytes */
export const stream = (bytes) => {
  let at = 0;
  const varint = () => {
    let value = 0, unit = 1;
    for (; bytes[at] & 128; unit *= 128) value += (bytes[at++] & 127) * unit;
    return value + bytes[at++] * unit;
  };
  /** @param {number} size */
  const take = (size) => bytes.subarray(at, (at += size));
  /** @param {number} count */
  const varints = (count) => Array.from({ length: count }, varint);
  return { varint, varints, take, place: () => at };
};

/** Parses a file of lists. @param {Uint8Array} bytes @param {boolean} paired @returns {File} */
const listed = (bytes, paired) => {
  const { varint, varints, take, place } = stream(bytes);
  varint();
  const names = unfronted(decoded(take(varint())));
  const lists = varints(names.length), sizes = varints(names.length);
  const total = lists.reduce((sum, count) => sum + count, 0);
  const hashes = paired ? varints(total) : undefined;
  const levels = take(total), codes = take(total), counts = varints(total).map((less) => less + 1);
  let from = 0;
  const entries = names.map((name, which) => {
    const entry = { from, to: (from += lists[which]), bit: place() * 8, pairs: new Map() };
    take(sizes[which]);
    return /** @type {[string, Entry]} */ ([name, entry]);
  });
  return { columns: { hashes, levels, codes, counts, bytes }, entries: new Map(entries) };
};

/** Reads `width` bits, at most 25. @param {Uint8Array} bytes @param {number} bit @param {number} width */
export const bitsAt = (bytes, bit, width) => {
  const at = bit >> 3;
  const window = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  return (window >>> (32 - width - (bit & 7))) & ((1 << width) - 1);
};

/**
* Decodes ascending numbers, and places if the list has them, from the Rice codes of their gaps.
 * @param {Uint8Array} bytes @param {number} bit @param {number} capacity @param {Int32Array} numbers @param {Uint16Array} [places]
 * @returns {number} the bit after the last
 */
const unpack = (bytes, bit, capacity, numbers, places) => {
  const key = 31 - Math.clz32(Math.max(1, Math.floor((11 * capacity) / (16 * numbers.length))));
  let number = places ? 0 : -1;
  for (let at = 0; at < numbers.length; at++) {
    let ones = 0;
    for (; (bytes[bit >> 3] >> (7 - (bit & 7))) & 1; bit++) ones++;
    number += (ones << key) + bitsAt(bytes, bit + 1, key) + (places ? 0 : 1);
    bit += 1 + key;
    numbers[at] = number;
    if (!places) continue;
    places[at] = bitsAt(bytes, bit, 9);
    bit += 9;
  }
  return bit;
};

/** @param {Index} index @param {File} file @param {Entry} entry @returns {List[]} */
export const listsOf = (index, { columns: { levels, codes, counts, bytes } }, entry) => {
  if (entry.lists) return entry.lists;
  let { bit } = entry;
  entry.lists = [];
  for (let at = entry.from; at < entry.to; at++) {
    const numbers = new Int32Array(counts[at]);
    bit = unpack(bytes, bit, index.capacity, numbers);
    entry.lists.push({ level: levels[at], codes: [codes[at]], numbers });
  }
  return entry.lists;
};

/** The lists of one pair among those of its first word. @param {Index} index @param {File} file @param {Entry} entry @param {number} hash
 * @param {boolean} placed whether each number has a place */
export const pairLists = (index, { columns: { hashes = [], levels, codes, counts, bytes } }, entry, hash, placed) => {
  const lists = entry.pairs.get(hash) ?? [];
  if (entry.pairs.has(hash)) return lists;
  let { bit } = entry, current = 0;
  for (let at = entry.from; at < entry.to && current <= hash; at++) {
    current += hashes[at];
    const numbers = new Int32Array(counts[at]), places = placed ? new Uint16Array(counts[at]) : undefined;
    bit = unpack(bytes, bit, index.capacity, numbers, places);
    if (current === hash) lists.push({ level: 0, codes: [levels[at], codes[at]], numbers, places });
  }
  entry.pairs.set(hash, lists);
  return lists;
};
