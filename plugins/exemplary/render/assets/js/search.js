// @ts-check
/* Search: the box in the header of every page, and the search page. The engine is loaded on first use. */

/**
 * @typedef {typeof import("./search/index.js")} Engine
 * @typedef {import("./search/files.js").Index} Index
 * @typedef {{engine: Engine, indexes: Index[], names: Map<string, string>, away: string[], gone: Set<Index>, together?: Together}}
*   Opened: `names` of the sites by index address, if there are several; `away` are sites that could not be reached at first,
 *   `gone` are indexes that failed later
 * @typedef {typeof import("./search-sites.js")} Together
 * @typedef {{text: string, found: boolean}[]} Pieces of a text: matches, and the text between them
 * @typedef {{ref: string, href: string, title: Pieces, deed: Pieces, story: Pieces, kind: string, kind_label: string,
 *   place: string, year: string, site: string}} Hit
 * @typedef {{total: number, unknown: string[], suggestion: string, away: string[],
 *   hits: (from: number, to: number) => Promise<Hit[]>}} Found
 * @typedef {import("./search-facets.js").Chosen} Chosen
 * @typedef {(found?: Int32Array) => Int32Array} Narrow: the results, or all documents, that match the chosen values
 * @typedef {(opened: Opened) => Promise<Narrow>} Narrowing
 */

const SHOWN_IN_BOX = 6;
const SHOWN_FIRST = 10;
const SHOWN_AT_ONCE = 40;
const PAUSE = 100;
const PATIENCE = 5000;
const AGAIN = 2000; // milliseconds until a failed request is repeated while the end of the list is visible
const FACETS = ["kind", "year", "place", "field", "form", "level", "theme", "site"];

/** @type {Map<string, Promise<Opened>>} */
const opened = new Map();

/** How indexes are fetched: a cached index may be older than its files. @type {RequestCache} */
let caching = "default";

/** Fetches from another site, with a timeout. @type {typeof fetch} */
const patiently = (address, how = {}) => {
  const control = new AbortController(), stop = () => control.abort();
  how?.signal?.addEventListener("abort", stop, { once: true });
  setTimeout(() => control.abort(new Error(`no answer from ${address}`)), PATIENCE); // not an AbortError: nobody gave up
  return fetch(address, { ...how, credentials: "omit", signal: control.signal });
};

/** The engine and the indexes of a form, requested in parallel, once. @param {DOMStringMap} where */
const prepared = ({ engine = "", index = "", name = "", sites = "[]", together = "" }) => {
  const known = opened.get(index);
  if (known) return known;
  /** @type {{name: string, index: string, optional?: boolean}[]} */
  const listed = [{ name, index }, ...JSON.parse(sites)];
  const places = listed.map((one) => ({ ...one, index: new URL(one.index, document.baseURI).href }));
  const first = places.map((one, at) => (at ? patiently : fetch)(one.index, { cache: caching }));
  for (const one of first) one.catch(() => undefined); // reported where it is awaited
  const open = async () => {
    const scripts = [engine, together].map((one) => one && import(new URL(one, document.baseURI).href));
    const [made, joining] = /** @type {[Engine, Together]} */ (await Promise.all(scripts));
    const came = await Promise.allSettled(places.map((one, at) =>
      made.openIndex(one.index, (asked, how) => (asked === one.index ? first[at] : (at ? patiently : fetch)(asked, how)))));
    const there = came.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    if (!there.length) throw /** @type {PromiseRejectedResult} */ (came[0]).reason;
    const names = new Map(places.slice(places.length > 1 ? 0 : 1).map((one) => [one.index, one.name]));
    const away = places.filter((one, at) => came[at].status === "rejected" && !one.optional).map((one) => one.name);
    const indexes = joining ? joining.joinedIndexes(there) : there;
    return { engine: made, indexes, names, away, gone: new Set(), together: joining };
  };
  const asked = open();
  opened.set(index, asked);
  asked.catch(() => opened.delete(index));
  return asked;
};

