/**
 * What the popup remembers from one opening to the next, until the browser closes: in the browser's memory, never on
 * disk, and nothing secret.
 */

import { browser } from "../lib/browser.js";

/**
 * `email`: the account last logged in to. `news`: what its log-in has to tell and nobody has seen.
 * @typedef {Partial<import("../protocol.js").LoginResult> & {created?: boolean}} News
 * @typedef {{email: string, news: News}} Memory
 */

/** @type {Memory} */
const EMPTY = { email: "", news: {} };

/** @returns {Promise<Memory>} */
export async function recall() {
  return /** @type {Memory} */ (await browser.storage.session.get(EMPTY));
}

/** @param {Partial<Memory>} changes */
export async function keep(changes) {
  await browser.storage.session.set(changes);
}
