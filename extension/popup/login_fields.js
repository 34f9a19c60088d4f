/** The fields of a login. */

import { h, uniqueId } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { switchField, textField } from "../ui/field.js";
import { icon } from "../ui/icons.js";
import { passwordField } from "../ui/password_field.js";
import { customFields } from "./custom_fields.js";
import { generatorForm } from "./generator_form.js";
import { dataOf } from "./problem.js";
import { liveStrength } from "./strength.js";
import { websiteFields } from "./website_fields.js";

/**
 * What can be typed.
 * @typedef {Pick<import("../protocol.js").Item,
 *   "title" | "urls" | "username" | "password" | "totp" | "notes" | "custom_fields" | "tags" | "favorite">} Values
 */

const NAMES = /** @type {const} */ (["title", "urls", "username", "password", "totp", "notes", "custom_fields", "tags", "favorite"]);

/**
 * The values that differ.
 * @param {Values} values
 * @param {Values} base
 * @returns {Partial<Values>}
 */
export function changesOf(values, base) {
  const differs = (/** @type {keyof Values} */ name) => JSON.stringify(values[name]) !== JSON.stringify(base[name]);
  return Object.fromEntries(NAMES.filter(differs).map((name) => [name, values[name]]));
}

/**
 * @param {import("./popup.js").App} app
 * @param {Values} begun
 * @returns {{element: HTMLElement, values: () => Values, refused: (error: unknown) => boolean}} `refused` marks the
 *   field that the host refused, if it is one of these
 */
export function loginFields(app, begun) {
  const plain = { autocomplete: "off", spellcheck: "false" };
  const title = textField({ label: t("item_title"), input: { ...plain, maxlength: 1000, value: begun.title } });
  const websites = websiteFields(begun.urls);
  const username = textField({
    label: t("common_username"),
    input: { ...plain, autocapitalize: "none", maxlength: 1000, value: begun.username },
  });
  const password = passwordField({
    label: t("common_password"),
    input: { ...plain, autocomplete: "new-password", maxlength: 10_000, value: begun.password },
  });
  const strength = liveStrength(password.input, () => [username.input.value, title.input.value].map((hint) => hint.slice(0, 254)));
  const totp = passwordField({
    label: t("item_totp"),
    hint: t("item_totp_hint"),
    input: { ...plain, autocomplete: "off", maxlength: 4096, value: begun.totp },
  });
  const notes = areaField(t("item_notes"), begun.notes);
  const custom = customFields(begun.custom_fields);
  const tags = textField({
    label: t("item_tags"),
    hint: t("item_tags_hint"),
    input: { ...plain, maxlength: 10_000, value: begun.tags.join(", ") },
  });
  const favorite = switchField({ label: t("item_favorite"), checked: begun.favorite });

  const website = () => websites.values()[0]?.url ?? "";
  const use = (/** @type {string} */ generated) => {
    password.input.value = generated;
    password.input.dispatchEvent(new Event("input", { bubbles: true }));
    password.input.focus();
  };
  strength.update();
  title.input.setAttribute("autofocus", "");
  return {
    element: h(
      "div",
      { class: "stack" },
      title.element,
      websites.element,
      username.element,
      h("div", { class: "stack tight" }, password.element, strength.element, generatorToggle(app, website, use)),
      totp.element,
      notes.element,
      custom.element,
      tags.element,
      favorite.element,
    ),
    values: () => ({
      title: title.input.value.trim(),
      urls: websites.values(),
      username: username.input.value,
      password: password.input.value,
      totp: totp.input.value,
      notes: notes.input.value,
      custom_fields: custom.values(),
      tags: tags.input.value.split(",").map((tag) => tag.trim()).filter(Boolean),
      favorite: favorite.input.checked,
    }),
    refused: (error) => {
      const { field, why } = dataOf(error);
      if (field !== "totp") return websites.refused(field ?? "", why);
      totp.setError(t("item_totp_unreadable"));
      totp.input.focus();
      return true;
    },
  };
}

/**
 * The generator, folded away until it is wanted.
 * @param {import("./popup.js").App} app
 * @param {() => string} url of the website that the password is for
 * @param {(password: string) => void} use
 */
function generatorToggle(app, url, use) {
  const id = uniqueId("generator");
  const place = h("div", { id, hidden: true });
  const fold = (/** @type {boolean} */ open) => {
    place.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    place.replaceChildren();
    if (open) {
      const act = (/** @type {string} */ password) => {
        fold(false);
        use(password);
      };
      place.append(generatorForm(app, { url: url() }, { label: t("generator_use"), act }));
    }
  };
  const button = h(
    "button",
    {
      type: "button",
      class: "button small",
      "aria-expanded": "false",
      "aria-controls": id,
      onclick: () => fold(place.hidden === true),
    },
    icon("dice", { small: true }),
    t("item_generate"),
  );
  return h("div", { class: "stack tight" }, h("div", {}, button), place);
}

/**
 * @param {string} label
 * @param {string} value
 */
function areaField(label, value) {
  const id = uniqueId("area");
  const input = h("textarea", { class: "input", id, maxlength: 100_000, value });
  return { input, element: h("div", { class: "field" }, h("label", { class: "label", for: id }, label), input) };
}
