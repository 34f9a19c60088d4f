/** The toolbar popup: finds out how things stand, shows the panel for it, and follows what happens. */

import { ask, AskError, onEvent, tell } from "../lib/ask.js";
import { byId, focusFirst, show } from "../lib/dom.js";
import { preferences, remember, startPage } from "../lib/preferences.js";
import { createAccount } from "./create_account.js";
import { details } from "./details.js";
import { edit } from "./edit.js";
import { filled } from "./filled.js";
import { generator } from "./generator.js";
import { generatorHistory } from "./generator_history.js";
import { guard } from "./guard.js";
import { httpLogin } from "./http_login.js";
import { logIn } from "./log_in.js";
import { recall } from "./memory.js";
import { reasonOf } from "./problem.js";
import { question, questionOf } from "./question.js";
import { activeSite } from "./site.js";
import { siteRules } from "./site_rules.js";
import { trouble } from "./trouble.js";
import { twoFactorOff } from "./two_factor_off.js";
import { vault } from "./vault.js";
import { welcome } from "./welcome.js";

/** Every panel: a function from the app, and what the panel is about, to what is shown. */
const PANELS = { createAccount, details, edit, filled, generator, generatorHistory, httpLogin, logIn, question, siteRules, trouble, twoFactorOff, vault, welcome };

/**
 * A panel on the screen. `onSession` hears that the session has another state, and why if the host went, and says
 * whether the panel stays; a panel without it goes. `onFailure` hears why nothing can be done, and says whether it has
 * told that itself. `stop` ends what the panel keeps running. `ready`: all is drawn.
 * @typedef {object} Panel
 * @property {HTMLElement} element
 * @property {(session: import("../protocol.js").Session, loss: unknown) => boolean} [onSession]
 * @property {(error: unknown) => boolean} [onFailure]
 * @property {() => void} [stop]
 * @property {Promise<void>} [ready]
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
 * @property {(panel: keyof typeof PANELS, params?: any) => void} go
 * @property {() => Promise<void>} open shows what the session's state calls for
 * @property {(error: unknown) => void} fail shows why nothing can be done
 * @property {() => Promise<void>} start begins anew
 * @property {(error: unknown) => void} lose begins anew, and says that the host went if it did
 * @property {() => Promise<void>} lock
 * @property {() => Promise<void>} logOut
 */

/** @type {Panel | null} */
let panel = null;

/** The beginning that is under way: nobody's typing is to be drawn over by a second one. @type {Promise<void> | null} */
let starting = null;

/** Why the host went, until it was told. @type {unknown} */
let loss = null;

/** @type {App} */
const app = {
  session: { state: "logged_out", email: null, two_factor: false, locks_at: null },
  settings: /** @type {import("../protocol.js").Settings} */ ({}),
  site: { tabId: -1, url: "", origin: "", host: "" },
  opening: {},
  accounts: [],
  lastEmail: "",
  query: "",

  go(name, params) {
    panel?.stop?.();
    panel = PANELS[name](app, params);
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
    if (app.session.state !== "unlocked") {
      const isNew = app.session.state === "logged_out" && app.accounts.length === 0;
      const asks = await tell("question_waits", { tab_id: app.site.tabId });
      app.go(isNew ? "welcome" : "logIn", { loss, asks });
      loss = null;
      return;
    }
    app.lastEmail = app.session.email ?? app.lastEmail;
    const { panel: wanted, login } = app.opening;
    app.opening = {};
    const [settings, draft, waiting] = await Promise.all([
      ask("settings.get"),
      tell("draft"),
      wanted || login ? undefined : questionOf(app.site),
    ]);
    app.settings = settings;
    await showPreferences(settings);
    if (wanted) app.go(wanted);
    else if (waiting) app.go("question", { question: waiting });
    else if (draft) app.go("edit", { draft });
    else app.go("vault", { login });
  },

  fail(error) {
    if (!panel?.onFailure?.(error)) app.go("trouble", { error });
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

/** Greet the host, and show how things stand. */
async function begin() {
  const [{ accounts }, { email }, session] = await Promise.all([ask("system.hello"), recall(), ask("session.state")]);
  app.accounts = accounts;
  app.lastEmail = email;
  app.session = session;
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
  const known = await preferences();
  if (known.theme !== theme || known.language !== language) await remember({ theme, language });
  if (known.show_icons !== show_icons) await remember({ show_icons });
}

/**
 * Take keys and clicks from now on, after a person has seen what there is.
 * @param {() => Promise<void>} release
 */
async function letIn(release) {
  await panel?.ready;
  await release();
  if (panel) focusFirst(panel.element);
}

const [site] = await Promise.all([activeSite(), startPage()]);
app.site = site;
onEvent("host_lost", ({ cause }) => (loss = new AskError(cause)));
onEvent("session.changed", follow);
// What nobody can tell may have been a page's doing.
app.opening = await tell("opening", { tab_id: app.site.tabId }).catch(() => ({ guarded: true }));
const release = app.opening.guarded ? guard(byId("main")) : null;
await app.start();
if (release) await letIn(release);
