/** What a log-in has to tell the person who logged in. */

import { plural, t } from "../lib/i18n.js";
import { banner } from "./banner.js";

/**
 * @param {Partial<import("../protocol.js").LoginResult>} result also an unlocking's, which tells nothing
 * @param {(key: string, route: string) => HTMLElement | null} link makes a button that leads to a panel of Settings,
 *   null where that is shown already
 * @returns {HTMLElement[]}
 */
export function loginNotices({ two_factor_turned_off, by_text_message, failures_since_last_login = 0, older_copy }, link) {
  const notices = [];
  const links = (/** @type {[string, string][]} */ ...targets) =>
    targets.map(([key, route]) => link(key, route)).filter((made) => made !== null);
  if (two_factor_turned_off) {
    const actions = links(["two_factor_set_up", "two-factor-setup"]);
    notices.push(banner("warn", t("login_notice_two_factor_off"), { text: t("login_notice_two_factor_off_advice"), actions }));
  }
  if (by_text_message) notices.push(banner("info", t("login_notice_text"), { text: t("login_notice_text_advice") }));
  if (failures_since_last_login > 0) {
    const actions = links(["log_see", "security-log"], ["options_change_password", "change-password"]);
    const title = plural("login_notice_failures", failures_since_last_login);
    notices.push(banner("warn", title, { text: t("login_notice_failures_advice"), actions }));
  }
  if (older_copy) {
    notices.push(banner("warn", t("login_notice_older_copy"), { text: t("login_notice_older_copy_advice") }));
  }
  return notices;
}
