/**
 * Every sentence a person reads, from _locales/<language>/messages.json.
 *
 * The browser's own i18n speaks only the browser's language; here the language chosen in Settings wins. The file
 * format is the browser's: `$NAME$` in a message stands for the value called "name".
 * Source: Chrome extensions, "Localization message formats".
 */

import { browser, extensionUrl } from "./browser.js";
import { h } from "./dom.js";

export const LANGUAGES = /** @type {const} */ (["en", "fr", "de", "es", "it", "nl", "ja"]);

/**
 * @typedef {typeof LANGUAGES[number]} Language
 * @typedef {{message: string, placeholders?: Record<string, {content: string}>}} Message
 * @typedef {Record<string, Message>} Messages
 * @typedef {Record<string, string | number>} Values
 * @typedef {Record<string, string | (() => void)>} Links where `<a data-to="name">` leads: an address, or what to do
 */

/** @type {Language} */
let language = "en";
/** @type {Messages} */
let messages = {};

/** One language after the other: else the slower files of an earlier choice could come last, and stay. */
let loading = Promise.resolve();

/**
 * The language to speak: the wanted one, else the first of the browser's that there is, else English.
 * @param {string} wanted "" for the browser's
 * @param {string} browserLanguage such as "de-AT"
 * @returns {Language}
 */
export function chooseLanguage(wanted, browserLanguage) {
  const known = (/** @type {string} */ tag) => LANGUAGES.find((name) => name === tag.split("-")[0]?.toLowerCase());
  return known(wanted) ?? known(browserLanguage) ?? "en";
}

/**
 * Load the sentences of a language; one that is not translated yet stays English.
 * @param {string} [wanted] "" for the browser's
 */
export function loadLanguage(wanted = "") {
  const next = () => load(wanted);
  loading = loading.then(next, next);
  return loading;
}

/** @param {string} wanted */
async function load(wanted) {
  language = chooseLanguage(wanted, browser.i18n.getUILanguage());
  const files = [...new Set(["en", language])].map(async (name) => {
    const response = await fetch(extensionUrl(`_locales/${name}/messages.json`));
    return /** @type {Promise<Messages>} */ (response.json());
  });
  messages = Object.assign({}, ...(await Promise.all(files)));
  if (globalThis.document) document.documentElement.lang = language;
}

/** Use these sentences instead of a file's. @param {Language} name @param {Messages} table */
export function useMessages(name, table) {
  language = name;
  messages = table;
}

/** The language in use. */
export function currentLanguage() {
  return language;
}

/** Letters and marks that change the direction of what is around them (Unicode UAX #9). */
const DIRECTIONAL = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const EMBEDDING = /[\u202a-\u202e\u2066-\u2069]/g;

/** A value that cannot turn the sentence around it. @param {string} value */
function isolated(value) {
  return DIRECTIONAL.test(value) ? `\u2068${value.replace(EMBEDDING, "")}\u2069` : value;
}

/**
 * A message with its values in place.
 * @param {Message} message
 * @param {Values} values by placeholder name; numbers are written as the language writes them
 * @returns {string}
 * @throws {Error} when a value is missing
 */
export function fillIn(message, values) {
  return message.message.replace(/\$\$|\$([A-Za-z0-9_@]+)\$/g, (whole, name) => {
    if (whole === "$$") return "$";
    const key = name.toLowerCase();
    const content = message.placeholders?.[key]?.content;
    if (content !== undefined && !/^\$\d$/.test(content)) return content;
    const value = values[key];
    if (value === undefined) throw new Error(`no value for ${name} in "${message.message}"`);
    return typeof value === "number" ? formatNumber(value) : isolated(value);
  });
}

/** @param {string} key @returns {Message} */
function lookUp(key) {
  const message = messages[key];
  if (!message) throw new Error(`no message ${key}`);
  return message;
}

/** Whether there is a sentence of this name. @param {string} key */
export function hasMessage(key) {
  return Object.hasOwn(messages, key);
}

/**
 * A sentence as plain text.
 * @param {string} key
 * @param {Values} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  return fillIn(lookUp(key), values);
}

/**
 * The sentence for a count, by the language's plural rules: `<key>_one`, `<key>_few`, ... else `<key>_other`.
 * @param {string} key without the ending
 * @param {number} count also the value of $COUNT$
 * @param {Values} [values]
 */