/** The URL of a page, restricted to the site of the index. @param {string} href @param {string} index */
const within = (href, index) => {
  const root = new URL("/", index);
  try {
    const address = new URL(href, index);
    return address.origin === root.origin ? address.href : root.href;
  } catch {
    return root.href;
  }
};

/** @param {DOMStringMap} where @param {string} query @param {AbortSignal} signal @param {Narrowing} [narrowing] @returns {Promise<Found>} */
const find = async (where, query, signal, narrowing) => {
  const all = await prepared(where), { engine, indexes, names, gone } = all, there = indexes.filter((one) => !gone.has(one));
  const [answer, narrow] = await Promise.all([query ? engine.search(there, query, { signal }) : undefined, narrowing?.(all)]);
  signal.throwIfAborted();
  if (answer?.away.length && caching === "default") throw new Error("some are away, or older than their files");
  for (const one of answer?.away ?? []) gone.add(one);
  const { words = [], unknown = [], suggestion = "" } = answer ?? {};
  const ranked = narrow ? narrow(answer?.ranked) : answer?.ranked ?? new Int32Array();
  /** @param {number} from @param {number} to */
  const hits = async (from, to) => {
    const shown = await engine.display(indexes, [...ranked.subarray(from, to)], signal).catch((error) => {
      signal.throwIfAborted();
      error.isLeftOut = !from && there.length > 1 && gone.add(error.index).has(error.index);
      throw error;
    });
    return (answer && !from ? engine.reordered(shown, answer) : shown).map(({ index, ...one }) => ({
      ...one,
      href: within(index.root + one.href, index.address),
      title: engine.marks(one.title, words),
      deed: engine.marks(one.deed, words),
      story: engine.piece(one.text, words),
      site: names.get(index.address) ?? "",
    }));
  };
  const away = [...all.away, ...[...gone].map(({ address }) => names.get(address) ?? "")];
  return { total: ranked.length, unknown, suggestion, away, hits };
};

/** Fetch the indexes again, bypassing the cache; returns false if that was already done. @param {DOMStringMap} where */
const renewed = ({ index = "" }) => {
  if (caching === "reload") return false;
  caching = "reload";
  return opened.delete(index);
};

/** Whether to ask again: with indexes that are fetched again, or without the site whose files failed.
 * @param {unknown} error @param {DOMStringMap} where */
const isWorthAsking = (error, where) => renewed(where) || /** @type {{isLeftOut?: boolean}} */ (error).isLeftOut;

/** Whether a query was aborted by a later one. @param {unknown} error */
const isAbandoned = (error) => error instanceof DOMException && error.name === "AbortError";

/** One query at a time: the previous one is aborted once the new one has requested the files that both need. @param {DOMStringMap} where */
const asker = (where) => {
  let current = new AbortController();
  /** @param {string} query @param {Narrowing} [narrowing] */
  return async (query, narrowing) => {
    const before = current, { signal } = (current = new AbortController());
    const found = find(where, query, signal, narrowing);
    prepared(where).then(() => before.abort(), () => before.abort());
    return { found: await found.catch((error) => (signal.aborted ? undefined : Promise.reject(error))), signal };
  };
};

/** Calls back shortly after the last keystroke; at once if several characters came together, as by paste. @param {HTMLInputElement} input
 * @param {() => void} act @returns {() => void} cancels a pending call */
const whenTyped = (input, act) => {
  let waiting = 0, length = input.value.length;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const several = Math.abs(input.value.length - length) > 2;
    length = input.value.length;
    waiting = setTimeout(act, several ? 0 : PAUSE);
  });
  return () => clearTimeout(waiting);
};

/** @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children */
const element = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** @param {Pieces} pieces */
const marked = (pieces) => pieces.map(({ text, found }) => (found ? element("mark", {}, text) : text));

/** @param {...string} parts */
const line = (...parts) => parts.filter(Boolean).join(" · ");

