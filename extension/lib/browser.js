/**
 * The extension API of whichever browser this is: the only file that names `chrome` or `browser`.
 *
 * Firefox's `browser` and Chromium's `chrome` both return promises under Manifest V3, so no polyfill is needed.
 */

/** @type {typeof chrome} */
export const browser = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;

/**
 * Say why a port to a native host closed, in the browser's own English words; "" when it gives none.
 *
 * Call it inside the `onDisconnect` listener: Chromium forgets `lastError` afterwards.
 * @param {chrome.runtime.Port & {error?: Error | null}} port
 */
export function disconnectText(port) {
  return port.error?.message ?? browser.runtime.lastError?.message ?? "";
}

/**
 * The address of a file of the extension.
 * @param {string} path from the extension's root, such as "options/options.html"
 */
export function extensionUrl(path) {
  return browser.runtime.getURL(path);
}
