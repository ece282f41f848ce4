// @ts-check
/* The reader's tools: letters larger and smaller (kept on this device), print, share, copy the link. */
(() => {
  const KEY = "exemplary-scale";
  const SCALES = [0.9, 1, 1.15, 1.3, 1.5];
  const SAID_FOR = 2000;
  const root = document.documentElement;

  /** @param {number} step */
  const resize = (step) => {
    const at = SCALES.indexOf(Number(root.style.getPropertyValue("--reader-scale")));
    const next = SCALES[Math.min(SCALES.length - 1, Math.max(0, (at < 0 ? 1 : at) + step))];
    root.style.setProperty("--reader-scale", String(next));
    try {
      localStorage.setItem(KEY, String(next));
    } catch {
      // kept for this page only
    }
  };

  /** Says on the button that it is done; where the browser lets no script copy, the reader may. @param {HTMLElement} button */
  const copy = async (button) => {
    button.dataset.words ??= button.textContent ?? "";
    const { words, done = words } = button.dataset;
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      prompt(words, location.href);
      return;
    }
    button.textContent = done;
    setTimeout(() => (button.textContent = words), SAID_FOR);
  };

  /** @type {Record<string, (button: HTMLElement) => unknown>} */
  const TOOLS = {
    smaller: () => resize(-1),
    larger: () => resize(1),
    print: () => print(),
    share: () => navigator.share({ title: document.title, url: location.href }).catch(() => undefined),
    copy,
  };

  for (const box of document.querySelectorAll("[data-tools]")) {
    box.removeAttribute("hidden");
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("button[data-tool]"))) {
      const name = button.dataset.tool ?? "";
      button.hidden = name === "share" && !("share" in navigator);
      if (name === "copy") button.setAttribute("aria-live", "polite");
      button.addEventListener("click", () => TOOLS[name]?.(button));
    }
  }
})();
