/** A login's one-time code as its website wants it now, with a ring that runs down. */

import { ask } from "../lib/ask.js";
import { copy } from "../lib/clipboard.js";
import { announce, h } from "../lib/dom.js";
import { formatDuration, t } from "../lib/i18n.js";
import { icon } from "../ui/icons.js";

const SVG = "http://www.w3.org/2000/svg";
const COPIED_MS = 2000;

/**
 * A button that shows the code and copies it. It follows the time for as long as it is on the page.
 * @param {object} options
 * @param {string} options.id of the login
 * @param {string} options.title
 * @param {number} options.seconds until the copied code is cleared
 * @param {(error: unknown) => void} options.onError
 * @returns {HTMLButtonElement}
 */
export function liveCode({ id, title, seconds, onError }) {
  const digits = h("span", { class: "live-digits mono" }, "••• •••");
  const left = h("span", { class: "visually-hidden" });
  const hint = h("span", { class: "live-hint" }, icon("copy", { small: true }));
  const { ring, run } = countdownRing();
  const button = h(
    "button",
    { type: "button", class: "live-code", title: t("item_copy_code") },
    h("span", { class: "visually-hidden" }, `${t("item_copy_code_of", { title })}: `),
    ring,
    digits,
    left,
    hint,
  );
  let current = "";
  const draw = async () => {
    try {
      const { code, period_s, expires_at } = await ask("items.totp", { id });
      const remaining = expires_at - Date.now() / 1000;
      current = code;
      digits.textContent = grouped(code);
      left.textContent = `, ${t("item_code_left", { duration: formatDuration(remaining) })}`;
      run(remaining, period_s);
      setTimeout(() => button.isConnected && draw(), Math.max(remaining, 0.2) * 1000);
    } catch (error) {
      if (button.isConnected) onError(error);
    }
  };
  button.addEventListener("click", async () => {
    if (!current) return;
    await copy(current, seconds);
    hint.replaceChildren(icon("check", { small: true }));
    announce(t("common_copied"));
    setTimeout(() => hint.replaceChildren(icon("copy", { small: true })), COPIED_MS);
  });
  draw();
  return button;
}

/** A code in two halves, which are easier to read and type. @param {string} code */
function grouped(code) {
  const middle = Math.ceil(code.length / 2);
  return `${code.slice(0, middle)} ${code.slice(middle)}`;
}

/** @returns {{ring: SVGSVGElement, run: (remaining: number, period: number) => void}} seconds */
function countdownRing() {
  const ring = document.createElementNS(SVG, "svg");
  ring.setAttribute("class", "ring");
  ring.setAttribute("viewBox", "0 0 20 20");
  ring.setAttribute("aria-hidden", "true");
  const circles = ["ring-track", "ring-left"].map((name) => {
    const circle = document.createElementNS(SVG, "circle");
    const shape = { class: name, cx: "10", cy: "10", r: "8", pathLength: "1" };
    for (const [attribute, value] of Object.entries(shape)) circle.setAttribute(attribute, value);
    return circle;
  });
  ring.append(...circles);
  return {
    ring,
    run: (remaining, period) => {
      const share = Math.min(1, remaining / period);
      circles[1]?.getAnimations().forEach((animation) => animation.cancel());
      circles[1]?.animate([{ strokeDashoffset: 1 - share }, { strokeDashoffset: 1 }], {
        duration: remaining * 1000,
        fill: "forwards",
      });
    },
  };
}
