/** A message in the page: what happened, what it means, what to do. */

import { AskError } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { describeError } from "../lib/errors.js";
import { formatDuration, rich, t } from "../lib/i18n.js";
import { icon } from "./icons.js";

/** @typedef {"info" | "success" | "warn" | "error"} Kind */

const ICONS = { info: "info", success: "check", warn: "warning", error: "error" };

/**
 * Make a banner. Screen readers hear errors and warnings at once, the others when they are done talking.
 * @param {Kind} kind
 * @param {Node | string} title
 * @param {object} [more]
 * @param {Node | string} [more.text]
 * @param {HTMLElement[]} [more.actions] buttons
 * @returns {HTMLElement}
 */
export function banner(kind, title, { text, actions = [] } = {}) {
  const urgent = kind === "error" || kind === "warn";
  return h(
    "div",
    { class: `banner ${kind}`, role: urgent ? "alert" : "status" },
    icon(ICONS[kind]),
    h(
      "div",
      { class: "banner-text" },
      h("p", { class: "banner-title" }, h("span", { class: "visually-hidden" }, `${t(`common_kind_${kind}`)}: `), title),
      text && h("p", {}, text),
      actions.length > 0 && h("div", { class: "cluster" }, actions),
    ),
  );
}

/**
 * Make the banner for an error thrown by `ask`.
 * @param {unknown} error
 * @param {HTMLElement[]} [actions]
 */
export function errorBanner(error, actions = []) {
  const { reason, kind, title, advice, values } = describeError(error);
  const element = banner(kind, t(title, values), { text: rich(advice, values), actions });
  element.dataset.reason = reason;
  return element;
}

/**
 * Make the banner that says how long to wait, counts down by itself and leaves when the time is over.
 *
 * Screen readers hear it once, not every second.
 * @param {number} seconds
 * @returns {HTMLElement}
 */
export function waitBanner(seconds) {
  const over = Date.now() + seconds * 1000;
  const element = errorBanner(new AskError("throttled", { retry_after_s: seconds }));
  const advice = element.querySelector("p:not(.banner-title)");
  element.ariaLive = "off";
  const timer = setInterval(() => {
    const left = (over - Date.now()) / 1000;
    if (left > 0 && advice) show(advice, rich("error_throttled_advice", { duration: formatDuration(left) }));
    else element.remove();
    if (!element.isConnected) clearInterval(timer);
  }, 1000);
  return element;
}
