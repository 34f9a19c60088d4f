/** What is around every panel: the navigation and the session, or, before log-in, the brand alone. */

import { ask } from "../lib/ask.js";
import { byId, h, show } from "../lib/dom.js";
import { formatDuration, t } from "../lib/i18n.js";
import { preferences, remember } from "../lib/preferences.js";
import { icon, mark } from "../ui/icons.js";
import { languageChoices, markLanguages, themeChoices } from "./choices.js";

/** @typedef {import("../protocol.js").Session} Session */

/** The navigation: route, icon. */
const SECTIONS = /** @type {const} */ ([
  ["security", "shield"],
  ["general", "settings"],
  ["sites", "globe"],
  ["about", "info"],
]);

/** Whose vault is open, and until when. @type {Session | null} */
let session = null;

/** Follow what the host says of the session, without touching where the keyboard is. @param {Session} next */
export function followSession(next) {
  session = next;
  for (const place of document.querySelectorAll(".session-email")) place.textContent = next.email;
  showTimeLeft();
}

function showTimeLeft() {
  const seconds = (session?.locks_at ?? 0) - Date.now() / 1000;
  // Minutes are enough, until it is the last one.
  const rounded = seconds > 60 ? Math.round(seconds / 60) * 60 : seconds;
  const text = session?.locks_at ? t("options_locks_in", { duration: formatDuration(rounded) }) : "";
  for (const place of document.querySelectorAll(".session-left")) place.textContent = text;
}

setInterval(showTimeLeft, 1000);

/**
 * @param {string | null} section
 * @param {Session} now
 */
export function showShell(section, now) {
  document.body.dataset.layout = "shell";
  const links = SECTIONS.map(([route, name]) =>
    h(
      "li",
      {},
      h(
        "a",
        { href: `#${route}`, class: "nav-link", "aria-current": route === section ? "page" : null },
        icon(name),
        t(`options_${route}`),
      ),
    ),
  );
  show(
    byId("header"),
    h("p", { class: "brand" }, mark(), t("app_name")),
    h("nav", { "aria-label": t("common_settings") }, h("ul", { class: "nav" }, links)),
    now.state === "unlocked" && sessionBox(),
  );
  followSession(now);
}

function sessionBox() {
  // Where no host answers, the vault is closed anyway.
  const button = (/** @type {string} */ name, /** @type {string} */ text, /** @type {"session.lock" | "session.logout"} */ method) =>
    h(
      "button",
      { type: "button", class: "button small", onclick: () => ask(method).catch(() => {}) },
      icon(name, { small: true }),
      text,
    );
  return h(
    "div",
    { class: "session stack tight" },
    h("p", { class: "session-email" }),
    h("p", { class: "session-left faint" }),
    h(
      "div",
      { class: "cluster" },
      button("lock", t("common_lock"), "session.lock"),
      button("log_out", t("common_log_out"), "session.logout"),
    ),
  );
}

/** Before log-in: the brand, and language and theme to choose. */
export async function showDoor() {
  document.body.dataset.layout = "door";
  const { language, theme } = await preferences();
  show(
    byId("header"),
    h("p", { class: "brand" }, mark(), t("app_name")),
    h(
      "div",
      { class: "cluster" },
      picker("language", "globe", languageChoices(), language),
      picker("theme", "sun", themeChoices(), theme),
    ),
  );
}

/**
 * @param {"language" | "theme"} name
 * @param {string} picture
 * @param {[string, string][]} choices
 * @param {string} value
 */
function picker(name, picture, choices, value) {
  const label = t(`settings_${name}`);
  const select = h(
    "select",
    { class: "input", name, "aria-label": label, title: label, onchange: () => remember({ [name]: select.value }) },
    choices.map(([choice, text]) => h("option", { value: choice }, text)),
  );
  select.value = value;
  if (name === "language") markLanguages(select);
  return h("div", { class: "with-icon" }, icon(picture, { small: true }), select);
}
