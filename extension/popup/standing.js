/** How things stand: asked as the first thing that the popup does, while its other files are still being read. */

import { tell } from "../lib/ask.js";
import { startPage } from "../lib/preferences.js";
import { activeSite } from "./site.js";

/** Of all logins at first: more than a popup has room for. */
const ROWS = 12;

/**
 * `asks`: a question about what was submitted in the tab waits. `draft`: an unsaved login.
 * @typedef {import("../standing.js").Standing & {asks: boolean, draft: any}} Standing
 */

/**
 * @param {import("./site.js").Site} site
 * @returns {Promise<Standing>}
 * @throws {import("../lib/ask.js").AskError}
 */
export function standing({ tabId, url, host }) {
  return tell("standing", { tab_id: tabId, url: host && url, rows: ROWS });
}

/** The website under the popup. */
export const here = activeSite();

/** Theme and language. */
export const page = startPage();

/** How things stood when the popup opened. */
export const atFirst = here.then(standing);

// Who awaits it hears of it.
atFirst.catch(() => {});
