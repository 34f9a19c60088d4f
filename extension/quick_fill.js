/** What is done for a page without choosing from a list: by the keyboard shortcut and the context menu. */

import { fillTab, formIn } from "./fill.js";
import { Turns } from "./turns.js";

/**
 * @typedef {chrome.tabs.Tab & {id: number}} Tab
 * @typedef {import("./protocol.js").SiteItem} Login
 * @typedef {"username" | "password" | "code"} Copied
 */

export class QuickFill {
  #turns = new Turns();
  /** Tabs that are being filled: a key held down is one press. @type {Set<number>} */ #busy = new Set();
  #ask;
  #open;
  #copy;

  /**
   * @param {object} parts
   * @param {import("./fill.js").Ask} parts.ask
   * @param {(tab: Tab, opening: import("./opening.js").Opening) => Promise<unknown>} parts.open
   * @param {(text: string, seconds: number) => Promise<void>} parts.copy
   */
  constructor({ ask, open, copy }) {
    this.#ask = ask;
    this.#open = open;
    this.#copy = copy;
  }

  /**
   * Fill the best login; the next one where the same form was filled before. The popup says why where that fails.
   * @param {Tab} tab
   */
  async fill(tab) {
    if (this.#busy.has(tab.id)) return;
    this.#busy.add(tab.id);
    try {
      const login = await this.#choose(tab, await formIn(tab.id));
      if (!login || !(await this.#isFilled(tab, login))) await this.#open(tab, login ? { login } : {});
    } finally {
      this.#busy.delete(tab.id);
    }
  }

  /**
   * Copy a part of the login last filled in a tab, else of the best. The popup opens where there is nothing to copy.
   * @param {Tab} tab
   * @param {Copied} part
   */
  async copy(tab, part) {
    const login = await this.#choose(tab, "");
    const text = login ? await this.#textOf(login, part).catch(() => "") : "";
    if (text === "") {
      await this.#open(tab, {});
      return;
    }
    const { clear_clipboard_seconds } = await this.#ask("settings.get", {});
    await this.#copy(text, clear_clipboard_seconds);
  }

  /**
   * A login was filled from the popup: the next step in that tab is for the same one.
   * @param {number} tabId
   * @param {string} item_id
   */
  remember(tabId, item_id) {
    this.#turns.remember(tabId, { item_id, form: "", at: Date.now() / 1000 });
  }

  /** @param {number} tabId */
  forget(tabId) {
    this.#turns.forget(tabId);
  }

  /**
   * @param {Tab} tab
   * @param {string} form
   * @returns {Promise<Login | undefined>} undefined where there is none, and while the vault is closed
   */
  async #choose({ id, url }, form) {
    if (!url) return undefined;
    const { items } = await this.#ask("sites.match", { url }).catch(() => ({ items: [] }));
    return this.#turns.next(id, form, /** @type {Login[]} */ (items), Date.now() / 1000);
  }

  /**
   * @param {Tab} tab
   * @param {Login} login
   */
  async #isFilled({ id }, login) {
    const report = await fillTab({ item_id: login.id, tab_id: id, allowed: {} }, this.#ask).catch(() => null);
    if (!report || report.filled.length === 0) return false;
    this.#turns.remember(id, { item_id: login.id, form: await formIn(id), at: Date.now() / 1000 });
    return report.refused.length === 0;
  }

  /**
   * @param {Login} login
   * @param {Copied} part
   * @returns {Promise<string>}
   */
  async #textOf({ id, has_totp }, part) {
    if (part !== "code") return (await this.#ask("items.get", { id }))[part];
    return has_totp ? (await this.#ask("items.totp", { id })).code : "";
  }
}
