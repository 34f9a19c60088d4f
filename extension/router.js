/** Who may send which message. A message that is not in the table, or not from whom the table says, is refused. */

/**
 * @typedef {"page" | "content"} Origin a page of the extension itself | a content script of it in a website
 * @typedef {{tabId: number, frameId: number, documentId: string, url: string}} Frame where a content script runs
 * @typedef {{from: "page", handle: (message: any) => unknown}} PageRoute
 * @typedef {{from: "content", accepts: (message: any) => boolean, handle: (message: any, frame: Frame) => unknown}} ContentRoute
 * @typedef {PageRoute | ContentRoute} Route a content script gets no answer, and is heard only with what `accepts` takes
 * @typedef {Pick<chrome.runtime.MessageSender,
 *   "id" | "url" | "origin" | "tab" | "frameId" | "documentId" | "documentLifecycle">} Sender
 */

/**
 * Tell from the browser's own word, never from the message, what a sender is; null when it is neither.
 *
 * A page of ours counts only as a whole tab or popup, never inside another page's frame. A content script counts
 * only with the document it lives in, so that an answer can be refused once that document is gone.
 * @param {Sender} sender
 * @param {{id: string, origin: string}} self the extension's id, and its origin without a trailing slash
 * @returns {Origin | null}
 */
export function senderOrigin(sender, self) {
  if (sender.id !== self.id || !sender.url) return null;
  if (sender.documentLifecycle !== undefined && sender.documentLifecycle !== "active") return null;
  const ours = originOf(sender.url) === self.origin && (sender.origin ?? self.origin) === self.origin;
  if (ours) return (sender.frameId ?? 0) === 0 ? "page" : null;
  const website = /^https?:/.test(sender.url) && originOf(sender.url) !== self.origin && sender.origin !== "null";
  const located = sender.tab?.id !== undefined && sender.frameId !== undefined && Boolean(sender.documentId);
  return website && located ? "content" : null;
}

/** Messages that a tab's page may send in a while, and all of its frames together; any more are dropped. */
const MOST_FROM_ONE = 100;
const WHILE_MS = 10_000;

/** @param {string} url */
function originOf(url) {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/**
 * Make the listener for `runtime.onMessage` that a table of routes describes.
 *
 * A message is `{type, ...}`; the answer to a page of ours is `{result}` or `{error: {reason, data}}`. A content script
 * never gets an answer, nor does a refused message. Broadcasts (`type: "event"`) are for pages and are left alone.
 * @param {Record<string, Route>} routes
 * @param {{id: string, origin: string}} self
 * @param {() => number} [now] milliseconds
 */
export function createRouter(routes, self, now = Date.now) {
  const hasRoom = messageCount(now);
  /**
   * @param {any} message
   * @param {Sender} sender
   * @param {(answer: object) => void} answer
   * @returns {boolean} whether an answer will come
   */
  return (message, sender, answer) => {
    const type = typeof message?.type === "string" ? message.type : "";
    const route = Object.hasOwn(routes, type) ? routes[type] : undefined;
    if (!route || senderOrigin(sender, self) !== route.from) return false;
    if (route.from === "content") {
      hear(route, message, frameOf(sender));
      return false;
    }
    Promise.resolve()
      .then(() => route.handle(message))
      .then(
        (result) => answer({ result }),
        (error) => answer({ error: { reason: error?.reason ?? "internal", data: error?.data ?? {} } }),
      );
    return true;
  };

  /**
   * @param {ContentRoute} route
   * @param {any} message
   * @param {Frame} frame
   */
  async function hear(route, message, frame) {
    if (!hasRoom(frame) || !route.accepts(message)) return;
    try {
      await route.handle(message, frame);
    } catch {
      return; // there is nobody to tell: the sender is a website's
    }
  }
}

/**
 * Counts what each tab sends; says whether it is few enough to be heard. A page is not silenced by the frames in it.
 * @param {() => number} now
 * @returns {(frame: Frame) => boolean}
 */
function messageCount(now) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  let began = now();
  return ({ tabId, frameId }) => {
    if (now() - began >= WHILE_MS) {
      counts.clear();
      began = now();
    }
    const one = `${tabId} ${frameId === 0 ? "page" : "frames"}`;
    const count = (counts.get(one) ?? 0) + 1;
    counts.set(one, count);
    return count <= MOST_FROM_ONE;
  };
}

/**
 * @param {Sender} sender one that `senderOrigin` calls "content"
 * @returns {Frame}
 */
function frameOf(sender) {
  return {
    tabId: /** @type {number} */ (sender.tab?.id),
    frameId: /** @type {number} */ (sender.frameId),
    documentId: /** @type {string} */ (sender.documentId),
    url: /** @type {string} */ (sender.url),
  };
}
