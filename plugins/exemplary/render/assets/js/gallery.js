// @ts-check
/* Shows the pictures of a page one at a time; without this script each thumbnail is a link to its largest file. */
(() => {
  const SWIPE = 40;
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("a[data-enlarge]")]);
  const viewer = document.querySelector("dialog[data-viewer]");
  if (!(viewer instanceof HTMLDialogElement) || !viewer.showModal) return;
  const [place, figure] = [viewer.querySelector("[data-place]"), viewer.querySelector("figure")];
  if (!(place instanceof HTMLElement) || !figure) return;
  let shown = 0;
  /** The horizontal position at which a touch began. @type {number | undefined} */
  let touched;

  /** @param {number} number */
  const around = (number) => (number + links.length) % links.length;

  /** The picture in the size for the screen, with the thumbnail as a placeholder while it loads. @param {HTMLElement} link */
  const enlarged = (link) => {
    const small = /** @type {HTMLImageElement} */ (link.querySelector("img"));
    const large = new Image();
    large.alt = small.alt;
    if (small.currentSrc) large.style.backgroundImage = `url("${small.currentSrc}")`;
    large.sizes = "100vw";
    large.srcset = link.querySelector("source")?.srcset ?? "";
    return large;
  };

  /** @param {number} number @param {number} step the direction in which the next picture is prefetched */
  const show = (number, step) => {
    shown = around(number);
    const link = links[shown];
    const picture = enlarged(link);
    const caption = link.parentElement?.querySelector("figcaption")?.cloneNode(true);
    figure.replaceChildren(picture, ...(caption ? [caption] : []));
    const { words = "" } = place.dataset;
    place.textContent = words.replace("{number}", String(shown + 1)).replace("{total}", String(links.length));
    picture.onload = () => enlarged(links[around(number + step)]);
  };

  /** Stop or allow scrolling of the page behind; the space of its scroll bar is kept. @param {boolean} still */
  const hold = (still) => {
    const { clientWidth, style } = document.documentElement;
    style.scrollbarGutter = still && innerWidth > clientWidth ? "stable" : "";
    style.overflow = still ? "hidden" : "";
  };

  /** @param {number} step */
  const go = (step) => show(shown + step, step);

  links.forEach((link, number) =>
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      hold(true);
      viewer.showModal();
      show(number, 1);
      viewer.onclose = () => {
        hold(false);
        link.focus();
      };
    }),
  );
  viewer.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button");
    if (button) button.dataset.step ? go(Number(button.dataset.step)) : viewer.close();
  });
  viewer.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") go(-1);
    if (key === "ArrowRight") go(1);
  });
  figure.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "mouse" || !event.isPrimary ? undefined : event.clientX;
  });
  figure.addEventListener("pointercancel", () => (touched = undefined));
  figure.addEventListener("pointerup", ({ clientX }) => {
    const way = clientX - (touched ?? clientX);
    touched = undefined;
    if (Math.abs(way) >= SWIPE) go(way < 0 ? 1 : -1);
  });
})();
