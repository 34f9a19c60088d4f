/** Proving afresh that the owner is there: the master password, and with two-factor on the app's code. */

import { AskError } from "../lib/ask.js";
import { t } from "../lib/i18n.js";
import { codeField } from "../ui/code_field.js";
import { passwordField } from "../ui/password_field.js";

/**
 * @typedef {object} Proof
 * @property {import("../ui/field.js").Field[]} fields
 * @property {HTMLElement[]} elements the same, as shown
 * @property {() => {master_password: string, code: string}} withCode
 * @property {() => {master_password: string, code?: string}} values with a code only where two-factor is on
 * @property {(error: unknown) => HTMLElement[]} again readies what was wrong to be entered again; for `form`'s onError
 */

/** What only another code helps against. */
const CODE_REFUSALS = ["wrong_code", "code_already_used", "code_required"];

/**
 * @param {boolean} twoFactor
 * @param {string} [label] of the password
 * @returns {Proof}
 */
export function proof(twoFactor, label = t("common_master_password")) {
  const password = passwordField({ label, input: { name: "master_password", required: true } });
  const code = codeField({ onComplete: () => {}, hint: t("options_code_hint") });
  const fields = twoFactor ? [password, code] : [password];
  const withCode = () => ({ master_password: password.input.value, code: code.input.value });
  return {
    fields,
    elements: fields.map(({ element }) => element),
    withCode,
    values: () => (twoFactor ? withCode() : { master_password: password.input.value }),
    again(error) {
      const reason = error instanceof AskError ? error.reason : "";
      if (CODE_REFUSALS.includes(reason)) code.clear();
      if (reason === "bad_credentials") password.input.select();
      return [];
    },
  };
}
