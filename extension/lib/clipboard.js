/**
 * Copying, and clearing what was copied.
 *
 * The value is cleared after the popup is gone, so something that outlives the popup must hold it: in Chromium an
 * offscreen document, which the death of the service worker does not touch; in Firefox the background page, which
 * the open native port keeps alive. It is held in memory only, never in storage. The clipboard is read back
 * (permission clipboardRead) and cleared only if it still holds that value: what a person copied since then is
 * theirs. A browser closed before the time is up leaves the value; a clipboard manager may keep its own copy.
 */

import { tell } from "./ask.js";

/**
 * Copy a text; the clipboard is cleared of it later.
 * @param {string} text
 * @param {number} seconds until it is cleared, 0 for never (the setting clear_clipboard_seconds)
 * @throws {DOMException} when the browser refuses to copy
 */
export async function copy(text, seconds) {
  await navigator.clipboard.writeText(text);
  if (seconds > 0) await tell("clear_clipboard_later", { text, seconds });
}

/**
 * @typedef {object} Clipboard
 * @property {() => Promise<string>} read
 * @property {(text: string) => Promise<void>} write
 */

/**
 * Make a function that clears the clipboard of the latest copied value when its time is up.
 * @param {Clipboard} clipboard
 */
export function clipboardClearer(clipboard) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /**
   * @param {string} text
   * @param {number} seconds
   */
  return (text, seconds) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (sameText(await clipboard.read(), text)) await clipboard.write("");
    }, seconds * 1000);
  };
}

/** Clipboards may change line ends. @param {string} a @param {string} b */
function sameText(a, b) {
  return a.replaceAll("\r\n", "\n") === b.replaceAll("\r\n", "\n");
}
