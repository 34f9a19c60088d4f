/**
 * Following what was submitted on websites until it is known to have gone well: then there is a question to answer in the popup.
 *
 * The host keeps what was submitted; here are only the numbers of tabs and documents, and the id that the host gave. What happens in a
 * frame says nothing of what was submitted beside it.
 */

/* global findForms, formStates */

import { browser } from "./lib/browser.js";
import { FINDER, pageOf } from "./attend.js";
import { FOLLOWED_MS, isLeaving, outcomeOf } from "./outcome.js";

/**
 * @typedef {import("./router.js").Frame} Frame
 * @typedef {import("./outcome.js").Sight} Sight
 *
 * `id`: the host's, null for what there will be no question about. `moved`: another document has come in place of the one that was
 * submitted, or of the page around it. `asked`: it went well, as far as can be seen.
 * @typedef {{id: Promise<string | null>, kind: keyof FormStates, frame: Frame, at: number, moved: boolean, asked: boolean, timer: Timer | undefined}} Followed
 * @typedef {ReturnType<typeof setTimeout>} Timer
 */

/** After a page has loaded, or the form has gone, so much later it is looked at: scripts and messages take their time. */
const SETTLED_MS = 1000;
/** A page that never finishes loading is looked at all the same. */
const LOADED_MS = 8000;
/** So long after it was submitted, a form that is there again takes the question back. */
const REVISED_MS = 15_000;
/** The host keeps a question no longer. */
const QUESTION_MS = 600_000;

const KINDS = ["login", "signup", "change", "step"];
const STATES = ["none", "step", "empty", "invalid", "filled"];

/** @param {any} message @returns {boolean} */
export function isSubmission({ kind, username, password, new_password }) {
  return KINDS.includes(kind) && isText(username, 1000) && isText(password, 10_000) && isText(new_password, 10_000);
}

/** @param {any} message @returns {boolean} */
export function isFormState({ login, signup, change }) {
  return [login, signup, change].every((state) => STATES.includes(state));
}

/** @param {unknown} value @param {number} most */
function isText(value, most) {
  return typeof value === "string" && value.length <= most;
}

export class Saving {
  /** What was submitted last in each frame. @type {Set<Followed>} */ #followed = new Set();
  /** The questions that wait, by the host's id. @type {Map<string, {tabId: number, at: number}>} */ #questions = new Map();
  #ask;
  #changed;

