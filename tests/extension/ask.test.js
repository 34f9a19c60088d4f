import assert from "node:assert/strict";
import { test } from "node:test";

/** @type {((message: object, sender: object) => void)[]} */
const listeners = [];

globalThis.chrome = /** @type {any} */ ({
  runtime: {
    id: "ours",
    getURL: (/** @type {string} */ path) => `chrome-extension://ours/${path}`,
    onMessage: { addListener: (/** @type {typeof listeners[number]} */ listener) => listeners.push(listener) },
  },
});
const { onEvent } = await import("../../extension/lib/ask.js");

const BACKGROUND = { id: "ours", url: "chrome-extension://ours/background.js" };

/** @type {[string, object][]} */
const OTHERS = [
  ["another extension", { ...BACKGROUND, id: "theirs" }],
  ["a script of ours in a website", { id: "ours", url: "https://site.example/", tab: { id: 7 }, frameId: 0 }],
  ["a script of ours in a website outside of every tab, as in a side panel", { id: "ours", url: "https://site.example/" }],
  ["a website whose address only begins like ours", { id: "ours", url: "chrome-extension://ours.evil.example/" }],
  ["a sender without an address", { id: "ours" }],
];

test("pages hear news from the background, and from nobody else", () => {
  /** @type {unknown[]} */
  const heard = [];
  onEvent("session.changed", (session) => heard.push(session));
  const tell = (/** @type {object} */ sender) =>
    listeners.forEach((listener) => listener({ type: "event", event: "session.changed", params: sender }, sender));
  for (const [, sender] of OTHERS) tell(sender);
  assert.deepEqual(heard, []);
  tell(BACKGROUND);
  assert.deepEqual(heard, [BACKGROUND]);
});
