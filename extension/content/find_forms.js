/**
 * The form finder: which fields of a page ask for a login, and what each of them wants.
 *
 * `findForms(document)` reads, and changes nothing. It looks at what a page declares (`autocomplete`, types), then at the words
 * people read (labels, placeholders, headings, buttons), then at names and ids, then at structure. Whatever it cannot explain it
 * leaves out: a password in the wrong field is a leak, a field left empty is a nuisance.
 *
 * Pages are hostile. A form's or a document's own properties can be named fields (`<input name="elements">`), so everything is read
 * through the prototypes; what is read is bounded in elements, fields, text and time.
 *
 * @typedef {"login" | "signup" | "change" | "code"} FormKind
 * @typedef {"username" | "email" | "current-password" | "new-password" | "one-time-code"} FieldKind
 * @typedef {{kind: FormKind, fields: {element: HTMLInputElement, kind: FieldKind}[]}} FoundForm
 */

/** @type {(document: Document) => FoundForm[]} */
var findForms = (() => {
  /** @typedef {Record<string, number>} Evidence  Weight per meaning. */
  /** @typedef {"field" | "button" | "heading" | "control" | "link"} Role */
  /** @typedef {{element: Element, role: Role, form: HTMLFormElement | null, depth: Element[] | null}} Landmark */
  /** @typedef {{element: HTMLInputElement, type: string, tokens: string[], evidence: Evidence, text: Evidence, label: Set<string>}} Field */
  /** @typedef {{form: HTMLFormElement | null, fields: Field[], first: number, last: number, others: number}} Group */

  // Bounds: how much of a page is ever looked at.
  const MAX_ELEMENTS = 30_000;
  const MAX_FIELDS = 200;
  const MAX_DEPTH = 8; // of nested shadow roots and frames
  const MAX_TEXT = 160; // characters of one label, heading or button
  const MAX_FORM_TEXT = 900;
  const BUDGET_MS = 60;

  const LANDMARKS =
    "input,button,select,textarea,a,h1,h2,h3,h4,h5,h6,legend,iframe,[role=button],[role=heading],[role=textbox],[onclick]";
  const TEXT_TYPES = new Set(["text", "email", "tel", "number", "password"]);
  const BUTTON_TYPES = new Set(["submit", "button", "image"]);

  // How far each place can be trusted to say what a field is.
  const LABEL = 4;
  const PLACEHOLDER = 3;
  const NEARBY = 3;
  const NAME = 3;
  const ID = 2;
  const CLASS = 1;

  const IDENTIFIER_TOKENS = ["username", "email", "tel", "tel-national", "webauthn"];
  const NAMING_ATTRIBUTES = [
    "data-testid", "data-test", "data-qa", "data-cy", "data-field-type", "formcontrolname", "ng-model", "v-model", "data-bind",
  ];

  /** What programmers call fields, read with camel case and punctuation opened up into words. @type {[string, RegExp][]} */
  const FIELD_NAMES = [
    ["username", /user ?(name|id|login|code)|\b(user|usr|userid|uid|uname|login|logon|acct|identifier|handle|loginfmt|signin id)$|log[io]n ?(id|name|field|user|handle)|account ?name|screen ?name|^(log|id|nick(name)?|account)$|\bj username/],
    ["memberNumber", /(member|customer|client|card|account|student|employee|policy|miles|broker|agent) ?(id|no|nr|num(ber)?)\b|kundennummer|\bssn$|\bpnr$|\bcpf\b/],
    ["email", /e ?mail|\bmail\b|courriel|correo|e ?posta\b/],
    ["phone", /phone|mobile|\btel\d?\b|msisdn|\bcell\b|celular|telefon/],
    ["password", /pass ?w|passwd|\bpass\d?$|\bpass\b|\bpwd|pwd\d?\b|\bpw\d?$|pswd|kennwort|passwort|senha|contrase|\bclave|\bmdp\b|wachtwoord|heslo|haslo|\bsifre|\bparola/],
    ["pin", /\bpin$|pin ?code/],
    ["fresh", /\bnew\b|new ?pass|pass(word|wd)? ?new|\breg(ister)?\b|sign ?up|create|pass(word)? ?1$/],
    ["repeat", /conf(irm(ation)?)?\b|confirm|repeat|again|re ?type|re ?enter|verify|\bre ?pass|(pass(word|wd)?|pwd?) ?2$|equal/],
    ["stale", /\bold\b|old ?pass|current|existing/],
    ["code", /\botp|one ?time|totp|\b2fa|\bmfa\b|\btfa\b|two ?factor|verif\w* ?code|security ?code|auth\w* ?code|sms ?code|login ?code|(mobile|phone) ?code|token ?code|\bm?tan$|app otp|passcode/],
    ["bareCode", /code\b|\bdigit|\btoken\b|\bpin\b|\bsms$|\bseg(ment)?\b/],
    ["captcha", /captcha|img ?code|image ?code|\bvcode\b/],
    ["otherCode", /coupon|promo|voucher|gift|discount|\bzip|postal|post ?code|invit|referr|redeem|reduction|record ?locator|order ?(id|no|num)|tracking|\biban|recovery|backup ?code|country ?code|\bgame|meeting|confno/],
    ["search", /search|query|^[qs]$|keyword|\bterms$|suchbegriff|buscar/],
    ["personName", /(first|last|full|real|display|sur|family|given|middle|nick|global|company) ?name|\b[fl] ?name\b|^(your ?)?name$|\bname$/],
    ["personal", /address|street|\bcity|country|\bstate\b|company|organi[sz]ation|birth|\bb ?day|\bdob\b|\bday\b|month|year|gender|\bage\b|web ?site|\burl|subject|message|comment|\btitle|\bqty|quantity|amount|\bdate\b|domain|host|server|\bport\b|realm|minutes|cookie ?length/],
    ["card", /card ?(num|no|holder)|\bcc ?(num|name|exp|csc|number)|\bcvv|\bcvc|expir|\bexp date|credit ?card/],
    ["machineSecret", /ssid|\bwpa|\bpsk|\bwep\b|smtp|\bftp|ldap|\bbind|snmp|proxy|api ?key|secret ?key|webhook|\bssn\b|database|\bdb ?pass|private ?key|client ?secret|answer|value/],
    ["decoy", /honey ?pot|\bhp$|fake|leave ?blank|do ?not ?fill/],
  ];

  /** What programmers call forms, and where they send them. @type {[string, RegExp][]} */
  const FORM_NAMES = [
    ["login", /log ?[io]n|sign ?[io]n\b|\bauth|session|\bsso\b|acceso|connexion|anmeld|inloggen|accedi\b/],
    ["signup", /sign ?up|regist|\bjoin|create ?(an? )?(new ?)?(account|user|login)|new ?account|enrol|inscri|cadastr/],
    ["change", /(change|reset|update|save|passwd) ?(my )?(pass|pwd|pw)|pass(word|wd)? ?(change|reset|update|edit)|\bpw ?form/],
    ["forgot", /forgot|forget|lost ?pass|recover|remind/],
    ["newsletter", /news ?letter|subscri|mailing|klaviyo|mailchimp|mc4wp|mkto|waitlist|wait ?list|\bnl\b|alert|\blead\b/],
    ["search", /search|\bfind\b|suche\b|buscar/],
    ["business", /checkout|contact|comment|payment|\border|track|feedback|quote|donat|shipping|reserv|booking|profile|invite|callback|guest|apply|application|cart|rsvp/],
    ["code", /\botp|2fa|two ?factor|\bmfa|totp|verif|passcode|second ?factor/],
  ];

  /** How far each place can be trusted to say what a form is for. */
  const PLACES = { submit: 3, heading: 2.5, farHeading: 1, lead: 1.5, name: 2, title: 1 };

  // ── Reading a page without trusting it ────────────────────────────────────────────────────────────────────────────────────

  /**
   * The prototype's own getter of a property, which no named field can shadow.
   * @param {object} prototype @param {string} name
   * @returns {(target: unknown) => any}
   */
  const reader = (prototype, name) => {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
    return (target) => get?.call(target);
  };
  const parentOf = reader(Node.prototype, "parentNode");
  const previousOf = reader(Node.prototype, "previousSibling");
  const nextOf = reader(Node.prototype, "nextSibling");
  const documentOf = reader(Node.prototype, "ownerDocument");
  const valueOfText = reader(CharacterData.prototype, "data");
  const nameOf = reader(Element.prototype, "localName");
  const openRootOf = reader(Element.prototype, "shadowRoot");
  const labelsOf = reader(HTMLInputElement.prototype, "labels");
  const formOfInput = reader(HTMLInputElement.prototype, "form");
  const frameDocumentOf = reader(HTMLIFrameElement.prototype, "contentDocument");
  const titleOf = reader(Document.prototype, "title");
  const { createTreeWalker, querySelectorAll: queryDocument, getElementById: byIdInDocument } = Document.prototype;
  const { querySelectorAll: queryFragment, getElementById: byIdInFragment } = DocumentFragment.prototype;
  const { querySelector: queryOne, closest, matches, getAttribute, checkVisibility, getBoundingClientRect } = Element.prototype;

  /** @param {Element} element @param {string} name */
  const attribute = (element, name) => getAttribute.call(element, name) ?? "";
  /** @param {Node} node */
  const isDocument = (node) => node.nodeType === Node.DOCUMENT_NODE;
  /** @param {unknown} node @returns {node is Element} */
  const isElement = (node) => node instanceof Object && Reflect.get(node, "nodeType") === Node.ELEMENT_NODE;

  /** @param {Document | ShadowRoot} root @param {string} selector @returns {NodeListOf<Element>} */
  const query = (root, selector) =>
    isDocument(root) ? queryDocument.call(root, selector) : queryFragment.call(/** @type {ShadowRoot} */ (root), selector);

  /** The shadow root of an element; closed ones where the browser shows them to extensions. @param {Element} element @returns {ShadowRoot | null} */
  const shadowRootOf = (element) => {
    const open = openRootOf(element);
    if (open || !nameOf(element).includes("-")) return open;
    const own = Reflect.get(element, "openOrClosedShadowRoot");
    if (own !== undefined) return own;
    const dom = Reflect.get(globalThis, "chrome")?.dom;
    return dom?.openOrClosedShadowRoot?.(element) ?? null;
  };

  /** The parent a person would see, across the edge of a shadow root. @param {Node} node @returns {Node | null} */
  const composedParent = (node) => parentOf(node) ?? (node instanceof ShadowRoot ? node.host : null);

  /** The text of a node, bounded, without what is not shown. @param {Node} node @param {number} limit */
  const textOf = (node, limit) => {
    const document = isDocument(node) ? node : documentOf(node);
    const walker = createTreeWalker.call(document, node, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let seen = 0; text.length < limit && seen < limit; seen++) {
      const next = walker.nextNode();
      if (!next) break;
      if (!/^(script|style|noscript|template|option|textarea)$/.test(nameOf(parentOf(next)) ?? "")) text += ` ${valueOfText(next)}`;
    }
    return text.replace(/\s+/g, " ").trim().slice(0, limit);
  };

  /** Whether a person could type into a field: rendered, visible, of some size, and on the page. @param {HTMLInputElement} input */
  const isPresent = (input) => {
    if (!checkVisibility) return true;
    if (!checkVisibility.call(input, { visibilityProperty: true })) return false;
    const { width, height, right, bottom } = getBoundingClientRect.call(input);
    if (width < 2 || height < 2 || right < -200 || bottom < -5000) return false;
    return getComputedStyle(input).opacity !== "0" || /one-time-code/.test(attribute(input, "autocomplete"));
  };

  // ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const UNSPACED = "\\u0590-\\uffff";
  const GLUE = new RegExp(` (?=[${UNSPACED}])|(?<=[${UNSPACED}]) `, "gu");

  /** Lower case, without accents and punctuation; scripts that need no spaces lose them. @param {string} text */
  const normalise = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .replace(/[^\p{L}\p{N}*,]+/gu, " ")
      .replace(GLUE, "");

  /** @typedef {{phrase: string, open: boolean, meanings: string[]}} Entry */
  /** Phrases by their first two letters, longest first. @returns {Map<string, Entry[]>} */
  const buildLexicon = () => {
    /** @type {Map<string, Entry>} */
    const entries = new Map();
    for (const [meaning, languages] of Object.entries(FIND_FORMS_WORDS)) {
      for (const written of normalise(Object.values(languages).join(",")).split(",")) {
        const open = written.includes("*");
        const phrase = written.replace("*", "").trim();
        if (phrase === "") continue;
        const entry = entries.get(phrase) ?? { phrase, open: false, meanings: [] };
        entry.open ||= open;
        if (!entry.meanings.includes(meaning)) entry.meanings.push(meaning);
        entries.set(phrase, entry);
      }
    }
    /** @type {Map<string, Entry[]>} */
    const lexicon = new Map();
    for (const entry of [...entries.values()].sort((a, b) => b.phrase.length - a.phrase.length)) {
      const key = entry.phrase.slice(0, 2);
      const bucket = lexicon.get(key);
      if (bucket) bucket.push(entry);
      else lexicon.set(key, [entry]);
    }
    return lexicon;
  };

  /** @type {Map<string, Entry[]> | undefined} */
  let lexicon;
  /** @type {Map<string, Set<string>>} */
  let readings = new Map();

  /** @param {string} text @param {number} at */
  const isWordEdge = (text, at) => at <= 0 || at >= text.length || text[at] === " " || text[at - 1] === " " || text.charCodeAt(at - 1) >= 0x590;

  /** The meanings of a text a person reads. @param {string} written @returns {Set<string>} */
  const meaningsOf = (written) => {
    const known = readings.get(written);
    if (known) return known;
    lexicon ??= buildLexicon();
    const text = normalise(written).replace(/[*, ]+/g, " ").trim();
    /** @type {Set<string>} */
    const found = new Set();
    for (let at = 0; at < text.length; at++) {
      if (!isWordEdge(text, at)) continue;
      const bucket = lexicon.get(text.slice(at, at + 2)) ?? lexicon.get(text[at]) ?? [];
      const entry = bucket.find(
        ({ phrase, open }) =>
          text.startsWith(phrase, at) && (open || phrase.charCodeAt(0) >= 0x590 || isWordEdge(text, at + phrase.length)),
      );
      if (!entry) continue;
      for (const meaning of entry.meanings) found.add(meaning);
      at += entry.phrase.length - 1;
    }
    readings.set(written, found);
    return found;
  };

  /** `ctl00$main$txtUserName` as words. @param {string} name */
  const openUp = (name) =>
    name
      .slice(0, MAX_TEXT)
      .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .toLowerCase()
      .trim();

  /** @param {string} name @param {[string, RegExp][]} table */
  const meaningsOfName = (name, table) => {
    const words = openUp(name);
    const found = table.filter(([, pattern]) => pattern.test(words)).map(([meaning]) => meaning);
    return found.length || words === "" ? found : [...meaningsOf(words)];
  };

  /** @param {Evidence} evidence @param {Iterable<string>} meanings @param {number} weight */
  const add = (evidence, meanings, weight) => {
    for (const meaning of meanings) evidence[meaning] = (evidence[meaning] ?? 0) + weight;
  };

  // ── One field ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The texts that label a field by markup. @param {HTMLInputElement} input @returns {string[]} */
  const labelsFor = (input) => {
    const root = input.getRootNode();
    const texts = [attribute(input, "aria-label")];
    for (const id of attribute(input, "aria-labelledby").split(/\s+/, 4)) {
      if (id === "") continue;
      const target = isDocument(root) ? byIdInDocument.call(root, id) : root instanceof ShadowRoot ? byIdInFragment.call(root, id) : null;
      if (target) texts.push(textOf(target, MAX_TEXT));
    }
    for (const label of [...(labelsOf(input) ?? [])].slice(0, 3)) texts.push(textOf(label, MAX_TEXT));
    if (root instanceof ShadowRoot) texts.push(attribute(root.host, "label"), attribute(root.host, "aria-label"), attribute(root.host, "placeholder"));
    return texts.filter((text) => text.trim() !== "");
  };

  const HOLDS_FIELD = "input:not([type=hidden],[type=checkbox],[type=radio]),select,textarea,button";

  /** @param {Node} node */
  const textBeside = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return valueOfText(node).trim().slice(0, MAX_TEXT);
    if (!isElement(node)) return "";
    return /^(script|style|template|button|a|ul|ol)$/.test(nameOf(node)) ? "" : textOf(node, MAX_TEXT);
  };

  /** The text next to a field: what stands before it, else the label that floats behind it. @param {HTMLInputElement} input */
  const textNear = (input) => {
    /** @type {Node | null} */
    let node = input;
    for (let level = 0; node && level < 7; level++) {
      for (let before = previousOf(node), steps = 0; before && steps < 6; before = previousOf(before), steps++) {
        if (isElement(before) && (matches.call(before, HOLDS_FIELD) || queryOne.call(before, HOLDS_FIELD))) return "";
        const text = textBeside(before);
        if (/[\p{L}\p{N}]/u.test(text)) return text;
      }
      const after = nextOf(node);
      const following = after && !isElement(after) ? nextOf(after) : after;
      if (level < 2 && isElement(following) && /^(label|span)$/.test(nameOf(following))) {
        const text = textOf(following, MAX_TEXT);
        if (text !== "") return text;
      }
      node = composedParent(node);
      if (isElement(node) && /^(form|body|main)$/.test(nameOf(node))) {
        const before = previousOf(node);
        return nameOf(node) === "form" && before && isElement(before) && !queryOne.call(before, HOLDS_FIELD) ? textBeside(before) : "";
      }
    }
    return "";
  };

  /** @param {HTMLInputElement} input @returns {Field} */
  const readField = (input) => {
    /** @type {Evidence} */
    const text = {};
    const labels = labelsFor(input);
    /** @type {Set<string>} */
    const label = new Set();
    const placeholder = attribute(input, "placeholder");
    const near = labels.length || placeholder.trim() ? "" : textNear(input);
    for (const said of [...labels, placeholder, near]) for (const meaning of meaningsOf(said.slice(0, MAX_TEXT))) label.add(meaning);
    /** @type {Set<string>} */
    const labelMeanings = new Set();
    for (const said of labels) for (const meaning of meaningsOf(said)) labelMeanings.add(meaning);
    add(text, labelMeanings, LABEL);
    add(text, meaningsOf(placeholder.slice(0, MAX_TEXT)), PLACEHOLDER);
    add(text, meaningsOf(near), NEARBY);
    if (!labels.length) add(text, meaningsOf(attribute(input, "title").slice(0, MAX_TEXT)), PLACEHOLDER);

    /** @type {Evidence} */
    const evidence = { ...text };
    add(evidence, meaningsOfName(attribute(input, "name"), FIELD_NAMES), NAME);
    add(evidence, meaningsOfName(attribute(input, "id"), FIELD_NAMES), ID);
    const other = NAMING_ATTRIBUTES.map((name) => attribute(input, name)).find((value) => value !== "");
    if (other) add(evidence, meaningsOfName(other, FIELD_NAMES), ID);
    if (Object.keys(evidence).length === 0) add(evidence, meaningsOfName(attribute(input, "class"), FIELD_NAMES), CLASS);
    const type = TEXT_TYPES.has(input.type) ? input.type : "text";
    if (type === "email") add(evidence, ["email"], LABEL);
    if (type === "tel") add(evidence, ["phone"], CLASS);
    const tokens = attribute(input, "autocomplete").toLowerCase().split(/\s+/, 8);
    return { element: input, type, tokens, evidence, text, label };
  };

  const OTHERS = ["search", "personName", "personal", "card", "otherCode", "captcha", "machineSecret", "decoy"];
  const FOREIGN_TOKEN = /^(cc-|address|street|postal|country|given-name|family-name|additional-name|honorific|organization|bday|transaction|sex|url|photo|language|shipping|billing)|^name$/;

  /** @param {Field} field @param {...string} meanings */
  const weigh = (field, ...meanings) => Math.max(0, ...meanings.map((meaning) => field.evidence[meaning] ?? 0));
  /** @param {Field} field */
  const isForeign = (field) => field.tokens.some((token) => FOREIGN_TOKEN.test(token)) || attribute(field.element, "role") === "combobox";

  /**
   * How strongly a text field asks who the person is. @param {Field} field
   */
  const identity = (field) => {
    if (isForeign(field)) return 0;
    const declared = field.tokens.some((token) => IDENTIFIER_TOKENS.includes(token)) ? 6 : 0;
    const own = Math.max(weigh(field, "username") + 1, weigh(field, "email") + 1, weigh(field, "memberNumber"), weigh(field, "phone"));
    const other = weigh(field, ...OTHERS, "code");
    if (weigh(field, "decoy", "captcha", "search") > 0 && declared === 0) return 0;
    if (isMixed(field)) return declared + own;
    return other > own ? (declared > 0 && other < LABEL ? declared : 0) : own > 1 ? declared + own : declared;
  };

  /** Whether a label offers a choice, as in "name or e-mail address". @param {Field} field */
  const isMixed = (field) => ["username", "memberNumber", "email", "phone", "personName"].filter((meaning) => field.label.has(meaning)).length > 1
    && (field.label.has("email") || field.label.has("username") || field.label.has("memberNumber"));

  /** @param {Field} field @returns {FieldKind} */
  const identifierKind = (field) => {
    if (field.type === "email") return "email";
    const says = (/** @type {string} */ meaning) => field.label.has(meaning);
    if (says("email")) return says("username") || says("phone") || says("memberNumber") || says("personName") ? "username" : "email";
    if (says("username") || says("memberNumber") || says("phone")) return "username";
    return weigh(field, "email") > weigh(field, "username", "memberNumber", "phone") || field.tokens.includes("email") ? "email" : "username";
  };

  /** @param {Field} field */
  const isPassword = (field) => {
    const { element, evidence, type, tokens } = field;
    if (tokens.includes("one-time-code") || isForeign(field)) return false;
    if (element.maxLength >= 0 && element.maxLength < 4) return false;
    const word = Math.max(evidence.password ?? 0, evidence.pin ?? 0);
    const rivals = weigh(field, "machineSecret", "card", "otherCode", "captcha", "decoy");
    if (type !== "password") {
      const masked = /password$/.test(tokens.join(" ")) || /disc|circle|square/.test(getComputedStyle(element).getPropertyValue("-webkit-text-security"));
      return masked && word >= LABEL && rivals === 0;
    }
    if (tokens.includes("current-password") || tokens.includes("new-password")) return rivals < LABEL || rivals < word;
    if (weigh(field, "code") > word) return false;
    return rivals === 0 || rivals < word;
  };

  /** How strongly a field asks for a one-time code by itself. @param {Field} field @param {Evidence} intent */
  const codeStrength = (field, intent) => {
    if (field.tokens.includes("one-time-code")) return 10;
    if (isForeign(field) || field.type === "email") return 0;
    const { evidence, element } = field;
    const rivals = weigh(field, "otherCode", "captcha", "card", "search", "decoy", "email", "personal");
    const strong = evidence.code ?? 0;
    const weak = Math.max(evidence.bareCode ?? 0, evidence.pin ?? 0);
    if (rivals > Math.max(strong, weak) || (evidence.password ?? 0) > Math.max(strong, weak)) return 0;
    const numeric = field.type === "tel" || field.type === "number" || attribute(element, "inputmode") === "numeric" || /\\d|0-9/.test(attribute(element, "pattern"));
    const short = element.maxLength >= 4 && element.maxLength <= 8;
    const context = (intent.codeContext ?? 0) > 0 || (intent.code ?? 0) > 0 ? 2 : 0;
    if (strong === 0 && weak === 0) return numeric && short && (intent.code ?? 0) >= 1.5 && (intent.codeContext ?? 0) > 0 && identity(field) < 4 ? 3 : 0;
    if (strong === 0 && context === 0) return 0;
    return (strong ? strong + 1 : Math.min(weak, 2)) + context + (numeric ? 1 : 0) + (short ? 1 : 0) - rivals;
  };

  // ── Collecting and grouping ───────────────────────────────────────────────────────────────────────────────────────────────

  /** @param {Element} element @returns {Role | null} */
  const roleOf = (element) => {
    switch (nameOf(element)) {
      case "input": {
        const { type } = /** @type {HTMLInputElement} */ (element);
        if (type === "hidden") return null;
        if (BUTTON_TYPES.has(type)) return "button";
        return TEXT_TYPES.has(type) ? "field" : "control";
      }
      case "button":
        return "button";
      case "select":
      case "textarea":
        return "control";
      case "a":
        return attribute(element, "role") === "button" || /\b(btn|button|submit)\b/i.test(attribute(element, "class") + attribute(element, "id")) ? "button" : "link";
      default:
        if (/^(h[1-6]|legend)$/.test(nameOf(element)) || attribute(element, "role") === "heading") return "heading";
        return "button";
    }
  };

  /** The form of an element, seen across shadow roots. @param {Element} element @returns {HTMLFormElement | null} */
  const formOf = (element) => {
    /** @type {Element | null} */
    let at = element;
    const owner = nameOf(element) === "input" ? formOfInput(element) : null;
    if (owner) return owner;
    for (let level = 0; at && level < MAX_DEPTH; level++) {
      const form = closest.call(at, "form");
      if (form instanceof HTMLFormElement || form) return /** @type {HTMLFormElement} */ (form);
      const root = at.getRootNode();
      at = root instanceof ShadowRoot ? root.host : null;
    }
    return null;
  };

  /** @typedef {{landmarks: Landmark[], elements: number, fields: number, deadline: number}} Survey */

  /** Everything of interest in a root, in the order of the page, through shadow roots and frames. @param {Document | ShadowRoot} root @param {Survey} survey @param {number} depth */
  const collect = (root, survey, depth) => {
    const all = query(root, "*");
    /** @type {Set<Element>} */
    const hosts = new Set();
    const count = Math.min(all.length, MAX_ELEMENTS - survey.elements);
    for (let at = 0; at < count; at++) if (shadowRootOf(all[at])) hosts.add(all[at]);
    survey.elements += count;
    const listed = hosts.size ? [...all].slice(0, count).filter((element) => hosts.has(element) || matches.call(element, LANDMARKS)) : query(root, LANDMARKS);
    for (const element of listed) {
      if (survey.fields >= MAX_FIELDS || survey.landmarks.length > 4 * MAX_ELEMENTS || performance.now() > survey.deadline) return;
      const inner = hosts.has(element) ? shadowRootOf(element) : nameOf(element) === "iframe" ? frameDocument(element) : null;
      if (inner && depth < MAX_DEPTH) collect(inner, survey, depth + 1);
      if (hosts.has(element) && !matches.call(element, LANDMARKS)) continue;
      if (nameOf(element) === "iframe") continue;
      const role = roleOf(element);
      if (!role) continue;
      if (role === "field") {
        const input = /** @type {HTMLInputElement} */ (element);
        if (input.disabled || (input.readOnly && input.value !== "") || attribute(input, "aria-hidden") === "true" || !isPresent(input)) continue;
        survey.fields++;
      }
      survey.landmarks.push({ element, role, form: role === "field" || role === "button" || role === "control" ? formOf(element) : null, depth: null });
    }
  };

  /** @param {Element} frame @returns {Document | null} */
  const frameDocument = (frame) => {
    try {
      return checkVisibility && !checkVisibility.call(frame) ? null : frameDocumentOf(frame);
    } catch {
      return null;
    }
  };

  /** @param {Landmark} landmark @returns {Element[]} */
  const ancestors = (landmark) => {
    if (landmark.depth) return landmark.depth;
    /** @type {Element[]} */
    const path = [];
    for (let node = composedParent(landmark.element); node && path.length < 24; node = composedParent(node)) if (isElement(node)) path.push(node);
    return (landmark.depth = path);
  };

  /** How many levels two landmarks are apart; Infinity beyond reach, or when only the page holds them together. @param {Landmark} a @param {Landmark} b */
  const distance = (a, b) => {
    const path = ancestors(b);
    const up = ancestors(a).findIndex((element) => path.includes(element));
    if (up < 0) return Infinity;
    const down = path.indexOf(ancestors(a)[up]);
    const shared = ancestors(a)[up];
    return /^(body|html)$/.test(nameOf(shared)) && up + down > 3 ? Infinity : Math.max(up, down);
  };

  /** Forms that wrap a whole page (ASP.NET and its kind) say nothing about what belongs together. @param {HTMLFormElement} form */
  const wrapsPage = (form) => queryOne.call(form, "input[type=hidden][name^='__'],nav,header[role=banner]") !== null;

  /** @param {Landmark[]} landmarks @returns {Group[]} */
  const group = (landmarks) => {
    /** @type {Map<HTMLFormElement, boolean>} */
    const wrappers = new Map();
    /** @type {Group[]} */
    const groups = [];
    /** @type {Map<HTMLFormElement, Group>} */
    const byForm = new Map();
    /** @type {{group: Group, landmark: Landmark} | null} */
    let loose = null;
    landmarks.forEach((landmark, index) => {
      let { form } = landmark;
      if (form && !wrappers.has(form)) wrappers.set(form, wrapsPage(form));
      if (form && wrappers.get(form)) form = null;
      if (landmark.role === "button" && !form && loose && landmark.element && !isSideButton(landmark.element)) {
        loose.group.last = index;
        loose = null;
      }
      if (landmark.role !== "field" && landmark.role !== "control") return;
      /** @type {Group | undefined} */
      let home = form ? byForm.get(form) : loose && distance(loose.landmark, landmark) <= 7 ? loose.group : undefined;
      if (!home) {
        home = { form, fields: [], first: index, last: index, others: 0 };
        groups.push(home);
        if (form) byForm.set(form, home);
      }
      home.last = index;
      if (landmark.role === "field") home.fields.push(readField(/** @type {HTMLInputElement} */ (landmark.element)));
      else if (nameOf(landmark.element) !== "input" || attribute(landmark.element, "type") === "file") home.others++;
      if (!form) loose = { group: home, landmark };
      else loose = null;
    });
    return groups.filter(({ fields }) => fields.length > 0);
  };

  /** @param {Element} button */
  const buttonText = (button) => {
    const input = nameOf(button) === "input";
    const own = input ? attribute(button, "value") || attribute(button, "alt") || attribute(button, "title") : textOf(button, MAX_TEXT);
    if (own.trim() !== "") return own.slice(0, MAX_TEXT);
    const root = button.getRootNode();
    return (attribute(button, "aria-label") || (root instanceof ShadowRoot ? textOf(root.host, MAX_TEXT) : "")).slice(0, MAX_TEXT);
  };

  /** @param {Element} button */
  const isSideButton = (button) => {
    if (attribute(button, "role") === "tab" || attribute(button, "type") === "reset") return true;
    const text = buttonText(button);
    if (!/[\p{L}\p{N}]/u.test(text)) return attribute(button, "type") !== "submit";
    const meanings = meaningsOf(text);
    return meanings.has("sideButton") || meanings.has("forgot");
  };

  // ── What a form is for ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What the surroundings of a group say, weighed by place. @param {Group} group @param {Landmark[]} landmarks @param {number} from @param {number} to @param {string} title @returns {Evidence} */
  const intentOf = (group, landmarks, from, to, title) => {
    /** @type {Evidence} */
    const intent = {};
    const { form, first, last } = group;
    const inside = (/** @type {number} */ index) => index >= first && index <= last;
    /** @type {Element[]} */
    const buttons = [];
    /** @type {string[]} */
    const headings = [];
    for (let index = from; index < to; index++) {
      const { element, role, form: owner } = landmarks[index];
      if (role === "heading" && index <= last) headings.unshift(textOf(element, MAX_TEXT));
      if (role === "button" && index > first && (form === owner || !owner || inside(index)) && !isSideButton(element)) buttons.push(element);
    }
    const own = form ? buttons.filter((button) => formOf(button) === form) : buttons;
    const submit = (own.length ? own : buttons).sort((a, b) => Number(isSubmit(b)) - Number(isSubmit(a)))[0];
    if (submit) add(intent, meaningsOf(buttonText(submit)), PLACES.submit);
    headings.forEach((text, index) => add(intent, meaningsOf(text), index === 0 ? PLACES.heading : PLACES.farHeading));
    add(intent, meaningsOf(title.slice(0, MAX_TEXT)), PLACES.title);
    const lead = leadOf(group);
    add(intent, meaningsOf(lead), PLACES.lead);
    if (form) {
      const action = attribute(form, "action").replace(/[?#].*$/, "");
      const named = ["id", "name", "class", "data-testid"].map((name) => attribute(form, name)).join(" ");
      /** @type {Set<string>} */
      const meanings = new Set();
      for (const [meaning, pattern] of FORM_NAMES) if (pattern.test(openUp(`${named} ${action}`))) meanings.add(meaning);
      add(intent, meanings, PLACES.name);
      if (attribute(form, "role") === "search") add(intent, ["search"], PLACES.submit);
    }
    const around = composedParent(group.fields[0].element);
    if (isElement(around) && closest.call(around, "footer,[class*=footer],[class*=newsletter],[class*=subscribe]")) add(intent, ["newsletter"], PLACES.name);
    for (const meaning of meaningsOf(bodyOf(group, landmarks, from, to))) if (SAID_ANYWHERE.has(meaning)) add(intent, [meaning], PLACES.lead);
    return intent;
  };

  const SAID_ANYWHERE = new Set(["forgot", "remember", "haveAccount", "noAccount", "terms", "rules", "codeContext"]);

  /** @param {Element} button */
  const isSubmit = (button) => /** @type {HTMLButtonElement} */ (button).type === "submit" || /^(submit|image)$/.test(attribute(button, "type"));

  /** The element that holds a group together. @param {Group} group @returns {Element | null} */
  const containerOf = (group) => {
    if (group.form) return group.form;
    let at = composedParent(group.fields[0].element);
    for (let level = 0; level < 3 && at && isElement(at) && !/^(body|main)$/.test(nameOf(at)); level++) at = composedParent(at);
    return isElement(at) && nameOf(at) !== "body" ? at : null;
  };

  /** What is said before the first field. @param {Group} group */
  const leadOf = (group) => {
    const container = containerOf(group);
    if (!container) return "";
    const whole = textOf(container, MAX_FORM_TEXT);
    const label = labelsFor(group.fields[0].element)[0] ?? "";
    const at = label === "" ? -1 : whole.indexOf(label.replace(/\s+/g, " ").trim());
    return whole.slice(0, at >= 0 ? at : MAX_TEXT / 2);
  };

  /** @param {Group} group @param {Landmark[]} landmarks @param {number} from @param {number} to */
  const bodyOf = (group, landmarks, from, to) => {
    const container = containerOf(group);
    const links = landmarks.slice(from, to).filter(({ role }) => role === "link" || role === "button").slice(0, 12);
    return [container ? textOf(container, MAX_FORM_TEXT) : "", ...links.map(({ element }) => textOf(element, MAX_TEXT))].join(" . ");
  };

  /** @param {Evidence} intent @param {...string} meanings */
  const said = (intent, ...meanings) => meanings.reduce((sum, meaning) => sum + (intent[meaning] ?? 0), 0);

  // ── Decisions ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Rows of boxes of one character each. @param {Field[]} fields @returns {Field[]} */
  const codeBoxes = (fields) => {
    /** @type {Field[]} */
    let run = [];
    for (const field of fields) {
      const single = field.element.maxLength === 1 || attribute(field.element, "size") === "1";
      if (single) run.push(field);
      else if (run.length >= 4) break;
      else run = [];
    }
    return run.length >= 4 && run.length <= 8 ? run : [];
  };

  /** @param {Field} field @returns {"old" | "new" | "plain"} */
  const passwordAge = (field) => {
    const { evidence, tokens } = field;
    const isNew = weigh(field, "fresh", "repeat") + (tokens.includes("new-password") ? 1 : 0);
    const isOld = (evidence.stale ?? 0) + (tokens.includes("current-password") ? 3 : 0);
    return isOld > isNew ? "old" : isNew >= 2 ? "new" : "plain";
  };

  /** @param {Field[]} passwords @param {Evidence} intent @param {Group} group @returns {FieldKind[]} */
  const passwordKinds = (passwords, intent, group) => {
    const ages = passwords.map(passwordAge);
    /** @type {FieldKind} */
    const current = "current-password";
    /** @type {FieldKind} */
    const fresh = "new-password";
    if (passwords.length === 1) return [isChoosing(passwords[0], ages[0], intent, group) ? fresh : current];
    if (ages.includes("old")) return ages.map((age) => (age === "old" ? current : fresh));
    if (passwords.length === 2) return [fresh, fresh];
    const repeats = passwords.map((field) => (field.evidence.repeat ?? 0) > 0);
    return repeats[1] && !repeats[2] ? [fresh, fresh, ...passwords.slice(2).map(() => current)] : [current, ...passwords.slice(1).map(() => fresh)];
  };

  /** Whether a lone password is being chosen rather than given. @param {Field} field @param {string} age @param {Evidence} intent @param {Group} group */
  const isChoosing = (field, age, intent, group) => {
    const ids = group.fields.filter((other) => other !== field);
    const personal = ids.filter((other) => weigh(other, "personName", "personal") > identity(other) || isForeign(other)).length;
    const choosing =
      said(intent, "signup", "change") +
      said(intent, "haveAccount") * 1.5 +
      said(intent, "terms", "rules") * 0.6 +
      (age === "new" ? 4 : 0) +
      (field.tokens.includes("new-password") ? 2 : 0) +
      Math.min(personal, 3) +
      (ids.filter((other) => identity(other) > 3).length > 1 ? 2 : 0);
    const giving =
      said(intent, "login") +
      said(intent, "forgot", "remember", "noAccount") * 1.5 +
      (age === "old" ? 6 : 0) +
      (field.tokens.includes("current-password") ? 4 : 0) +
      (ids.length < 2 ? 1 : 0);
    return choosing > giving;
  };

  /** The one field that names the account at a log-in. @param {Field[]} before @param {Field[]} after */
  const accountField = (before, after) => {
    const nearest = before.at(-1);
    const score = (/** @type {Field} */ field) => identity(field) + (field === nearest ? 1.5 : 0);
    const best = [...before, ...after.filter((field) => identity(field) > LABEL)].sort((a, b) => score(b) - score(a))[0];
    if (best && identity(best) > 0) return best;
    return nearest && !isForeign(nearest) && weigh(nearest, "captcha", "search", "decoy", "otherCode", "code") === 0 && weigh(nearest, "personal") === 0 ? nearest : null;
  };

  /** @param {Field[]} fields @returns {Field[]} */
  const accountFields = (fields) => {
    const named = fields.filter((field) => identity(field) > 1 && !isPhoneOnly(field));
    return named.length ? named : fields.filter((field) => identity(field) > 1).slice(0, 1);
  };
  /** @param {Field} field */
  const isPhoneOnly = (field) => weigh(field, "phone") > weigh(field, "username", "email") && !field.tokens.includes("username");

  /** @param {Group} group @param {Evidence} intent @returns {FoundForm | null} */
  const judge = (group, intent) => {
    const { fields } = group;
    const passwords = fields.filter(isPassword);
    const rest = fields.filter((field) => !passwords.includes(field));
    const boxes = codeBoxes(rest);
    const single = rest.filter((field) => codeStrength(field, intent) >= 4);
    const codes = boxes.length && (said(intent, "codeContext", "code") > 0 || boxes.some((field) => codeStrength(field, intent) > 0)) ? boxes : single.slice(0, 1);
    const names = rest.filter((field) => field.type !== "password" && !codes.includes(field));
    /** @type {FoundForm["fields"]} */
    const extra = codes.map(({ element }) => ({ element, kind: "one-time-code" }));
    if (passwords.length > 4) return null;
    if (passwords.length > 0) return withPasswords(group, passwords, names, extra, intent);
    if (codes.length > 0) return codeForm(names, extra, intent);
    return firstStep(group, names, intent);
  };

  /** @param {Group} group @param {Field[]} passwords @param {Field[]} names @param {FoundForm["fields"]} extra @param {Evidence} intent @returns {FoundForm | null} */
  const withPasswords = (group, passwords, names, extra, intent) => {
    const kinds = passwordKinds(passwords, intent, group);
    const secrets = passwords.map(({ element }, index) => ({ element, kind: kinds[index] }));
    const start = group.fields.indexOf(passwords[0]);
    const before = names.filter((field) => group.fields.indexOf(field) < start);
    const after = names.filter((field) => !before.includes(field));
    const kind = kindOf(kinds, passwords, names, intent);
    if (kind === "login" && said(intent, "business") > said(intent, "login") + 2 && weigh(passwords[0], "password") === 0) return null;
    const account = kind === "login" ? [accountField(before, after)] : accountFields(names);
    const people = account.filter((field) => field !== null && !isFreshEmail(field, kind)).map((field) => ({ element: /** @type {Field} */ (field).element, kind: identifierKind(/** @type {Field} */ (field)) }));
    return { kind, fields: inOrder(group, [...people, ...secrets, ...extra]) };
  };

  /** An address that a known person changes to is not the one they log in with. @param {Field} field @param {FormKind} kind */
  const isFreshEmail = (field, kind) => kind === "login" && weigh(field, "fresh") >= NAME && weigh(field, "email") > 0;

  /** @param {FieldKind[]} kinds @param {Field[]} passwords @param {Field[]} names @param {Evidence} intent @returns {FormKind} */
  const kindOf = (kinds, passwords, names, intent) => {
    const isOld = kinds.includes("current-password");
    if (isOld) return kinds.includes("new-password") ? "change" : "login";
    const renewing = said(intent, "change", "forgot") + (passwords.some((field) => (field.text.fresh ?? 0) > 0 && !field.label.has("signup")) ? 1 : 0);
    const joining = said(intent, "signup") + (accountFields(names).length ? 3 : 0);
    return renewing > joining ? "change" : "signup";
  };

  /** @param {Field[]} names @param {FoundForm["fields"]} codes @param {Evidence} intent @returns {FoundForm} */
  const codeForm = (names, codes, intent) => {
    const account = accountFields(names)[0];
    if (!account || said(intent, "login", "signup") === 0) return { kind: "code", fields: codes };
    const kind = said(intent, "signup") > said(intent, "login") ? "signup" : "login";
    return { kind, fields: [{ element: account.element, kind: identifierKind(account) }, ...codes] };
  };

  /** The first page of a log-in, a sign-up or a lost password: a name and no password yet. @param {Group} group @param {Field[]} names @param {Evidence} intent @returns {FoundForm | null} */
  const firstStep = (group, names, intent) => {
    const asked = accountFields(names);
    if (asked.length === 0) return null;
    const elsewhere = said(intent, "newsletter", "search", "business") + group.others + (names.length - asked.length) * 1.5;
    const declared = asked.some(({ tokens }) => tokens.includes("username") || tokens.includes("webauthn")) ? 4 : 0;
    const named = asked.some((field) => weigh(field, "username") >= NAME && weigh(field, "email") === 0) ? 1.5 : 0;
    const login = said(intent, "login", "remember", "noAccount") + declared + named + (said(intent, "onward") > 0 ? 1 : 0);
    const signup = said(intent, "signup", "haveAccount", "terms");
    const forgot = said(intent, "forgot", "change");
    const best = Math.max(login, signup, forgot);
    if (best < 4 || best <= elsewhere) return null;
    const kind = forgot >= PLACES.submit && forgot > login && forgot > signup ? "change" : signup > login ? "signup" : "login";
    const fields = kind === "login" ? [asked.sort((a, b) => identity(b) - identity(a))[0]] : asked;
    return { kind, fields: inOrder(group, fields.map((field) => ({ element: field.element, kind: identifierKind(field) }))) };
  };

  /** @param {Group} group @param {FoundForm["fields"]} fields */
  const inOrder = (group, fields) => {
    const order = group.fields.map(({ element }) => element);
    return fields.sort((a, b) => order.indexOf(a.element) - order.indexOf(b.element));
  };

  return (document) => {
    readings = new Map();
    /** @type {Survey} */
    const survey = { landmarks: [], elements: 0, fields: 0, deadline: performance.now() + BUDGET_MS };
    collect(document, survey, 0);
    const { landmarks } = survey;
    if (survey.fields === 0) return [];
    const groups = group(landmarks);
    const title = titleOf(document) ?? "";
    /** @type {FoundForm[]} */
    const found = [];
    groups.forEach((each, index) => {
      const from = index === 0 ? 0 : groups[index - 1].last + 1;
      const to = index + 1 < groups.length ? groups[index + 1].first : landmarks.length;
      const form = judge(each, intentOf(each, landmarks, Math.min(from, each.first), Math.max(to, each.last + 1), title));
      if (form) found.push(form);
    });
    return found;
  };
})();
