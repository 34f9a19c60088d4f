/** What must be known before a master password is chosen, and after it was forgotten. */

import { h } from "../lib/dom.js";
import { rich } from "../lib/i18n.js";

/** @returns {HTMLElement} */
export function masterPasswordFacts() {
  return h(
    "ul",
    { class: "facts" },
    h("li", {}, rich("login_fact_no_reset")),
    h("li", {}, rich("login_fact_recovery_codes")),
    h("li", {}, rich("login_fact_starting_over")),
  );
}
