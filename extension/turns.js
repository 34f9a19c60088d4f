/** Whose turn it is when a page is filled without a list to choose from. */

/** How long a tab's last choice counts: long enough for the next step of a log-in, such as a code that has to arrive. */
const REMEMBERED_S = 300;

/**
 * `form`: the form that was filled, in words that change with it (see `formIn` in fill.js).
 * @typedef {{item_id: string, form: string, at: number}} Choice
 */

/** The login last filled in each tab: the same one for the next step, the next one for the same form again. */
export class Turns {
  /** @type {Map<number, Choice>} */ #last = new Map();

  /**
   * @template {{id: string}} Login
   * @param {number} tabId
   * @param {string} form "" for a step that nobody is to be led on from
   * @param {Login[]} logins of the page, best first
   * @param {number} now unix seconds
   * @returns {Login | undefined} undefined where there are none
   */
  next(tabId, form, logins, now) {
    const last = this.#last.get(tabId);
    const at = last && now - last.at < REMEMBERED_S ? logins.findIndex(({ id }) => id === last.item_id) : -1;
    if (at < 0) return logins[0];
    return form && form === last?.form ? logins[(at + 1) % logins.length] : logins[at];
  }

  /**
   * @param {number} tabId
   * @param {Choice} choice
   */
  remember(tabId, choice) {
    this.#last.set(tabId, choice);
  }

  /** @param {number} tabId */
  forget(tabId) {
    this.#last.delete(tabId);
  }
}
