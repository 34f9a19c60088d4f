/** Opening the popup from elsewhere than its button, and what it is to show first. */

import { browser } from "./lib/browser.js";

/** How long an opening waits where the browser does not open the popup, and the person has to. */
const WAITS_MS = 60_000;

/**
 * `guarded`: a page had a hand in it, so the popup takes no keys and clicks at first. `panel`: instead of the list.
 * `login`: filling it was refused; the popup tries again, to say why and offer what can be done.
 * @typedef {{guarded?: boolean, panel?: "generator" | "httpLogin",
 *   login?: import("./protocol.js").SiteItem}} Opening
 */

/** Whether the popup is open. Firefox tells its background page, Chromium its worker. */
export async function isPopupOpen() {
  if (browser.extension?.getViews) return browser.extension.getViews({ type: "popup" }).length > 0;
  return (await browser.runtime.getContexts({ contextTypes: [browser.runtime.ContextType.POPUP] })).length > 0;
}

export class Openings {
  /** By tab: what one page does takes nothing from the popup over another. @type {Map<number, {opening: Opening, at: number}>} */ #waiting = new Map();
  #mark;

  /** @param {(tabId: number) => void} mark shows on the toolbar button that the popup has something to say */
  constructor(mark) {
    this.#mark = mark;
  }

  /**
   * Open the popup over a tab. Where the browser refuses, the toolbar button is marked.
   * @param {{id?: number, windowId: number}} tab the active one of its window
   * @param {Opening} opening
   * @returns {Promise<boolean>} whether it opened
   */
  async open({ id = -1, windowId }, opening) {
    this.#waiting.set(id, { opening, at: Date.now() });
    try {
      await browser.action.openPopup({ windowId });
      return true;
    } catch {
      this.#mark(id);
      return false;
    }
  }

  /**
   * What the popup over a tab was opened for; told once.
   * @param {number} tabId
   * @returns {Opening}
   */
  take(tabId) {
    const waiting = this.#waiting.get(tabId);
    this.forget(tabId);
    return waiting && Date.now() - waiting.at < WAITS_MS ? waiting.opening : {};
  }

  /** @param {number} tabId */
  forget(tabId) {
    this.#waiting.delete(tabId);
  }
}
