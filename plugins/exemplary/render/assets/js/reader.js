// @ts-check
/* The reader's tools: letters larger and smaller (kept on this device), print, share, copy the link. */
(() => {
  const KEY = "exemplary-scale";
  const SCALES = [0.9, 1, 1.15, 1.3, 1.5];
  const root = document.documentElement;

  const scale = () => {
    try {
      return Number(localStorage.getItem(KEY)) || 1;
    } catch {
      return 1;
    }
  };

  /** @param {number} step */
  const resize = (step) => {
    const at = SCALES.indexOf(scale());
    const next = SCALES[Math.min(SCALES.length - 1, Math.max(0, (at < 0 ? 1 : at) + step))];
    try {
      localStorage.setItem(KEY, String(next));
    } catch {
      // kept for this page only
    }
    root.style.setProperty("--reader-scale", String(next));
  };

  /** @param {HTMLElement} button */
  const copy = async (button) => {
    await navigator.clipboard.writeText(location.href);
    const words = button.textContent;
    button.textContent = button.dataset.done ?? words;
    setTimeout(() => (button.textContent = words), 2000);
  };

  /** @type {Record<string, (button: HTMLElement) => unknown>} */
  const TOOLS = {
    smaller: () => resize(-1),
    larger: () => resize(1),
    print: () => print(),
    share: () => navigator.share({ title: document.title, url: location.href }).catch(() => undefined),
    copy,
  };

  root.style.setProperty("--reader-scale", String(scale()));
  for (const box of document.querySelectorAll("[data-tools]")) {
    box.removeAttribute("hidden");
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("[data-tool]"))) {
      const name = button.dataset.tool ?? "";
      button.hidden = name === "share" && !("share" in navigator);
      button.addEventListener("click", () => TOOLS[name]?.(button));
    }
  }
})();
