/** The place in a panel where it says what went wrong. */

import { h, show } from "../lib/dom.js";
import { errorBanner } from "../ui/banner.js";

/**
 * @typedef {object} Problem
 * @property {HTMLElement} element
 * @property {(error: unknown, actions?: HTMLElement[]) => void} say
 * @property {(banner: HTMLElement) => void} put
 * @property {() => void} clear
 */

/** @returns {Problem} */
export function problemPlace() {
  const element = h("div", { class: "slot" });
  const put = (/** @type {HTMLElement} */ banner) => {
    show(element, banner);
    element.scrollIntoView({ block: "nearest" });
  };
  return {
    element,
    put,
    say: (error, actions = []) => put(errorBanner(error, actions)),
    clear: () => element.replaceChildren(),
  };
}

/** The stable reason of an error. @param {unknown} error @returns {string} */
export function reasonOf(error) {
  return /** @type {{reason?: string}} */ (error)?.reason ?? "internal";
}

/** What an error carries beside its reason. @param {unknown} error @returns {Record<string, any>} */
export function dataOf(error) {
  return /** @type {{data?: Record<string, any>}} */ (error)?.data ?? {};
}
