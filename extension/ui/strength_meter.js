/** How hard a password is to guess, as a bar, a word and advice. Empty, it takes its room all the same. */

import { h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";

/**
 * @typedef {{score: number, warning?: string | null, suggestions?: string[]}} Strength the host's estimate
 * @returns {{element: HTMLElement, show: (strength: Strength | null) => void}} null: nothing typed yet
 */
export function strengthMeter() {
  const bar = h("div", {
    class: "strength-bar",
    role: "meter",
    "aria-label": t("common_strength_label"),
    "aria-hidden": "true",
    "aria-valuemin": 0,
    "aria-valuemax": 4,
  });
  bar.append(...Array.from({ length: 4 }, () => h("span")));
  const name = h("span", { class: "strength-name" });
  const advice = h("ul", { class: "hint stack tight" });
  const element = h("div", { class: "strength" }, bar, h("div", { "aria-live": "polite" }, name, advice));
  return {
    element,
    show(strength) {
      bar.ariaHidden = strength ? null : "true";
      if (!strength) {
        delete element.dataset.score;
        name.textContent = "";
        show(advice);
        return;
      }
      const word = t(`common_strength_${strength.score}`);
      element.dataset.score = String(strength.score);
      bar.setAttribute("aria-valuenow", String(strength.score));
      bar.setAttribute("aria-valuetext", word);
      name.textContent = word;
      const keys = [strength.warning, ...(strength.suggestions ?? [])].filter((key) => typeof key === "string");
      show(advice, keys.map((key) => h("li", {}, t(key))));
    },
  };
}
