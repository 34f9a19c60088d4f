/** A strength meter that follows a password field. */

import { ask } from "../lib/ask.js";
import { strengthMeter } from "../ui/strength_meter.js";

/**
 * @param {HTMLInputElement} input
 * @param {() => string[]} [hints] words somebody who guesses would try first
 * @returns {{element: HTMLElement, update: () => Promise<void>}} `update` after the value was set by a program
 */
export function liveStrength(input, hints = () => []) {
  const meter = strengthMeter();
  const update = async () => {
    const password = input.value.slice(0, 1024);
    if (password === "") {
      meter.show(null);
      return;
    }
    // An estimate that cannot be had leaves the meter as it is: saving tells what is wrong.
    const strength = await ask("generator.strength", { password, hints: hints().filter(Boolean) }).catch(() => null);
    if (strength && input.value.slice(0, 1024) === password) meter.show(strength);
  };
  input.addEventListener("input", update);
  return { element: meter.element, update };
}
