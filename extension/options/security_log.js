/** The security log: what happened to the account, newest first, day by day. */

import { ask } from "../lib/ask.js";
import { h } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { inWords, pictureOf, toCsv } from "../lib/log_event.js";
import { icon } from "../ui/icons.js";
import { heading } from "./heading.js";

/** @typedef {import("../protocol.js").LogEvent} LogEvent */

/** @type {import("./page.js").Panel} */
export const securityLog = { title: "log_title", section: "security", build };

/** @param {import("./page.js").Page} page */
async function build(page) {
  const { events } = await ask("log.list");
  return h(
    "div",
    { class: "stack loose" },
    heading("log_title", "security"),
    h("p", { class: "soft" }, t("log_lead")),
    events.length > 0 ? [...days(events), saving(page, events)] : h("p", { class: "card empty" }, t("log_empty")),
  );
}

/** @param {LogEvent[]} events newest first */
function days(events) {
  /** @type {Map<string, LogEvent[]>} */
  const byDay = new Map();
  for (const event of events) {
    const day = formatDate(event.at, { dateStyle: "full" });
    byDay.set(day, [...(byDay.get(day) ?? []), event]);
  }
  return [...byDay].map(([day, those]) =>
    h("section", { class: "stack tight" }, h("h2", { class: "log-day" }, day), h("ul", { class: "card log" }, those.map(row))),
  );
}

/** @param {LogEvent} event */
function row(event) {
  const { name, isAlarming } = pictureOf(event);
  const time = h("time", { class: "faint", datetime: new Date(event.at * 1000).toISOString() }, formatDate(event.at, { timeStyle: "short" }));
  return h(
    "li",
    { class: `log-event ${isAlarming ? "alarming" : ""}` },
    icon(name),
    h("span", { class: "grow" }, inWords(event), event.system && h("span", { class: "faint" }, ` · ${event.system}`)),
    time,
  );
}

/**
 * @param {import("./page.js").Page} page
 * @param {LogEvent[]} events
 */
function saving(page, events) {
  const file = URL.createObjectURL(new Blob([toCsv(events)], { type: "text/csv" }));
  page.onLeave(() => URL.revokeObjectURL(file));
  const day = new Date().toISOString().slice(0, 10);
  return h(
    "div",
    { class: "stack tight" },
    h(
      "div",
      { class: "cluster" },
      h("a", { class: "button", href: file, download: `twinlatch-security-log-${day}.csv` }, icon("download", { small: true }), t("log_save")),
    ),
    h("p", { class: "hint" }, t("log_save_hint")),
  );
}
