/** The passwords that a login had before. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { copyButton } from "../ui/copy_button.js";
import { confirmDialog } from "../ui/dialog.js";
import { icon } from "../ui/icons.js";
import { siteIcon } from "../ui/site_icon.js";
import { toast } from "../ui/toast.js";
import { secretFact } from "./facts.js";
import { panelHeader } from "./parts.js";
import { problemPlace } from "./problem.js";
import { titleOf } from "./rows.js";
import { hostOfLogin } from "./site.js";

/**
 * @param {import("./popup.js").App} app
 * @param {{item: import("../protocol.js").WholeItem}} params
 * @returns {import("./popup.js").Panel}
 */
export function previousPasswords(app, { item }) {
  const { id, version } = item;
  const title = titleOf({ title: item.title, host: hostOfLogin(item.urls) });
  const back = () => app.go("details", { id });
  const problem = problemPlace(app);
  const clear = async () => {
    if (!(await confirmClear())) return;
    await ask("items.clear_previous_passwords", { id, version });
    toast(t("item_previous_cleared"));
    await back();
  };
  const element = h(
    "section",
    { class: "panel stack" },
    panelHeader(t("item_previous"), back),
    h("div", { class: "cluster nowrap" }, siteIcon(title), h("h2", { class: "grow" }, title)),
    h("p", { class: "soft" }, t("item_previous_text")),
    problem.element,
    h("dl", { class: "card login-facts" }, item.previous_passwords.map((each) => row(each, app.settings.clear_clipboard_seconds))),
    h("button", { type: "button", class: "button wide", onclick: () => clear().catch(problem.say) }, icon("trash"), t("item_previous_clear")),
  );
  return { element };
}

/**
 * @param {import("../protocol.js").PreviousPassword} previous
 * @param {number} seconds until a copied password is cleared
 */
function row({ password, replaced_at }, seconds) {
  const name = t("item_previous_until", { date: formatDate(replaced_at, { dateStyle: "medium", timeStyle: "short" }) });
  const copy = copyButton({ text: () => password, seconds, label: t("item_copy_field", { name }), square: true });
  return secretFact(name, password, copy);
}

function confirmClear() {
  return confirmDialog({
    title: t("item_previous_clear_title"),
    text: t("item_previous_clear_text"),
    confirm: t("common_delete"),
    danger: true,
  });
}
