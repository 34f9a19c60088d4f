/** Text messages: how they stand, and what they are worth. */

import { ask, AskError } from "../lib/ask.js";
import { currentLanguage, rich, t } from "../lib/i18n.js";
import { focusFirst, h, show } from "../lib/dom.js";
import { banner, errorBanner } from "../ui/banner.js";
import { confirmDialog } from "../ui/dialog.js";
import { form } from "../ui/form.js";
import { heading } from "./heading.js";
import { numberFields } from "./phone_form.js";

/** @typedef {import("../protocol.js").GatewayStatus} GatewayStatus */

/** @type {import("./page.js").Panel} */
export const textMessages = { title: "sms_title", section: "security", build };

/** @param {import("./page.js").Page} page */
async function build(page) {
  const status = await ask("sms_gateway.status");
  return h(
    "div",
    { class: "stack loose" },
    heading("sms_title", "security"),
    h("p", { class: "soft" }, t("sms_lead")),
    !status.installed && errorBanner(new AskError("sms_failed", { why: "not_installed" })),
    gateway(page, status),
    phone(page, status),
    h("p", { class: "note" }, rich("sms_weaker")),
  );
}

/** @param {import("./page.js").Page} page @param {GatewayStatus} status */
function gateway(page, { gateway: name, installed }) {
  const place = h("div", { class: "slot" });
  const change = h("a", { class: name ? "button" : "button primary", href: "#text-gateway" }, t(name ? "sms_gateway_change" : "sms_gateway_set_up"));
  const test = h("button", { type: "button", class: "button", onclick: () => testForm(place) }, t("sms_test"));
  const remove = h("button", { type: "button", class: "button", onclick: () => removeGateway(page, place) }, t("sms_gateway_remove"));
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, t("sms_gateway")),
    h("p", {}, name ? t("sms_gateway_is", { name }) : t("sms_gateway_none")),
    h("p", { class: "soft" }, t("sms_gateway_lead")),
    installed && h("div", { class: "cluster" }, change, name && [test, remove]),
    place,
  );
}

/** @param {HTMLElement} place */
async function testForm(place) {
  try {
    const number = await numberFields();
    const test = form({
      fields: number.fields,
      content: number.elements,
      submit: t("sms_test"),
      onSubmit: async () => {
        await ask("sms_gateway.test", { ...number.values(), language: currentLanguage() });
        show(place, banner("success", t("sms_test_sent"), { text: t("sms_test_sent_advice") }));
      },
    });
    show(place, test.element);
    focusFirst(test.element);
  } catch (error) {
    show(place, errorBanner(error));
  }
}

/** @param {import("./page.js").Page} page @param {HTMLElement} place */
async function removeGateway(page, place) {
  const sure = await confirmDialog({
    title: t("sms_gateway_remove"),
    text: t("sms_gateway_remove_text"),
    confirm: t("common_remove"),
    danger: true,
  });
  if (!sure) return;
  try {
    await ask("sms_gateway.remove");
    page.go("text-messages", banner("success", t("sms_gateway_removed")));
  } catch (error) {
    show(place, errorBanner(error));
  }
}

/** @param {import("./page.js").Page} page @param {GatewayStatus} status */
function phone(page, { gateway: name, phone: number }) {
  const link = (/** @type {string} */ route, /** @type {string} */ key, kind = "") =>
    h("a", { class: `button ${kind}`, href: `#${route}` }, t(key));
  const section = (/** @type {string} */ text, /** @type {HTMLElement[]} */ ...actions) =>
    h("section", { class: "card stack" }, h("h2", {}, t("phone_title")), h("p", {}, text), h("div", { class: "cluster" }, actions));
  if (!page.session.two_factor) return section(t("phone_needs_two_factor"), link("two-factor-setup", "two_factor_set_up"));
  if (number) {
    const change = name ? [link("phone-number", "phone_change")] : [];
    return section(t("phone_is", { phone: number }), ...change, link("phone-removal", "phone_remove"));
  }
  return name ? section(t("phone_none"), link("phone-number", "phone_add", "primary")) : section(t("phone_needs_gateway"));
}
