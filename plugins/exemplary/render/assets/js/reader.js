// @ts-check
/* The reader's tools: larger and smaller text (saved on this device), print, share, copy the link. */
(() => {
  const KEY = "exemplary-scale";
  const SCALES = [0.9, 1, 1.15, 1.3, 1.5];
  const SAID_FOR = 2000;
  const root = document.documentElement;
  const box = document.querySelector("[data-tools]");

  /** The URL to share: without query and fragment, which may be tracking parameters. */
  const address = () => location.href.replace(/[?#].*/, "");

  /** @param {number} step */
  const resize = (step) => {
    const at = SCALES.indexOf(Number(root.style.getPropertyValue("--reader-scale")));
    const next = SCALES[Math.min(SCALES.length - 1, Math.max(0, (at < 0 ? 1 : at) + step))];
    root.style.setProperty("--reader-scale", String(next));
    try {
      localStorage.setItem(KEY, String(next));
    } catch {
      // valid for this page only
    }
  };

  /** Copy the URL; if the browser does not allow it, show it for the reader to copy. @param {HTMLElement} button */
  const copy = async (button) => {
    button.dataset.words ??= button.textContent ?? "";
    const { words, done = words } = button.dataset;
    try {
      await navigator.clipboard.writeText(address());
    } catch {
      prompt(words, address());
      return;
    }
    button.style.minWidth = `${button.offsetWidth}px`;
    say(button, done);
    setTimeout(() => say(button, words, ""), SAID_FOR);
  };

  /** Show the text on the button and announce it. @param {HTMLElement} button @param {string} words @param {string} aloud */
  const say = (button, words, aloud = words) => {
    button.textContent = words;
    const status = box?.querySelector("[role=status]");
    if (status) status.textContent = aloud;
  };

  /** @type {Record<string, (button: HTMLElement) => unknown>} */
  const TOOLS = {
    smaller: () => resize(-1),
    larger: () => resize(1),
    print: () => print(),
    share: () => navigator.share({ title: document.title, url: address() }).catch(() => undefined),
    copy,
  };

  box?.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button");
    if (button) TOOLS[button.dataset.tool ?? ""]?.(button);
  });
})();
