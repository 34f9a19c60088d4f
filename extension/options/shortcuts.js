/** The keyboard shortcuts, as the browser has them now. Only the browser's own page can change them. */

import { browser, extensionUrl } from "../lib/browser.js";
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";

/** Chromium's page for them; other browsers of its family lead there, too. */
const CHROMIUM_PAGE = "chrome://extensions/shortcuts";

/** The browsers' own command for the popup; it has no description. */
const OPEN_POPUP = "_execute_action";

export async function shortcuts() {
  const commands = await browser.commands.getAll();
  const names = await namesOfCommands();
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, t("shortcuts_title")),
    h("p", { class: "soft" }, t("shortcuts_text")),
    commands.length > 0 ? h("dl", { class: "details" }, commands.map((command) => row(command, names[command.name ?? ""] ?? command.description ?? ""))) : h("p", { class: "soft" }, t("shortcuts_none")),
    h(
      "div",
      {},
      h("button", { type: "button", class: "button", onclick: change }, icon("external", { small: true }), t("shortcuts_change")),
    ),
  );
}

/**
 * What each command does, in the language of this page: the browser speaks only its own.
 * @returns {Promise<Record<string, string>>}
 */
async function namesOfCommands() {
  /** @type {{commands: Record<string, {description?: string}>}} */
  const manifest = await (await fetch(extensionUrl("manifest.json"))).json();
  const described = Object.entries(manifest.commands).map(([name, { description }]) => {
    const [, key] = /^__MSG_(.+)__$/.exec(description ?? "") ?? [];
    return [name, key && t(key)];
  });
  return { ...Object.fromEntries(described.filter(([, text]) => text)), [OPEN_POPUP]: t("shortcuts_open_popup") };
}

/**
 * @param {chrome.commands.Command} command
 * @param {string} name
 */
function row({ shortcut }, name) {
  return h(
    "div",
    {},
    h("dt", {}, name),
    h("dd", {}, shortcut ? h("kbd", {}, shortcut) : h("span", { class: "faint" }, t("shortcuts_unset"))),
  );
}

/** Firefox has a function for it, Chromium an address. */
async function change() {
  const { openShortcutSettings } = /** @type {{openShortcutSettings?: () => Promise<void>}} */ (browser.commands);
  await (openShortcutSettings ? openShortcutSettings() : browser.tabs.create({ url: CHROMIUM_PAGE }));
}
