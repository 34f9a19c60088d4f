/** Starts the page: greets the host, or says why it cannot. */

import { ask } from "../lib/ask.js";
import { byId, h, show } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { startPage } from "../lib/preferences.js";
import { errorBanner } from "../ui/banner.js";
import { mark } from "../ui/icons.js";

await startPage();
await greet();

async function greet() {
  const heading = h("h1", { class: "brand" }, mark(), t("app_name"));
  try {
    await ask("system.hello");
    show(byId("main"), heading);
  } catch (error) {
    const again = h("button", { type: "button", class: "button", onclick: greet }, t("common_try_again"));
    show(byId("main"), h("div", { class: "stack" }, heading, errorBanner(error, [again])));
  }
}
