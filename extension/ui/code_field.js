/** The 6-digit code: one input for typing, pasting and autofill, drawn as six cells. */

import { h, uniqueId } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { setError } from "./field.js";

const DIGITS = 6;

/**
 * The code in a pasted text, where digits may be apart by spaces or hyphens: "Your code: 123 456" is "123456".
 * @param {string} text
 * @returns {string} six digits, or "" when there are none
 */
export function findCode(text) {
  const found = /(?<!\d)(?:\d[\s-]?){5}\d(?!\d)/.exec(text.normalize("NFKC"));
  return found ? found[0].replace(/\D/g, "") : "";
}

/**
 * @param {object} options
 * @param {(code: string) => void} options.onComplete called at the sixth digit
 * @param {string} [options.label]
 * @param {string} [options.hint]
 * @returns {import("./field.js").Field & {clear: () => void}} `clear` empties it and puts the keyboard back in
 */
export function codeField({ onComplete, label = t("common_code_label"), hint }) {
  const id = uniqueId("code");
  const cells = Array.from({ length: DIGITS }, () => h("span", { class: "code-cell" }));
  const input = h("input", {
    class: "code-input",
    id,
    type: "text",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    maxlength: DIGITS,
    required: true,
    pattern: `\\d{${DIGITS}}`,
    spellcheck: "false",
    "aria-describedby": [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "),
  });
  const error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });

  const draw = () => {
    const { value } = input;
    const next = Math.min(value.length, DIGITS - 1);
    cells.forEach((cell, at) => {
      cell.textContent = value[at] ?? "";
      cell.classList.toggle("next", at === next);
    });
  };
  const change = (/** @type {string} */ value) => {
    input.value = value;
    setError(input, error, null);
    draw();
    if (value.length === DIGITS) onComplete(value);
  };
  const toEnd = () => input.setSelectionRange(DIGITS, DIGITS);

  input.addEventListener("input", () => {
    change(input.value.normalize("NFKC").replace(/\D/g, ""));
  });
  input.addEventListener("paste", (event) => {
    event.preventDefault();
    const code = findCode(event.clipboardData?.getData("text") ?? "");
    if (code) change(code);
  });
  input.addEventListener("focus", toEnd);
  input.addEventListener("click", toEnd);
  draw();

  const element = h(
    "div",
    { class: "field" },
    h("label", { class: "label", for: id }, label),
    h("div", { class: "code-field" }, h("div", { class: "code-cells", "aria-hidden": "true" }, cells), input),
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint),
    error,
  );
  const clear = () => {
    change("");
    input.focus();
  };
  return { element, input, clear, setError: (text) => setError(input, error, text) };
}
