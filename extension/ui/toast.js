/** A quiet word that something was done, gone by itself. */

import { announce, h } from "../lib/dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = 2500;

/** @param {string} text */
export function toast(text) {
  document.querySelector(".toast")?.remove();
  const element = h("div", { class: "toast", "aria-hidden": "true" }, icon("check", { small: true }), text);
  document.body.append(element);
  announce(text);
  setTimeout(() => element.remove(), SHOWN_MS);
}