/** @param {string} words with slots in braces @param {Record<string, string>} slots */
const filled = (words, slots) => words.replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);

/** @param {number} count */
const number = (count) => count.toLocaleString(document.documentElement.lang);

/** The box in the header: a combobox with the first few names. @param {HTMLFormElement} form */
const quickSearch = (form) => {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const list = element("ul", { role: "listbox", id: `${input.id}-list`, "aria-label": input.labels?.[0]?.textContent ?? "" });
  const said = element("span", { role: "status", class: "hidden-visually" });
  const ask = asker(form.dataset);
  list.hidden = true;
  form.append(list, said);
  for (const [key, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  })) input.setAttribute(key, value);
  let chosen = -1;

  /** @param {Hit[]} hits @param {number} [total] */
  const offer = (hits, total) => {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...hits.map(option));
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = total === undefined ? "" : filled(form.dataset.found ?? "", { total: number(total), query: input.value });
  };

  const close = () => offer([]);

  const show = async () => {
    cancel();
    const query = input.value;
    if (!query.trim()) return close();
    const { found, signal } = await ask(query);
    const hits = await found?.hits(0, SHOWN_IN_BOX);
    if (hits && !signal.aborted && query === input.value && document.activeElement === input) offer(hits, found?.total);
  };

  /** @param {Hit} one @param {number} at */
  const option = (one, at) => {
    const made = element("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false", "data-href": one.href });
    made.append(element("b", {}, ...marked(one.title)), element("span", {}, line(one.kind_label, one.place, one.year, one.site)));
    made.addEventListener("click", () => location.assign(one.href));
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

  input.addEventListener("focus", () => prepared(form.dataset).catch(() => undefined), { once: true });
  const failed = (/** @type {unknown} */ error) => {
    if (isAbandoned(error)) return;
    close();
    said.textContent = form.dataset.failed ?? "";
  };
  const cancel = whenTyped(input, () =>
    show().catch((error) => (!isAbandoned(error) && isWorthAsking(error, form.dataset) ? show().catch(failed) : failed(error))));
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus in the box and the list open
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // keys of the input method; Safari reports only 229
    const selected = /** @type {HTMLElement | undefined} */ (list.children[chosen]);
    if (event.key === "ArrowDown") choose(1).catch(close);
    else if (event.key === "ArrowUp") choose(-1).catch(close);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && selected) location.assign(selected.dataset.href ?? "");
    else return;
    event.preventDefault();
  });
};

/** The list of results: ten first, then thirty more, and further ones when the reader scrolls. @param {HTMLElement} list */
const results = (list) => {
  /** @type {Found | undefined} */
  let found;
  let turn = 0;
  const more = async (size = SHOWN_AT_ONCE) => {
    const here = found, from = list.children.length;
    atEnd.disconnect();
    const hits = await here?.hits(from, from + size).catch(() => undefined);
    if (here !== found) return;
    list.append(...(hits ?? []).map(hit));
    if (hits) watchEnd();
    else setTimeout(() => here === found && watchEnd(), AGAIN);
  };
  const watchEnd = () => {
    if (list.lastElementChild && list.children.length < (found?.total ?? 0)) atEnd.observe(list.lastElementChild);
  };
  const atEnd = new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting)) more();
  }, { rootMargin: "600px" });

  /** @param {Found} [next] if missing, the list is emptied */
  return async (next) => {
    const mine = ++turn, hits = (await next?.hits(0, SHOWN_FIRST)) ?? [];
    if (mine !== turn) return;
    found = next;
    atEnd.disconnect();
    list.dataset.total = String(next?.total ?? 0);
    list.replaceChildren(...hits.map(hit));
    if (!next || next.total <= hits.length) return;
    await new Promise((done) => setTimeout(done, 50)); // paint these before requesting the others
    await more(SHOWN_AT_ONCE - SHOWN_FIRST);
  };
};

