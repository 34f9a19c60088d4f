/** What a new password can be made of: the fields for each kind. */

import { h, uniqueId } from "../lib/dom.js";
import { formatList, formatNumber, plural, t } from "../lib/i18n.js";
import { selectField, switchField } from "../ui/field.js";

/**
 * @typedef {import("./generator_form.js").Choices} Choices
 * @typedef {(changes: Partial<Choices>) => void} Change
 * @typedef {import("../protocol.js").PasswordRules} Rules
 */

const CLASSES = /** @type {const} */ (["lower", "upper", "digits", "symbols"]);
const LENGTHS = { least: 8, most: 64 };
const WORDS = { least: 4, most: 10 };
const SEPARATORS = { hyphen: "-", space: " ", period: ".", underscore: "_", none: "" };

/**
 * @param {Choices} choices
 * @param {Change} change
 */
export function characterFields(choices, change) {
  const chosen = new Set(CLASSES.filter((name) => choices[name]));
  const classes = CLASSES.map((name) => ({
    name,
    ...switchOf(name, choices, (changes) => {
      if (changes[name]) chosen.add(name);
      else chosen.delete(name);
      keepOne();
      change(changes);
    }),
  }));
  /** One class is always left to draw from. */
  const keepOne = () => {
    for (const { name, input } of classes) input.disabled = chosen.size === 1 && chosen.has(name);
  };
  keepOne();
  return [
    slider(t("generator_length"), LENGTHS, choices.length, (length) => change({ length })),
    h("div", { class: "stack tight" }, classes.map(({ element }) => element), switchOf("avoid_ambiguous", choices, change).element),
  ];
}

/**
 * @param {Choices} choices
 * @param {Change} change
 */
export function passphraseFields(choices, change) {
  const separator = selectField({
    label: t("generator_separator"),
    choices: Object.entries(SEPARATORS).map(([name, text]) => [text, t(`generator_separator_${name}`)]),
    value: choices.separator,
    onchange: (value) => change({ separator: value }),
  });
  return [
    slider(t("generator_words"), WORDS, choices.words, (words) => change({ words })),
    separator.element,
    h("div", { class: "stack tight" }, switchOf("capitalise", choices, change).element, switchOf("number", choices, change).element),
  ];
}

/**
 * @param {import("../protocol.js").SitePassword} site
 * @param {Choices} choices
 * @param {Change} change
 */
export function siteFields({ rules, followed }, choices, change) {
  const least = rules?.min_length ?? Math.min(LENGTHS.least, rules?.max_length ?? LENGTHS.least);
  const most = rules?.max_length ?? Math.max(LENGTHS.most, least);
  return [
    rules && h("p", { class: "soft" }, sentenceOf(rules)),
    !followed && h("p", { class: "soft" }, t("generator_rules_not_followed")),
    least < most && slider(t("generator_length"), { least, most }, choices.length, (length) => change({ length })),
  ];
}

/** What a site asks for. @param {Rules} rules */
function sentenceOf(rules) {
  const { min_length: least, max_length: most, max_consecutive: count } = rules;
  const absent = /** @type {const} */ (["lower", "upper", "digits"]).filter((name) => !rules[name]);
  const told = [
    lengthOf(least, most),
    ...absent.map((name) => t(`generator_rule_no_${name}`)),
    symbolsOf(rules),
    count ? plural("generator_rule_consecutive", count) : "",
  ].filter(Boolean);
  return told.length > 0 ? t("generator_rules", { rules: formatList(told) }) : t("generator_rules_other");
}

/** @param {number | null} least @param {number | null} most */
function lengthOf(least, most) {
  if (least && most) {
    return least === most ? t("generator_rule_exactly", { count: least }) : t("generator_rule_between", { least, most });
  }
  if (least) return t("generator_rule_at_least", { count: least });
  return most ? t("generator_rule_at_most", { count: most }) : "";
}

/** @param {Rules} rules */
function symbolsOf({ symbols }) {
  if (symbols === "") return t("generator_rule_no_symbols");
  return symbols ? t("generator_rule_symbols", { symbols: [...symbols].join(" ") }) : "";
}

/**
 * @param {"lower" | "upper" | "digits" | "symbols" | "avoid_ambiguous" | "capitalise" | "number"} name
 * @param {Choices} choices
 * @param {Change} change
 */
function switchOf(name, choices, change) {
  return switchField({ label: t(`generator_${name}`), checked: choices[name], onchange: (on) => change({ [name]: on }) });
}

/**
 * A number between two, with the number beside its label.
 * @param {string} label
 * @param {{least: number, most: number}} bounds
 * @param {number} value
 * @param {(value: number) => void} act
 */
function slider(label, { least, most }, value, act) {
  const id = uniqueId("slider");
  const shown = h("output", { class: "mono", for: id });
  const input = h("input", { type: "range", class: "range", min: least, max: most, id, value, oninput: () => turn(input.valueAsNumber) });
  const tell = () => (shown.textContent = formatNumber(input.valueAsNumber));
  const turn = (/** @type {number} */ chosen) => {
    tell();
    act(chosen);
  };
  tell();
  return h("div", { class: "field" }, h("div", { class: "cluster spread" }, h("label", { class: "label", for: id }, label), shown), input);
}
