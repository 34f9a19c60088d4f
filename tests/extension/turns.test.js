import assert from "node:assert/strict";
import { test } from "node:test";

import { Turns } from "../../extension/turns.js";

const LOGINS = [{ id: "a" }, { id: "b" }, { id: "c" }];
const TAB = 7;

/**
 * @param {string} item_id
 * @param {string} form
 */
function after(item_id, form) {
  const turns = new Turns();
  turns.remember(TAB, { item_id, form, at: 1000 });
  return turns;
}

test("the best login comes first", () => {
  assert.equal(new Turns().next(TAB, "D user", LOGINS, 1000)?.id, "a");
});

test("where there is none, nobody's turn it is", () => {
  assert.equal(new Turns().next(TAB, "D user", [], 1000), undefined);
});

test("the same form again is for the next login, and after the last for the first", () => {
  assert.equal(after("a", "D user").next(TAB, "D user", LOGINS, 1001)?.id, "b");
  assert.equal(after("c", "D user").next(TAB, "D user", LOGINS, 1001)?.id, "a");
});

test("another form, in the same document or the next one, is for the same login", () => {
  assert.equal(after("b", "D user").next(TAB, "D password", LOGINS, 1001)?.id, "b");
  assert.equal(after("b", "D user").next(TAB, "E user", LOGINS, 1001)?.id, "b");
});

test("a login that was copied from, or filled from the popup, is not passed over", () => {
  assert.equal(after("b", "").next(TAB, "", LOGINS, 1001)?.id, "b");
});

test("another tab, another website and another day begin with the best login", () => {
  assert.equal(after("b", "D user").next(8, "D user", LOGINS, 1001)?.id, "a");
  assert.equal(after("x", "D user").next(TAB, "D user", LOGINS, 1001)?.id, "a");
  assert.equal(after("b", "D user").next(TAB, "D user", LOGINS, 1300)?.id, "a");
});

test("a tab that is gone is forgotten", () => {
  const turns = after("b", "D user");
  turns.forget(TAB);
  assert.equal(turns.next(TAB, "D user", LOGINS, 1001)?.id, "a");
});
