/** Where one is in a wizard. */

import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";

/**
 * @param {string[]} labels translated, one a step
 * @returns {{element: HTMLElement, show: (step: number) => void}} steps count from 0
 */
export function stepper(labels) {
  const items = labels.map((label) => ({ item: h("li"), label }));
  const element = h("ol", { class: "stepper" }, items.map(({ item }) => item));
  const show = (/** @type {number} */ step) => {
    element.setAttribute("aria-label", t("common_step_of", { step: step + 1, steps: labels.length }));
    items.forEach(({ item, label }, at) => {
      item.classList.toggle("done", at < step);
      if (at === step) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      item.replaceChildren(label);
      if (at < step) item.append(h("span", { class: "visually-hidden" }, ` (${t("common_step_done")})`));
    });
  };
  show(0);
  return { element, show };
}
