/** Nothing can be done right now: why, what mends it, and a look every other second whether it is mended. */

import { ask } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { describeError } from "../lib/errors.js";
import { t } from "../lib/i18n.js";
import { errorBanner } from "../ui/banner.js";
import { copyButton } from "../ui/copy_button.js";
import { brand } from "./parts.js";
import { reasonOf } from "./problem.js";

const AGAIN_MS = 2000;

/**
 * @param {import("./popup.js").App} app
 * @param {{error: unknown}} params
 * @returns {import("./popup.js").Panel}
 */
export function trouble(app, { error }) {
  const place = h("div");
  let told = "";
  const tell = (/** @type {unknown} */ cause) => {
    // The same cause again is no news, and screen readers would read it out.
    if (reasonOf(cause) === told) return;
    told = reasonOf(cause);
    const again = h("button", { type: "button", class: "button small", onclick: app.start }, t("common_try_again"));
    show(place, errorBanner(cause, [again, ...copyCommand(cause)]));
  };
  const look = async () => {
    if (document.hidden) return;
    try {
      await ask("system.hello");
      // An answer to an earlier look may have begun already, and a person be typing.
      if (element.isConnected) await app.start();
    } catch (cause) {
      tell(cause);
    }
  };
  const timer = setInterval(look, AGAIN_MS);
  tell(error);
  const element = h("section", { class: "panel stack loose" }, h("h1", { class: "visually-hidden" }, t("app_name")), brand(), place);
  const onFailure = (/** @type {unknown} */ cause) => {
    tell(cause);
    return true;
  };
  return { element, onFailure, stop: () => clearInterval(timer) };
}

/** A button that copies the command that mends it, where there is one. @param {unknown} cause */
function copyCommand(cause) {
  const { command } = describeError(cause).values;
  return command ? [copyButton({ text: () => String(command), seconds: 0, label: t("welcome_copy_command") })] : [];
}
