// @ts-check
/* Applies settings before the first paint: light or dark, the size of text, whether sharing is available. */
(() => {
  const KEY = "exemplary-scheme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  /** The choice on this page, if nothing can be saved. @type {string | null} */
  let unkept = null;

  /** @param {string} key @returns {string | null} */
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  /** @returns {string | undefined} "light", "dark", or undefined: then the system decides */
  const chosen = () => ["light", "dark"].find((one) => one === (unkept ?? kept(KEY)));

  const isDark = () => (chosen() ?? (dark.matches ? "dark" : "light")) === "dark";

  /** Material's own pages read the scheme from the body. */
  const show = () => {
    const choice = chosen();
    if (choice) root.dataset.scheme = choice;
    document.body?.setAttribute("data-md-color-scheme", isDark() ? "slate" : "default");
  };

  const enlarge = () => {
    const scale = Number(kept("exemplary-scale"));
    if (scale >= 0.5 && scale <= 2) root.style.setProperty("--reader-scale", String(scale));
  };

  const toggle = () => {
    const choice = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      unkept = choice;
    }
    show();
  };

  root.classList.replace("no-js", "js");
  // On a first visit fonts load after the page: on a slow network the portrait and the search results come first.
  const useFonts = () => root.classList.add("fonts");
  const asks = () => location.search && document.querySelector("[data-search-results]");
  if (document.referrer.startsWith(location.origin)) useFonts();
  addEventListener("load", () => asks() || useFonts());
  addEventListener("exemplary-found", useFonts);
  root.classList.toggle("can-share", "share" in navigator);
  show();
  enlarge();
  dark.addEventListener("change", show);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    show();
    enlarge();
  });
  // Load the script of tools and search once the page is parsed, so that the portrait is requested first.
  const then = document.currentScript?.dataset.then;
  document.addEventListener("DOMContentLoaded", () => {
    show();
    if (then) document.head.append(Object.assign(document.createElement("script"), { type: "module", src: then }));
    for (const button of document.querySelectorAll("[data-scheme-toggle]")) {
      button.removeAttribute("hidden");
      button.addEventListener("click", toggle);
    }
    // Material opens its drawer by a label, which the keyboard cannot reach.
    const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
    for (const button of document.querySelectorAll("[data-drawer]")) {
      button.removeAttribute("hidden");
      button.addEventListener("click", () => drawer?.click());
      drawer?.addEventListener("change", () => button.setAttribute("aria-expanded", String(drawer.checked)));
    }
  });
})();
