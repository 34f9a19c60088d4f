/** Adding and changing a login. What is typed stays, whatever happens, until it is saved or given up. */

import { ask, AskError, tell } from "../lib/ask.js";
import { h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { confirmDialog } from "../ui/dialog.js";
import { form } from "../ui/form.js";
import { toast } from "../ui/toast.js";
import { logInDialog } from "./log_in.js";
import { changesOf, loginFields } from "./login_fields.js";
import { panelHeader } from "./parts.js";
import { reasonOf } from "./problem.js";
import { titleOf } from "./rows.js";
import { hostOfLogin, nameOf } from "./site.js";

/**
 * `base`: the login as it was read, null for a new one.
 * @typedef {import("../protocol.js").Item} Item
 * @typedef {import("./login_fields.js").Values} Values
 * @typedef {{base: Item | null, values: Values}} Draft
 */

/**
 * @param {import("./popup.js").App} app
 * @param {{item?: Item, draft?: Draft}} [params] nothing: a new login for the site under the popup
 * @returns {import("./popup.js").Panel}
 */
export function edit(app, { item, draft } = {}) {
  let base = draft?.base ?? item ?? null;
  let keepsOwn = false;
  const begun = base ?? newLogin(app.site);
  const owner = app.session.email;
  let fields = loginFields(app, draft?.values ?? begun);
  const place = h("div", {}, fields.element);

  const keepDraft = () => tell("keep_draft", { draft: { base, values: fields.values() } }).catch(() => {});
  const dropDraft = () => tell("keep_draft", { draft: null });

  const save = async () => {
    const values = fields.values();
    const { id } = base
      ? await ask("items.update", { id: base.id, version: base.version, changes: changesOf(values, base), keep_own_second_factor: keepsOwn })
      : await ask("items.create", { item: values, keep_own_second_factor: keepsOwn });
    await dropDraft();
    toast(t("common_saved"));
    await app.go("details", { id });
  };
  const keepOwn = async () => {
    keepsOwn = true;
    await submit();
    keepsOwn = false;
  };
  const saveAsNew = () => {
    base = null;
    return submit();
  };
  /** Take over what was stored in the meantime, and put on top what was typed here. */
  const load = async (/** @type {Item} */ stale) => {
    const typed = changesOf(fields.values(), stale);
    base = await ask("items.get", { id: stale.id });
    fields = loginFields(app, { ...base, ...typed });
    show(place, fields.element);
    toast(t("item_conflict_loaded"));
    await keepDraft();
  };
  const logIn = async () => {
    if (!(await logInDialog(app))) return;
    show(place, fields.element);
    await submit();
  };
  const remove = async () => {
    if (!base || !(await confirmDelete(base))) return;
    await ask("items.delete", { id: base.id, version: base.version });
    await dropDraft();
    toast(t("item_deleted"));
    await app.go("vault");
  };

  /** What leads on from an error. @type {Record<string, () => [key: string, act: () => Promise<void>]>} */
  const waysOn = {
    locked: () => ["item_log_in_and_save", logIn],
    logged_out: () => ["item_log_in_and_save", logIn],
    host_crashed: () => ["item_log_in_and_save", logIn],
    conflict: () => ["item_conflict_load", () => load(/** @type {Item} */ (base))],
    not_found: () => ["item_save_as_new", saveAsNew],
    own_second_factor: () => ["item_keep_own_factor", keepOwn],
  };
  const { element: fieldset, submit, refuse } = form({
    fields: [],
    content: place,
    submit: t("common_save"),
    onSubmit: async () => {
      try {
        await save();
      } catch (error) {
        if (!fields.refused(error)) throw error;
      }
    },
    onError: (error) => {
      const [key, act] = waysOn[reasonOf(error)]?.() ?? [];
      return key && act ? [actButton(key, act)] : [];
    },
    actions: base ? [h("button", { type: "button", class: "button ghost", onclick: () => attempt(remove) }, t("common_delete"))] : [],
  });
  const attempt = (/** @type {() => Promise<void>} */ act) => act().catch(refuse);
  const actButton = (/** @type {string} */ key, /** @type {() => Promise<void>} */ act) =>
    h("button", { type: "button", class: "button small", onclick: () => attempt(act) }, t(key));

  const isTyped = () => Object.keys(changesOf(fields.values(), base ?? begun)).length > 0;
  const leave = async () => {
    if (isTyped() && !(await confirmDiscard())) return;
    await dropDraft().catch(() => {});
    if (app.session.state !== "unlocked") await app.start();
    else if (base) app.go("details", { id: base.id });
    else app.go("vault");
  };
  const element = h(
    "section",
    { class: "panel stack editing", oninput: keepDraft },
    panelHeader(t(base ? "item_edit" : "item_add"), leave),
    fieldset,
  );
  return {
    element,
    // Once the vault is closed nothing of it can be read here; what its owner typed waits for them, and for nobody else.
    onSession: ({ state, email }, loss) => {
      if (!isTyped() || (email !== null && email !== owner)) return false;
      show(place, state === "unlocked" && fields.element);
      if (state !== "unlocked") refuse(loss ?? new AskError(state));
      return true;
    },
  };
}

/** A login to start from. @param {import("./site.js").Site} site @returns {Values} */
function newLogin({ origin, host }) {
  return {
    title: nameOf(host),
    urls: origin ? [{ url: origin, match: "domain" }] : [],
    username: "",
    password: "",
    totp: "",
    notes: "",
    custom_fields: [],
    tags: [],
    favorite: false,
  };
}

/** @param {Item} item */
function confirmDelete({ title, urls }) {
  return confirmDialog({
    title: t("item_delete_title", { title: titleOf({ title, host: hostOfLogin(urls) }) }),
    text: t("item_delete_text"),
    confirm: t("common_delete"),
    danger: true,
  });
}

function confirmDiscard() {
  return confirmDialog({
    title: t("item_discard_title"),
    text: t("item_discard_text"),
    confirm: t("item_discard"),
    danger: true,
  });
}
