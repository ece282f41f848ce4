// @ts-check
/* The plain search: one list of records, loaded when a box is first used; typed with marks or without. */

/**
 * @typedef {{ref: string, href: string, name: string, deed: string, kind: string, kind_label: string, place: string,
 *   year: string, field: string}} Row
 * @typedef {Row & {words: string[], title: string, typedName: string, typedDeed: string}} Entry
 * @typedef {{words: string[], typed: string}} Question
 */

const SHOWN_IN_BOX = 6;
const SHOWN_AT_ONCE = 100;
const PAUSE = 150;

/** hoà and hòa are one word: the tone of an open oa, oe, uy goes on the first letter, but not in quý. */
const OPEN_PAIRS = /(^|[^q])(o(?=[ae])|u(?=y))([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/gu;

/** @param {string} text */
const spaced = (text) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();

/** Marks dropped, đ as d, signs as spaces. @param {string} text */
export const fold = (text) => spaced(text.normalize("NFKD")).replace(/\p{M}/gu, "").replace(/đ/g, "d");

/** Marks kept, tone placement one, signs as spaces. @param {string} text */
const typed = (text) => spaced(text.normalize("NFD")).replace(OPEN_PAIRS, "$1$2$4$3").normalize("NFC");

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
  const words = fold([made.name, made.deed, made.kind_label, made.place, made.year, made.field].join(" ")).split(" ");
  return { ...made, words, title: fold(made.name), typedName: typed(made.name), typedDeed: typed(made.deed) };
};

/** Whether a word of the text begins the part, and the text goes on with it. @param {string} text @param {string} part */
const has = (text, part) => ` ${text}`.includes(` ${part}`);

/**
 * How well an entry answers: 0 not at all; the name before the deed, the words as typed before their folded form.
 * @param {Entry} one @param {Question} question
 */
const score = (one, { words, typed }) => {
  const last = words.length - 1;
  const found = words.every((word, at) =>
    at === last ? one.words.some((known) => known.startsWith(word)) : one.words.includes(word),
  );
  if (!found) return 0;
  const inTitle = words.filter((word) => has(one.title, word)).length;
  const together = has(`${one.title} `, `${words.join(" ")} `) ? 4 : 0;
  const asTyped = has(one.typedName, typed) ? 8 : has(one.typedDeed, typed) ? 2 : 0;
  return 1 + inTitle * 2 + together + asTyped + (one.typedName === typed ? 16 : 0);
};

/** @param {Entry[]} entries @param {string} query @returns {Entry[]} */
export const search = (entries, query) => {
  const question = { words: fold(query).split(" ").filter(Boolean), typed: typed(query) };
  if (!question.words.length) return [];
  return entries
    .map((one, at) => ({ one, at, points: score(one, question) }))
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

/** The address of an entry's page; `root` is the site's, with or without a slash at its end. @param {Entry} one @param {string} root */
const address = (one, root) => root.replace(/\/*$/, "/") + one.href;

/** @param {...string} parts */
const line = (...parts) => parts.filter(Boolean).join(" · ");

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

  /** @param {Entry[]} hits */
  const offer = (hits) => {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...hits.map(option));
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };

  const close = () => offer([]);

  const show = async () => {
    const query = input.value;
    const hits = query.trim() ? search(await load(index), query) : [];
    if (query === input.value && document.activeElement === input) offer(hits.slice(0, SHOWN_IN_BOX));
  };

  /** @param {Entry} one @param {number} at */
  const option = (one, at) => {
    const made = element("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false", "data-href": address(one, root) });
    made.append(one.name, element("span", {}, line(one.kind_label, one.place, one.year)));
    made.addEventListener("click", () => location.assign(address(one, root)));
    return made;
  };

  /** @param {number} step */
  const choose = async (step) => {
    if (list.hidden) await show();
    const options = /** @type {HTMLElement[]} */ ([...list.children]);
    if (!options.length) return;
    chosen = (Math.max(chosen, step < 0 ? 0 : -1) + step + options.length) % options.length;
    options.forEach((one, at) => one.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };

  input.addEventListener("focus", () => load(index).catch(() => undefined), { once: true });
  input.addEventListener("input", () => show().catch(close));
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus, the list stays open
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the input method's own keys; Safari says only 229
    const selected = /** @type {HTMLElement | undefined} */ (list.children[chosen]);
    if (event.key === "ArrowDown") choose(1).catch(close);
    else if (event.key === "ArrowUp") choose(-1).catch(close);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && selected) location.assign(selected.dataset.href ?? "");
    else return;
    event.preventDefault();
  });
};

