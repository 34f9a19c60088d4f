/** Setting two-factor up, step by step. Nothing is stored before the authenticator app's first right code. */

import { ask, AskError } from "../lib/ask.js";
import { focusFirst, h, show } from "../lib/dom.js";
import { formatDate, rich, t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { codeField } from "../ui/code_field.js";
import { copyButton } from "../ui/copy_button.js";
import { form } from "../ui/form.js";
import { stepper } from "../ui/stepper.js";
import { authenticatorApps } from "./authenticator_apps.js";
import { heading } from "./heading.js";
import { phoneForm } from "./phone_form.js";
import { proof } from "./proof.js";
import { recoverySheet } from "./recovery_sheet.js";

/** @typedef {import("../protocol.js").Enrolment} Enrolment */

/**
 * What differs between turning two-factor on and going over to a new app.
 * @typedef {object} Ceremony
 * @property {string} title
 * @property {string} text what to know before the first step
 * @property {boolean} isOn whether two-factor is on meanwhile, so that the owner is proved by a code too
 * @property {(owner: {master_password: string, code?: string}, store: "keyring" | "file") => Promise<Enrolment>} begin
 * @property {(code: string) => Promise<import("../protocol.js").RecoveryCodes>} confirm
 * @property {string} submit the word on the button of the last code
 * @property {string} done what holds from now on
 * @property {boolean} asksPhone whether a phone number is asked for at the end, where one can be texted
 */

/** @type {Ceremony} */
const TURN_ON = {
  title: "two_factor_setup_title",
  text: "two_factor_password_text",
  isOn: false,
  begin: (owner, device_key_store) => ask("two_factor.begin", { master_password: owner.master_password, device_key_store }),
  confirm: (code) => ask("two_factor.confirm", { code }),
  submit: "common_turn_on",
  done: "two_factor_done",
  asksPhone: true,
};

/** @type {Ceremony} */
const NEW_APP = {
  title: "two_factor_new_app_title",
  text: "two_factor_new_app_text",
  isOn: true,
  begin: ({ master_password, code = "" }) => ask("two_factor.replace_app", { master_password, code }),
  confirm: (new_code) => ask("two_factor.confirm_replace", { new_code }),
  submit: "common_continue",
  done: "two_factor_new_app_done",
  asksPhone: false,
};

/** @type {import("./page.js").Panel} */
export const twoFactorSetup = { title: TURN_ON.title, section: "security", build: (page) => build(page, TURN_ON) };

/** @type {import("./page.js").Panel} */
export const newApp = { title: NEW_APP.title, section: "security", build: (page) => build(page, NEW_APP) };

const STEPS = ["password", "app", "scan", "code", "codes"];
const LAST_STEP = "phone";

/** What a system keyring can be short of; the device-key file is then offered. */
const KEYRING_REFUSALS = ["no_keyring", "keyring_locked", "keyring_failed"];

/** @param {import("./page.js").Page} page @param {Ceremony} ceremony */
async function build(page, ceremony) {
  const { gateway } = await ask("sms_gateway.status");
  const asksPhone = ceremony.asksPhone && gateway !== null;
  const steps = stepper([...STEPS, ...(asksPhone ? [LAST_STEP] : [])].map((step) => t(`two_factor_step_${step}`)));
  const place = h("div", { class: "card" });
  let limit = 0;

  const go = (/** @type {number} */ step, /** @type {HTMLElement} */ view) => {
    steps.show(step);
    show(place, view);
    focusFirst(view);
  };
  const cancel = h("button", { type: "button", class: "button ghost", onclick: () => page.go("two-factor") }, t("common_cancel"));
  const buttons = (/** @type {HTMLElement[]} */ ...more) => h("div", { class: "cluster" }, more, cancel);
  const next = (/** @type {() => void} */ onclick) =>
    h("button", { type: "button", class: "button primary", onclick }, t("common_continue"));
  const back = (/** @type {() => void} */ onclick) => h("button", { type: "button", class: "button", onclick }, t("common_back"));

  const begin = () => {
    page.onEnd((state) => banner("info", t(`options_now_${state}`), { text: t("two_factor_setup_locked") }));
    page.onLeave(() => {
      clearTimeout(limit);
      ask("two_factor.cancel").catch(() => {});
    });
  };
  const restart = () => {
    const view = passwordStep();
    view.prepend(banner("warn", t("two_factor_expired"), { text: t("two_factor_expired_advice") }));
    go(0, view);
  };

  const passwordStep = () => {
    const owner = proof(ceremony.isOn);
    const store = storeChoice();
    const start = form({
      fields: owner.fields,
      content: [...owner.elements, store.element],
      submit: t("common_continue"),
      actions: [cancel],
      onSubmit: async () => {
        const enrolment = await ceremony.begin(owner.values(), store.chosen());
        clearTimeout(limit);
        limit = Number(setTimeout(restart, enrolment.expires_at * 1000 - Date.now()));
        appStep(enrolment);
      },
      onError: (error) => {
        store.element.hidden &&= ceremony.isOn || !(error instanceof AskError && KEYRING_REFUSALS.includes(error.reason));
        return owner.again(error);
      },
    });
    return h("div", { class: "stack" }, h("h2", {}, t("two_factor_password_heading")), h("p", { class: "soft" }, t(ceremony.text)), start.element);
  };

  const appStep = (/** @type {Enrolment} */ enrolment) =>
    go(
      1,
      h(
        "div",
        { class: "stack" },
        h("h2", {}, t("two_factor_app_heading")),
        h("p", { class: "soft" }, t("two_factor_app_text")),
        authenticatorApps(),
        buttons(next(() => scanStep(enrolment))),
      ),
    );

  const scanStep = (/** @type {Enrolment} */ enrolment) => {
    const groups = enrolment.secret.match(/.{4}/g) ?? [];
    const secret = h("p", { class: "secret mono" }, groups.flatMap((group) => [h("span", {}, group), " "]));
    const seconds = page.settings.clear_clipboard_seconds;
    go(
      2,
      h(
        "div",
        { class: "stack" },
        h("h2", {}, t("two_factor_scan_heading")),
        h("p", { class: "soft" }, t("two_factor_scan_text")),
        h(
          "div",
          { class: "scan" },
          h("img", { class: "qr", src: `data:image/svg+xml,${encodeURIComponent(enrolment.qr_svg)}`, alt: t("two_factor_qr_alt") }),
          h(
            "div",
            { class: "stack tight" },
            h("h3", {}, t("two_factor_by_hand")),
            h("p", { class: "soft" }, t("two_factor_by_hand_text")),
            secret,
            h("div", {}, copyButton({ text: () => enrolment.secret, seconds, label: t("two_factor_copy_secret") })),
          ),
        ),
        h("p", { class: "hint" }, t("two_factor_until", { time: formatDate(enrolment.expires_at, { timeStyle: "short" }) })),
        buttons(next(() => codeStep(enrolment)), back(() => appStep(enrolment))),
      ),
    );
  };

  const codeStep = (/** @type {Enrolment} */ enrolment) => {
    const code = codeField({ onComplete: () => confirm.submit() });
    code.input.autofocus = true;
    const confirm = form({
      fields: [code],
      content: code.element,
      submit: t(ceremony.submit),
      actions: [back(() => scanStep(enrolment)), cancel],
      onSubmit: async () => {
        try {
          const { recovery_codes: codes } = await ceremony.confirm(code.input.value);
          clearTimeout(limit);
          codesStep(codes);
        } catch (error) {
          if (!(error instanceof AskError && error.reason === "not_enrolling")) throw error;
          restart();
        }
      },
      onError: () => {
        code.clear();
        return [];
      },
    });
    go(3, h("div", { class: "stack" }, h("h2", {}, t("two_factor_code_heading")), h("p", { class: "soft" }, t("two_factor_code_text")), confirm.element));
  };

  const codesStep = (/** @type {string[]} */ codes) => {
    page.onEnd(null);
    go(4, recoverySheet(page, codes, asksPhone ? phoneStep : done));
  };

  const phoneStep = async () => {
    const skip = h("button", { type: "button", class: "button", onclick: () => done() }, t("common_skip"));
    const fields = await phoneForm({ owner: proof(false), done: () => done(t("phone_confirmed")), actions: [skip] }).catch(() => null);
    if (!fields) return done();
    go(
      5,
      h(
        "div",
        { class: "stack" },
        h("h2", {}, t("two_factor_phone_heading")),
        h("p", { class: "soft" }, t("sms_lead")),
        h("p", { class: "note" }, rich("sms_weaker")),
        fields,
      ),
    );
  };

  const done = (said = t(ceremony.done)) => {
    const notices = [banner("success", t("two_factor_is_on"), { text: said })];
    if (ceremony.asksPhone && gateway === null) {
      notices.push(banner("info", rich("two_factor_phone_elsewhere", {}, { sms: () => page.go("text-messages") })));
    }
    page.go("two-factor", ...notices);
  };

  begin();
  show(place, passwordStep());
  return h("div", { class: "stack loose" }, heading(ceremony.title, "two-factor"), steps.element, place);
}

/** Where the device secret is kept: asked only once the system keyring has failed. */
function storeChoice() {
  const choice = (/** @type {"keyring" | "file"} */ value) => {
    const input = h("input", { type: "radio", name: "device_key_store", value, checked: value === "keyring" });
    const text = h(
      "span",
      {},
      h("span", { class: "label block" }, t(`two_factor_store_${value}`)),
      h("span", { class: "hint" }, rich(`two_factor_choose_${value}`)),
    );
    return { input, element: h("label", { class: "choice" }, input, text) };
  };
  const [keyring, file] = [choice("keyring"), choice("file")];
  const element = h(
    "fieldset",
    { class: "note stack tight", hidden: true },
    h("legend", { class: "label" }, t("two_factor_choose_store")),
    keyring.element,
    file.element,
  );
  return { element, chosen: () => /** @type {"keyring" | "file"} */ (file.input.checked ? "file" : "keyring") };
}
