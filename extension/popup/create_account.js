/** Making an account, after saying what only its owner can do. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { preferences } from "../lib/preferences.js";
import { textField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { masterPasswordFacts } from "../ui/master_password_facts.js";
import { newPassword } from "../ui/new_password.js";
import { keep } from "./memory.js";
import { noteCreation } from "./notices.js";
import { panelHeader } from "./parts.js";
import { reasonOf } from "./problem.js";

/**
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function createAccount(app) {
  const email = textField({
    label: t("common_email"),
    hint: t("welcome_email_hint"),
    input: { type: "email", name: "email", autocomplete: "username", required: true, autofocus: true },
  });
  const password = newPassword({
    label: t("common_master_password"),
    again: t("welcome_password_again"),
    email: () => email.input.value,
  });
  const logIn = () => {
    app.lastEmail = email.input.value.trim();
    app.go("logIn");
  };
  const { element: fields } = form({
    fields: [email, ...password.fields],
    content: [email.element, ...password.elements, h("div", { class: "caution" }, masterPasswordFacts())],
    submit: t("welcome_create"),
    wide: true,
    onSubmit: async () => {
      app.session = await ask("account.create", { email: email.input.value.trim(), master_password: password.value() });
      await ask("settings.set", { changes: /** @type {import("../protocol.js").SettingsChanges} */ (await preferences()) });
      await keep({ email: app.session.email ?? "" });
      await noteCreation(app.session.email);
      await app.open();
    },
    onError: (error) =>
      reasonOf(error) === "account_exists"
        ? [h("button", { type: "button", class: "button small", onclick: logIn }, t("common_log_in"))]
        : [],
  });
  const back = () => app.go(app.accounts.length > 0 ? "logIn" : "welcome");
  const element = h("section", { class: "panel stack" }, panelHeader(t("welcome_create_title"), back), fields);
  return { element, onSession: ({ state }) => state !== "unlocked" || fields.querySelector("[aria-busy=true]") !== null };
}
