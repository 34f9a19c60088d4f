/**
 * Language, theme and whether fields get an icon, remembered outside the vault: they hold before anybody logs in, too.
 *
 * The vault's settings are the truth for an account; a page that reads or changes them calls `remember`.
 */

import { browser } from "./browser.js";
import { fillPage, loadLanguage } from "./i18n.js";

/** @typedef {"system" | "light" | "dark"} Theme */
/** @typedef {{language: string, theme: Theme, show_icons: boolean}} Preferences */

/** @type {Preferences} */
const DEFAULTS = { language: "", theme: "system", show_icons: true };

/**
 * What is of the wrong type was not written here: content scripts reach this storage in some browsers.
 * @returns {Promise<Preferences>}
 */
export async function preferences() {
  const stored = Object.entries(await browser.storage.local.get(DEFAULTS));
  const known = stored.filter(([name, value]) => typeof value === typeof Reflect.get(DEFAULTS, name));
  return { ...DEFAULTS, ...Object.fromEntries(known) };
}

/**
 * Remember them, and show language and theme at once where this runs in a page.
 * @param {Partial<Preferences>} changes
 */
export async function remember(changes) {
  await browser.storage.local.set(changes);
  if (changes.theme !== undefined) showTheme(changes.theme);
  if (changes.language !== undefined) {
    await loadLanguage(changes.language);
    fillPage();
  }
}

/**
 * Ready a page: its theme, its language, its sentences. Its `<html class="starting">` hides the body until then.
 *
 * Open pages follow a theme and a language chosen in any of them.
 * @param {() => void} [redraw] shows anew, in a new language, what the page built itself
 * @returns {Promise<Preferences>} as they were remembered
 */
export async function startPage(redraw = () => {}) {
  // First: what is chosen while the page reads is for it, too.
  browser.storage.onChanged.addListener(async (changes, area) => {
    if (area !== "local") return;
    if (changes.theme) showTheme(/** @type {Theme} */ (changes.theme.newValue ?? "system"));
    if (changes.language) {
      await loadLanguage(/** @type {string} */ (changes.language.newValue ?? ""));
      fillPage();
      redraw();
    }
  });
  const known = await preferences();
  showTheme(known.theme);
  await loadLanguage(known.language);
  fillPage();
  document.documentElement.classList.remove("starting");
  return known;
}

/** @param {Theme} theme */
function showTheme(theme) {
  // Also where ui/first_paint.js can read it without waiting.
  localStorage.setItem("theme", theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
