/** Settings that are saved as soon as they are changed. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { formatDuration, t } from "../lib/i18n.js";
import { remember } from "../lib/preferences.js";
import { errorBanner } from "../ui/banner.js";
import { selectField, switchField } from "../ui/field.js";
import { toast } from "../ui/toast.js";
import { languageChoices, markLanguages, themeChoices } from "./choices.js";
import { heading } from "./heading.js";
import { shortcuts } from "./shortcuts.js";

/** @typedef {import("../protocol.js").Settings} Settings */

/** @type {import("./page.js").Panel} */
export const general = { title: "options_general", section: "general", build };

const AUTO_LOCK_MINUTES = [1, 5, 15, 30, 60, 240];
const CLEAR_CLIPBOARD_SECONDS = [10, 30, 60, 120, 300];

/** @param {import("./page.js").Page} page */
async function build(page) {
  const settings = (page.settings = await ask("settings.get"));
  /** @param {Partial<Settings>} changes */
  const save = async (changes) => {
    try {
      page.settings = await ask("settings.set", { changes });
    } catch (error) {
      // Drawn anew, the panel shows what is stored.
      page.go("general", errorBanner(error));
      return;
    }
    toast(t("common_saved"));
    const { language, theme, show_icons } = page.settings;
    await remember({ language, theme, show_icons });
  };

  const autoLock = selectField({
    label: t("settings_auto_lock"),
    hint: t("settings_auto_lock_hint"),
    value: String(settings.auto_lock_minutes),
    choices: durations(AUTO_LOCK_MINUTES, settings.auto_lock_minutes, 60, t("settings_auto_lock_never")),
    onchange: (value) => save({ auto_lock_minutes: Number(value) }),
  });
  const clipboard = selectField({
    label: t("settings_clipboard"),
    hint: t("settings_clipboard_hint"),
    value: String(settings.clear_clipboard_seconds),
    choices: durations(CLEAR_CLIPBOARD_SECONDS, settings.clear_clipboard_seconds, 1, t("settings_clipboard_never")),
    onchange: (value) => save({ clear_clipboard_seconds: Number(value) }),
  });
  const language = selectField({
    label: t("settings_language"),
    value: settings.language,
    choices: languageChoices(),
    onchange: (value) => save({ language: /** @type {Settings["language"]} */ (value) }),
  });
  const theme = selectField({
    label: t("settings_theme"),
    value: settings.theme,
    choices: themeChoices(),
    onchange: (value) => save({ theme: /** @type {Settings["theme"]} */ (value) }),
  });
  const screen = switchField({
    label: t("settings_lock_with_screen"),
    hint: t("settings_lock_with_screen_hint"),
    checked: settings.lock_with_screen,
    onchange: (checked) => save({ lock_with_screen: checked }),
  });
  const code = switchField({
    label: t("settings_ask_code"),
    hint: t("settings_ask_code_hint"),
    checked: settings.ask_code_on_unlock,
    onchange: (checked) => save({ ask_code_on_unlock: checked }),
  });
  const icons = switchField({
    label: t("settings_icons"),
    hint: t("settings_icons_hint"),
    checked: settings.show_icons,
    onchange: (checked) => save({ show_icons: checked }),
  });
  // Their names let the keyboard stay where it is when a new language draws everything anew.
  language.select.name = "language";
  theme.select.name = "theme";
  markLanguages(language.select);

  return h(
    "div",
    { class: "stack loose" },
    heading("options_general"),
    h("section", { class: "card stack loose" }, h("h2", {}, t("settings_locking")), autoLock.element, screen.element, code.element),
    h("section", { class: "card stack loose" }, h("h2", {}, t("settings_clipboard_heading")), clipboard.element),
    h("section", { class: "card stack loose" }, h("h2", {}, t("settings_websites")), icons.element),
    h("section", { class: "card stack loose" }, h("h2", {}, t("settings_appearance")), language.element, theme.element),
    await shortcuts(),
  );
}

/**
 * Choices of time, with the one in use among them; 0 is never.
 * @param {number[]} usual
 * @param {number} used
 * @param {number} unit seconds
 * @param {string} never
 * @returns {[value: string, text: string][]}
 */
function durations(usual, used, unit, never) {
  const values = [...new Set([...usual, used])].filter(Boolean).sort((one, other) => one - other);
  const choices = values.map((value) => /** @type {[string, string]} */ ([String(value), formatDuration(value * unit)]));
  return [...choices, ["0", never]];
}
