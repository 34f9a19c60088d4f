/** New passwords. */

import { ask } from "../lib/ask.js";
import { browser } from "../lib/browser.js";
import { h } from "../lib/dom.js";
import { formatNumber, t } from "../lib/i18n.js";
import { copyButton } from "../ui/copy_button.js";
import { switchField } from "../ui/field.js";
import { strengthMeter } from "../ui/strength_meter.js";
import { iconButton, panelHeader } from "./parts.js";
import { problemPlace } from "./problem.js";

/** @typedef {Required<import("../protocol.js").GeneratorParams>} Choices */

/** @type {Choices} */
const DEFAULTS = { length: 20, lower: true, upper: true, digits: true, symbols: true, avoid_ambiguous: false };

const CLASSES = /** @type {const} */ (["lower", "upper", "digits", "symbols"]);
const SHORTEST = 8;
const LONGEST = 64;

/**
 * The panel.
 * @param {import("./popup.js").App} app
 * @returns {import("./popup.js").Panel}
 */
export function generator(app) {
  const element = h(
    "section",
    { class: "panel stack" },
    panelHeader(t("generator_title"), () => app.go("vault")),
    generatorForm(app),
  );
  return { element };
}

/**
 * A password, and what it is made of. The choices are remembered; passwords are not.
 * @param {import("./popup.js").App} app
 * @param {(password: string) => void} [use] what to do with it beside copying
 * @returns {HTMLElement}
 */
export function generatorForm(app, use) {
  const problem = problemPlace(app);
  const output = h("output", { class: "generated mono", "aria-live": "polite", "aria-label": t("generator_password") });
  const meter = strengthMeter();
  let choices = { ...DEFAULTS };

  const generate = async () => {
    try {
      const { password, strength } = await ask("generator.password", choices);
      output.textContent = password;
      meter.show(strength);
      problem.clear();
    } catch (error) {
      problem.say(error);
    }
  };
  const change = async (/** @type {Partial<Choices>} */ changes) => {
    choices = { ...choices, ...changes };
    draw();
    await generate();
    await browser.storage.local.set({ generator: choices });
  };

  const length = h("input", {
    type: "range",
    class: "range",
    min: SHORTEST,
    max: LONGEST,
    id: "generator-length",
    oninput: () => change({ length: length.valueAsNumber }),
  });
  const shownLength = h("output", { class: "mono", for: "generator-length" });
  const switches = [...CLASSES, /** @type {const} */ ("avoid_ambiguous")].map((name) => ({
    name,
    ...switchField({
      label: t(`generator_${name}`),
      checked: false,
      onchange: (on) => change({ [name]: on }),
    }),
  }));
  const draw = () => {
    length.value = String(choices.length);
    shownLength.textContent = formatNumber(choices.length);
    const last = CLASSES.filter((name) => choices[name]).length === 1;
    for (const { name, input } of switches) {
      input.checked = choices[name];
      // One class is always left to draw from.
      input.disabled = last && name !== "avoid_ambiguous" && choices[name];
    }
  };

  browser.storage.local.get({ generator: DEFAULTS }).then((stored) => {
    choices = { ...DEFAULTS, .../** @type {Partial<Choices>} */ (stored.generator) };
    draw();
    generate();
  });
  const text = () => output.textContent ?? "";
  return h(
    "div",
    { class: "stack" },
    h(
      "div",
      { class: "card generator-output" },
      h("div", { class: "cluster nowrap" }, output, iconButton("refresh", t("generator_another"), generate)),
      meter.element,
    ),
    problem.element,
    h(
      "div",
      { class: "cluster" },
      use && h("button", { type: "button", class: "button primary grow", onclick: () => use(text()) }, t("generator_use")),
      copyButton({ text, seconds: app.settings.clear_clipboard_seconds, label: t("item_copy_password") }),
    ),
    h(
      "div",
      { class: "field" },
      h("div", { class: "cluster spread" }, h("label", { class: "label", for: "generator-length" }, t("generator_length")), shownLength),
      length,
    ),
    h("div", { class: "stack tight" }, switches.map(({ element }) => element)),
  );
}
