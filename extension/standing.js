/** How things stand as the popup opens, in one answer: each question by itself would be a way to the host and back. */

/**
 * What an open vault shows first. `questions`: about what was submitted in the tab. `page`: what is switched off there,
 * null where there is no website. `here`: its logins, best first. `all`: the first rows of the whole list.
 * @typedef {object} OpenVault
 * @property {import("./protocol.js").Settings} settings
 * @property {import("./protocol.js").SaveQuestion[]} questions
 * @property {import("./protocol.js").SitePage | null} page
 * @property {import("./protocol.js").SiteItem[]} here
 * @property {import("./protocol.js").ItemPage} all
 */

/**
 * `accounts`: of this computer. `vault`: null while none is open.
 * @typedef {object} Standing
 * @property {import("./protocol.js").Account[]} accounts
 * @property {import("./protocol.js").Session} session
 * @property {OpenVault | null} vault
 */

/**
 * @typedef {{tab_id: number, url: string, rows: number}} Place `url`: the website's, "" where there is none; `rows`: of the whole list
 * @param {import("./fill.js").Ask} ask
 * @param {Place} place
 * @param {boolean} isOpen whether the vault is likely to be open: then nothing waits for that answer
 * @returns {Promise<Standing>}
 */
export async function standing(ask, place, isOpen) {
  // It may have been locked just now; the session's state says it.
  const likely = isOpen ? openVault(ask, place).catch(() => null) : null;
  const [{ accounts }, session, vault] = await Promise.all([ask("system.hello"), ask("session.state"), likely]);
  if (session.state !== "unlocked") return { accounts, session, vault: null };
  return { accounts, session, vault: vault ?? (await openVault(ask, place)) };
}

/**
 * @param {import("./fill.js").Ask} ask
 * @param {Place} place
 * @returns {Promise<OpenVault>}
 */
async function openVault(ask, { tab_id, url, rows }) {
  const [settings, { questions }, page, { items: here }, all] = await Promise.all([
    ask("settings.get"),
    ask("saves.pending", { tab: tab_id }),
    url ? ask("sites.page", { url }) : null,
    url ? ask("sites.match", { url }) : { items: [] },
    ask("items.list", { limit: rows }),
  ]);
  return { settings, questions, page, here, all };
}
