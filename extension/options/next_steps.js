/** What is offered after an account was created; each can be skipped. */

import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { icon, mark } from "../ui/icons.js";

/** @type {import("./page.js").Panel} */
export const nextSteps = { title: "welcome_next_title", section: null, build };

/** @param {import("./page.js").Page} page */
function build(page) {
  const step = (/** @type {string} */ name, /** @type {string} */ title, /** @type {(Node | string | false)[]} */ ...content) =>
    h("section", { class: "card stack" }, h("h2", { class: "cluster" }, icon(name), t(title)), content);
  return h(
    "div",
    { class: "stack loose" },
    h(
      "div",
      { class: "stack tight" },
      h("h1", {}, t("welcome_next_title")),
      h("p", { class: "soft" }, t("welcome_next_lead", { email: page.session.email ?? "" })),
    ),
    step(
      "shield",
      "welcome_next_two_factor",
      h("p", { class: "soft" }, t("welcome_next_two_factor_text")),
      page.session.two_factor
        ? h("p", {}, h("span", { class: "chip success" }, t("common_on")))
        : h("div", { class: "cluster" }, h("a", { class: "button primary", href: "#two-factor-setup" }, t("two_factor_set_up"))),
    ),
    step("pin", "welcome_next_pin", h("p", { class: "soft" }, rich("welcome_next_pin_text")), toolbar()),
    h("div", { class: "cluster" }, h("a", { class: "button", href: "#security" }, t("welcome_next_done"))),
  );
}

/** A drawing of the browser's corner: the puzzle piece, and the pin beside Twinlatch. */
function toolbar() {
  return h(
    "div",
    { class: "toolbar-drawing", "aria-hidden": "true" },
    h("div", { class: "toolbar-bar" }, h("span", { class: "toolbar-address" }), h("span", { class: "toolbar-spot" }, icon("puzzle")), icon("more")),
    h("div", { class: "toolbar-menu" }, mark(), h("span", { class: "grow" }, t("app_name")), h("span", { class: "toolbar-spot" }, icon("pin"))),
  );
}
