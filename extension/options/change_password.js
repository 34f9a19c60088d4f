/** Another master password. */

import { ask } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { form } from "../ui/form.js";
import { heading } from "./heading.js";
import { newPassword } from "../ui/new_password.js";
import { proof } from "./proof.js";
import { recoverySheet } from "./recovery_sheet.js";

/** @type {import("./page.js").Panel} */
export const changePassword = { title: "options_change_password", section: "security", build };

/** @param {import("./page.js").Page} page */
function build(page) {
  const owner = proof(page.session.two_factor, t("options_current_password"));
  const password = newPassword({
    label: t("options_new_password"),
    again: t("options_new_password_again"),
    email: () => page.session.email ?? "",
  });
  const place = h("div", { class: "card stack" });
  const done = () => page.go("security", banner("success", t("options_password_changed"), { text: t("options_old_copies") }));
  const change = form({
    fields: [...owner.fields, ...password.fields],
    content: [...owner.elements, ...password.elements, page.session.two_factor && h("p", { class: "hint" }, t("options_new_codes_follow"))],
    submit: t("options_change_password"),
    actions: [h("a", { class: "button ghost", href: "#security" }, t("common_cancel"))],
    onSubmit: async () => {
      const changed = await ask("account.change_password", { ...owner.values(), new_password: password.value() });
      if (changed.recovery_codes) show(place, recoverySheet(page, changed.recovery_codes, done));
      else done();
    },
    onError: owner.again,
  });
  show(place, change.element);
  return h("div", { class: "stack loose" }, heading("options_change_password", "security"), place);
}
