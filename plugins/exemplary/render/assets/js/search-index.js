// @ts-check
/* The search engine: an index of static files, of which each query reads the few that it needs. It knows no page.
   The files' format, and what a word is: outputs/search/FORMAT.md. */

/**
 * @typedef {{folded: string, code: number, position: number, start: number, end: number}} Word in a text in NFC
 * @typedef {{words: Word[], phrase: boolean, prefix: boolean}} Way a clause can be met: all words, neighbours in a phrase
 * @typedef {{ways: Way[], text: Word[]}} Clause is met in any of its ways; `text` is what stands for it in the query
 * @typedef {{level: number, codes: number[], numbers: ArrayLike<number>, places?: ArrayLike<number>}} List: numbers that may come again
 *   where there are places
 * @typedef {{hashes?: number[], levels: Uint8Array, codes: Uint8Array, counts: number[], bytes: Uint8Array}} Columns
 * @typedef {{from: number, to: number, bit: number, lists?: List[], pairs: Map<number, List[]>}} Entry: its lists in columns
 * @typedef {{columns: Columns, entries: Map<string, Entry>}} File
 * @typedef {{starts: string[], checks: string, kind: string}} Table of files
 * @typedef {{request: AbortController, waiting: number, content: Promise<any>, value?: any}} Kept
 * @typedef {{address: string, fetch: typeof fetch, kept: Map<string, Kept>, format: number, version: string, language: string,
 *   documents: number, capacity: number, root: string, abbreviations: Word[][][], vocabulary: string[], weights: string,
 *   words: Table, pairs: Table, spellings: Table, frequent: Table, places: Table, following: Table, room: number, of: number, at: number}} Index:
 *   the one `at` a place `of` so many that are one
 * @typedef {{ref: string, href: string, title: string, kind: string, kind_label: string, place: string, year: string,
 *   deed: string, text: string[], picture?: string, letters?: string}} Shown
 * @typedef {{total: number, hits: {number: number, score: number}[], ranked: Int32Array, unknown: string[],
 *   suggestion: string, words: Way[], untold: Word[], away: Index[]}} Answer: `ranked` are the numbers of all hits, the best first;
 *   of several indexes the number in its own, times how many there are, and the place of that index. `untold` are the words of a
 *   long query, where some of them did not come into it
 */

const FORMAT = 2;
const LINES = 14;
const LONGEST = 40;
const MOST_FILES = 5;
const MOST_DECIDING = 5;
const MOST_PAIRS = 2;
const MOST_SPELLINGS = 1;
const COMMON = 0.3;
const MANY = 3000;
const PIECE = 160;

// Words

const LETTERS = "[\\p{L}\\p{Nl}\\p{No}]";
const WORDS = new RegExp(`${LETTERS}+|\\p{Nd}+`, "gu");
const JOINED = new RegExp(`(?<![\\p{L}\\p{N}])(${LETTERS}{1,3})['’‘ʼ] ?(${LETTERS}+)`, "gu");
const TONES = "\u0300\u0301\u0309\u0303\u0323";
const SHAPES = "\u0302\u0306\u031b";
const BARRED = "đðɖ"; // what old keyboards put for đ looks the same as a capital
const ON_THE_SECOND = /(?<!q)(?:o[àảãáạèẻẽéẹ]|u[ỳỷỹýỵ])$/; // hoà, not hòa
const Y_FOR_I = /^(?:[hklmstv]|(qu))y$/;

/** @type {Map<string, [string, number]>} */
const known = new Map();

/** What a spelling is looked up by, and the code of its marks. @param {string} spelling @returns {[string, number]} */
export const fold = (spelling) => {
  const found = known.get(spelling) ?? folded(spelling);
  known.set(spelling, found);
  return found;
};

