import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { LANGUAGES } from "../../extension/lib/i18n.js";

/** @param {string} language @returns {import("../../extension/lib/i18n.js").Messages} */
const read = (language) => JSON.parse(readFileSync(new URL(`../../extension/_locales/${language}/messages.json`, import.meta.url), "utf8"));
const english = read("en");

/** @param {RegExp} kind @param {string} [text] */
const all = (kind, text = "") => [...text.matchAll(kind)].map(([whole]) => whole).sort();

/** A value may be said once more or less than in English, but none is added or left out. @param {string} [text] */
const values = (text) => [...new Set(all(/\$[A-Za-z0-9_@]+\$/g, text))];

/** @param {string} [text] */
const tags = (text) => all(/<[^>]*>/g, text);

for (const language of LANGUAGES.filter((name) => name !== "en")) {
  const messages = read(language);

  test(`${language}: every English sentence is there, and in the same order`, () => {
    assert.deepEqual(Object.keys(messages), Object.keys(english));
  });

  test(`${language}: each sentence has the values and the markup of the English one`, () => {
    for (const [key, { message, placeholders }] of Object.entries(messages)) {
      assert.deepEqual(values(message), values(english[key]?.message), key);
      assert.deepEqual(placeholders, english[key]?.placeholders, key);
      assert.deepEqual(tags(message), tags(english[key]?.message), key);
    }
  });

  test(`${language}: no sentence is empty or begins or ends with a space`, () => {
    for (const [key, { message }] of Object.entries(messages)) {
      assert(message, key);
      assert.equal(message, message.trim(), key);
    }
  });
}
