/** Ten recovery codes, shown once: to copy, to download, to print, and not to leave before they are saved. */

import { ask, onEvent } from "../lib/ask.js";
import { focusFirst, h, show } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { copyButton } from "../ui/copy_button.js";
import { form } from "../ui/form.js";
import { icon } from "../ui/icons.js";
import { kitWithCodes, printButton } from "./emergency_kit.js";

/**
 * @param {import("./page.js").Page} page
 * @param {string[]} codes
 * @param {() => void} done called once the host knows that they are saved
 * @returns {HTMLElement}
 */
export function recoverySheet(page, codes, done) {
  const issued = Date.now() / 1000;
  const facts = {
    account: t("recovery_sheet_account", { email: page.session.email ?? "" }),
    date: t("recovery_issued", { date: formatDate(issued) }),
  };
  const text = [t("recovery_sheet_title"), facts.account, facts.date, "", ...codes, "", t("recovery_sheet_use"), ""].join("\n");
  const file = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const date = new Date(issued * 1000).toISOString().slice(0, 10);

  const gate = h("div", { class: "slot" });
  const stopListening = onEvent("session.changed", ({ state }) => {
    if (state === "unlocked") show(gate);
    else show(gate, banner("info", t("recovery_locked"), { text: t("recovery_locked_advice") }));
  });
  const letGo = () => {
    page.hold(false);
    stopListening();
    URL.revokeObjectURL(file);
  };
  page.hold(true);
  page.onLeave(letGo);

  const saved = form({
    fields: [],
    content: [],
    submit: t("recovery_saved"),
    onSubmit: async () => {
      if (page.session.state !== "unlocked") return openGate();
      await ask("recovery_codes.saved");
      letGo();
      done();
    },
  });
  const openGate = () => {
    show(gate, h("div", { class: "note" }, page.gate("h2", (session) => {
      page.session = session;
      show(gate);
      saved.submit();
    })));
    focusFirst(gate);
  };

  return h(
    "div",
    { class: "stack" },
    h("h2", { tabindex: -1 }, t("recovery_sheet_heading")),
    h("p", { class: "soft" }, t("recovery_sheet_lead")),
    h("ol", { class: "codes mono" }, codes.map((code) => h("li", {}, code))),
    h(
      "div",
      { class: "cluster" },
      copyButton({ text: () => text, seconds: page.settings.clear_clipboard_seconds, label: t("recovery_copy") }),
      h(
        "a",
        { class: "button small", href: file, download: `twinlatch-recovery-codes-${date}.txt` },
        icon("download", { small: true }),
        t("common_download"),
      ),
      printButton(),
    ),
    h("p", { class: "hint" }, t("recovery_sheet_where")),
    gate,
    saved.element,
    kitWithCodes(page, codes, issued),
  );
}