/** @param {string} spelling in NFC @returns {[string, number]} */
const folded = (spelling) => {
  const [zeros] = /^0*(?=\p{Nd})/u.exec(spelling.slice(0, LONGEST)) ?? [""];
  if (zeros) return [spelling.slice(zeros.length, LONGEST), zeros.length];
  let letters = "", tone = 0, barred = 0;
  const shapes = [];
  for (const sign of [...spelling].slice(0, LONGEST).join("").normalize("NFD")) {
    if (TONES.includes(sign)) tone = TONES.indexOf(sign) + 1;
    else if (SHAPES.includes(sign)) shapes[Math.max(0, shapes.length - 1)] = SHAPES.indexOf(sign) + 1;
    else if (!/\p{M}/u.test(sign)) {
      if (BARRED.includes(sign)) barred = 6;
      if ("aeou".includes(sign)) shapes.push(0);
      letters += BARRED.includes(sign) ? "d" : sign;
    }
  }
  const placed = ON_THE_SECOND.test(spelling) ? 3 : 0;
  const [first = 0, second = 0] = shapes, base = (barred + tone) * 16, y = Y_FOR_I.exec(letters);
  return y ? [`${letters.slice(0, -1)}i`, base + (y[1] ? first : 1) * 4 + 1] : [letters, base + first * 4 + (second || placed)];
};

/** The words of a text, joined ones last; they stand where they stand in the text's NFC. @param {string} text @returns {Word[]} */
export const words = (text) => {
  const whole = text.normalize("NFC"), lower = whole.toLowerCase();
  const plain = lower.length === whole.length ? lower : whole;
  /** @param {string} spelling @param {number} position @param {number} start @param {number} end @returns {Word} */
  const word = (spelling, position, start, end) => {
    const [letters, code] = fold(spelling.toLowerCase());
    return { folded: letters, code, position, start, end };
  };
  const found = [...plain.matchAll(WORDS)].map((one, at) => word(one[0], at, one.index, one.index + one[0].length));
  const parts = !/['’‘ʼ]/.test(plain) ? [] : [...plain.matchAll(JOINED)].map((one) =>
    word(one[1] + one[2], found.filter(({ start }) => start < one.index).length, one.index, one.index + one[0].length));
  return [...found, ...parts];
};

/** The 32-bit FNV-1a hash of a text's UTF-8, in 22 bits: a word as the second of a pair. @param {string} text */
export const neighbour = (text) => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash ^ (hash >>> 22)) & 0x3fffff;
};

// Files

