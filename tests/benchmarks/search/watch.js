/* Runs before every page: notes when the list of results changed, and puts a question into the box. */
(() => {
  const now = () => performance.now();
  let settle, former = false; // `former`: the answer to the question before still stands
  const told = { asked: 0, steps: [], ready: new Promise((resolve) => (settle = resolve)) };
  const look = () => {
    const list = document.querySelector("[data-search-results]");
    if (!list) return;
    const ready = list.dataset.state === "ready";
    former &&= ready;
    if (former) return;
    told.steps.push({ at: now(), shown: list.children.length, total: Number(list.dataset.total ?? 0), ready });
    if (ready) settle();
  };
  const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-state", "data-total"] };
  new MutationObserver(look).observe(document, watched);
  window.told = told;
  window.put = (selector, text) => {
    const box = document.querySelector(selector);
    former = document.querySelector("[data-search-results]").dataset.state === "ready";
    told.steps = [];
    told.ready = new Promise((resolve) => (settle = resolve));
    box.value = text;
    told.asked = now();
    box.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertText" }));
  };
  window.answered = async (patience) => {
    await Promise.race([told.ready, new Promise((resolve) => setTimeout(resolve, patience))]);
    const resources = performance.getEntriesByType("resource").map((one) => ({
      path: new URL(one.name).pathname, start: one.startTime, end: one.responseEnd,
    }));
    const [page] = performance.getEntriesByType("navigation");
    return { asked: told.asked, steps: told.steps, resources, page: page.responseStart };
  };
})();
