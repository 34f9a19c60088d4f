/** Asks whether to save, or to update, a login that was just used on the website. Nothing is stored before a press here. */

import { ask } from "../lib/ask.js";
import { h, show, uniqueId } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { banner } from "../ui/banner.js";
import { textField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { icon } from "../ui/icons.js";
import { siteIcon } from "../ui/site_icon.js";
import { toast } from "../ui/toast.js";
import { iconButton } from "./parts.js";
import { titleOf } from "./rows.js";

/** @typedef {import("../protocol.js").SaveQuestion} Question */

const DOTS = "••••••••••";

/**
 * @param {import("./popup.js").App} app
 * @param {{question: Question}} params
 * @returns {import("./popup.js").Panel}
 */
export function question(app, { question }) {
  const element = h("section", { class: "panel stack question" });
  const saveAsNew = () => show(element, ...saveForm(app, question));
  show(element, ...(question.kind === "save" ? saveForm(app, question) : updateForm(app, question, saveAsNew)));
  return { element };
}

/**
 * @param {import("./popup.js").App} app
 * @param {Question} question
 */
function saveForm(app, question) {
  const plain = { autocomplete: "off", spellcheck: "false", maxlength: 1000 };
  const title = textField({ label: t("item_title"), input: { ...plain, value: question.title } });
  const username = textField({ label: t("common_username"), input: { ...plain, autocapitalize: "none", value: question.username } });
  return answerForm(app, question, {
    heading: t("save_title"),
    content: [title.element, username.element],
    submit: t("common_save"),
    accepted: () => ({ title: title.input.value.trim(), username: username.input.value }),
  });
}

/**
 * @param {import("./popup.js").App} app
 * @param {Question} question
 * @param {() => void} saveAsNew
 */
function updateForm(app, question, saveAsNew) {
  const [first, ...others] = question.items;
  let chosen = first?.id ?? null;
  const choose = (/** @type {string} */ id) => (chosen = id);
  const heading = others.length > 0 ? t("save_update_which") : t("save_update_title", { title: titleOf(first ?? question) });
  return answerForm(app, question, {
    heading,
    content: [others.length > 0 ? choices(heading, question.items, choose) : first && h("p", {}, first.username || first.host)],
    submit: t("save_update"),
    accepted: () => ({ item_id: chosen }),
    actions: [h("button", { type: "button", class: "link", onclick: saveAsNew }, t("item_save_as_new"))],
  });
}

/**
 * @param {import("./popup.js").App} app
 * @param {Question} question
 * @param {object} parts
 * @param {string} parts.heading
 * @param {(HTMLElement | undefined)[]} parts.content
 * @param {string} parts.submit
 * @param {() => object} parts.accepted what goes with a yes
 * @param {HTMLElement[]} [parts.actions]
 */
function answerForm(app, { id, host, secure }, { heading, content, submit, accepted, actions = [] }) {
  const dismiss = async () => {
    await ask("saves.dismiss", { id });
    await app.open();
  };
  const never = async () => {
    await ask("sites.set_rule", { url: host, never_save: true });
    toast(t("save_never_done", { host }));
    await app.open();
  };
  const button = (/** @type {string} */ key, /** @type {() => Promise<void>} */ act) =>
    h("button", { type: "button", class: "button ghost", onclick: () => act().catch(refuse) }, t(key));
  const { element, refuse } = form({
    fields: [],
    content: [!secure && banner("warn", t("save_insecure"), { text: t("save_insecure_text") }), ...content, password(id, (error) => refuse(error))],
    submit,
    onSubmit: async () => {
      await ask("saves.accept", { id, ...accepted() });
      toast(t("common_saved"));
      await app.open();
    },
    actions: [button("common_not_now", dismiss), button("save_never", never)],
  });
  return [h("h1", {}, heading), h("p", { class: "cluster nowrap soft" }, siteIcon(host), h("span", { class: "grow" }, host)), element, ...actions];
}

/**
 * The password, hidden until it is asked for.
 * @param {string} id of the question
 * @param {(error: unknown) => void} fail
 */
function password(id, fail) {
  const name = t("common_password");
  const value = h("span", { class: "mono grow" }, DOTS);
  let isShown = false;
  const turn = async () => {
    value.textContent = isShown ? DOTS : (await ask("saves.get_password", { id })).password;
    isShown = !isShown;
    const label = t(isShown ? "item_hide_field" : "item_show_field", { name });
    toggle.setAttribute("aria-label", label);
    toggle.title = label;
    toggle.replaceChildren(icon(isShown ? "eye_off" : "eye"));
  };
  const toggle = iconButton("eye", t("item_show_field", { name }), () => turn().catch(fail));
  return h("dl", { class: "card login-facts" }, h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, value, toggle)));
}

/**
 * @param {string} heading
 * @param {import("../protocol.js").SiteItem[]} logins
 * @param {(id: string) => void} choose
 */
function choices(heading, logins, choose) {
  const name = uniqueId("login");
  return h(
    "div",
    { class: "stack", role: "radiogroup", "aria-label": heading },
    logins.map((login, index) =>
      h(
        "label",
        { class: "choice" },
        h("input", { type: "radio", name, checked: index === 0, onchange: () => choose(login.id) }),
        h("span", { class: "row-text" }, h("span", { class: "row-title" }, titleOf(login)), h("span", { class: "row-detail" }, login.username || login.host)),
      ),
    ),
  );
}
