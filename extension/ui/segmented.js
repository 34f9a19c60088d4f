/** One of a few, side by side. */

import { h, uniqueId } from "../lib/dom.js";

/**
 * @template {string} Value
 * @param {object} options
 * @param {string} options.label a translated text, for screen readers
 * @param {[value: Value, text: string][]} options.choices
 * @param {Value} options.value
 * @param {(value: Value) => void} options.onchange
 * @returns {HTMLElement}
 */
export function segmented({ label, choices, value: chosen, onchange }) {
  const name = uniqueId("segmented");
  return h(
    "div",
    { class: "segmented", role: "radiogroup", "aria-label": label },
    choices.map(([value, text]) =>
      h(
        "label",
        { class: "segment" },
        h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchange(value) }),
        h("span", {}, text),
      ),
    ),
  );
}
