/** What a log-in has to tell the person who logged in. */

import { plural, t } from "../lib/i18n.js";
import { banner } from "./banner.js";

/**
 * @param {Partial<import("../protocol.js").LoginResult>} result also an unlocking's, which tells nothing
 * @param {(key: string, route: string) => HTMLElement} link makes a button that leads to a panel of Settings
 * @returns {HTMLElement[]}
 */
export function loginNotices({ two_factor_turned_off, failures_since_last_login = 0, older_copy }, link) {
  const notices = [];
  if (two_factor_turned_off) {
    const setUp = link("two_factor_set_up", "two-factor-setup");
    notices.push(
      banner("warn", t("login_notice_two_factor_off"), { text: t("login_notice_two_factor_off_advice"), actions: [setUp] }),
    );
  }
  if (failures_since_last_login > 0) {
    const change = link("options_change_password", "change-password");
    const title = plural("login_notice_failures", failures_since_last_login);
    const log = link("log_see", "security-log");
    notices.push(banner("warn", title, { text: t("login_notice_failures_advice"), actions: [log, change] }));
  }
  if (older_copy) {
    notices.push(banner("warn", t("login_notice_older_copy"), { text: t("login_notice_older_copy_advice") }));
  }
  return notices;
}
