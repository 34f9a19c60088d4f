/** The toolbar popup: finds out how things stand, shows the panel for it, and follows what happens. */

import { ask, AskError, onEvent, tell } from "../lib/ask.js";
import { byId, focusFirst, show } from "../lib/dom.js";
import { remember } from "../lib/preferences.js";
import { recall } from "./memory.js";
import { reasonOf } from "./problem.js";
import { atFirst, here, page, standing } from "./standing.js";
import { vault } from "./vault.js";

/**
 * Every panel: a function from the app, and what the panel is about, to what is shown. All but the one that is wanted
 * most are read when they are first shown, so that nobody waits for them.
 */
const PANELS = {
  createAccount: async () => (await import("./create_account.js")).createAccount,
  details: async () => (await import("./details.js")).details,
  edit: async () => (await import("./edit.js")).edit,
  filled: async () => (await import("./filled.js")).filled,
  generator: async () => (await import("./generator.js")).generator,
  generatorHistory: async () => (await import("./generator_history.js")).generatorHistory,
  httpLogin: async () => (await import("./http_login.js")).httpLogin,
  logIn: async () => (await import("./log_in.js")).logIn,
  previousPasswords: async () => (await import("./previous_passwords.js")).previousPasswords,
  question: async () => (await import("./question.js")).question,
  siteRules: async () => (await import("./site_rules.js")).siteRules,
  trouble: async () => (await import("./trouble.js")).trouble,
  twoFactorOff: async () => (await import("./two_factor_off.js")).twoFactorOff,
  vault: async () => vault,
  welcome: async () => (await import("./welcome.js")).welcome,
};

/**
 * A panel on the screen. `onSession` hears that the session has another state, and why if the host went, and says
 * whether the panel stays; a panel without it goes. `onFailure` hears why nothing can be done, and says whether it has
 * told that itself. `stop` ends what the panel keeps running. `ready`: all is drawn, and can be shown.
 * @typedef {object} Panel
 * @property {HTMLElement} element
 * @property {(session: import("../protocol.js").Session, loss: unknown) => boolean} [onSession]
 * @property {(error: unknown) => boolean} [onFailure]
 * @property {() => void} [stop]
 * @property {Promise<unknown>} [ready]
 */

/**
 * What panels know and can do. `accounts`: of this computer. `query`: what was searched for.
 * @typedef {object} App
 * @property {import("../protocol.js").Session} session
 * @property {import("../protocol.js").Settings} settings
 * @property {import("./site.js").Site} site
 * @property {import("../opening.js").Opening} opening what it was opened for, until that is shown
 * @property {import("../protocol.js").Account[]} accounts
 * @property {string} lastEmail
 * @property {string} query
 * @property {(panel: keyof typeof PANELS, params?: any) => Promise<void>} go
 * @property {() => Promise<void>} open shows what the session's state calls for
 * @property {(error: unknown) => Promise<void>} fail shows why nothing can be done
 * @property {() => Promise<void>} start begins anew
 * @property {(error: unknown) => void} lose begins anew, and says that the host went if it did
 * @property {() => Promise<void>} lock
 * @property {() => Promise<void>} logOut
 */

/** @type {Panel | null} */
let panel = null;

/** Counts the panels that were called for. */
let turn = 0;

/** Counts the looks at how things stand. */
let asked = 0;

/** The beginning that is under way: nobody's typing is to be drawn over by a second one. @type {Promise<void> | null} */
let starting = null;

/** Why the host went, until it was told. @type {unknown} */
let loss = null;

/** How things stood when the popup opened, until that is shown. @type {typeof atFirst | null} */
let beginning = atFirst;

/** @type {App} */
const app = {
  session: { state: "logged_out", email: null, two_factor: false, locks_at: null },
  settings: /** @type {import("../protocol.js").Settings} */ ({}),
  site: { tabId: -1, url: "", origin: "", host: "" },
  opening: {},
  accounts: [],
  lastEmail: "",
  query: "",

  async go(name, params) {
    turn += 1;
    const mine = turn;
    const [make] = await Promise.all([PANELS[name](), page, arrived]);
    if (mine !== turn) return;
    const next = make(app, params);
    await next.ready;
    // Something else was called for meanwhile.
    if (mine !== turn) {
      next.stop?.();
      return;
    }
    panel?.stop?.();
    panel = next;
    show(byId("main"), panel.element);
    scrollTo(0, 0);
    focusFirst(panel.element);
  },

  start() {
    starting ??= begin()
      .catch(app.fail)
      .finally(() => (starting = null));
    return starting;
  },

  async open() {
    asked += 1;
    const mine = asked;
    const coming = beginning ?? here.then(standing);
    beginning = null;
    const [{ accounts, session, vault, asks, draft }] = await Promise.all([coming, arrived]);
    // A later look knows better.
    if (mine !== asked) return;
    app.accounts = accounts;
    app.session = session;
    if (!vault) {
      const isNew = session.state === "logged_out" && accounts.length === 0;
      const told = loss;
      loss = null;
      return app.go(isNew ? "welcome" : "logIn", { loss: told, asks });
    }
    app.lastEmail = session.email ?? app.lastEmail;
    app.settings = vault.settings;
    const { panel: wanted, login } = app.opening;
    app.opening = {};
    await showPreferences(vault.settings);
    // The question that was there first.
    const [question] = vault.questions;
    if (wanted) return app.go(wanted);
    if (question && !login) return app.go("question", { question });
    if (draft) return app.go("edit", { draft });
    return app.go("vault", { login, lists: vault });
  },

  async fail(error) {
    if (!panel?.onFailure?.(error)) await app.go("trouble", { error });
  },

  lose(error) {
    if (reasonOf(error).startsWith("host_")) loss = error;
    app.start();
  },

  async lock() {
    await ask("session.lock").then(follow, app.fail);
  },

  async logOut() {
    try {
      app.session = await ask("session.logout");
      await app.start();
    } catch (error) {
      app.fail(error);
    }
  },
};

/** Show how things stand. */
async function begin() {
  app.lastEmail = (await recall()).email;
  await app.open();
}

/**
 * Show what the session's new state calls for.
 * @param {import("../protocol.js").Session} session
 */
function follow(session) {
  const changed = session.state !== app.session.state || session.email !== app.session.email;
  app.session = session;
  if (session.state === "unlocked") loss = null;
  if (!changed || panel?.onSession?.(session, loss)) return;
  if (session.state === "logged_out") app.start();
  else app.open().catch(app.fail);
}

/**
 * Take over language and theme from the vault that was opened.
 * @param {import("../protocol.js").Settings} settings
 */
async function showPreferences({ theme, language, show_icons }) {
  const known = await page;
  if (known.theme !== theme || known.language !== language) await remember({ theme, language });
  if (known.show_icons !== show_icons) await remember({ show_icons });
  // The next account may have others.
  Object.assign(known, { theme, language, show_icons });
}

/** Find out where the popup stands and what it was opened for. */
async function arrive() {
  app.site = await here;
  // What nobody can tell may have been a page's doing.
  app.opening = await tell("opening", { tab_id: app.site.tabId }).catch(() => ({ guarded: true }));
  if (app.opening.guarded) letIn((await import("./guard.js")).guard(byId("main")));
}

/**
 * Take keys and clicks after a person has seen what there is.
 * @param {() => Promise<void>} release
 */
async function letIn(release) {
  await started;
  await release();
  if (panel) focusFirst(panel.element);
}

const arrived = arrive();
const started = app.start();
onEvent("host_lost", ({ cause }) => (loss = new AskError(cause)));
onEvent("session.changed", follow);
