/** The options page: which panel is shown, and what becomes of it when the session changes. */

import { ask, AskError, onEvent } from "../lib/ask.js";
import { byId, focusFirst, h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { remember, startPage } from "../lib/preferences.js";
import { banner, errorBanner } from "../ui/banner.js";
import { loginForm, unlockForm } from "../ui/login_form.js";
import { loginNotices } from "../ui/login_notices.js";
import { about } from "./about.js";
import { changeEmail } from "./change_email.js";
import { changePassword } from "./change_password.js";
import { greeting, tellAgain } from "./connection.js";
import { deleteAccount } from "./delete_account.js";
import { emergencyKit } from "./emergency_kit.js";
import { followSession, showDoor, showShell } from "./frame.js";
import { general } from "./general.js";
import { keepFields, restoreFields } from "./kept_fields.js";
import { hold, isHeld, mayLeave } from "./leaving.js";
import { nextSteps } from "./next_steps.js";
import { openVault } from "./open_vault.js";
import { phoneNumber, phoneRemoval } from "./phone_number.js";
import { recoveryCodes, unsavedCodes } from "./recovery_codes.js";
import { security } from "./security.js";
import { securityLog } from "./security_log.js";
import { sites } from "./sites.js";
import { textGateway } from "./text_gateway.js";
import { textMessages } from "./text_messages.js";
import { twoFactor } from "./two_factor.js";
import { twoFactorOff } from "./two_factor_off.js";
import { newApp, twoFactorSetup } from "./two_factor_setup.js";
import { welcome } from "./welcome.js";

/** @typedef {import("../protocol.js").Session} Session */

/** The panels, by their address. @type {Record<string, import("./page.js").Panel>} */
const PANELS = {
  welcome,
  "open-vault": openVault,
  "next-steps": nextSteps,
  security,
  "two-factor": twoFactor,
  "two-factor-setup": twoFactorSetup,
  "new-app": newApp,
  "two-factor-off": twoFactorOff,
  "recovery-codes": recoveryCodes,
  "text-messages": textMessages,
  "text-gateway": textGateway,
  "phone-number": phoneNumber,
  "phone-removal": phoneRemoval,
  "change-password": changePassword,
  "change-email": changeEmail,
  "emergency-kit": emergencyKit,
  "security-log": securityLog,
  "delete-account": deleteAccount,
  general,
  sites,
  about,
};

/** What becomes of a panel, where it does not ask for something else. */
const USUAL = {
  leave: () => {},
  /** @param {Session["state"]} state */
  end: (state) => banner("info", t(`options_now_${state}`)),
};

/** What the panel that is shown has asked for. */
let asked = { ...USUAL };

/** The address of what is shown. */
let shown = "";

/** Whether its panel is shown, and not the way to open the vault first. */
let isPanel = false;

/** Counts what was begun to be shown: an answer that comes late is for a panel that is gone. */
let turn = 0;

/** What was typed, by address. @type {Map<string, import("./kept_fields.js").Typed>} */
const typed = new Map();

/** What the next panel says first. @type {HTMLElement[]} */
let notices = [];

/** @type {import("./page.js").Page} */
const page = {
  session: { state: "logged_out", email: null, two_factor: false, locks_at: null },
  settings: { auto_lock_minutes: 15, lock_with_screen: true, ask_code_on_unlock: false, clear_clipboard_seconds: 30, language: "", theme: "system", show_icons: true },
  accounts: [],
  email: undefined,
  go,
  gate: (heading, onOpen) =>
    page.session.state === "locked"
      ? unlockForm({ email: page.session.email ?? "", heading, onOpen })
      : loginForm({ accounts: page.accounts, email: page.email, heading, onOpen }),
  opened,
  onLeave: (then) => (asked.leave = then),
  onEnd: (say) => (asked.end = say ?? USUAL.end),
  hold,
};

await startPage(() => {
  if (!isHeld()) draw({ secrets: true });
});
addEventListener("hashchange", follow);
onEvent("session.changed", sessionChanged);
await meet();

/** Meet the host: for the first time, or a new one after the old one is gone. */
async function meet() {
  turn += 1;
  page.accounts = (await greeting()).accounts;
  if (!page.accounts.some(({ email }) => email === page.email)) page.email = undefined;
  try {
    page.session = await ask("session.state");
    await (page.session.state === "unlocked" ? opened(page.session) : draw());
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    await meet();
  }
}

/** @param {import("../ui/login_form.js").Opened} result */
async function opened(result) {
  page.session = result;
  page.email = undefined;
  try {
    page.settings = await ask("settings.get");
    const { language, theme, show_icons } = page.settings;
    await remember({ language, theme, show_icons });
  } catch (error) {
    // A vault that is closed again already: its own event tells that.
    if (!(error instanceof AskError)) throw error;
  }
  if ("two_factor_turned_off" in result && result.two_factor_turned_off) history.replaceState(null, "", "#two-factor-setup");
  const here = location.hash.slice(1);
  notices.push(
    ...loginNotices(result, (key, route) => (route === here ? null : h("a", { href: `#${route}`, class: "button small" }, t(key)))),
  );
  await draw();
}

/** @param {Session} next */
async function sessionChanged(next) {
  const before = page.session;
  page.session = next;
  if (next.state === before.state) {
    followSession(next);
    return;
  }
  if (isHeld()) return;
  if (next.state === "unlocked") return void (await opened(next));
  page.email = before.email ?? undefined;
  if (before.state === "unlocked") notices.push(asked.end(next.state));
  await (next.state === "locked" ? draw() : meet());
}

/**
 * @param {string} route
 * @param {HTMLElement[]} said
 */
function go(route, ...said) {
  notices.push(...said);
  if (location.hash === `#${route}`) draw();
  else location.hash = route;
}

/** Follow the address, unless something would be lost by it. */
async function follow() {
  if (location.hash.slice(1) === shown) return;
  if (await mayLeave()) await draw();
  else history.replaceState(null, "", `#${shown}`);
}

/**
 * Show what the address says, or, if that needs an open vault, the way to open it.
 * @param {{secrets?: boolean}} [options] whether passwords that were typed stay, as where only the language changes
 */
async function draw({ secrets = false } = {}) {
  const current = ++turn;
  const main = byId("main");
  const focused = /** @type {HTMLInputElement | null} */ (document.activeElement)?.name;
  if (await tellAgain()) {
    if (focused) document.getElementsByName(focused)[0]?.focus();
    return;
  }
  page.email = /** @type {HTMLInputElement | null} */ (main.querySelector("input[name=email]"))?.value || page.email;
  if (isPanel) typed.set(shown, keepFields(main, secrets));
  asked.leave();
  asked = { ...USUAL };

  const route = addressOf(location.hash.slice(1));
  const panel = panelAt(route);
  const isOpen = panel.open || page.session.state === "unlocked";
  const content = await (isOpen ? panelContent(panel) : [h("div", { class: "card" }, page.gate("h1", opened)), elsewhere()]);
  if (current !== turn) return;

  await (isOpen && panel.section ? showShell(panel.section, page.session) : showDoor());
  const way = page.session.state === "locked" ? "login_unlock_title" : "login_title";
  document.title = `${t(isOpen ? panel.title : way)} · ${t("app_name")}`;
  const said = notices;
  notices = [];
  show(main, said, content);
  // Why somebody is asked to log in is no news for what follows it, such as restoring a file.
  if (!isOpen) main.addEventListener("submit", () => said.forEach((notice) => notice.remove()), { once: true });
  if (isOpen) restoreFields(main, typed.get(route) ?? new Map());
  if (isOpen) typed.delete(route);
  const isNew = route !== shown;
  shown = route;
  isPanel = isOpen;
  const same = focused && !isNew && document.querySelector(`[name="${focused}"]`);
  if (same) /** @type {HTMLElement} */ (same).focus();
  else focusFirst(main);
}

/**
 * @param {import("./page.js").Panel} panel
 * @returns {Promise<(HTMLElement | false)[]>}
 */
async function panelContent(panel) {
  try {
    const warning = page.session.state === "unlocked" && panel !== recoveryCodes && (await unsavedCodes());
    return [warning, await panel.build(page)];
  } catch (error) {
    const again = h("button", { type: "button", class: "button small", onclick: () => draw() }, t("common_try_again"));
    return [errorBanner(error, [again])];
  }
}

/** Other things to do than to log in or to unlock. */
function elsewhere() {
  const link = (/** @type {string} */ route, /** @type {string} */ text) => h("a", { href: `#${route}` }, text);
  const beginnings =
    page.session.state === "logged_out"
      ? [link("welcome", t("welcome_create")), link("open-vault", t("welcome_open_vault"))]
      : [h("button", { type: "button", class: "link", onclick: () => ask("session.logout").catch(() => {}) }, t("common_log_out"))];
  return h("p", { class: "cluster other-ways" }, beginnings, link("about", t("options_about")));
}

/** Where an address leads: who is logged in has no use for the ways to begin. @param {string} wanted */
function addressOf(wanted) {
  const isBeginning = wanted === "welcome" || wanted === "open-vault";
  if (Object.hasOwn(PANELS, wanted) && !(isBeginning && page.session.state !== "logged_out")) return wanted;
  return page.session.state === "logged_out" && page.accounts.length === 0 ? "welcome" : "security";
}

/** @param {string} route */
function panelAt(route) {
  return /** @type {import("./page.js").Panel} */ (PANELS[route]);
}
