import assert from "node:assert/strict";
import { test } from "node:test";

import { findCode } from "../../extension/ui/code_field.js";

for (const [text, code] of [
  ["123456", "123456"],
  [" 123 456\n", "123456"],
  ["123-456", "123456"],
  ["Your code is 042042.", "042042"],
  ["１２３４５６", "123456"],
  ["12345", ""],
  ["1234567", ""],
  ["call 0800 1234567 now", ""],
  ["", ""],
]) {
  test(`pasting ${JSON.stringify(text)} gives "${code}"`, () => assert.equal(findCode(text ?? ""), code));
}
