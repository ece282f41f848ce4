// @ts-check
/* Did you mean: a typing error of one letter, or raw keys of Telex or VNI. */

import { fold } from "./words.js";
import { frequency } from "./query.js";

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {import("./files.js").Index} Index
 */

/** The query with unknown words replaced by known ones; empty if none is similar.
 * @param {Index} index @param {string} query @param {Word[]} missed */
export const suggestion = (index, query, missed) => {
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

/** The text of raw Telex keys, otherwise a word that differs in one letter; a known word is replaced only by a far more common one.
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

/** The word that Telex keys write, if it is known. @param {Index} index @param {string} keys */
const keyed = (index, keys) => {
  const typed = telex(keys);
  return typed && frequency(index, fold(typed)[0]) ? typed : "";
};

/** Converts VNI keys to Telex keys. @param {string} keys */
const vni = (keys) => keys.replace(/([aeo])([^aeo]*)6/g, "$1$1$2").replace(/[1-9]/g, (digit) => " sfrxj wwd"[Number(digit)]);

/** If words differ by one inserted, deleted or replaced letter or two swapped ones: where, and the other word's text there.
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

/** The word that these keys write with Telex switched on; empty if it is the same. @param {string} keys */
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

/** Puts the tone on a syllable: on the vowel with a shape, else the last before a consonant, else the last but one.
 * @param {string} syllable @param {string} tone */
const toned = (syllable, tone) => {
  const [, head, vowels, tail] = SYLLABLE.exec(syllable) ?? ["", "", "", ""];
  const shaped = Math.max(...[..."ăâêôơư"].map((sign) => vowels.lastIndexOf(sign)));
  const at = shaped >= 0 ? shaped : tail || vowels.length < 2 ? vowels.length - 1 : vowels.length - 2;
  return (head + vowels.slice(0, at + 1) + (vowels ? tone : "") + vowels.slice(at + 1) + tail).normalize("NFC");
};