/** The search page: `?q=` is the query, and the back button works. @param {HTMLElement} page @param {DOMStringMap} where */
const searchPage = (page, where) => {
  const { index = "", root = "" } = where;
  const form = /** @type {HTMLFormElement} */ (page.querySelector("[data-search-form]"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const list = /** @type {HTMLElement} */ (page.querySelector("[data-search-results]"));
  const status = /** @type {HTMLElement} */ (page.querySelector("[data-search-status]"));
  /** Found, not yet in the list. @type {Entry[]} */
  let rest = [];

  const asked = () => new URLSearchParams(location.search).get("q") ?? "";

  const more = () => {
    atEnd.disconnect();
    list.append(...rest.splice(0, SHOWN_AT_ONCE).map((one) => hit(one, root)));
    if (rest.length && list.lastElementChild) atEnd.observe(list.lastElementChild);
  };
  const atEnd = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more(), { rootMargin: "600px" });

  /** @param {Entry[]} hits @param {string} words of the status line */
  const fill = (hits, words) => {
    const slots = { count: hits.length.toLocaleString(document.documentElement.lang), query: asked() };
    status.textContent = words.replace(/\{(count|query)\}/g, (_, name) => slots[/** @type {"count" | "query"} */ (name)]);
    list.dataset.total = String(hits.length);
    rest = [...hits];
    list.replaceChildren();
    more();
  };

  const show = async () => {
    const query = asked();
    const { loading = "", found = "", none = "", failed = "" } = status.dataset;
    delete list.dataset.state;
    if (query && !indexes.has(index)) status.textContent = loading;
    try {
      const hits = query ? search(await load(index), query) : [];
      if (query !== asked()) return;
      fill(hits, query && (hits.length ? found : none));
      list.dataset.state = "ready";
    } catch {
      if (query === asked()) fill([], failed);
    }
  };

  /** Whether the address is one to come back to, not one of the steps of typing. */
  let settled = asked() !== "";

  /** @param {boolean} settles */
  const go = (settles) => {
    clearTimeout(waiting);
    const query = input.value.trim();
    if (query !== asked()) {
      history[settled ? "pushState" : "replaceState"](null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
      settled = false;
    } else if (!settles) return;
    settled ||= settles;
    show();
  };

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go(false), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(true);
  });
  addEventListener("popstate", () => {
    clearTimeout(waiting);
    settled = asked() !== "";
    input.value = asked();
    show();
  });
  if (document.activeElement !== input) input.value = asked();
  show();
};

/** @param {Entry} one @param {string} root */
const hit = (one, root) => {
  const badge = element("p", { class: `kind kind-${one.kind.replace(/ies$/, "y").replace(/s$/, "")}` });
  badge.append(element("span", { class: "kind-shape", "aria-hidden": "true" }), one.kind_label);
  const words = element("div", { class: "card-words" }, badge,
    element("h2", { class: "card-name" }, element("a", { href: address(one, root) }, one.name)));
  if (one.deed) words.append(element("p", { class: "card-deed" }, one.deed));
  const where = line(one.place, one.year);
  if (where) words.append(element("p", { class: "card-place" }, where));
  return element("li", { "data-record": one.ref, class: "result" }, words);
};

const boxes = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-search]"));
boxes.forEach(quickSearch);
const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
if (page && boxes[0]) searchPage(page, boxes[0].dataset);
addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const writes = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
  if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const inputs = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("form[data-search] input, [data-search-page] input"));
  [...inputs].find((one) => one.offsetParent)?.focus(); // the header has none on a phone
});
