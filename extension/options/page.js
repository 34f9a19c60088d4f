/** What a panel is, and what it may do with the page it is in. */

/**
 * @typedef {object} Page
 * @property {import("../protocol.js").Session} session
 * @property {Omit<import("../protocol.js").Settings, "generator">} settings of the account that is open
 * @property {import("../protocol.js").Account[]} accounts of this computer
 * @property {string | undefined} email for the log-in form, where it is known better than from the accounts
 * @property {(route: string, ...notices: HTMLElement[]) => void} go to another panel, with something to say above it
 * @property {(heading: "h1" | "h2", onOpen: (result: import("../ui/login_form.js").Opened) => void) => HTMLElement} gate
 *   makes the form that the session needs: to log in or to unlock
 * @property {(result: import("../ui/login_form.js").Opened) => Promise<void>} opened takes a session that was just opened
 * @property {(then: () => void) => void} onLeave does something once when the panel goes
 * @property {(say: ((state: import("../protocol.js").Session["state"]) => HTMLElement) | null) => void} onEnd
 *   makes what is said if the vault is locked or logged out while the panel is there; null for the usual
 * @property {(held: boolean) => void} hold keeps the panel where it is, even when the vault locks, until let go
 *
 * @typedef {object} Panel
 * @property {string} title the key of its heading
 * @property {"security" | "general" | "sites" | "about" | null} section where it belongs in the navigation; null: outside of it
 * @property {boolean} [open] it can be seen by somebody who is not logged in
 * @property {(page: Page) => Promise<HTMLElement> | HTMLElement} build
 */

export {};
