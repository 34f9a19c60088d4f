/** The websites on which something is switched off: the list of them, and adding one by hand. */

import { ask, AskError } from "../lib/ask.js";
import { announce, h, show } from "../lib/dom.js";
import { formatDate, plural, t } from "../lib/i18n.js";
import { switchField, textField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/toast.js";

/**
 * @typedef {import("../protocol.js").SiteRule} SiteRule
 * @typedef {import("../protocol.js").SitePause} SitePause
 * @typedef {{undo: (address: string) => Promise<void>, resume: (address: string) => Promise<void>}} Deeds
 */

/** As many fit on a screen; beyond, there is a search. */
const SEARCHED_FROM = 8;

/** What can be switched off. `off` includes the others. */
const KINDS = /** @type {const} */ (["never_save", "never_fill", "off"]);

/** Why an address was refused, and what to say of it. @type {Record<string, string>} */
const FLAWS = { no_site: "sites_address_no_site", too_long: "site_address_too_long", too_many: "sites_too_many" };

/**
 * @param {Deeds} deeds
 * @returns {{element: HTMLElement, draw: (known: import("../protocol.js").SiteRules) => void}}
 */
export function ruleList(deeds) {
  /** @type {SiteRule[]} */
  let rules = [];
  /** @type {SitePause[]} */
  let pauses = [];
  const search = h("input", {
    class: "input",
    type: "search",
    name: "sites_search",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: t("sites_search"),
    "aria-label": t("sites_search"),
    oninput: () => narrow(),
  });
  const searching = h("div", { class: "with-icon" }, icon("search"), search);
  const place = h("div", { class: "stack tight" });

  const narrow = () => {
    const query = search.value.trim().toLowerCase();
    const has = (/** @type {{address: string}} */ { address }) => address.includes(query);
    const rows = [...pauses.filter(has).map((pause) => pauseRow(pause, deeds)), ...rules.filter(has).map((rule) => ruleRow(rule, deeds))];
    const count = plural("sites_count", rows.length);
    if (rules.length + pauses.length === 0) show(place, nothing());
    else if (rows.length === 0) show(place, h("p", { class: "soft" }, t("sites_none_found", { query: search.value.trim() })));
    else show(place, h("p", { class: "faint" }, count), h("ul", { class: "list" }, rows));
    if (query) announce(count);
  };
  return {
    element: h("div", { class: "stack" }, searching, place),
    draw: (known) => {
      const at = focusedRow(place);
      rules = known.rules;
      pauses = known.pauses.filter(({ address }) => address);
      searching.hidden = rules.length + pauses.length < SEARCHED_FROM;
      if (searching.hidden) search.value = "";
      narrow();
      if (at >= 0) focusRow(place, at);
    },
  };
}

/** Which row the keyboard is in, so that it stays near when that row goes. @param {HTMLElement} place */
function focusedRow(place) {
  return [...place.querySelectorAll("li")].findIndex((row) => row.contains(document.activeElement));
}

/**
 * @param {HTMLElement} place
 * @param {number} at
 */
function focusRow(place, at) {
  const buttons = place.querySelectorAll("button");
  const target = buttons[Math.min(at, buttons.length - 1)] ?? place;
  if (target === place) place.tabIndex = -1;
  target.focus();
}

/**
 * @param {SiteRule} rule
 * @param {Deeds} deeds
 */
function ruleRow(rule, { undo }) {
  const { address, scope } = rule;
  const kinds = rule.off ? /** @type {const} */ (["off"]) : KINDS.filter((kind) => rule[kind]);
  const chips = kinds.map((kind) => h("span", { class: `chip ${kind === "off" ? "warn" : ""}` }, t(`sites_is_${kind}`)));
  return row(address, scope === "page" && t("sites_page_only"), chips, t("sites_undo"), t("sites_undo_named", { address }), async () => {
    await undo(address);
    toast(t("sites_undone", { address }));
  });
}

/**
 * @param {SitePause} pause
 * @param {Deeds} deeds
 */
function pauseRow({ address, until }, { resume }) {
  const said = until === null ? t("sites_paused") : t("sites_paused_until", { time: formatDate(until, { timeStyle: "short" }) });
  return row(address, said, [], t("site_resume"), t("sites_resume_named", { address }), () => resume(address));
}

/**
 * @param {string} address
 * @param {string | false} detail
 * @param {HTMLElement[]} chips
 * @param {string} label
 * @param {string} whole what the button does, by itself
 * @param {() => void} act
 */
function row(address, detail, chips, label, whole, act) {
  return h(
    "li",
    { class: "row site-rule" },
    h("span", { class: "row-text" }, h("span", { class: "row-title" }, address), detail && h("span", { class: "row-detail" }, detail)),
    h("span", { class: "cluster" }, chips),
    h("button", { type: "button", class: "button small", "aria-label": whole, onclick: act }, label),
  );
}

function nothing() {
  return h("div", { class: "empty" }, icon("globe"), h("p", {}, h("b", {}, t("sites_none"))), h("p", {}, t("sites_none_text")));
}

/**
 * @param {() => Promise<void>} added
 */
export function addRule(added) {
  const address = textField({
    label: t("sites_address"),
    hint: t("sites_address_hint"),
    input: { name: "site_address", inputmode: "url", autocomplete: "url", autocapitalize: "none", spellcheck: "false", maxlength: 8192, required: true },
  });
  const kinds = KINDS.map((kind) => {
    const field = switchField({ label: t(`site_${kind}`), hint: kind === "off" ? t("site_off_hint") : undefined, checked: false });
    field.input.name = kind;
    return field;
  });
  const add = form({
    fields: [address],
    content: [address.element, ...kinds.map(({ element }) => element)],
    submit: t("common_add"),
    onSubmit: async () => {
      const chosen = Object.fromEntries(kinds.filter(({ input }) => input.checked).map(({ input }) => [input.name, true]));
      if (Object.keys(chosen).length === 0) {
        address.setError(t("sites_choose_one"));
        kinds[0]?.input.focus();
        return;
      }
      const url = address.input.value.trim();
      try {
        await ask("sites.set_rule", { url, scope: scopeOf(url), ...chosen });
      } catch (error) {
        const flaw = FLAWS[error instanceof AskError ? String(error.data.why) : ""];
        if (!flaw) throw error;
        address.setError(t(flaw));
        address.input.focus();
        return;
      }
      add.element.reset();
      await added();
      toast(t("common_saved"));
      address.input.focus();
    },
  });
  return add.element;
}

/** An address with a path means that page. @param {string} address as typed @returns {"page" | "site"} */
function scopeOf(address) {
  return /^[^/]+\/[^?#]/.test(address.replace(/^[a-z]+:\/\//i, "")) ? "page" : "site";
}
