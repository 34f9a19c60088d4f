/** What the toolbar button and the context menu say, and what opens the popup, against a browser that writes down. */

import assert from "node:assert/strict";
import { test } from "node:test";

/** Entries of the menu. @type {{id: string, title: string, contexts: string[]}[]} */
const entries = [];
/** @type {Error | null} */
let refusal = null;
/** @type {number[]} */
const opened = [];

globalThis.chrome = /** @type {any} */ ({
  runtime: { getURL: (/** @type {string} */ path) => path },
  offscreen: {},
  contextMenus: {
    removeAll: async () => void entries.splice(0),
    create(/** @type {typeof entries[number]} */ entry) {
      assert.ok(!entries.some(({ id }) => id === entry.id), `${entry.id} was there already`);
      entries.push(entry);
    },
  },
  action: {
    async openPopup(/** @type {{windowId: number}} */ { windowId }) {
      if (refusal) throw refusal;
      opened.push(windowId);
    },
  },
});

const { useMessages } = await import("../../extension/lib/i18n.js");
const { badgeFor } = await import("../../extension/badge.js");
const { makeMenus } = await import("../../extension/menus.js");
const { Openings } = await import("../../extension/opening.js");
const COUNT = { count: { content: "$1" } };
const SENTENCES = {
  app_badge_one: { message: "$COUNT$ login", placeholders: COUNT },
  app_badge_other: { message: "$COUNT$ logins", placeholders: COUNT },
  app_badge_question: { message: "save?" },
  app_badge_hint: { message: "look here" },
  ...Object.fromEntries(
    ["app_menu_fill", "item_copy_username", "item_copy_password", "item_copy_code", "app_menu_generate"].map((key) => [key, { message: `en ${key}` }]),
  ),
};
useMessages("en", SENTENCES);
const QUIET = { pending: false, hint: false, matches: 0 };

/** @type {[string, object, string, string][]} */
const BADGES = [
  ["no login", {}, "", ""],
  ["one", { matches: 1 }, "1", "1 login"],
  ["as many as there is room for", { matches: 99 }, "99", "99 logins"],
  ["more than there is room for", { matches: 1000 }, "99+", "1,000 logins"],
  ["something to say, before the number", { matches: 3, hint: true }, "!", "look here"],
  ["a question, before all else", { matches: 3, hint: true, pending: true }, "+", "save?"],
];
for (const [what, known, text, title] of BADGES) {
  test(`the badge for ${what}`, () => assert.deepEqual(badgeFor({ ...QUIET, ...known }), { text, title }));
}

test("the menu stands in the language of the moment, and once, however often it is made", async () => {
  await Promise.all([makeMenus(), makeMenus()]);
  assert.equal(entries.length, 5);
  assert.ok(entries.every(({ title }) => title.startsWith("en ")));
  useMessages("de", Object.fromEntries(Object.entries(SENTENCES).map(([key, { message }]) => [key, { message: message.replace("en ", "de ") }])));
  await makeMenus();
  assert.ok(entries.every(({ title }) => title.startsWith("de ")));
});

test("what the popup is opened for is told once, and over that tab alone", async () => {
  const openings = new Openings(() => assert.fail("nothing is to be marked"));
  assert.equal(await openings.open({ id: 7, windowId: 1 }, { guarded: true }), true);
  assert.deepEqual(opened, [1]);
  assert.deepEqual(openings.take(8), {});
  assert.deepEqual(openings.take(7), { guarded: true });
  assert.deepEqual(openings.take(7), {});
});

test("a page that opens the popup over its own tab unguards none over another", async () => {
  const openings = new Openings(() => {});
  await openings.open({ id: 7, windowId: 1 }, { guarded: true });
  await openings.open({ id: 8, windowId: 2 }, {});
  assert.deepEqual(openings.take(7), { guarded: true });
});

test("where the browser does not open the popup, its button is marked, and what it was for is kept a while", async (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  refusal = new Error("no window has the focus");
  /** @type {number[]} */
  const marked = [];
  const openings = new Openings((tabId) => marked.push(tabId));
  assert.equal(await openings.open({ id: 7, windowId: 1 }, { panel: "generator" }), false);
  assert.deepEqual(marked, [7]);
  t.mock.timers.tick(59_000);
  assert.deepEqual(openings.take(7), { panel: "generator" });
  await openings.open({ id: 7, windowId: 1 }, { panel: "generator" });
  t.mock.timers.tick(60_000);
  assert.deepEqual(openings.take(7), {});
});
