/** Fields of a person's own: a name, a value, and whether the value is hidden where it is shown. */

import { h, uniqueId } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { switchField, textField } from "../ui/field.js";
import { icon } from "../ui/icons.js";
import { passwordField } from "../ui/password_field.js";
import { iconButton } from "./parts.js";

/** @typedef {import("../protocol.js").CustomField} CustomField */

/**
 * @param {CustomField[]} begun
 * @returns {{element: HTMLElement, values: () => CustomField[]}}
 */
export function customFields(begun) {
  const list = h("ul", { class: "stack" });
  const label = uniqueId("fields");
  /** @type {Set<() => CustomField>} */
  const values = new Set();
  /** @param {CustomField} field */
  const add = (field) => {
    const row = fieldRow(field, () => {
      values.delete(row.value);
      row.element.remove();
      list.dispatchEvent(new Event("input", { bubbles: true }));
      more.focus();
    });
    values.add(row.value);
    list.append(row.element);
    return row;
  };
  const more = h(
    "button",
    { type: "button", class: "button small", onclick: () => add({ name: "", value: "", hidden: false }).focus() },
    icon("plus", { small: true }),
    t("item_add_field"),
  );
  begun.forEach(add);
  return {
    element: h(
      "div",
      { class: "field", role: "group", "aria-labelledby": label },
      h("span", { class: "label", id: label }, t("item_fields")),
      list,
      h("div", {}, more),
    ),
    values: () => [...values].map((value) => value()).filter(({ name, value }) => name || value),
  };
}

/**
 * @param {CustomField} field
 * @param {() => void} remove
 */
function fieldRow(field, remove) {
  const name = textField({ label: t("item_field_name"), input: { autocomplete: "off", maxlength: 1000, value: field.name } });
  const place = h("div", {});
  const showValue = (/** @type {boolean} */ hidden, /** @type {string} */ value) => {
    const made = valueField(hidden, value);
    place.replaceChildren(made.element);
    return made.input;
  };
  let input = showValue(field.hidden, field.value);
  const hidden = switchField({
    label: t("item_field_hidden"),
    checked: field.hidden,
    onchange: (checked) => (input = showValue(checked, input.value)),
  });
  return {
    element: h(
      "li",
      { class: "custom-field stack tight" },
      h("div", { class: "cluster nowrap" }, h("div", { class: "grow" }, name.element), iconButton("close", t("item_remove_field"), remove)),
      place,
      hidden.element,
    ),
    value: () => ({ name: name.input.value.trim(), value: input.value, hidden: hidden.input.checked }),
    focus: () => name.input.focus(),
  };
}

/**
 * A hidden value is typed unseen, unless it has several lines, of which no such field can hold more than one.
 * @param {boolean} hidden
 * @param {string} value
 * @returns {{element: HTMLElement, input: HTMLInputElement | HTMLTextAreaElement}}
 */
function valueField(hidden, value) {
  const label = t("item_field_value");
  const input = { autocomplete: "off", spellcheck: "false", maxlength: 10_000, value };
  if (hidden && !value.includes("\n")) return passwordField({ label, input });
  const id = uniqueId("value");
  const area = h("textarea", { class: "input short", id, rows: 1, ...input });
  return { input: area, element: h("div", { class: "field" }, h("label", { class: "label", for: id }, label), area) };
}
