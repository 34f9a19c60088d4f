/** What holds for websites: where Twinlatch is switched off, pauses, and which sites share their logins. */

import { ask } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { formatDate, t } from "../lib/i18n.js";
import { errorBanner } from "../ui/banner.js";
import { heading } from "./heading.js";
import { sharedLogins } from "./shared_logins.js";
import { addRule, ruleList } from "./site_list.js";

/** @type {import("./page.js").Panel} */
export const sites = { title: "options_sites", section: "sites", build };

/** The address of a pause on all websites. */
const EVERYWHERE = "";

/** @typedef {import("../protocol.js").SiteRules} SiteRules */

async function build() {
  const problem = h("div", { class: "slot" });
  const pause = h("section", { class: "card stack" });
  const list = ruleList({ undo, resume });
  const shared = await sharedLogins();

  /** @param {SiteRules} known */
  const draw = (known) => {
    show(pause, h("h2", {}, t("sites_pause_title")), pauseEverywhere(known));
    list.draw(known);
  };
  const refresh = async () => draw(await ask("sites.rules"));
  /** @param {() => Promise<unknown>} deed */
  async function act(deed) {
    show(problem);
    try {
      await deed();
      await refresh();
    } catch (error) {
      show(problem, errorBanner(error));
      problem.scrollIntoView({ block: "nearest" });
    }
  }
  /** @param {string} address */
  function undo(address) {
    return act(() => ask("sites.remove_rule", { address }));
  }
  /** @param {string} address */
  function resume(address) {
    return act(() => ask("sites.resume", { address }));
  }
  /** @param {SiteRules} known */
  const pauseEverywhere = ({ pauses }) => {
    const running = pauses.find(({ address }) => address === EVERYWHERE);
    const button = (/** @type {string} */ key, /** @type {() => void} */ run) =>
      h("button", { type: "button", class: "button", onclick: run }, t(key));
    const begin = (/** @type {number | null} */ minutes) => () => act(() => ask("sites.pause", { minutes }));
    return running
      ? [h("p", { role: "status" }, everywhereUntil(running.until)), h("div", {}, button("site_resume", () => resume(EVERYWHERE)))]
      : [
          h("p", { class: "soft" }, t("sites_pause_text")),
          h("div", { class: "cluster" }, button("site_pause_hour", begin(60)), button("site_pause_browser", begin(null))),
        ];
  };

  await refresh();
  return h(
    "div",
    { class: "stack loose" },
    heading("options_sites"),
    problem,
    h("section", { class: "card stack" }, h("h2", {}, t("sites_off_title")), h("p", { class: "soft" }, t("sites_off_text")), list.element),
    h("section", { class: "card stack" }, h("h2", {}, t("sites_add")), addRule(refresh)),
    pause,
    shared,
  );
}

/** @param {number | null} until */
function everywhereUntil(until) {
  return until === null
    ? t("sites_paused_everywhere")
    : t("sites_paused_everywhere_until", { time: formatDate(until, { timeStyle: "short" }) });
}
