/** How things stand, told to the popup in one answer. */

import assert from "node:assert/strict";
import test from "node:test";

import { standing } from "../../extension/standing.js";

const PLACE = { tab_id: 7, url: "https://bank.example/", rows: 12 };
const LISTS = ["items.list", "saves.pending", "settings.get", "sites.match", "sites.page"];

/** A host in a state; with a locked vault it refuses what is in it. @param {string} state */
function hostThatIs(state) {
  /** @type {string[]} */
  const asked = [];
  /** @type {Record<string, unknown>} */
  const answers = {
    "system.hello": { accounts: ["ada"] },
    "session.state": { state },
    "settings.get": "settings",
    "saves.pending": { questions: ["question"] },
    "sites.page": "page",
    "sites.match": { items: ["here"] },
    "items.list": "all",
  };
  const ask = async (/** @type {string} */ method) => {
    asked.push(method);
    await new Promise((answered) => setImmediate(answered));
    if (LISTS.includes(method) && state !== "unlocked") throw new Error("locked");
    return answers[method];
  };
  return { ask, asked };
}

test("an open vault is asked for all at once, before anything is answered", async () => {
  const { ask, asked } = hostThatIs("unlocked");
  const coming = standing(ask, PLACE, true);
  assert.deepEqual([...asked].sort(), [...LISTS, "session.state", "system.hello"].sort());
  const { accounts, vault } = await coming;
  assert.deepEqual(accounts, ["ada"]);
  assert.deepEqual(vault, { settings: "settings", questions: ["question"], page: "page", here: ["here"], all: "all" });
  assert.equal(asked.length, 7);
});

test("what is not known to be open is asked for its lists once it says that it is", async () => {
  const { ask, asked } = hostThatIs("unlocked");
  const coming = standing(ask, PLACE, false);
  assert.deepEqual([...asked].sort(), ["session.state", "system.hello"]);
  assert.deepEqual((await coming).vault?.all, "all");
});

test("a vault that was locked just now is no failure", async () => {
  const { ask } = hostThatIs("locked");
  assert.deepEqual(await standing(ask, PLACE, true), { accounts: ["ada"], session: { state: "locked" }, vault: null });
});

test("an open vault that cannot be read is a failure", async () => {
  const { ask } = hostThatIs("unlocked");
  const broken = async (/** @type {string} */ method) => {
    if (method === "items.list") throw new Error("damaged");
    return ask(method);
  };
  for (const isOpen of [true, false]) await assert.rejects(standing(broken, PLACE, isOpen), /damaged/);
});

test("where there is no website nothing is asked about it", async () => {
  const { ask, asked } = hostThatIs("unlocked");
  const { vault } = await standing(ask, { ...PLACE, url: "" }, true);
  assert.deepEqual([vault?.page, vault?.here], [null, []]);
  assert.ok(!asked.some((method) => method.startsWith("sites.")));
});
