/** What was typed into a panel that had to go, for when it comes back. Only in memory. */

/** @typedef {Map<string, string | boolean>} Typed by field name */

addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement) target.dataset.typed = "";
});

/**
 * @param {ParentNode} root
 * @param {boolean} secrets whether passwords and codes are kept too
 * @returns {Typed}
 */
export function keepFields(root, secrets) {
  const kept = [...inputs(root)].filter((input) => "typed" in input.dataset && (secrets || !isSecret(input)));
  return new Map(kept.map((input) => [keyOf(input), isBox(input) ? input.checked : input.value]));
}

/**
 * @param {ParentNode} root
 * @param {Typed} typed
 */
export function restoreFields(root, typed) {
  for (const input of inputs(root)) {
    const value = typed.get(keyOf(input));
    if (typeof value === "boolean") input.checked = value;
    else if (value) input.value = value;
  }
}

/** @param {ParentNode} root @returns {NodeListOf<HTMLInputElement>} */
function inputs(root) {
  return root.querySelectorAll("input[name]");
}

/** @param {HTMLInputElement} input */
function isBox(input) {
  return input.type === "radio" || input.type === "checkbox";
}

/** @param {HTMLInputElement} input */
function keyOf(input) {
  return isBox(input) ? `${input.name}=${input.value}` : input.name;
}

/** A password that is shown is a text field, so its type does not tell. @param {HTMLInputElement} input */
function isSecret(input) {
  return /password|one-time-code|off/.test(input.autocomplete);
}
