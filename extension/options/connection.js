/** No host answers: which cause it is, the one command that mends it, and another look every other second. */

import { ask } from "../lib/ask.js";
import { byId, h, show } from "../lib/dom.js";
import { describeError } from "../lib/errors.js";
import { t } from "../lib/i18n.js";
import { errorBanner } from "../ui/banner.js";
import { copyButton } from "../ui/copy_button.js";
import { icon } from "../ui/icons.js";
import { showDoor } from "./frame.js";

const AGAIN_MS = 2000;

/** Why no host answers, while that is shown. @type {unknown} */
let cause = null;

/**
 * Greet the host, however long it takes.
 * @returns {Promise<import("../protocol.js").Hello>}
 */
export async function greeting() {
  let shown = "";
  for (;;) {
    try {
      const hello = await ask("system.hello");
      cause = null;
      return hello;
    } catch (error) {
      const { reason } = describeError(error);
      cause = error;
      if (reason !== shown) await showCause(error);
      shown = reason;
    }
    await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
}

/**
 * Show anew why no host answers, as in another language.
 * @returns {Promise<boolean>} whether that is so
 */
export async function tellAgain() {
  if (cause === null) return false;
  await showCause(cause);
  return true;
}

/** @param {unknown} error */
async function showCause(error) {
  await showDoor();
  const { command } = describeError(error).values;
  const actions = command ? [copyButton({ text: () => String(command), seconds: 0, label: t("welcome_copy_command") })] : [];
  document.title = t("app_name");
  show(
    byId("main"),
    h("h1", {}, t("welcome_no_host_title")),
    errorBanner(error, actions),
    h("p", { class: "waiting soft" }, h("span", { class: "spinner" }, icon("working", { small: true })), h("span", {}, t("welcome_no_host_waiting"))),
  );
}
