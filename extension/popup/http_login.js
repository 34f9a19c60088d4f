/** A website's question for a login before it shows anything; see http_login.js of the background. */

import { tell } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { fillAnyway } from "./fill.js";
import { brand } from "./parts.js";
import { dataOf, problemPlace, reasonOf } from "./problem.js";
import { loginButton } from "./rows.js";

/** @typedef {import("../protocol.js").SiteItem} SiteItem */

/**
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function httpLogin(app) {
  const tab_id = app.site.tabId;
  const problem = problemPlace(app);
  const dismiss = () => tell("http_login_dismiss", { tab_id }).catch(() => {});
  const choose = async (/** @type {string} */ item_id, /** @type {string[]} */ insecure = []) => {
    problem.clear();
    try {
      await tell("http_login_choose", { tab_id, item_id, insecure });
      window.close();
    } catch (error) {
      const { why, host } = dataOf(error);
      const isOverruled = reasonOf(error) === "wrong_site" && why === "insecure" && !insecure.includes(host);
      if (!isOverruled) problem.say(error);
      else if (await fillAnyway(why, host)) await choose(item_id, [host]);
    }
  };
  const leave = () => dismiss().then(() => window.close());
  const own = h("button", { type: "button", class: "button wide", onclick: leave }, t("http_login_own"));
  const element = h("section", { class: "panel stack" }, brand(), problem.element, own);
  const draw = async () => {
    const { host, realm, items } = await tell("http_login", { tab_id });
    show(
      element,
      brand(),
      h("h1", {}, t("http_login_title", { host })),
      realm && h("p", { class: "soft" }, t("http_login_realm", { text: realm })),
      h("p", {}, t("http_login_text")),
      problem.element,
      h("ul", { class: "list" }, items.map((/** @type {SiteItem} */ login) => h("li", { class: "login" }, loginButton(login, "item_fill", () => choose(login.id))))),
      own,
    );
  };
  return { element, ready: draw().catch((error) => problem.say(error)), stop: dismiss };
}
