/**
 * Filling a chosen login into a tab.
 *
 * The browser names the tab's documents and their addresses, the host decides by them, and the values go straight into
 * the one document that was decided about: never through a message, storage, or whatever a page put in its place.
 */

/* global surveyPage, fillPage */

import { browser } from "./lib/browser.js";
import { hostNameOf } from "./lib/url.js";
import { HostError } from "./host.js";

/**
 * What a person chose: a login, or a password that was generated for the page at `url`; the tab under the popup, and the
 * hosts that they were shown by name and said "fill anyway" to: `insecure`, which is not encrypted, and
 * `posts_elsewhere`, to which the form sends.
 * @typedef {{password: string, url: string}} Generated
 * @typedef {{item_id: string} | {generated: Generated}} Choice
 * @typedef {Choice & {tab_id: number, allowed: {insecure?: string[], posts_elsewhere?: string[]}}} Wish
 * @typedef {Partial<Record<FillKind, string>>} Values to fill, by kind; no kind without a value
 * @typedef {(method: string, params?: object) => Promise<any>} Ask
 * @typedef {chrome.webNavigation.GetAllFrameResultDetails} Frame
 */

const SCRIPTS = [
  "content/find_forms_words.js",
  "content/find_forms.js",
  "content/visibility.js",
  "content/fill.js",
  "content/fill_page.js",
];

/** What a login can have a value for. @type {FillKind[]} */
const OFFERED = ["username", "current-password", "one-time-code"];

/** @type {FillKind[]} */
const NEW_PASSWORD = ["new-password"];

/** Why a form's target is refused for itself, not for being another site than the page. @type {Set<unknown>} */
const STANDING = new Set(["insecure", "switched_off"]);

/** Documents looked at in a tab: a page could make thousands. */
const MOST_DOCUMENTS = 30;

/**
 * Fill a login into the first document of a tab that it belongs to and that has a form for it, the page itself before
 * its frames.
 * @param {Wish} wish
 * @param {Ask} ask
 * @returns {Promise<{filled: string[], refused: string[]}>} the kinds of fields
 * @throws {HostError} the host's refusal, `wrong_site` for a form that sends elsewhere, or a FillRefusal of lib/errors.js
 */
export async function fillTab(wish, ask) {
  const [top, ...frames] = await documentsOf(wish.tab_id);
  if (!top) throw new HostError("page_unreachable");
  const values = await valuesFor(wish, ask, top, top);
  const report = await fillDocument(wish, ask, top, values);
  if (report) return report;
  for (const frame of frames) {
    const framed = await fillFrame(wish, ask, top, frame);
    if (framed) return framed;
  }
  throw new HostError("no_form");
}

/**
 * The form of a tab that a fill goes to, as words that change with its document or its fields; "" where there is none.
 * @param {number} tab_id
 */
export async function formIn(tab_id) {
  for (const document of await documentsOf(tab_id)) {
    const survey = await surveyOf({ tab_id }, document, OFFERED);
    if (survey?.found) return `${document.documentId} ${survey.kinds.join()}`;
  }
  return "";
}

/**
 * The field of a tab that a new password goes to: where it is, and what it takes; null where there is none.
 * @param {number} tab_id
 * @returns {Promise<({url: string} & NewPasswordField) | null>}
 */
export async function newPasswordIn(tab_id) {
  for (const document of await documentsOf(tab_id)) {
    const survey = await surveyOf({ tab_id }, document, NEW_PASSWORD);
    if (survey?.newPassword && !survey.opaque) return { url: document.url, ...survey.newPassword };
  }
  return null;
}

/**
 * The documents of a tab that a person may be looking at, the page itself first.
 * @param {number} tabId
 * @returns {Promise<Frame[]>}
 */
async function documentsOf(tabId) {
  const frames = (await browser.webNavigation.getAllFrames({ tabId }).catch(() => null)) ?? [];
  return frames
    .filter((frame) => isActive(frame) && frame.frameType !== "fenced_frame")
    .sort((one, other) => one.frameId - other.frameId)
    .slice(0, MOST_DOCUMENTS);
}

/**
 * Whether a document is the one shown in its place. Firefox names no other, and so says nothing of it.
 * @param {{documentLifecycle?: string}} frame
 */
function isActive({ documentLifecycle = "active" }) {
  return documentLifecycle === "active";
}

/**
 * A frame of another site than the login's is passed over, unless it is the one with the form: then it says why.
 * @param {Wish} wish
 * @param {Ask} ask
 * @param {Frame} top
 * @param {Frame} frame
 */
async function fillFrame(wish, ask, top, frame) {
  try {
    const values = await valuesFor(wish, ask, top, frame);
    return await fillDocument(wish, ask, frame, values);
  } catch (error) {
    if (!(error instanceof HostError) || error.reason !== "wrong_site") throw error;
    const survey = await surveyOf(wish, frame, "generated" in wish ? NEW_PASSWORD : OFFERED);
    if (survey?.found) throw error;
    return null;
  }
}

/**
 * @param {Wish} wish
 * @param {Ask} ask
 * @param {Frame} top
 * @param {{url: string}} document
 * @returns {Promise<Values>}
 */
