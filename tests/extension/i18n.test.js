import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import * as i18n from "../../extension/lib/i18n.js";

const ROOT = new URL("../../extension/", import.meta.url);

/** @param {string} language @returns {import("../../extension/lib/i18n.js").Messages} */
const read = (language) => JSON.parse(readFileSync(new URL(`_locales/${language}/messages.json`, ROOT), "utf8"));
const english = read("en");

test("a value is put in by its name", () => {
  const message = { message: "In $DURATION$, $NAME$!", placeholders: { duration: { content: "$1" }, name: { content: "$2" } } };
  assert.equal(i18n.fillIn(message, { name: "Ada", duration: "1 s" }), "In 1 s, Ada!");
});

test("a value is text: what looks like a placeholder or a dollar in it stays as it is", () => {
  const message = { message: "$A$ $B$", placeholders: { a: { content: "$1" }, b: { content: "$2" } } };
  assert.equal(i18n.fillIn(message, { a: "$B$", b: "$$" }), "$B$ $$");
});

test("a value cannot turn the sentence around it", () => {
  const message = { message: "Delete $TITLE$?", placeholders: { title: { content: "$1" } } };
  assert.equal(i18n.fillIn(message, { title: "\u202eknab\u2069\u202c" }), "Delete \u2068knab\u2069?");
  assert.equal(i18n.fillIn(message, { title: "בנק" }), "Delete \u2068בנק\u2069?");
  assert.equal(i18n.fillIn(message, { title: "Bäckerei 日本 🔑" }), "Delete Bäckerei 日本 🔑?");
});

test("two dollars are one, and a placeholder may hold its own text", () => {
  assert.equal(i18n.fillIn({ message: "$$5" }, {}), "$5");
  assert.equal(i18n.fillIn({ message: "$X$", placeholders: { x: { content: "Twinlatch" } } }, {}), "Twinlatch");
});

test("a missing value is an error, not a hole", () => {
  assert.throws(() => i18n.fillIn({ message: "$A$" }, {}), /no value for A/);
});

for (const [wanted, browser, chosen] of [
  ["fr", "de", "fr"],
  ["", "de-AT", "de"],
  ["", "pt-BR", "en"],
  ["xx", "ja", "ja"],
  ["", "JA-jp", "ja"],
]) {
  test(`wanting "${wanted}" in a browser in ${browser} gives ${chosen}`, () => {
    assert.equal(i18n.chooseLanguage(wanted ?? "", browser ?? ""), chosen);
  });
}

test("counts follow the language's plural rules", () => {
  const table = { n_one: message("$COUNT$ login"), n_other: message("$COUNT$ logins") };
  i18n.useMessages("en", table);
  assert.equal(i18n.plural("n", 1), "1 login");
  assert.equal(i18n.plural("n", 1234), "1,234 logins");
  i18n.useMessages("de", table);
  assert.equal(i18n.plural("n", 1234), "1.234 logins");
});

/** @param {string} text */
function message(text) {
  return { message: text, placeholders: { count: { content: "$1" } } };
}

for (const [seconds, text] of /** @type {[number, string][]} */ ([
  [0, "0 seconds"],
  [0.2, "1 second"],
  [65, "1 minute, 5 seconds"],
  [3600, "1 hour"],
  [90061, "1 day, 1 hour"],
])) {
  test(`${seconds} s read "${text}"`, () => {
    i18n.useMessages("en", {});
    assert.equal(i18n.formatDuration(seconds), text);
  });
}

test("a month is written out, and anything else is nothing", () => {
  i18n.useMessages("de", {});
  assert.equal(i18n.formatMonth("2026-11"), "November 2026");
  assert.equal(i18n.formatMonth("2026-13"), "");
  assert.equal(i18n.formatMonth("soon"), "");
});

for (const language of i18n.LANGUAGES) {
  const messages = read(language);

  test(`${language}: every placeholder is declared and every declared one is used`, () => {
    for (const [key, { message, placeholders = {} }] of Object.entries(messages)) {
      const used = [...message.matchAll(/\$([A-Z_]+)\$/g)].map(([, name]) => name?.toLowerCase());
      assert.deepEqual([...new Set(used)].sort(), Object.keys(placeholders).sort(), key);
    }
  });

  test(`${language}: no sentence is unknown to English`, () => {
    assert.deepEqual(Object.keys(messages).filter((key) => !(key in english)), []);
  });

  test(`${language}: the description fits where stores and browsers show it`, () => {
    assert(messages.app_description && messages.app_description.message.length <= 132);
  });
}

test("markup is only what i18n.js builds", () => {
  const allowed = /<\/?(b|code|kbd|em)>|<a data-to="[a-z_]+">|<\/a>/g;
  for (const [key, { message }] of Object.entries(english)) {
    assert.doesNotMatch(message.replace(allowed, ""), /[<>]/, key);
  }
});

test("every sentence the pages and modules name by its whole key exists", () => {
  const sources = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((path) => /\.(js|html)$/.test(path));
  const named = /\b(?:t|rich)\("([a-z0-9_]+)"|data-i18n(?:-[a-z]+)?="([a-z0-9_]+)"/g;
  const missing = sources.flatMap((path) =>
    [...readFileSync(new URL(path, ROOT), "utf8").matchAll(named)]
      .map((match) => match[1] ?? match[2] ?? "")
      .filter((key) => !(key in english))
      .map((key) => `${path}: ${key}`),
  );
  assert.deepEqual(missing, []);
});

test("every permission that the manifest asks for has its reason in English", () => {
  const manifest = JSON.parse(readFileSync(new URL("manifest.json", ROOT), "utf8"));
  const reasons = manifest.permissions.map((/** @type {string} */ name) => `about_permission_${name}`);
  assert.deepEqual(reasons.filter((/** @type {string} */ key) => !(key in english)), []);
});
