/**
 * Websites that ask for user name and password before they show anything (HTTP authentication, RFC 9110, section 11).
 *
 * A person chooses in the popup; nothing is sent by itself. Whatever is not answered there is left to the browser's own
 * dialog: a locked vault, a website without a login, a proxy, a second try after a wrong password, a popup closed.
 */

import { browser } from "./lib/browser.js";
import { hostNameOf } from "./lib/url.js";
import { HostError } from "./host.js";
import { isPopupOpen } from "./opening.js";

/** How long a request waits for a person; the browser's dialog has no such end. */
const WAITS_MS = 60_000;
/** How often the popup is looked for: it is closed without a word by a click anywhere else. */
const LOOK_MS = 300;
/** How long an opened popup may take to be there, which Firefox does not wait for. */
const OPENS_MS = 10_000;
/** Requests remembered as asked about; a page can make as many as it likes. */
const MOST_ASKED = 1000;
const MOST_QUESTIONS = 10;
const LONGEST_REALM = 100;
const SCHEMES = new Set(["basic", "digest"]);

/**
 * `respond`: answers the browser, once.
 * @typedef {chrome.webRequest.OnAuthRequiredDetails} Challenge
 * @typedef {{url: string, top_url: string, host: string, realm: string, respond: (login?: Credentials) => void}} Question
 * @typedef {{username: string, password: string}} Credentials
 */

/**
 * Whether a challenge is one that a person may be asked about: the website's own, for the page itself or for a part of
 * it from the same origin.
 * @param {Challenge} challenge
 * @param {string} pageUrl of the tab
 */
export function isAskable({ isProxy, scheme, challenger, url, type }, pageUrl) {
  const target = URL.parse(url);
  if (isProxy || !target || !/^https?:$/.test(target.protocol) || !SCHEMES.has(scheme.toLowerCase())) return false;
  const port = Number(target.port || (target.protocol === "https:" ? 443 : 80));
  const isOwn = challenger.host === target.hostname && challenger.port === port;
  return isOwn && (type === "main_frame" || URL.parse(pageUrl)?.origin === target.origin);
}

export class HttpLogins {
  /** Questions that wait for a person, by tab. @type {Map<number, Question>} */ #questions = new Map();
  /** Requests that were asked about once, and websites in a tab that were turned down. @type {Set<string>} */ #asked = new Set();
  #ask;
  #open;

  /**
   * @param {object} parts
   * @param {import("./fill.js").Ask} parts.ask
   * @param {(tab: chrome.tabs.Tab) => Promise<boolean>} parts.open shows the question; false where that fails
   */
  constructor({ ask, open }) {
    this.#ask = ask;
    this.#open = open;
  }

  /**
   * Listener of `webRequest.onAuthRequired`.
   * @param {Challenge} challenge
   * @param {(response: chrome.webRequest.BlockingResponse) => void} answer
   */
  async challenge(challenge, answer) {
    const respond = (/** @type {Credentials | undefined} */ login) => answer(login ? { authCredentials: login } : {});
    const isAsked = await this.#question(challenge, respond).catch(() => false);
    if (!isAsked) respond(undefined);
  }

  /**
   * What the popup over a tab asks.
   * @param {number} tabId
   */
  async question(tabId) {
    const { url, top_url, host, realm } = this.#of(tabId);
    const { items } = await this.#ask("sites.match", { url, top_url });
    return { host, realm, items };
  }

  /**
   * Send a chosen login to the website; the host decides as it does for a fill.
   * @param {number} tabId
   * @param {string} item_id
   * @param {string[]} insecure hosts that the person allowed without encryption
   */
  async choose(tabId, item_id, insecure) {
    const { url, top_url, respond } = this.#of(tabId);
    const allow_insecure = insecure.includes(hostNameOf(url));
    const { username, password } = await this.#ask("sites.fill", { item_id, url, top_url, allow_insecure });
    respond({ username, password });
  }

  /**
   * Leave it to the browser.
   * @param {number} tabId
   */
  dismiss(tabId) {
    const question = this.#questions.get(tabId);
    if (!question) return;
    this.#remember(partsOf(tabId, question.url));
    question.respond();
  }

  /** @param {number} tabId */
  #of(tabId) {
    const question = this.#questions.get(tabId);
    if (!question) throw new HostError("page_unreachable");
    return question;
  }

  /**
   * @param {Challenge} challenge
   * @param {(login?: Credentials) => void} respond
   * @returns {Promise<boolean>} whether a person is asked
   */
  async #question(challenge, respond) {
    const { requestId, tabId, url, type, realm = "" } = challenge;
    const isTurnedDown = type !== "main_frame" && this.#asked.has(partsOf(tabId, url));
    if (tabId < 0 || this.#asked.has(requestId) || isTurnedDown || this.#questions.size >= MOST_QUESTIONS) return false;
    const tab = await browser.tabs.get(tabId);
    if (!tab.active || !isAskable(challenge, tab.url ?? "")) return false;
    const top_url = type === "main_frame" ? url : (tab.url ?? "");
    const { matches, never_fill } = await this.#ask("sites.page", { url, top_url });
    if (!matches || never_fill || this.#questions.has(tabId)) return false;
    this.#remember(requestId);
    const answer = (/** @type {Credentials | undefined} */ login) => {
      if (this.#questions.get(tabId) !== question) return;
      this.#questions.delete(tabId);
      respond(login);
    };
    const question = { url, top_url, host: new URL(url).host, realm: realm.slice(0, LONGEST_REALM), respond: answer };
    this.#questions.set(tabId, question);
    if (await this.#open(tab)) this.#follow(tabId, question);
    else this.dismiss(tabId);
    return true;
  }

  /**
   * Dismiss a question when the popup is gone, or it has waited too long.
   * @param {number} tabId
   * @param {Question} question
   */
  async #follow(tabId, question) {
    let wasOpen = false;
    for (let waited = 0; waited < WAITS_MS && this.#questions.get(tabId) === question; waited += LOOK_MS) {
      const isOpen = await isPopupOpen();
      wasOpen ||= isOpen;
      if (!isOpen && (wasOpen || waited >= OPENS_MS)) break;
      await new Promise((look) => setTimeout(look, LOOK_MS));
    }
    if (this.#questions.get(tabId) === question) this.dismiss(tabId);
  }

  /** @param {string} requestId */
  #remember(requestId) {
    if (this.#asked.size >= MOST_ASKED) this.#asked.clear();
    this.#asked.add(requestId);
  }
}

/** The parts of a website in a tab. @param {number} tabId @param {string} url */
function partsOf(tabId, url) {
  return `${tabId} ${new URL(url).origin}`;
}
