/** Filling the chosen login into the page under the popup, and saying how that went. */

import { tell } from "../lib/ask.js";
import { t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { confirmDialog } from "../ui/dialog.js";
import { copyActions } from "./copy_actions.js";
import { dataOf, reasonOf } from "./problem.js";

/** Refusals that a person may overrule after seeing which host it is about. */
const OVERRULED = new Set(["insecure", "posts_elsewhere"]);

/**
 * @typedef {Pick<import("./rows.js").Login, "id" | "title" | "username">} Chosen
 * @typedef {import("../fill.js").Wish["allowed"]} Allowed
 */

/**
 * Fill; then confirm and close, or stay with the reason and offer what can be done instead.
 * @param {import("./popup.js").App} app
 * @param {Chosen} login
 * @param {import("./problem.js").Problem} problem
 * @param {Allowed} [allowed] the hosts that the person allowed for this one fill
 */
export async function fillLogin(app, login, problem, allowed = {}) {
  problem.clear();
  try {
    const { refused } = await tell("fill", { wish: { item_id: login.id, tab_id: app.site.tabId, allowed } });
    if (refused.length === 0) app.go("filled");
    else problem.put(banner("warn", t("site_partly"), { text: t("site_partly_text"), actions: copyActions(app, login, problem) }));
  } catch (error) {
    const { host } = dataOf(error);
    const why = /** @type {keyof Allowed} */ (dataOf(error).why);
    const ask = reasonOf(error) === "wrong_site" && OVERRULED.has(why);
    if (!ask) problem.say(error, copyActions(app, login, problem));
    else if (await fillAnyway(why, host)) await fillLogin(app, login, problem, { ...allowed, [why]: [...(allowed[why] ?? []), host] });
  }
}

/**
 * @param {string} why
 * @param {string} host
 */
function fillAnyway(why, host) {
  return confirmDialog({
    title: t(`site_fill_anyway_${why}_title`, { host }),
    text: t(`site_fill_anyway_${why}_text`, { host }),
    confirm: t("site_fill_anyway"),
    danger: true,
  });
}
