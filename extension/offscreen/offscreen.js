/**
 * Chromium's hidden page that copies for the background and clears the clipboard.
 *
 * It can never have the focus that navigator.clipboard asks for, so it uses the older commands. It stays until the
 * browser ends: one that closed itself could take along a text that was just arriving, and never clear it.
 */

import { onEvent } from "../lib/ask.js";
import { clipboardClearer } from "../lib/clipboard.js";
import { byId } from "../lib/dom.js";

const area = /** @type {HTMLTextAreaElement} */ (byId("clipboard"));

/** @type {import("../lib/clipboard.js").Clipboard} */
const clipboard = {
  async read() {
    area.value = "";
    area.focus();
    document.execCommand("paste");
    return area.value;
  },
  async write(text) {
    const put = (/** @type {ClipboardEvent} */ event) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", put, { once: true });
    document.execCommand("copy");
  },
};

const clearLater = clipboardClearer(clipboard);
onEvent("clear_clipboard_later", ({ text, seconds }) => clearLater(text, seconds));
onEvent("copy", async ({ text, seconds }) => {
  await clipboard.write(text);
  if (seconds > 0) clearLater(text, seconds);
});