export function plural(key, count, values = {}) {
  const named = `${key}_${new Intl.PluralRules(language).select(count)}`;
  return t(hasMessage(named) ? named : `${key}_other`, { count, ...values });
}

const TAG = /<(b|code|kbd|em)>(.*?)<\/\1>|<a data-to="([a-z_]+)">(.*?)<\/a>/gs;

/**
 * A sentence with `<b>`, `<code>`, `<kbd>`, `<em>` and `<a data-to="name">`, built as nodes; any other markup stays
 * text, and so do values.
 * @param {string} key
 * @param {Values} [values]
 * @param {Links} [links]
 * @returns {DocumentFragment}
 */
export function rich(key, values = {}, links = {}) {
  const message = lookUp(key);
  const text = (/** @type {string} */ part) => fillIn({ ...message, message: part }, values);
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of message.message.matchAll(TAG)) {
    const [whole, tag, inner, to, label] = match;
    fragment.append(text(message.message.slice(end, match.index)));
    fragment.append(tag ? h(tag, {}, text(inner ?? "")) : link(links[to ?? ""], text(label ?? "")));
    end = match.index + whole.length;
  }
  fragment.append(text(message.message.slice(end)));
  return fragment;
}

/**
 * @param {string | (() => void) | undefined} target
 * @param {string} label
 */
function link(target, label) {
  if (typeof target === "function") return h("button", { type: "button", class: "link", onclick: target }, label);
  if (target === undefined) return label;
  return h("a", { href: target, target: "_blank", rel: "noreferrer" }, label);
}

/** What each attribute of a page's markup fills with the sentence it names. @type {[string, string | null][]} */
const ATTRIBUTES = [
  ["data-i18n", null],
  ["data-i18n-label", "aria-label"],
  ["data-i18n-title", "title"],
  ["data-i18n-placeholder", "placeholder"],
];

/**
 * Fill a page, or a part of it, with the sentences its `data-i18n`, `data-i18n-label`, `data-i18n-title` and
 * `data-i18n-placeholder` attributes name.
 * @param {ParentNode} [root]
 */
export function fillPage(root = document) {
  for (const [marker, attribute] of ATTRIBUTES) {
    for (const element of root.querySelectorAll(`[${marker}]`)) {
      const key = element.getAttribute(marker) ?? "";
      if (attribute) element.setAttribute(attribute, t(key));
      else element.replaceChildren(rich(key));
    }
  }
}

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export function formatNumber(value, options) {
  return new Intl.NumberFormat(language, options).format(value);
}

/**
 * @param {number} seconds unix time
 * @param {Intl.DateTimeFormatOptions} [options]
 */
export function formatDate(seconds, options = { dateStyle: "long" }) {
  return new Intl.DateTimeFormat(language, options).format(seconds * 1000);
}

/**
 * A month such as "2026-11" in words, "" for anything else.
 * @param {string} month
 */
export function formatMonth(month) {
  const start = /^\d{4}-\d{2}$/.test(month) ? Date.parse(`${month}-01T00:00:00Z`) : NaN;
  return Number.isNaN(start) ? "" : formatDate(start / 1000, { year: "numeric", month: "long", timeZone: "UTC" });
}

/** The time of day with seconds, as for comparing clocks. @param {number} seconds unix time */
export function formatTime(seconds) {
  return formatDate(seconds, { timeStyle: "medium" });
}

/** Names joined as the language joins them. @param {string[]} names @param {"conjunction" | "disjunction"} [type] */
export function formatList(names, type = "conjunction") {
  return new Intl.ListFormat(language, { type }).format(names);
}

/**
 * A length of time in its two largest units, rounded up to a second: "1 minute, 5 seconds".
 * @param {number} seconds
 */
export function formatDuration(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [
    /** @type {const} */ (["day", Math.floor(whole / 86400)]),
    /** @type {const} */ (["hour", Math.floor(whole / 3600) % 24]),
    /** @type {const} */ (["minute", Math.floor(whole / 60) % 60]),
    /** @type {const} */ (["second", whole % 60]),
  ];
  const shown = parts.filter(([, count]) => count > 0).slice(0, 2);
  const units = (shown.length ? shown : parts.slice(-1)).map(([unit, count]) =>
    formatNumber(count, { style: "unit", unit, unitDisplay: "long" }),
  );
  return new Intl.ListFormat(language, { type: "unit" }).format(units);
}
