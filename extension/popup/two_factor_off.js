/** What a recovery code leaves behind: two-factor is off, and is set up again from here. */

import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { brand, wideButton } from "./parts.js";
import { openSettings } from "./settings_page.js";

/**
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function twoFactorOff(app) {
  const element = h(
    "section",
    { class: "panel stack loose" },
    brand(),
    h("div", { class: "stack tight" }, h("h1", {}, t("login_notice_two_factor_off")), h("p", {}, t("login_notice_two_factor_off_advice"))),
    h(
      "div",
      { class: "stack tight" },
      wideButton(t("two_factor_set_up"), () => openSettings("two-factor-setup"), "primary"),
      wideButton(t("common_not_now"), () => app.open().catch(app.fail), "ghost"),
    ),
  );
  return { element };
}
