/** Filling the chosen login into the page under the popup, and saying how that went. */

import { tell } from "../lib/ask.js";
import { t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { confirmDialog } from "../ui/dialog.js";
import { copyActions } from "./copy_actions.js";
import { dataOf, reasonOf } from "./problem.js";
import { changeButton } from "./site_rules.js";

/** Refusals that a person may overrule after seeing which host it is about. */
const OVERRULED = new Set(["insecure", "posts_elsewhere"]);

/**
 * @typedef {Pick<import("./rows.js").Login, "id" | "title" | "username">} Chosen
 * @typedef {import("../fill.js").Wish["allowed"]} Allowed
 */

/**
 * Fill a login; then confirm and close, or stay with the reason and offer what can be done instead.
 * @param {import("./popup.js").App} app
 * @param {Chosen} login
 * @param {import("./problem.js").Problem} problem
 */
export function fillLogin(app, login, problem) {
  return fill(app, { item_id: login.id }, problem, () => copyActions(app, login, problem));
}

/**
 * Fill a generated password into the fields for a new one; else as `fillLogin`.
 * @param {import("./popup.js").App} app
 * @param {import("../fill.js").Generated} generated
 * @param {import("./problem.js").Problem} problem
 */
export function fillGenerated(app, generated, problem) {
  return fill(app, { generated }, problem, () => []);
}

/**
 * @param {import("./popup.js").App} app
 * @param {import("../fill.js").Choice} choice
 * @param {import("./problem.js").Problem} problem
 * @param {() => HTMLElement[]} instead what can be done where it is not filled
 * @param {Allowed} [allowed] the hosts that the person allowed for this one fill
 */
async function fill(app, choice, problem, instead, allowed = {}) {
  problem.clear();
  try {
    const { refused } = await tell("fill", { wish: { ...choice, tab_id: app.site.tabId, allowed } });
    if (refused.length === 0) await app.go("filled");
    else problem.put(banner("warn", t("site_partly"), { text: t("site_partly_text"), actions: instead() }));
  } catch (error) {
    const { host } = dataOf(error);
    const why = /** @type {keyof Allowed} */ (dataOf(error).why);
    const ask = reasonOf(error) === "wrong_site" && OVERRULED.has(why);
    if (!ask) problem.say(error, dataOf(error).why === "switched_off" ? [changeButton(app), ...instead()] : instead());
    else if (await fillAnyway(why, host, "generated" in choice && why === "insecure" ? "site_fill_anyway_insecure_new_text" : undefined)) {
      await fill(app, choice, problem, instead, { ...allowed, [why]: [...(allowed[why] ?? []), host] });
    }
  }
}

/**
 * @param {string} why
 * @param {string} host
 * @param {string} [text] the key of what there is to know before
 */
export function fillAnyway(why, host, text = `site_fill_anyway_${why}_text`) {
  return confirmDialog({
    title: t(`site_fill_anyway_${why}_title`, { host }),
    text: t(text, { host }),
    confirm: t("site_fill_anyway"),
    danger: true,
  });
}
