/**
 * What the background runs in the one document that it fills: `surveyPage` says what there is, `fillPage` fills it.
 *
 * Forms in frames of this document are left to those frames, which are decided about on their own.
 *
 * `opaque`: the document has no origin; `kinds`: of the form's fields; `targets`: where the form to fill would send, as
 * absolute addresses; `newPassword`: what its field for a new password says of it.
 * @typedef {{passwordrules: string, pattern: string, minlength: number | null, maxlength: number | null}} NewPasswordField
 * @typedef {{opaque: boolean, found: boolean, kinds: FillKind[], targets: string[], newPassword: NewPasswordField | null}} PageSurvey
 */

/* global findForms, chooseForm, fillFields */

/**
 * Says whether there is a form to fill with values of these kinds, and where it would send what is in it.
 * @type {(offered: FillKind[]) => PageSurvey}
 */
var surveyPage;

/**
 * Fill the form, if it is still the one that was judged; null where it is not.
 * @type {(values: Partial<Record<FillKind, string>>, offered: FillKind[], judged: PageSurvey) => FillReport | null}
 */
var fillPage;

(() => {
  const isWebsite = /^https?:/;
  /** A form with more addresses is no log-in: each one is asked about, and a page could name thousands. */
  const MOST_TARGETS = 20;
  /** A longer rule is no rule. */
  const LONGEST_RULE = 4096;

  /** @param {FillKind[]} offered */
  const chosenForm = (offered) => {
    const isOwn = (/** @type {FillTarget} */ { element }) => element.ownerDocument === document;
    const forms = findForms(document).filter(({ fields }) => fields.every(isOwn));
    return chooseForm(forms, Object.fromEntries(offered.map((kind) => [kind, "?"])));
  };

  /**
   * Every address that a form could send to. A form's own properties may be named fields, so its prototype is asked.
   * @param {HTMLFormElement} form
   */
  const targetsOf = (form) => {
    const elements = /** @type {Element[]} */ ([...Reflect.get(HTMLFormElement.prototype, "elements", form)]);
    const base = Reflect.get(Node.prototype, "baseURI", form);
    const addresses = [
      Element.prototype.getAttribute.call(form, "action"),
      ...[...elements, ...imagesOf(form)].map((element) => element.getAttribute("formaction")),
    ];
    return addresses.flatMap((address) => (address ? (URL.parse(address, base)?.href ?? []) : []));
  };

  /** The buttons that `elements` leaves out (HTML, section 4.10.3). @param {HTMLFormElement} form */
  const imagesOf = (form) => {
    const root = /** @type {Document | ShadowRoot} */ (Node.prototype.getRootNode.call(form));
    const images = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input[type=image i]"));
    return [...images].filter((image) => image.form === form);
  };

  /** @param {{fields: FillTarget[]} | null} form @returns {PageSurvey} */
  const survey = (form) => {
    const owners = new Set((form?.fields ?? []).flatMap(({ element }) => element.form ?? []));
    const targets = [...new Set([...owners].flatMap(targetsOf))].filter((target) => isWebsite.test(target));
    const found = form !== null && targets.length <= MOST_TARGETS;
    const kinds = found ? form.fields.map(({ kind }) => kind) : [];
    const newPassword = newPasswordOf(found ? form.fields : []);
    return { opaque: self.origin === "null", found, kinds, targets: found ? targets : [], newPassword };
  };

  /** @param {FillTarget[]} fields @returns {NewPasswordField | null} */
  const newPasswordOf = (fields) => {
    const element = fields.find(({ kind }) => kind === "new-password")?.element;
    if (!element) return null;
    const rule = (/** @type {string} */ name) => {
      const text = element.getAttribute(name) ?? "";
      return text.length > LONGEST_RULE ? "" : text;
    };
    const length = (/** @type {number} */ said) => (said < 0 ? null : said);
    return {
      passwordrules: rule("passwordrules"),
      pattern: rule("pattern"),
      minlength: length(element.minLength),
      maxlength: length(element.maxLength),
    };
  };

  /** Browsers give an object's properties back in another order. @param {PageSurvey} one @param {PageSurvey} other */
  const isSame = (one, other) =>
    one.opaque === other.opaque && one.found === other.found && JSON.stringify(one.targets) === JSON.stringify(other.targets);

  surveyPage = (offered) => survey(chosenForm(offered));

  fillPage = (values, offered, judged) => {
    const form = chosenForm(offered);
    if (!form || !judged.found || !isSame(survey(form), judged)) return null;
    return fillFields(form.fields, values);
  };
})();
