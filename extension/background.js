/** The background: puts the parts together. Every listener is registered before the first await. */

import { browser, disconnectText, extensionUrl } from "./lib/browser.js";
import { clipboardClearer } from "./lib/clipboard.js";
import { loadLanguage, t } from "./lib/i18n.js";
import { preferences } from "./lib/preferences.js";
import { fillTab } from "./fill.js";
import { Host, HOST_NAME } from "./host.js";
import { createRouter } from "./router.js";

/** @typedef {import("./protocol.js").Session["state"]} SessionState */

/** What the toolbar shows. @type {SessionState} */
let shown = "logged_out";

/** An unsaved login, for when the popup closes over it: in memory only, and gone when the vault locks. @type {unknown} */
let draft = null;

const host = new Host({
  open: openPort,
  clientVersion: browser.runtime.getManifest().version,
  onNotification: (method, params) => {
    if (method === "session.changed") showSession(params.state);
    broadcast(method, params);
  },
  onLost: (cause) => {
    broadcast("host_lost", { cause });
    // A new host process starts logged out.
    showSession("logged_out");
    broadcast("session.changed", { state: "logged_out", email: null, two_factor: false, locks_at: null });
  },
});

/** Firefox: the background page itself can read and write the clipboard. */
const clearHere = clipboardClearer({
  read: () => navigator.clipboard.readText(),
  write: (text) => navigator.clipboard.writeText(text),
});

/** Who may send what: see router.js. @type {Record<string, import("./router.js").Route>} */
const ROUTES = {
  ask: { from: "page", handle: ({ method, params }) => host.ask(method, params) },
  fill: { from: "page", handle: ({ wish }) => fillTab(wish, (method, params) => host.ask(method, params)) },
  draft: { from: "page", handle: () => draft },
  keep_draft: { from: "page", handle: (message) => keepDraft(message.draft) },
  clear_clipboard_later: { from: "page", handle: ({ text, seconds }) => clearClipboardLater(text, seconds) },
};

browser.runtime.onMessage.addListener(
  createRouter(ROUTES, { id: browser.runtime.id, origin: extensionUrl("").replace(/\/$/, "") }),
);
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") browser.runtime.openOptionsPage();
});
browser.storage.onChanged.addListener((changes) => {
  if (changes.language) showSession(shown);
});
browser.idle.onStateChanged.addListener((state) => {
  if (state === "locked" && host.connected) lockWithScreen();
});

// A worker that starts has no host yet, so nobody is logged in.
showSession(shown);

/** @returns {import("./host.js").NativePort} */
function openPort() {
  const port = browser.runtime.connectNative(HOST_NAME);
  return {
    postMessage: (message) => port.postMessage(message),
    disconnect: () => port.disconnect(),
    onMessage: (listener) => port.onMessage.addListener(listener),
    onDisconnect: (listener) => port.onDisconnect.addListener(() => listener(disconnectText(port))),
  };
}

/**
 * Tell every open page of the extension.
 * @param {string} event
 * @param {object} params
 */
async function broadcast(event, params) {
  // It rejects when no page is open to hear it.
  await browser.runtime.sendMessage({ type: "event", event, params }).catch(() => {});
}

/** Lock unless the person chose otherwise; when the setting cannot be read, lock. */
async function lockWithScreen() {
  const settings = await host.ask("settings.get").catch(() => ({ lock_with_screen: true }));
  if (settings.lock_with_screen) await host.ask("session.lock").catch(() => {});
}

/** @param {unknown} unsaved */
function keepDraft(unsaved) {
  if (shown === "unlocked") draft = unsaved;
}

/**
 * Show on the toolbar whether the vault is open.
 * @param {SessionState} state
 */
async function showSession(state) {
  shown = state;
  if (state !== "unlocked") draft = null;
  const name = state === "unlocked" ? "twinlatch" : "twinlatch-locked";
  const path = Object.fromEntries([16, 32, 48].map((size) => [size, `/icons/${name}-${size}.png`]));
  await browser.action.setIcon({ path });
  await loadLanguage((await preferences()).language);
  // The state may have changed while the sentences were read.
  await browser.action.setTitle({ title: t(`app_toolbar_${shown}`) });
}

/**
 * Clear the clipboard of a text after the popup is gone: see lib/clipboard.js.
 * @param {string} text
 * @param {number} seconds
 */
async function clearClipboardLater(text, seconds) {
  if (!browser.offscreen) {
    clearHere(text, seconds);
    return;
  }
  await (offscreen ??= openOffscreen().finally(() => (offscreen = null)));
  await broadcast("clear_clipboard_later", { text, seconds });
}

/** The hidden page while it loads: a second copy waits for it, too. @type {Promise<void> | null} */
let offscreen = null;

async function openOffscreen() {
  if (await browser.offscreen.hasDocument()) return;
  await browser.offscreen.createDocument({
    url: "offscreen/offscreen.html",
    reasons: [browser.offscreen.Reason.CLIPBOARD],
    justification: "Clear a copied password from the clipboard.",
  });
}
