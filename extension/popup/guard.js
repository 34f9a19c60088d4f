/**
 * Keeps keys and clicks from a popup that a page had a hand in opening, until a person can have seen it: otherwise a page
 * could have them press Enter, or click, just where the popup is about to be.
 */

/** How long a popup is on the screen before it takes anything. */
const QUIET_MS = 500;

/**
 * Close a part of the page to keys and clicks.
 * @param {HTMLElement} element
 * @returns {() => Promise<void>} opens it again; call it once there is something to be seen
 */
export function guard(element) {
  element.inert = true;
  // A key that is held down from before is no answer to what was shown since.
  addEventListener("keydown", (event) => event.repeat && /^(Enter| )$/.test(event.key) && event.preventDefault(), true);
  return async () => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    await new Promise((quiet) => setTimeout(quiet, QUIET_MS));
    element.inert = false;
  };
}
