/** Events of the security log in words; the terminal says the same (host/twinlatch/cli/log.py). */

import { hasMessage, plural, t } from "./i18n.js";

/** @typedef {import("../protocol.js").LogEvent} LogEvent */

/**
 * What happened. Words of a newer version, which has no sentence here, are told as they are.
 * @param {LogEvent} event
 * @returns {string}
 */
export function inWords({ what, how, name, count = 1 }) {
  const key = [how, name].map((ending) => `log_${what}_${ending}`).find(hasMessage);
  if (key) return t(key);
  if (hasMessage(`log_${what}_other`)) return plural(`log_${what}`, count);
  return hasMessage(`log_${what}`) ? t(`log_${what}`) : t("log_other", { what });
}

/** What each kind is drawn as: an icon, and whether it is one to look at. @type {Record<string, [icon: string, isAlarming?: boolean]>} */
const KINDS = {
  login: ["unlock"],
  wrong_code: ["error", true],
  wrong_password: ["error", true],
  older_copy: ["warning", true],
  restored: ["file", true],
  two_factor_on: ["shield_check"],
  two_factor_off: ["shield", true],
  new_app: ["phone"],
  recovery_codes_new: ["key"],
  recovery_codes_saved: ["key"],
  password_changed: ["lock"],
  email_changed: ["mail"],
  trust_began: ["monitor"],
  trust_ended: ["monitor"],
  phone_set: ["phone"],
  phone_removed: ["phone"],
  gateway_set: ["mail"],
  gateway_removed: ["mail"],
  setting_changed: ["settings"],
};

/** @param {LogEvent} event */
export function pictureOf({ what }) {
  const [name, isAlarming = false] = KINDS[what] ?? ["info"];
  return { name, isAlarming };
}

/** What spreadsheets take for a formula when it begins a cell. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * The log as a table that spreadsheets open: CSV (RFC 4180) in UTF-8 with a byte order mark, times of this computer's
 * zone in ISO 8601.
 * @param {LogEvent[]} events
 * @returns {string}
 */
export function toCsv(events) {
  const rows = [
    [t("log_column_time"), t("log_column_event"), t("log_column_system")],
    ...events.map((event) => [isoTime(event.at), inWords(event), event.system ?? ""]),
  ];
  const cell = (/** @type {string} */ text) => `"${text.replace(FORMULA, "'$&").replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** @param {number} seconds unix time @returns {string} such as "2026-11-23T08:05:09+01:00" */
function isoTime(seconds) {
  const minutes = -new Date(seconds * 1000).getTimezoneOffset();
  const two = (/** @type {number} */ number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  const local = new Date((seconds + minutes * 60) * 1000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
