import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { AskError } from "../../extension/lib/ask.js";
import { describeError, SAYINGS } from "../../extension/lib/errors.js";
import { t, useMessages } from "../../extension/lib/i18n.js";

const english = JSON.parse(readFileSync(new URL("../../extension/_locales/en/messages.json", import.meta.url), "utf8"));
const errors = readFileSync(new URL("../../host/twinlatch/errors.py", import.meta.url), "utf8");
useMessages("en", english);

test("every reason of the host has a saying", () => {
  const reasons = [...errors.matchAll(/^ {4}reason(?:: ClassVar\[str\])? = "([a-z_]+)"/gm)].map(([, reason]) => reason ?? "");
  assert(reasons.length > 30);
  assert.deepEqual(reasons.filter((reason) => !Object.hasOwn(SAYINGS, reason)), []);
});

for (const [reason, { variants = [] }] of Object.entries(SAYINGS)) {
  for (const why of [undefined, ...variants]) {
    test(`${reason}${why ? ` (${why})` : ""} says what happened and what to do, even without data`, () => {
      const { title, advice, values } = describeError(new AskError(reason, { why }));
      assert(t(title, values).length > 0);
      assert(t(advice, values).length > 0);
    });
  }
}

test("an unknown reason and a thrown anything are told as internal", () => {
  assert.equal(describeError(new AskError("toString")).reason, "internal");
  assert.equal(describeError(new TypeError("x")).reason, "internal");
  assert.equal(describeError("x").reason, "internal");
});

test("a variant's sentence is chosen by why, or by what", () => {
  assert.equal(describeError(new AskError("store_failed", { why: "disk_full" })).title, "error_store_failed_disk_full");
  assert.equal(describeError(new AskError("not_found", { what: "account" })).title, "error_not_found_account");
  assert.equal(describeError(new AskError("store_failed", { why: "io" })).title, "error_store_failed");
});

test("how long to wait is said in words", () => {
  const { title, advice, values } = describeError(new AskError("throttled", { retry_after_s: 65 }));
  assert.match(t(title, values) + t(advice, values), /1 minute, 5 seconds/);
});

test("a missing host is mended by a command that is named", () => {
  const { advice, values } = describeError(new AskError("host_missing"));
  assert.match(t(advice, values), /<code>twinlatch install<\/code>/);
});
