// @ts-check
/* The search engine: an index of static files, of which each query reads only those it needs; independent of any page.
   search/FORMAT.md defines the files and what a word is. The modules are published as one script with this API. */

export { fold, neighbour, words } from "./words.js";
export { inflated, openIndex } from "./files.js";
export { display, reordered, search } from "./finding.js";
export { telex } from "./meant.js";
export { marks, piece } from "./marks.js";
