/**
 * Notices that a person submits a form with a password, and hands on what is in it at that moment; tells what has become of the forms.
 *
 * A press of the form's button, Enter in one of its fields and the form's own `submit` count, whichever comes first: many sites answer a
 * press with a script and never submit. Whether it went well is not decided here (outcome.js), and nothing is kept.
 *
 * `step`: only a name is asked for yet. `new_password` where one is being chosen; `password` is the one that holds until then.
 * @typedef {{kind: "login" | "signup" | "change" | "step", username: string, password: string, new_password: string}} Submission
 */

/* global freshForms, formStates */

/** Takes over the forms as they were found anew. @type {(forms: FoundForm[]) => void} */
var followSubmits;

(() => {
  const ONCE_MS = 1000; // a press, its `submit` and what the page makes of both are one
  const REACH = 8; // levels above a field at which its button may stand, where no <form> holds them together
  const BUTTON = "button,input:is([type=submit i],[type=button i],[type=image i]),[role=button],a:not([href]),a[href='#'],a[href^='javascript:' i]";
  const { matches } = Element.prototype;
  const { chrome } = /** @type {any} */ (globalThis);

  /** @param {object} message */
  const send = (message) => {
    // Where the extension was updated under the page, `runtime` has lost its end.
    if (chrome.runtime?.id) chrome.runtime.sendMessage(message).catch(() => {});
  };

  // What is in a form

  /** @param {FoundForm} form @param {FieldKind} kind */
  const valuesOf = ({ fields }, kind) => fields.filter((field) => field.kind === kind).map(({ element }) => element.value).filter(Boolean);

  /** What a form would submit; null where that is no login. @param {FoundForm} form @returns {Submission | null} */
  const submissionOf = (form) => {
    const [username = ""] = [...valuesOf(form, "username"), ...valuesOf(form, "email")];
    const [password = ""] = valuesOf(form, "current-password");
    const [chosen = "", ...repeated] = valuesOf(form, "new-password");
    if (form.kind === "code" || repeated.some((again) => again !== chosen)) return null;
    const isStep = !form.fields.some(({ kind }) => kind.endsWith("-password"));
    if (isStep) return username && form.kind !== "change" ? { kind: "step", username, password, new_password: "" } : null;
    if (form.kind === "login") return password ? { kind: "login", username, password, new_password: "" } : null;
    return chosen ? { kind: form.kind, username, password, new_password: chosen } : null;
  };

  // Which form a button belongs to

  /** @param {Node} node @returns {Node | null} */
  const parentAcross = (node) => {
    const parent = /** @type {Node | null} */ (Reflect.get(Node.prototype, "parentNode", node));
    return parent ?? (node instanceof ShadowRoot ? node.host : null);
  };

  /** A node and all that hold it, across shadow roots. @param {Node} node */
  const pathOf = (node) => {
    /** @type {Node[]} */
    const path = [];
    for (let at = /** @type {Node | null} */ (node); at; at = parentAcross(at)) path.push(at);
    return path;
  };

  /** How many levels above a form's fields something stands that holds both; Infinity where that is too far. @param {FoundForm} form @param {Node[]} path */
  const distance = (form, path) => {
    const levels = form.fields.map(({ element }) => {
      const own = pathOf(element);
      const level = own.findIndex((node) => path.includes(node));
      return level <= REACH || own.slice(level).some((node) => node instanceof HTMLFormElement && path.includes(node)) ? level : Infinity;
    });
    return Math.min(...levels);
  };

  /** The nearest form to something that was pressed or submitted. @param {Node} target @returns {FoundForm | null} */
  const formAround = (target) => {
    const path = pathOf(target);
    const near = freshForms().map((form) => ({ form, level: distance(form, path) })).sort((one, other) => one.level - other.level)[0];
    return near && near.level < Infinity ? near.form : null;
  };

  // Which buttons submit

  /** What buttons that submit nothing begin with, without case, accents and punctuation. */
  const LEADS_ELSEWHERE = new RegExp(
    `^(?:${[
      "show|hide|reveal|cancel|close|back|forgot|lost|resend|send (?:a |the |me a )?(?:new )?code|help|no thanks|generate|clear|paste|not you|(?:continue|log in|sign in|sign up) with (?!password|e ?mail)",
      "afficher|masquer|annuler|retour|fermer|mot de passe oublie|generer|renvoyer|continuer avec",
      "(?:passwort )?(?:anzeigen|einblenden|ausblenden|verbergen|vergessen)|abbrechen|schließen|zuruck|erneut senden|weiter mit|anmelden mit",
      "mostrar|ocultar|cancelar|volver|cerrar|atras|(?:has )?olvid\\p{L}*|reenviar|continuar con",
      "mostra|nascondi|annulla|indietro|chiudi|(?:password|hai) dimenticat\\p{L}*|invia di nuovo|continua con",
      "toon|tonen|verberg\\p{L}*|weergeven|annuleren|terug|sluiten|wachtwoord (?:tonen|weergeven|verbergen|vergeten)|opnieuw (?:sturen|verzenden)|doorgaan met",
      "(?:パスワードを)?(?:表示|非表示|忘れ)|キャンセル|戻る|閉じる|再送信",
      "voltar|fechar|esqueci|показать|скрыть|отмена|назад|закрыть|забыли|pokaz|ukryj|anuluj|wroc|zamknij|visa|dolj|avbryt|tillbaka|显示|隐藏|取消|返回|关闭|忘记",
    ].join("|")})(?!\\p{Ll})`,
    "u",
  );

  /** @param {string} text */
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  /** @param {Element} button @param {FoundForm} form */
  const submits = (button, form) => {
    const owner = /** @type {HTMLButtonElement} */ (button).form;
    if (owner && /^(submit|image)$/.test(/** @type {HTMLButtonElement} */ (button).type)) return owner.noValidate || !matches.call(owner, ":invalid");
    const text = plain(button.textContent || /** @type {HTMLInputElement} */ (button).value || "");
    const last = form.fields.at(-1)?.element;
    const isBehind = !last || button.getRootNode() !== last.getRootNode() || (last.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    return text !== "" && isBehind && !LEADS_ELSEWHERE.test(text);
  };

  // What a person does

  let sentAt = -Infinity;
  /** @param {FoundForm | null} form */
  const submitted = (form) => {
    const submission = form && submissionOf(form);
    if (!submission || performance.now() - sentAt < ONCE_MS) return;
    sentAt = performance.now();
    send({ type: "form_submitted", ...submission });
  };

  /** @param {Event} event */
  const onSubmit = (event) => {
    const [form] = event.composedPath();
    if (event.isTrusted && navigator.userActivation.isActive && form instanceof HTMLFormElement) submitted(formAround(form));
  };

  /** @param {Event} event */
  const onClick = (event) => {
    const button = event.composedPath().find((node) => node instanceof Element && matches.call(node, BUTTON));
    if (!event.isTrusted || !(button instanceof Element)) return;
    const form = formAround(button);
    if (form && submits(button, form)) submitted(form);
  };

  /** @param {Event} event */
  const onKey = (event) => {
    const { key, isComposing } = /** @type {KeyboardEvent} */ (event);
    const [target] = event.composedPath();
    if (!event.isTrusted || key !== "Enter" || isComposing) return;
    const form = freshForms().find(({ fields }) => fields.some(({ element }) => element === target));
    const owner = form?.fields[0]?.element.form;
    if (form && (!owner || owner.noValidate || !matches.call(owner, ":invalid"))) submitted(form);
  };

  /** A closed shadow root tells only those who listen in it what is pressed there; no `submit` leaves an open one. @param {EventTarget} place */
  const listen = (place) => {
    place.addEventListener("submit", onSubmit, true);
    place.addEventListener("click", onClick, true);
    place.addEventListener("keydown", onKey, true);
  };

  let told = "";
  followSubmits = (forms) => {
    for (const { fields } of forms) for (const { element } of fields) for (const node of pathOf(element)) if (node instanceof ShadowRoot) listen(node);
    const states = formStates(forms);
    if (JSON.stringify(states) === told) return;
    told = JSON.stringify(states);
    send({ type: "form_state", ...states });
  };

  listen(window);
})();
