/** Buttons that copy a login's user name and password, for when it cannot be filled. */

import { ask } from "../lib/ask.js";
import { t } from "../lib/i18n.js";
import { copyButton } from "../ui/copy_button.js";

/**
 * @param {import("./popup.js").App} app
 * @param {{id: string, username: string}} login
 * @param {import("./problem.js").Problem} problem
 * @returns {HTMLButtonElement[]}
 */
export function copyActions(app, { id, username }, problem) {
  const copy = (/** @type {"username" | "password"} */ field) =>
    copyButton({
      text: async () => (await ask("items.get", { id }))[field],
      seconds: app.settings.clear_clipboard_seconds,
      label: t(`item_copy_${field}`),
      onError: (error) => problem.say(error),
    });
  return [...(username ? [copy("username")] : []), copy("password")];
}
