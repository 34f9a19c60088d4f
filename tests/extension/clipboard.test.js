import assert from "node:assert/strict";
import { test } from "node:test";

import { clipboardClearer } from "../../extension/lib/clipboard.js";

test("a text copied while the one before is being cleared is cleared in its turn", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const clipboard = clipboardOf("first");
  const clearLater = clipboardClearer(clipboard);
  clipboard.onWrite = () => {
    clipboard.onWrite = () => {};
    clipboard.held = "second";
    clearLater("second", 30);
  };
  clearLater("first", 30);
  context.mock.timers.tick(30_000);
  await settle();
  assert.equal(clipboard.held, "second");
  context.mock.timers.tick(30_000);
  await settle();
  assert.equal(clipboard.held, "");
});

test("what a person copied since stays", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const clipboard = clipboardOf("s3cret");
  clipboardClearer(clipboard)("s3cret", 30);
  clipboard.held = "mine";
  context.mock.timers.tick(30_000);
  await settle();
  assert.equal(clipboard.held, "mine");
});

/** @param {string} held */
function clipboardOf(held) {
  const clipboard = {
    held,
    onWrite: () => {},
    read: async () => clipboard.held,
    write: async (/** @type {string} */ text) => {
      clipboard.held = text;
      clipboard.onWrite();
    },
  };
  return clipboard;
}

/** Let everything that waits for nothing but other promises come to its end. */
function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}
