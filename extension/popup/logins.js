/** The lists of the open vault, as sections to show. */

import { ask, AskError } from "../lib/ask.js";
import { announce, h } from "../lib/dom.js";
import { plural, t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";
import { iconButton, linkButton } from "./parts.js";
import { hostOfLogin } from "./site.js";
import { standing } from "./standing.js";

const PAGE_SIZE = 100;

/**
 * What the lists begin with.
 * @typedef {Pick<import("../standing.js").OpenVault, "page" | "here" | "all">} Lists
 */

/**
 * How a section is drawn: `drawn` is told when rows were added later.
 * @typedef {import("./rows.js").Login} Login
 * @typedef {object} Draw
 * @property {(login: Login) => HTMLElement} row
 * @property {() => void} add starts a new login
 * @property {() => void} switchOff shows what can be switched off on the website
 * @property {() => void} drawn
 * @property {(error: unknown) => void} fail
 */

/**
 * What the lists begin with now.
 * @param {import("./site.js").Site} site
 * @returns {Promise<Lists>}
 * @throws {AskError}
 */
export async function readLists(site) {
  const { vault } = await standing(site);
  if (!vault) throw new AskError("locked");
  return vault;
}

/**
 * What a search finds.
 * @param {string} query
 * @param {Lists["here"]} here
 * @param {Draw} draw
 * @returns {Promise<HTMLElement[]>}
 */
export async function foundLogins(query, here, draw) {
  const { items, total } = await ask("items.search", { query, limit: PAGE_SIZE });
  announce(plural("item_found", total));
  if (total === 0) return [nothing("search", t("item_none_found", { query }), t("item_none_found_text"), draw.add)];
  return [section(plural("item_found", total), items.map(asLogin(here)).map(draw.row))];
}

/**
 * This site's logins, then all.
 * @param {import("./site.js").Site} site
 * @param {Lists} lists
 * @param {Draw} draw
 * @returns {HTMLElement[]}
 */
export function allLogins(site, { here, all: page }, draw) {
  if (page.total === 0) {
    const empty = nothing("key", t("item_none"), t("item_none_text"), draw.add);
    if (site.host) empty.append(linkButton(t("site_rules_open"), draw.switchOff));
    return [empty];
  }
  const all = section(plural("item_all", page.total), page.items.map(asLogin(here)).map(draw.row));
  more(all, page.next_cursor, here, draw);
  if (!site.host) return [all];
  const title = t("site_logins", { host: site.host });
  const missing = h(
    "div",
    { class: "none-here" },
    h("p", { class: "soft" }, t("site_none")),
    h("button", { type: "button", class: "button small", onclick: draw.add }, icon("plus", { small: true }), t("site_add")),
  );
  const switchOff = iconButton("more", t("site_rules_open"), draw.switchOff);
  const rows = here.map((login) => draw.row({ ...login, fits: true, live: true }));
  return [section(title, rows, missing, switchOff), all];
}

/**
 * Let a list be made longer, page by page, as its end comes into sight.
 * @param {HTMLElement} all
 * @param {string | null} cursor
 * @param {Lists["here"]} here
 * @param {Draw} draw
 */
function more(all, cursor, here, draw) {
  if (cursor === null) return;
  const load = async () => {
    if (button.disabled) return;
    const isFocused = document.activeElement === button;
    button.disabled = true;
    try {
      const page = await ask("items.list", { cursor, limit: PAGE_SIZE });
      const rows = page.items.map(asLogin(here)).map(draw.row);
      button.remove();
      all.querySelector("ul")?.append(...rows);
      more(all, page.next_cursor, here, draw);
      draw.drawn();
      if (isFocused) rows[0]?.querySelector("button")?.focus();
    } catch (error) {
      button.disabled = false;
      draw.fail(error);
    }
  };
  const button = h("button", { type: "button", class: "button wide", onclick: load }, t("item_more"));
  all.append(button);
  // Not under a person's finger: the key meant for it would press the first of the new rows.
  new IntersectionObserver(([end]) => end?.isIntersecting && document.activeElement !== button && load()).observe(button);
}

/**
 * @param {Lists["here"]} here
 * @returns {(item: import("../protocol.js").ItemSummary) => Login}
 */
function asLogin(here) {
  return (item) => ({
    ...item,
    host: hostOfLogin(item.urls),
    fits: here.some(({ id }) => id === item.id),
    live: false,
  });
}

/**
 * @param {string} title
 * @param {HTMLElement[]} rows
 * @param {HTMLElement} [instead] shown when there are none
 * @param {HTMLElement} [action] beside the title
 */
function section(title, rows, instead, action) {
  return h(
    "section",
    { class: "stack tight" },
    h("div", { class: "cluster nowrap spread" }, h("h2", { class: "list-title grow" }, title), action),
    rows.length > 0 ? h("ul", { class: "list" }, rows) : instead,
  );
}

/**
 * @param {string} name of the icon
 * @param {string} title
 * @param {string} text what to do next
 * @param {() => void} add
 */
function nothing(name, title, text, add) {
  return h(
    "div",
    { class: "empty" },
    icon(name),
    h("p", {}, h("b", {}, title)),
    h("p", {}, text),
    h("button", { type: "button", class: "button primary", onclick: add }, icon("plus"), t("item_add")),
  );
}
