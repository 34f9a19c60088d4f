/** What a log-in has to tell: shown until it was seen, also to a popup opened later. */

import { ask } from "../lib/ask.js";
import { byId, focusFirst, h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { loginNotices } from "../ui/login_notices.js";
import { keep, recall } from "./memory.js";
import { openSettings } from "./settings_page.js";

/**
 * Remember what is to be told about a log-in; unlocking tells nothing, and forgets nothing.
 * @param {import("../ui/login_form.js").Opened} opened
 */
export async function noteLogin(opened) {
  if (!("two_factor_turned_off" in opened)) return;
  const { email, two_factor_turned_off, by_text_message, failures_since_last_login, older_copy, recovery_codes_saved } = opened;
  await keep({ news: { email, two_factor_turned_off, by_text_message, failures_since_last_login, older_copy, recovery_codes_saved } });
}

/** Remember that an account was made. @param {string | null} email */
export async function noteCreation(email) {
  await keep({ news: { email, created: true } });
}

/**
 * What is still to be told: of this account, and not settled meanwhile, as by setting two-factor up.
 * @param {import("../protocol.js").Session} session
 * @returns {Promise<HTMLElement[]>} banners, and the button that puts them away
 */
export async function notices({ email, two_factor }) {
  const { news } = await recall();
  if (news.email !== email) return [];
  const told = [
    ...(news.created && !two_factor ? [created()] : []),
    ...loginNotices({ ...news, two_factor_turned_off: news.two_factor_turned_off && !two_factor }, link),
    ...(news.recovery_codes_saved === false && (await areUnsaved()) ? [unsaved()] : []),
  ];
  if (told.length === 0) return [];
  const place = h("div", { class: "stack tight" }, told);
  const seen = async () => {
    await keep({ news: {} });
    place.remove();
    focusFirst(byId("main"));
  };
  place.append(h("div", {}, h("button", { type: "button", class: "button small", onclick: seen }, t("login_notice_seen"))));
  return [place];
}

function created() {
  return banner("success", t("welcome_next_title"), { text: t("welcome_next_two_factor_text"), actions: [setUp()] });
}

async function areUnsaved() {
  const { recovery_codes: codes } = await ask("two_factor.status");
  return codes?.saved === false;
}

function unsaved() {
  const renew = link("login_notice_new_codes", "recovery-codes");
  return banner("warn", t("login_notice_codes_not_saved"), { text: t("login_notice_codes_not_saved_advice"), actions: [renew] });
}

function setUp() {
  return link("two_factor_set_up", "two-factor-setup");
}

/**
 * @param {string} key
 * @param {string} part of Settings
 */
function link(key, part) {
  return h("button", { type: "button", class: "button small", onclick: () => openSettings(part) }, t(key));
}
