/** 19: a hostile content script, against the real background: every message with every method, and every other way in. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { mock, test } from "node:test";

const ORIGIN = "chrome-extension://ours";
const POPUP = { id: "ours", url: `${ORIGIN}/popup/popup.html`, origin: ORIGIN };
const TAB = { id: 7, url: "https://site.example/" };
const CONTENT = {
  id: "ours",
  url: "https://site.example/login",
  origin: "https://site.example",
  tab: TAB,
  frameId: 0,
  documentId: "D",
};
const SENDERS = [CONTENT, { ...CONTENT, frameId: 4 }, { ...CONTENT, url: "https://evil.example/chrome-extension://ours/" }];

/** What the background asked of the browser, by the name of the call. @type {string[]} */
const calls = [];
/** What was put into a document: where. @type {any[]} */
const targets = [];
/** What it sent to the host. @type {any[]} */
const sent = [];
/** Its listeners, by the event's name. @type {Map<string, Function[]>} */
const listeners = new Map();

// What the background means to do in a minute is not waited for.
mock.timers.enable({ apis: ["setTimeout"] });
globalThis.chrome = /** @type {any} */ (fakeBrowser(""));
globalThis.fetch = async () => Response.json({ app_toolbar_logged_out: { message: "Twinlatch" } });
await import("../../extension/background.js");

/**
 * A browser that writes down what is called and who listens.
 * @param {string} path such as "runtime.onMessage"
 * @returns {object}
 */
function fakeBrowser(path) {
  return new Proxy(function () {}, {
    get(_target, name) {
      const full = path ? `${path}.${String(name)}` : String(name);
      if (full === "runtime.id") return "ours";
      if (full === "runtime.getURL") return (/** @type {string} */ file) => `${ORIGIN}/${file}`;
      if (full === "i18n.getUILanguage") return () => "en";
      if (full === "runtime.getManifest") return () => ({ version: "0.1.0" });
      if (full === "runtime.connectNative") return () => (calls.push(full), port());
      if (name === "addListener") return (/** @type {Function} */ heard) => listen(path, heard);
      if (name === "then" || typeof name === "symbol") return undefined;
      return fakeBrowser(full);
    },
    apply(_target, _this, [first]) {
      calls.push(path);
      if (path === "scripting.executeScript") {
        targets.push(first.target);
        return Promise.resolve([{ result: true }]);
      }
      if (path === "webNavigation.getFrame") return Promise.resolve({ url: TAB.url });
      if (path === "tabs.query") return Promise.resolve([]);
      return Promise.resolve({});
    },
  });
}

/** A host that hears everything, greets, and answers with nothing. */
function port() {
  /** @type {(message: object) => void} */
  let heard = () => {};
  return {
    postMessage(/** @type {any} */ message) {
      sent.push(message);
      queueMicrotask(() => heard({ id: message.id, result: message.method === "system.hello" ? { protocol_version: 1 } : {} }));
    },
    disconnect() {},
    onMessage: { addListener: (/** @type {typeof heard} */ listener) => (heard = listener) },
    onDisconnect: { addListener() {} },
  };
}

/**
 * @param {string} event
 * @param {Function} listener
 */
function listen(event, listener) {
  listeners.set(event, [...(listeners.get(event) ?? []), listener]);
}

/**
 * Whether anybody answers a message.
 * @param {unknown} message
 * @param {object} sender
 */
function isAnswered(message, sender) {
  let answered = false;
  const willAnswer = (listeners.get("runtime.onMessage") ?? []).map((listener) =>
    listener(message, sender, () => {
      answered = true;
    }),
  );
  return answered || willAnswer.some((will) => will !== false && will !== undefined);
}

/** Every type that is routed, as the source names them. */
const source = await readFile(new URL("../../extension/background.js", import.meta.url), "utf8");
const types = [...source.matchAll(/^ {2}(\w+): \{ from:/gm)].map(([, type]) => type);
/** Those that a content script may send. */
const FOR_CONTENT = [...source.matchAll(/^ {2}(\w+): \{ from: "content"/gm)].map(([, type]) => type);
/** Every method of the host. */
const contract = await readFile(new URL("../../extension/protocol.d.ts", import.meta.url), "utf8");
const methods = [...contract.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, method]) => method);

const ARGUMENTS = [
  {},
  { wish: { tabId: 7, frameId: 0, documentId: "D", itemId: "A", origin: "https://bank.example", confirmed: true } },
  { draft: { password: "theirs" } },
  { text: "", seconds: 0 },
  { sender: POPUP, from: "page", origin: ORIGIN, id: "ours", url: POPUP.url },
  ...methods.map((method) => ({ method, params: {} })),
  { method: "session.unlock", params: { master_password: "guess" } },
  { method: "two_factor.disable", params: { master_password: "guess", code: "000000" } },
  { method: "items.search", params: { query: "" } },
  { method: "session.state", params: {} },
];

