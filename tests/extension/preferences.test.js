/** What is stored outside the vault is read with care: a content script turned hostile could write there. */

import assert from "node:assert/strict";
import { test } from "node:test";

/** @type {object} */
let stored;
globalThis.chrome = /** @type {any} */ ({
  storage: { local: { get: async (/** @type {object} */ defaults) => ({ ...defaults, ...stored }) } },
});
const { preferences } = await import("../../extension/lib/preferences.js");
const USUAL = { language: "", theme: "system", show_icons: true };

test("what was chosen is what is read", async () => {
  stored = { language: "de", theme: "dark", show_icons: false };
  assert.deepEqual(await preferences(), stored);
});

for (const wrong of [{ language: 5 }, { language: null }, { theme: {} }, { show_icons: "no" }, { other: 1 }]) {
  test(`${JSON.stringify(wrong)} counts for nothing`, async () => {
    stored = wrong;
    assert.deepEqual(await preferences(), USUAL);
  });
}
