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

for (const [text, code] of [
  ["Twinlatch code: 12345678. Valid for 10 minutes.", "12345678"],
  ["1234 5678", "12345678"],
  ["123456", ""],
  ["123456789", ""],
]) {
  test(`pasting ${JSON.stringify(text)} gives "${code}" of a text message`, () => assert.equal(findCode(text ?? "", 8), code));
}
