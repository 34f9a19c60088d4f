/** The context menu in websites. */

import { browser } from "./lib/browser.js";
import { t } from "./lib/i18n.js";

/** @typedef {"fill_login" | "copy_username" | "copy_password" | "copy_code" | "generate_password"} Entry */

/** What stands in the menu, and the sentence for it. @type {[Entry, string][]} */
const ENTRIES = [
  ["fill_login", "app_menu_fill"],
  ["copy_username", "item_copy_username"],
  ["copy_password", "item_copy_password"],
  ["copy_code", "item_copy_code"],
  ["generate_password", "app_menu_generate"],
];

/** Firefox does not count password fields as editable. Chromium refuses what it does not know. */
const FIREFOX_ONLY = browser.offscreen ? [] : ["password"];

/** One at a time: what is made twice is refused. */
let making = Promise.resolve();

/** Make the menu, in the language that is loaded. */
export function makeMenus() {
  making = making.then(async () => {
    await browser.contextMenus.removeAll();
    for (const [id, key] of ENTRIES) {
      browser.contextMenus.create({
        id,
        title: t(key),
        contexts: /** @type {any} */ (["page", "frame", "editable", ...FIREFOX_ONLY]),
        documentUrlPatterns: ["http://*/*", "https://*/*"],
      });
    }
  });
  return making;
}
