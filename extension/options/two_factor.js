/** Two-factor authentication: whether it is on, how it stands, and what it does not do. */

import { ask } from "../lib/ask.js";
import { announce, h, show } from "../lib/dom.js";
import { formatDate, rich, t } from "../lib/i18n.js";
import { errorBanner } from "../ui/banner.js";
import { icon } from "../ui/icons.js";
import { heading } from "./heading.js";

/** @type {import("./page.js").Panel} */
export const twoFactor = { title: "two_factor_title", section: "security", build };

async function build() {
  const status = await ask("two_factor.status");
  return h(
    "div",
    { class: "stack loose" },
    heading("two_factor_title", "security"),
    status.enabled ? whenOn(status) : whenOff(),
    limits(status.device_key_store),
  );
}

function whenOff() {
  return h(
    "section",
    { class: "card stack" },
    h("h2", { class: "cluster" }, icon("shield"), t("two_factor_is_off")),
    h("p", { class: "soft" }, t("two_factor_what")),
    h("p", { class: "soft" }, t("two_factor_needed")),
    h("div", { class: "cluster" }, h("a", { class: "button primary", href: "#two-factor-setup" }, t("two_factor_set_up"))),
  );
}

/** @param {import("../protocol.js").TwoFactorStatus} status */
function whenOn({ since, recovery_codes: codes, device_key_store: store, trusted_until: until, phone }) {
  const saved = codes?.saved;
  return h(
    "section",
    { class: "card stack" },
    h("h2", { class: "cluster" }, icon("shield_check"), t("two_factor_is_on")),
    h(
      "dl",
      { class: "details" },
      detail(t("two_factor_on_since"), formatDate(since ?? 0)),
      detail(
        t("recovery_title"),
        t("recovery_issued", { date: formatDate(codes?.issued_at ?? 0) }),
        h("span", { class: `chip ${saved ? "success" : "warn"}` }, t(saved ? "recovery_are_saved" : "recovery_not_saved")),
      ),
      detail(
        t("two_factor_store"),
        t(`two_factor_store_${store}`),
        store === "file" && h("span", { class: "chip warn" }, t("two_factor_store_weaker")),
      ),
      trust(until ?? null),
      detail(
        t("sms_title"),
        phone ?? t("phone_none"),
        h("a", { class: "button small", href: "#text-messages" }, t(phone ? "phone_change" : "phone_add")),
      ),
    ),
    h(
      "div",
      { class: "cluster" },
      h("a", { class: "button", href: "#new-app" }, t("two_factor_new_app")),
      h("a", { class: "button", href: "#recovery-codes" }, t("recovery_new")),
      h("a", { class: "button", href: "#two-factor-off" }, t("two_factor_turn_off")),
    ),
  );
}

/** Whether this device stands for the code, and a button to end it. @param {number | null} until */
function trust(until) {
  if (until === null) return detail(t("two_factor_trust"), t("two_factor_not_trusted"));
  const place = h("div", { class: "slot" });
  const end = async () => {
    try {
      await ask("devices.forget", { id: "this" });
      const ended = trust(null);
      row.replaceWith(ended);
      ended.tabIndex = -1;
      ended.focus();
      announce(t("two_factor_trust_ended"));
    } catch (error) {
      show(place, errorBanner(error));
    }
  };
  const row = detail(
    t("two_factor_trust"),
    t("two_factor_trusted_until", { date: formatDate(until) }),
    h("button", { type: "button", class: "button small", onclick: end }, t("two_factor_end_trust")),
    place,
  );
  return row;
}

/** @param {string} term @param {(string | HTMLElement | false)[]} text */
function detail(term, ...text) {
  return h("div", {}, h("dt", {}, term), h("dd", { class: "cluster" }, text));
}

/** @param {import("../protocol.js").TwoFactorStatus["device_key_store"]} store */
function limits(store) {
  const names = ["two_factor_limit_old_copies", store === "file" ? "two_factor_limit_file" : "two_factor_limit_backup", "two_factor_limit_malware"];
  return h(
    "section",
    { class: "stack tight" },
    h("h2", {}, t("two_factor_limits")),
    h("ul", { class: "facts" }, names.map((name) => h("li", {}, rich(name)))),
  );
}
