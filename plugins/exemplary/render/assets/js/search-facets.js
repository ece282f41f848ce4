// @ts-check
/* The facets by which results are narrowed, and their panel; loaded when the panel is opened or a URL needs it.
   The format of the file: search/FORMAT.md. */

/**
 * @typedef {Record<string, string[]>} Chosen values by facet name
 * @typedef {{name: string, values: [string, string][], sets: number[][], ids: Uint16Array | Uint32Array}} Facet: `ids` gives the set of values for each document number
 * @typedef {{newest: Int32Array, facets: Facet[]}} Facets; `newest` are all documents, the latest year first
 * @typedef {{panel: HTMLElement, chips: HTMLElement, number: (count: number) => string, 
 *   joined?: (each: (Facets | undefined)[]) => Facets,
 *   choose: (name?: string, value?: string, is?: boolean) => void,
 *   element: (name: string, attributes: Record<string, string>, ...children: (Node | string)[]) => HTMLElement}} Page
 */

const IN_ORDER = ["kind", "year", "level"];
const SHOWN_FIRST = 12;
const SHOWN_MORE = 48;
const MOST_HELD = 150; // in the DOM, visible or not

/** Parse a file of facets. @param {Uint8Array} bytes @param {number} capacity of its index @returns {Facets} */
export const parsed = (bytes, capacity) => {
  const end = bytes.indexOf(10), facets = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  let at = end + 1;
  /** `size` numbers below a base. @param {number} size @param {number} base @returns {Uint16Array} */
  const column = (size, base) => {
    if (base > 256) {
      const low = column(size, 256), high = column(size, (base + 255) >> 8);
      return low.map((byte, place) => byte + 256 * high[place]);
    }
    const room = Math.max(2, base), found = new Uint16Array(size);
    let each = 1;
    while (room ** (each + 1) <= 256) each++;
    for (let place = 0, rest = 0; place < size; place++) {
      rest = place % each ? (rest / room) | 0 : bytes[at++];
      found[place] = rest % room;
    }
    return found;
  };
  const taken = column(capacity, 2), numbers = Int32Array.from(taken.keys()).filter((number) => taken[number]);
  let order = numbers;
  for (const one of facets) {
    const found = one.sets ? column(numbers.length, one.sets.length) : listed(one, numbers.length, column);
    one.ids = new Uint16Array(capacity);
    order.forEach((number, place) => (one.ids[number] = found[place]));
    if (one.name === "year") order = numbers.slice().sort((a, b) => one.ids[a] - one.ids[b] || a - b);
  }
  return { newest: order.slice().reverse(), facets };
};

/**
* The set of each document, for a facet whose values are stored one by one; adds the sets to the facet.
 * @param {any} facet @param {number} size @param {(size: number, base: number) => Uint16Array} column @returns {number[]}
 */
const listed = (facet, size, column) => {
  const lengths = column(size, facet.longest + 1);
  /** @type {number[][]} */
  const found = Array.from(lengths, () => []);
  for (let place = 0; place < facet.longest; place++) {
    const those = found.filter((_, row) => lengths[row] > place), gaps = column(those.length, facet.values.length);
    those.forEach((one, at) => one.push(gaps[at] + (place ? one[place - 1] + 1 : 0)));
  }
  const keys = found.map(String), known = new Map([...new Set(keys)].map((key, id) => [key, id]));
  facet.sets = [...known.keys()].map((key) => (key ? key.split(",").map(Number) : []));
  return keys.map((key) => known.get(key) ?? 0);
};

/**
* The documents that match the chosen values in every facet; and, by facet, the number of documents with each value among
 * those that match in all other facets.
 * @param {Facets} facets @param {Int32Array} found @param {Chosen} chosen
 */
const narrowed = ({ facets }, found, chosen) => {
  const wanted = facets.map(({ name, values, sets }) =>
    Uint8Array.from(sets, (set) => Number(!chosen[name] || set.some((value) => chosen[name].includes(values[value][0])))));
  const ids = facets.map((one) => one.ids), tallies = facets.map(({ sets }) => new Int32Array(sets.length));
  const kept = found.filter((number) => {
    let missed = -1, misses = 0;
    for (let at = 0; at < ids.length; at++) {
      if (wanted[at][ids[at][number]]) continue;
      missed = at;
      misses++;
    }
    if (misses < 2) for (let at = 0; at < ids.length; at++) if (!misses || at === missed) tallies[at][ids[at][number]]++;
    return !misses;
  });
  const counts = facets.map(({ values, sets }, at) => {
    const sums = values.map(() => 0);
    sets.forEach((set, id) => set.forEach((value) => (sums[value] += tallies[at][id])));
    return sums;
  });
  return { kept, counts };
};

