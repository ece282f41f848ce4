// @ts-check
/* Adds what is known only when printing: the date, and the full URLs of links within the site. */
addEventListener("beforeprint", () => {
  const { lang } = document.documentElement;
  const line = document.querySelector(".printed");
  const canonical = document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? location.href;
  const day = new Date().toLocaleDateString(lang === "en" ? "en-GB" : lang, {
    day: "numeric",
    month: lang === "en" ? "long" : "numeric",
    year: "numeric",
  });
  const date = line?.querySelector("[data-words]");
  if (date instanceof HTMLElement) date.textContent = (date.dataset.words ?? "").replace("{date}", day);
  const address = line?.querySelector(".printed-address");
  if (address) address.textContent = canonical;
  for (const link of document.querySelectorAll(".story a[href], .downloads a[href]")) {
    const href = link.getAttribute("href") ?? "";
    if (!/^(#|[a-z]+:)/.test(href)) link.setAttribute("data-address", new URL(href, canonical).href);
  }
});
