/** The open vault: this site's logins first, then search over all. */

import { h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";
import { allLogins, foundLogins, readLists } from "./logins.js";
import { problemPlace } from "./problem.js";
import { loginRow, rowKeys } from "./rows.js";
import { openSettings } from "./settings_page.js";

/**
 * @param {import("./popup.js").App} app
 * @param {object} [params]
 * @param {import("../protocol.js").SiteItem} [params.login] to be filled at once
 * @param {import("./logins.js").Lists} [params.lists] where they are known already
 * @returns {import("./popup.js").Panel}
 */
export function vault(app, { login, lists: known } = {}) {
  const problem = problemPlace(app);
  const news = h("div", { class: "slot" });
  const off = h("div", { class: "slot" });
  const place = h("div", { class: "stack", id: "logins" });
  const search = h("input", {
    class: "input",
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 1000,
    autofocus: true,
    value: app.query,
    placeholder: t("item_search"),
    "aria-label": t("item_search"),
    "aria-controls": "logins",
    oninput: () => refresh(),
  });
  const fill = async (/** @type {import("./fill.js").Chosen} */ chosen) =>
    (await import("./fill.js")).fillLogin(app, chosen, problem);
  const keys = rowKeys(place, search);

  /** @type {import("./rows.js").Deeds} */
  const deeds = {
    choose: (login) => {
      if (!login.fits) return deeds.open(login);
      // A refusal says it, too.
      show(off);
      return fill(login);
    },
    open: ({ id }) => app.go("details", { id }),
    fail: (error) => problem.say(error),
  };
  /** @type {import("./logins.js").Draw} */
  const draw = {
    row: (login) => loginRow(login, app.settings.clear_clipboard_seconds, deeds),
    add: () => app.go("edit"),
    switchOff: () => app.go("siteRules"),
    drawn: keys.refresh,
    fail: deeds.fail,
  };

  let lists = known ? Promise.resolve(known) : readLists(app.site);
  let asked = 0;
  let drawing = Promise.resolve();
  const refresh = () => (drawing = redraw());
  const redraw = async () => {
    app.query = search.value;
    asked += 1;
    const mine = asked;
    try {
      const query = search.value.trim();
      // Things may have changed since.
      if (!query && mine > 1) lists = readLists(app.site);
      const from = await lists;
      const content = query ? await foundLogins(query, from.here, draw) : allLogins(app.site, from, draw);
      // An answer to what was typed before is no longer wanted.
      if (mine !== asked) return;
      show(place, content);
      keys.refresh();
    } catch (error) {
      show(place);
      problem.say(error);
    }
  };
  const enter = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    // The first row for what was typed, not for what was there before.
    await drawing;
    /** @type {HTMLElement | null} */ (place.querySelector(".login .row"))?.click();
  };

  const addButton = h(
    "button",
    { type: "button", class: "button primary square", "aria-label": t("item_add"), title: t("item_add"), onclick: draw.add },
    icon("plus"),
  );
  const element = h(
    "section",
    { class: "panel vault" },
    h("h1", { class: "visually-hidden" }, t("popup_vault_title")),
    h(
      "form",
      { class: "search-bar", role: "search", onsubmit: enter },
      h("div", { class: "with-icon grow" }, icon("search"), search),
      addButton,
    ),
    problem.element,
    news,
    off,
    place,
    toolbar(app),
  );
  const warn = async (/** @type {import("./logins.js").Lists} */ { page }) => {
    if (page?.off || page?.never_fill) show(off, (await import("./site_rules.js")).switchedOff(app, page));
  };
  const tell = async () => show(news, await (await import("./notices.js")).notices(app.session));
  const ready = Promise.all([refresh(), lists.then(warn, () => {})]);
  // Not needed for what is seen first, and soon after.
  ready.then(tell).catch(deeds.fail);
  if (login) fill(login);
  else ready.then(() => import("./fill.js"));
  return { element, ready };
}

/**
 * What can always be reached.
 * @param {import("./popup.js").App} app
 */
function toolbar(app) {
  /** @type {[string, string, () => void][]} */
  const buttons = [
    ["dice", "generator_title", () => app.go("generator")],
    ["settings", "common_settings", () => openSettings()],
    ["lock", "common_lock", app.lock],
    ["log_out", "common_log_out", app.logOut],
  ];
  return h(
    "nav",
    { class: "toolbar", "aria-label": t("popup_toolbar") },
    buttons.map(([name, key, act]) => h("button", { type: "button", class: "tool", onclick: act }, icon(name), t(key))),
  );
}
