/** The first thing a new person sees. */

import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";
import { brand, wideButton } from "./parts.js";
import { openSettings } from "./settings_page.js";

/** What Twinlatch promises: an icon and the sentence. @type {[string, string][]} */
const PROMISES = [
  ["monitor", "popup_promise_local"],
  ["shield_check", "popup_promise_two_factor"],
  ["fill", "popup_promise_fill"],
];

/**
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function welcome(app) {
  const element = h(
    "section",
    { class: "panel stack loose" },
    brand(),
    h("div", { class: "stack tight" }, h("h1", {}, t("welcome_title")), h("p", { class: "soft" }, t("welcome_lead"))),
    h("ul", { class: "stack" }, PROMISES.map(([name, key]) => h("li", { class: "promise" }, icon(name), h("span", {}, t(key))))),
    h(
      "div",
      { class: "stack tight push" },
      wideButton(t("welcome_create"), () => app.go("createAccount"), "primary"),
      wideButton(t("welcome_open_vault"), () => openSettings("open-vault")),
    ),
  );
  return { element };
}
