/** How a page of the extension asks the background, and through it the host, and how it hears news. */

import { browser, extensionUrl } from "./browser.js";

/** @typedef {import("../protocol.js").Notifications} Notifications */

/** A refusal with its stable reason, and the data its sentence needs; see lib/errors.js. */
export class AskError extends Error {
  /**
   * @param {string} reason
   * @param {Record<string, unknown>} [data]
   */
  constructor(reason, data = {}) {
    super(reason);
    this.name = "AskError";
    this.reason = reason;
    this.data = data;
  }
}

/** What Chromium says when a service worker was not there to take a message: nothing was done, so asking again is safe. */
const NOT_DELIVERED = /receiving end does not exist/i;

/**
 * Ask the host.
 * @template {keyof import("../protocol.js").Methods} M
 * @param {M} method as in the protocol, such as "items.search"
 * @param {import("../protocol.js").Methods[M]["params"]} [params]
 * @returns {Promise<import("../protocol.js").Methods[M]["result"]>}
 * @throws {AskError}
 */
export function ask(method, params) {
  return tell("ask", { method, params: params ?? {} });
}

/**
 * Send one of the background's own messages (see the table in background.js).
 *
 * It is sent again, once, only if it never arrived. A worker that died with the message in hand may have acted on it,
 * and takes the host and its session with it: that is `host_crashed`.
 * @param {string} type
 * @param {object} [fields]
 * @returns {Promise<any>}
 * @throws {AskError}
 */
export async function tell(type, fields = {}) {
  const message = { type, ...fields };
  const answer = await browser.runtime
    .sendMessage(message)
    .catch((error) => (NOT_DELIVERED.test(error.message) ? browser.runtime.sendMessage(message) : undefined))
    .catch(() => undefined);
  if (answer === undefined || answer === null) throw new AskError("host_crashed");
  if (answer.error) throw new AskError(answer.error.reason, answer.error.data);
  return answer.result;
}

/**
 * Hear news from the background: the host's notifications, such as "session.changed" with the session, and its own.
 * @template {string} E
 * @param {E} event
 * @param {(params: E extends keyof Notifications ? Notifications[E] : any) => void} listener
 * @returns {() => void} stops listening
 */
export function onEvent(event, listener) {
  /**
   * @param {any} message
   * @param {chrome.runtime.MessageSender} sender
   */
  const receive = (message, sender) => {
    const fromBackground = sender.id === browser.runtime.id && !sender.tab && sender.url?.startsWith(extensionUrl(""));
    if (fromBackground && message?.type === "event" && message.event === event) listener(message.params);
  };
  browser.runtime.onMessage.addListener(receive);
  return () => browser.runtime.onMessage.removeListener(receive);
}
