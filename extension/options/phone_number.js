/** The phone number that codes are texted to: added or changed, and removed. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { form } from "../ui/form.js";
import { heading } from "./heading.js";
import { phoneForm } from "./phone_form.js";
import { proof } from "./proof.js";

/** @type {import("./page.js").Panel} */
export const phoneNumber = { title: "phone_title", section: "security", build };

/** @type {import("./page.js").Panel} */
export const phoneRemoval = { title: "phone_remove", section: "security", build: buildRemoval };

/** @param {import("./page.js").Page} page */
async function build(page) {
  const fields = await phoneForm({
    owner: proof(true),
    done: () => page.go("text-messages", banner("success", t("phone_confirmed"))),
    actions: [cancel()],
  });
  return h(
    "div",
    { class: "stack loose" },
    heading("phone_title", "text-messages"),
    h("p", { class: "note" }, rich("sms_weaker")),
    h("div", { class: "card" }, fields),
  );
}

/** @param {import("./page.js").Page} page */
function buildRemoval(page) {
  const owner = proof(false);
  const remove = form({
    fields: owner.fields,
    content: owner.elements,
    submit: t("phone_remove"),
    danger: true,
    actions: [cancel()],
    onSubmit: async () => {
      await ask("phone.remove", owner.values());
      page.go("text-messages", banner("success", t("phone_removed")));
    },
    onError: owner.again,
  });
  return h(
    "div",
    { class: "stack loose" },
    heading("phone_remove", "text-messages"),
    h("p", { class: "soft" }, t("phone_remove_text")),
    h("div", { class: "card" }, remove.element),
  );
}

function cancel() {
  return h("a", { class: "button ghost", href: "#text-messages" }, t("common_cancel"));
}
