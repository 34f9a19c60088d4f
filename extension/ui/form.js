/** A form: its fields, one place for what went wrong, and a button that shows that it is working. */

import { AskError } from "../lib/ask.js";
import { focusInvalid, h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { errorBanner, waitBanner } from "./banner.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("./field.js").Field} Field
 * @typedef {object} Form
 * @property {HTMLFormElement} element
 * @property {() => Promise<void>} submit as pressing the button does; nothing while it is working
 * @property {(error: unknown) => void} refuse shows an error in the form
 */

/**
 * @param {object} options
 * @param {Field[]} options.fields checked before anything is sent: what is required, and what the browser knows of types
 * @param {import("../lib/dom.js").Children} options.content what the form shows above its buttons
 * @param {string} options.submit the word on the button: what it does
 * @param {() => Promise<void>} options.onSubmit what it does; an error that it throws is shown
 * @param {(error: unknown) => HTMLElement[]} [options.onError] gives buttons for the error's banner
 * @param {HTMLElement[]} [options.actions] more buttons
 * @param {boolean} [options.danger]
 * @param {boolean} [options.wide]
 * @returns {Form}
 */
export function form({ fields, content, submit, onSubmit, onError = () => [], actions = [], danger = false, wide = false }) {
  const problem = h("div", { class: "slot" });
  const button = h("button", { type: "submit", class: `button ${danger ? "danger" : "primary"} ${wide ? "wide" : ""}` }, submit);
  const element = h("form", { class: "stack", novalidate: true }, problem, content, h("div", { class: "cluster" }, button, actions));

  const refuse = (/** @type {unknown} */ error) => {
    const wait = error instanceof AskError && error.reason === "throttled" && !error.data.why;
    show(problem, wait ? waitBanner(Number(error.data.retry_after_s)) : errorBanner(error, onError(error)));
    problem.scrollIntoView({ block: "nearest" });
  };
  const run = async () => {
    if (button.ariaBusy === "true") return;
    if (!fields.map(isComplete).every(Boolean)) return focusInvalid(element);
    show(problem);
    button.ariaBusy = "true";
    button.prepend(icon("working", { small: true }));
    try {
      await onSubmit();
    } catch (error) {
      refuse(error);
      if (!(error instanceof AskError)) throw error;
    } finally {
      button.ariaBusy = null;
      show(button, submit);
    }
  };
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  return { element, submit: run, refuse };
}

/** What to say of a field, by what the browser finds. @type {[keyof ValidityState, string][]} */
const FLAWS = [
  ["valueMissing", "common_required"],
  ["typeMismatch", "common_email_invalid"],
];

/** @param {Field} field one with a flaw of its own names it by `setCustomValidity` */
function isComplete({ input, setError }) {
  const flaw = FLAWS.find(([name]) => input.validity[name]);
  setError(flaw ? t(flaw[1]) : input.validationMessage || null);
  return input.validity.valid;
}