/** @param {Hit} one */
const hit = (one) => {
  const badge = element("p", { class: `kind kind-${one.kind}` });
  badge.append(element("span", { class: "kind-shape", "aria-hidden": "true" }), one.kind_label);
  const name = element("h2", { class: "card-name" }, element("a", { href: one.href }, ...marked(one.title)));
  const words = element("div", { class: "card-words" }, badge, name);
  if (one.deed.length) words.append(element("p", { class: "card-deed" }, ...marked(one.deed)));
  if (one.story.length) words.append(element("p", { class: "result-piece" }, ...marked(one.story)));
  const where = line(one.place, one.year, one.site);
  if (where) words.append(element("p", { class: "card-place" }, where));
  return element("li", { "data-record": one.ref, class: "result" }, words);
};

/** The chosen values in the URL. @returns {Chosen} */
const chosenNow = () => {
  const given = new URLSearchParams(location.search);
  const all = FACETS.map((name) => /** @type {[string, string[]]} */ ([name, [...new Set(given.getAll(name))].filter(Boolean)]));
  return Object.fromEntries(all.filter(([, values]) => values.length));
};

/** @param {string} query @param {Chosen} chosen */
const addressOf = (query, chosen) => {
  const pairs = FACETS.flatMap((name) => (chosen[name] ?? []).map((value) => `${name}=${encodeURIComponent(value)}`));
  const told = [...(query ? [`q=${encodeURIComponent(query)}`] : []), ...pairs].join("&");
  return told ? `?${told}` : location.pathname;
};

/**
* The panel for narrowing results: its script and data are loaded when it is opened, or when values are chosen.
 * @param {HTMLElement} page @param {(chosen: Chosen) => void} change @param {() => void} show
 * @returns {() => Narrowing | undefined}
 */
const narrowing = (page, change, show) => {
  const panel = /** @type {HTMLDetailsElement | null} */ (page.querySelector("[data-facets]"));
  const chips = /** @type {HTMLElement | null} */ (page.querySelector("[data-facets-chosen]"));
  if (!panel || !chips) return () => undefined;
  /** @type {Promise<ReturnType<typeof import("./search-facets.js").openFacets>> | undefined} */
  let opened;
  /** @type {Opened | undefined} */
  let of;
  /** Add or remove a value; without a name, remove all. @param {string} [name] @param {string} [value] @param {boolean} [is] */
  const choose = (name = "", value = "", is = false) => {
    const chosen = chosenNow(), others = (chosen[name] ?? []).filter((one) => one !== value);
    change(name ? { ...chosen, [name]: is ? [...others, value] : others } : {});
  };
  /** @param {Opened} all */
  const open = async ({ engine, indexes, names, together }) => {
    const module = new URL(panel.dataset.facets ?? "", document.baseURI).href;
    /** @type {Promise<typeof import("./search-facets.js")>} */
    const script = import(module);
    const came = await Promise.allSettled(indexes.map(async (one) => {
      const [{ parsed }, bytes] = await Promise.all([script, engine.inflated(one, `facets?${one.version}`)]);
      return parsed(bytes, one.capacity);
    }));
    const each = came.map((one) => (one.status === "fulfilled" ? one.value : undefined));
    const sites = indexes.map(({ address }) => names.get(address) ?? "");
    const joined = together && ((/** @type {any[]} */ each) => together.joinedFacets(each, sites, indexes[0].room));
    return (await script).openFacets(each, { panel, chips, choose, element, number, joined });
  };
  panel.addEventListener("toggle", () => panel.open && !opened && show());
  return () => {
    const chosen = chosenNow();
    if (!panel.open && !opened && !Object.keys(chosen).length) return undefined;
    return async (all) => {
      if (of !== all) for (const one of panel.querySelectorAll("fieldset")) one.remove();
      opened = (of === all && opened) || open((of = all));
      opened.catch(() => (opened = undefined));
      const narrow = await opened;
      return (found) => narrow(found, chosen);
    };
  };
};

/** The search page: `?q=` is the query, other parameters are chosen values, and the back button works.
 * @param {HTMLElement} page @param {DOMStringMap} where */