async function valuesFor(wish, ask, top, { url }) {
  const allow_insecure = isAllowed(wish.allowed.insecure, hostNameOf(url));
  if ("generated" in wish) {
    await ask("sites.check", { url, top_url: wish.generated.url, allow_insecure });
    return { "new-password": wish.generated.password };
  }
  const { item_id } = wish;
  const { username, password, code } = await ask("sites.fill", { item_id, url, top_url: top.url, allow_insecure });
  const values = { username, "current-password": password, "one-time-code": code };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

/**
 * @param {Wish} wish
 * @param {Ask} ask
 * @param {Frame} document
 * @param {Values} values
 * @returns {Promise<{filled: string[], refused: string[]} | null>} null where there is nothing to fill
 */
async function fillDocument(wish, ask, document, values) {
  const offered = /** @type {FillKind[]} */ (Object.keys(values));
  const survey = await surveyOf(wish, document, offered);
  if (!survey) {
    if (document.frameId === 0) throw new HostError("page_unreachable");
    return null;
  }
  if (survey.opaque) throw new HostError("wrong_site", { why: "opaque" });
  if (!survey.found) return null;
  for (const target of survey.targets) await checkTarget(wish, ask, document, target);
  await checkUnchanged(wish, document);
  const fill = (/** @type {Parameters<typeof fillPage>} */ ...args) => fillPage(...args);
  const report = await run(wish, document, fill, [needed(values, survey.kinds), offered, survey]);
  if (!report) throw new HostError("page_unreachable");
  const refused = report.refused.filter(({ reason }) => reason !== "no-value");
  return { filled: report.filled, refused: refused.map(({ kind }) => kind) };
}

/**
 * Of the values those that a form has a field for: a step that asks for the user name gets no password.
 * @param {Values} values
 * @param {FillKind[]} kinds
 * @returns {Values}
 */
function needed(values, kinds) {
  /** @type {Set<string>} */
  const wanted = new Set(kinds.map((kind) => (kind === "email" ? "username" : kind)));
  return Object.fromEntries(Object.entries(values).filter(([kind]) => wanted.has(kind)));
}

/**
 * A form may send only where the login could be filled, too.
 * @param {Wish} wish
 * @param {Ask} ask
 * @param {Frame} document
 * @param {string} target
 */
async function checkTarget(wish, ask, document, target) {
  if (new URL(target).origin === new URL(document.url).origin) return;
  try {
    await valuesFor(wish, ask, document, { url: target });
  } catch (error) {
    if (!(error instanceof HostError) || error.reason !== "wrong_site" || STANDING.has(error.data.why)) throw error;
    const { host, protocol } = new URL(target);
    const hostname = hostNameOf(target);
    if (!isAllowed(wish.allowed.posts_elsewhere, host)) throw new HostError("wrong_site", { why: "posts_elsewhere", host });
    const isWeaker = protocol === "http:" && new URL(document.url).protocol === "https:";
    if (isWeaker && !isAllowed(wish.allowed.insecure, hostname)) throw new HostError("wrong_site", { why: "insecure", host: hostname });
  }
}

/** @param {string[] | undefined} hosts @param {string | undefined} host */
function isAllowed(hosts = [], host = "") {
  return hosts.includes(host);
}

/**
 * The document must still be the one that was decided about, in the same place and under the same address.
 * @param {Wish} wish
 * @param {Frame} document
 */
async function checkUnchanged({ tab_id }, { documentId, frameId, url }) {
  const now = await browser.webNavigation.getFrame({ tabId: tab_id, frameId }).catch(() => null);
  const same = now?.documentId === documentId && isActive(now) && now.url === url;
  if (!same) throw new HostError("page_unreachable");
}

/**
 * What there is to fill in a document; null where the browser lets no extension in, or where it is gone.
 * @param {{tab_id: number}} wish
 * @param {Frame} document
 * @param {FillKind[]} offered
 * @returns {Promise<PageSurvey | null>}
 */
async function surveyOf(wish, document, offered) {
  const target = targetOf(wish, document);
  try {
    await browser.scripting.executeScript({ target, files: SCRIPTS, injectImmediately: true });
    return await run(wish, document, (/** @type {FillKind[]} */ kinds) => surveyPage(kinds), [offered]);
  } catch {
    return null;
  }
}

/**
 * Run a function in exactly this document, apart from the page's own scripts.
 * @template {any[]} A
 * @template R
 * @param {{tab_id: number}} wish
 * @param {Frame} document
 * @param {(...args: A) => R} func
 * @param {A} args
 * @returns {Promise<R | null>}
 */
async function run(wish, document, func, args) {
  const injection = { target: targetOf(wish, document), func: /** @type {any} */ (func), args: [...args] };
  const answers = await browser.scripting.executeScript({ ...injection, injectImmediately: true }).catch(() => []);
  return /** @type {R | null} */ (answers[0]?.result ?? null);
}

/**
 * @param {{tab_id: number}} wish
 * @param {Frame} document
 */
function targetOf({ tab_id }, { documentId }) {
  return { tabId: tab_id, documentIds: [documentId] };
}
