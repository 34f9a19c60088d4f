/**
 * The watcher: on every page, only to see whether a field there could belong to a log-in, a sign-up or a code. Then it says so, once,
 * without saying what it saw, and is done; what happens next is the background's to decide (attend.js).
 *
 * It does nothing before the page is idle, and reads, never changes. It listens for one mutation at a time and looks again only after a
 * pause a hundred times as long as the last look took, so that no page can keep it busy; nothing is kept from one look to the next.
 */
(() => {
  const PAUSE_MS = 300;
  const PAUSE_PER_LOOK = 100;
  const LATEST_MS = 2000; // a page that is never idle is looked at all the same
  const MOST_FIELDS = 200; // looked at by name, in one root
  const MOST_ROOTS = 60;
  const MOST_HOSTS = 100; // looked into for a shadow root, in one look

  const TEXT = "input:is(:not([type]),[type=''],[type=text i],[type=tel i],[type=number i])";
  const SURE = `input:is([type=password i],[type=email i],[autocomplete*=webauthn i],[inputmode=numeric i],[type=tel i][maxlength],[maxlength="1"])`;
  const TYPED_IN = `${TEXT},${SURE}`;
  /** What fields are called, by programmers, who write English or the roots of their own words. What is not is seen when it is entered. */
  const CALLED =
    /user|usr|login|logon|mail|acc|ident|pass|pw|otp|code|\btan\b|token|pin|2fa|mfa|phone|mobile|handle|nick|member|card|customer|client|kunde|benutzer|kennung|konto|usuario|utente|utilis|gebruiker|correo|courriel/i;
  const NAMES = ["name", "id", "autocomplete", "placeholder"];

  // What may hold a shadow root: custom elements, or nearly, and places that a script fills. What pages have most of comes first, for
  // every element is compared with these names in turn, but for tags that nobody defined, of which some frameworks make a page. A root
  // elsewhere is seen when a field in it is entered.
  const HOST =
    ":defined:not(a,div,span,p,li,img,h2,h3,b,i,br,path,svg,script,button,td,tr,ul,input,link,meta,label,strong,em,option,g,use,section,article,header,footer,nav,h1,h4,body,main,small,time,source,picture,style,form,select,hr,aside,table),:not(:defined),div:empty";

  const { chrome } = /** @type {any} */ (globalThis);
  const { matches } = Element.prototype;
  const openRoot = Object.getOwnPropertyDescriptor(Element.prototype, "shadowRoot")?.get;

  /** A page cannot shadow a prototype's methods with names of its own. @param {Node} root @returns {Document | DocumentFragment} */
  const methodsOf = (root) => (root === document ? Document.prototype : DocumentFragment.prototype);

  /** Closed ones where the browser shows them to extensions. @param {Element} host @returns {ShadowRoot | null} */
  const shadowRootOf = (host) => {
    const open = openRoot?.call(host);
    if (open || !host.localName.includes("-")) return open;
    return Reflect.get(host, "openOrClosedShadowRoot") ?? chrome.dom?.openOrClosedShadowRoot?.(host) ?? null;
  };

  /** The document and the shadow roots in it, outer ones first. */
  function* roots() {
    /** @type {Node[]} */
    const found = [document];
    let hosts = 0;
    for (const root of found) {
      yield root;
      for (const host of methodsOf(root).querySelectorAll.call(root, HOST)) {
        if (found.length >= MOST_ROOTS || ++hosts > MOST_HOSTS) break;
        const inner = shadowRootOf(host);
        if (inner) found.push(inner);
      }
    }
  }

  let isDone = false;
  let isWaiting = false;
  let pause = 0;

  /** @param {Node} root */
  const hasField = (root) => {
    const { querySelector, querySelectorAll } = methodsOf(root);
    if (querySelector.call(root, SURE)) return true;
    const named = Array.prototype.slice.call(querySelectorAll.call(root, TEXT), 0, MOST_FIELDS);
    return named.some((field) => CALLED.test(NAMES.map((name) => field.getAttribute(name)).join()));
  };

  const look = () => {
    if (isDone) return;
    const began = performance.now();
    isWaiting = false;
    for (const root of roots()) {
      if (hasField(root)) return tell();
      observer.observe(root, { childList: true, subtree: true });
    }
    pause = Math.max(PAUSE_MS, (performance.now() - began) * PAUSE_PER_LOOK);
  };

  const lookSoon = () => {
    if (isWaiting || isDone) return;
    isWaiting = true;
    observer.disconnect();
    setTimeout(() => requestIdleCallback(look, { timeout: LATEST_MS }), pause);
  };
  const observer = new MutationObserver(lookSoon);

  /** A field that a person stands in counts whatever it is called; one in a root that was not seen yet is looked for. @param {Event} event */
  const onFocus = (event) => {
    const [target] = event.composedPath();
    if (!event.isTrusted || !(target instanceof Element)) return;
    if (matches.call(target, TYPED_IN)) tell();
    else lookSoon();
  };

  const tell = () => {
    isDone = true;
    observer.disconnect();
    removeEventListener("focusin", onFocus, true);
    // Where the extension was updated under the page, `runtime` has lost its end.
    if (chrome.runtime?.id) chrome.runtime.sendMessage({ type: "fields_seen" }).catch(() => {});
  };

  const start = () => {
    addEventListener("focusin", onFocus, true);
    addEventListener("load", lookSoon, { once: true });
    lookSoon();
  };
  if (Reflect.get(Document.prototype, "prerendering", document)) EventTarget.prototype.addEventListener.call(document, "prerenderingchange", start, { once: true });
  else start();
})();
