/** What a recovery code leaves behind: two-factor is off, and is set up again from here. */

import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { brand } from "./parts.js";
import { openSettings } from "./settings_page.js";

/**
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function twoFactorOff(app) {
  const button = (/** @type {string} */ key, /** @type {string} */ look, /** @type {() => void} */ act) =>
    h("button", { type: "button", class: `button wide ${look}`, onclick: act }, t(key));
  const element = h(
    "section",
    { class: "panel stack loose" },
    brand(),
    h("div", { class: "stack tight" }, h("h1", {}, t("login_notice_two_factor_off")), h("p", {}, t("login_notice_two_factor_off_advice"))),
    h(
      "div",
      { class: "stack tight" },
      button("two_factor_set_up", "primary", () => openSettings("two-factor-setup")),
      button("common_not_now", "ghost", () => app.open().catch(app.fail)),
    ),
  );
  return { element };
}