/**
 * What an address says, asked for once and kept. The request is given up when all who wait for it have gone.
 * @template T @param {Index} index @param {string} name @param {(bytes: Uint8Array) => T} parse @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
const read = (index, name, parse, signal) => {
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

/** What is inside a file of an index. @param {{address: string, fetch: typeof fetch}} index @param {string} name @param {AbortSignal} [signal] */
export const inflated = async (index, name, signal) => {
  const answer = await index.fetch(new URL(name, index.address).href, { signal });
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${name}`);
  const stream = answer.body.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
  for (let step = 0; step < 8; step++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** What the index must say of a file with these bytes: the first 12 bits of their CRC-32. @param {Uint8Array} bytes */
const checkOf = (bytes) => {
  let crc = -1;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return DIGITS[~crc >>> 26] + DIGITS[(~crc >>> 20) & 63];
};

/** @param {Uint8Array} bytes */
const decoded = (bytes) => new TextDecoder().decode(bytes);

/** A list in which each item says what it shares with the one before. @param {string} text @returns {string[]} */
const unfronted = (text) => {
  let before = "";
  const items = text ? text.split(" ") : [];
  return items.map((item) => (before = before.slice(0, item.charCodeAt(0) - 48) + item.slice(1)));
};

/**
 * Opens an index by the address of its folder, or of the file `index` in it.
 * @param {string} folder @param {typeof fetch} [fetcher] @param {AbortSignal} [signal] @returns {Promise<Index>}
 */
export const openIndex = async (folder, fetcher = (...asking) => fetch(...asking), signal) => {
  const address = new URL("index", new URL(folder, globalThis.location?.href)).href;
  const lines = decoded(await inflated({ address, fetch: fetcher }, "index", signal)).split("\n");
  const facts = JSON.parse(lines[0]);
  if (facts.format !== FORMAT || lines.length < LINES) throw new Error(`format ${facts.format}`);
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
  };
};

/** How many of a sorted list stand before a text. @param {string[]} list @param {string} text */
const before = (list, text) => {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The number in the table of the file that would hold a word or a pair; -1 for none. @param {Table} table @param {string} key */
const holder = ({ starts }, key) => before(starts, `${key}\0`) - 1;

/** @param {Table} table @param {number} at */
const nameOf = ({ kind, starts, checks }, at) => {
  const start = starts[at].replace(/[^a-z0-9,]/gu, (sign) => `_${sign.codePointAt(0)?.toString(16)}_`);
  return `${kind}-${start.replace(",", "-")}?${checks.slice(2 * at, 2 * at + 2)}`;
};

/** The number in the table of the file of just this; -1 for none. @param {Table} table @param {string} key */
const exactly = ({ starts }, key) => (starts[before(starts, key)] === key ? before(starts, key) : -1);

/** A file that has come already. @param {Index} index @param {Table} table @param {number} at @returns {any} */
const held = (index, table, at) => (at < 0 ? undefined : index.kept.get(nameOf(table, at))?.value);

/** @param {string} name @returns {(bytes: Uint8Array) => File | Uint8Array} the bytes of places and of what follows as they are */
const parsed = (name) => (bytes) => {
  if (checkOf(bytes) !== name.slice(-2)) throw new Error(`${name} is of another index`);
  return "qn".includes(name[0]) ? bytes : listed(bytes, "pr".includes(name[0]));
};

/** Reads numbers one after the other. @param {Uint8Array} bytes */
const stream = (bytes) => {
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

/** What a file of lists holds. @param {Uint8Array} bytes @param {boolean} paired @returns {File} */
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

/** So many bits, at most 25. @param {Uint8Array} bytes @param {number} bit @param {number} width */
const bitsAt = (bytes, bit, width) => {
  const at = bit >> 3;
  const window = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  return (window >>> (32 - width - (bit & 7))) & ((1 << width) - 1);
};

/**
 * Fills rising numbers, and places where a list has them, from the Rice codes of their gaps.
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
const listsOf = (index, { columns: { levels, codes, counts, bytes } }, entry) => {
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
 * @param {boolean} placed whether places are among the numbers */
const pairLists = (index, { columns: { hashes = [], levels, codes, counts, bytes } }, entry, hash, placed) => {
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

// A query

const QUOTES = /[“”„«»]/g;
const NUMBER_OF_DOCUMENT = /^\s*\d+\s*[/-]/;
const NUMBER_AMONG_WORDS = /(?<![\p{L}\p{N}])\d+(?:[/-]\d+)*[/-]\p{L}[\p{L}\p{N}/-]*/u;
const LETTERS_OF_OFFICE = /^(?:[^aeiouy]{1,5}|tu|ubnd|\d+)$/;

/** @param {Word} word whether a mark was typed; y for i is none */
const marked = ({ folded, code }) => unvaried(folded, code) > 0;

/** What tells y from i in a code. @param {string} letters @param {number} code */
const yForI = (letters, code) => (/^[hklmstv]i$/.test(letters) ? code & 5 : letters === "qui" ? code & 1 : 0);

/** The code without what tells y from i, and where the tone stands. @param {string} letters @param {number} code */
const unvaried = (letters, code) => code - (/(?:o[ae]|uy)$/.test(letters) && (code & 3) === 3 ? 3 : yForI(letters, code));

/** What a word that is being typed begins with: a y may still become one of more letters. @param {Word} word */
const stem = ({ folded, code }) => (yForI(folded, code) ? `${folded.slice(0, -1)}y` : folded);

/** @param {Index} index @param {string} letters @returns {number} about how many documents have a word; 0 is none */
const frequency = (index, letters) => {
  const at = before(index.vocabulary, letters);
  if (index.vocabulary[at] === letters) return 2 ** ((index.weights.charCodeAt(at) - 48) / 4);
  return /^\d/.test(letters) ? index.documents / (/^(?:19|20)\d\d$/.test(letters) ? 10 : 500) + 1 : 0;
};

/** Whether a word that is being typed can become one that is known. @param {Index} index @param {Word} word */
const completes = (index, word) => !!index.vocabulary[before(index.vocabulary, stem(word))]?.startsWith(stem(word));

/** Whether any document can have it. @param {Index} index @param {Way} way */
const possible = (index, { words, prefix }) =>
  words.every((word, at) => frequency(index, word.folded) || (prefix && at === words.length - 1 && completes(index, word)));

/** @param {Word[]} found @param {Partial<Way>} [more] @returns {Clause} */
const clause = (found, more) => ({ text: found, ways: [{ words: found, phrase: false, prefix: false, ...more }] });

/**
 * A query as clauses, all of which must be met: quoted phrases first, then words, the last unfinished unless a blank follows.
 * @param {Index} index @param {string} query
 */
const clauses = (index, query) => {
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
const partsOf = (found) => found.filter(({ position }, at) => position === at);

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
const announces = (word, next) => word?.folded === "so" && /^\d/.test(next?.folded ?? "");

/** The number of a document, as one phrase: the whole query, or what is one among its words. @param {string} query @returns {Clause[]} */
const numbered = (query) => {
  const text = query.normalize("NFC"), all = partsOf(words(text)), found = announces(all[0], all[1]) ? all.slice(1) : all;
  const office = /^\d/.test(found[0]?.folded ?? "") && found.every(({ folded }) => LETTERS_OF_OFFICE.test(folded));
  const inside = office ? null : NUMBER_AMONG_WORDS.exec(text);
  const is = inside ? found.filter(({ start, end }) => start >= inside.index && end <= inside.index + inside[0].length)
    : office || NUMBER_OF_DOCUMENT.test(text.slice(found[0]?.start)) ? found : [];
  return is.length > 1 && !/["“”„«»]/.test(text) ? [clause(is, { phrase: true })] : [];
};

// What a query needs

/** @typedef {{at: number, to: number, placed: boolean, cost: number}} Part of a phrase, from a word to another: a pair with its places, or with what follows it */

/** The parts of a phrase that are looked up: those that together hold each word, and cost least; parts that are not both placed share
 * a pair. @param {Index} index @param {Word[]} phrase @returns {Part[]} those that are placed first, the rarest of them first */
const cover = (index, phrase) => {
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
const pairKey = (first, second) => `${first.folded},${neighbour(second.folded).toString(36).padStart(5, "0")}`;

/** The table of the file that would hold a pair, and the number in it. @param {Index} index @param {Word} first @param {Word} second
 * @returns {[Table, number]} */
const pairAt = (index, first, second) => {
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
const spellingsOf = ({ spellings: { starts } }, { folded, code }) => {
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
const question = (index, query) => {
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
const isPhrase = ({ ways }) => ways[0].phrase;

/** @param {Word[]} row @returns {[Word, Word][]} */
const neighbours = (row) => row.slice(1).map((word, at) => [row[at], word]);

/** In how many documents a clause may be met. @param {Index} index @param {Clause} one */
const commonness = (index, { text, ways }) =>
  Math.min(...text.map(({ folded }) => frequency(index, folded) || index.documents)) * ways.length;

/**
 * The names of the files to ask for: what decides, then what the last word may become, then what only ranks.
 * @param {Index} index @param {Question} question @returns {string[]}
 */
const files = (index, { number, deciding, rows }) => {
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
const rareFirst = (index, some) => [...some].sort((a, b) => frequency(index, a.folded) - frequency(index, b.folded));

/** The word that is being typed. @param {Clause[]} deciding */
const unfinished = (deciding) => deciding.flatMap(({ ways }) => ways).find(({ prefix }) => prefix)?.words.at(-1);

// Finding

const NONE = { worth: new Uint8Array(), title: new Uint8Array() };

/** @typedef {{worth: Uint8Array, title: Uint8Array}} Points for each document; `title` is 1 in a title, more in one of so many words */

/** What has come of a word and of what it may become. @param {Index} index @param {Word} word @param {boolean} prefix
 * @returns {{letters: string, file: File, entry: Entry}[]} */
const entries = (index, word, prefix) => {
  const own = holder(index.words, word.folded), start = stem(word);
  const from = prefix ? Math.max(0, holder(index.words, start)) : own, to = prefix ? holder(index.words, `${start}\uffff`) : own;
  const found = [];
  for (let at = Math.min(own, from); at <= Math.max(own, to); at++) {
    const file = held(index, index.words, at);
    for (const [letters, entry] of file?.entries ?? [])
      if (file && (letters === word.folded || (prefix && letters.startsWith(start)))) found.push({ letters, file, entry });
  }
  for (const at of marked(word) ? spellingsOf(index, word) : []) {
    const file = held(index, index.spellings, at);
    for (const [letters, entry] of file?.entries ?? []) found.push({ letters, file, entry });
  }
  return found;
};

/** How much a spelling is like the one typed. @param {Word} word @param {string} letters @param {number} code */
const likeness = (word, letters, code) => {
  const most = marked(word) ? 60 : 4;
  if (code === word.code) return most;
  const typed = unvaried(word.folded, word.code), other = unvaried(letters, code);
  if (typed === other) return most - 1;
  return most > 4 && agrees(typed, other) ? (letters === word.folded ? 15 : 50) : 0;
};

/** Whether a spelling has the marks that were typed, and perhaps more. @param {number} typed @param {number} other */
const agrees = (typed, other) =>
  [[1, 4], [4, 4], [16, 6], [96, 2]].every(([unit, size]) => {
    const mark = Math.floor(typed / unit) % size;
    return !mark || mark === Math.floor(other / unit) % size;
  });

/** @param {Index} index @param {Word} word @param {boolean} prefix @returns {Points} */
const points = (index, word, prefix) => {
  const worth = new Uint8Array(index.capacity), title = new Uint8Array(index.capacity);
  for (const { letters, file, entry } of entries(index, word, prefix)) {
    const whole = letters === word.folded;
    for (const { level, codes, numbers } of listsOf(index, file, entry)) {
      const value = 1 + likeness(word, letters, codes[0]) + [10, 3, 0, 0][level & 3] + (whole ? 6 : 0);
      for (let at = 0; at < numbers.length; at++) {
        const number = numbers[at];
        if (worth[number] < value) worth[number] = value;
        if (!(level & 3)) title[number] = Math.max(title[number], whole ? 1 + (level >> 2) : 1);
      }
    }
  }
  return { worth, title };
};

/** The lists of a pair, where their file has come. @param {Index} index @param {Word} first @param {Word} second @returns {List[]} */
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

/** Points for words that stand together as typed. @param {Index} index @param {[Word, Word]} row */
const together = (index, [first, second]) => {
  const worth = new Uint8Array(index.capacity);
  for (const { codes, numbers } of listsOfPair(index, first, second)) {
    const value = 8 + (codes[0] === first.code ? 4 : 0) + (codes[1] === second.code ? 4 : 0);
    for (let at = 0; at < numbers.length; at++) if (worth[numbers[at]] < value) worth[numbers[at]] = value;
  }
  return worth;
};

/** The documents that have a pair and behind it a word. @param {Index} index @param {Word[]} three */
const followed = (index, [first, second, third]) => {
  const found = new Uint8Array(index.capacity), bytes = held(index, index.following, exactly(index.following, pairKey(first, second)));
  if (!bytes) return found;
  const { varint, varints, take } = stream(bytes), count = varint(), again = take((count + 7) >> 3), known = varints(varint());
  const wanted = known.indexOf(neighbour(third.folded) + 1), low = take(count), high = known.length > 256 ? take(count) : undefined;
  let at = 0;
  for (const { numbers } of listsOfPair(index, first, second))
    for (let which = 0; which < numbers.length; at++) {
      if (low[at] + (high ? high[at] * 256 : 0) === wanted) found[numbers[which]] = 1;
      which += bitsAt(again, at, 1) ? 0 : 1;
    }
  return found;
};

/** The documents in which a phrase stands: all its pairs in one paragraph, each further on. @param {Index} index @param {Word[]} phrase */
const phrased = (index, phrase) => {
  const found = new Uint8Array(index.capacity);
  if (phrase.length === 2) {
    for (const { numbers } of listsOfPair(index, phrase[0], phrase[1]))
      for (let at = 0; at < numbers.length; at++) found[numbers[at]] = 1;
    return found;
  }
  const parts = cover(index, phrase), others = parts.filter(({ placed }) => !placed);
  const each = others.map(({ at }) => followed(index, phrase.slice(at, at + 3)));
  if (others.length < parts.length) each.push(stands(index, phrase, parts.filter(({ placed }) => placed)));
  return found.map((_, number) => (each.length && each.every((one) => one[number]) ? 1 : 0));
};

/** The documents in which pairs stand as they do in a phrase. @param {Index} index @param {Word[]} phrase @param {Part[]} parts */
const stands = (index, phrase, parts) => {
  /** @type {Set<number> | undefined} */
  let starts;
  for (const { at } of parts) {
    const next = new Set();
    for (const { numbers, places = [] } of placed(index, phrase[at], phrase[at + 1]))
      for (let which = 0; which < numbers.length; which++) {
        const start = numbers[which] * 512 + ((places[which] - at * 8) & 511);
        if (!starts || starts.has(start)) next.add(start);
      }
    starts = next;
  }
  const found = new Uint8Array(index.capacity);
  for (const start of starts ?? []) found[Math.floor(start / 512)] = 1;
  return found;
};

/** For each document, whether it meets a way. @param {Index} index @param {Way} way @param {(word: Word) => Points} pointsOf */
const meetingWay = (index, { words, phrase }, pointsOf) => {
  if (phrase && words.length > 1) return phrased(index, words);
  return words.map((word) => pointsOf(word).worth).reduce((all, one) => all.map((worth, number) => (one[number] ? worth : 0)));
};

/** For each document, whether it meets a clause in any of its ways. @param {Index} index @param {Clause} clause @param {(word: Word) => Points} pointsOf */
const meeting = (index, { ways }, pointsOf) =>
  ways.map((way) => meetingWay(index, way, pointsOf)).reduce((all, one) => all.map((is, number) => is || one[number]));

/**
 * The documents that meet all clauses, the best first: of each its score times the room for numbers, less its number, less 1.
 * @param {Index[]} indexes @param {Clause[]} deciding @param {Word[]} typed @param {[Word, Word][]} rows
 */
const ranked = (indexes, deciding, typed, rows) => {
  const each = indexes.map((index) => scored(index, deciding, typed, rows));
  const all = new Float64Array(each.reduce((sum, keys) => sum + keys.length, 0));
  each.reduce((at, keys) => (all.set(keys, at), at + keys.length), 0);
  return all.sort().reverse();
};

/** @param {Index} index @param {Clause[]} deciding @param {Word[]} typed @param {[Word, Word][]} rows */
const scored = (index, deciding, typed, rows) => {
  const open = unfinished(deciding), near = rows.map((row) => together(index, row));
  /** @type {Map<Word, Points>} */
  const each = new Map(typed.map((word) => [word, points(index, word, word === open)]));
  const met = deciding.map((one) => meeting(index, one, (word) => each.get(word) ?? points(index, word, false)));
  const telling = deciding.flatMap((one) => (isPhrase(one) ? rareFirst(index, one.text).slice(0, 1) : one.text));
  const here = [...each].filter(([word]) => telling.includes(word)).map(([, one]) => one);
  const keys = new Float64Array(met.length ? index.capacity : 0);
  let count = 0;
  next: for (let number = 0; number < keys.length; number++) {
    for (const one of met) if (!one[number]) continue next;
    keys[count++] = (score(number, here, typed.length, near) + 1) * index.room - 1 - (number * index.of + index.at);
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
 * Finds documents; of more than five words the rarest decide. Of several indexes those answer that can be reached.
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

/** The indexes whose files for a question have come. @param {Index[]} all @param {Question} asked @param {AbortSignal} [signal] */
const fetched = async (all, asked, signal) => {
  const came = await Promise.allSettled(all.map((one) =>
    Promise.all(files(one, asked).map((name) => read(one, name, parsed(name), signal)))));
  signal?.throwIfAborted();
  const there = all.filter((_, at) => came[at].status === "fulfilled");
  if (!there.length) throw /** @type {PromiseRejectedResult} */ (came[0]).reason;
  return there;
};

/** Ways that ask for no word of a clause. @param {Way[]} ways @param {Clause[]} clauses */
const others = (ways, clauses) => {
  const starts = clauses.flatMap(({ text }) => text.map(({ start }) => start));
  return ways.filter(({ words }) => !words.some(({ start }) => starts.includes(start)));
};

/** The hits of all clauses and the number of a document that is among them, else of the number, else of the clauses. @param {Index[]} indexes @param {Question} question */
const found = (indexes, { number, deciding, asked, typed, rows, unknown }) => {
  const absent = deciding.filter((one) => indexes.every((index) => isAbsent(index, one)));
  const rest = deciding.filter((one) => !absent.includes(one));
  const missed = [...unknown, ...absent.flatMap(({ text }) => text)].sort((a, b) => a.start - b.start);
  const phrases = [...number, ...rest.filter(isPhrase)].flatMap(({ text }) => neighbours(text));
  const there = typed.filter((word) => !missed.includes(word)), near = [...rows, ...phrases];
  for (const some of number.length ? [[...number, ...rest], number] : []) {
    const keys = ranked(indexes, some, there, near);
    if (keys.length) return { keys, missed, words: [...number.flatMap(({ ways }) => ways), ...others(asked, number)] };
  }
  return { keys: ranked(indexes, rest, there, near), missed, words: asked };
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
    hits: [...order.subarray(0, limit)].map((number, at) => ({ number, score: Math.floor(keys[at] / room) })),
    unknown: unsaid(query.normalize("NFC"), missed),
    untold: typed.some(({ start }) => !decided.includes(start)) ? typed : [],
  };
};

/** The words that no document has, each once; letters and digits that were typed as one are one. @param {string} text @param {Word[]} missed */
const unsaid = (text, missed) => {
  const ends = missed.map(({ end }) => end), starts = missed.map(({ start }) => start);
  const from = starts.filter((start) => !ends.includes(start)), to = ends.filter((end) => !starts.includes(end));
  return [...new Set(from.map((start, at) => text.slice(start, to[at])))];
};

/** Whether a numeral, of which the vocabulary does not tell, is in no document. @param {Index} index @param {Clause} one */
const isAbsent = (index, { text: [word], ways: [{ phrase, prefix }] }) =>
  !phrase && /^\d/.test(word.folded) && !entries(index, word, prefix).length;

/** What is shown of documents. @param {Index | Index[]} index @param {number[]} numbers as ranked @param {AbortSignal} [signal]
 * @returns {Promise<(Shown & {index: Index})[]>} */
export const display = async (index, numbers, signal) => {
  const all = [index].flat();
  const found = await Promise.all(numbers.map(async (number) => {
    const one = all[number % all.length], name = `d-${Math.floor(number / all.length)}?${one.version}`;
    return { ...(await read(one, name, (bytes) => /** @type {Shown} */ (JSON.parse(decoded(bytes))), signal)), index: one };
  }));
  signal?.throwIfAborted();
  return found;
};

/**
 * What is shown of the first hits, in another order where not all words came into the ranking: those first whose titles have all,
 * of these the shortest, of these the one most like what was typed.
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

// Did you mean

/** The query with words that are known in place of others; nothing where none is near.
 * @param {Index} index @param {string} query @param {Word[]} missed */
const suggestion = (index, query, missed) => {
  const text = query.normalize("NFC"), runs = [...text.matchAll(/[a-z]+[1-9][a-z1-9]*/gi)];
  let found = "", end = 0;
  for (const word of missed) {
    if (word.start < end) continue;
    const run = runs.find((one) => one.index <= word.start && word.end <= one.index + one[0].length && one.index >= end);
    const written = run && keyed(index, vni(run[0].toLowerCase()));
    const [start, spelling] = run && written ? [run.index, run[0]] : [word.start, text.slice(word.start, word.end)];
    found += text.slice(end, start) + (written || meant(index, spelling, word) || spelling);
    end = start + spelling.length;
  }
  return found + text.slice(end) === text ? "" : (found + text.slice(end)).trim();
};

/** Raw Telex as it would have been written, else a word of one letter more, less or other; a known word only for a far more common one.
 * @param {Index} index @param {string} spelling @param {Word} word */
const meant = (index, spelling, word) => {
  const typed = keyed(index, spelling.toLowerCase());
  if (typed) return typed;
  if (word.folded.length < 4 || /^\d/.test(word.folded)) return "";
  const likely = (/** @type {string} */ other) => frequency(index, other) * (other[0] === word.folded[0] ? 4 : 1);
  const near = index.vocabulary.filter((other) => slip(word.folded, other) && likely(other) > 4 * frequency(index, word.folded));
  const [best = ""] = near.sort((a, b) => likely(b) - likely(a)), [start, end, right] = slip(word.folded, best) ?? [0, 0, ""];
  const written = spelling === spelling.toUpperCase() ? right.toUpperCase() : right;
  return best && spelling.length === word.folded.length ? spelling.slice(0, start) + written + spelling.slice(end) : best;
};

/** What keys of Telex would have written, if it is known. @param {Index} index @param {string} keys */
const keyed = (index, keys) => {
  const typed = telex(keys);
  return typed && frequency(index, fold(typed)[0]) ? typed : "";
};

/** Keys of VNI as those of Telex. @param {string} keys */
const vni = (keys) => keys.replace(/([aeo])([^aeo]*)6/g, "$1$1$2").replace(/[1-9]/g, (digit) => " sfrxj wwd"[Number(digit)]);

/** Where one letter more, less or other, or two that changed places, make one word of another, and what stands there in that.
 * @param {string} one @param {string} [other] @returns {[number, number, string] | undefined} */
const slip = (one, other = one) => {
  if (Math.abs(one.length - other.length) > 1 || one === other) return undefined;
  let start = 0, end = 0;
  while (start < one.length && one[start] === other[start]) start++;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const left = one.slice(start, one.length - end), right = other.slice(start, other.length - end);
  const is = left.length + right.length <= 1 || (left.length === 1 && right.length === 1) ||
    (left.length === 2 && left === right[1] + right[0]);
  return is ? [start, one.length - end, right] : undefined;
};

/** What the keys of a Telex keyboard that was not switched on would have written; nothing for another word. @param {string} keys */
export const telex = (keys) => {
  const tones = /** @type {Record<string, string>} */ ({ f: "\u0300", s: "\u0301", r: "\u0309", x: "\u0303", j: "\u0323", z: "" });
  const vowel = keys.search(/[aeiouy]/);
  if (vowel < 0 || !/^[a-z]+$/.test(keys)) return "";
  const after = keys.slice(vowel), tone = /[fsrxjz]/.test(after) ? tones[after.replace(/[^fsrxjz]/g, "").at(-1) ?? ""] : "";
  const written = (keys.slice(0, vowel) + after.replace(/[fsrxjz]/g, ""))
    .replace(/^d(.*)d/, "đ$1").replace(/a(.*)a/, "â$1").replace(/e(.*)e/, "ê$1").replace(/o(.*)o/, "ô$1")
    .replace(/uo(.*)w|uwow?/, "ươ$1").replace(/a(.*)w/, "ă$1").replace(/o(.*)w/, "ơ$1").replace(/u(.*)w/, "ư$1")
    .replace("w", "ư");
  return written + tone === keys ? "" : toned(written, tone);
};

const SYLLABLE = /^((?:qu|gi(?=[aăâeêioôơuưy]))?[^aăâeêioôơuưy]*)([aăâeêioôơuưy]*)(.*)$/;

/** A syllable with a tone where it belongs: on the vowel with a shape, else the last before a consonant, else the last but one.
 * @param {string} syllable @param {string} tone */
const toned = (syllable, tone) => {
  const [, head, vowels, tail] = SYLLABLE.exec(syllable) ?? ["", "", "", ""];
  const shaped = Math.max(...[..."ăâêôơư"].map((sign) => vowels.lastIndexOf(sign)));
  const at = shaped >= 0 ? shaped : tail || vowels.length < 2 ? vowels.length - 1 : vowels.length - 2;
  return (head + vowels.slice(0, at + 1) + (vowels ? tone : "") + vowels.slice(at + 1) + tail).normalize("NFC");
};

// Marking

/** @typedef {{start: number, end: number, way: number, alike: number}} Mark of words in a text, `way` the number of what was asked */

/** The pieces of a text, those found and those between. @param {string} text @param {Way[]} ways @returns {{text: string, found: boolean}[]} */
export const marks = (text, ways) => divided(text.normalize("NFC"), matches(text, ways), 0, Infinity);

/** A piece of the story, about 160 characters around the place where the most of what was asked stands nearest together.
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

/** Where what was asked stands, by its words. @param {string} text @param {Way[]} ways @returns {Mark[]} */
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
