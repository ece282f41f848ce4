// @ts-check
/* The search engine: an index of static files, of which each query reads the few that it needs. It knows no page.
   The files' format, and what a word is: outputs/search/FORMAT.md. The modules are published as one script; these are what it is for. */

export { fold, neighbour, words } from "./words.js";
export { inflated, openIndex } from "./files.js";
export { display, reordered, search } from "./finding.js";
export { telex } from "./meant.js";
export { marks, piece } from "./marks.js";
