import assert from "node:assert/strict";
import { test } from "node:test";

import { clipboardClearer } from "../../extension/lib/clipboard.js";

test("a text copied while the one before is being cleared is cleared in its turn", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let held = "first";
  let finished = 0;
  /** @type {() => void} */
  let copyAnother = () => {};
  const clipboard = {
    read: async () => held,
    write: async (/** @type {string} */ text) => {
      held = text;
      copyAnother();
    },
  };
  const clearLater = clipboardClearer(clipboard, () => (finished += 1));
  copyAnother = () => {
    copyAnother = () => {};
    held = "second";
    clearLater("second", 30);
  };
  clearLater("first", 30);
  context.mock.timers.tick(30_000);
  await settle();
  assert.deepEqual([held, finished], ["second", 0]);
  context.mock.timers.tick(30_000);
  await settle();
  assert.deepEqual([held, finished], ["", 1]);
});

/** Let everything that waits for nothing but other promises come to its end. */
function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}
