/** What the toolbar button says of the page in a tab: how many logins it has, or that there is something to be seen. */

import { browser } from "./lib/browser.js";
import { plural, t } from "./lib/i18n.js";

const MOST = 99;
const COLOUR = "#0b6a60";
const TEXT_COLOUR = "#ffffff";

/** What is said instead of a number, and the sentence for it. */
const MARKS = /** @type {const} */ ({ question: ["+", "app_badge_question"], hint: ["!", "app_badge_hint"] });

/**
 * What a button is to say.
 * @param {{pending: boolean, hint: boolean, matches: number}} known
 * @returns {{text: string, title: string}} title: "" where there is nothing to say
 */
export function badgeFor({ pending, hint, matches }) {
  if (pending || hint) {
    const [text, key] = MARKS[pending ? "question" : "hint"];
    return { text, title: t(key) };
  }
  if (matches === 0) return { text: "", title: "" };
  return { text: matches > MOST ? `${MOST}+` : String(matches), title: plural("app_badge", matches) };
}

export class Badge {
  /** Tabs whose button is being written, and whether it has to be written again. @type {Map<number, boolean>} */
  #writing = new Map();
  /** Tabs whose popup has something to say. @type {Set<number>} */ #hints = new Set();
  #matches;
  #pending;
  #usualTitle;

  /**
   * @param {object} parts
   * @param {(url: string) => Promise<number>} parts.matches how many logins a page has
   * @param {(tabId: number) => boolean} parts.pending whether a question waits for a tab's person
   * @param {() => Promise<string>} parts.usualTitle
   */
  constructor({ matches, pending, usualTitle }) {
    this.#matches = matches;
    this.#usualTitle = usualTitle;
    this.#pending = pending;
    browser.action.setBadgeBackgroundColor({ color: COLOUR });
    browser.action.setBadgeTextColor({ color: TEXT_COLOUR });
  }

  /**
   * Show that the popup has something to say, until it was opened or the page is left.
   * @param {number} tabId
   */
  hint(tabId) {
    this.#hints.add(tabId);
    this.refresh(tabId);
  }

  /** @param {number} tabId */
  clearHint(tabId) {
    if (this.#hints.delete(tabId)) this.refresh(tabId);
  }

  /** Another page is in a tab. @param {number} tabId */
  leave(tabId) {
    this.#hints.delete(tabId);
    this.refresh(tabId);
  }

  /** @param {number} tabId */
  forget(tabId) {
    this.#hints.delete(tabId);
  }

  /**
   * Look again at tabs, by default at those that are seen; the others are looked at when they are.
   * @param {chrome.tabs.QueryInfo} [which]
   */
  async refreshAll(which = { active: true }) {
    for (const { id } of await browser.tabs.query(which)) if (id !== undefined) this.refresh(id);
  }

  /**
   * Look again at a tab. A page that changes its address all the time is asked about once at a time.
   * @param {number} tabId
   */
  async refresh(tabId) {
    if (this.#writing.has(tabId)) {
      this.#writing.set(tabId, true);
      return;
    }
    this.#writing.set(tabId, false);
    // A tab that is gone cannot be written to.
    await this.#write(tabId).catch(() => {});
    const again = this.#writing.get(tabId);
    this.#writing.delete(tabId);
    if (again) await this.refresh(tabId);
  }

  /** @param {number} tabId */
  async #write(tabId) {
    const { url = "" } = await browser.tabs.get(tabId);
    const matches = await this.#matches(url).catch(() => 0);
    const usual = await this.#usualTitle();
    const { text, title } = badgeFor({ pending: this.#pending(tabId), hint: this.#hints.has(tabId), matches });
    await browser.action.setBadgeText({ tabId, text });
    await browser.action.setTitle({ tabId, title: title || usual });
  }
}
