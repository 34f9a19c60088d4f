/** Until when a texted code is good, remembered in memory until the browser closes: a popup may close meanwhile. */

import { browser } from "./browser.js";

/** @param {number} until unix seconds */
export async function rememberTexted(until) {
  await browser.storage.session.set({ texted_until: until });
}

export async function forgetTexted() {
  await browser.storage.session.remove("texted_until");
}

/** @returns {Promise<boolean>} whether a code was sent that may still be good */
export async function isTexted() {
  const { texted_until } = await browser.storage.session.get({ texted_until: 0 });
  return Number(texted_until) * 1000 > Date.now();
}
