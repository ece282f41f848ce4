// @ts-check
/* Reads name, summary and story aloud, if the browser has a voice for their language. */
(() => {
  const SPOKEN = "h1, .deed, .story h2, .story h3, .story h4, .story p, .story li";
  const UNSPOKEN = "sup, p, ul, ol";
  /** A sentence, or as much of it as fits into 15 seconds, after which Chromium falls silent. */
  const PART = /\S.{0,178}?[.!?…]+[»”"')\]]*(?=\s|$)|\S.{0,179}(?=\s|$)|\S+/g;

  const button = document.querySelector("[data-tool=listen]");
  if (!(button instanceof HTMLElement) || !("speechSynthesis" in window)) return;
  const { words = button.textContent ?? "", stop: stopWords = "" } = button.dataset;
  /** Counts readings, so that events of an earlier one are ignored. */
  let reading = 0;
  let isReading = false;

  /** @param {Element} element @returns {string} “vi” */
  const languageOf = (element) => main(element.closest("[lang]")?.getAttribute("lang") ?? "");

  /** @param {string} tag “vi-VN”, or “vi_VN” on Android */
  const main = (tag) => tag.toLowerCase().split(/[-_]/)[0];

  /** Prefer a voice on this device to one that sends the text elsewhere. @param {string} language */
  const voiceOf = (language) => {
    const voices = speechSynthesis.getVoices().filter((one) => main(one.lang) === language);
    return voices.find((one) => one.localService) ?? voices[0];
  };

  /** @param {Element} element @returns {string[]} */
  const partsOf = (element) => {
    const copy = /** @type {Element} */ (element.cloneNode(true));
    for (const one of copy.querySelectorAll(UNSPOKEN)) one.remove();
    return (copy.textContent ?? "").replace(/\s+/g, " ").match(PART) ?? [];
  };

  /** Every part for which there is a voice. @returns {SpeechSynthesisUtterance[]} */
  const utterances = () =>
    [...document.querySelectorAll(SPOKEN)].flatMap((element) => {
      const voice = voiceOf(languageOf(element));
      if (!voice || element.closest(".footnotes")) return [];
      return partsOf(element).map((text) => Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang }));
    });

  const stop = () => {
    reading += 1;
    isReading = false;
    button.textContent = words;
    speechSynthesis.cancel();
  };

  const start = () => {
    stop();
    const [mine, rest] = [reading, utterances()];
    isReading = true;
    button.textContent = stopWords;
    const next = () => {
      if (mine !== reading) return;
      const one = rest.shift();
      if (!one) return stop();
      one.onend = next;
      one.onerror = () => mine === reading && stop();
      speechSynthesis.speak(one);
    };
    next();
  };

  const offer = () => {
    const text = document.querySelector(".story") ?? button;
    button.classList.toggle("ready", Boolean(voiceOf(languageOf(text))));
  };

  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => (isReading ? stop() : start()));
  addEventListener("pagehide", () => isReading && stop());
})();
