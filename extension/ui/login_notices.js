/** What a log-in has to tell the person who logged in. */

import { plural, t } from "../lib/i18n.js";
import { banner } from "./banner.js";

/**
 * @param {Partial<import("../protocol.js").LoginResult>} result also an unlocking's, which tells nothing
 * @param {() => HTMLElement} setUp makes the button that leads to setting two-factor up
 * @returns {HTMLElement[]}
 */
export function loginNotices({ two_factor_turned_off, failures_since_last_login = 0, older_copy }, setUp) {
  const notices = [];
  if (two_factor_turned_off) {
    notices.push(
      banner("warn", t("login_notice_two_factor_off"), { text: t("login_notice_two_factor_off_advice"), actions: [setUp()] }),
    );
  }
  if (failures_since_last_login > 0) {
    notices.push(
      banner("warn", plural("login_notice_failures", failures_since_last_login), { text: t("login_notice_failures_advice") }),
    );
  }
  if (older_copy) {
    notices.push(banner("warn", t("login_notice_older_copy"), { text: t("login_notice_older_copy_advice") }));
  }
  return notices;
}
