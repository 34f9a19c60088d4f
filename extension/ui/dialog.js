/** Dialogs: the browser's own element, which keeps the keyboard inside, closes on Escape and gives focus back. */

import { h, uniqueId } from "../lib/dom.js";
import { t } from "../lib/i18n.js";

/**
 * Open a dialog. It is gone once closed; its `returnValue` says how ("" after Escape).
 * @param {string} title
 * @param {(Node | string)[]} content
 * @returns {HTMLDialogElement}
 */
export function openDialog(title, ...content) {
  const id = uniqueId("dialog");
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": id },
    h("div", { class: "stack" }, h("h2", { id }, title), ...content),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Ask a yes-or-no question. Escape is no; so is Enter on a dangerous one, where the keyboard starts at Cancel.
 * @param {object} options
 * @param {string} options.title
 * @param {Node | string} options.text
 * @param {string} options.confirm the word on the button that says yes: what it does
 * @param {boolean} [options.danger]
 * @returns {Promise<boolean>}
 */
export function confirmDialog({ title, text, confirm, danger = false }) {
  return new Promise((resolve) => {
    const close = (/** @type {string} */ value) => () => dialog.close(value);
    const yes = h("button", { type: "button", class: `button ${danger ? "danger" : "primary"}`, onclick: close("yes") }, confirm);
    const no = h("button", { type: "button", class: "button", onclick: close("no") }, t("common_cancel"));
    const dialog = openDialog(title, h("p", { class: "soft" }, text), h("div", { class: "cluster end" }, no, yes));
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"));
    (danger ? no : yes).focus();
  });
}
