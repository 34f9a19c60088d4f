/** What was submitted in a tab is followed by what the browser and the page's forms tell, and asked about once it went well. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

/** What a look at the next document finds. @type {any} */
let sight;
globalThis.chrome = /** @type {any} */ ({
  scripting: { executeScript: async () => (sight === null ? Promise.reject(new Error("gone")) : [{ result: sight }]) },
  webNavigation: { getFrame: async () => ({ url: "https://top.example/" }) },
});
const { isFormState, isSubmission, Saving } = await import("../../extension/saving.js");

const FRAME = { tabId: 7, frameId: 0, documentId: "before", url: "https://site.example/login" };
const AFTER = { ...FRAME, documentId: "after" };
const LOGIN = /** @type {any} */ ({ kind: "login", username: "ana", password: "pw", new_password: "" });
const NONE = /** @type {FormStates} */ ({ login: "none", signup: "none", change: "none" });
const FILLED = /** @type {FormStates} */ ({ ...NONE, login: "filled" });
const SUBMITTED = /** @type {any} */ ({ tabId: 7, frameId: 0, transitionType: "form_submit", transitionQualifiers: [] });

/** What the host was asked. @type {[string, any][]} */
let asked;
/** The tabs that were told of a change. @type {number[]} */
let changed;
/** @type {InstanceType<typeof Saving>} */
let saving;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  asked = [];
  changed = [];
  sight = { moved: true, status: 200, forms: NONE };
  let ids = 0;
  saving = new Saving({
    changed: (tabId) => changed.push(tabId),
    ask: async (method, params) => {
      asked.push([method, params]);
      if (method === "saves.submitted") return { id: /** @type {any} */ (params).password === "unwanted" ? null : `offer-${++ids}` };
      return { asks: /** @type {any} */ (params).succeeded };
    },
  });
});

/** Let so many milliseconds pass, and all that is due then be done. @param {number} ms */
async function pass(ms) {
  mock.timers.tick(ms);
  for (let turns = 0; turns < 20; turns += 1) await null;
}

/** How each offer was settled. */
const settled = () => asked.filter(([method]) => method === "saves.settled").map(([, { id, succeeded }]) => [id, succeeded]);

test("a navigation to a page without the form is a success, once the page has loaded", async () => {
  await saving.submitted(LOGIN, FRAME);
  await saving.navigated(SUBMITTED);
  saving.loaded({ tabId: 7, frameId: 0 });
  await pass(999);
  assert.equal(saving.pendingFor(7), false);
  await pass(1);
  assert.deepEqual(settled(), [["offer-1", true]]);
  assert.ok(saving.pendingFor(7));
  assert.ok(!saving.pendingFor(8));
  assert.deepEqual(changed, [7]);
});

test("a page that never finishes loading is looked at all the same", async () => {
  await saving.submitted(LOGIN, FRAME);
  await saving.navigated(SUBMITTED);
  await pass(8000);
  assert.ok(saving.pendingFor(7));
});

test("each page on the way puts the look off", async () => {
  await saving.submitted(LOGIN, FRAME);
  for (let pages = 0; pages < 5; pages += 1) {
    await saving.navigated(SUBMITTED);
    saving.loaded({ tabId: 7, frameId: 0 });
    await pass(900);
  }
  assert.deepEqual(settled(), []);
});

for (const [what, seen] of /** @type {[string, any][]} */ ([
  ["the form again", { moved: true, status: 200, forms: FILLED }],
  ["an error of the server", { moved: true, status: 401, forms: NONE }],
  ["a page that nobody may look at", null],
])) {
  test(`a navigation to ${what} is a failure`, async () => {
    sight = seen;
    await saving.submitted(LOGIN, FRAME);
    await saving.navigated(SUBMITTED);
    saving.loaded({ tabId: 7, frameId: 0 });
    await pass(1000);
    assert.deepEqual(settled(), [["offer-1", false]]);
    assert.equal(saving.pendingFor(7), false);
  });
}

test("a form that is gone in place is a success, unless it is back at once", async () => {
  await saving.submitted(LOGIN, FRAME);
  await saving.formsChanged(NONE, FRAME);
  await pass(500);
  await saving.formsChanged(FILLED, FRAME);
  await pass(5000);
  assert.deepEqual(settled(), []);
  await saving.formsChanged(NONE, FRAME);
  await pass(1000);
  assert.ok(saving.pendingFor(7));
});

test("a form that is back a little later takes the question back, in place or on the next page", async () => {
  for (const frame of [FRAME, AFTER]) {
    await saving.submitted(LOGIN, FRAME);
    await saving.formsChanged(NONE, FRAME);
    await pass(3000);
    assert.ok(saving.pendingFor(7));
    if (frame === AFTER) await saving.navigated(SUBMITTED);
    await saving.formsChanged(FILLED, frame);
    assert.equal(saving.pendingFor(7), false);
  }
});

test("a form much later, as after a log-out, takes nothing back", async () => {
  await saving.submitted(LOGIN, FRAME);
  await saving.formsChanged(NONE, FRAME);
  await pass(16_000);
  await saving.navigated(SUBMITTED);
  await saving.formsChanged(FILLED, AFTER);
  assert.ok(saving.pendingFor(7));
});

