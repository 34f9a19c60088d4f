/** Says that a login was filled, then closes the popup. */

import { announce, h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";

const SHOWN_MS = 900;

/**
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function filled(app) {
  const text = t("site_filled", { host: app.site.host });
  announce(text);
  setTimeout(() => window.close(), SHOWN_MS);
  return { element: h("section", { class: "panel filled" }, icon("check"), h("p", {}, text)) };
}
