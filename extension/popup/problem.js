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

/** What an error says when the session is over, whoever ended it. */
const OVER = /^(locked|logged_out|host_|extension_)/;

/**
 * @param {import("./popup.js").App} app begins anew where the session is over
 * @returns {Problem}
 */
export function problemPlace(app) {
  const element = h("div", { class: "slot" });
  const put = (/** @type {HTMLElement} */ banner) => {
    show(element, banner);
    element.scrollIntoView({ block: "nearest" });
  };
  return {
    element,
    put,
    say: (error, actions = []) => (OVER.test(reasonOf(error)) ? app.lose(error) : put(errorBanner(error, actions))),
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
