/** The background: puts the parts together. Every listener is registered before the first await. */

import { browser, disconnectText, extensionUrl } from "./lib/browser.js";
import { loadLanguage, t } from "./lib/i18n.js";
import { preferences } from "./lib/preferences.js";
import { attend } from "./attend.js";
import { Badge } from "./badge.js";
import { createClipboard } from "./clipboard.js";
import { fillTab, newPasswordIn } from "./fill.js";
import { Host, HOST_NAME } from "./host.js";
import { HttpLogins } from "./http_login.js";
import { makeMenus } from "./menus.js";
import { Openings } from "./opening.js";
import { QuickFill } from "./quick_fill.js";
import { createRouter } from "./router.js";
import { isFormState, isSubmission, Saving } from "./saving.js";
import { standing } from "./standing.js";

/** @typedef {import("./protocol.js").Session["state"]} SessionState */

/** What the toolbar shows. @type {SessionState} */
let shown = "logged_out";

/** One icon after the other: of two that are loaded at once the older one could come last. */
let drawing = Promise.resolve();

/** The sentences while they are loaded: nothing can be said before. */
let language = speak();

/** Whose vault is open; null while none is. @type {string | null} */
let owner = null;

/** An unsaved login, for when the popup closes over it: in memory only, and gone with the owner. @type {unknown} */
let draft = null;

const host = new Host({
  open: openPort,
  clientVersion: browser.runtime.getManifest().version,
  onNotification: (method, params) => {
    if (method === "session.changed") follow(params);
    broadcast(method, params);
  },
  onLost: (cause) => {
    broadcast("host_lost", { cause });
    saving.forget();
    // A new host process starts logged out.
    const session = /** @type {const} */ ({ state: "logged_out", email: null, two_factor: false, locks_at: null });
    follow(session);
    broadcast("session.changed", session);
  },
});

/** @type {import("./fill.js").Ask} */
const ask = (method, params) => host.ask(method, params);
const clipboard = createClipboard(broadcast);
const badge = new Badge({ matches: countLogins, pending: (tabId) => saving.pendingFor(tabId), usualTitle });
const saving = new Saving({ ask, changed: (tabId) => badge.refresh(tabId) });
const openings = new Openings((tabId) => badge.hint(tabId));
const quickFill = new QuickFill({ ask, open: (tab, opening) => openings.open(tab, opening), copy: clipboard.copy });
const httpLogins = new HttpLogins({ ask, open: (tab) => openings.open(tab, { guarded: true, panel: "httpLogin" }) });

/** What the context menu's entries and the keyboard shortcuts do. @type {Record<string, (tab: import("./quick_fill.js").Tab) => unknown>} */
const COMMANDS = {
  fill_login: (tab) => quickFill.fill(tab),
  // Chromium has taken Ctrl+Shift+L for its vertical tabs, and then gives it to no extension by itself.
  fill_login_other_keys: (tab) => quickFill.fill(tab),
  copy_username: (tab) => quickFill.copy(tab, "username"),
  copy_password: (tab) => quickFill.copy(tab, "password"),
  copy_code: (tab) => quickFill.copy(tab, "code"),
  generate_password: (tab) => openings.open(tab, { panel: "generator" }),
};

/** What changes how many logins a page has. */
const CHANGES_BADGE = /^(items|sites|import)\.(create|update|delete|set|remove|pause|resume|commit)/;

/** What answers a question about a login that was used, or changes what there is to ask. */
const CHANGES_QUESTIONS = /^(saves\.(accept|dismiss)|sites\.(set_rule|pause)|items\.(create|update))$/;

/** Who may send what: see router.js. @type {Record<string, import("./router.js").Route>} */
const ROUTES = {
  ask: { from: "page", handle: ({ method, params }) => askAndShow(method, params) },
  standing: { from: "page", handle: howThingsStand },
  fill: { from: "page", handle: ({ wish }) => fillChosen(wish) },
  new_password_field: { from: "page", handle: ({ tab_id }) => newPasswordIn(tab_id) },
  keep_draft: { from: "page", handle: (message) => keepDraft(message.draft) },
  clear_clipboard_later: { from: "page", handle: ({ text, seconds }) => clipboard.clearLater(text, seconds) },
  opening: { from: "page", handle: ({ tab_id }) => takeOpening(tab_id) },
  http_login: { from: "page", handle: ({ tab_id }) => httpLogins.question(tab_id) },
  http_login_choose: { from: "page", handle: ({ tab_id, item_id, insecure }) => httpLogins.choose(tab_id, item_id, insecure) },
  http_login_dismiss: { from: "page", handle: ({ tab_id }) => httpLogins.dismiss(tab_id) },
  icon_pressed: { from: "content", accepts: (message) => Object.keys(message).length === 1, handle: (_message, frame) => openFromPage(frame) },
  fields_seen: { from: "content", accepts: () => true, handle: (_message, frame) => attend(frame, host) },
  form_submitted: { from: "content", accepts: isSubmission, handle: (message, frame) => saving.submitted(message, frame) },
  form_state: { from: "content", accepts: isFormState, handle: (message, frame) => saving.formsChanged(message, frame) },
};