/**
* A facet in the panel; returns a function that shows the number of documents for each value. Values without documents are
 * shown only in short, ordered facets.
 * @param {Facet} facet @param {Page} page @returns {(counts: number[], chosen?: string[]) => void}
 */
const group = ({ name, values }, { panel, element, number }) => {
  const label = panel.dataset[name] ?? "", list = element("ul", {}), ordered = IN_ORDER.includes(name);
  const more = element("button", { type: "button" }, panel.dataset.more ?? "", element("span", { class: "hidden-visually" }, ` – ${label}`));
  const set = element("fieldset", {}, element("legend", {}, label), list, more);
  panel.append(set);
  const items = values.map(([value, words], at) => {
    const known = { type: "checkbox", "data-facet": name, "data-value": value };
    const many = element("span", {}), box = /** @type {HTMLInputElement} */ (element("input", known));
    return { at, box, many, row: element("li", {}, element("label", {}, box, ` ${words} `, many)) };
  });
  if (name === "year") items.reverse();
  /** @type {number[]} */
  let counts = [], limit = SHOWN_FIRST;

  const few = ordered && items.length <= limit;
  const fill = () => {
    const active = /** @type {HTMLElement} */ (document.activeElement);
    const ranked = ordered ? items : [...items].sort((a, b) => counts[b.at] - counts[a.at]);
    const known = ranked.filter(({ at, box }) => few || counts[at] || box.checked || box === active);
    const held = known.filter(({ box }, place) => place < Math.max(limit, MOST_HELD) || box.checked || box === active);
    held.forEach(({ at, box, many, row }, place) => {
      box.dataset.count = String(counts[at]);
      many.textContent = number(counts[at]);
      row.hidden = place >= limit && !box.checked && box !== active;
    });
    more.hidden = held.length === known.length && !held.some(({ row }) => row.hidden);
    set.hidden = !held.length;
    if (held.length === list.children.length && held.every(({ row }, place) => row === list.children[place])) return;
    list.replaceChildren(...held.map(({ row }) => row));
    if (list.contains(active)) active.focus({ preventScroll: true });
  };

  more.addEventListener("click", () => {
    const before = new Set(list.querySelectorAll("li:not([hidden])"));
    limit += SHOWN_MORE;
    fill();
    [...list.querySelectorAll("li:not([hidden])")].find((row) => !before.has(row))?.querySelector("input")?.focus();
  });
  return (next, chosen = []) => {
    counts = next;
    for (const { box } of items) box.checked = chosen.includes(box.dataset.value ?? "");
    fill();
  };
};

/**
* Fills the panel. Returns a function that narrows the results, or all documents, and updates the counts.
 * @param {(Facets | undefined)[]} each by index, undefined if not loaded @param {Page} page
 * @returns {(found: Int32Array | undefined, chosen: Chosen) => Int32Array}
 */
export const openFacets = (each, page) => {
  const facets = page.joined ? page.joined(each) : each[0];
  if (!facets) throw new Error("facets");
  const { panel, chips, choose, element } = page, groups = facets.facets.map((one) => group(one, page));
  panel.onchange = ({ target }) => {
    const { checked, dataset: { facet, value } } = /** @type {HTMLInputElement} */ (target);
    choose(facet, value, checked);
  };

  /** @param {() => void} act @param {...(Node | string)} words */
  const chip = (act, ...words) => {
    const button = element("button", { type: "button" }, ...words);
    button.addEventListener("click", act);
    return element("li", {}, button);
  };

  /** Show the chosen values as buttons that remove them; the focus moves to the next one. @param {Chosen} chosen */
  const showChips = (chosen) => {
    const before = [...chips.children].findIndex((one) => one.contains(document.activeElement));
    const made = facets.facets.flatMap(({ name, values }) => (chosen[name] ?? []).map((value) =>
      chip(() => choose(name, value), element("span", { class: "hidden-visually" }, `${panel.dataset.remove} `),
        `${panel.dataset[name]}: ${values.find(([one]) => one === value)?.[1] ?? value}`)));
    if (made.length > 1) made.push(chip(() => choose(), panel.dataset.clear ?? ""));
    chips.replaceChildren(...made);
    if (before >= 0) /** @type {HTMLElement} */ (made[Math.min(before, made.length - 1)]?.firstChild ?? panel.firstElementChild).focus();
  };

  return (found, chosen) => {
    const { kept, counts } = narrowed(facets, found ?? facets.newest, chosen);
    groups.forEach((show, at) => show(counts[at], chosen[facets.facets[at].name]));
    showChips(chosen);
    return found || Object.keys(chosen).length ? kept : kept.subarray(0, 0);
  };
};
