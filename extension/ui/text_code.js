/** Logging in with a code that is sent by text message. */

import { announce, h, show } from "../lib/dom.js";
import { formatDuration, t } from "../lib/i18n.js";
import { forgetTexted, isTexted, rememberTexted } from "../lib/texted.js";
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
 * @returns {{element: HTMLElement, open: (phone: string) => Promise<void>}} `open` asks for the code that was sent to
 *   the phone (masked); it has one sent unless that was done a moment ago, in a popup that closed
 */
export function textCode({ submit, send, attempt }) {
  const lead = h("p", { class: "soft" });
  const problem = h("div", { class: "slot" });
  const pause = h("span", { class: "hint" });
  const again = h("button", { type: "button", class: "link", onclick: () => start() }, t("login_text_again"));
  const code = codeField({ from: "text", onComplete: () => enter.submit() });
  code.input.autofocus = true;
  const enter = form({
    fields: [code],
    content: [code.element, h("div", { class: "cluster" }, again, pause)],
    submit,
    wide: true,
    onSubmit: async () => {
      await attempt(code.input.value);
      await forgetTexted();
    },
    onError: () => {
      code.clear();
      return [];
    },
  });
  const element = h("div", { class: "stack" }, lead, problem, enter.element);
  let phone = "";
  let wasSent = false;
  let timer = 0;

  const tell = (/** @type {"login_text_sending" | "login_text_lead"} */ key) => {
    show(lead, t(key, { phone }));
    announce(t(key, { phone }));
  };
  const wait = (/** @type {number} */ until) => {
    const left = (until - Date.now()) / 1000;
    again.hidden = left > 0;
    show(pause, left > 0 && t("login_text_again_in", { duration: formatDuration(left) }));
    if (left <= 0) clearInterval(timer);
  };
  const ready = () => {
    enter.element.hidden = !wasSent;
    if (wasSent) code.clear();
  };
  const start = async () => {
    clearInterval(timer);
    show(problem);
    enter.element.hidden = true;
    tell("login_text_sending");
    try {
      const { expires_at } = await send();
      await rememberTexted(expires_at);
      wasSent = true;
      tell("login_text_lead");
      const until = Date.now() + PAUSE_S * 1000;
      timer = Number(setInterval(() => wait(until), 1000));
      wait(until);
    } catch (error) {
      const retry = h("button", { type: "button", class: "button small", onclick: () => start() }, t("common_try_again"));
      show(lead, wasSent && t("login_text_lead", { phone }));
      show(problem, errorBanner(error, [retry]));
    }
    ready();
  };
  const open = async (/** @type {string} */ masked) => {
    phone = masked;
    // What is typed before it is known what there is to type would be taken away again.
    enter.element.hidden = true;
    wasSent = await isTexted();
    if (!wasSent) return start();
    show(problem);
    tell("login_text_lead");
    wait(0);
    ready();
  };
  return { element, open };
}