browser.runtime.onMessage.addListener(
  createRouter(ROUTES, { id: browser.runtime.id, origin: extensionUrl("").replace(/\/$/, "") }),
);
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") browser.runtime.openOptionsPage();
});
browser.runtime.onInstalled.addListener(nameMenus);
browser.runtime.onStartup.addListener(nameMenus);
// For pages of ours alone, where the browser can do that (Chromium 140).
browser.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }).catch(() => {});
browser.storage.onChanged.addListener((changes) => {
  if (!changes.language) return;
  language = speak();
  showSession(shown);
  nameMenus();
});
browser.commands.onCommand.addListener(async (command, tab) => run(command, tab ?? (await activeTab())));
browser.contextMenus.onClicked.addListener(({ menuItemId }, tab) => run(String(menuItemId), tab));
browser.webNavigation.onCommitted.addListener(({ tabId, frameId }) => frameId === 0 && badge.leave(tabId));
browser.webNavigation.onHistoryStateUpdated.addListener(({ tabId, frameId }) => frameId === 0 && badge.refresh(tabId));
browser.tabs.onActivated.addListener(({ tabId }) => badge.refresh(tabId));
browser.webNavigation.onCommitted.addListener((navigation) => saving.navigated(navigation));
browser.webNavigation.onCompleted.addListener((document) => saving.loaded(document));
browser.tabs.onRemoved.addListener((tabId) => {
  saving.tabClosed(tabId);
  badge.forget(tabId);
  openings.forget(tabId);
  quickFill.forget(tabId);
});
browser.webRequest.onAuthRequired.addListener(answerChallenge, { urls: ["http://*/*", "https://*/*"] }, ["asyncBlocking"]);
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
  if (owner !== null) draft = unsaved;
}

/**
 * What one person began is nobody else's, nor theirs once the vault is closed.
 * @param {import("./protocol.js").Session} session
 */
function follow({ state, email }) {
  const before = owner;
  owner = state === "unlocked" ? email : null;
  if (owner !== before) draft = null;
  if (before !== null && owner !== before) saving.forget();
  if (owner !== null && owner !== before) saving.refresh();
  showSession(state);
}

/**
 * Show on the toolbar whether the vault is open.
 * @param {SessionState} state
 */
async function showSession(state) {
  shown = state;
  drawing = drawing.then(drawIcon, drawIcon);
  await drawing;
  await browser.action.setTitle({ title: await usualTitle() });
  await badge.refreshAll(shown === "unlocked" ? { active: true } : {});
}

/** Draw the toolbar's icon for the state of now. */
async function drawIcon() {
  const name = shown === "unlocked" ? "twinlatch" : "twinlatch-locked";
  const path = Object.fromEntries([16, 32, 48].map((size) => [size, `/icons/${name}-${size}.png`]));
  await browser.action.setIcon({ path });
}

/** Load the sentences in the chosen language. */
async function speak() {
  await loadLanguage((await preferences()).language);
}

/** What the toolbar button says where a page has nothing of its own to say. */
async function usualTitle() {
  await language;
  // The state may have changed while the sentences were read.
  return t(`app_toolbar_${shown}`);
}

async function nameMenus() {
  await language;
  await makeMenus();
}

/**
 * Do what a keyboard shortcut or an entry of the context menu stands for.
 * @param {string} command
 * @param {chrome.tabs.Tab | undefined} tab
 */
async function run(command, tab) {
  if (tab?.id !== undefined) await COMMANDS[command]?.(/** @type {import("./quick_fill.js").Tab} */ (tab));
}

async function activeTab() {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab;
}

/**
 * Ask the host for a page of ours, and show at the toolbar what that changed for a website.
 * @param {string} method
 * @param {object} params
 */
async function askAndShow(method, params) {
  const result = await host.ask(method, params);
  if (CHANGES_QUESTIONS.test(method)) saving.refresh();
  if (CHANGES_BADGE.test(method)) badge.refreshAll();
  return result;
}

/**
 * What the popup over a tab shows first. `asks`: whether a question about what was submitted there waits for its answer.
 * @param {import("./standing.js").Place} place
 */
async function howThingsStand(place) {
  const known = await standing(ask, place, owner !== null);
  return { ...known, asks: saving.pendingFor(place.tab_id), draft };
}

/** @param {import("./fill.js").Wish} wish */
async function fillChosen(wish) {
  const report = await fillTab(wish, ask);
  if ("item_id" in wish) quickFill.remember(wish.tab_id, wish.item_id);
  return report;
}

/** @param {number} tabId */
function takeOpening(tabId) {
  badge.clearHint(tabId);
  return openings.take(tabId);
}

/**
 * The icon in a field was pressed. Only over the page that it is in, where a person looks.
 * @param {import("./router.js").Frame} frame
 */
async function openFromPage({ tabId }) {
  const tab = await browser.tabs.get(tabId);
  if (tab.active) await openings.open(tab, { guarded: true });
}

/**
 * How many logins a page has; a host is not started for it, nor does it keep the vault open.
 * @param {string} url
 */
async function countLogins(url) {
  if (shown !== "unlocked" || !url) return 0;
  const { off, matches } = await host.ask("sites.page", { url });
  return off ? 0 : (matches ?? 0);
}

/**
 * @param {chrome.webRequest.OnAuthRequiredDetails} challenge
 * @param {(response: chrome.webRequest.BlockingResponse) => void} [answer]
 */
function answerChallenge(challenge, answer = () => {}) {
  if (shown === "unlocked") httpLogins.challenge(challenge, answer);
  else answer({});
  return undefined;
}
