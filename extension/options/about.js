/** What is installed, where it keeps things, and what each of the browser's permissions is for. */

import { ask } from "../lib/ask.js";
import { browser } from "../lib/browser.js";
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { heading } from "./heading.js";

/** @type {import("./page.js").Panel} */
export const about = { title: "options_about", section: "about", open: true, build };

async function build() {
  const status = await ask("system.status");
  const facts = [
    [t("about_extension_version"), browser.runtime.getManifest().version],
    [t("about_host_version"), status.host_version],
    [t("about_keyring"), status.keyring ?? t("about_keyring_none")],
    [t("about_data_folder"), status.data_folder],
    [t("about_vault_file"), status.vault_file],
    [t("about_state_folder"), status.state_folder],
    [t("about_libraries"), `Python ${status.python_version}, SQLite ${status.sqlite_version}, cryptography ${status.cryptography_version}`],
  ].filter(([, value]) => value);
  return h(
    "div",
    { class: "stack loose" },
    heading("options_about"),
    h(
      "section",
      { class: "card stack" },
      h("h2", { class: "cluster" }, t("about_connection"), h("span", { class: "chip success" }, t("about_connected"))),
      h("dl", { class: "details" }, facts.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value)))),
      h("p", { class: "hint" }, rich("about_status_hint")),
    ),
    h("section", { class: "card stack" }, h("h2", {}, t("about_permissions")), h("p", { class: "soft" }, t("about_permissions_text")), permissions()),
  );
}

/** Each permission in the manifest with the reason for it. */
function permissions() {
  const { permissions: names = [], host_permissions: hosts = [] } = browser.runtime.getManifest();
  const row = (/** @type {string} */ permission, /** @type {string} */ key) =>
    h("tr", {}, h("th", { scope: "row" }, h("code", {}, permission)), h("td", {}, t(key)));
  return h(
    "table",
    { class: "reasons" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("about_permission")), h("th", { scope: "col" }, t("about_reason")))),
    h(
      "tbody",
      {},
      names.map((name) => row(name, `about_permission_${name}`)),
      hosts.length > 0 && row(hosts.join(" "), "about_permission_websites"),
    ),
  );
}
