/** Entering a phone number, and proving it with the code that is sent to it. */

import { ask } from "../lib/ask.js";
import { focusFirst, h, show } from "../lib/dom.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { codeField } from "../ui/code_field.js";
import { selectField, textField } from "../ui/field.js";
import { form } from "../ui/form.js";

/**
 * Make the two steps, in one place.
 * @param {object} options
 * @param {import("./proof.js").Proof} options.owner
 * @param {() => void} options.done called once the number is stored
 * @param {HTMLElement[]} options.actions more buttons
 * @returns {Promise<HTMLElement>}
 */
export async function phoneForm({ owner, done, actions }) {
  const place = h("div", {});
  const go = (/** @type {HTMLElement} */ view) => {
    show(place, view);
    focusFirst(view);
  };
  const number = await numberFields();
  const enter = form({
    fields: [...number.fields, ...owner.fields],
    content: [h("p", { class: "soft" }, t("phone_text")), ...number.elements, ...owner.elements],
    submit: t("phone_send"),
    actions,
    onSubmit: async () => {
      const { phone } = await ask("phone.set", { ...number.values(), ...owner.values(), language: currentLanguage() });
      go(codeStep(phone));
    },
    onError: owner.again,
  });

  const codeStep = (/** @type {string} */ phone) => {
    const code = codeField({ from: "text", onComplete: () => confirm.submit() });
    code.input.autofocus = true;
    const other = h("button", { type: "button", class: "button", onclick: () => go(enter.element) }, t("phone_other_number"));
    const confirm = form({
      fields: [code],
      content: [h("p", { class: "soft" }, t("phone_sent", { phone })), code.element],
      submit: t("phone_confirm"),
      actions: [other, ...actions],
      onSubmit: async () => {
        await ask("phone.confirm", { code: code.input.value });
        done();
      },
      onError: () => {
        code.clear();
        return [];
      },
    });
    return confirm.element;
  };

  show(place, enter.element);
  return place;
}

/**
 * A country and a number in it.
 * @returns {Promise<{fields: import("../ui/field.js").Field[], elements: HTMLElement[],
 *   values: () => {number: string, region: string}}>}
 */
export async function numberFields() {
  const { countries } = await ask("phone.countries");
  const names = new Intl.DisplayNames([currentLanguage()], { type: "region" });
  const choices = countries
    .map(({ region, code }) => /** @type {[string, string]} */ ([region, `${names.of(region)} (+${code})`]))
    .sort(([, one], [, other]) => one.localeCompare(other, currentLanguage()));
  const { element, select } = selectField({ label: t("phone_country"), choices, value: ownRegion() });
  const number = textField({
    label: t("phone_number"),
    hint: t("phone_number_hint"),
    input: { type: "tel", name: "phone", autocomplete: "tel-national", required: true },
  });
  return {
    fields: [number],
    elements: [element, number.element],
    values: () => ({ number: number.input.value, region: select.value }),
  };
}

/** Where the person is likely to be, by the browser's language. */
function ownRegion() {
  return new Intl.Locale(navigator.language).maximize().region ?? "US";
}
