// @ts-check
/* Searches several sites as one: joins their indexes and facets. Loaded if a site names others. */

/**
 * @typedef {import("./search/files.js").Index} Index
 * @typedef {import("./search-facets.js").Facets} Facets
 * @typedef {import("./search-facets.js").Facet} Facet
 */

/**
* Gives all indexes the same vocabulary, frequencies and abbreviations.
 * @param {Index[]} indexes @returns {Index[]} for `search` and `display`
 */
export const joinedIndexes = (indexes) => {
  if (indexes.length < 2) return indexes;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { vocabulary, weights } of indexes)
    vocabulary.forEach((word, at) => counts.set(word, (counts.get(word) ?? 0) + 2 ** ((weights.charCodeAt(at) - 48) / 4)));
  const vocabulary = [...counts.keys()].sort();
  const common = {
    vocabulary,
    weights: vocabulary.map((word) => String.fromCharCode(48 + Math.round(4 * Math.log2(counts.get(word) ?? 1)))).join(""),
    documents: indexes.reduce((sum, one) => sum + one.documents, 0),
    abbreviations: indexes.flatMap((one) => one.abbreviations),
    room: Math.max(...indexes.map((one) => one.capacity)) * indexes.length,
    of: indexes.length,
  };
  return indexes.map((one, at) => ({ ...one, ...common, at }));
};

/**
* Joins values by name, and adds a facet for the site.
 * @param {(Facets | undefined)[]} each @param {string[]} names of the sites @param {number} room @returns {Facets}
 */
export const joinedFacets = (each, names, room) => {
  const known = [...new Set(each.flatMap((one) => one?.facets.map(({ name }) => name) ?? []))];
  const facets = known.map((name) => joinedFacet(name, each.map((one) => one?.facets.find((facet) => facet.name === name)), room));
  const years = facets.find(({ name }) => name === "year");
  const yearOf = (/** @type {number} */ number) => Math.max(-1, ...(years?.sets[years.ids[number]] ?? []));
  const all = each.flatMap((one, at) => Array.from(one?.newest ?? [], (number) => number * each.length + at));
  const dated = all.map((number) => [yearOf(number), number]).sort((a, b) => b[0] - a[0]);
  const sites = Uint32Array.from({ length: room }, (_, number) => number % each.length);
  const values = names.map((name) => /** @type {[string, string]} */ ([name, name]));
  const site = { name: "site", values, sets: names.map((_, at) => [at]), ids: sites };
  return { newest: Int32Array.from(dated, ([, number]) => number), facets: [...facets, site] };
};

/** @param {string} name @param {(Facet | undefined)[]} own of each index @param {number} room @returns {Facet} */
const joinedFacet = (name, own, room) => {
  /** @type {Map<string, string>} */
  const words = new Map();
  for (const [value, told] of own.flatMap((one) => one?.values ?? [])) words.set(value, words.get(value) ?? told);
  const values = name === "year" ? [...words].sort() : [...words], place = new Map(values.map(([value], at) => [value, at]));
  const sets = /** @type {number[][]} */ ([]), ids = new Uint32Array(room);
  own.forEach((one, at) => {
    const before = sets.length;
    for (const set of one?.sets ?? [[]]) sets.push(set.map((value) => place.get(one?.values[value][0] ?? "") ?? 0));
    for (let number = 0; number * own.length + at < room; number++) ids[number * own.length + at] = before + (one?.ids[number] ?? 0);
  });
  return { name, values, sets, ids };
};
