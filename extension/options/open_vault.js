/** Opening the door for a vault file from elsewhere: a backup, another disk, a synced folder. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { formatMonth, rich, t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { textField } from "../ui/field.js";
import { form } from "../ui/form.js";

/** @type {import("./page.js").Panel} */
export const openVault = { title: "welcome_open_vault", section: null, open: true, build };

/** @param {import("./page.js").Page} page */
async function build(page) {
  const { data_folder } = await ask("system.status");
  const path = textField({
    label: t("welcome_path"),
    hint: t("welcome_path_hint"),
    input: { class: "input mono", name: "path", spellcheck: "false", required: true },
  });
  const add = form({
    fields: [path],
    content: [path.element],
    submit: t("welcome_open"),
    wide: true,
    onSubmit: async () => {
      const { email, label } = await ask("account.add", { path: path.input.value.trim() });
      page.accounts = (await ask("system.hello")).accounts;
      page.email = email ?? "";
      const text = label ? t("welcome_added_two_factor", { computer: inWords(label) }) : t("welcome_added_advice");
      page.go("security", banner("success", t("welcome_added"), { text }));
    },
  });
  return h(
    "div",
    { class: "stack loose" },
    h("div", { class: "stack tight" }, h("h1", {}, t("welcome_open_vault")), h("p", { class: "soft" }, t("welcome_open_vault_lead"))),
    h("div", { class: "card stack" }, add.element),
    h("p", { class: "soft" }, rich("welcome_open_vault_folder", { folder: data_folder })),
    h("p", { class: "cluster other-ways" }, h("a", { href: "#welcome" }, t("welcome_create"))),
  );
}

/** Which computer, and since when: "Linux 2026-11" as "Linux, November 2026". @param {string} label */
function inWords(label) {
  const [, computer, month] = /^(.*) (\S+)$/.exec(label) ?? [];
  return computer && formatMonth(month ?? "") ? `${computer}, ${formatMonth(month ?? "")}` : label;
}
