/**
 * Whether a person can see an element: asked of a page that may have an interest in the answer.
 *
 * Hit tests say what is painted over what, so everything is made to answer them for as long as a look takes.
 */

/**
 * Why a person cannot see an element at this moment, or null.
 * @type {(element: Element) => "hidden" | "covered" | null}
 */
var whyUnseen;

/** Whether what is typed into an element can be seen. @type {(element: Element) => boolean} */
var hasInk;

(() => {
  const MIN_WIDTH = 10; // CSS pixels, as are all lengths here
  const MIN_HEIGHT = 6;
  const MIN_OPACITY = 0.2;
  const MAX_BLUR = 4;
  /** What lets less than half through covers. */
  const SOLID = 0.5;
  /** Where a field is probed for what covers it, as parts of its width and height; its ends hold icons on many sites. */
  const PROBES = /** @type {const} */ ([[0.5, 0.5], [0.2, 0.5], [0.35, 0.5], [0.5, 0.25], [0.5, 0.75]]);
  const SEEN_PROBES = 3;
  /** A page with more elements than this can hide what lets the mouse through. */
  const MAX_LOOKED_AT = 20_000;
  const PAINTED = new Set(["img", "picture", "video", "canvas", "iframe", "object", "embed", "input", "textarea", "select"]);

  // A form's fields can be named like its own properties, so the prototypes are asked.
  const { getBoundingClientRect, getAttribute, hasAttribute, setAttribute, removeAttribute } = Element.prototype;
  const { getRootNode } = Node.prototype;
  /** @param {object} prototype @param {string} name @param {object} of */
  const read = (prototype, name, of) => Reflect.get(prototype, name, of);

  /** What holds a node as it is painted: in a slot, the slot. @param {Element} element @returns {Element | null} */
  const parentAcross = (element) => {
    const parent = read(Element.prototype, "assignedSlot", element) ?? read(Node.prototype, "parentNode", element);
    if (parent instanceof ShadowRoot) return parent.host;
    return parent instanceof Element ? parent : null;
  };

  /** An element and all that hold it, to the root. @param {Element} element */
  const lineOf = (element) => {
    const line = [];
    for (let at = /** @type {Element | null} */ (element); at; at = parentAcross(at)) line.push(at);
    return line;
  };

  /** @param {Element} element @returns {ShadowRoot | null} */
  const shadowOf = (element) => {
    const open = read(Element.prototype, "openOrClosedShadowRoot", element) ?? read(Element.prototype, "shadowRoot", element);
    if (open || !(element instanceof HTMLElement)) return open;
    const { chrome } = /** @type {any} */ (globalThis);
    return chrome?.dom?.openOrClosedShadowRoot?.(element) ?? null;
  };

  /** How much a colour hides, from 0 to 1. @param {string} colour as computed */
  const alphaIn = (colour) => {
    const alpha = /\/\s*([\d.]+)\)$|^rgba\(.*,\s*([\d.]+)\)$/.exec(colour);
    return alpha ? Number(alpha[1] ?? alpha[2]) : 1;
  };

  /** @param {CSSStyleDeclaration} style */
  const backgroundOf = ({ backgroundColor, backgroundImage }) => (backgroundImage === "none" ? alphaIn(backgroundColor) : 1);

  /** What stands before and after an element's content is hit as the element itself. @param {Element} element */
  const alphaAround = (element) => {
    const pseudos = ["::before", "::after"].map((name) => getComputedStyle(element, name));
    return Math.max(0, ...pseudos.filter(({ content }) => content !== "none" && content !== "normal").map(backgroundOf));
  };

  /** @param {Element} element */
  const alphaOf = (element) => (PAINTED.has(read(Element.prototype, "localName", element)) ? 1 : backgroundOf(getComputedStyle(element)));

  /** How much of an element is left of itself: its own opacity, without a mask or a blur. @param {Element} element */
  const presenceOf = (element) => {
    const { opacity, filter, maskImage } = getComputedStyle(element);
    if (maskImage !== "none" && maskImage !== "") return 0;
    const blur = /blur\(([\d.]+)px\)/.exec(filter);
    if (blur && Number(blur[1]) > MAX_BLUR) return 0;
    const filtered = /opacity\(([\d.]+)(%?)\)/.exec(filter);
    return Number(opacity) * (filtered ? Number(filtered[1]) / (filtered[2] ? 100 : 1) : 1);
  };

  /** The opacity an element is painted with: its own and that of all around it. @param {Element} element */
  const opacityOf = (element) => lineOf(element).reduce((opacity, at) => opacity * presenceOf(at), 1);

  /** What is painted at a point within a root, from the top. @param {Document | ShadowRoot} root @param {number} x @param {number} y @returns {Element[]} */
  const elementsAt = (root, x, y) => {
    const prototype = root instanceof ShadowRoot ? ShadowRoot.prototype : Document.prototype;
    return prototype.elementsFromPoint.call(root, x, y).flatMap((element) => {
      const inner = getRootNode.call(element) === root ? shadowOf(element) : null;
      return inner ? [...elementsAt(inner, x, y).filter((within) => getRootNode.call(within) === inner), element] : [element];
    });
  };

  /** What is painted over a field at a point; null where the field itself is not. @param {Element} field @param {number} x @param {number} y */
  const above = (field, x, y) => {
    const stack = elementsAt(/** @type {Document} */ (field.ownerDocument), x, y);
    const place = stack.indexOf(field);
    return place < 0 ? null : stack.slice(0, place);
  };

  /** Whether an element hides a field that it is painted over. @param {Element} element @param {Element[]} line the field and all that hold it */
  const hides = (element, line) => {
    const place = line.indexOf(element);
    if (place < 0) return Math.max(alphaOf(element), alphaAround(element)) * opacityOf(element) >= SOLID;
    const isSunk = line.slice(0, place).some((at) => Number(getComputedStyle(at).zIndex) < 0);
    return Math.max(alphaAround(element), isSunk ? alphaOf(element) : 0) >= SOLID;
  };

  /** What no style sheet of ours makes answer a hit test, near a field. @param {Element} field @param {Element[]} line */
  const deafAround = (field, line) => {
    const box = getBoundingClientRect.call(field);
    const meets = (/** @type {Element} */ element) => {
      const { left, right, top, bottom } = getBoundingClientRect.call(element);
      return left < box.right && right > box.left && top < box.bottom && bottom > box.top;
    };
    const isDeaf = (/** @type {Element} */ element) => getComputedStyle(element).pointerEvents === "none" || hasAttribute.call(element, "inert");
    const all = [...Document.prototype.querySelectorAll.call(field.ownerDocument, "*")].slice(0, MAX_LOOKED_AT);
    return all.filter((element) => isDeaf(element) && !line.includes(element) && meets(element));
  };

  /** Run a check while everything answers hit tests: what ignores the mouse can still hide a field. @template T @param {Element} field @param {Element[]} line @param {() => T} check @returns {T} */
  const withoutHoles = (field, line, check) => {
    const page = field.ownerDocument;
    const sheets = page.adoptedStyleSheets;
    /** @type {(() => void)[]} */
    const undo = [() => (page.adoptedStyleSheets = sheets)];
    try {
      const solid = new CSSStyleSheet();
      solid.replaceSync("@layer { *, ::before, ::after { pointer-events: auto !important } }");
      page.adoptedStyleSheets = [...sheets, solid];
      for (const element of deafAround(field, line)) undo.push(hear(element));
      return check();
    } finally {
      for (const back of undo) back();
    }
  };

  /** Make an element answer hit tests whatever its page says; gives the way back. @param {Element} element */
  const hear = (element) => {
    const names = ["style", "inert"];
    const before = names.map((name) => getAttribute.call(element, name));
    removeAttribute.call(element, "inert");
    setAttribute.call(element, "style", `${before[0] ?? ""}; pointer-events: auto !important`);
    return () => {
      for (const [index, name] of names.entries()) {
        const value = before[index];
        if (typeof value === "string") setAttribute.call(element, name, value);
        else removeAttribute.call(element, name);
      }
    };
  };

  hasInk = (element) => {
    const style = getComputedStyle(element);
    return alphaIn(style.webkitTextFillColor || style.color) >= MIN_OPACITY;
  };

  whyUnseen = (element) => {
    const visible = element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
    if (!visible || opacityOf(element) < MIN_OPACITY) return "hidden";
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const { left, top, width, height } = getBoundingClientRect.call(element);
    if (width < MIN_WIDTH || height < MIN_HEIGHT) return "hidden";
    const view = element.ownerDocument.defaultView;
    if (!view) return "hidden";
    const points = PROBES.map(([across, down]) => ({ x: left + across * width, y: top + down * height }));
    const onScreen = points.filter(({ x, y }) => x >= 0 && y >= 0 && x < view.innerWidth && y < view.innerHeight);
    if (onScreen.length < SEEN_PROBES) return "hidden";
    const line = lineOf(element);
    const isSeenAt = (/** @type {{x: number, y: number}} */ { x, y }) => above(element, x, y)?.every((over) => !hides(over, line)) ?? false;
    const seen = withoutHoles(element, line, () => onScreen.filter(isSeenAt).length);
    if (seen < SEEN_PROBES) return "covered";
    try {
      return view.frameElement ? whyUnseen(view.frameElement) : null;
    } catch {
      return null; // a frame of another origin cannot look at what holds it
    }
  };
})();
