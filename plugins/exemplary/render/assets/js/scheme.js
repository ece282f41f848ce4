// @ts-check
/* Light or dark: what the reader chose, before the first paint; else what the system asks for. */
(() => {
  const KEY = "exemplary-scheme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {string | null} */
  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const isDark = () => (chosen() ?? (dark.matches ? "dark" : "light")) === "dark";

  /** Material's own pages read their scheme from the body. */
  const show = () => {
    const choice = chosen();
    if (choice) root.dataset.scheme = choice;
    document.body?.setAttribute("data-md-color-scheme", isDark() ? "slate" : "default");
  };

  const toggle = () => {
    try {
      localStorage.setItem(KEY, isDark() ? "light" : "dark");
    } catch {
      root.dataset.scheme = root.dataset.scheme === "dark" ? "light" : "dark";
    }
    show();
  };

  root.classList.replace("no-js", "js");
  show();
  dark.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    show();
    for (const button of document.querySelectorAll("[data-scheme-toggle]")) {
      button.removeAttribute("hidden");
      button.addEventListener("click", toggle);
    }
  });
})();
