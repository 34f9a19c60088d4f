/** Logging in and unlocking: the master password, then, where it is asked for, the app's code or a recovery code. */

import { ask, AskError } from "../lib/ask.js";
import { focusFirst, h, show } from "../lib/dom.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { remainingWait, rememberWait } from "../lib/wait.js";
import { banner } from "./banner.js";
import { codeField } from "./code_field.js";
import { selectField, switchField, textField } from "./field.js";
import { form } from "./form.js";
import { masterPasswordFacts } from "./master_password_facts.js";
import { passwordField } from "./password_field.js";
import { textCode } from "./text_code.js";

/**
 * @typedef {import("../protocol.js").Session | import("../protocol.js").LoginResult} Opened
 * @typedef {{code?: string, trust_device?: boolean, recovery_code?: string, sms_code?: string}} SecondFactor
 */

/** What leaves a recovery code as the way in. */
const RECOVERABLE = ["totp_disabled", "clock_set_back", "unknown_device", "no_keyring", "keyring_locked", "keyring_failed"];

/**
 * Make the form that logs in.
 * @param {object} options
 * @param {import("../protocol.js").Account[]} options.accounts of this computer, from system.hello
 * @param {string} [options.email] what was typed or used before
 * @param {"h1" | "h2"} [options.heading]
 * @param {(result: import("../protocol.js").LoginResult) => void} options.onOpen
 * @returns {HTMLElement}
 */
export function loginForm({ accounts, email: typed, heading, onOpen }) {
  const known = accounts.flatMap(({ email }) => email ?? []);
  const email = accountField(known, typed ?? known[0] ?? "");
  return gate({
    title: t("login_title"),
    heading,
    submit: t("common_log_in"),
    email,
    open: (master_password, factor) => ask("session.login", { email: email.input.value.trim(), master_password, ...factor }),
    sendText: (master_password) => sendText(email.input.value.trim(), master_password),
    restore: (master_password, recovery_code) => ask("account.restore", { email: email.input.value.trim(), master_password, recovery_code }),
    onOpen: (result) => onOpen(/** @type {import("../protocol.js").LoginResult} */ (result)),
  });
}

/**
 * Whose vault it is: typed, or chosen where this computer knows several.
 * @param {string[]} known
 * @param {string} begun
 * @returns {import("./field.js").Field}
 */
function accountField(known, begun) {
  const typed = textField({
    label: t("common_email"),
    input: { type: "email", name: "email", autocomplete: "username", required: true, value: begun },
  });
  if (known.length < 2) return typed;
  const other = () => {
    typed.element.hidden = select.value !== "";
    typed.input.value = select.value;
    typed.setError(null);
    if (!typed.element.hidden) typed.input.focus();
  };
  const { element, select } = selectField({
    label: t("login_account"),
    choices: [...known.map((email) => /** @type {[string, string]} */ ([email, email])), ["", t("login_other_account")]],
    value: known.includes(begun) ? begun : "",
    onchange: other,
  });
  typed.element.hidden = select.value !== "";
  return { ...typed, element: h("div", { class: "stack" }, element, typed.element) };
}

/**
 * Make the form that unlocks the account that was logged in. Where the host went meanwhile it logs in to it again.
 *
 * A recovery code logs in anew, too: then the result is a LoginResult with `two_factor_turned_off`.
 * @param {object} options
 * @param {string} options.email
 * @param {"h1" | "h2" | null} [options.heading] null where what is around it has one
 * @param {(result: Opened) => void} options.onOpen
 * @returns {HTMLElement}
 */
export function unlockForm({ email, heading, onOpen }) {
  return gate({
    title: t("login_unlock_title"),
    heading,
    lead: email,
    submit: t("common_unlock"),
    open: async (master_password, factor) => {
      if (!factor.recovery_code && !factor.sms_code) {
        try {
          if (!factor.trust_device) return await ask("session.unlock", { master_password, code: factor.code });
        } catch (error) {
          if (!(error instanceof AskError) || error.reason !== "logged_out") throw error;
        }
      }
      return ask("session.login", { email, master_password, ...factor }).catch((error) => {
        // Only the password was asked for.
        throw error.reason === "bad_credentials" ? new AskError(error.reason, { why: "password" }) : error;
      });
    },
    sendText: (master_password) => sendText(email, master_password),
    restore: (master_password, recovery_code) => ask("account.restore", { email, master_password, recovery_code }),
    onOpen,
  });
}

/** @param {string} email @param {string} master_password */
function sendText(email, master_password) {
  return ask("phone.send_code", { email, master_password, language: currentLanguage() });
}

/**
 * @param {object} options
 * @param {string} options.title
 * @param {"h1" | "h2" | null} [options.heading]
 * @param {string} [options.lead]
 * @param {string} options.submit
 * @param {import("./field.js").Field} [options.email]
 * @param {(masterPassword: string, factor: SecondFactor) => Promise<Opened>} options.open
 * @param {(masterPassword: string) => Promise<import("../protocol.js").TextSent>} options.sendText
 * @param {(masterPassword: string, recoveryCode: string | null) => Promise<Opened>} options.restore takes an older file
 * @param {(result: Opened) => void} options.onOpen
 */