const searchPage = (page, where) => {
  const form = /** @type {HTMLFormElement} */ (page.querySelector("[data-search-form]"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const list = /** @type {HTMLElement} */ (page.querySelector("[data-search-results]"));
  const status = /** @type {HTMLElement} */ (page.querySelector("[data-search-status]"));
  const ask = asker(where), fill = results(list);
  const asked = () => new URLSearchParams(location.search).get("q") ?? "";
  const narrows = () => Object.keys(chosenNow()).length > 0;

  /** Describe the results in words. @param {string} query @param {Found} found */
  const say = (query, { total, unknown, suggestion, away }) => {
    const { found = "", none = "", without = "", meant = "", all = "", nothing = "", nowhere = "", away: gone = "" } = status.dataset;
    const slots = { count: number(total), query, words: unknown.map((word) => `“${word}”`).join(", "), sites: away.join(", ") };
    const [some, no] = query ? [found, narrows() ? nowhere : none] : [all, nothing];
    const said = [total ? some : no, unknown.length && total ? without : "", away.length ? gone : ""];
    status.textContent = said.filter(Boolean).map((words) => filled(words, slots)).join(" · ");
    if (!suggestion) return;
    const link = element("a", { href: addressOf(suggestion, chosenNow()), "data-search-suggestion": "" }, suggestion);
    status.append(` ${meant} `, link);
  };

  const show = async () => {
    const here = location.search, query = asked(), asks = query || narrows(), narrow = narrowed();
    const { loading = "", failed = "" } = status.dataset;
    delete list.dataset.state;
    if (asks && !list.children.length) status.textContent = loading;
    try {
      const { found, signal } = asks || narrow ? await ask(query, narrow) : { found: undefined, signal: undefined };
      if (here !== location.search || signal?.aborted) return;
      if (found && asks) say(query, found);
      else status.textContent = "";
      await fill(found);
      if (here === location.search && !signal?.aborted) list.dataset.state = "ready";
    } catch (error) {
      if (isAbandoned(error) || here !== location.search) return;
      if (isWorthAsking(error, where)) return show();
      opened.delete(where.index ?? "");
      status.textContent = failed;
      fill();
    } finally {
      dispatchEvent(new Event("exemplary-found")); // fonts wait for this
    }
  };

  /** Whether the URL is worth a history entry, as opposed to an intermediate step of typing. */
  let settled = asked() !== "" || narrows();

  /** @param {boolean} settles */
  const go = (settles) => {
    cancel();
    const query = input.value.trimStart();
    if (query !== asked()) {
      history[settled ? "pushState" : "replaceState"](null, "", addressOf(query, chosenNow()));
      settled = false;
    } else if (!settles) return;
    settled ||= settles;
    show();
  };

  const narrowed = narrowing(page, (chosen) => {
    cancel();
    history.pushState(null, "", addressOf(input.value.trimStart(), chosen));
    settled = true;
    show();
  }, show);

  input.addEventListener("focus", () => prepared(where).catch(() => undefined), { once: true });
  const cancel = whenTyped(input, () => go(false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(true);
  });
  status.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement} */ (event.target);
    if (!link.matches("[data-search-suggestion]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    input.value = link.textContent ?? "";
    go(true);
  });
  addEventListener("popstate", () => {
    cancel();
    settled = asked() !== "" || narrows();
    input.value = asked();
    show();
  });
  if (document.activeElement !== input) input.value = asked();
  show();
};

const boxes = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-search]"));
boxes.forEach(quickSearch);
const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
if (page && boxes[0]) searchPage(page, boxes[0].dataset);
if (boxes.length) addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const writes = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
  const called = event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" && !event.shiftKey : event.key === "/" && !writes;
  if (!called || event.altKey) return;
  event.preventDefault();
  const inputs = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("form[data-search] input, [data-search-page] input"));
  [...inputs].find((one) => one.offsetParent)?.focus(); // the header has none on a phone
});

export {};
