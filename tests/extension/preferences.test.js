/** What is stored outside the vault is read with care: a content script turned hostile could write there. */

import assert from "node:assert/strict";
import { test } from "node:test";

/** @type {object} */
let stored;
/** @type {(changes: object, area: string) => void} */
let tellOfChange = () => {};
globalThis.chrome = /** @type {any} */ ({
  i18n: { getUILanguage: () => "en" },
  runtime: { getURL: (/** @type {string} */ path) => path },
  storage: {
    local: { get: async (/** @type {object} */ defaults) => ({ ...defaults, ...stored }) },
    onChanged: { addListener: (/** @type {typeof tellOfChange} */ listener) => (tellOfChange = listener) },
  },
});
globalThis.localStorage = /** @type {any} */ ({ setItem() {} });
globalThis.document = /** @type {any} */ ({ documentElement: { dataset: {}, classList: { remove() {} } }, querySelectorAll: () => [] });
const { currentLanguage } = await import("../../extension/lib/i18n.js");
const { preferences, startPage } = await import("../../extension/lib/preferences.js");
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

test("a language chosen while a page starts is spoken in it, too", async () => {
  stored = {};
  let reads = 0;
  globalThis.fetch = /** @type {any} */ (
    async () => {
      reads += 1;
      if (reads === 1) tellOfChange({ language: { newValue: "fr" } }, "local");
      return { json: async () => ({}) };
    }
  );
  await new Promise((drawn) => {
    startPage(() => drawn(undefined)).then(() => setTimeout(drawn, 1000));
  });
  assert.equal(currentLanguage(), "fr");
});
