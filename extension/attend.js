/** Looking after the documents in which the watcher saw a field that may ask for a login. */

import { browser } from "./lib/browser.js";
import { preferences } from "./lib/preferences.js";

/** @typedef {import("./router.js").Frame} Frame */

const ICON = "content/icon.js";

/** What finds the forms of a document, and tells what they are like. */
export const FINDER = ["content/find_forms_words.js", "content/find_forms.js", "content/form_states.js"];

/** What is put into such a document, in this order: the finder, the parts that act on what it finds, what drives them. */
const ATTENDANT = [
  ...FINDER,
  "content/submits.js",
  ICON,
  "content/attend_page.js",
];

/**
 * Put the attendant into a document, unless Twinlatch is switched off there or it is there already.
 * @param {Frame} frame
 * @param {import("./host.js").Host} host
 * @throws where the document is gone
 */
export async function attend(frame, host) {
  if (await isOff(frame, host)) return;
  const target = { tabId: frame.tabId, documentIds: [frame.documentId] };
  const [claimed] = await browser.scripting.executeScript({ target, func: claim });
  if (!claimed?.result) return;
  const { show_icons } = await preferences();
  const files = ATTENDANT.filter((file) => show_icons || file !== ICON);
  await browser.scripting.executeScript({ target, files });
}

/** Runs in the document, apart from the page's own scripts: whether this is the first time. */
function claim() {
  const isFirst = !Reflect.has(globalThis, "isAttended");
  Reflect.set(globalThis, "isAttended", true);
  return isFirst;
}

/**
 * The address of the page that a document is in, as the browser names it: its own, for the page itself.
 * @param {Frame} frame
 * @returns {Promise<string>} "" where it is gone
 */
export async function pageOf({ tabId, frameId, url }) {
  if (frameId === 0) return url;
  const top = await browser.webNavigation.getFrame({ tabId, frameId: 0 }).catch(() => null);
  return top?.url ?? "";
}

/**
 * Without a host, or with nobody logged in, no rule is known, and everything is on.
 * @param {Frame} frame
 * @param {import("./host.js").Host} host
 */
async function isOff(frame, host) {
  if (!host.connected) return false;
  const page = await host.ask("sites.page", { url: frame.url, top_url: await pageOf(frame) }).catch(() => null);
  return page?.off === true;
}
