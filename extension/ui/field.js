/** A field: its label, its hint, its error, tied together for screen readers. */

import { h, show, uniqueId } from "../lib/dom.js";
import { icon } from "./icons.js";

/**
 * @typedef {object} Field
 * @property {HTMLElement} element what to put into the page
 * @property {HTMLInputElement} input
 * @property {(text: string | null) => void} setError shows a translated sentence, or takes it away
 */

/**
 * Make a text field.
 * @param {object} options
 * @param {string} options.label a translated text, as are hint and placeholder
 * @param {string} [options.hint]
 * @param {Record<string, any>} [options.input] attributes of the input: type, name, autocomplete, required, ...
 * @param {(input: HTMLInputElement) => HTMLElement} [options.wrap] puts the input into something
 * @returns {Field}
 */
export function textField({ label, hint, input: attributes = {}, wrap = (input) => input }) {
  const id = uniqueId("field");
  const hintElement = hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null;
  const error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
  const input = h("input", {
    class: "input",
    type: "text",
    id,
    "aria-describedby": [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "),
    ...attributes,
  });
  const element = h("div", { class: "field" }, h("label", { class: "label", for: id }, label), wrap(input), hintElement, error);
  return { element, input, setError: (text) => setError(input, error, text) };
}

/**
 * @param {HTMLElement} input
 * @param {HTMLElement} place
 * @param {string | null} text
 */
export function setError(input, place, text) {
  place.hidden = text === null;
  if (text === null) {
    input.removeAttribute("aria-invalid");
    place.replaceChildren();
  } else {
    input.setAttribute("aria-invalid", "true");
    show(place, icon("error", { small: true }), h("span", {}, text));
  }
}

/**
 * Make a select.
 * @param {object} options
 * @param {string} options.label
 * @param {[value: string, text: string][]} options.choices
 * @param {string} options.value
 * @param {string} [options.hint]
 * @param {(value: string) => void} [options.onchange]
 * @returns {{element: HTMLElement, select: HTMLSelectElement}}
 */
export function selectField({ label, choices, value, hint, onchange = () => {} }) {
  const id = uniqueId("field");
  const select = h(
    "select",
    {
      class: "input",
      id,
      "aria-describedby": hint ? `${id}-hint` : null,
      onchange: () => onchange(select.value),
    },
    choices.map(([name, text]) => h("option", { value: name }, text)),
  );
  select.value = value;
  const element = h(
    "div",
    { class: "field" },
    h("label", { class: "label", for: id }, label),
    select,
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint),
  );
  return { element, select };
}

/**
 * Make a switch.
 * @param {object} options
 * @param {string} options.label
 * @param {boolean} options.checked
 * @param {string} [options.hint]
 * @param {(checked: boolean) => void} [options.onchange]
 * @returns {{element: HTMLElement, input: HTMLInputElement}}
 */
export function switchField({ label, checked, hint, onchange = () => {} }) {
  const id = uniqueId("switch");
  const input = h("input", {
    type: "checkbox",
    role: "switch",
    checked,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": hint ? `${id}-hint` : null,
    onchange: () => onchange(input.checked),
  });
  const text = h(
    "span",
    {},
    h("span", { class: "label", id: `${id}-label` }, label),
    hint && h("span", { class: "hint block", id: `${id}-hint` }, hint),
  );
  return { element: h("label", { class: "switch" }, text, input), input };
}
