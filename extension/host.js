/** The native port: one request, one promise. */

export const HOST_NAME = "org.twinlatch.host";

/** The protocol this extension speaks; the host's is PROTOCOL_VERSION in host/twinlatch/protocol.py. */
export const PROTOCOL_VERSION = 1;

/**
 * How much of a page's address the host is told. Saved ones are shorter, so nothing further back decides anything; and of 2 MiB, which
 * browsers allow, two make a message too large for it.
 */
const LONGEST_ADDRESS = 16_384;

/** What the host takes in one message, in bytes: MAX_REQUEST_BYTES in host/twinlatch/framing.py. A larger one ends it. */
const LARGEST_MESSAGE = 8 * 1024 * 1024;

/** Milliseconds to wait before connecting again, by the number of failures in a row. */
const BACKOFF_MS = [0, 200, 500, 1000, 2000];

/**
 * Why no host answers.
 * @typedef {"host_missing" | "host_forbidden" | "host_crashed" | "host_too_old" | "extension_too_old"} HostCause
 */

/**
 * What browsers say when a native port closes, Chromium's words first, then Firefox's. Anything else is a crash.
 * @type {[RegExp, HostCause][]}
 */
const CAUSES = [
  [/host not found|is not registered|failed to start native messaging host/i, "host_missing"],
  [/no such native application/i, "host_missing"],
  [/messaging host is forbidden/i, "host_forbidden"],
  [/does not have permission to use native application/i, "host_forbidden"],
];

/**
 * Name the cause behind a browser's words for a closed native port.
 * @param {string} text
 * @returns {HostCause}
 */
export function classifyDisconnect(text) {
  return CAUSES.find(([pattern]) => pattern.test(text))?.[1] ?? "host_crashed";
}

/** A refusal, by the host or for want of a host: a stable reason, and what its sentence needs. */
export class HostError extends Error {
  /**
   * @param {string} reason
   * @param {Record<string, unknown>} [data]
   */
  constructor(reason, data = {}) {
    super(reason);
    this.reason = reason;
    this.data = data;
  }
}

/**
 * @typedef {object} NativePort
 * @property {(message: object) => void} postMessage
 * @property {() => void} disconnect
 * @property {(listener: (message: any) => void) => void} onMessage
 * @property {(listener: (text: string) => void) => void} onDisconnect given the browser's words
 */

/**
 * The host as the background sees it.
 *
 * It connects at the first request, greets with `system.hello`, and connects again by itself at the first request
 * after a loss, at most every two seconds while that keeps failing. Requests that were under way are refused with the
 * cause, never repeated: the host may have done them.
 */
export class Host {
  /** @type {NativePort | null} */ #port = null;
  /** @type {Promise<NativePort> | null} */ #connecting = null;
  /** @type {Map<number, {resolve: (result: any) => void, reject: (error: HostError) => void}>} */ #waiting = new Map();
  #lastId = 0;
  #failures = 0;
  #open;
  #clientVersion;
  #onNotification;
  #onLost;

  /**
   * @param {object} parts
   * @param {() => NativePort} parts.open opens a port
   * @param {string} parts.clientVersion
   * @param {(method: string, params: any) => void} parts.onNotification
   * @param {(cause: HostCause) => void} parts.onLost called once for each greeted host that went away
   */
  constructor({ open, clientVersion, onNotification, onLost }) {
    this.#open = open;
    this.#clientVersion = clientVersion;
    this.#onNotification = onNotification;
    this.#onLost = onLost;
  }

  /** Whether a host is there and was greeted. */
  get connected() {
    return this.#port !== null;
  }

  /**
   * Ask the host.
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>} the result
   * @throws {HostError} the host's refusal, the cause why no host answers, or `too_large` for what it is not even asked
   */
  async ask(method, params = {}) {
    const port = this.#port ?? (await this.#connect());
    return this.#request(port, method, withShortAddresses(params));
  }

  /** Every caller waits for the same attempt. */
  #connect() {
    this.#connecting ??= this.#greet().finally(() => (this.#connecting = null));
    return this.#connecting;
  }

  async #greet() {
    const pause = BACKOFF_MS[Math.min(this.#failures, BACKOFF_MS.length - 1)] ?? 0;
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const port = this.#open();
    port.onMessage((message) => this.#receive(port, message));
    port.onDisconnect((text) => this.#lose(port, classifyDisconnect(text)));
    try {
      const hello = await this.#request(port, "system.hello", { client_version: this.#clientVersion });
      if (hello.protocol_version !== PROTOCOL_VERSION) {
        const cause = hello.protocol_version < PROTOCOL_VERSION ? "host_too_old" : "extension_too_old";
        throw new HostError(cause, { host_version: hello.host_version, extension_version: this.#clientVersion });
      }
    } catch (error) {
      this.#failures += 1;
      port.disconnect();
      throw error;
    }
    this.#failures = 0;
    this.#port = port;
    return port;
  }

  /**
   * @param {NativePort} port
   * @param {string} method
   * @param {object} params
   * @returns {Promise<any>}
   */
  #request(port, method, params) {
    const id = ++this.#lastId;
    const message = { jsonrpc: "2.0", id, method, params };
    return new Promise((resolve, reject) => {
      requireRoom(message);
      this.#waiting.set(id, { resolve, reject });
      try {
        port.postMessage(message);
      } catch {
        this.#waiting.delete(id);
        reject(new HostError("host_crashed"));
      }
    });
  }

  /**
   * @param {NativePort} port
   * @param {{id?: number, method?: string, params?: any, result?: any, error?: {data?: {reason?: string}}}} message
   */
  #receive(port, message) {
    if (message.method !== undefined) {
      this.#onNotification(message.method, message.params ?? {});
      if (message.method === "session.changed" && message.params?.state === "logged_out") this.#leave(port);
      return;
    }
    const caller = this.#waiting.get(message.id ?? 0);
    if (!caller) return;
    this.#waiting.delete(message.id ?? 0);
    if (message.error) {
      const data = message.error.data ?? {};
      caller.reject(new HostError(data.reason ?? "internal", data));
    } else {
      caller.resolve(message.result);
    }
  }

  /**
   * A host ends with its session, so it is not lost: the next request starts another.
   * @param {NativePort} port
   */
  #leave(port) {
    this.#port = null;
    this.#lose(port, "host_crashed");
    port.disconnect();
  }

  /**
   * @param {NativePort} port
   * @param {HostCause} cause
   */
  #lose(port, cause) {
    const wasGreeted = this.#port === port;
    this.#port = wasGreeted ? null : this.#port;
    const callers = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const caller of callers) caller.reject(new HostError(cause));
    if (wasGreeted) this.#onLost(cause);
  }
}

/** @param {object} message @throws {HostError} */
function requireRoom(message) {
  if (new Blob([JSON.stringify(message)]).size > LARGEST_MESSAGE) throw new HostError("too_large", { limit: LARGEST_MESSAGE });
}

/** @param {Record<string, any>} params @returns {Record<string, any>} */
function withShortAddresses({ ...params }) {
  for (const name of ["url", "top_url"]) {
    if (typeof params[name] === "string") params[name] = params[name].slice(0, LONGEST_ADDRESS);
  }
  return params;
}
