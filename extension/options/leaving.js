/** Keeps what would be lost by leaving: it asks first. */

import { t } from "../lib/i18n.js";
import { confirmDialog } from "../ui/dialog.js";

let held = false;

export function isHeld() {
  return held;
}

/** @param {boolean} now */
export function hold(now) {
  held = now;
}

/** @returns {Promise<boolean>} whether the person may go on, because nothing is held or they want to */
export async function mayLeave() {
  if (!held) return true;
  const yes = await confirmDialog({
    title: t("recovery_leave_title"),
    text: t("recovery_leave_text"),
    confirm: t("recovery_leave_confirm"),
    danger: true,
  });
  held = held && !yes;
  return yes;
}

addEventListener("beforeunload", (event) => {
  if (held) event.preventDefault();
});
