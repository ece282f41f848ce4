// @ts-check
/* What a word is, how it is folded, and how it is hashed. */

/**
 * @typedef {{folded: string, code: number, position: number, start: number, end: number}} Word in a text in NFC
 */

const LONGEST = 40;

const LETTERS = "[\\p{L}\\p{Nl}\\p{No}]";
const WORDS = new RegExp(`${LETTERS}+|\\p{Nd}+`, "gu");
const JOINED = new RegExp(`(?<![\\p{L}\\p{N}])(${LETTERS}{1,3})['’‘ʼ] ?(${LETTERS}+)`, "gu");
const TONES = "\u0300\u0301\u0309\u0303\u0323";
const SHAPES = "\u0302\u0306\u031b";
const BARRED = "đðɖ"; // old keyboards type these for đ; their capitals look the same
const ON_THE_SECOND = /(?<!q)(?:o[àảãáạèẻẽéẹ]|u[ỳỷỹýỵ])$/; // hoà, not hòa
const Y_FOR_I = /^(?:[hklmstv]|(qu))y$/;

/** @type {Map<string, [string, number]>} */
const known = new Map();

/** The folded form by which a spelling is looked up, and the code of its marks. @param {string} spelling @returns {[string, number]} */
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

/** The words of a text, joined ones last; `start` and `end` refer to the text in NFC. @param {string} text @returns {Word[]} */
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
