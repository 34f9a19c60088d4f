/** Until when a texted code is good, remembered in memory until the browser closes: a popup may close meanwhile. */

import { browser } from "./browser.js";

/** @param {import("../protocol.js").TextSent} sent */
export async function rememberTexted({ phone, expires_at }) {
  await browser.storage.session.set({ texted: { phone, expires_at } });
}

export async function forgetTexted() {
  await browser.storage.session.remove("texted");
}

/**
 * @param {string} phone masked
 * @returns {Promise<boolean>} whether a code was sent there that may still be good
 */
export async function isTexted(phone) {
  const { texted } = await browser.storage.session.get({ texted: null });
  const known = /** @type {import("../protocol.js").TextSent | null} */ (texted);
  return known !== null && known.phone === phone && known.expires_at * 1000 > Date.now();
}
