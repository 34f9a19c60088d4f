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

/* global hasInk, whyUnseen */

(() => {
  /** A page with more forms than this has its first ones looked at. */
  const MOST_FORMS = 50;

  const setValue = /** @type {(this: HTMLInputElement, value: string) => void} */ (
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set
  );

  /** @param {FillTarget} field @param {string | undefined} value @returns {Refusal | null} */
  const whyRefused = ({ element, kind }, value) => {
    if (!value) return "no-value";
    if (!element.isConnected) return "detached";
    if (element.disabled) return "disabled";
    if (element.maxLength >= 0 && value.length > element.maxLength) return "too-long";
    // A code is often drawn by the page itself, over a field whose own ink is clear.
    return kind === "one-time-code" || hasInk(element) ? whyUnseen(element) : "hidden";
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
        .slice(0, MOST_FORMS)
        .map((form) => ({ form, count: places(form) }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => order.indexOf(a.form.kind) - order.indexOf(b.form.kind) || b.count - a.count)[0]?.form ?? null
    );
  };
})();
