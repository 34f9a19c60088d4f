/** Logins in a list: what each row shows and does, and the keyboard in it. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { copyButton } from "../ui/copy_button.js";
import { icon } from "../ui/icons.js";
import { siteIcon } from "../ui/site_icon.js";
import { liveCode } from "./live_code.js";
import { iconButton } from "./parts.js";

/**
 * What a list knows of a login.
 * @typedef {object} Login
 * @property {string} id
 * @property {string} title
 * @property {string} username
 * @property {string} host where it was saved for; "" where that is no website
 * @property {boolean} favorite
 * @property {boolean} has_totp
 * @property {boolean} fits whether it belongs to the page under the popup
 * @property {boolean} live whether its one-time code is shown as it changes
 */

/**
 * @typedef {object} Deeds
 * @property {(login: Login) => void} choose what Enter and a click on the row do
 * @property {(login: Login) => void} open shows all of it
 * @property {(error: unknown) => void} fail
 */

/** What to call a login. @param {{title: string, host?: string}} login */
export function titleOf({ title, host }) {
  return title || host || t("item_untitled");
}

/**
 * A login as a button.
 * @param {Pick<Login, "id" | "title" | "username" | "host" | "favorite">} login
 * @param {string} verb the key of what it does
 * @param {() => void} act
 */
export function loginButton(login, verb, act) {
  const title = titleOf(login);
  const detail = login.username || (login.title && login.host);
  return h(
    "button",
    { type: "button", class: "row", onclick: act, dataset: { id: login.id } },
    siteIcon(title),
    h(
      "span",
      { class: "row-text" },
      h("span", { class: "visually-hidden" }, `${t(verb)}: `),
      h("span", { class: "row-title" }, title, login.favorite && icon("star", { small: true, filled: true })),
      detail && h("span", { class: "row-detail" }, detail),
    ),
  );
}

/**
 * @param {Login} login
 * @param {number} seconds until a copied value is cleared
 * @param {Deeds} deeds
 * @returns {HTMLLIElement}
 */
export function loginRow(login, seconds, { choose, open, fail }) {
  const title = titleOf(login);
  const copy = (/** @type {string} */ name, /** @type {string} */ key, /** @type {() => Promise<string>} */ text) =>
    copyButton({ text, seconds, label: t(key, { title }), square: true, icon: name, onError: fail });
  const { id } = login;
  return h(
    "li",
    { class: "login" },
    loginButton(login, login.fits ? "item_fill" : "item_open", () => choose(login)),
    h(
      "div",
      { class: "row-actions" },
      login.username && copy("user", "item_copy_username_of", async () => (await ask("items.get", { id })).username),
      copy("key", "item_copy_password_of", async () => (await ask("items.get", { id })).password),
      login.has_totp && !login.live && copy("clock", "item_copy_code_of", async () => (await ask("items.totp", { id })).code),
      iconButton("chevron_right", t("item_open_named", { title }), () => open(login)),
    ),
    login.has_totp && login.live && liveCode({ id, title, seconds, onError: fail }),
  );
}

/** How far each key moves: rows down, buttons to the right. @type {Record<string, [number, number]>} */
const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

/**
 * Let arrow keys move among all rows inside a place, also across its lists, and within a row; Tab stops at one row.
 * Above the first row is the search field.
 * @param {HTMLElement} place
 * @param {HTMLInputElement} search
 */
export function rowKeys(place, search) {
  const rows = () => [...place.querySelectorAll(".login")];
  const buttons = (/** @type {Element | undefined} */ row) => [.../** @type {Element} */ (row).querySelectorAll("button")];
  /** @param {Element | null} current */
  const setTabStop = (current) => {
    for (const row of rows()) for (const button of buttons(row)) button.tabIndex = row === current ? 0 : -1;
  };
  place.addEventListener("focusin", (event) => {
    const row = /** @type {Element} */ (event.target).closest(".login");
    if (row) setTabStop(row);
  });
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const [down, right] = STEPS[event.key] ?? [0, 0];
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    if ((!down && !right) || at < 0) return;
    event.preventDefault();
    const here = buttons(all[at]);
    const column = here.findIndex((button) => button === document.activeElement);
    if (right) here[column + right]?.focus();
    else if (at + down < 0) search.focus();
    else if (all[at + down]) buttons(all[at + down])[0]?.focus();
  };
  place.addEventListener("keydown", onKey);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || rows().length === 0) return;
    event.preventDefault();
    buttons(rows()[0])[0]?.focus();
  });
  return { refresh: () => setTabStop(rows()[0] ?? null) };
}
