/** New passwords: for the page under the popup, or to copy. */

import { tell } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { fillGenerated } from "./fill.js";
import { generatorForm } from "./generator_form.js";
import { iconButton, panelHeader } from "./parts.js";

/**
 * The panel.
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function generator(app) {
  const place = h("div");
  const history = iconButton("clock", t("generator_history"), () => app.go("generatorHistory"));
  const element = h("section", { class: "panel stack" }, panelHeader(t("generator_title"), () => app.go("vault"), history), place);
  return { element, ready: draw(app, place) };
}

/**
 * @param {import("./popup.js").App} app
 * @param {HTMLElement} place
 */
async function draw(app, place) {
  const { tabId, url } = app.site;
  const field = await tell("new_password_field", { tab_id: tabId }).catch(() => null);
  /** @type {import("./generator_form.js").Use} */
  const useHere = { label: t("generator_use_here"), act: (password, problem) => fillGenerated(app, { password, url }, problem) };
  show(place, generatorForm(app, { url, ...field }, field ? useHere : undefined));
}
