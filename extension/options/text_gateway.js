/** Setting up the gateway that text messages go through. */

import { ask } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { selectField, textField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { passwordField } from "../ui/password_field.js";
import { heading } from "./heading.js";
import { proof } from "./proof.js";

/** @typedef {import("../protocol.js").GatewayKind} GatewayKind */

/** @type {import("./page.js").Panel} */
export const textGateway = { title: "sms_gateway_set_up", section: "security", build };

/** @param {import("./page.js").Page} page */
async function build(page) {
  const { kinds, phone } = await ask("sms_gateway.status");
  const owner = proof(phone !== null);
  /** @type {import("../ui/field.js").Field[]} */
  const fields = [];
  const place = h("div", { class: "stack" });
  const choose = () => {
    const kind = /** @type {GatewayKind} */ (kinds.find(({ name }) => name === provider.select.value));
    fields.splice(0, fields.length, ...kind.fields.map(field), ...owner.fields);
    show(
      place,
      kind.encrypted ? null : h("p", { class: "note" }, rich("sms_unencrypted")),
      kind.title === null && h("p", { class: "hint" }, rich("sms_url_hint")),
      fields.map(({ element }) => element),
    );
  };
  const provider = selectField({
    label: t("sms_provider"),
    choices: kinds.map(({ name, title }) => [name, title ?? t("sms_kind_url")]),
    value: kinds[0]?.name ?? "",
    onchange: choose,
  });
  choose();
  const save = form({
    fields,
    content: [provider.element, place],
    submit: t("common_save"),
    actions: [h("a", { class: "button ghost", href: "#text-messages" }, t("common_cancel"))],
    onSubmit: async () => {
      const values = fields.filter((each) => !owner.fields.includes(each)).map(({ input }) => [input.name, input.value]);
      await ask("sms_gateway.set", { kind: provider.select.value, fields: Object.fromEntries(values), ...owner.values() });
      page.go("text-messages", banner("success", t("sms_gateway_saved"), { text: t("sms_gateway_saved_advice") }));
    },
    onError: owner.again,
  });
  return h(
    "div",
    { class: "stack loose" },
    heading("sms_gateway_set_up", "text-messages"),
    h("p", { class: "soft" }, t("sms_gateway_lead")),
    h("div", { class: "card" }, save.element),
  );
}

/** @param {import("../protocol.js").GatewayField} described */
function field({ name, secret }) {
  const make = secret ? passwordField : textField;
  return make({
    label: t(`sms_field_${name}`),
    input: { name, required: true, autocomplete: "off", spellcheck: "false", autocapitalize: "off" },
  });
}
