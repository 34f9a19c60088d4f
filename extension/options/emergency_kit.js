/** The emergency kit: one page on paper with what is needed when phone, computer or memory fail. Stored nowhere. */

import { ask } from "../lib/ask.js";
import { browser } from "../lib/browser.js";
import { h } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { icon, mark } from "../ui/icons.js";
import { heading } from "./heading.js";

const CODES = 10;

/** @type {import("./page.js").Panel} */
export const emergencyKit = { title: "kit_title", section: "security", build };

/** @param {import("./page.js").Page} page */
async function build(page) {
  const { recovery_codes: issued } = await ask("two_factor.status");
  const { vault_file: file } = await ask("system.status");
  const kit = sheet({ email: page.session.email ?? "", file, issued_at: issued?.issued_at ?? null });
  return h(
    "div",
    { class: "stack loose" },
    heading("kit_title", "security"),
    h("p", { class: "soft" }, t("kit_lead")),
    h("div", { class: "cluster" }, printButton("button primary")),
    h("div", { class: "paper", role: "group", "aria-label": t("kit_preview") }, kit),
  );
}

/**
 * The kit with recovery codes that were just issued: not shown, but printed as long as it is in the page.
 * @param {import("./page.js").Page} page
 * @param {string[]} codes
 * @param {number} issued_at unix time
 * @returns {HTMLElement}
 */
export function kitWithCodes(page, codes, issued_at) {
  const place = h("div", { class: "on-paper" });
  ask("system.status")
    // Without an answer there is a blank line to be filled in by hand.
    .catch(() => ({ vault_file: null }))
    .then(({ vault_file: file }) => place.append(sheet({ email: page.session.email ?? "", file, issued_at, codes })));
  return place;
}

/** @param {string} [look] */
export function printButton(look = "button small") {
  return h("button", { type: "button", class: look, onclick: () => window.print() }, icon("print", { small: true }), t("kit_print"));
}

/**
 * @param {object} facts
 * @param {string} facts.email
 * @param {string | null} facts.file
 * @param {number | null} facts.issued_at of the recovery codes; null while two-factor is off
 * @param {string[]} [facts.codes] where they were just issued
 */
function sheet({ email, file, issued_at, codes }) {
  const { version } = browser.runtime.getManifest();
  return h(
    "article",
    { class: "kit" },
    h(
      "div",
      { class: "kit-head" },
      mark(),
      h("h2", {}, `${t("app_name")} · ${t("kit_title")}`),
      h("p", {}, t("kit_made", { date: formatDate(Date.now() / 1000), version })),
    ),
    h(
      "section",
      {},
      h("h3", {}, t("kit_account")),
      h(
        "dl",
        {},
        fact(t("common_email"), email),
        fact(t("common_master_password"), blank(), h("small", {}, t("kit_password_hint"))),
        fact(t("kit_file"), file ? h("span", { class: "mono" }, file) : blank()),
        fact(t("kit_backups"), blank()),
      ),
    ),
    h("section", {}, h("h3", {}, t("recovery_title")), recoveryCodes(issued_at, codes)),
    h(
      "section",
      {},
      h("h3", {}, t("kit_what_if")),
      h(
        "div",
        { class: "kit-cases" },
        oneCase(t("kit_phone"), t("kit_phone_text", { button: t("login_use_recovery_code") })),
        oneCase(t("kit_computer"), t("kit_computer_text", { button: t("welcome_open_vault") })),
        oneCase(t("kit_forgotten"), t("kit_forgotten_text")),
        oneCase(t("kit_restored"), t("kit_restored_text", { button: t("login_restore") })),
      ),
    ),
    h("p", { class: "kit-foot" }, t("kit_warning")),
  );
}

/** @param {string} term @param {(string | HTMLElement)[]} text */
function fact(term, ...text) {
  return h("div", {}, h("dt", {}, term), h("dd", {}, text));
}

/** A line to write on. */
function blank() {
  return h("span", { class: "kit-blank" });
}

/**
 * @param {number | null} issued_at
 * @param {string[] | undefined} codes
 */
function recoveryCodes(issued_at, codes) {
  if (issued_at === null) return h("p", {}, t("kit_codes_none"));
  const date = formatDate(issued_at);
  const lines = codes ?? Array.from({ length: CODES }, () => blank());
  return [
    h("p", {}, codes ? t("recovery_issued", { date }) : t("kit_codes_blank", { date, place: t("recovery_title") })),
    h("ol", { class: "kit-codes mono" }, lines.map((line) => h("li", {}, line))),
  ];
}

/** @param {string} title @param {string} text */
function oneCase(title, text) {
  return h("div", {}, h("h4", {}, title), h("p", {}, text));
}