test("a document beside the one that was submitted says nothing of it", async () => {
  await saving.submitted(LOGIN, { ...FRAME, frameId: 3 });
  await saving.formsChanged(FILLED, { ...FRAME, documentId: "page around it" });
  await saving.formsChanged(FILLED, { ...FRAME, frameId: 4, documentId: "another frame" });
  await saving.formsChanged(NONE, { ...FRAME, tabId: 8 });
  await pass(2000);
  assert.deepEqual(settled(), []);
});

test("what a frame submits, wanted or not, takes nothing from its page", async () => {
  await saving.submitted(LOGIN, FRAME);
  for (const [frameId, password] of /** @type {[number, string][]} */ ([[3, "unwanted"], [4, "wanted"], [4, "unwanted"]])) {
    const frame = { ...FRAME, frameId, documentId: `of frame ${frameId}` };
    await saving.submitted({ ...LOGIN, password }, frame);
    await saving.navigated({ ...SUBMITTED, frameId, transitionType: "typed" });
    await saving.formsChanged(FILLED, frame);
  }
  await saving.formsChanged(NONE, FRAME);
  await pass(1000);
  assert.deepEqual(settled(), [["offer-2", false], ["offer-1", true]]);
  assert.ok(saving.pendingFor(7));
});

test("the page's own takes the place of what was submitted in its frames", async () => {
  await saving.submitted(LOGIN, { ...FRAME, frameId: 3 });
  await saving.submitted(LOGIN, FRAME);
  await saving.navigated(SUBMITTED);
  await pass(8000);
  assert.deepEqual(settled(), [["offer-2", true]]);
});

test("who leaves by the address bar has not logged in", async () => {
  await saving.submitted(LOGIN, FRAME);
  await saving.navigated({ ...SUBMITTED, transitionType: "typed" });
  assert.deepEqual(settled(), [["offer-1", false]]);
});

test("what nothing is seen of is forgotten after a minute", async () => {
  await saving.submitted(LOGIN, FRAME);
  await saving.formsChanged(FILLED, FRAME);
  await pass(59_999);
  assert.deepEqual(settled(), []);
  await pass(1);
  assert.deepEqual(settled(), [["offer-1", false]]);
});

test("what the host wants to know nothing of is followed to no question", async () => {
  await saving.submitted({ ...LOGIN, password: "unwanted" }, FRAME);
  await saving.formsChanged(NONE, FRAME);
  await pass(1000);
  assert.deepEqual(settled(), []);
  assert.equal(saving.pendingFor(7), false);
});

test("the name of a first step follows nothing, and what was submitted before stays followed", async () => {
  await saving.submitted(LOGIN, FRAME);
  await saving.submitted({ ...LOGIN, kind: "step" }, FRAME);
  await saving.formsChanged(NONE, FRAME);
  await pass(1000);
  assert.deepEqual(settled(), [["offer-1", true]]);
});

test("a tab that is closed takes with it what was submitted in it, and its questions", async () => {
  await saving.submitted(LOGIN, FRAME);
  await saving.tabClosed(7);
  assert.deepEqual(settled(), [["offer-1", false]]);
  await saving.submitted(LOGIN, FRAME);
  await saving.formsChanged(NONE, FRAME);
  await pass(1000);
  await saving.tabClosed(7);
  assert.deepEqual(settled().at(-1), ["offer-2", false]);
  assert.equal(saving.pendingFor(7), false);
});

test("the host decides by the browser's word on document and page, and nothing is kept of what was typed", async () => {
  await saving.submitted(LOGIN, { ...FRAME, frameId: 3 });
  assert.deepEqual(asked, [
    [
      "saves.submitted",
      { tab: 7, url: FRAME.url, top_url: "https://top.example/", kind: "login", username: "ana", password: "pw", new_password: "" },
    ],
  ]);
});

test("a host that went leaves nothing to follow and nothing to ask", async () => {
  await saving.submitted(LOGIN, FRAME);
  await saving.formsChanged(NONE, FRAME);
  await pass(1000);
  saving.forget();
  assert.equal(saving.pendingFor(7), false);
  assert.deepEqual(changed, [7, 7]);
});

test("only what a form can hold is a submission, and only the five words are a state", () => {
  assert.ok(isSubmission(LOGIN));
  assert.ok(isFormState(NONE));
  for (const wrong of [
    {},
    { kind: "admin" },
    { kind: ["login"] },
    { username: 3 },
    { username: "x".repeat(1001) },
    { password: null },
    { password: "x".repeat(10_001) },
    { new_password: { length: 1 } },
  ]) {
    assert.equal(isSubmission(Object.keys(wrong).length ? { ...LOGIN, ...wrong } : {}), false, JSON.stringify(wrong).slice(0, 80));
  }
  for (const wrong of [{}, { ...NONE, login: "there" }, { ...NONE, change: undefined }, { ...NONE, signup: ["none"] }]) {
    assert.equal(isFormState(wrong), false);
  }
});
