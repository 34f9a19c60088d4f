/** The settings, in a tab of their own. */

import { browser, extensionUrl } from "../lib/browser.js";

/**
 * Open the settings, and close the popup.
 * @param {string} [part] such as "security"
 */
export async function openSettings(part = "") {
  await browser.tabs.create({ url: extensionUrl(`options/options.html${part && `#${part}`}`) });
  window.close();
}
