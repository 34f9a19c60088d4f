/** Logging in and unlocking. */

import { focusFirst, h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { banner, errorBanner } from "../ui/banner.js";
import { openDialog } from "../ui/dialog.js";
import { loginForm, unlockForm } from "../ui/login_form.js";
import { keep } from "./memory.js";
import { noteLogin } from "./notices.js";
import { brand, linkButton } from "./parts.js";
import { openSettings } from "./settings_page.js";

/** @typedef {import("../ui/login_form.js").Opened} Opened */

/**
 * The panel.
 * @param {import("./popup.js").App} app
 * @param {{loss?: unknown, asks?: boolean}} [params] why the vault that was open no longer is; whether a login waits to be saved
 * @returns {import("./popup.js").Panel}
 */
export function logIn(app, { loss, asks = false } = {}) {
  const onOpen = async (/** @type {Opened} */ opened) => {
    await enter(app, opened);
    if ("two_factor_turned_off" in opened && opened.two_factor_turned_off) await app.go("twoFactorOff");
    else await app.open();
  };
  const locked = app.session.state === "locked";
  const form = locked
    ? unlockForm({ email: app.session.email ?? "", onOpen })
    : loginForm({ accounts: app.accounts, email: app.lastEmail || undefined, onOpen });
  const others = locked
    ? [linkButton(t("common_log_out"), app.logOut)]
    : [linkButton(t("welcome_create"), () => app.go("createAccount")), linkButton(t("welcome_open_vault"), () => openSettings("open-vault"))];
  const element = h(
    "section",
    { class: "panel stack loose" },
    brand(),
    Boolean(loss) && errorBanner(loss),
    asks && banner("info", t("save_first")),
    form,
    h("div", { class: "cluster spread push" }, others),
  );
  // It leads to another state of the session itself, and while an attempt is under way, with more to tell about it.
  const isTrying = () => element.querySelector("[aria-busy=true]") !== null;
  return { element, onSession: ({ state }) => state !== "unlocked" || isTrying() };
}

/**
 * Let the person in without leaving the panel, whose content is not saved yet.
 * @param {import("./popup.js").App} app
 * @returns {Promise<boolean>} whether the vault is open now
 */
export function logInDialog(app) {
  return new Promise((resolve) => {
    const onOpen = async (/** @type {Opened} */ opened) => {
      await enter(app, opened);
      dialog.close("open");
    };
    const form = unlockForm({ email: app.lastEmail, heading: null, onOpen });
    const dialog = openDialog(t("login_unlock_title"), h("p", { class: "soft" }, t("login_to_save")), form);
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "open"));
    focusFirst(form);
  });
}

/**
 * @param {import("./popup.js").App} app
 * @param {Opened} opened
 */
async function enter(app, opened) {
  app.session = opened;
  await keep({ email: opened.email ?? "" });
  await noteLogin(opened);
}
