/** A letter on a colour for a website: asking the network for its icon would tell where a person has accounts. */

import { h } from "../lib/dom.js";

const HUES = 8;

/**
 * @param {string} name a title or a host
 * @returns {HTMLElement}
 */
export function siteIcon(name) {
  const bare = name.replace(/^(https?:\/\/)?(www\.)?/i, "");
  const letter = [...bare].find((char) => /[\p{L}\p{N}]/u.test(char)) ?? "•";
  let sum = 0;
  for (const char of bare) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65521;
  return h("span", { class: `site-icon hue-${sum % HUES}`, "aria-hidden": "true" }, letter);
}
