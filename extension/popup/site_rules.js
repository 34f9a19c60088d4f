/** What is switched off on the website under the popup, for good or for a while. */

import { ask } from "../lib/ask.js";
import { h, show, uniqueId } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { switchField } from "../ui/field.js";
import { toast } from "../ui/toast.js";
import { panelHeader } from "./parts.js";
import { problemPlace } from "./problem.js";
import { openSettings } from "./settings_page.js";

/**
 * @typedef {import("../protocol.js").SiteRule["scope"]} Scope
 * @typedef {import("../protocol.js").SitePage} SitePage
 */

/** What can be switched off. `off` includes the others. */
const DEEDS = /** @type {const} */ (["never_save", "never_fill", "off"]);

/**
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function siteRules(app) {
  const problem = problemPlace(app);
  const place = h("div", { class: "stack loose" });
  const { url, host } = app.site;
  /** @type {Scope} */
  let scope = "site";

  const act = (/** @type {() => Promise<unknown>} */ deed) => deed().then(draw, (error) => problem.say(error));
  const draw = async () => paint(await ask("sites.page", { url }));

  /** @param {SitePage} page */
  const paint = (page) => {
    problem.clear();
    const focused = /** @type {HTMLInputElement | null} */ (document.activeElement)?.name;
    show(place, pauseCard(page), ruleCard(page));
    if (focused) /** @type {HTMLElement | null} */ (place.querySelector(`[name="${focused}"]:checked, [name="${focused}"]`))?.focus();
  };

  /** @param {SitePage} page */
  const ruleCard = (page) => {
    const address = page[scope];
    const rule = page.rules.find((each) => each.address === address);
    const wider = page.rules.find((each) => each.address !== page.site && each.address !== page.page);
    return h(
      "section",
      { class: "card stack" },
      scopes(page),
      DEEDS.map((name) => {
        const field = switchField({
          label: t(`site_${name}`),
          hint: name === "off" ? t("site_off_hint") : undefined,
          checked: rule?.[name] ?? false,
          onchange: (checked) =>
            act(async () => {
              await ask("sites.set_rule", { url, scope, [name]: checked });
              toast(t("common_saved"));
            }),
        });
        field.input.name = name;
        field.input.disabled = name !== "off" && rule?.off === true;
        return field.element;
      }),
      wider && banner("info", t("site_covered", { address: wider.address }), { actions: [showInSettings()] }),
    );
  };

  /** @param {SitePage} page */
  const scopes = (page) => {
    const label = uniqueId("scope");
    const choice = (/** @type {Scope} */ value) =>
      h(
        "label",
        { class: "choice" },
        h("input", {
          type: "radio",
          name: "scope",
          value,
          checked: scope === value,
          onchange: () => {
            scope = value;
            paint(page);
          },
        }),
        h("span", {}, t(`site_scope_${value}`), h("span", { class: "hint block" }, page[value])),
      );
    return h(
      "div",
      { class: "stack tight", role: "radiogroup", "aria-labelledby": label },
      h("span", { class: "label", id: label }, t("site_scope")),
      choice("site"),
      page.page && choice("page"),
    );
  };

  /** @param {SitePage} page */
  const pauseCard = ({ pause }) => {
    if (pause) {
      const resume = button("site_resume", () => act(() => ask("sites.resume", { address: pause.address })));
      return banner("info", pausedOn(host, pause.until), { actions: [resume] });
    }
    const begin = (/** @type {number | null} */ minutes) => () => act(() => ask("sites.pause", { url, minutes }));
    return h(
      "section",
      { class: "stack tight" },
      h("h2", { class: "list-title" }, t("site_pause")),
      h("div", { class: "cluster" }, button("site_pause_hour", begin(60)), button("site_pause_browser", begin(null))),
    );
  };

  draw().catch((error) => problem.say(error));
  return {
    element: h(
      "section",
      { class: "panel stack loose" },
      panelHeader(t("site_rules_title", { host }), () => app.go("vault")),
      problem.element,
      place,
    ),
  };
}

/**
 * What the list of logins says where something is switched off.
 * @param {import("./popup.js").App} app
 * @param {SitePage} page
 */
export function switchedOff(app, { off, pause }) {
  const { host } = app.site;
  const title = pause ? pausedOn(host, pause.until) : t(off ? "site_is_off" : "site_fill_is_off", { host });
  return banner("info", title, { actions: [changeButton(app)] });
}

/** What undoes it. @param {import("./popup.js").App} app */
export function changeButton(app) {
  return button("site_change", () => app.go("siteRules"));
}

/**
 * @param {string} host
 * @param {number | null} until
 */
function pausedOn(host, until) {
  return until === null ? t("site_paused", { host }) : t("site_paused_until", { host, time: formatDate(until, { timeStyle: "short" }) });
}

function showInSettings() {
  return button("site_covered_show", () => openSettings("sites"));
}

/**
 * @param {string} key
 * @param {() => void} act
 */
function button(key, act) {
  return h("button", { type: "button", class: "button small", onclick: act }, t(key));
}
