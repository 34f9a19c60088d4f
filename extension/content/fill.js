/**
 * The filler: puts what a person chose into the fields they can see, as a keyboard would, and submits nothing.
 *
 * @typedef {"username" | "email" | "current-password" | "new-password" | "one-time-code"} FillKind
 * @typedef {{element: HTMLInputElement, kind: FillKind}} FillTarget
 * @typedef {"no-value" | "detached" | "disabled" | "readonly" | "hidden" | "covered" | "too-long" | "wrong-length" | "rejected"} Refusal
 * @typedef {{filled: FillKind[], refused: {kind: FillKind, reason: Refusal}[]}} FillReport
 */

/**
 * Fill fields with values, by kind. A field that cannot be seen at the very moment of filling gets nothing, and the report says why.
 * Nothing is kept afterwards.
 * @type {(fields: FillTarget[], values: Partial<Record<FillKind, string>>) => FillReport}
 */
var fillFields;

/**
 * The form to fill: the one the person stands in, else the best visible one that has a place for the values; null without any.
 * @type {<Form extends {kind: string, fields: FillTarget[]}>(forms: Form[], values: Partial<Record<FillKind, string>>) => Form | null}
 */
var chooseForm;

(() => {
  const MIN_WIDTH = 10; // CSS pixels, as are all lengths here
  const MIN_HEIGHT = 6;
  const MIN_OPACITY = 0.2;
  /** Where a field is probed for what covers it, as parts of its width and height; its ends hold icons on many sites. */
  const PROBES = /** @type {const} */ ([[0.5, 0.5], [0.2, 0.5], [0.35, 0.5], [0.5, 0.25], [0.5, 0.75]]);
  const SEEN_PROBES = 3;
  const MAX_STUBBORN = 300;
  const PAINTED = new Set(["img", "picture", "video", "canvas", "iframe", "object", "embed", "input", "textarea", "select"]);

  const setValue = /** @type {(this: HTMLInputElement, value: string) => void} */ (
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set
  );
  const { getBoundingClientRect } = Element.prototype;

  /** @param {Node} node @returns {Element | null} */
  const parentAcross = (node) => {
    const parent = /** @type {Node | null} */ (Reflect.get(Node.prototype, "parentNode", node));
    if (parent instanceof ShadowRoot) return parent.host;
    return parent?.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (parent) : null;
  };

  /** @param {Element} element */
  const alphaOf = (element) => {
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    if (backgroundImage !== "none" || PAINTED.has(element.localName)) return 1;
    const alpha = /\/\s*([\d.]+)\)$|^rgba\(.*,\s*([\d.]+)\)$/.exec(backgroundColor);
    return alpha ? Number(alpha[1] ?? alpha[2]) : 1;
  };

  /** The opacity an element is painted with: its own and that of all around it. @param {Element} element */
  const opacityOf = (element) => {
    let opacity = 1;
    for (let at = /** @type {Element | null} */ (element); at && opacity >= MIN_OPACITY; at = parentAcross(at)) {
      const style = getComputedStyle(at);
      const filtered = /opacity\(([\d.]+)(%?)\)/.exec(style.filter);
      opacity *= Number(style.opacity) * (filtered ? Number(filtered[1]) / (filtered[2] ? 100 : 1) : 1);
    }
    return opacity;
  };

  /** What is painted at a point, from the top, down to the innermost shadow root that holds the field. @param {Element} field @param {number} x @param {number} y @returns {Element[]} */
  const stackAt = (field, x, y) => {
    /** @type {Element[]} */
    const stack = [];
    /** @type {(Document | ShadowRoot)[]} */
    const roots = [];
    for (let root = field.getRootNode(); ; root = root.host.getRootNode()) {
      roots.unshift(/** @type {Document | ShadowRoot} */ (root));
      if (!(root instanceof ShadowRoot)) break;
    }
    for (const root of roots) {
      const prototype = root instanceof ShadowRoot ? ShadowRoot.prototype : Document.prototype;
      const inner = roots[roots.indexOf(root) + 1];
      const below = inner instanceof ShadowRoot ? inner.host : field;
      for (const element of prototype.elementsFromPoint.call(root, x, y)) {
        if (element === below) break;
        stack.push(element);
      }
      if (!prototype.elementsFromPoint.call(root, x, y).includes(below)) return [...stack, document.documentElement];
    }
    return [...stack, field];
  };

  /** @param {Element} element @param {number} x @param {number} y */
  const reaches = (element, x, y) => {
    const { left, right, top, bottom } = getBoundingClientRect.call(element);
    return x >= left && x < right && y >= top && y < bottom;
  };

  /** What insists on letting the mouse through, whatever a style sheet says. @param {Document} page */
  const stubborn = (page) =>
    [...page.querySelectorAll("[style*='important']")].slice(0, MAX_STUBBORN).filter((element) => getComputedStyle(element).pointerEvents === "none");

  /** Whether the field itself can be seen at a point: what lies above it is see-through or holds it. @param {Element} field @param {number} x @param {number} y */
  const isSeenAt = (field, x, y) => {
    const stack = stackAt(field, x, y);
    if (stack.pop() !== field) return false;
    const above = [...stack, ...stubborn(field.ownerDocument).filter((element) => reaches(element, x, y))];
    return above.every((element) => element.contains(field) || alphaOf(element) * opacityOf(element) < 0.5);
  };

  /** Run a check while nothing is exempt from hit tests: what ignores the mouse can still hide a field. @template T @param {Document} page @param {() => T} check @returns {T} */
  const withoutHoles = (page, check) => {
    const sheets = page.adoptedStyleSheets;
    try {
      const solid = new CSSStyleSheet();
      solid.replaceSync("@layer { * { pointer-events: auto !important } }");
      page.adoptedStyleSheets = [...sheets, solid];
      return check();
    } finally {
      page.adoptedStyleSheets = sheets;
    }
  };

  /** Why a person cannot see an element, or null. @param {Element} element @returns {"hidden" | "covered" | null} */
  const whyUnseen = (element) => {
    const visible = element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
    if (!visible || opacityOf(element) < MIN_OPACITY) return "hidden";
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const { left, top, width, height } = getBoundingClientRect.call(element);
    if (width < MIN_WIDTH || height < MIN_HEIGHT) return "hidden";
    const page = element.ownerDocument;
    const view = page.defaultView;
    if (!view) return "hidden";
    const points = PROBES.map(([across, down]) => ({ x: left + across * width, y: top + down * height }));
    const onScreen = points.filter(({ x, y }) => x >= 0 && y >= 0 && x < view.innerWidth && y < view.innerHeight);
    if (onScreen.length < SEEN_PROBES) return "hidden";
    const seen = withoutHoles(page, () => onScreen.filter(({ x, y }) => isSeenAt(element, x, y)).length);
    if (seen < SEEN_PROBES) return "covered";
    try {
      return view.frameElement ? whyUnseen(view.frameElement) : null;
    } catch {
      return null; // a frame of another origin cannot look at what holds it
    }
  };

  /** @param {FillTarget} field @param {string | undefined} value @returns {Refusal | null} */
  const whyRefused = ({ element }, value) => {
    if (!value) return "no-value";
    if (!element.isConnected) return "detached";
    if (element.disabled) return "disabled";
    if (element.maxLength >= 0 && value.length > element.maxLength) return "too-long";
    return whyUnseen(element);
  };

  /** @param {HTMLInputElement} element @param {string} value @returns {Refusal | null} */
  const type = (element, value) => {
    const page = element.ownerDocument;
    element.focus({ preventScroll: true });
    if (!page.hasFocus()) {
      element.dispatchEvent(new FocusEvent("focus", { composed: true }));
      element.dispatchEvent(new FocusEvent("focusin", { bubbles: true, composed: true }));
    }
    if (element.readOnly) return "readonly";
    const key = { bubbles: true, cancelable: true, composed: true, key: "Unidentified" };
    element.dispatchEvent(new KeyboardEvent("keydown", key));
    setValue.call(element, value);
    element.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertReplacementText" }));
    element.dispatchEvent(new KeyboardEvent("keyup", key));
    element.dispatchEvent(new Event("change", { bubbles: true }));
    if (!page.hasFocus()) element.dispatchEvent(new FocusEvent("focusout", { bubbles: true, composed: true }));
    return element.value === "" ? "rejected" : null;
  };

  /** @param {Partial<Record<FillKind, string>>} values @param {FillKind} kind */
  const valueFor = (values, kind) => {
    if (kind === "email") return values.email ?? values.username;
    return kind === "username" ? (values.username ?? values.email) : values[kind];
  };

  /** A code over several boxes is one character a box. @param {FillTarget[]} fields @param {Partial<Record<FillKind, string>>} values @returns {[FillTarget, string | undefined][] | "wrong-length"} */
  const spread = (fields, values) => {
    const boxes = fields.filter(({ kind }) => kind === "one-time-code");
    const code = values["one-time-code"];
    if (boxes.length > 1 && code && code.length !== boxes.length) return "wrong-length";
    const isSpread = boxes.length > 1 && code !== undefined;
    return fields.map((field) => [field, isSpread && field.kind === "one-time-code" ? code[boxes.indexOf(field)] : valueFor(values, field.kind)]);
  };

  fillFields = (fields, values) => {
    /** @type {FillReport} */
    const report = { filled: [], refused: [] };
    const pairs = spread(fields, values);
    if (pairs === "wrong-length") return { filled: [], refused: [{ kind: "one-time-code", reason: pairs }] };
    for (const [field, value] of pairs) {
      const reason = whyRefused(field, value) ?? type(field.element, String(value));
      if (reason) report.refused.push({ kind: field.kind, reason });
      else report.filled.push(field.kind);
    }
    return report;
  };

  chooseForm = (forms, values) => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const focused = forms.find(({ fields }) => fields.some(({ element }) => element === active));
    if (focused) return focused;
    const order = values["new-password"] ? ["change", "signup", "login", "code"] : ["login", "code", "change", "signup"];
    const places = (/** @type {{fields: FillTarget[]}} */ { fields }) =>
      fields.filter((field) => valueFor(values, field.kind) && field.element.isConnected && whyUnseen(field.element) === null).length;
    return (
      forms
        .map((form) => ({ form, count: places(form) }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => order.indexOf(a.form.kind) - order.indexOf(b.form.kind) || b.count - a.count)[0]?.form ?? null
    );
  };
})();
