/** Turning two-factor off. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { confirmDialog } from "../ui/dialog.js";
import { form } from "../ui/form.js";
import { heading } from "./heading.js";
import { proof } from "./proof.js";

/** @type {import("./page.js").Panel} */
export const twoFactorOff = { title: "two_factor_turn_off", section: "security", build };

/** @param {import("./page.js").Page} page */
function build(page) {
  const owner = proof(true);
  const turnOff = form({
    fields: owner.fields,
    content: owner.elements,
    submit: t("two_factor_turn_off"),
    danger: true,
    actions: [h("a", { class: "button ghost", href: "#two-factor" }, t("common_cancel"))],
    onSubmit: async () => {
      const sure = await confirmDialog({
        title: t("two_factor_off_confirm_title"),
        text: t("two_factor_off_confirm_text"),
        confirm: t("common_turn_off"),
        danger: true,
      });
      if (!sure) return;
      await ask("two_factor.disable", owner.withCode());
      page.go("two-factor", banner("success", t("two_factor_is_off"), { text: t("two_factor_off_done") }));
    },
    onError: owner.again,
  });
  return h(
    "div",
    { class: "stack loose" },
    heading("two_factor_turn_off", "two-factor"),
    h("p", { class: "soft" }, t("two_factor_off_lead")),
    h("div", { class: "card" }, turnOff.element),
  );
}
