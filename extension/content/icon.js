/**
 * The icon in login fields: paint, which a person can press to have the background open the browser's own popup. It fills nothing, holds
 * nothing and knows nothing, and the worst that a page can do with it is to hide it.
 *
 * All icons stand in one closed shadow root at the end of the document, out of the page's own elements, and follow their fields; where
 * a page asks in its top layer (a modal dialog, a popover), at the end of that, for everything else lies under it or is inert.
 */

/** Show an icon in the fields of these forms, and in no others any more. @type {(forms: FoundForm[]) => void} */
var showIcons;

(() => {
  const SIZE = 16; // CSS pixels, as are all lengths here
  const MARGIN = 6;
  const NARROWEST = 100; // a field; boxes of one character have no room
  const PLACES = 3; // tried from the end of a field: where a page has its own button there, the next
  const MOST_ICONS = 20;
  /** Times that icons are put into a page: one that removes or moves them does not want them. */
  const MOST_TIMES = 4;
  const SEEN_FOR_MS = 100; // the least that a browser reports (Intersection Observer v2)
  const SVG = "http://www.w3.org/2000/svg";
  const STROKES = ["M6 11v8a7 7 0 0 0 14 0v-4", "M26 21v-8a7 7 0 0 0-14 0v4"];

  const { chrome } = /** @type {any} */ (globalThis);
  const { getBoundingClientRect, closest, append } = Element.prototype;
  const TOP_LAYER = ":is(dialog:modal,:popover-open)";
  // A form's fields can be named like its own properties, and the page's forms like the document's.
  const { createElement, createElementNS } = Document.prototype;
  const { getRootNode } = Node.prototype;
  const root = () => /** @type {HTMLElement} */ (Reflect.get(Document.prototype, "documentElement", document));

  /** @param {HTMLElement | SVGElement} element @param {Record<string, string>} style */
  const dress = (element, style) => {
    for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value, "important");
  };

  const host = createElement.call(document, "div");
  host.setAttribute("aria-hidden", "true"); // for the keyboard there is the shortcut
  dress(host, { all: "initial", position: "absolute", top: "0", left: "0", width: "0", height: "0", "z-index": "2147483647" });
  const layer = host.attachShadow({ mode: "closed" });

  /** @type {Map<HTMLInputElement, HTMLElement>} */
  const icons = new Map();
  /** Icons that nothing covers, fades or moves. @type {WeakSet<Element>} */
  const seen = new WeakSet();
  let times = 0;
  /** Where they were put last. @type {Element | undefined} */
  let home;
  let isPlacing = false;

  // Firefox does not say whether an element can be seen; what the mouse hits is all there is to know there.
  const options = /** @type {IntersectionObserverInit} */ ({ threshold: 1, trackVisibility: true, delay: SEEN_FOR_MS });
  const watcher = new IntersectionObserver((changes) => {
    for (const change of changes) {
      if (Reflect.get(change, "isVisible") ?? change.isIntersecting) seen.add(change.target);
      else seen.delete(change.target);
    }
  }, options);

  /** @param {Event} event */
  const keepFocus = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {MouseEvent} event */
  const press = (event) => {
    keepFocus(event);
    const icon = /** @type {Element} */ (event.currentTarget);
    const isHit = icon.contains(layer.elementFromPoint(event.clientX, event.clientY));
    if (!event.isTrusted || !isHit || !seen.has(icon)) return;
    // Where the extension was updated under the page, `runtime` has lost its end.
    if (chrome.runtime?.id) chrome.runtime.sendMessage({ type: "icon_pressed" }).catch(() => {});
  };

  const draw = () => {
    const icon = createElement.call(document, "div");
    dress(icon, { position: "absolute", width: `${SIZE}px`, height: `${SIZE}px`, cursor: "pointer", "pointer-events": "auto", display: "none" });
    const svg = /** @type {SVGSVGElement} */ (createElementNS.call(document, SVG, "svg"));
    svg.setAttribute("viewBox", "0 0 32 32");
    dress(svg, { display: "block", width: "100%", height: "100%", "border-radius": "25%", background: "#0b6a60" });
    for (const stroke of STROKES) {
      const path = createElementNS.call(document, SVG, "path");
      for (const [name, value] of Object.entries({ d: stroke, fill: "none", stroke: "#fff", "stroke-width": "4", "stroke-linecap": "round" })) path.setAttribute(name, value);
      svg.append(path);
    }
    icon.append(svg);
    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup"]) icon.addEventListener(type, keepFocus);
    icon.addEventListener("click", press);
    return icon;
  };

  /** Whether a field, or what it holds, is on top at a point, our icon apart. @param {HTMLInputElement} field @param {number} x @param {number} y */
  const isFree = (field, x, y) => {
    const tree = /** @type {Document | ShadowRoot} */ (getRootNode.call(field));
    const { elementsFromPoint } = tree instanceof ShadowRoot ? ShadowRoot.prototype : Document.prototype;
    return elementsFromPoint.call(tree, x, y).find((element) => element !== host) === field;
  };

  /** Where in a field there is room, from its end; null where there is none. @param {HTMLInputElement} field @returns {{x: number, y: number} | null} */
  const roomIn = (field) => {
    const { left, right, top, width, height } = getBoundingClientRect.call(field);
    if (width < NARROWEST || height < SIZE || !field.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return null;
    const isLeftToRight = getComputedStyle(field).direction === "ltr";
    const y = top + height / 2;
    for (let place = 0; place < PLACES; place += 1) {
      const inwards = MARGIN + SIZE / 2 + place * (SIZE + MARGIN);
      const x = isLeftToRight ? right - inwards : left + inwards;
      if (isFree(field, x, y)) return { x, y };
    }
    return null;
  };

  const place = () => {
    isPlacing = false;
    const origin = getBoundingClientRect.call(host);
    const rooms = [...icons].map(([field, icon]) => ({ icon, room: roomIn(field) }));
    for (const { icon, room } of rooms) {
      if (!room) dress(icon, { display: "none" });
      else dress(icon, { display: "block", left: `${room.x - SIZE / 2 - origin.left}px`, top: `${room.y - SIZE / 2 - origin.top}px` });
    }
  };

  const placeSoon = () => {
    if (isPlacing || icons.size === 0) return;
    isPlacing = true;
    requestAnimationFrame(place);
  };

  const sizes = new ResizeObserver(placeSoon);
  const sights = new IntersectionObserver(placeSoon, { threshold: [0, 0.5, 1] });
  addEventListener("scroll", placeSoon, { capture: true, passive: true });
  addEventListener("resize", placeSoon);

  /** @param {HTMLInputElement} field */
  const remove = (field) => {
    icons.get(field)?.remove();
    icons.delete(field);
    sizes.unobserve(field);
    sights.unobserve(field);
  };

  /** @param {HTMLInputElement} field */
  const add = (field) => {
    const icon = draw();
    icons.set(field, icon);
    layer.append(icon);
    watcher.observe(icon);
    sizes.observe(field);
    sights.observe(field);
  };

  /** Where icons lie on top. @param {Iterable<HTMLInputElement>} fields @returns {Element} */
  const homeOf = (fields) => {
    for (const field of fields) {
      for (let at = /** @type {Element} */ (field); at; at = /** @type {ShadowRoot} */ (getRootNode.call(at)).host) {
        const top = closest.call(at, TOP_LAYER);
        if (top) return top;
      }
    }
    return root();
  };

  showIcons = (forms) => {
    const fields = new Set(forms.flatMap((form) => form.fields.map(({ element }) => element)).slice(0, MOST_ICONS));
    for (const field of [...icons.keys()]) if (!fields.has(field)) remove(field);
    for (const field of fields) if (!icons.has(field)) add(field);
    const next = homeOf(fields);
    if (icons.size > 0 && host.parentNode !== next && times < MOST_TIMES) {
      if (host.parentNode !== home) times += 1;
      home = next;
      append.call(home, host);
    }
    placeSoon();
  };
})();
