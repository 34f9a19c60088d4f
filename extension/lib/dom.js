/** Building and moving around in a page, without innerHTML. */

/**
 * @typedef {Node | string | number | null | undefined | false} Child null, undefined and false are left out
 * @typedef {Child | Child[]} Children
 */

/**
 * The element a tag makes.
 * @template {string} T
 * @typedef {T extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[T] : HTMLElement} ElementOf
 */

/**
 * Make an element.
 *
 * `on...` functions become listeners, `class`, `aria-...` and the rest attributes (true: present; false, null,
 * undefined: absent), `dataset` data attributes, `value` and `checked` properties.
 * @template {string} T
 * @param {T} tag
 * @param {Record<string, any>} [props]
 * @param {Children[]} children
 * @returns {ElementOf<T>}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  append(element, children);
  return /** @type {ElementOf<T>} */ (element);
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {any} value
 */
function setProp(element, name, value) {
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (name === "value" || name === "checked") /** @type {any} */ (element)[name] = value;
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
}

/**
 * @param {Element} parent
 * @param {Children[]} children
 */
function append(parent, children) {
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) {
      parent.append(child instanceof Node ? child : String(child));
    }
  }
}

/** Replace what an element holds. @param {Element} parent @param {Children[]} children */
export function show(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/**
 * The element with this id.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 * @throws {Error} when the page has none
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element #${id}`);
  return /** @type {T} */ (element);
}

/** An id no other element has, for labels and descriptions. @param {string} prefix */
export function uniqueId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

let lastId = 0;

const FOCUSABLE =
  "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]";

/**
 * Move the keyboard to where a new view begins: its `autofocus` field, else its heading, else its first control.
 * @param {ParentNode} root
 */
export function focusFirst(root) {
  const heading = /** @type {HTMLElement | null} */ (root.querySelector("h1, h2"));
  const target = root.querySelector("[autofocus]") ?? heading ?? root.querySelector(FOCUSABLE);
  if (target === heading) heading?.setAttribute("tabindex", "-1");
  /** @type {HTMLElement | null} */ (target)?.focus();
}

/**
 * Move the keyboard to the first field marked invalid.
 * @param {ParentNode} root
 */
export function focusInvalid(root) {
  /** @type {HTMLElement | null} */ (root.querySelector("[aria-invalid=true]"))?.focus();
}

/**
 * Let arrow keys, Home and End move through a list's items; Tab enters and leaves the list as one stop.
 * @param {HTMLElement} list
 * @param {string} selector of the items
 */
export function arrowKeys(list, selector) {
  const items = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll(selector)]);
  const step = new Map([
    ["ArrowDown", (/** @type {number} */ at) => at + 1],
    ["ArrowUp", (/** @type {number} */ at) => at - 1],
    ["Home", () => 0],
    ["End", () => items().length - 1],
  ]);
  const enter = (/** @type {Element | null} */ current) => {
    for (const item of items()) item.tabIndex = item === current ? 0 : -1;
  };
  enter(items()[0] ?? null);
  list.addEventListener("focusin", (event) => {
    enter(/** @type {Element} */ (event.target).closest(selector));
  });
  list.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.findIndex((item) => item.contains(document.activeElement));
    const next = all[step.get(event.key)?.(at) ?? -1];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });
}

/**
 * Tell screen readers something that happened.
 * @param {string} text
 * @param {"polite" | "assertive"} [urgency]
 */
export function announce(text, urgency = "polite") {
  const id = `announce-${urgency}`;
  let region = document.getElementById(id);
  if (!region) {
    region = h("div", { id, class: "visually-hidden", "aria-live": urgency, "aria-atomic": "true" });
    document.body.append(region);
  }
  // The same words twice are heard twice only if the region was empty in between.
  region.textContent = "";
  const words = region;
  setTimeout(() => (words.textContent = text), 50);
}
