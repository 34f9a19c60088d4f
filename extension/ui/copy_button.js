/** A button that copies, and says so. */

import { copy } from "../lib/clipboard.js";
import { announce, h } from "../lib/dom.js";
import { formatDuration, t } from "../lib/i18n.js";
import { icon } from "./icons.js";

const SHOWN_MS = 2000;

/**
 * @param {object} options
 * @param {() => string | Promise<string>} options.text fetched when pressed, so that a page need not hold a secret
 * @param {number} options.seconds until the clipboard is cleared; 0 never
 * @param {string} [options.label] the visible word, or with `square` the name of what is copied
 * @param {boolean} [options.square] the icon alone
 * @param {string} [options.icon] what the button shows; names what is copied where several stand side by side
 * @param {(error: unknown) => void} [options.onError] for what `text` threw
 * @returns {HTMLButtonElement}
 */
export function copyButton({ text, seconds, label = t("common_copy"), square = false, icon: name = "copy", onError = () => {} }) {
  const button = h("button", {
    type: "button",
    class: `button small ${square ? "ghost square" : ""}`,
    "aria-label": square ? label : null,
    title: square ? label : null,
  });
  const draw = (/** @type {boolean} */ copied) => {
    button.replaceChildren(icon(copied ? "check" : name, { small: true }));
    if (!square) button.append(copied ? t("common_copied") : label);
  };
  draw(false);
  button.addEventListener("click", async () => {
    try {
      await copy(await text(), seconds);
    } catch (error) {
      if (error instanceof DOMException) announce(t("common_copy_failed"), "assertive");
      onError(error);
      return;
    }
    draw(true);
    announce(seconds > 0 ? t("common_copied_clears", { duration: formatDuration(seconds) }) : t("common_copied"));
    setTimeout(() => draw(false), SHOWN_MS);
  });
  return button;
}
