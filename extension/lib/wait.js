/** How long the host wants nobody to try, remembered in memory until the browser closes: a popup may close meanwhile. */

import { browser } from "./browser.js";

/** @param {number} seconds */
export async function rememberWait(seconds) {
  await browser.storage.session.set({ wait_until: Date.now() + seconds * 1000 });
}

/** @returns {Promise<number>} seconds; 0 or less when nothing is to be waited for */
export async function remainingWait() {
  const { wait_until } = await browser.storage.session.get({ wait_until: 0 });
  return (Number(wait_until) - Date.now()) / 1000;
}
