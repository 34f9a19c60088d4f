/** All of one login: to read, copy and fill. */

import { ask } from "../lib/ask.js";
import { focusFirst, h, show } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { copyButton } from "../ui/copy_button.js";
import { icon } from "../ui/icons.js";
import { siteIcon } from "../ui/site_icon.js";
import { fact, secretFact } from "./facts.js";
import { fillLogin } from "./fill.js";
import { liveCode } from "./live_code.js";
import { iconButton, panelHeader } from "./parts.js";
import { problemPlace } from "./problem.js";
import { titleOf } from "./rows.js";
import { hostOf, hostOfLogin } from "./site.js";

/** @typedef {import("../protocol.js").WholeItem} Item */

/**
 * @param {import("./popup.js").App} app
 * @param {{id: string}} params
 * @returns {import("./popup.js").Panel}
 */
export function details(app, { id }) {
  const back = () => app.go("vault");
  const problem = problemPlace(app);
  const element = h("section", { class: "panel stack" }, panelHeader(t("common_loading"), back), problem.element);
  ask("items.get", { id }).then(
    (item) => {
      show(element, content(app, item, back, problem));
      focusFirst(element);
    },
    (error) => problem.say(error),
  );
  return { element };
}

/**
 * @param {import("./popup.js").App} app
 * @param {Item} item
 * @param {() => void} back
 * @param {import("./problem.js").Problem} problem
 */
function content(app, item, back, problem) {
  const host = hostOfLogin(item.urls);
  const title = titleOf({ title: item.title, host });
  const seconds = app.settings.clear_clipboard_seconds;
  const copy = (/** @type {string} */ text, /** @type {string} */ label) => copyButton({ text: () => text, seconds, label, square: true });
  const fail = (/** @type {unknown} */ error) => problem.say(error);
  return [
    panelHeader(
      t("item_details"),
      back,
      iconButton("edit", t("item_edit_named", { title }), () => app.go("edit", { item })),
    ),
    h(
      "div",
      { class: "cluster nowrap" },
      siteIcon(title),
      h("h2", { class: "grow" }, title),
      item.favorite && h("span", { class: "star", role: "img", "aria-label": t("item_favorite") }, icon("star", { filled: true })),
    ),
    problem.element,
    app.site.host && fillButton(() => fillLogin(app, item, problem)),
    h(
      "dl",
      { class: "card login-facts" },
      item.username && fact(t("common_username"), item.username, copy(item.username, t("item_copy_username"))),
      item.password && secretFact(t("common_password"), item.password, copy(item.password, t("item_copy_password"))),
      item.totp && fact(t("item_code"), liveCode({ id: item.id, title, seconds, onError: fail })),
      item.urls.length > 0 && fact(t("item_websites"), h("ul", {}, item.urls.map((each) => h("li", {}, websiteLink(each))))),
      item.notes && fact(t("item_notes"), h("span", { class: "prose" }, item.notes)),
      item.custom_fields.map(({ name, value, hidden }) =>
        (hidden ? secretFact : fact)(name || t("item_field"), value, copy(value, t("item_copy_field", { name: name || t("item_field") }))),
      ),
      item.tags.length > 0 && fact(t("item_tags"), h("span", { class: "cluster" }, item.tags.map((tag) => h("span", { class: "chip" }, tag)))),
    ),
    item.previous_passwords.length > 0 && previousButton(() => app.go("previousPasswords", { item })),
    h("p", { class: "faint" }, t("item_updated", { date: formatDate(item.updated_at, { dateStyle: "medium", timeStyle: "short" }) })),
  ];
}

/** @param {() => void} fill */
function fillButton(fill) {
  return h("button", { type: "button", class: "button primary wide", onclick: fill }, icon("fill"), t("item_fill_here"));
}

/** @param {() => void} open */
function previousButton(open) {
  return h("button", { type: "button", class: "button wide", onclick: open }, icon("clock"), t("item_previous"));
}

/**
 * A link for what is a website, and the text alone for anything else.
 * @param {import("../protocol.js").ItemUrl} website
 */
function websiteLink({ url: address, match }) {
  const host = match === "regex" ? "" : hostOf(address);
  if (!host) return match === "regex" ? h("code", {}, address) : address;
  const href = /^https?:/i.test(address) ? address : `https://${address}`;
  return h("a", { href, target: "_blank", rel: "noreferrer", title: address }, host);
}
