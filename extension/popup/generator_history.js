/** The generated passwords that were used lately. */

import { ask } from "../lib/ask.js";
import { focusFirst, h, show } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { copyButton } from "../ui/copy_button.js";
import { confirmDialog } from "../ui/dialog.js";
import { icon } from "../ui/icons.js";
import { panelHeader } from "./parts.js";
import { problemPlace } from "./problem.js";

/**
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function generatorHistory(app) {
  const problem = problemPlace(app);
  const place = h("div", { class: "stack" });
  const element = h(
    "section",
    { class: "panel stack" },
    panelHeader(t("generator_history"), () => app.go("generator")),
    problem.element,
    place,
  );
  const fail = (/** @type {unknown} */ error) => problem.say(error);
  const draw = async () => {
    const { passwords } = await ask("generator.history");
    const row = (/** @type {Used} */ used) => usedRow(used, app.settings.clear_clipboard_seconds, fail);
    show(place, passwords.length > 0 ? [h("ul", { class: "card used-passwords" }, passwords.map(row)), clearButton()] : nothing());
  };
  const clear = async () => {
    if (!(await confirmClear())) return;
    await ask("generator.clear_history");
    await draw();
    focusFirst(element);
  };
  const clearButton = () =>
    h("button", { type: "button", class: "button wide", onclick: () => clear().catch(fail) }, icon("trash"), t("generator_history_clear"));
  draw().catch(fail);
  return { element };
}

/** @typedef {import("../protocol.js").UsedPassword} Used */

/**
 * @param {Used} used
 * @param {number} seconds until a copied password is cleared
 * @param {(error: unknown) => void} onError
 */
function usedRow({ password, host, created_at }, seconds, onError) {
  const date = formatDate(created_at, { dateStyle: "medium", timeStyle: "short" });
  return h(
    "li",
    { class: "used-password" },
    h("div", { class: "grow" }, h("p", { class: "mono" }, password), host && h("p", { class: "faint" }, host), h("p", { class: "faint" }, date)),
    copyButton({ text: () => password, seconds, label: t("generator_history_copy", { date }), square: true, onError }),
  );
}

function nothing() {
  return h(
    "div",
    { class: "empty" },
    icon("clock"),
    h("p", {}, h("b", {}, t("generator_history_none"))),
    h("p", {}, t("generator_history_none_text")),
  );
}

function confirmClear() {
  return confirmDialog({
    title: t("generator_history_clear_title"),
    text: t("generator_history_clear_text"),
    confirm: t("generator_history_clear"),
    danger: true,
  });
}
