/**
 * What the forms of a page are like, without what is in them.
 *
 * Of each kind the strongest: there is none; it asks for no password; its passwords are empty; it says that something in it is wrong;
 * there is a password in it.
 * @typedef {"none" | "step" | "empty" | "invalid" | "filled"} FormState
 * @typedef {Record<"login" | "signup" | "change", FormState>} FormStates
 */

/** @type {(forms: FoundForm[]) => FormStates} */
var formStates = (() => {
  const STATES = /** @type {const} */ (["none", "step", "empty", "invalid", "filled"]);

  /** @param {FoundForm} form @returns {FormState} */
  const stateOf = ({ fields }) => {
    const passwords = fields.filter(({ kind }) => kind.endsWith("-password"));
    if (passwords.length === 0) return "step";
    if (fields.some(({ element }) => element.getAttribute("aria-invalid") === "true")) return "invalid";
    return passwords.some(({ element }) => element.value) ? "filled" : "empty";
  };

  return (forms) => {
    const strongest = (/** @type {FormKind} */ kind) =>
      STATES[Math.max(0, ...forms.filter((form) => form.kind === kind).map((form) => STATES.indexOf(stateOf(form))))] ?? "none";
    return { login: strongest("login"), signup: strongest("signup"), change: strongest("change") };
  };
})();
