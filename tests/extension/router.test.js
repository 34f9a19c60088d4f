import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createRouter, senderOrigin } from "../../extension/router.js";

const SELF = { id: "ours", origin: "chrome-extension://ours" };
const POPUP = { id: "ours", url: "chrome-extension://ours/popup/popup.html", origin: "chrome-extension://ours" };
const TAB = /** @type {chrome.tabs.Tab} */ (/** @type {unknown} */ ({ id: 7 }));
const OPTIONS = { ...POPUP, url: "chrome-extension://ours/options/options.html", tab: TAB, frameId: 0, documentId: "D" };
const CONTENT = { id: "ours", url: "https://site.example/login", tab: TAB, frameId: 0, documentId: "D" };

test("the popup and a tab of ours are pages", () => {
  assert.equal(senderOrigin(POPUP, SELF), "page");
  assert.equal(senderOrigin(OPTIONS, SELF), "page");
});

test("our script in a website is content", () => {
  assert.equal(senderOrigin(CONTENT, SELF), "content");
  assert.equal(senderOrigin({ ...CONTENT, frameId: 3 }, SELF), "content");
});

/** @type {[string, import("../../extension/router.js").Sender][]} */
const NEITHER = [
  ["another extension", { ...POPUP, id: "theirs" }],
  ["a page of ours inside another page's frame", { ...OPTIONS, frameId: 3 }],
  ["a page with our address and an opaque origin", { ...POPUP, origin: "null" }],
  ["a page whose address only begins like ours", { ...POPUP, url: "chrome-extension://ours.evil.example/popup.html" }],
  ["a website that names our origin in its address", { ...POPUP, url: "https://evil.example/chrome-extension://ours/" }],
  ["a page that is only being prepared", { ...POPUP, documentLifecycle: "prerender" }],
  ["a sender without an address", { id: "ours" }],
  ["a content script without a tab", { ...CONTENT, tab: undefined }],
  ["a content script without a document", { ...CONTENT, documentId: undefined }],
  ["a content script in a local file", { ...CONTENT, url: "file:///etc/passwd" }],
  ["a content script in an empty frame", { ...CONTENT, url: "about:blank" }],
  ["a content script in a document without an origin", { ...CONTENT, origin: "null" }],
];

for (const [who, sender] of NEITHER) {
  test(`${who} is refused`, () => assert.equal(senderOrigin(sender, SELF), null));
}

/** What the content script's route was given. @type {unknown[]} */
const heard = [];
let now = 0;

const router = createRouter(
  {
    secret: { from: "page", handle: () => "for pages" },
    seen: {
      from: "content",
      accepts: ({ text }) => typeof text === "string",
      handle: ({ text }, frame) => {
        heard.push([text, frame]);
        throw new Error("nobody hears of this");
      },
    },
    fail: {
      from: "page",
      handle: () => {
        throw Object.assign(new Error("x"), { reason: "locked", data: { reason: "locked" } });
      },
    },
    bug: {
      from: "page",
      handle: () => {
        throw new TypeError("with a secret in it");
      },
    },
  },
  SELF,
  () => now,
);

beforeEach(() => {
  heard.length = 0;
  now += 10_000;
});

/**
 * @param {any} message
 * @param {import("../../extension/router.js").Sender} sender
 * @returns {Promise<any>} the answer, or "refused"
 */
function send(message, sender) {
  return new Promise((resolve) => {
    if (!router(message, sender, resolve)) resolve("refused");
  });
}

test("a page gets its answer", async () => {
  assert.deepEqual(await send({ type: "secret" }, POPUP), { result: "for pages" });
});

test("a content script cannot send what is for pages, nor a page what is for content scripts", async () => {
  assert.equal(await send({ type: "secret" }, CONTENT), "refused");
  assert.equal(await send({ type: "seen", text: "a" }, POPUP), "refused");
  assert.deepEqual(heard, []);
});

test("what a message says about its sender changes nothing", async () => {
  assert.equal(await send({ type: "secret", sender: POPUP, from: "page", origin: SELF.origin }, CONTENT), "refused");
});

test("a content script is heard, learns nothing, and its frame is the one the browser names", async () => {
  assert.equal(await send({ type: "seen", text: "a", tabId: 1, url: "https://evil.example" }, CONTENT), "refused");
  assert.deepEqual(heard, [["a", { tabId: 7, frameId: 0, documentId: "D", url: "https://site.example/login" }]]);
});

test("a content script is not heard with what its route does not accept", async () => {
  for (const text of [undefined, 3, null, {}, ["a"]]) await send({ type: "seen", text }, CONTENT);
  assert.deepEqual(heard, []);
});

test("a tab is heard a hundred times in ten seconds, whatever another one sends", async () => {
  for (let times = 0; times < 150; times += 1) await send({ type: "seen", text: "a" }, CONTENT);
  assert.equal(heard.length, 100);
  await send({ type: "seen", text: "b" }, { ...CONTENT, tab: { ...TAB, id: 8 } });
  assert.equal(heard.length, 101);
  now += 10_000;
  await send({ type: "seen", text: "c" }, CONTENT);
  assert.equal(heard.length, 102);
});

test("frames that send too much silence one another, and not the page around them", async () => {
  for (let times = 0; times < 150; times += 1) await send({ type: "seen", text: "a" }, { ...CONTENT, frameId: 1 + (times % 3) });
  assert.equal(heard.length, 100);
  await send({ type: "seen", text: "b" }, CONTENT);
  assert.equal(heard.length, 101);
});

for (const message of [null, "secret", 3, {}, { type: "nothing" }, { type: "toString" }, { type: "__proto__" }]) {
  test(`${JSON.stringify(message)} is refused`, async () => assert.equal(await send(message, POPUP), "refused"));
}

test("a refusal travels with its reason; a bug as internal, without its text", async () => {
  assert.deepEqual(await send({ type: "fail" }, POPUP), { error: { reason: "locked", data: { reason: "locked" } } });
  assert.deepEqual(await send({ type: "bug" }, POPUP), { error: { reason: "internal", data: {} } });
});
