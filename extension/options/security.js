/** The security of the account, as a list of what can be changed. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";
import { heading } from "./heading.js";

/** @type {import("./page.js").Panel} */
export const security = { title: "options_security", section: "security", build };

/** @param {import("./page.js").Page} page */
async function build(page) {
  const { enabled, since, recovery_codes: codes, phone } = await ask("two_factor.status");
  const chip = h("span", { class: `chip ${enabled ? "success" : "warn"}` }, t(enabled ? "common_on" : "common_off"));
  return h(
    "div",
    { class: "stack loose" },
    heading("options_security"),
    h(
      "div",
      { class: "card links" },
      row("two-factor", "shield", t("two_factor_title"), enabled ? t("two_factor_since", { date: formatDate(since ?? 0) }) : t("two_factor_off_hint"), chip),
      codes && row("recovery-codes", "key", t("recovery_title"), t("recovery_issued", { date: formatDate(codes.issued_at) })),
      row("text-messages", "phone", t("sms_title"), phone ? t("phone_is", { phone }) : t("sms_hint")),
      row("change-password", "lock", t("common_master_password"), t("options_change_password_hint")),
      row("change-email", "mail", t("common_email"), page.session.email ?? ""),
      row("emergency-kit", "print", t("kit_title"), t("kit_hint")),
      row("security-log", "clock", t("log_title"), t("log_hint")),
      row("delete-account", "trash", t("options_delete_account"), t("options_delete_account_hint")),
    ),
  );
}

/**
 * @param {string} route
 * @param {string} name
 * @param {string} title
 * @param {string} detail
 * @param {HTMLElement} [chip]
 */
function row(route, name, title, detail, chip) {
  return h(
    "a",
    { class: "row", href: `#${route}` },
    icon(name),
    h("span", { class: "row-text" }, h("span", { class: "row-title" }, title), h("span", { class: "row-detail" }, detail)),
    chip,
    icon("chevron_right", { small: true }),
  );
}
