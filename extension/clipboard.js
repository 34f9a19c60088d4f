/**
 * The clipboard as the background reaches it; see lib/clipboard.js.
 *
 * Chromium's service worker has none, so a hidden page copies and clears; Firefox's background page does it itself.
 */

import { browser } from "./lib/browser.js";
import { clipboardClearer } from "./lib/clipboard.js";

/** @type {import("./lib/clipboard.js").Clipboard} */
const here = {
  read: () => navigator.clipboard.readText(),
  write: (text) => navigator.clipboard.writeText(text),
};
const clearHere = clipboardClearer(here);

/** The hidden page while it loads: a second copy waits for it, too. @type {Promise<void> | null} */
let loading = null;

/**
 * @param {(event: string, params: object) => Promise<void>} broadcast
 */
export function createClipboard(broadcast) {
  /**
   * @param {string} event
   * @param {{text: string, seconds: number}} params
   */
  const askOffscreen = async (event, params) => {
    await (loading ??= openOffscreen().finally(() => (loading = null)));
    await broadcast(event, params);
  };
  return {
    /**
     * Clear the clipboard of a text that a page of ours has copied.
     * @param {string} text
     * @param {number} seconds
     */
    async clearLater(text, seconds) {
      if (browser.offscreen) await askOffscreen("clear_clipboard_later", { text, seconds });
      else clearHere(text, seconds);
    },

    /**
     * Copy a text, and clear the clipboard of it later.
     * @param {string} text
     * @param {number} seconds 0 for never
     */
    async copy(text, seconds) {
      if (browser.offscreen) {
        await askOffscreen("copy", { text, seconds });
        return;
      }
      await here.write(text);
      if (seconds > 0) clearHere(text, seconds);
    },
  };
}

async function openOffscreen() {
  if (await browser.offscreen.hasDocument()) return;
  await browser.offscreen.createDocument({
    url: "offscreen/offscreen.html",
    reasons: [browser.offscreen.Reason.CLIPBOARD],
    justification: "Copy a chosen value, and clear a copied password from the clipboard.",
  });
}
