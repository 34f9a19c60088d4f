/** Creating an account, and what must be known before. */

import { ask, AskError } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { preferences } from "../lib/preferences.js";
import { textField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { masterPasswordFacts } from "../ui/master_password_facts.js";
import { newPassword } from "../ui/new_password.js";

/** @type {import("./page.js").Panel} */
export const welcome = { title: "welcome_title", section: null, open: true, build };

/** @param {import("./page.js").Page} page */
function build(page) {
  const email = textField({
    label: t("common_email"),
    hint: t("welcome_email_hint"),
    input: { type: "email", name: "email", autocomplete: "username", required: true },
  });
  const password = newPassword({
    label: t("common_master_password"),
    again: t("welcome_password_again"),
    email: () => email.input.value,
  });
  const create = form({
    fields: [email, ...password.fields],
    content: [email.element, ...password.elements, h("div", { class: "note stack tight" }, h("h2", {}, t("welcome_before")), masterPasswordFacts())],
    submit: t("welcome_create"),
    wide: true,
    onSubmit: async () => {
      page.session = await ask("account.create", { email: email.input.value.trim(), master_password: password.value() });
      page.settings = await ask("settings.set", { changes: /** @type {import("../protocol.js").SettingsChanges} */ (await preferences()) });
      page.go("next-steps");
    },
    onError: (error) => {
      if (!(error instanceof AskError) || error.reason !== "account_exists") return [];
      return [h("a", { class: "button small", href: "#security" }, t("common_log_in"))];
    },
  });
  return h(
    "div",
    { class: "stack loose" },
    h("div", { class: "stack tight" }, h("h1", {}, t("welcome_title")), h("p", { class: "soft" }, t("welcome_lead"))),
    h("div", { class: "card stack" }, h("h2", {}, t("welcome_create_title")), create.element),
    h(
      "p",
      { class: "cluster other-ways" },
      page.accounts.length > 0 && h("a", { href: "#security" }, t("common_log_in")),
      h("a", { href: "#open-vault" }, t("welcome_open_vault")),
      h("a", { href: "#about" }, t("options_about")),
    ),
  );
}
