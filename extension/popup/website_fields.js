/** The websites of a login: their addresses, and on which pages each of them fills. */

import { h, show, uniqueId } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { setError } from "../ui/field.js";
import { icon } from "../ui/icons.js";
import { iconButton } from "./parts.js";

/**
 * @typedef {import("../protocol.js").ItemUrl} ItemUrl
 * @typedef {{element: HTMLElement, value: () => ItemUrl, refuse: (why: string) => void, input: HTMLInputElement}} Row
 */

/** @type {ItemUrl["match"][]} */
const MATCHES = ["domain", "host", "host_port", "starts_with", "exact", "regex", "never"];

/** Why a regular expression was refused, and what to say of it. */
const FLAWS = ["pattern_syntax", "pattern_unsupported", "pattern_too_large", "pattern_ascii", "pattern_any_site"];

/**
 * @param {ItemUrl[]} urls
 * @returns {{element: HTMLElement, values: () => ItemUrl[], refused: (field: string, why: string) => boolean}} `refused`
 *   marks the address that the host refused, if it is one of these
 */
export function websiteFields(urls) {
  const list = h("ul", { class: "stack tight" });
  const label = uniqueId("websites");
  const error = h("p", { class: "field-error", hidden: true });
  /** @type {Set<Row>} */
  const rows = new Set();
  /** @param {ItemUrl} website */
  const add = (website) => {
    const row = websiteRow(website, () => {
      rows.delete(row);
      row.element.remove();
      list.dispatchEvent(new Event("input", { bubbles: true }));
      more.focus();
    });
    rows.add(row);
    list.append(row.element);
    return row;
  };
  const more = h(
    "button",
    { type: "button", class: "button small", onclick: () => add({ url: "", match: "domain" }).input.focus() },
    icon("plus", { small: true }),
    t("item_add_website"),
  );
  urls.forEach(add);
  if (urls.length === 0) add({ url: "", match: "domain" });
  const used = () => [...rows].filter((row) => row.value().url);
  return {
    element: h(
      "div",
      { class: "field", role: "group", "aria-labelledby": label },
      h("span", { class: "label", id: label }, t("item_websites")),
      list,
      error,
      h("div", {}, more),
    ),
    values: () => used().map((row) => row.value()),
    refused: (field, why) => {
      if (why === "too_many_patterns") {
        error.hidden = false;
        show(error, icon("error", { small: true }), h("span", { role: "alert" }, t("item_too_many_patterns")));
        return true;
      }
      const row = used()[Number(/^urls\.(\d+)\.url$/.exec(field)?.[1] ?? -1)];
      if (!row || !FLAWS.includes(why)) return false;
      row.refuse(why);
      return true;
    },
  };
}

/**
 * An address, and folded away until it is wanted or is not the usual, where it fills.
 * @param {ItemUrl} website
 * @param {() => void} remove
 * @returns {Row}
 */
function websiteRow({ url, match }, remove) {
  const id = uniqueId("website");
  const hint = h("p", { class: "hint", id: `${id}-hint` });
  const error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
  const input = h("input", {
    class: "input",
    type: "text",
    inputmode: "url",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    maxlength: 8192,
    "aria-label": t("item_website"),
    "aria-describedby": `${id}-error`,
    value: url,
    oninput: () => setError(input, error, null),
  });
  const select = h(
    "select",
    { class: "input", id: `${id}-match`, "aria-describedby": `${id}-hint`, onchange: () => choose() },
    MATCHES.map((each) => h("option", { value: each }, t(`item_match_${each}`))),
  );
  select.value = match;
  const choices = h(
    "div",
    { class: "field website-match", id: `${id}-choices`, hidden: match === "domain" },
    h("label", { class: "label", for: `${id}-match` }, t("item_match")),
    select,
    hint,
  );
  const fold = h(
    "button",
    {
      type: "button",
      class: "button ghost square small",
      "aria-label": t("item_website_choose"),
      title: t("item_website_choose"),
      "aria-expanded": String(!choices.hidden),
      "aria-controls": `${id}-choices`,
      onclick: () => {
        choices.hidden = !choices.hidden;
        fold.setAttribute("aria-expanded", String(!choices.hidden));
        if (!choices.hidden) select.focus();
      },
    },
    icon("settings"),
  );
  const choose = () => {
    hint.textContent = t(`item_match_${select.value}_hint`);
    input.classList.toggle("mono", select.value === "regex");
    setError(input, error, null);
  };
  choose();
  return {
    input,
    element: h(
      "li",
      { class: "stack tight" },
      h("div", { class: "cluster nowrap" }, input, fold, iconButton("close", t("item_remove_website"), remove)),
      error,
      choices,
    ),
    value: () => ({ url: input.value.trim(), match: /** @type {ItemUrl["match"]} */ (select.value) }),
    refuse: (why) => {
      setError(input, error, t(`item_${why}`));
      input.focus();
    },
  };
}
