/**
 * The form finder: which fields of a page ask for a login, and what each of them wants.
 *
 * `findForms(document)` reads, and changes nothing. It looks at what a page declares (`autocomplete`, types), then at the words
 * people read (labels, placeholders, headings, buttons), then at names and ids, then at structure. What it cannot explain it leaves
 * out: a password in the wrong field is a leak, an empty field a nuisance.
 *
 * Pages are hostile. Named fields shadow the properties of forms and documents (`<input name="parentNode">`), so those are read
 * through the prototypes; elements, fields, text and time are bounded.
 */

/** @type {(document: Document) => FoundForm[]} */
var findForms = (() => {
  const MAX_ELEMENTS = 20_000;
  const MAX_FIELDS = 150;
  const MAX_DEPTH = 8; // of nested shadow roots and frames
  const MAX_TEXT = 160; // characters of one label, heading or button
  const MAX_FORM_TEXT = 900;
  const MAX_CAPTION = 30; // beside a field that has a placeholder
  const NEARBY = 50; // headings, links and buttons before and after a field
  const BUDGET_MS = 150;

  const LANDMARKS =
    "input,button,select,textarea,a,h1,h2,h3,h4,h5,h6,legend,iframe,[role=button],[role=heading],[onclick]";
  const INPUT = "input:not([type=hidden],[type=checkbox],[type=radio])";
  const HOLDS_FIELD = `${INPUT},select,textarea,button`;
  const TYPED = `${INPUT}:not([type=submit],[type=button],[type=image],[type=reset])`;
  const CAPTCHA = /aptcha|(v|verify|check|validate|sec)code|verifyim|securimage/i;
  const TEXT_TYPES = new Set(["text", "email", "tel", "number", "password"]);
  const BUTTON_TYPES = new Set(["submit", "button", "image"]);
  const ACCOUNT_TOKENS = ["username", "email", "tel", "tel-national", "webauthn"];
  const FOREIGN_TOKEN = /^(cc-|address|street|postal|country|(given|family|additional)-name|honorific|organization|bday|transaction|sex|url|photo|language|shipping|billing)|^name$/;

  // Elements that may have a shadow root: no others, and no div or span with content, which would be most of the page.
  const HOSTS =
    ":not(:is(div,span,section,article,nav):not(:empty),a,b,br,button,dd,dl,dt,em,form,h1,h2,h3,h4,h5,h6,hr,i,img,input,label,li,link,meta,ol,option,p,path,script,select,strong,style,svg,table,tbody,td,th,tr,ul,use)";

  // How far each place can be trusted: to say what a field is, then to say what its form is for.
  const FIELD = { label: 4, placeholder: 3, near: 3, name: 3, id: 2, className: 1 };
  const FORM = { submit: 3, heading: 2.5, farHeading: 1, name: 2, lead: 1.5, address: 1.5, around: 1, title: 1 };
  const NAMING_ATTRIBUTES = [
    "data-testid", "data-test", "data-qa", "data-cy", "data-field-type", "formcontrolname", "ng-model", "v-model", "data-bind",
  ];

  /** What programmers call fields, read with camel case and punctuation opened up into words. @type {[string, RegExp][]} */
  const FIELD_NAMES = [
    ["username", /user ?(name|id|login|code)|\b(user|usr|userid|uid|uname|login|logon|acct|identifier|handle|loginfmt|signin id)$|log[io]n ?(id|name|field|user|handle)|(account|screen|character) ?name|^(log|id|nick(name)?|account)$|\bj username/],
    ["memberNumber", /(member|customer|client|card|account|student|employee|policy|miles|broker|agent) ?(id|no|nr|num(ber)?)\b|kundennummer|\bssn$|\bpnr$|\bcpf\b/],
    ["email", /e ?mail|\bmail\b|courriel|correo|e ?posta\b/],
    ["phone", /phone|mobile|\btel\d?\b|msisdn|\bcell\b|celular|telefon/],
    ["password", /(?<!one ?time )pass ?w|passwd|\bpass\d?$|\bpass\b|\bpwd|pwd\d?\b|\bpw\d?$|pswd|kennwort|passwort|senha|contrase|\bclave|\bmdp\b|wachtwoord|heslo|haslo|\bsifre|\bparola/],
    ["pin", /\bpin$|pin ?code/],
    ["fresh", /\bnew\b|new ?pass|pass(word|wd)? ?new|\breg(ister)?\b|sign ?up|create|pass(word)? ?1$/],
    ["repeat", /conf(irm(ation)?)?\b|confirm|repeat|again|re ?type|re ?enter|verify|\bre ?pass|(pass(word|wd)?|pwd?) ?2$|equal/],
    ["stale", /\bold\b|old ?pass|\bcur(r|p)|existing/],
    ["code", /\botp|one ?time|totp|\b2fa|\bmfa\b|\btfa\b|two ?factor|verif\w* ?code|security ?code|auth\w* ?code|sms ?code|login ?code|(mobile|phone) ?code|token ?code|\bm?tan$|app otp|passcode/],
    ["bareCode", /code\b|\bdigit|\btoken\b|\bpin\b|\bsms$|\bseg(ment)?\b/],
    ["captcha", /captcha|img ?code|image ?code|\bvcode\b/],
    ["otherCode", /coupon|promo|voucher|gift|discount|\bzip|postal|post ?code|invit|\bref(er|\b)|redeem|reduction|record ?locator|order ?(id|no|num)|tracking|\biban|recovery|backup ?code|country ?code|\bgame|meeting|confno/],
    ["search", /search|query|^[qs]$|keyword|\bterms$|suchbegriff|buscar/],
    ["personName", /(first|last|full|real|display|sur|family|given|middle|nick|global|company) ?name|\b[fl] ?name\b|^(your ?)?name$|\bname$/],
    ["personal", /address|street|\bcity|country|\bstate\b|company|organi[sz]ation|birth|\bb ?day|\bdob\b|\bday\b|month|year|gender|\bage\b|web ?site|subject|message|comment|\btitle|\bqty|quantity|amount|\bdate\b|domain|realm/],
    ["card", /card ?(num|no|holder)|\bcc ?(num|name|exp|csc|number)|\bcvv|\bcvc|expir|\bexp date|credit ?card/],
    ["machineSecret", /ssid|\bhost|server|\bsrv\b|rcon|\benv\b|\bport\b|\bwpa|\bpsk|\bwep\b|smtp|\bftp|ldap|\bbind|snmp|proxy|api ?key|secret ?key|webhook|\bssn\b|database|\bdb ?pass|private ?key|client ?secret|answer|value|\burl/],
    ["decoy", /honey ?pot|(?<!\bno(mor)? )\bhp$|fake|leave ?blank|do ?not ?fill/],
  ];

  /** What programmers call forms, and where they send them. @type {[string, RegExp][]} */
  const FORM_NAMES = [
    ["login", /log ?[io]n|sign ?[io]n\b|\bauth|session|\bsso\b|acceso|connexion|anmeld|inloggen|accedi\b/],
    ["signup", /sign ?up|regist(?!ry)|\bjoin|create ?(an? )?(new ?)?(account|user|login)|new ?account|enrol|inscri|cadastr/],
    ["change", /(change|reset|update|save|passwd) ?(my )?(pass|pwd|pw)|pass(word|wd)? ?(change|reset|update|edit)|\bpw ?form/],
    ["forgot", /forgot|forget|\blost|recover|remind/],
    ["newsletter", /news ?letter|subscri|mailing|e ?mail ?(capture|list)|opt ?in\b|footer|klaviyo|mailchimp|mc4wp|\bmc embed|mkto|\bhs ?form|wait ?list|\bnl\b|alert|\blead\b/],
    ["search", /search|\bfind\b|suche\b|buscar/],
    ["business", /checkout|contact|comment|payment|\border|track|feedback|quote|donat|shipping|reserv|booking|profile|invite|callback|guest|apply|application|cart|rsvp/],
    ["code", /\botp|2fa|two ?factor|\bmfa|totp|verif|passcode|second ?factor/],
  ];

  // Reading a page without trusting it

  /** A prototype's own getter, which no named field can shadow. @param {object} prototype @param {string} name */
  const reader = (prototype, name) => {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
    return (/** @type {unknown} */ target) => get?.call(target);
  };
  const typeOf = reader(Node.prototype, "nodeType");
  const parentOf = reader(Node.prototype, "parentNode");
  const previousOf = reader(Node.prototype, "previousSibling");
  const nextOf = reader(Element.prototype, "nextElementSibling");
  const documentOf = reader(Node.prototype, "ownerDocument");
  const dataOf = reader(CharacterData.prototype, "data");
  const nameOf = reader(Element.prototype, "localName");
  const openRootOf = reader(Element.prototype, "shadowRoot");
  const ownFormOf = reader(HTMLInputElement.prototype, "form");
  const frameDocumentOf = reader(HTMLIFrameElement.prototype, "contentDocument");
  const titleOf = reader(Document.prototype, "title");
  const urlOf = reader(Document.prototype, "URL");
  const viewOf = reader(Document.prototype, "defaultView");
  const { createTreeWalker } = Document.prototype;
  const { closest, matches, querySelector, querySelectorAll, getAttribute, checkVisibility, getBoundingClientRect } = Element.prototype;

  /** @param {Element} element @param {string} name @returns {string} */
  const attribute = (element, name) => getAttribute.call(element, name)?.slice(0, MAX_TEXT) ?? "";
  /** @param {Node | null | undefined} node @returns {node is Element} */
  const isElement = (node) => Boolean(node) && typeOf(node) === Node.ELEMENT_NODE;
  /** Told by type, for a frame's classes are not ours. @param {Node | null} node @returns {node is ShadowRoot} */
  const isShadowRoot = (node) => Boolean(node) && typeOf(node) === Node.DOCUMENT_FRAGMENT_NODE;
  /** @param {Element} element @returns {Node} */
  const rootOf = (element) => Node.prototype.getRootNode.call(element);
  /** @param {Node} root @returns {Document | DocumentFragment} */
  const methodsOf = (root) => (isShadowRoot(root) ? DocumentFragment.prototype : Document.prototype);
  /** @param {Node} root @param {string} selector @returns {NodeListOf<Element>} */
  const query = (root, selector) => methodsOf(root).querySelectorAll.call(root, selector);
  /** The parent, across the edge of a shadow root. @param {Node} node @returns {Node | null} */
  const parentAcross = (node) => parentOf(node) ?? (isShadowRoot(node) ? node.host : null);

  /** The shadow root of an element; closed ones where the browser shows them to extensions. @param {Element} element @returns {ShadowRoot | null} */
  const shadowRootOf = (element) => {
    const open = openRootOf(element);
    if (open || !nameOf(element).includes("-")) return open;
    const { chrome } = /** @type {any} */ (globalThis);
    return Reflect.get(element, "openOrClosedShadowRoot") ?? chrome?.dom?.openOrClosedShadowRoot?.(element) ?? null;
  };

  /** @param {Element} frame @returns {Document | null} */
  const frameDocument = (frame) => {
    try {
      return isRendered(frame) ? frameDocumentOf(frame) : null;
    } catch {
      return null;
    }
  };

  /** The text of a node, bounded, without what nobody sees. @param {Node} node @param {number} limit */
  const textOf = (node, limit = MAX_TEXT) => {
    const walker = createTreeWalker.call(documentOf(node), node, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let next, seen = 0; text.length < limit && seen < limit && (next = walker.nextNode()); seen++) {
      if (!/^(script|style|noscript|option|textarea)$/.test(nameOf(parentOf(next)) ?? "")) text += ` ${dataOf(next).slice(0, limit)}`;
    }
    return text.replace(/\s+/g, " ").trim().slice(0, limit);
  };

  /** @param {Element} element */
  const isRendered = (element) => !checkVisibility || checkVisibility.call(element, { visibilityProperty: true });

  /** Whether a person could see a field: rendered, of some size, on the page, in no closed drawer. @param {HTMLInputElement} input */
  const isPresent = (input) => {
    if (!isRendered(input)) return false;
    if (!checkVisibility) return true;
    const { width, height, right, bottom } = getBoundingClientRect.call(input);
    const view = viewOf(documentOf(input));
    if (width < 2 || height < 2 || right + view.scrollX < 0 || bottom + view.scrollY < 0) return false;
    for (let at = parentOf(input), level = 0; isElement(at) && level < 6; at = parentOf(at), level++) {
      const box = getBoundingClientRect.call(at);
      if ((box.width < 2 || box.height < 2) && getComputedStyle(at).overflow === "hidden") return false;
    }
    return getComputedStyle(input).opacity !== "0" || attribute(input, "autocomplete") === "one-time-code";
  };

  // Words

  // Spaces, signs and emoji: in ranges, for \p{L} and its kind take a millisecond each to compile.
  const GAPS = String.raw`\s!-/:-@[-\x60{-\xbf×÷\u2000-\u2bff\u3000-\u3004\u3007-\u3020\u30fb\ud800-\udfff\ufe10-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65،؛؟`;
  const ANY_GAP = new RegExp(`[${GAPS}]+`, "g");
  const ANY_LETTER = new RegExp(`[^${GAPS}]`);
  const SLASH = new RegExp(`[^${GAPS}] ?/ ?[^${GAPS}]`);
  const ANYWHERE = 0x590; // from Hebrew on, words are glued to others or not parted at all
  const GLUE = /(?<=[\u0e00-\uffff]) | (?=[\u0e00-\uffff])/g;
  const LONGEST_GLUED = 20;

  /** A text as the lists are written. @param {string} text */
  const normalise = (text) => {
    const lower = text.toLowerCase();
    if (/^[a-z0-9 ]*$/.test(lower)) return lower.trim();
    return lower
      .normalize("NFD")
      .replace(/(?<=[a-zα-ω])[\u0300-\u036f]+/g, "")
      .normalize("NFC")
      .replace(/ё/g, "е")
      .replace(ANY_GAP, " ")
      .replace(GLUE, "")
      .trim();
  };

  /** Every phrase of a `short (hand|cut)`. @param {string} short @returns {string[]} */
  const phrasesOf = (short) => {
    const [, before = "", choices, after = ""] = (short.includes("(") && /(.*?)\((.*?)\)(.*)/.exec(short)) || [];
    return choices === undefined ? [short] : choices.split("|").flatMap((choice) => phrasesOf(before + choice + after));
  };

  /** @returns {Lexicon} */
  const buildLexicon = () => {
    /** @type {Lexicon} */
    const { phrases, stems } = { phrases: new Map(), stems: new Map() };
    for (const [meaning, lines] of Object.entries(FIND_FORMS_WORDS)) {
      for (const phrase of lines.split(/,|\n(?:.. )?/).flatMap(phrasesOf)) {
        const key = phrase.slice(0, 2);
        if (!phrase.endsWith("*")) phrases.set(phrase, phrases.has(phrase) ? `${phrases.get(phrase)} ${meaning}` : meaning);
        else stems.set(key, [...(stems.get(key) ?? []), [phrase.slice(0, -1), meaning]]);
      }
    }
    return { phrases, stems };
  };

  /** @type {Lexicon | undefined} */
  let lexicon;
  /** @type {Map<string, Set<string>>} */
  const readings = new Map();
  /** @type {Map<Node, Map<string, Element>>} */
  const labels = new Map();

  /** Where a phrase that starts at `at` may end, furthest first. @param {string} text @param {number} at */
  const phraseEnds = (text, at) => {
    /** @type {number[]} */
    const ends = [];
    if (text.charCodeAt(at) >= ANYWHERE) {
      for (let end = at + 1; end <= text.length && end <= at + LONGEST_GLUED; end++) ends.unshift(end);
      return ends;
    }
    for (let end = text.indexOf(" ", at); ends.length < 6; end = text.indexOf(" ", end + 1)) {
      const glued = text.slice(at, end < 0 ? text.length : end).search(/[\u0590-\uffff]/);
      if (glued > 0) ends.unshift(at + glued);
      ends.unshift(end < 0 ? text.length : end);
      if (end < 0) break;
    }
    return ends;
  };

  /** What gives way to a nearer meaning in one text: an e-mail address is no street, a server's password nobody's. @type {[string, string[]][]} */
  const NEARER = [["email", ["personal"]], ["username", ["personName", "bareCode"]], ["otherCode", ["bareCode", "username"]], ["captcha", ["bareCode"]], ["machineSecret", ["password"]]];

  /** What two meanings in one text add up to. @type {[string, (has: (meaning: string) => boolean) => boolean][]} */
  const COMPOUNDS = [
    ["code", (has) => has("bareCode") && (has("codeContext") || has("proof") || has("repeat"))],
    ["signup", (has) => has("join")],
    ["change", (has) => has("password") && (has("alter") || has("fresh") || has("stale")) && !has("signup")],
    ["signup", (has) => has("fresh") && (has("username") || (has("account") && !has("password")))],
  ];

  /** The meanings of a text a person reads. @param {string} written @returns {Set<string>} */
  const meaningsOf = (written) => {
    const known = readings.get(written);
    if (known) return known;
    const { phrases, stems } = (lexicon ??= buildLexicon());
    const text = normalise(written);
    /** @type {Set<string>} */
    const found = new Set();
    const isStart = (/** @type {number} */ at) => text[at] !== " " && (at === 0 || text[at - 1] === " " || text.charCodeAt(at) >= ANYWHERE || text.charCodeAt(at - 1) >= ANYWHERE);
    for (let at = 0; at < text.length; at++) {
      if (!isStart(at)) continue;
      const end = phraseEnds(text, at).find((end) => phrases.has(text.slice(at, end)));
      const stem = stems.get(text.slice(at, at + 2))?.find(([stem]) => text.startsWith(stem, at));
      if (end !== undefined && !(stem && stem[0].length > end - at)) {
        for (const meaning of phrases.get(text.slice(at, end))?.split(" ") ?? []) found.add(meaning);
        at = end - 1;
      } else if (stem) {
        found.add(stem[1]);
        at += stem[0].length - 1;
      }
    }
    if (SLASH.test(written)) found.add("or");
    for (const [meaning, vaguer] of NEARER) if (found.has(meaning)) for (const other of vaguer) found.delete(other);
    for (const [meaning, holds] of COMPOUNDS) if (holds((part) => found.has(part))) found.add(meaning);
    readings.set(written, found);
    return found;
  };

  /** `ctl00$main$txtUserName` as words. @param {string} name */
  const openUp = (name) => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(ANY_GAP, " ").toLowerCase().trim();

  /** @param {string} name @param {[string, RegExp][]} table @returns {Iterable<string>} */
  const meaningsOfName = (name, table) => {
    const words = openUp(name);
    const found = table.filter(([, pattern]) => pattern.test(words)).map(([meaning]) => meaning);
    if (found.includes("forgot")) return found.filter((meaning) => meaning !== "login");
    return found.length || words === "" || table === FORM_NAMES ? found : meaningsOf(words.replace("user", ""));
  };

  /** @param {Evidence} evidence @param {Iterable<string>} meanings @param {number} weight */
  const add = (evidence, meanings, weight) => {
    for (const meaning of meanings) evidence[meaning] = (evidence[meaning] ?? 0) + weight;
  };

  // One field

  /** The labels of a root by the id they are for; `labels` would search a whole page for every field. @param {Node} root */
  const labelsIn = (root) => {
    const known = labels.get(root);
    if (known) return known;
    /** @type {Map<string, Element>} */
    const index = new Map();
    for (const label of query(root, "label[for]")) if (index.size < MAX_FIELDS * 4) index.set(attribute(label, "for"), label);
    labels.set(root, index);
    return index;
  };

  /** The texts that label a field by markup. @param {HTMLInputElement} input */
  const labelsFor = (input) => {
    const root = rootOf(input);
    const texts = [attribute(input, "aria-label")];
    for (const id of attribute(input, "aria-labelledby").split(/\s+/, 4)) {
      const target = id && /** @type {any} */ (methodsOf(root)).getElementById.call(root, id);
      if (target) texts.push(textOf(target));
    }
    for (const label of [closest.call(input, "label"), labelsIn(root).get(attribute(input, "id"))]) {
      if (label) texts.push(textOf(label));
    }
    if (isShadowRoot(root)) for (const name of ["label", "aria-label", "placeholder"]) texts.push(attribute(root.host, name));
    return texts.filter((text) => text.trim() !== "");
  };

  /** @param {Node} node @returns {string} */
  const textBeside = (node) => {
    if (typeOf(node) === Node.TEXT_NODE) return dataOf(node).trim().slice(0, MAX_TEXT);
    return isElement(node) && !/^(script|style|template|button|a|ul|ol|h[1-4])$/.test(nameOf(node)) ? textOf(node) : "";
  };
  /** @param {Node} node */
  const holdsField = (node) => isElement(node) && (matches.call(node, HOLDS_FIELD) || querySelector.call(node, HOLDS_FIELD) !== null);

  /** The text next to a field: what stands before it, else the label that floats behind it. @param {HTMLInputElement} input */
  const textNear = (input) => {
    /** @type {Node | null} */
    let node = input;
    for (let level = 0; node && level < 7; level++) {
      for (let before = previousOf(node), steps = 0; before && steps < 6; before = previousOf(before), steps++) {
        if (holdsField(before)) return "";
        const text = textBeside(before);
        if (ANY_LETTER.test(text) && !/^\(.*\)$/.test(text)) return text;
      }
      let after = isElement(node) ? nextOf(node) : null;
      for (let steps = 0; after && steps < 6 && nameOf(after) !== "br" && !holdsField(after) && !ANY_LETTER.test(textOf(after)); steps++) after = nextOf(after);
      if (level < 2 && after && /^(label|span)$/.test(nameOf(after)) && ANY_LETTER.test(textOf(after))) return textOf(after);
      node = parentAcross(node);
      if (isElement(node) && /^(body|main|form)$/.test(nameOf(node))) return "";
    }
    return "";
  };

  /** @param {HTMLInputElement} element @returns {Field} */
  const readField = (element) => {
    const told = labelsFor(element);
    const placeholder = attribute(element, "placeholder").trim();
    const hint = meaningsOf((placeholder || attribute(element, "value")).replace(/[^\s@/]+@\S+/, " email "));
    const beside = told.length || (placeholder && hint.size) ? "" : textNear(element) || attribute(element, "title");
    const near = placeholder && beside.length > MAX_CAPTION ? "" : beside;
    /** @type {Evidence} */
    const evidence = {};
    add(evidence, new Set(told.flatMap((label) => [...meaningsOf(label)])), FIELD.label);
    add(evidence, hint, FIELD.placeholder);
    add(evidence, meaningsOf(near), FIELD.near);
    const said = new Set(Object.keys(evidence));
    add(evidence, meaningsOfName(attribute(element, "name"), FIELD_NAMES), FIELD.name);
    add(evidence, meaningsOfName(attribute(element, "id"), FIELD_NAMES), FIELD.id);
    const other = NAMING_ATTRIBUTES.map((name) => attribute(element, name)).find((value) => value !== "");
    if (other) add(evidence, meaningsOfName(other, FIELD_NAMES), FIELD.id);
    if (Object.keys(evidence).length === 0) add(evidence, meaningsOfName(attribute(element, "class"), FIELD_NAMES), FIELD.className);
    const masked = getComputedStyle(element).getPropertyValue("-webkit-text-security") === "disc";
    const type = masked ? "password" : TEXT_TYPES.has(element.type) ? element.type : "text";
    if (type === "email") add(evidence, ["email"], FIELD.label);
    if (type === "tel") add(evidence, ["phone"], FIELD.className);
    return { element, type, tokens: attribute(element, "autocomplete").toLowerCase().split(/\s+/, 8), said, evidence };
  };

  /** The strongest of some meanings of a field. @param {Field} field @param {...string} meanings */
  const weigh = ({ evidence }, ...meanings) => Math.max(0, ...meanings.map((meaning) => evidence[meaning] ?? 0));
  /** @param {Field} field */
  const isForeign = ({ element, tokens }) => tokens.some((token) => FOREIGN_TOKEN.test(token)) || attribute(element, "role") === "combobox";
  /** Whether a label offers a choice, as in "name or e-mail address". @param {Field} field */
  const offersChoice = ({ said }) =>
    ["username", "memberNumber", "email"].some((meaning) => said.has(meaning)) &&
    ["username", "memberNumber", "email", "phone", "or"].filter((meaning) => said.has(meaning)).length > 1;

  /** How strongly a text field asks who the person is. @param {Field} field */
  const identity = (field) => {
    const declared = field.tokens.some((token) => ACCOUNT_TOKENS.includes(token)) ? 6 : 0;
    if (isForeign(field) || (declared === 0 && (weigh(field, "decoy", "captcha") > 0 || weigh(field, "search") >= Math.max(1, weigh(field, "email", "username"))))) return 0;
    const isSaid = field.said.has("username") || field.said.has("email");
    const own = Math.max(weigh(field, "username", "email") + Number(isSaid), weigh(field, "memberNumber", "phone"));
    const other = Math.max(weigh(field, "personName", "personal"), weigh(field, "card", "otherCode", "captcha", "machineSecret", "code") + 1);
    if (other > own && !offersChoice(field)) return other < FIELD.label ? declared : 0;
    return own > 1 ? declared + own : declared;
  };

  /** @param {Field} field */
  const isPhoneOnly = (field) => {
    const says = (/** @type {string[]} */ ...meanings) => meanings.some((meaning) => field.said.has(meaning));
    if (field.tokens.includes("username") || says("username", "email")) return false;
    return says("phone", "memberNumber") || weigh(field, "phone", "memberNumber") > weigh(field, "username", "email");
  };

  /** @param {Field} field @returns {FieldKind} */
  const identifierKind = (field) => {
    const { type, said, tokens } = field;
    if (type === "email") return "email";
    if (said.has("email")) return offersChoice(field) ? "username" : "email";
    if (said.has("username") || said.has("memberNumber") || said.has("phone")) return "username";
    return weigh(field, "email") > weigh(field, "username", "memberNumber", "phone") || tokens.includes("email") ? "email" : "username";
  };

  /** @param {Field} field */
  const isPassword = (field) => {
    const { element, type, tokens, said } = field;
    if (tokens.includes("one-time-code") || isForeign(field) || (element.maxLength >= 0 && element.maxLength < 4)) return false;
    const own = weigh(field, "password", "pin");
    const rivals = weigh(field, "machineSecret", "card", "otherCode", "captcha", "decoy");
    const declared = tokens.includes("current-password") || tokens.includes("new-password");
    if ((said.has("code") || said.has("machineSecret")) && !said.has("password") && !declared) return false;
    if (type === "password") return declared ? rivals < Math.max(own, FIELD.label) : (said.has("password") || weigh(field, "code") <= own) && (rivals === 0 || rivals < own);
    return declared && own >= FIELD.label && rivals === 0;
  };

  /** Whether a picture is one of letters to copy, by its names or by what it says it shows. @param {Element} picture */
  const showsLetters = (picture) => {
    const [alt = "", ...names] = ["alt", "src", "id", "class"].map((name) => attribute(picture, name));
    const shown = meaningsOf(alt);
    return CAPTCHA.test(names.join(" ")) || (!/qr|scan|bar/i.test(alt) && ["captcha", "code", "bareCode"].some((meaning) => shown.has(meaning)));
  };

  /** Whether a field asks for the letters of a picture that stands by it, and by no other field. @param {Element} input */
  const readsPicture = (input) => {
    for (let at = parentOf(input), level = 0; isElement(at) && level < 3; at = parentOf(at), level++) {
      if (querySelectorAll.call(at, TYPED).length > 1) return false;
      if ([...querySelectorAll.call(at, "img")].slice(0, NEARBY).some(showsLetters)) return true;
    }
    return false;
  };

  /** Whether a field takes as much as a code is long. @param {Field} field */
  const isShort = ({ element }) => element.maxLength >= 4 && element.maxLength <= 8;

  /** @param {Field} field */
  const isNumeric = ({ element, type }) => ["tel", "number"].includes(type) || attribute(element, "inputmode") === "numeric" || /\\d|0-9/.test(attribute(element, "pattern"));

  /** How strongly a field asks for a one-time code; 4 is enough. @param {Field} field @param {Evidence} intent @param {number} needed by itself where none was sent */
  const codeStrength = (field, intent, needed) => {
    const { element, type, tokens, said } = field;
    const strong = weigh(field, "code");
    if (tokens.includes("one-time-code")) return strong < weigh(field, "otherCode", "card", "search") ? 0 : 10;
    if (isForeign(field) || type === "email" || said.has("captcha") || (element.maxLength >= 0 && element.maxLength < 4)) return 0;
    const weak = weigh(field, "bareCode", "pin");
    const rivals = weigh(field, "otherCode", "captcha", "card", "search", "decoy", "email", "personal", type === "password" || said.has("code") ? "" : "password");
    if (rivals > Math.max(strong, weak)) return 0;
    const sent = (intent.codeContext ?? 0) > 0;
    const short = isShort(field);
    if ((!sent && strong < needed) || readsPicture(element)) return 0;
    if (strong + weak === 0) return isNumeric(field) && short && sent && (intent.code ?? 0) > 0 && identity(field) < 4 ? 4 : 0;
    const context = sent || (intent.code ?? 0) > 0 || type === "password" ? 2 : 0;
    if (strong + context === 0) return 0;
    return (strong > 0 ? strong + 1 : Math.min(weak, 2)) + context + Number(isNumeric(field)) + Number(short) - rivals;
  };

  // What stands on the page, and what belongs together

  /** @param {Element} element @returns {Role | null} */
  const roleOf = (element) => {
    const name = nameOf(element);
    if (name === "input") {
      const { type } = /** @type {HTMLInputElement} */ (element);
      if (type === "hidden") return null;
      return BUTTON_TYPES.has(type) ? "button" : TEXT_TYPES.has(type) ? "field" : "control";
    }
    if (name === "select" || name === "textarea") return "control";
    if (/^(h[1-6]|legend)$/.test(name) || attribute(element, "role") === "heading") return "heading";
    if (name !== "a" || attribute(element, "role") === "button") return "button";
    return /\b(btn|button|submit)\b/i.test(`${attribute(element, "class")} ${attribute(element, "id")}`) ? "button" : "link";
  };

  /** The form of an element, seen across shadow roots. @param {Element} element @returns {HTMLFormElement | null} */
  const formOf = (element) => {
    const owner = nameOf(element) === "input" ? ownFormOf(element) : null;
    if (owner) return owner;
    for (let at = element, level = 0; level < MAX_DEPTH; level++) {
      const form = /** @type {HTMLFormElement | null} */ (closest.call(at, "form"));
      const root = rootOf(at);
      if (form || !isShadowRoot(root)) return form;
      at = root.host;
    }
    return null;
  };

  /** Everything of interest, in the order of the page, through shadow roots and frames. @param {Node} root @param {Survey} survey @param {number} depth */
  const collect = (root, survey, depth) => {
    /** @type {Map<Element, ShadowRoot>} */
    const hosts = new Map();
    for (const element of query(root, HOSTS)) {
      if (survey.elements++ > MAX_ELEMENTS) break;
      const inner = shadowRootOf(element);
      if (inner) hosts.set(element, inner);
    }
    const all = query(root, hosts.size ? `${LANDMARKS},${HOSTS}` : LANDMARKS);
    const listed = hosts.size ? [...all].filter((element) => hosts.has(element) || matches.call(element, LANDMARKS)) : all;
    const isOver = () => survey.fields >= MAX_FIELDS || survey.landmarks.length >= MAX_ELEMENTS || performance.now() > survey.deadline;
    // Pages have thousands of links: only those near a field are read.
    for (let at = 0, read = 0, until = 0; at < listed.length && at < MAX_ELEMENTS; at++) {
      const element = /** @type {Element} */ (listed[at]);
      if (at >= until && !hosts.has(element) && !/^(input|iframe)$/.test(nameOf(element))) continue;
      for (read = Math.max(read, at - NEARBY); read <= at; read++) visit(/** @type {Element} */ (listed[read]), hosts, survey, depth);
      if (nameOf(element) === "input") until = at + NEARBY;
      if (isOver()) return;
    }
  };

  /** Notes an element, and what is inside it. @param {Element} element @param {Map<Element, ShadowRoot>} hosts @param {Survey} survey @param {number} depth */
  const visit = (element, hosts, survey, depth) => {
    const isFrame = nameOf(element) === "iframe";
    const inner = isFrame ? frameDocument(element) : hosts.get(element);
    if (inner && depth < MAX_DEPTH) collect(inner, survey, depth + 1);
    const role = isFrame || (inner && !matches.call(element, LANDMARKS)) ? null : roleOf(element);
    if (!role) return;
    if (role === "field") {
      const input = /** @type {HTMLInputElement} */ (element);
      if (input.disabled || (input.readOnly && input.value !== "") || attribute(input, "aria-hidden") === "true" || !isPresent(input)) return;
      survey.fields++;
    }
    survey.landmarks.push({ element, role, form: role === "heading" || role === "link" ? null : formOf(element) });
  };

  /** How many levels two elements are apart; Infinity when little but the page holds them together. @param {Element} a @param {Element} b */
  const distance = (a, b) => {
    /** @type {(node: Node) => Node[]} */
    const ancestors = (node) => {
      /** @type {Node[]} */
      const path = [];
      for (let at = parentAcross(node); isElement(at) || isShadowRoot(at); at = parentAcross(at)) if (path.push(at) > 12) break;
      return path;
    };
    const [left, right] = [ancestors(a), ancestors(b)];
    const shared = left.find((node) => right.includes(node));
    if (!shared) return Infinity;
    const [up, down] = [left.indexOf(shared), right.indexOf(shared)];
    return isElement(shared) && nameOf(shared) === "body" && up + down > 3 ? Infinity : Math.max(up, down);
  };

  /** Forms that wrap a whole page (ASP.NET and its kind) say nothing about what belongs together. @param {HTMLFormElement} form */
  const wrapsPage = (form) => querySelector.call(form, "input[type=hidden][name=__VIEWSTATE],nav") !== null;

  /** @param {Landmark[]} landmarks @returns {Asking[]} */
  const groupFields = (landmarks) => {
    /** @type {Group[]} */
    const groups = [];
    /** @type {Map<HTMLFormElement, Group | "page">} */
    const homes = new Map();
    /** @type {{group: Group, element: Element} | null} */
    let loose = null;
    landmarks.forEach(({ element, role, form: owner }, index) => {
      if (owner && !homes.has(owner) && wrapsPage(owner)) homes.set(owner, "page");
      const form = owner && homes.get(owner) !== "page" ? owner : null;
      if (role === "button" && !form && loose && isRendered(element) && !isSideButton(element)) loose = null;
      if (role !== "field" && role !== "control") return;
      const known = form ? homes.get(form) : loose && distance(loose.element, element) <= 7 ? loose.group : undefined;
      /** @type {Group} */
      const home = known && known !== "page" ? known : { form, fields: [], first: index, last: index, controls: 0 };
      if (home !== known) {
        groups.push(home);
        if (form) homes.set(form, home);
      }
      home.last = index;
      if (role === "field") home.fields.push(readField(/** @type {HTMLInputElement} */ (element)));
      else if (nameOf(element) !== "input") home.controls++;
      loose = form ? null : { group: home, element };
    });
    return groups.flatMap((group) => (group.fields[0] ? [{ ...group, lead: group.fields[0].element }] : []));
  };

  /** @param {Element} button */
  const buttonText = (button) => {
    const own = nameOf(button) === "input" ? attribute(button, "value") || attribute(button, "alt") : textOf(button);
    if (own.trim() !== "") return own;
    const root = rootOf(button);
    return attribute(button, "aria-label") || attribute(button, "title") || (isShadowRoot(root) ? textOf(root.host) : "");
  };
  /** @param {Element} button */
  const isSubmit = (button) => /^(submit|image)$/.test(/** @type {HTMLButtonElement} */ (button).type ?? "");
  /** Whether a button does something other than send its form. @param {Element} button */
  const isSideButton = (button) => {
    if (attribute(button, "role") === "tab" || attribute(button, "type") === "reset") return true;
    const text = buttonText(button);
    const meanings = meaningsOf(text);
    return ANY_LETTER.test(text) ? meanings.has("sideButton") || (meanings.has("forgot") && !isSubmit(button)) : !isSubmit(button);
  };

  // What a form is for

  /** What says something wherever in a form it is said. */
  const SAID_ANYWHERE = ["forgot", "remember", "haveAccount", "noAccount", "rules", "codeContext"];

  /** The element that holds a group, and not its neighbours, together. @param {Asking} group @param {Element[]} neighbours @returns {Element | null} */
  const containerOf = ({ form, lead }, neighbours) => {
    if (form) return form;
    let container = null;
    for (let at = parentAcross(lead), level = 0; at && level < 4; at = parentAcross(at), level++) {
      const around = at;
      if (!isElement(at)) continue;
      if (/^(body|main)$/.test(nameOf(at)) || neighbours.some((other) => Node.prototype.contains.call(around, other))) break;
      container = at;
    }
    return container;
  };

  /** What is said before the first field, in the form or just above it. @param {Asking} group @param {Element} container @param {string} text @param {string} button */
  const leadOf = ({ lead }, container, text, button) => {
    const plain = (/** @type {string} */ said) => said.replace(/\s+/g, " ").trim();
    const [label, sends] = [plain(labelsFor(lead)[0] ?? ""), plain(button)];
    const ends = [label ? text.indexOf(label) : -1, sends ? text.lastIndexOf(sends) : -1].filter((at) => at >= 0);
    const inside = text.slice(0, Math.min(MAX_TEXT / 2, ...ends));
    let before = previousOf(container);
    for (let steps = 0; before && !ANY_LETTER.test(textBeside(before)) && steps < 4; steps++) before = previousOf(before);
    return before && !holdsField(before) ? `${textBeside(before)} . ${inside}` : inside;
  };

  /** Names of a group's form, where that is sent, and around it. @param {Group} group @param {Element} container @param {Evidence} intent */
  const addNames = ({ form, fields }, container, intent) => {
    const namesOf = (/** @type {Element} */ element) => ["id", "name", "class", "data-testid"].map((name) => attribute(element, name)).join(" ");
    if (form) add(intent, meaningsOfName(`${namesOf(form)} ${attribute(form, "action").replace(/[?#].*$/, "")}`, FORM_NAMES), FORM.name);
    const own = fields.slice(0, 3).map(({ element }) => `${attribute(element, "name")} ${attribute(element, "id")}`);
    add(intent, meaningsOfName(own.join(" "), FORM_NAMES), FORM.name);
    const around = [];
    for (let at = form ? parentOf(form) : container, level = 0; isElement(at) && level < 3 && nameOf(at) !== "body"; at = parentOf(at), level++) {
      around.push(namesOf(at), attribute(at, "aria-label"));
    }
    add(intent, meaningsOfName(around.join(" "), FORM_NAMES), FORM.around);
    if (closest.call(container, "footer,aside,[class*=footer],[class*=newsletter],[class*=subscri]")) add(intent, ["newsletter"], FORM.submit);
    if (attribute(container, "role") === "search") add(intent, ["search"], FORM.submit);
  };

  /** What a heading says: one for those without an account opens a sign-up. @param {string} text @returns {Iterable<string>} */
  const meaningsOfHeading = (text) => {
    const meanings = meaningsOf(text);
    if (meanings.has("login") || meanings.has("signup")) return meanings;
    return meanings.has("noAccount") ? ["signup"] : meanings.has("haveAccount") ? ["login"] : meanings;
  };

  /** What the surroundings of a group say it is for. @param {Asking} group @param {Landmark[]} landmarks @param {(Asking | undefined)[]} neighbours @param {string} title @param {string} path @returns {Evidence} */
  const intentOf = (group, landmarks, [previous, next], title, path) => {
    /** @type {Evidence} */
    const intent = {};
    const { form, first, last } = group;
    const from = Math.min(first, (previous?.last ?? -1) + 1);
    const to = Math.max(last + 1, next?.first ?? landmarks.length);
    const headings = landmarks.slice(from, last).filter(({ role }) => role === "heading").slice(-8).reverse();
    headings.forEach(({ element }, index) => add(intent, meaningsOfHeading(textOf(element)), index === 0 ? FORM.heading : FORM.farHeading));
    const after = landmarks.slice(first, to);
    const buttons = after.filter(({ element, role, form: owner }) => role === "button" && (!owner || owner === form || (!form && wrapsPage(owner))) && !isSideButton(element));
    const own = buttons.filter((button) => form && button.form === form);
    const submit = (own.length ? own : buttons).sort((a, b) => Number(isSubmit(b.element)) - Number(isSubmit(a.element)))[0];
    const button = submit ? buttonText(submit.element) : "";
    if (submit) {
      add(intent, meaningsOf(button), FORM.submit);
      add(intent, meaningsOfName(`${attribute(submit.element, "id")} ${attribute(submit.element, "name")}`, FORM_NAMES), FORM.around);
    }
    add(intent, [...meaningsOf(title)].filter((meaning) => !/^(join|newsletter)$/.test(meaning)), FORM.title);
    add(intent, meaningsOfName(path, FORM_NAMES), FORM.address);
    const container = containerOf(group, [previous, next].flatMap((other) => other?.lead ?? []));
    const body = container ? textOf(container, MAX_FORM_TEXT) : "";
    if (container) {
      add(intent, meaningsOf(leadOf(group, container, body, button)), FORM.lead);
      addNames(group, container, intent);
    }
    const links = after.filter(({ role }) => role === "link" || role === "button").slice(0, 12).map(({ element }) => textOf(element));
    const anywhere = meaningsOf([body, ...links].join(" . "));
    add(intent, SAID_ANYWHERE.filter((meaning) => anywhere.has(meaning)), FORM.lead);
    return intent;
  };

  /** @param {Evidence} intent @param {...string} meanings */
  const sum = (intent, ...meanings) => meanings.reduce((total, meaning) => total + (intent[meaning] ?? 0), 0);

  // Decisions

  /** What the boxes of one code have in common: so short a length, a name but for its number, or what they stand in. @param {Field} field */
  const boxShape = (field) => {
    const { element } = field;
    if (element.maxLength >= 0) return element.maxLength < 3 ? element.maxLength : "";
    const name = attribute(element, "name") || attribute(element, "id") || attribute(element, "aria-label");
    if (name === "") return closest.call(element, "[class*=otp i]") ? "otp" : "";
    return weigh(field, "code", "bareCode") > 0 ? name.replace(/\d+/g, "") : "";
  };

  /** A row of boxes of a character or two each. @param {Field[]} fields */
  const codeBoxes = (fields) => {
    /** @type {Field[]} */
    let run = [];
    for (const field of fields) {
      const shape = boxShape(field);
      if (shape === "" || (run[0] && boxShape(run[0]) !== shape)) {
        if (run.length >= 4) break;
        run = [];
      }
      if (shape !== "") run.push(field);
    }
    const before = run[0] && fields[fields.indexOf(run[0]) - 1];
    // The first box may take a whole code that is pasted.
    if (before?.tokens.includes("one-time-code")) run.unshift(before);
    return run.length >= 4 && run.length <= 8 ? run : [];
  };

  /** Whether a field asks neither for an account nor for any secret. @param {Field} field */
  const asksElse = (field) => field.type !== "password" && identity(field) <= 1 && weigh(field, "code", "bareCode", "pin", "captcha") === 0;

  /** @param {Field[]} fields @param {Evidence} intent */
  const codeFields = (fields, intent) => {
    const about = sum(intent, "codeContext", "code");
    if (sum(intent, "otherCode") * 2 > about) return [];
    const boxes = codeBoxes(fields);
    const asksPin = boxes[0]?.type === "password" && sum(intent, "codeContext") === 0;
    if (boxes.length && !asksPin && (about > 0 || (boxes.length === fields.length && boxes.every(isNumeric)) || boxes.some((field) => weigh(field, "code", isNumeric(field) ? "bareCode" : "") > 0))) return boxes;
    const most = (/** @type {string[]} */ ...meanings) => Math.max(...fields.map((field) => weigh(field, ...meanings)));
    const needed = most("card") >= FIELD.near ? Infinity : most("personName", "personal") >= FIELD.label ? FIELD.label + FIELD.name : 0;
    const rest = fields.filter((field) => !boxes.includes(field));
    const greeting = sum(intent, "login", "signup", "change");
    /** A code among other questions is one of them, but where an account is opened; one that only says "code" needs more. @param {Field} field */
    const isSupported = (field) => {
      const isNamed = weigh(field, "code") > 0;
      if (field.tokens.includes("one-time-code")) return true;
      const isBacked = field.type === "password" ? isShort(field) || rest.some((other) => identity(other) > 1) : about + greeting >= FORM.heading;
      if (rest.some(asksElse)) return isNamed && isBacked;
      return (isNamed || isBacked) && sum(intent, "business") <= about + greeting + 2;
    };
    const rated = rest.map((field) => ({ field, strength: isSupported(field) ? codeStrength(field, intent, needed) : 0 }));
    const likely = rated.filter(({ strength }) => strength >= 4).sort((a, b) => b.strength - a.strength).map(({ field }) => field);
    return likely.filter((field, index) => index === 0 || (field.said.has("code") && likely[0]?.said.has("code")));
  };

  /** How old the password asked for is; one asked for once repeats nothing. @param {Field} field @param {boolean} [isAlone] @returns {"old" | "new" | "plain"} */
  const passwordAge = (field, isAlone) => {
    const isNew = weigh(field, "fresh", isAlone ? "fresh" : "repeat") + Number(field.tokens.includes("new-password"));
    const isOld = weigh(field, "stale") * 1.5 + (field.tokens.includes("current-password") ? 3 : 0);
    return isOld > isNew ? "old" : isNew >= 2 ? "new" : "plain";
  };

  /** Whether a lone password is being chosen rather than given. @param {Field} field @param {Evidence} intent @param {Field[]} others */
  const isChoosing = (field, intent, others) => {
    const age = passwordAge(field, true);
    const personal = others.filter((other) => isForeign(other) || weigh(other, "personName", "personal") > identity(other)).length;
    const choosing =
      sum(intent, "signup", "change") + sum(intent, "haveAccount") * 1.5 + sum(intent, "rules") * 0.6 +
      (age === "new" ? 4 : 0) + (field.tokens.includes("new-password") ? 2 : 0) +
      Math.min(personal, 3) + (others.filter((other) => identity(other) > 3).length > 1 ? 2 : 0);
    const giving =
      sum(intent, "login") + sum(intent, "forgot", "remember", "noAccount") * 1.5 +
      (age === "old" ? 3 : 0) + (field.tokens.includes("current-password") ? 3 : 0) + Number(others.length < 2);
    return choosing > giving;
  };

  /** @param {Field[]} passwords @param {Evidence} intent @param {Field[]} others @returns {FieldKind[]} */
  const passwordKinds = (passwords, intent, others) => {
    const [first, second] = passwords;
    if (first && passwords.length === 1) return [isChoosing(first, intent, others) ? "new-password" : "current-password"];
    const ages = passwords.map((field) => passwordAge(field));
    const repeats = first && second && passwords.length === 2 && weigh(first, "stale") === 0 && weigh(second, "repeat") > weigh(second, "fresh");
    const current = ages.includes("old") && !repeats ? ages.indexOf("old") : passwords.length > 2 ? 0 : -1;
    return passwords.map((_, index) => (index === current ? "current-password" : "new-password"));
  };

  /** @param {FieldKind[]} kinds @param {Field[]} passwords @param {Field[]} accounts @param {Evidence} intent @returns {FormKind} */
  const kindOf = (kinds, passwords, accounts, intent) => {
    if (kinds.includes("current-password")) return kinds.includes("new-password") ? "change" : "login";
    const renewing = sum(intent, "change", "forgot") + (passwords.some(({ said }) => said.has("change")) ? 1 + sum(intent, "alter") : 0);
    return renewing >= sum(intent, "signup") + (accounts.length ? 3 : 0) ? "change" : "signup";
  };

  /** The one field that names the account at a log-in. @param {Field[]} before @param {Field[]} after @returns {Field[]} */
  const accountField = (before, after) => {
    const nearest = before.at(-1);
    const score = (/** @type {Field} */ field) => identity(field) + (field === nearest ? 1.5 : 0);
    const best = [...before, ...after.filter((field) => identity(field) > FIELD.label)].sort((a, b) => score(b) - score(a))[0];
    if (best && identity(best) > 0) return [best];
    const unknown = nearest && !isForeign(nearest) && weigh(nearest, "captcha", "search", "decoy", "otherCode", "code", "personal", "machineSecret") === 0;
    return unknown ? [nearest] : [];
  };

  /** The fields that name the account elsewhere; a number only where nothing else does. @param {Field[]} fields */
  const accountFields = (fields) => {
    const asked = fields.filter((field) => identity(field) > 1);
    const named = asked.filter((field) => !isPhoneOnly(field));
    return named.length ? named : asked.slice(0, 1);
  };

  /** @param {Field} field @returns {FoundField} */
  const named = (field) => ({ element: field.element, kind: identifierKind(field) });

  /** The first page of a log-in, a sign-up or a lost password: a name and no password yet. @param {Group} group @param {Field[]} fields @param {Evidence} intent @returns {FoundForm | null} */
  const firstStep = (group, fields, intent) => {
    const asked = accountFields(fields);
    if (asked.length === 0) return null;
    const declared = asked.some(({ tokens }) => tokens.includes("username") || tokens.includes("webauthn")) ? 4 : 0;
    const typical = asked.some((field) => offersChoice(field) || weigh(field, "username") >= FIELD.name + weigh(field, "email")) ? 1.5 : 0;
    const later = group.form && querySelector.call(group.form, "input[type=password]") ? 1.5 : 0;
    const login = sum(intent, "login", "remember", "noAccount") + later;
    // However often said, joining alone may be a newsletter's word.
    const signup = sum(intent, "signup", "haveAccount") - Math.max(0, sum(intent, "join") - FORM.submit);
    const forgot = sum(intent, "forgot", "change");
    const onward = Math.max(intent.onward ?? 0, intent.code ?? 0) >= FORM.submit ? 2.5 : 0;
    const reasons = login + signup + forgot === 0 ? declared : login + signup + forgot + declared + typical + onward;
    const letter = Math.max(...asked.map((field) => weigh(field, "newsletter")));
    const doubts = letter + sum(intent, "newsletter") * 3 + sum(intent, "search") + (forgot < FORM.heading ? sum(intent, "business") : 0) + group.controls + (fields.length - asked.length) * 2.5;
    if (reasons < (doubts > 0 ? 4 : 3.5) || reasons <= doubts) return null;
    const kind = forgot >= FORM.submit && forgot > login && forgot > signup ? "change" : signup > login ? "signup" : "login";
    return { kind, fields: (kind === "login" ? asked.sort((a, b) => identity(b) - identity(a)).slice(0, 1) : asked).map(named) };
  };

  /** Whether a field could be of any kind, whatever its form is for. @param {Field} field */
  const mayAsk = (field) =>
    field.type === "password" || identity(field) > 1 || weigh(field, "code", "bareCode", "pin") > 0 || (field.element.maxLength >= 0 && field.element.maxLength <= 8) || boxShape(field) !== "" || field.tokens.includes("one-time-code");

  /** @param {Group} group @param {Evidence} intent @returns {FoundForm | null} */
  const judge = (group, intent) => {
    const { fields } = group;
    const secret = fields.filter(isPassword);
    const plain = secret.filter(({ said }) => !said.has("bareCode") || said.has("password"));
    const passwords = plain.length > 0 || sum(intent, "code", "codeContext") > 0 ? plain : secret;
    if (passwords.length > 4) return null;
    const greeting = sum(intent, "login", "signup");
    const codes = codeFields(fields.filter((field) => !passwords.includes(field)), intent);
    const names = fields.filter((field) => field.type !== "password" && !passwords.includes(field) && !codes.includes(field));
    const codesFound = codes.map(({ element }) => /** @type {FoundField} */ ({ element, kind: "one-time-code" }));
    const [first] = passwords;
    if (!first) {
      if (fields.some(({ type }) => type === "password") && codes.length === 0) return null;
      if (codes.length === 0) return firstStep(group, names, intent);
      const accounts = sum(intent, "login", "signup") > 0 ? accountFields(names).slice(0, 1) : [];
      const kind = accounts.length === 0 ? "code" : sum(intent, "signup") > sum(intent, "login") ? "signup" : "login";
      return { kind, fields: [...accounts.map(named), ...codesFound] };
    }
    const isNextAddress = (/** @type {Field} */ field) =>
      weigh(field, "email") > 0 && (weigh(field, "fresh") >= FIELD.name || (weigh(first, "stale") >= FIELD.near && sum(intent, "alter") > 0 && sum(intent, "email") >= FORM.heading));
    const renewsAddress = passwords.length === 1 && passwordAge(first, true) !== "new" && names.some(isNextAddress);
    /** @type {FieldKind[]} */
    const kinds = renewsAddress ? ["current-password"] : passwordKinds(passwords, intent, fields.filter((field) => field !== first));
    const kind = kindOf(kinds, passwords, accountFields(names), intent);
    const business = sum(intent, "business");
    // A password alone that nothing says the use of is one to try out, a PIN something else's.
    const isOpen = sum(intent, "login", "signup", "change", "forgot", "remember", "noAccount") > 0 || passwordAge(first, true) !== "plain";
    if (!isOpen && fields.length === 1 && (!group.form || sum(intent, "rules") > 0)) return null;
    if (!isOpen && (names.length > 1 || business > 0) && weigh(first, "password") === 0) return null;
    if (kind === "login" && weigh(first, "password") === 0 && business > sum(intent, "login") + 2) return null;
    // Beside a server, a card or a voucher, or under another name, a secret belongs to that.
    const others = kind === "login" || business > greeting ? ["machineSecret", "card", "otherCode"] : ["machineSecret"];
    const isOther = names.some((field) => weigh(field, ...others) > identity(field));
    const isToken = greeting === 0 && weigh(first, "bareCode") > 0 && (weigh(first, "pin") === 0 ? names.length > 0 : names.some((field) => weigh(field, "personName", "personal") > 0));
    const isUnnamed = weigh(first, "password", "pin") === 0 && (isToken || weigh(first, "memberNumber", "personal") > 0);
    if ((isOther || isUnnamed) && kind !== "change" && greeting < Math.max(isUnnamed ? FORM.submit : FORM.heading, business)) return null;
    const start = fields.indexOf(first);
    const isBefore = (/** @type {Field} */ field) => fields.indexOf(field) < start;
    const isProfile = kind === "change" && names.length > (kinds.includes("current-password") ? 1 : 2);
    const accounts = isProfile ? [] : kind === "login" ? accountField(names.filter(isBefore), names.filter((field) => !isBefore(field))) : accountFields(names);
    const secrets = passwords.map(({ element }, index) => ({ element, kind: kinds[index] ?? "current-password" }));
    return { kind, fields: [...accounts.filter((field) => kind !== "login" || !isNextAddress(field)).map(named), ...secrets, ...codesFound] };
  };

  return (document) => {
    // The clock starts after the page is laid out, which is the browser's work and done once.
    for (const root of query(document, "html")) getBoundingClientRect.call(root);
    /** @type {Survey} */
    const survey = { landmarks: [], elements: 0, fields: 0, deadline: performance.now() + BUDGET_MS };
    collect(document, survey, 0);
    const { landmarks } = survey;
    const groups = groupFields(landmarks);
    const title = String(titleOf(document)).slice(0, MAX_TEXT);
    const path = /^https?:/.test(urlOf(document)) ? urlOf(document).replace(/^[^/]*\/\/[^/]*|[?].*$/g, "").slice(-MAX_TEXT) : "";
    /** @type {FoundForm[]} */
    const found = [];
    groups.forEach((group, index) => {
      if (!group.fields.some(mayAsk)) return;
      const isAnswered = groups.some((other) => other !== group && other.fields.some(({ type }) => type === "password"));
      const form = judge(group, intentOf(group, landmarks, [groups[index - 1], groups[index + 1]], isAnswered ? "" : title, isAnswered ? "" : path));
      if (!form) return;
      const order = group.fields.map(({ element }) => element);
      form.fields.sort((a, b) => order.indexOf(a.element) - order.indexOf(b.element));
      found.push(form);
    });
    readings.clear();
    labels.clear();
    return found;
  };
})();
