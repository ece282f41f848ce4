// @ts-check
/* The plain search: one list of records, loaded when a box is first used; typed with marks or without. */

/**
 * @typedef {{ref: string, href: string, name: string, deed: string, kind: string, kind_label: string, place: string,
 *   year: string}} Row
 * @typedef {Row & {words: string[], plain: string, title: string}} Entry
 */

const SHOWN_IN_BOX = 6;
const SHOWN_ON_PAGE = 100;

/** Marks dropped, đ as d, signs as spaces. @param {string} text */
export const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/đ/g, "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** @param {string} text */
const typed = (text) => text.normalize("NFC").toLowerCase();

/** @type {Map<string, Promise<Entry[]>>} */
const indexes = new Map();

/** @param {string} address @returns {Promise<Entry[]>} */
const load = (address) => {
  let index = indexes.get(address);
  if (!index) {
    index = fetch(address)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then(({ columns, rows }) => rows.map((/** @type {string[]} */ row) => entry(columns, row)));
    indexes.set(address, index);
    index.catch(() => indexes.delete(address));
  }
  return index;
};

/** @param {string[]} columns @param {string[]} row @returns {Entry} */
const entry = (columns, row) => {
  const made = /** @type {Row} */ (Object.fromEntries(columns.map((name, at) => [name, row[at]])));
  const plain = fold([made.name, made.deed, made.kind_label, made.place, made.year].join(" "));
  return { ...made, plain, words: plain.split(" "), title: fold(made.name) };
};

/**
 * How well an entry answers: 0 not at all; the name before the deed, the words as typed before their folded form.
 * @param {Entry} one @param {string} query @param {string[]} words
 */
const score = (one, query, words) => {
  const last = words.length - 1;
  const found = words.every((word, at) =>
    at === last ? one.words.some((known) => known.startsWith(word)) : one.words.includes(word),
  );
  if (!found) return 0;
  const inTitle = words.filter((word) => ` ${one.title} `.includes(` ${word}`)).length;
  const whole = ` ${one.title} `.includes(` ${words.join(" ")} `) ? 4 : 0;
  const asTyped = typed(one.name).includes(typed(query)) ? 8 : typed(one.deed).includes(typed(query)) ? 2 : 0;
  return 1 + inTitle * 2 + whole + asTyped;
};

/** @param {Entry[]} entries @param {string} query @returns {Entry[]} */
export const search = (entries, query) => {
  const words = fold(query).split(" ").filter(Boolean);
  if (!words.length) return [];
  return entries
    .map((one, at) => ({ one, at, points: score(one, query, words) }))
    .filter(({ points }) => points)
    .sort((a, b) => b.points - a.points || a.at - b.at)
    .map(({ one }) => one);
};

/** @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children */
const element = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** @param {Entry} one */
const place = (one) => [one.place, one.year].filter(Boolean).join(" · ");

/** The box in the header: a combobox over the first few names. @param {HTMLFormElement} form */
const quickSearch = (form) => {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const { index = "", root = "" } = form.dataset;
  const list = element("ul", { role: "listbox", id: `${input.id}-list`, "aria-label": input.labels?.[0]?.textContent ?? "" });
  list.hidden = true;
  form.append(list);
  for (const [key, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  })) input.setAttribute(key, value);
  let chosen = -1;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = async () => {
    const query = input.value;
    const hits = query.trim() ? search(await load(index), query).slice(0, SHOWN_IN_BOX) : [];
    if (query !== input.value) return;
    close();
    list.replaceChildren(...hits.map((one, at) => option(one, at)));
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(hits.length > 0));
  };

  /** @param {Entry} one @param {number} at */
  const option = (one, at) => {
    const made = element("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false", "data-href": root + one.href });
    made.append(one.name, element("span", {}, [one.kind_label, place(one)].filter(Boolean).join(" · ")));
    made.addEventListener("mousedown", (event) => {
      event.preventDefault();
      location.href = root + one.href;
    });
    return made;
  };

  /** @param {number} step */
  const choose = (step) => {
    const options = /** @type {HTMLElement[]} */ ([...list.children]);
    if (!options.length) return;
    chosen = (chosen + step + options.length) % options.length;
    options.forEach((one, at) => one.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };

  input.addEventListener("focus", () => load(index).catch(() => undefined), { once: true });
  input.addEventListener("input", () => show().catch(close));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const selected = /** @type {HTMLElement | undefined} */ (list.children[chosen]);
    if (event.key === "ArrowDown") choose(1);
    else if (event.key === "ArrowUp") choose(-1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && selected) location.href = selected.dataset.href ?? "";
    else return;
    event.preventDefault();
  });
};

/** The search page: `?q=` is the query, and the back button works. @param {HTMLElement} page @param {DOMStringMap} where */
const searchPage = (page, where) => {
  const form = /** @type {HTMLFormElement} */ (page.querySelector("[data-search-form]"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const list = /** @type {HTMLElement} */ (page.querySelector("[data-search-results]"));
  const status = /** @type {HTMLElement} */ (page.querySelector("[data-search-status]"));

  const show = async () => {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    if (document.activeElement !== input) input.value = query;
    delete list.dataset.state;
    status.textContent = query ? (status.dataset.loading ?? "") : "";
    try {
      const hits = query ? search(await load(where.index ?? ""), query) : [];
      list.replaceChildren(...hits.slice(0, SHOWN_ON_PAGE).map((one) => hit(one, where.root ?? "")));
      list.dataset.total = String(hits.length);
      const words = (hits.length ? status.dataset.found : status.dataset.none) ?? "";
      status.textContent = query ? words.replace("{count}", String(hits.length)).replace("{query}", query) : "";
      list.dataset.state = "ready";
    } catch {
      status.textContent = status.dataset.failed ?? "";
    }
  };

  /** @param {"push" | "replace"} way */
  const go = (way) => {
    const address = input.value.trim() ? `?q=${encodeURIComponent(input.value.trim())}` : location.pathname;
    history[way === "push" ? "pushState" : "replaceState"](null, "", address);
    show();
  };

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go("replace"), 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go("push");
  });
  addEventListener("popstate", show);
  show();
};

/** @param {Entry} one @param {string} root */
const hit = (one, root) => {
  const badge = element("p", { class: `kind kind-${one.kind.replace(/ies$/, "y").replace(/s$/, "")}` });
  badge.append(element("span", { class: "kind-shape", "aria-hidden": "true" }), one.kind_label);
  const words = element("div", { class: "card-words" }, badge,
    element("h2", { class: "card-name" }, element("a", { href: root + one.href }, one.name)));
  if (one.deed) words.append(element("p", { class: "card-deed" }, one.deed));
  if (place(one)) words.append(element("p", { class: "card-place" }, place(one)));
  return element("li", { "data-record": one.ref, class: "result" }, words);
};

const boxes = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-search]"));
boxes.forEach(quickSearch);
const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
if (page && boxes[0]) searchPage(page, boxes[0].dataset);
addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page] input, form[data-search] input"))?.focus();
  }
});
