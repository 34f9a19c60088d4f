/** Authenticator apps, and where each phone gets one. */

import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";

const PLAY = "https://play.google.com/store/apps/details?id=";
const APP_STORE = "https://apps.apple.com/app/id";

/** Name, address in Google Play, address in the App Store. @type {[string, string, string][]} */
const APPS = [
  ["Google Authenticator", "com.google.android.apps.authenticator2", "388497605"],
  ["Microsoft Authenticator", "com.azure.authenticator", "983156458"],
  ["Duo Mobile", "com.duosecurity.duomobile", "422663827"],
  ["Authy", "com.authy.authy", "494168017"],
];

/** @returns {HTMLElement} */
export function authenticatorApps() {
  const link = (/** @type {string} */ app, /** @type {string} */ href, /** @type {string} */ shop) =>
    h("a", { href, target: "_blank", rel: "noreferrer", "aria-label": `${shop}: ${app}` }, shop);
  const row = (/** @type {[string, string, string]} */ [app, android, iphone]) =>
    h(
      "li",
      { class: "app" },
      h("span", { class: "label grow" }, app),
      link(app, PLAY + android, t("two_factor_shop_android")),
      link(app, APP_STORE + iphone, t("two_factor_shop_iphone")),
    );
  return h("ul", { class: "apps" }, APPS.map(row), h("li", { class: "app soft" }, t("two_factor_app_other")));
}
