/** What there is to read and copy, row by row. */

import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";
import { iconButton } from "./parts.js";

/** As many dots for every password: its length is nobody's business. */
const DOTS = "••••••••••";

/**
 * A name, its value, and what can be done with it: a row of a description list.
 * @param {string} name
 * @param {Node | string} value
 * @param {(HTMLElement | false)[]} actions
 */
export function fact(name, value, ...actions) {
  return h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, h("span", { class: "grow" }, value), actions));
}

/**
 * A value that is hidden until it is asked for.
 * @param {string} name
 * @param {string} secret
 * @param {HTMLElement} copy
 */
export function secretFact(name, secret, copy) {
  const value = h("span", { class: "mono" });
  let shown = true;
  const toggle = iconButton("eye", t("item_show_field", { name }), () => turn());
  const turn = () => {
    shown = !shown;
    value.textContent = shown ? secret : DOTS;
    const label = t(shown ? "item_hide_field" : "item_show_field", { name });
    toggle.setAttribute("aria-label", label);
    toggle.title = label;
    toggle.replaceChildren(icon(shown ? "eye_off" : "eye"));
  };
  turn();
  return fact(name, value, toggle, copy);
}
