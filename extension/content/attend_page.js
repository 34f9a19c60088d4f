/**
 * The attendant: keeps the forms of a document at hand for the parts that act on them, in the documents where the watcher saw a field.
 *
 * It finds them anew when the page changed or a person enters a field, when the browser is idle, and after a pause fifty times as long
 * as it took the last time, so that no page can keep it busy. Nothing but the last forms is kept.
 */

/* global findForms, followSubmits, showIcons */

/** The forms as they are now: found anew if the page changed since. @type {() => FoundForm[]} */
var freshForms;

(() => {
  /** What is told of every new finding. @type {((forms: FoundForm[]) => void)[]} */
  const PARTS = [followSubmits];
  // Not there where the person wants no icons.
  if (typeof showIcons === "function") PARTS.push(showIcons);

  const PAUSE_MS = 200;
  const PAUSE_PER_LOOK = 50;
  const LATEST_MS = 1000;
  /** What may show, hide or turn a field into another. */
  const WATCHED = {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["class", "style", "hidden", "type", "disabled", "open", "autocomplete", "aria-hidden", "aria-invalid"],
  };

  /** @type {FoundForm[]} */
  let forms = [];
  let isStale = true;
  let isWaiting = false;
  let pause = 0;

  const look = () => {
    isWaiting = false;
    if (!isStale) return;
    const began = performance.now();
    forms = findForms(document).map(({ kind, fields }) => ({ kind, fields: fields.filter(({ element }) => element.ownerDocument === document) }));
    isStale = false;
    const roots = new Set([document, ...forms.flatMap(({ fields }) => fields.map(({ element }) => element.getRootNode()))]);
    for (const root of roots) observer.observe(root, WATCHED);
    for (const part of PARTS) part(forms);
    pause = Math.max(PAUSE_MS, (performance.now() - began) * PAUSE_PER_LOOK);
  };

  const lookSoon = () => {
    isStale = true;
    observer.disconnect();
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => requestIdleCallback(look, { timeout: LATEST_MS }), pause);
  };
  const observer = new MutationObserver(lookSoon);

  addEventListener("focusin", (event) => event.isTrusted && lookSoon(), true);
  addEventListener("pageshow", (event) => event.persisted && lookSoon());
  freshForms = () => {
    if (isStale) look();
    return forms;
  };
  look();
})();
