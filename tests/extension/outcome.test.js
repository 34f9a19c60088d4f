/** Whether a submitted form did what it was for: every case that is told apart, as a table. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isLeaving, outcomeOf } from "../../extension/outcome.js";

const NONE = /** @type {FormStates} */ ({ login: "none", signup: "none", change: "none" });

/** @type {[what: string, kind: keyof FormStates, seen: Partial<FormStates>, inPlace: string, elsewhere: string][]} */
const CASES = [
  ["nothing asks any more", "login", {}, "succeeded", "succeeded"],
  ["the log-in is there, empty", "login", { login: "empty" }, "open", "failed"],
  ["the log-in is there with what was typed", "login", { login: "filled" }, "open", "failed"],
  ["the log-in says that something is wrong", "login", { login: "invalid" }, "open", "failed"],
  ["the first step of a log-in", "login", { login: "step" }, "open", "failed"],
  ["a way to a new password", "login", { change: "step" }, "open", "failed"],
  ["a password that has to be changed first", "login", { change: "empty" }, "succeeded", "succeeded"],
  ["a sign-up for something else", "login", { signup: "empty" }, "succeeded", "succeeded"],
  ["nothing asks any more", "signup", {}, "succeeded", "succeeded"],
  ["the sign-up again", "signup", { signup: "filled" }, "open", "failed"],
  ["the log-in after the sign-up", "signup", { login: "empty" }, "succeeded", "succeeded"],
  ["nothing asks any more", "change", {}, "succeeded", "succeeded"],
  ["the change again, empty, with a word of thanks", "change", { change: "empty" }, "succeeded", "succeeded"],
  ["the change again, with what was typed", "change", { change: "filled" }, "open", "failed"],
  ["the change again, with a field marked", "change", { change: "invalid" }, "open", "failed"],
  ["the log-in with the new password", "change", { login: "empty" }, "succeeded", "succeeded"],
];

for (const [what, kind, seen, inPlace, elsewhere] of CASES) {
  test(`after a ${kind}: ${what}`, () => {
    const forms = { ...NONE, ...seen };
    assert.equal(outcomeOf(kind, { moved: false, status: 200, forms }), inPlace);
    assert.equal(outcomeOf(kind, { moved: true, status: 200, forms }), elsewhere);
    for (const status of [400, 401, 403, 404, 500, 503]) assert.equal(outcomeOf(kind, { moved: true, status, forms }), "failed");
  });
}

/** @type {[transitionType: string, transitionQualifiers: string[], elapsedMs: number, leaves: boolean][]} */
const NAVIGATIONS = [
  ["form_submit", [], 0, false],
  ["form_submit", ["server_redirect"], 50_000, false],
  ["link", [], 2000, false],
  ["link", ["client_redirect"], 9000, false],
  ["reload", [], 3000, false],
  ["link", [], 10_001, true],
  ["reload", [], 30_000, true],
  ["typed", [], 500, true],
  ["auto_bookmark", [], 500, true],
  ["generated", [], 500, true],
  ["keyword", [], 500, true],
  ["start_page", [], 500, true],
  ["link", ["from_address_bar"], 500, true],
  ["form_submit", ["forward_back"], 500, true],
];

for (const [transitionType, transitionQualifiers, elapsedMs, leaves] of NAVIGATIONS) {
  test(`${transitionType} ${transitionQualifiers} after ${elapsedMs} ms is ${leaves ? "the person's own" : "the form's doing"}`, () => {
    assert.equal(isLeaving({ transitionType, transitionQualifiers }, elapsedMs), leaves);
  });
}
