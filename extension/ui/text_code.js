/** Logging in with a code that is sent by text message. */

import { announce, h, show } from "../lib/dom.js";
import { formatDuration, t } from "../lib/i18n.js";
import { errorBanner } from "./banner.js";
import { codeField } from "./code_field.js";
import { form } from "./form.js";

/** A message takes its time: seconds until another one is offered. */
const PAUSE_S = 60;

/**
 * Make what is shown once a code was asked for.
 * @param {object} options
 * @param {string} options.submit the word on the button
 * @param {() => Promise<import("../protocol.js").TextSent>} options.send
 * @param {(code: string) => Promise<void>} options.attempt
 * @returns {{element: HTMLElement, start: (phone: string) => Promise<void>}} `start` sends a code; `phone` is masked
 */
export function textCode({ submit, send, attempt }) {
  const lead = h("p", { class: "soft" });
  const problem = h("div", { class: "slot" });
  const pause = h("span", { class: "hint" });
  const again = h("button", { type: "button", class: "link", onclick: () => start(masked) }, t("login_text_again"));
  const code = codeField({ from: "text", onComplete: () => enter.submit() });
  code.input.autofocus = true;
  const enter = form({
    fields: [code],
    content: [code.element, h("div", { class: "cluster" }, again, pause)],
    submit,
    wide: true,
    onSubmit: () => attempt(code.input.value),
    onError: () => {
      code.clear();
      return [];
    },
  });
  const element = h("div", { class: "stack" }, lead, problem, enter.element);
  let masked = "";
  let wasSent = false;
  let timer = 0;

  const wait = (/** @type {number} */ until) => {
    const left = (until - Date.now()) / 1000;
    again.hidden = left > 0;
    show(pause, left > 0 && t("login_text_again_in", { duration: formatDuration(left) }));
    if (left <= 0) clearInterval(timer);
  };
  const start = async (/** @type {string} */ phone) => {
    masked = phone;
    clearInterval(timer);
    show(problem);
    again.hidden = true;
    show(pause);
    enter.element.hidden = true;
    show(lead, t("login_text_sending", { phone }));
    announce(t("login_text_sending", { phone }));
    try {
      await send();
      wasSent = true;
      show(lead, t("login_text_lead", { phone }));
      announce(t("login_text_lead", { phone }));
      const until = Date.now() + PAUSE_S * 1000;
      timer = Number(setInterval(() => wait(until), 1000));
      wait(until);
    } catch (error) {
      const retry = h("button", { type: "button", class: "button small", onclick: () => start(phone) }, t("common_try_again"));
      show(lead, wasSent && t("login_text_lead", { phone }));
      show(problem, errorBanner(error, [retry]));
    }
    enter.element.hidden = !wasSent;
    if (wasSent) code.clear();
  };
  return { element, start };
}
