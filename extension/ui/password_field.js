/** A password field whose content can be shown. */

import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { textField } from "./field.js";
import { icon } from "./icons.js";

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} [options.hint]
 * @param {Record<string, any>} [options.input] more attributes; autocomplete is "current-password" unless given
 * @returns {import("./field.js").Field}
 */
export function passwordField({ label, hint, input: attributes = {} }) {
  return textField({
    label,
    hint,
    input: {
      type: "password",
      autocomplete: "current-password",
      autocapitalize: "none",
      spellcheck: "false",
      ...attributes,
    },
    wrap: (input) => h("div", { class: "with-action" }, input, revealButton(input)),
  });
}

/** @param {HTMLInputElement} input */
function revealButton(input) {
  const button = h("button", { type: "button", class: "button ghost square small" });
  const reveal = (/** @type {boolean} */ shown) => {
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-label", t(shown ? "common_hide_password" : "common_show_password"));
    button.replaceChildren(icon(shown ? "eye_off" : "eye"));
  };
  reveal(false);
  button.addEventListener("click", () => {
    reveal(input.type === "password");
    input.focus();
  });
  return button;
}
