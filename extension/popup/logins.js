/** The lists of the open vault, as sections to show. */

import { ask } from "../lib/ask.js";
import { announce, h } from "../lib/dom.js";
import { plural, t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";
import { iconButton, linkButton } from "./parts.js";
import { hostOfLogin } from "./site.js";

const PAGE_SIZE = 100;

/** Of all logins at first: more than a popup has room for. */
const FIRST_PAGE = 20;

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
 * The logins that belong to the page under the popup, best first.
 * @param {import("./site.js").Site} site
 * @returns {Promise<Login[]>}
 */
export async function siteLogins(site) {
  if (!site.host) return [];
  const { items } = await ask("sites.match", { url: site.url });
  return items.map((item) => ({ ...item, fits: true, live: true }));
}

/**
 * What a search finds.
 * @param {string} query
 * @param {Login[]} here
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
 * @param {Promise<Login[]>} coming
 * @param {Draw} draw
 * @returns {Promise<HTMLElement[]>}
 */
export async function allLogins(site, coming, draw) {
  const [page, here] = await Promise.all([ask("items.list", { limit: FIRST_PAGE }), coming]);
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
  return [section(title, here.map(draw.row), missing, switchOff), all];
}

/**
 * Let a list be made longer, page by page, as its end comes into sight.
 * @param {HTMLElement} all
 * @param {string | null} cursor
 * @param {Login[]} here
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
  new IntersectionObserver(([end]) => end?.isIntersecting && load()).observe(button);
}

/**
 * @param {Login[]} here
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
