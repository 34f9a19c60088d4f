/** Another e-mail address. */

import { ask } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { textField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { heading } from "./heading.js";
import { proof } from "./proof.js";
import { recoverySheet } from "./recovery_sheet.js";

/** @type {import("./page.js").Panel} */
export const changeEmail = { title: "options_change_email", section: "security", build };

/** @param {import("./page.js").Page} page */
function build(page) {
  const owner = proof(page.session.two_factor);
  const email = textField({
    label: t("options_new_email"),
    hint: t("options_new_email_hint"),
    input: { type: "email", name: "new_email", autocomplete: "email", required: true },
  });
  const place = h("div", { class: "card stack" });
  const done = () => page.go("security", banner("success", t("options_email_changed"), { text: t("options_old_copies_email") }));
  const change = form({
    fields: [email, ...owner.fields],
    content: [email.element, ...owner.elements, page.session.two_factor && h("p", { class: "hint" }, t("options_new_codes_follow"))],
    submit: t("options_change_email"),
    actions: [h("a", { class: "button ghost", href: "#security" }, t("common_cancel"))],
    onSubmit: async () => {
      const changed = await ask("account.change_email", { ...owner.values(), new_email: email.input.value.trim() });
      page.session = await ask("session.state");
      if (changed.recovery_codes) show(place, recoverySheet(page, changed.recovery_codes, done));
      else done();
    },
    onError: owner.again,
  });
  show(place, change.element);
  return h(
    "div",
    { class: "stack loose" },
    heading("options_change_email", "security"),
    h("p", { class: "soft" }, t("options_current_email", { email: page.session.email ?? "" })),
    place,
  );
}
