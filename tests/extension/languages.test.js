/** Loading sentences, from files that take their time. */

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.chrome = /** @type {any} */ ({
  runtime: { getURL: (/** @type {string} */ path) => path },
  i18n: { getUILanguage: () => "en" },
});
/** How long each language takes, in turns of the loop. @type {Record<string, number>} */
const TURNS = { en: 0, de: 5, fr: 0 };
globalThis.fetch = /** @type {any} */ (
  async (/** @type {string} */ path) => {
    const name = path.split("/")[1] ?? "";
    for (let turn = 0; turn < (TURNS[name] ?? 0); turn += 1) await new Promise((next) => setImmediate(next));
    return { json: async () => ({ greeting: { message: name } }) };
  }
);

const { loadLanguage, t } = await import("../../extension/lib/i18n.js");

test("of two languages the one that was chosen last is spoken, however long the other takes", async () => {
  await Promise.all([loadLanguage("de"), loadLanguage("fr")]);
  assert.equal(t("greeting"), "fr");
});

test("a language that cannot be read keeps nobody from another", async () => {
  const read = globalThis.fetch;
  globalThis.fetch = async () => Promise.reject(new TypeError("unreadable"));
  await assert.rejects(loadLanguage("de"), TypeError);
  globalThis.fetch = read;
  await loadLanguage("fr");
  assert.equal(t("greeting"), "fr");
});
