/** What of a login goes into a page, against a browser that writes down what it is told to run there. */

import assert from "node:assert/strict";
import { test } from "node:test";

const PAGE = { frameId: 0, documentId: "D", url: "https://bank.example/", documentLifecycle: "active" };
/** @type {{kinds: string[], found: boolean}} */
let form = { kinds: [], found: true };
/** What was passed to the document that is filled. @type {Record<string, string>[]} */
const passed = [];

globalThis.chrome = /** @type {any} */ ({
  webNavigation: { getAllFrames: async () => [PAGE], getFrame: async () => PAGE },
  scripting: {
    async executeScript(/** @type {{files?: string[], args?: any[]}} */ { files, args = [] }) {
      if (files) return [];
      const [values, , survey] = args;
      if (!survey) return [{ result: { opaque: false, targets: [], newPassword: null, ...form } }];
      passed.push(values);
      return [{ result: { filled: Object.keys(values), refused: [] } }];
    },
  },
});
const { fillTab, formIn } = await import("../../extension/fill.js");

const WISH = { item_id: "A", tab_id: 7, allowed: {} };
const ask = async () => ({ username: "ada", password: "Otter-51-reed", code: "123456" });

/** @type {[string[], string[]][]} */
const STEPS = [
  [["username"], ["username"]],
  [["email"], ["username"]],
  [["current-password"], ["current-password"]],
  [["one-time-code", "one-time-code"], ["one-time-code"]],
  [["username", "current-password"], ["username", "current-password"]],
  [["email", "new-password"], ["username"]],
];
for (const [kinds, needed] of STEPS) {
  test(`a form with ${kinds} is given ${needed} and nothing else`, async () => {
    passed.length = 0;
    form = { kinds, found: true };
    await fillTab(WISH, ask);
    assert.deepEqual(passed.map(Object.keys), [needed]);
  });
}

test("a form is told from another by its document and its fields", async () => {
  form = { kinds: ["username"], found: true };
  assert.equal(await formIn(7), "D username");
  form = { kinds: [], found: false };
  assert.equal(await formIn(7), "");
});
