/** The recovery codes: when they were issued, and new ones. */

import { ask } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { form } from "../ui/form.js";
import { heading } from "./heading.js";
import { proof } from "./proof.js";
import { recoverySheet } from "./recovery_sheet.js";

/** @type {import("./page.js").Panel} */
export const recoveryCodes = { title: "recovery_title", section: "security", build };

/** @param {import("./page.js").Page} page */
async function build(page) {
  const { recovery_codes: issued } = await ask("two_factor.status");
  const place = h("div", { class: "card stack" });
  if (issued) show(place, standing(issued), renewal(page, place));
  else show(place, h("p", {}, t("recovery_needs_two_factor")), h("div", {}, h("a", { class: "button primary", href: "#two-factor-setup" }, t("two_factor_set_up"))));
  return h(
    "div",
    { class: "stack loose" },
    heading("recovery_title", "security"),
    h("p", { class: "soft" }, t("recovery_lead")),
    place,
  );
}

/** @param {import("../protocol.js").RecoveryCodesStatus} codes */
function standing({ issued_at, saved }) {
  if (!saved) return banner("warn", t("recovery_unsaved"), { text: t("recovery_unsaved_here") });
  return h(
    "p",
    { class: "cluster" },
    t("recovery_issued", { date: formatDate(issued_at) }),
    h("span", { class: "chip success" }, t("recovery_are_saved")),
  );
}

/**
 * @param {import("./page.js").Page} page
 * @param {HTMLElement} place where the new codes are shown
 */
function renewal(page, place) {
  const owner = proof(true);
  const renew = form({
    fields: owner.fields,
    content: [h("h2", {}, t("recovery_new")), h("p", { class: "soft" }, t("recovery_new_text")), ...owner.elements],
    submit: t("recovery_new"),
    onSubmit: async () => {
      const { recovery_codes: codes } = await ask("recovery_codes.regenerate", owner.withCode());
      const done = () => page.go("two-factor", banner("success", t("recovery_renewed")));
      show(place, recoverySheet(page, codes, done));
    },
    onError: owner.again,
  });
  return renew.element;
}

/**
 * The warning that codes were given but never confirmed as saved, if it is so.
 * @returns {Promise<HTMLElement | false>}
 */
export async function unsavedCodes() {
  const { recovery_codes: issued } = await ask("two_factor.status");
  if (!issued || issued.saved) return false;
  const action = h("a", { class: "button small", href: "#recovery-codes" }, t("recovery_new"));
  return banner("warn", t("recovery_unsaved"), { text: t("recovery_unsaved_advice"), actions: [action] });
}
