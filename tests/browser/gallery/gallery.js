/** Every shared part of the look on one page, under the extension's own rules. */

import { AskError } from "../lib/ask.js";
import { arrowKeys, byId, h } from "../lib/dom.js";
import { startPage } from "../lib/preferences.js";
import { banner, errorBanner } from "../ui/banner.js";
import { codeField } from "../ui/code_field.js";
import { copyButton } from "../ui/copy_button.js";
import { confirmDialog } from "../ui/dialog.js";
import { selectField, switchField, textField } from "../ui/field.js";
import { icon, ICON_NAMES, mark } from "../ui/icons.js";
import { passwordField } from "../ui/password_field.js";
import { siteIcon } from "../ui/site_icon.js";
import { stepper } from "../ui/stepper.js";
import { strengthMeter } from "../ui/strength_meter.js";

await startPage();

/** @param {string} title @param {(Node | string)[]} parts */
const card = (title, ...parts) => h("section", { class: "card stack" }, h("h2", {}, title), parts);

/** @param {string} classes @param {string} text @param {Record<string, any>} [more] */
const button = (classes, text, more = {}) => h("button", { type: "button", class: `button ${classes}`, ...more }, text);

const wrong = textField({ label: "E-mail address", input: { type: "email", value: "ada@" } });
wrong.setError("This is not a whole address.");

const completed = h("output", { id: "completed" });
const code = codeField({ onComplete: (digits) => completed.append(digits), hint: "From your authenticator app." });
const wrongCode = codeField({ onComplete: () => {}, label: "A wrong code" });
wrongCode.setError("This code is not right.");

const meters = [0, 2, 4].map((score) => {
  const meter = strengthMeter();
  meter.show({ score });
  return meter.element;
});

const steps = stepper(["Password", "App", "QR code", "Code", "Recovery codes"]);
steps.show(2);

/** @param {string} title @param {string} user */
const row = (title, user) =>
  h(
    "button",
    { type: "button", class: "row" },
    siteIcon(title),
    h("span", { class: "row-text" }, h("span", { class: "row-title" }, title), h("span", { class: "row-detail" }, user)),
    icon("chevron_right", { small: true }),
  );
const list = h("div", { class: "list", id: "list" }, ["GitHub", "Bank", "みずほ銀行", "a-very-long-name.of.a-website.example.co.jp"].map((name) => row(name, "ada@example.org")));
arrowKeys(list, ".row");

const ask = button("danger", "Delete", {
  id: "ask",
  onclick: async () => {
    const yes = await confirmDialog({ title: "Delete this login?", text: "It cannot be brought back.", confirm: "Delete", danger: true });
    ask.dataset.answer = String(yes);
  },
});

byId("main").append(
  h("h1", { class: "brand" }, mark(), "Twinlatch"),
  card(
    "Buttons",
    h("div", { class: "cluster" }, button("primary", "Continue"), button("", "Cancel"), button("ghost", "Skip"), ask),
    h("div", { class: "cluster" }, button("primary small", "Fill"), copyButton({ text: () => "copied", seconds: 0 }), copyButton({ text: () => "x", seconds: 30, label: "Copy user name", square: true }), button("", "Off", { disabled: true })),
    button("primary wide", "Unlock"),
  ),
  card("Fields", textField({ label: "Title", hint: "As you want to see it in lists." }).element, wrong.element, passwordField({ label: "Master password" }).element, selectField({ label: "Theme", value: "b", choices: [["a", "Light"], ["b", "Dark"]] }).element),
  card("One-time code", code.element, completed, wrongCode.element),
  card("Strength", ...meters),
  card("Switches", switchField({ label: "Lock with the screen", checked: true, hint: "When this computer's screen locks." }).element, switchField({ label: "Ask for the code as well", checked: false }).element, h("label", { class: "choice" }, h("input", { type: "radio", name: "r", checked: true }), "System keyring"), h("label", { class: "choice" }, h("input", { type: "radio", name: "r" }), "Device-key file")),
  card("Steps", steps.element),
  card("List", list),
  card("Chips", h("div", { class: "cluster" }, ["", "accent", "success", "warn", "danger"].map((kind) => h("span", { class: `chip ${kind}` }, kind || "tag")))),
  card("Banners", banner("info", "A note", { text: "Something to know." }), banner("success", "Two-factor is on."), errorBanner(new AskError("throttled", { retry_after_s: 65 })), errorBanner(new AskError("host_missing"), [button("small", "Try again")])),
  card("Empty", h("div", { class: "empty" }, icon("key"), h("p", {}, "No logins yet."), button("primary small", "Add a login"))),
  card("Icons", h("div", { class: "icons" }, ICON_NAMES.map((name) => icon(name)))),
);