function gate({ title, heading = "h1", lead, submit, email, open, sendText, restore, onOpen }) {
  const place = h("div", {});
  const password = passwordField({ label: t("common_master_password"), input: { name: "password", required: true } });
  const code = codeField({ onComplete: () => codeForm.submit() });
  const trust = switchField({ label: t("login_trust"), hint: t("login_trust_hint"), checked: false });
  const whyAsked = h("div", { class: "slot" });
  const recoveryCode = textField({
    label: t("login_recovery_label"),
    hint: t("login_recovery_hint"),
    input: { class: "input mono", name: "recovery_code", autocomplete: "off", spellcheck: "false", autocapitalize: "characters", required: true },
  });

  const olderCode = textField({
    label: t("login_recovery_label"),
    hint: t("login_restore_hint"),
    input: { class: "input mono", name: "older_recovery_code", autocomplete: "off", spellcheck: "false", autocapitalize: "characters" },
  });

  let phone = "";

  const attempt = (/** @type {SecondFactor} */ factor) => enter(open(password.input.value, factor));
  const enter = async (/** @type {Promise<Opened>} */ opening) => {
    const result = await opening.catch((error) => {
      if (error.reason === "throttled") rememberWait(Number(error.data.retry_after_s));
      throw error;
    });
    password.input.value = "";
    onOpen(result);
  };
  const go = (/** @type {HTMLElement} */ view) => {
    show(place, view);
    focusFirst(view);
  };
  const link = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    h("button", { type: "button", class: "link", onclick }, text);

  const passwordForm = form({
    fields: email ? [email, password] : [password],
    content: [email?.element, password.element],
    submit,
    wide: true,
    onSubmit: () =>
      attempt({}).catch((error) => {
        if (error.reason !== "code_required") throw error;
        const why = error.data.trust_ended;
        show(whyAsked, why && banner("info", t(`login_trust_ended_${why}`)));
        phone = error.data.phone ?? "";
        byText.hidden = !phone;
        go(codeView);
        code.clear();
      }),
    onError: (error) => {
      const { reason = "" } = error instanceof AskError ? error : {};
      if (reason === "bad_credentials") password.input.select();
      if (reason === "rolled_back") return [h("button", { type: "button", class: "button small", onclick: () => go(restoreView) }, t("login_restore"))];
      if (!RECOVERABLE.includes(reason)) return [];
      return [h("button", { type: "button", class: "button small", onclick: () => go(recoveryView) }, t("login_use_recovery_code"))];
    },
  });
  const codeForm = form({
    fields: [code],
    // The sixth digit submits: what is to be chosen comes before it.
    content: [trust.element, code.element],
    submit,
    wide: true,
    onSubmit: () => attempt({ code: code.input.value, ...(trust.input.checked && { trust_device: true }) }),
    onError: () => {
      code.clear();
      return [];
    },
  });
  const recoveryForm = form({
    fields: [recoveryCode],
    content: recoveryCode.element,
    submit,
    wide: true,
    onSubmit: () => attempt({ recovery_code: recoveryCode.input.value.trim() }),
    onError: () => {
      recoveryCode.input.select();
      return [];
    },
  });

  const restoreForm = form({
    fields: [olderCode],
    content: olderCode.element,
    submit: t("login_restore"),
    danger: true,
    wide: true,
    onSubmit: () => enter(restore(password.input.value, olderCode.input.value.trim() || null)),
    onError: () => {
      olderCode.input.select();
      return [];
    },
  });

  const passwordView = h("div", { class: "stack" }, heading && h(heading, {}, title), lead && h("p", { class: "soft" }, lead), passwordForm.element, forgotten());
  const text = textCode({
    submit,
    send: () => sendText(password.input.value),
    attempt: (sms_code) => attempt({ sms_code }),
  });
  const byText = link(t("login_text_code"), () => {
    go(textView);
    text.open(phone);
  });
  const codeView = h(
    "div",
    { class: "stack" },
    heading && h(heading, {}, t("login_code_title")),
    whyAsked,
    h("p", { class: "soft" }, t("login_code_lead")),
    codeForm.element,
    h("div", { class: "cluster spread" }, byText, link(t("login_use_recovery_code"), () => go(recoveryView)), link(t("common_back"), () => go(passwordView))),
  );
  const textView = h(
    "div",
    { class: "stack" },
    heading && h(heading, {}, t("login_text_title")),
    text.element,
    h("div", { class: "cluster spread" }, link(t("login_use_app_code"), () => go(codeView)), link(t("login_use_recovery_code"), () => go(recoveryView))),
  );
  const recoveryView = h(
    "div",
    { class: "stack" },
    heading && h(heading, {}, t("login_recovery_title")),
    h("p", { class: "soft" }, t("login_recovery_lead")),
    recoveryForm.element,
    h("div", { class: "cluster spread" }, link(t("login_use_app_code"), () => go(codeView)), link(t("common_back"), () => go(passwordView))),
  );

  const restoreView = h(
    "div",
    { class: "stack" },
    heading && h(heading, {}, t("login_restore_title")),
    h("p", { class: "soft" }, t("login_restore_lead")),
    restoreForm.element,
    link(t("common_back"), () => go(passwordView)),
  );

  (email && !email.input.value ? email : password).input.autofocus = true;
  code.input.autofocus = true;
  recoveryCode.input.autofocus = true;
  olderCode.input.autofocus = true;
  remainingWait().then((seconds) => {
    if (seconds > 0) passwordForm.refuse(new AskError("throttled", { retry_after_s: seconds }));
  });
  show(place, passwordView);
  return place;
}

function forgotten() {
  return h("details", { class: "disclosure" }, h("summary", {}, t("login_forgot")), masterPasswordFacts());
}
