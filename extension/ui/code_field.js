/** A code of digits: one input for typing, pasting and autofill, drawn as cells. */

import { h, uniqueId } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { setError } from "./field.js";

/** Where codes come from: how many digits they have, and what the field says. */
const SOURCES = {
  app: { digits: 6, label: "common_code_label", incomplete: "common_code_incomplete" },
  text: { digits: 8, label: "common_text_code_label", incomplete: "common_text_code_incomplete" },
};

/**
 * The code in a pasted text, where digits may be apart by spaces or hyphens: "Your code: 123 456" is "123456".
 * @param {string} text
 * @param {number} [digits]
 * @returns {string} as many digits, or "" when there are none
 */
export function findCode(text, digits = 6) {
  const found = new RegExp(`(?<!\\d)(?:\\d[\\s-]?){${digits - 1}}\\d(?!\\d)`).exec(text.normalize("NFKC"));
  return found ? found[0].replace(/\D/g, "") : "";
}

/**
 * @param {object} options
 * @param {(code: string) => void} options.onComplete called at the last digit
 * @param {keyof typeof SOURCES} [options.from] the authenticator app or a text message
 * @param {string} [options.label]
 * @param {string} [options.hint]
 * @returns {import("./field.js").Field & {clear: () => void}} `clear` empties it and puts the keyboard back in
 */
export function codeField({ onComplete, from = "app", label = t(SOURCES[from].label), hint }) {
  const { digits, incomplete } = SOURCES[from];
  const id = uniqueId("code");
  const cells = Array.from({ length: digits }, () => h("span", { class: "code-cell" }));
  const input = h("input", {
    class: "code-input",
    id,
    type: "text",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    maxlength: digits,
    required: true,
    spellcheck: "false",
    "aria-describedby": [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "),
  });
  const error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });

  const draw = () => {
    const { value } = input;
    const next = Math.min(value.length, digits - 1);
    cells.forEach((cell, at) => {
      cell.textContent = value[at] ?? "";
      cell.classList.toggle("next", at === next);
    });
  };
  const change = (/** @type {string} */ value) => {
    input.value = value;
    input.setCustomValidity(value.length === digits ? "" : t(incomplete));
    setError(input, error, null);
    draw();
    if (value.length === digits) onComplete(value);
  };
  const toEnd = () => input.setSelectionRange(digits, digits);

  input.addEventListener("input", () => {
    change(input.value.normalize("NFKC").replace(/\D/g, ""));
  });
  input.addEventListener("paste", (event) => {
    event.preventDefault();
    const code = findCode(event.clipboardData?.getData("text") ?? "", digits);
    if (code) change(code);
  });
  input.addEventListener("focus", toEnd);
  input.addEventListener("click", toEnd);
  draw();

  const element = h(
    "div",
    { class: "field" },
    h("label", { class: "label", for: id }, label),
    h("div", { class: "code-field" }, h("div", { class: `code-cells of-${digits}`, "aria-hidden": "true" }, cells), input),
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint),
    error,
  );
  const clear = () => {
    change("");
    input.focus();
  };
  return { element, input, clear, setError: (text) => setError(input, error, text) };
}
