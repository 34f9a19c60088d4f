/** Deleting the account and its vault from this computer. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { textField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { heading } from "./heading.js";
import { proof } from "./proof.js";

/** @type {import("./page.js").Panel} */
export const deleteAccount = { title: "options_delete_account", section: "security", build };

/** @param {import("./page.js").Page} page */
function build(page) {
  const email = page.session.email ?? "";
  const owner = proof(page.session.two_factor);
  const typed = textField({
    label: t("options_delete_type", { email }),
    input: { name: "typed_email", type: "text", autocomplete: "on", spellcheck: "false", required: true },
  });
  typed.input.addEventListener("input", () => {
    const isRight = typed.input.value.trim().toLowerCase() === email.toLowerCase();
    typed.input.setCustomValidity(isRight ? "" : t("options_delete_mistyped"));
  });
  const erase = form({
    fields: [typed, ...owner.fields],
    content: [typed.element, ...owner.elements],
    submit: t("options_delete_forever"),
    danger: true,
    actions: [h("a", { class: "button ghost", href: "#security" }, t("common_cancel"))],
    onSubmit: async () => {
      page.onEnd(() => {
        history.replaceState(null, "", "#welcome");
        return banner("success", t("options_deleted"), { text: t("options_deleted_text") });
      });
      await ask("account.delete", owner.values());
    },
    onError: (error) => {
      page.onEnd(null);
      return owner.again(error);
    },
  });
  return h(
    "div",
    { class: "stack loose" },
    heading("options_delete_account", "security"),
    h(
      "ul",
      { class: "facts" },
      h("li", {}, t("options_delete_lost")),
      h("li", {}, t("options_delete_copies")),
    ),
    h("div", { class: "card" }, erase.element),
  );
}
