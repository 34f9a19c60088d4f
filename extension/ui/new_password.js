/** Choosing a master password: twice, with advice while typing. */

import { ask } from "../lib/ask.js";
import { t } from "../lib/i18n.js";
import { passwordField } from "./password_field.js";
import { strengthMeter } from "./strength_meter.js";

const PAUSE_MS = 200;

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.again the label of the second field
 * @param {() => string} options.email what somebody who guesses would try first
 * @returns {{fields: import("./field.js").Field[], elements: HTMLElement[], value: () => string}}
 */
export function newPassword({ label, again, email }) {
  const attributes = { autocomplete: "new-password", required: true };
  const first = passwordField({ label, hint: t("welcome_password_hint"), input: { ...attributes, name: "new_password" } });
  const second = passwordField({ label: again, input: { ...attributes, name: "new_password_again" } });
  const meter = strengthMeter();
  first.element.append(meter.element);

  let pause = 0;
  const advise = async () => {
    const password = first.input.value;
    const hints = [email()].filter(Boolean);
    // Advice that does not come is no problem of the form's.
    const strength = password ? await ask("generator.strength", { password, hints }).catch(() => null) : null;
    if (password === first.input.value) meter.show(strength);
  };
  const compare = () => {
    const differs = first.input.value !== second.input.value;
    second.input.setCustomValidity(differs ? t("welcome_passwords_differ") : "");
    if (!differs) second.setError(null);
  };
  first.input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = Number(setTimeout(advise, PAUSE_MS));
    compare();
  });
  second.input.addEventListener("input", compare);
  return {
    fields: [first, second],
    elements: [first.element, second.element],
    value: () => first.input.value,
  };
}
