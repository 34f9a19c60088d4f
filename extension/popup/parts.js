/** What several panels are made of. */

import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { icon, mark } from "../ui/icons.js";

/** The name, above panels for people who are not in. */
export function brand() {
  return h("p", { class: "brand" }, mark(), t("app_name"));
}

/**
 * The head of a panel that was entered from another one.
 * @param {string} title
 * @param {() => void} back
 * @param {HTMLElement[]} actions
 */
export function panelHeader(title, back, ...actions) {
  const backButton = iconButton("arrow_left", t("common_back"), back);
  return h("header", { class: "panel-header" }, backButton, h("h1", { class: "grow" }, title), actions);
}

/**
 * A square button with an icon alone.
 * @param {string} name of the icon
 * @param {string} label
 * @param {() => void} act
 */
export function iconButton(name, label, act) {
  const attributes = { type: "button", class: "button ghost square small", "aria-label": label, title: label, onclick: act };
  return h("button", attributes, icon(name));
}

/**
 * A button as wide as the popup.
 * @param {string} label
 * @param {() => void} act
 * @param {"primary" | "ghost" | ""} [look]
 */
export function wideButton(label, act, look = "") {
  return h("button", { type: "button", class: `button wide ${look}`, onclick: act }, label);
}

/**
 * A button that looks like a link.
 * @param {string} label
 * @param {() => void} act
 */
export function linkButton(label, act) {
  return h("button", { type: "button", class: "link", onclick: act }, label);
}
