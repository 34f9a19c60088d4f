/** What there is to choose from. */

import { LANGUAGES, t } from "../lib/i18n.js";

/** Languages, each by its own name. @returns {[value: string, text: string][]} */
export function languageChoices() {
  const names = LANGUAGES.map((language) => /** @type {[string, string]} */ ([language, ownName(language)]));
  return [["", t("settings_language_browser")], ...names];
}

/** @returns {[value: string, text: string][]} */
export function themeChoices() {
  return [
    ["system", t("settings_theme_system")],
    ["light", t("settings_theme_light")],
    ["dark", t("settings_theme_dark")],
  ];
}

/** Let screen readers say each language's name in that language. @param {HTMLSelectElement} select */
export function markLanguages(select) {
  for (const option of select.options) if (option.value) option.lang = option.value;
}

/** @param {string} language */
function ownName(language) {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
