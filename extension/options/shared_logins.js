/** Groups of domains that share their logins: a person's own, beside those that Twinlatch knows. */

import { ask, AskError } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { textField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { icon } from "../ui/icons.js";
import { toast } from "../ui/toast.js";

/** Why a group was refused; what is said of it is named after that. */
const FLAWS = new Set(["no_site", "not_registrable", "too_many"]);

export async function sharedLogins() {
  let groups = await stored();
  const place = h("div", {});
  const domains = textField({
    label: t("sites_shared_add"),
    hint: t("sites_shared_add_hint"),
    input: { name: "shared_domains", autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: 10_000, required: true },
  });
  const add = form({
    fields: [domains],
    content: domains.element,
    submit: t("common_add"),
    onSubmit: async () => {
      const entries = domains.input.value.split(/[\s,;]+/).filter(Boolean);
      const flaw = await addGroup(entries);
      domains.setError(flaw);
      if (flaw) domains.input.focus();
      else add.element.reset();
    },
  });

  /** @param {string[]} entries @returns {Promise<string | null>} what is wrong with them */
  const addGroup = async (entries) => {
    try {
      groups = await stored();
      const kept = (await ask("sites.set_equivalent_domains", { groups: [...groups, entries] })).groups;
      const isKept = kept.length > groups.length;
      groups = kept;
      draw();
      if (!isKept) return t("sites_shared_two");
      toast(t("common_saved"));
      return null;
    } catch (error) {
      const { field, why } = error instanceof AskError ? error.data : {};
      if (!FLAWS.has(String(why))) throw error;
      return t(`sites_shared_${why}`, { entry: entries[Number(String(field).split(".")[2])] ?? "" });
    }
  };
  /** @param {string[]} group */
  const remove = async (group) => {
    try {
      const others = (await stored()).filter((other) => other.join() !== group.join());
      groups = (await ask("sites.set_equivalent_domains", { groups: others })).groups;
      draw();
      domains.input.focus();
    } catch (error) {
      add.refuse(error);
    }
  };
  const draw = () =>
    show(place, groups.length > 0 ? h("ul", { class: "list" }, groups.map((group) => row(group, remove))) : h("p", { class: "soft" }, t("sites_shared_none")));
  draw();
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, t("sites_shared_title")),
    h("p", { class: "soft" }, t("sites_shared_text")),
    place,
    add.element,
  );
}

/** What is stored now: another page may have changed it. */
async function stored() {
  return (await ask("sites.equivalent_domains")).groups;
}

/**
 * @param {string[]} group
 * @param {(group: string[]) => void} remove
 */
function row(group, remove) {
  const label = t("sites_shared_remove_named", { domains: group.join(", ") });
  return h(
    "li",
    { class: "row site-rule" },
    h("span", { class: "row-text" }, group.join(", ")),
    h(
      "button",
      { type: "button", class: "button ghost square small", "aria-label": label, title: label, onclick: () => remove(group) },
      icon("close"),
    ),
  );
}
