/** The head of a panel: where it belongs, and what it is. */

import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";

/**
 * @param {string} title the key
 * @param {string} [parent] the address it belongs under, "security", "two-factor" or "text-messages"
 * @returns {HTMLElement}
 */
export function heading(title, parent) {
  const back = parent && h("a", { class: "crumb", href: `#${parent}` }, icon("chevron_left", { small: true }), t(PARENTS[parent] ?? ""));
  return h("div", { class: "stack tight" }, back, h("h1", {}, t(title)));
}

/** @type {Record<string, string>} */
const PARENTS = { "security": "options_security", "two-factor": "two_factor_title", "text-messages": "sms_title" };