  /**
   * @param {object} parts
   * @param {import("./fill.js").Ask} parts.ask
   * @param {(tabId: number) => void} parts.changed told that there is, or is no longer, a question in a tab
   */
  constructor({ ask, changed }) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** Whether a question waits in a tab. @param {number} tabId */
  pendingFor(tabId) {
    return [...this.#questions.values()].some((question) => question.tabId === tabId && Date.now() - question.at < QUESTION_MS);
  }

  /**
   * @param {Submission} submission
   * @param {Frame} frame
   */
  async submitted({ kind, username, password, new_password }, frame) {
    const top_url = frame.frameId === 0 ? null : pageOf(frame);
    const sent = this.#send({ tab: frame.tabId, url: frame.url, kind, username, password, new_password }, top_url);
    if (kind !== "step") {
      for (const earlier of this.#concerned(frame)) this.#stop(earlier);
      // Before the host has answered: the page may be gone by then.
      const followed = { id: sent, kind, frame, at: Date.now(), moved: false, asked: false, timer: undefined };
      this.#followed.add(followed);
      this.#wait(followed);
    }
    await sent;
  }

  /**
   * The forms of a document in place of, or beside, the one that was submitted have changed.
   * @param {FormStates} forms
   * @param {Frame} frame
   */
  async formsChanged({ login, signup, change }, frame) {
    await Promise.all(this.#concerned(frame).map((followed) => this.#seen(followed, { login, signup, change }, frame.documentId)));
  }

  /** @param {chrome.webNavigation.WebNavigationTransitionCallbackDetails} navigation */
  async navigated(navigation) {
    await Promise.all(this.#concerned(navigation).map((followed) => this.#left(followed, navigation)));
  }

  /** @param {{tabId: number, frameId: number}} document */
  loaded({ tabId, frameId }) {
    for (const followed of this.#concerned({ tabId, frameId })) {
      if (followed.moved && !followed.asked) this.#later(followed, SETTLED_MS, () => this.#judge(followed, frameId));
    }
  }

  /** What was submitted in a tab goes with it. @param {number} tabId */
  async tabClosed(tabId) {
    for (const followed of this.#concerned({ tabId, frameId: 0 })) await this.#settle(followed, false);
    for (const [id, question] of this.#questions) {
      if (question.tabId !== tabId) continue;
      this.#questions.delete(id);
      await this.#ask("saves.settled", { id, succeeded: false }).catch(() => {});
    }
  }

  /** The vault was opened, or something was answered: what waits is the host's to say. */
  async refresh() {
    const { questions } = await this.#ask("saves.pending", {}).catch(() => ({ questions: [] }));
    const now = Date.now();
    this.#replace(new Map(questions.map((/** @type {any} */ { id, tab }) => [id, { tabId: tab, at: this.#questions.get(id)?.at ?? now }])));
  }

  /** The vault was closed, and the host forgot. */
  forget() {
    for (const followed of this.#followed) this.#stop(followed);
    this.#replace(new Map());
  }

  /**
   * @param {object} params
   * @param {Promise<string> | null} top_url
   * @returns {Promise<string | null>}
   */
  async #send(params, top_url) {
    const answer = await this.#ask("saves.submitted", { ...params, top_url: await top_url }).catch(() => ({ id: null }));
    return answer.id;
  }

  /**
   * What was submitted in a frame; in the page, with all of its frames, where it is the page's own.
   * @param {{tabId: number, frameId: number}} frame
   */
  #concerned({ tabId, frameId }) {
    return [...this.#followed].filter(({ frame }) => frame.tabId === tabId && (frameId === 0 || frameId === frame.frameId));
  }

  /**
   * @param {Followed} followed
   * @param {FormStates} forms
   * @param {string} documentId where they are
   */
  async #seen(followed, forms, documentId) {
    const moved = documentId !== followed.frame.documentId;
    // A document beside the one that was submitted says nothing of it.
    if (moved && !followed.moved) return;
    const outcome = outcomeOf(followed.kind, { moved, status: 200, forms });
    if (followed.asked) {
      if (outcome !== "succeeded") await this.#settle(followed, false);
    } else if (outcome === "failed") await this.#settle(followed, false);
    else if (outcome === "open") this.#wait(followed);
    // Another document is judged once it has loaded.
    else if (!moved) this.#later(followed, SETTLED_MS, () => this.#settle(followed, true));
  }

  /**
   * @param {Followed} followed
   * @param {chrome.webNavigation.WebNavigationTransitionCallbackDetails} navigation
   */
  async #left(followed, navigation) {
    followed.moved = true;
    if (followed.asked) return;
    if (isLeaving(navigation, Date.now() - followed.at)) await this.#settle(followed, false);
    else this.#later(followed, LOADED_MS, () => this.#judge(followed, navigation.frameId));
  }

  /** Nothing may ever be seen of it again. @param {Followed} followed */
  #wait(followed) {
    this.#later(followed, followed.at + FOLLOWED_MS - Date.now(), () => this.#settle(followed, false));
  }

  /**
   * @param {Followed} followed
   * @param {number} ms
   * @param {() => void} act
   */
  #later(followed, ms, act) {
    clearTimeout(followed.timer);
    followed.timer = setTimeout(act, ms);
  }

  /**
   * Look at the document that took the place of the one that was submitted.
   * @param {Followed} followed
   * @param {number} frameId
   */
  async #judge(followed, frameId) {
    const sight = await look(followed.frame.tabId, frameId);
    await this.#settle(followed, sight !== null && outcomeOf(followed.kind, sight) === "succeeded");
  }

  /**
   * @param {Followed} followed
   * @param {boolean} succeeded
   */
  async #settle(followed, succeeded) {
    const { tabId } = followed.frame;
    followed.asked = succeeded;
    if (succeeded) this.#later(followed, followed.at + REVISED_MS - Date.now(), () => this.#stop(followed));
    else this.#stop(followed);
    const id = await followed.id;
    if (id === null) return;
    const { asks } = await this.#ask("saves.settled", { id, succeeded }).catch(() => ({ asks: false }));
    if (asks) this.#questions.set(id, { tabId, at: Date.now() });
    else this.#questions.delete(id);
    this.#changed(tabId);
  }

  /** @param {Followed} followed */
  #stop(followed) {
    clearTimeout(followed.timer);
    this.#followed.delete(followed);
  }

  /** @param {Map<string, {tabId: number, at: number}>} questions */
  #replace(questions) {
    const tabs = new Set([...this.#questions.values(), ...questions.values()].map(({ tabId }) => tabId));
    this.#questions = questions;
    for (const tabId of tabs) this.#changed(tabId);
  }
}

/**
 * What there is to see in a frame now; null where nobody may look, as at a page that says that the site cannot be reached.
 * @param {number} tabId
 * @param {number} frameId
 * @returns {Promise<Sight | null>}
 */
async function look(tabId, frameId) {
  const target = { tabId, frameIds: [frameId] };
  const see = () => ({
    moved: true,
    status: /** @type {PerformanceNavigationTiming} */ (performance.getEntriesByType("navigation")[0])?.responseStatus || 200,
    forms: formStates(findForms(document)),
  });
  try {
    await browser.scripting.executeScript({ target, files: FINDER });
    const [seen] = await browser.scripting.executeScript({ target, func: see });
    return /** @type {Sight | null} */ (seen?.result ?? null);
  } catch {
    return null;
  }
}