test("the messages and methods that are tried are the real ones", () => {
  assert.ok(types.includes("ask") && types.includes("fill"));
  for (const method of ["items.list", "items.get", "session.unlock", "two_factor.disable", "sites.match"]) {
    assert.ok(methods.includes(method), method);
  }
});

test("what the extension stores is for its own pages, where the browser can see to that", () => {
  assert.ok(calls.includes("storage.local.setAccessLevel"));
});

test("a page of ours is answered, so that silence below means something", async () => {
  assert.ok(isAnswered({ type: "ask", method: "items.list", params: {} }, POPUP));
  await settled();
  assert.ok(calls.includes("runtime.connectNative"));
});

test("a content script gets no answer, and only its own few messages reach the browser", async () => {
  await settled();
  calls.length = 0;
  sent.length = 0;
  let tried = 0;
  for (const sender of SENDERS) {
    for (const type of [...types.filter((type) => !FOR_CONTENT.includes(type)), "event", "", "__proto__", "constructor"]) {
      for (const extra of ARGUMENTS) {
        assert.ok(!isAnswered({ type, ...extra }, sender), `${type} ${JSON.stringify(extra)}`);
        tried += 1;
      }
    }
  }
  await settled();
  assert.deepEqual([calls, sent], [[], []]);
  assert.ok(tried > 500);
});

const SUBMISSION = { kind: "login", username: "ana", password: "pw", new_password: "" };
/** What a content script may send, and what else it might try to get along with it. @type {object[]} */
const SUBMISSIONS = [
  SUBMISSION,
  ...["signup", "change", "step"].map((kind) => ({ ...SUBMISSION, kind })),
  { ...SUBMISSION, tab: 1, url: "https://bank.example/", top_url: "https://bank.example/", id: "A", method: "saves.accept", params: {} },
  { ...SUBMISSION, frame: CONTENT, tabId: 1, documentId: "other", frameId: 0 },
  ...[undefined, null, 3, {}, [], "x".repeat(10_001)].flatMap((wrong) => [
    { ...SUBMISSION, username: wrong },
    { ...SUBMISSION, password: wrong },
    { ...SUBMISSION, kind: wrong },
  ]),
  { login: "none", signup: "none", change: "none" },
  { login: "filled", signup: "none", change: "none", tabId: 1, id: "A" },
  { login: "any", signup: {}, change: 3 },
];

test("a content script's own messages are about its own document only, and none asks for anything back", async () => {
  await settled();
  targets.length = 0;
  sent.length = 0;
  let number = 100;
  for (const type of FOR_CONTENT) {
    for (const extra of [...ARGUMENTS, ...SUBMISSIONS]) {
      for (const frameId of [0, 4]) {
        // A tab for each, for one alone would soon not be heard any more.
        number += 1;
        const sender = { ...CONTENT, frameId, url: `https://site.example/${number}`, tab: { id: number }, documentId: `D${number}` };
        assert.ok(!isAnswered({ ...extra, type }, sender), `${type} ${JSON.stringify(extra).slice(0, 100)}`);
      }
    }
  }
  await settled();
  assert.ok(targets.length > 100);
  for (const { tabId, documentIds, ...more } of targets) assert.deepEqual([documentIds, more], [[`D${tabId}`], {}]);
  assert.ok(sent.some(({ method }) => method === "saves.submitted"));
  for (const { method, params } of sent) {
    assert.ok(["sites.page", "saves.submitted"].includes(method), method);
    assert.ok([null, undefined, TAB.url, params.url].includes(params.top_url));
    if (method !== "saves.submitted") continue;
    assert.equal(params.url, `https://site.example/${params.tab}`);
    assert.deepEqual(Object.keys(params).sort(), ["kind", "new_password", "password", "tab", "top_url", "url", "username"]);
    assert.ok(params.password.length <= 10_000);
  }
});

test("a content script that floods is heard a hundred times in a while", async () => {
  await settled();
  sent.length = 0;
  for (let times = 0; times < 5000; times += 1) isAnswered({ type: "form_submitted", ...SUBMISSION }, { ...CONTENT, tab: { id: 99 } });
  await settled();
  assert.ok(sent.length <= 100, String(sent.length));
});

test("there is no other way in: no port, no external message, no page of ours that a website may load", async () => {
  assert.ok(listeners.has("runtime.onMessage"));
  for (const event of ["runtime.onConnect", "runtime.onConnectExternal", "runtime.onMessageExternal"]) {
    assert.ok(!listeners.has(event), event);
  }
  const manifest = JSON.parse(await readFile(new URL("../../extension/manifest.json", import.meta.url), "utf8"));
  for (const name of ["externally_connectable", "web_accessible_resources"]) assert.ok(!(name in manifest), name);
});

/** Everything that was begun has been done. */
function settled() {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
