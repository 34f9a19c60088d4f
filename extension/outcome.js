/** Whether a submitted form did what it was for, told from what the page has to show afterwards. No page says so itself. */

/**
 * `moved`: it is seen in another document than the one that was submitted. `status`: of HTTP, 200 where none is known.
 * @typedef {{moved: boolean, status: number, forms: FormStates}} Sight
 * @typedef {"succeeded" | "failed" | "open"} Outcome open: it may still become either
 */

/** Submitted forms are followed for so long. */
export const FOLLOWED_MS = 60_000;

/** A script that got its answer takes the person on at once; who leaves later does so by a link, having seen the form again. */
const TAKEN_ON_MS = 10_000;

/** Whether what was submitted is asked for again, by kind. @type {Record<keyof FormStates, (forms: FormStates) => boolean>} */
const ASKED_AGAIN = {
  // A page for a forgotten password is no success, either.
  login: ({ login, change }) => login !== "none" || change === "step",
  signup: ({ signup }) => signup !== "none",
  // Many sites show the same form after a change, empty, with a word of thanks.
  change: ({ change }) => change === "filled" || change === "invalid",
};

/**
 * @param {keyof FormStates} kind what was submitted
 * @param {Sight} sight
 * @returns {Outcome}
 */
export function outcomeOf(kind, { moved, status, forms }) {
  if (status >= 400) return "failed";
  if (!ASKED_AGAIN[kind](forms)) return "succeeded";
  // In place, an answer may still be on its way.
  return moved ? "failed" : "open";
}

/** How people go elsewhere by themselves. */
const OWN_WAYS = new Set(["typed", "auto_bookmark", "generated", "keyword", "keyword_generated", "start_page"]);
const OWN_QUALIFIERS = ["from_address_bar", "forward_back"];

/**
 * Whether a navigation is the person's own, rather than what became of the form.
 * @param {{transitionType: string, transitionQualifiers: string[]}} navigation
 * @param {number} elapsedMs since the form was submitted
 */
export function isLeaving({ transitionType, transitionQualifiers }, elapsedMs) {
  if (OWN_WAYS.has(transitionType) || OWN_QUALIFIERS.some((qualifier) => transitionQualifiers.includes(qualifier))) return true;
  return transitionType !== "form_submit" && elapsedMs > TAKEN_ON_MS;
}
