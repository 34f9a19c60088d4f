/** A new password, and what it is made of. */

import { ask } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { formatNumber, t } from "../lib/i18n.js";
import { copyButton } from "../ui/copy_button.js";
import { segmented } from "../ui/segmented.js";
import { strengthMeter } from "../ui/strength_meter.js";
import { characterFields, passphraseFields, siteFields } from "./generator_fields.js";
import { iconButton } from "./parts.js";
import { problemPlace } from "./problem.js";

/**
 * `Where`: the page that the password is for, and what its field says of it. `Use`: what can be done with the password
 * beside copying it.
 * @typedef {import("../protocol.js").GeneratorSettings} Choices
 * @typedef {"site" | Choices["kind"]} Kind
 * @typedef {Omit<import("../protocol.js").SitePasswordParams, "length">} Where
 * @typedef {{label: string, act: (password: string, problem: import("./problem.js").Problem) => unknown}} Use
 */

const MAKE = {
  site: (/** @type {Choices} */ { length }, /** @type {Where} */ where) => ask("generator.for_site", { ...where, length }),
  characters: (/** @type {Choices} */ { length, lower, upper, digits, symbols, avoid_ambiguous }) =>
    ask("generator.password", { length, lower, upper, digits, symbols, avoid_ambiguous }),
  passphrase: (/** @type {Choices} */ { words, separator, capitalise, number }) =>
    ask("generator.passphrase", { words, separator, capitalise, number }),
};

/**
 * Choices are remembered in the vault; passwords are, as soon as they are used.
 * @param {import("./popup.js").App} app
 * @param {Where} where
 * @param {Use} [use]
 * @returns {HTMLElement}
 */
export function generatorForm(app, where, use) {
  const problem = problemPlace(app);
  const result = resultCard(() => attempt(generate));
  const kinds = h("div", { class: "slot" });
  const actions = h("div", { class: "cluster", hidden: true });
  const fields = h("div", { class: "stack", onchange: () => attempt(remember) });
  let choices = { ...app.settings.generator };
  /** @type {Kind} */
  let kind = choices.kind;
  /** @type {number | null} */
  let longest = null;
  let asked = 0;

  const attempt = async (/** @type {() => Promise<unknown>} */ act) => {
    try {
      await act();
    } catch (error) {
      problem.say(error);
    }
  };
  const generate = async () => {
    asked += 1;
    const mine = asked;
    const made = await MAKE[kind](choices, where);
    // An answer to what was chosen before is no longer wanted.
    if (mine !== asked) return;
    result.show(made, longest);
    actions.hidden = false;
    problem.clear();
  };
  const change = (/** @type {Partial<Choices>} */ changes) => {
    choices = { ...choices, ...changes };
    attempt(generate);
  };
  const remember = async () => {
    app.settings = { ...app.settings, generator: choices };
    await ask("settings.set", { changes: { generator: choices } });
  };
  const kept = async () => {
    const password = result.password();
    await ask("generator.keep", { password, url: where.url });
    return password;
  };

  const begin = async () => {
    const site = await MAKE.site(choices, where);
    longest = site.rules?.max_length ?? null;
    if (site.rules) kind = "site";
    const draw = {
      site: () => siteFields(site, choices, change),
      characters: () => characterFields(choices, change),
      passphrase: () => passphraseFields(choices, change),
    };
    const turn = (/** @type {Kind} */ chosen) => {
      kind = chosen;
      show(fields, draw[kind]());
      change(chosen === "site" ? {} : { kind: chosen });
      attempt(remember);
    };
    show(kinds, kindField(kind, site.rules !== null, turn));
    show(fields, draw[kind]());
    await generate();
  };
  attempt(begin);

  const copy = { text: kept, seconds: app.settings.clear_clipboard_seconds, label: t("item_copy_password") };
  const useIt = (/** @type {Use} */ { act }) => attempt(async () => act(await kept(), problem));
  show(
    actions,
    use && h("button", { type: "button", class: "button primary grow", onclick: () => useIt(use) }, use.label),
    copyButton({ ...copy, onError: (error) => problem.say(error) }),
  );
  return h("div", { class: "stack" }, kinds, result.element, problem.element, actions, fields);
}

/**
 * @param {Kind} value
 * @param {boolean} hasSite whether the website asks for something
 * @param {(kind: Kind) => void} onchange
 */
function kindField(value, hasSite, onchange) {
  /** @type {Kind[]} */
  const offered = hasSite ? ["site", "characters", "passphrase"] : ["characters", "passphrase"];
  const choices = offered.map((kind) => /** @type {[Kind, string]} */ ([kind, t(`generator_kind_${kind}`)]));
  return segmented({ label: t("generator_kind"), choices, value, onchange });
}

/**
 * The password, and how strong it is.
 * @param {() => void} another
 */
function resultCard(another) {
  const output = h("output", { class: "generated mono", "aria-live": "polite", "aria-label": t("generator_password") });
  const meter = strengthMeter();
  const entropy = h("p", { class: "hint" });
  const warning = h("p", { class: "hint", role: "status" });
  return {
    element: h(
      "div",
      { class: "card generator-output" },
      h("div", { class: "cluster nowrap" }, output, iconButton("refresh", t("generator_another"), another)),
      h("div", {}, meter.element, entropy, warning),
    ),
    password: () => output.textContent ?? "",
    /**
     * @param {import("../protocol.js").GeneratedPassword} made
     * @param {number | null} longest that the website takes
     */
    show({ password, strength, entropy_bits }, longest) {
      output.textContent = password;
      meter.show(strength);
      entropy.textContent = t("generator_entropy", { bits: formatNumber(Math.floor(entropy_bits)) });
      const isTooLong = longest !== null && password.length > longest;
      warning.textContent = isTooLong ? t("generator_too_long", { most: longest }) : "";
    },
  };
}
