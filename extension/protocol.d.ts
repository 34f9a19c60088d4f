// The wire contract, made from the host's models: host/twinlatch/protocol.py and errors.py. Types only.
// Refresh it with: PYTHONPATH=host python -m twinlatch.typescript > extension/protocol.d.ts

export type Reason =
  | "locked"
  | "logged_out"
  | "bad_credentials"
  | "code_required"
  | "wrong_code"
  | "code_already_used"
  | "wrong_recovery_code"
  | "throttled"
  | "totp_disabled"
  | "clock_set_back"
  | "unknown_device"
  | "rolled_back"
  | "damaged"
  | "not_a_vault"
  | "newer_format"
  | "no_keyring"
  | "keyring_locked"
  | "keyring_failed"
  | "not_enrolling"
  | "already_enabled"
  | "not_enabled"
  | "weak_password"
  | "account_exists"
  | "conflict"
  | "not_found"
  | "too_large"
  | "wrong_site"
  | "sms_failed"
  | "store_failed"
  | "own_second_factor"
  | "internal"
  | "parse_error"
  | "invalid_request"
  | "unknown_method"
  | "invalid_params";

export interface Methods {
  /** Opens the door for a vault file from elsewhere; it stays where it is. */
  "account.add": { params: AccountAddParams; result: AddedAccount };
  /** Seals the vault anew under another e-mail address. */
  "account.change_email": { params: ChangeEmailParams; result: NewRecoveryCodes };
  /** Seals the vault anew under another master password. */
  "account.change_password": { params: ChangePasswordParams; result: NewRecoveryCodes };
  /** Makes an account with an empty vault, and logs in. */
  "account.create": { params: AccountCreateParams; result: Session };
  /** Deletes the vault file and what this computer remembers of it; logs out. */
  "account.delete": { params: AccountDeleteParams; result: Nothing };
  /** Takes an older vault file for good, with two-factor off; logs in. */
  "account.restore": { params: RestoreParams; result: LoginResult };
  /** Ends the trust in a device: its next log-in asks for the code. */
  "devices.forget": { params: DeviceForgetParams; result: Nothing };
  /** Every computer that opens the vault with its own secret; none while two-factor is off. */
  "devices.list": { params: Nothing; result: Devices };
  /** Forgets the generated passwords; those saved with logins stay there. */
  "generator.clear_history": { params: Nothing; result: Nothing };
  /** A random password that a site takes, by what its field says and what is known of it. */
  "generator.for_site": { params: SitePasswordParams; result: SitePassword };
  /** The generated passwords that were used lately. */
  "generator.history": { params: Nothing; result: UsedPasswords };
  /** Keeps a generated password that is about to be used, in the vault. */
  "generator.keep": { params: UsedPasswordParams; result: Nothing };
  /** Random words. */
  "generator.passphrase": { params: PassphraseParams; result: GeneratedPassword };
  /** A random password with at least one character of each chosen class. */
  "generator.password": { params: GeneratorParams; result: GeneratedPassword };
  /** How hard a password is to guess, with advice. */
  "generator.strength": { params: StrengthParams; result: Strength };
  /** Forgets the passwords that an item had before, unless it was changed since `version`. */
  "items.clear_previous_passwords": { params: PreviousPasswordsClearParams; result: Item };
  /** Stores a new item. */
  "items.create": { params: ItemCreateParams; result: Item };
  /** Deletes an item, unless it was changed since `version`. */
  "items.delete": { params: ItemDeleteParams; result: Nothing };
  /** All of an item, its secrets included. */
  "items.get": { params: ItemGetParams; result: WholeItem };
  /** All items in pages, sorted by title. */
  "items.list": { params: ItemListParams; result: ItemPage };
  /** The items whose title, user name, hosts and tags contain every word; titles that begin with them first. */
  "items.search": { params: ItemSearchParams; result: ItemPage };
  /** The one-time code that a login's website asks for now. */
  "items.totp": { params: ItemGetParams; result: TotpCode };
  /** Changes some fields of an item, unless it was changed since `version`. A password that is replaced is kept. */
  "items.update": { params: ItemUpdateParams; result: Item };
  /** What happened to the account's security, newest first. */
  "log.list": { params: Nothing; result: SecurityLog };
  /** Proves the number with the code that was sent to it. */
  "phone.confirm": { params: PhoneConfirmParams; result: Phone };
  /** The regions of the world and their country codes. */
  "phone.countries": { params: Nothing; result: Countries };
  /** Forgets the number. */
  "phone.remove": { params: PhoneRemoveParams; result: Nothing };
  /** Sends a code for the log-in that is under way in this browser; for nothing else. */
  "phone.send_code": { params: PhoneSendCodeParams; result: TextSent };
  /** Sends a code to a number, which counts as the person's once phone.confirm gets it. */
  "phone.set": { params: PhoneSetParams; result: TextSent };
  /** Ends the old recovery codes; gives ten new ones, once. */
  "recovery_codes.regenerate": { params: PasswordAndCodeParams; result: RecoveryCodes };
  /** The person has saved the codes: they count as delivered. */
  "recovery_codes.saved": { params: Nothing; result: Nothing };
  /** The OpenRPC document of every method. */
  "rpc.discover": { params: Nothing; result: Record<string, unknown> };
  /** Saves what was submitted as a new login, or updates one that the question names, whose old password is kept. */
  "saves.accept": { params: SaveAcceptParams; result: Item };
  /** Forgets what was submitted. */
  "saves.dismiss": { params: SaveParams; result: Nothing };
  /** The password that would be saved, for the person to see. */
  "saves.get_password": { params: SaveParams; result: SavePassword };
  /** The questions to answer, of one tab or of all, oldest first. */
  "saves.pending": { params: SavePendingParams; result: SaveQuestions };
  /** Tells how it ended: what did not succeed is forgotten, also when that is only seen later. */
  "saves.settled": { params: SaveSettledParams; result: SaveSettled };
  /** Remembers, in memory, what was submitted, unless the vault has it or nothing is to be saved there. */
  "saves.submitted": { params: SaveSubmittedParams; result: SaveSubmitted };
  /** Wipes the keys; the account stays chosen. */
  "session.lock": { params: Nothing; result: Session };
  /** Opens the vault; with a recovery code, two-factor is off afterwards. */
  "session.login": { params: LoginParams; result: LoginResult };
  /** Wipes everything; the process ends after its answer. */
  "session.logout": { params: Nothing; result: Session };
  /** Who is logged in, and until when the vault stays open. */
  "session.state": { params: Nothing; result: Session };
  /** Opens the locked vault again. */
  "session.unlock": { params: UnlockParams; result: Session };
  /** All settings. */
  "settings.get": { params: Nothing; result: Settings };
  /** Changes some settings; gives all. */
  "settings.set": { params: SettingsSetParams; result: Settings };
  /** Whether what is made for a page, such as a new password, may be filled there: raises what `sites.fill` does. */
  "sites.check": { params: SiteCheckParams; result: Nothing };
  /** The person's own groups of domains that share their logins. */
  "sites.equivalent_domains": { params: Nothing; result: EquivalentDomains };
  /** A chosen login's user name, password and code of now, if it belongs to the page and nothing is switched off. */
  "sites.fill": { params: SiteFillParams; result: SiteFill };
  /** The logins for a page, best first, without secrets. */
  "sites.match": { params: SiteMatchParams; result: SiteMatches };
  /** What holds for a document in a tab: what is switched off, and how many logins fit. Answers while locked, too. */
  "sites.page": { params: SitePageParams; result: SitePage };
  /** Switches Twinlatch off for a while, on one site or everywhere. Kept in memory only. */
  "sites.pause": { params: SitePauseParams; result: SitePause };
  /** Forgets what was switched off at an address. */
  "sites.remove_rule": { params: SiteAddressParams; result: Nothing };
  /** Ends a pause. */
  "sites.resume": { params: SiteAddressParams; result: Nothing };
  /** Everything that is switched off on websites, by address. */
  "sites.rules": { params: Nothing; result: SiteRules };
  /** Replaces the person's own groups; gives them as they are kept. */
  "sites.set_equivalent_domains": { params: EquivalentDomains; result: EquivalentDomains };
  /** Switches something off, or on again, for a page or its whole site. */
  "sites.set_rule": { params: SiteRuleParams; result: SiteRule };
  /** Forgets the gateway. */
  "sms_gateway.remove": { params: Nothing; result: Nothing };
  /** Sets the gateway up; whoever redirects the codes of a phone proves the second factor, too. */
  "sms_gateway.set": { params: GatewaySetParams; result: Nothing };
  /** Which gateway is set up, and which there are to choose from. */
  "sms_gateway.status": { params: Nothing; result: GatewayStatus };
  /** Sends a message without a code to any number. */
  "sms_gateway.test": { params: GatewayTestParams; result: Nothing };
  /** Who is there, and the accounts of this computer. */
  "system.hello": { params: HelloParams; result: Hello };
  /** What this host runs on and where it keeps things. */
  "system.status": { params: Nothing; result: Status };
  /** Gives the secret for the authenticator app. Nothing is stored before its first code is right. */
  "two_factor.begin": { params: TwoFactorBeginParams; result: Enrolment };
  /** Ends a set-up under way; nothing was stored. */
  "two_factor.cancel": { params: Nothing; result: Nothing };
  /** Turns two-factor on with the app's code; gives the ten recovery codes, once. */
  "two_factor.confirm": { params: TwoFactorConfirmParams; result: RecoveryCodes };
  /** Goes over to the new app; gives ten new recovery codes, once. */
  "two_factor.confirm_replace": { params: ConfirmReplaceParams; result: RecoveryCodes };
  /** Turns two-factor off; the recovery codes end with it. */
  "two_factor.disable": { params: PasswordAndCodeParams; result: Nothing };
  /** Gives the secret for a new authenticator app; the old one goes on until the new one's first code is right. */
  "two_factor.replace_app": { params: PasswordAndCodeParams; result: Enrolment };
  /** Whether two-factor is on, since when, and the state of the recovery codes. */
  "two_factor.status": { params: Nothing; result: TwoFactorStatus };
}

export interface Notifications {
  "session.changed": Session;
}

/** An account of this computer. `email` is null for a vault file added from elsewhere and not opened yet; `two_factor` is a hint for the log-in screen, the vault decides. */
export interface Account {
  email: string | null;
  two_factor: boolean;
}

export interface AccountAddParams {
  path: string;
}

export interface AccountCreateParams {
  email: string;
  master_password: string;
}

export interface AccountDeleteParams {
  master_password: string;
  code?: string | null;
}

/** `email` is known when this computer opened the vault before; `label` names the computer two-factor was turned on at, and is empty while it is off. */
export interface AddedAccount {
  email: string | null;
  label: string;
}

export interface ChangeEmailParams {
  master_password: string;
  new_email: string;
  code?: string | null;
}

export interface ChangePasswordParams {
  master_password: string;
  new_password: string;
  code?: string | null;
}

/** `new_code`: of the new authenticator app. */
export interface ConfirmReplaceParams {
  new_code: string;
}

export interface Countries {
  countries: Array<Country>;
}

/** `region`: ISO 3166; `code`: the country code of its numbers. */
export interface Country {
  region: string;
  code: string;
}

export interface CustomFieldInput {
  name: string;
  value: string;
  hidden?: boolean;
}

export interface CustomField {
  name: string;
  value: string;
  hidden: boolean;
}

/** A computer that holds a secret of this vault. `label` and `since` ("2026-11") say which; `current`: this one. */
export interface Device {
  id: string;
  label: string;
  since: string;
  current: boolean;
  trusted_until: number | null;
}

export interface DeviceForgetParams {
  id: string;
}

export interface Devices {
  devices: Array<Device>;
}

/** `secret`: 32 base32 characters without padding (RFC 4648); `uri`: otpauth://totp; `qr_svg`: a standalone SVG. */
export interface Enrolment {
  secret: string;
  uri: string;
  qr_svg: string;
  expires_at: number;
}

/** Groups of registrable domains; a login of each fills on the others. */
export interface EquivalentDomains {
  groups: Array<Array<string>>;
}

/** What an error carries beside its reason depends on the reason; see twinlatch/errors.py. */
export interface ErrorData {
  reason: string;
  field: string | null;
  [field: string]: unknown;
}

/** `name` has its words in `_locales`; what is `secret` is typed like a password. */
export interface GatewayField {
  name: string;
  secret: boolean;
}

/** `title` is a proper name; null for the kind that is any Apprise URL. `encrypted`: on the way to the gateway. */
export interface GatewayKind {
  name: string;
  title: string | null;
  encrypted: boolean;
  fields: Array<GatewayField>;
}

/** `fields`: by name, those of the kind. `code`: needed while a phone number is set. */
export interface GatewaySetParams {
  kind: string;
  fields: Record<string, unknown>;
  master_password: string;
  code?: string | null;
}

/** `installed`: whether the host can send at all. `gateway`: the name of the one that is set up. `phone`: masked. */
export interface GatewayStatus {
  installed: boolean;
  gateway: string | null;
  phone: string | null;
  kinds: Array<GatewayKind>;
}

/** `region`: of a number without a country code (ISO 3166). `language`: of the message. */
export interface GatewayTestParams {
  number: string;
  region?: string | null;
  language?: "" | "en" | "fr" | "de" | "es" | "it" | "nl" | "ja";
}

/** `strength` follows from `entropy_bits`, which is known and not estimated: the logarithm to base 2 of how many others were as likely. */
export interface GeneratedPassword {
  password: string;
  entropy_bits: number;
  strength: Strength;
}

export interface GeneratorParams {
  length?: number;
  lower?: boolean;
  upper?: boolean;
  digits?: boolean;
  symbols?: boolean;
  avoid_ambiguous?: boolean;
}

/** What new passwords were last made of. */
export interface GeneratorSettingsInput {
  kind?: "characters" | "passphrase";
  length?: number;
  lower?: boolean;
  upper?: boolean;
  digits?: boolean;
  symbols?: boolean;
  avoid_ambiguous?: boolean;
  words?: number;
  separator?: string;
  capitalise?: boolean;
  number?: boolean;
}

/** What new passwords were last made of. */
export interface GeneratorSettings {
  kind: "characters" | "passphrase";
  length: number;
  lower: boolean;
  upper: boolean;
  digits: boolean;
  symbols: boolean;
  avoid_ambiguous: boolean;
  words: number;
  separator: string;
  capitalise: boolean;
  number: boolean;
}

export interface Hello {
  host_version: string;
  protocol_version: number;
  accounts: Array<Account>;
  now: number;
}

export interface HelloParams {
  client_version?: string;
}

/** `version` counts changes, from 1. */
export interface Item {
  type: "login";
  title: string;
  urls: Array<ItemUrl>;
  username: string;
  password: string;
  totp: string;
  notes: string;
  custom_fields: Array<CustomField>;
  tags: Array<string>;
  favorite: boolean;
  id: string;
  version: number;
  created_at: number;
  updated_at: number;
}

/** Only the fields that change. */
export interface ItemChanges {
  title?: string | null;
  urls?: Array<ItemUrlInput> | null;
  username?: string | null;
  password?: string | null;
  totp?: string | null;
  notes?: string | null;
  custom_fields?: Array<CustomFieldInput> | null;
  tags?: Array<string> | null;
  favorite?: boolean | null;
}

/** `keep_own_second_factor`: the person was told what it is, and keeps it in the vault all the same. */
export interface ItemCreateParams {
  item: ItemFields;
  keep_own_second_factor?: boolean;
}

export interface ItemDeleteParams {
  id: string;
  version: number;
}

/** What a person enters. `totp` is an otpauth URI, or empty. */
export interface ItemFields {
  type?: "login";
  title?: string;
  urls?: Array<ItemUrlInput>;
  username?: string;
  password?: string;
  totp?: string;
  notes?: string;
  custom_fields?: Array<CustomFieldInput>;
  tags?: Array<string>;
  favorite?: boolean;
}

export interface ItemGetParams {
  id: string;
}

/** `cursor` is the previous page's `next_cursor`. */
export interface ItemListParams {
  cursor?: string | null;
  limit?: number;
}

/** Sorted by title. `total` counts all that there are, not only this page's. */
export interface ItemPage {
  items: Array<ItemSummary>;
  next_cursor: string | null;
  total: number;
}

export interface ItemSearchParams {
  query: string;
  limit?: number;
}

/** An item as lists show it: nothing secret. */
export interface ItemSummary {
  id: string;
  version: number;
  type: "login";
  title: string;
  username: string;
  urls: Array<ItemUrl>;
  tags: Array<string>;
  favorite: boolean;
  has_totp: boolean;
  updated_at: number;
}

export interface ItemUpdateParams {
  id: string;
  version: number;
  changes: ItemChanges;
  keep_own_second_factor?: boolean;
}

export interface ItemUrlInput {
  url: string;
  match?: "domain" | "host" | "host_port" | "starts_with" | "exact" | "regex" | "never";
}

export interface ItemUrl {
  url: string;
  match: "domain" | "host" | "host_port" | "starts_with" | "exact" | "regex" | "never";
}

/** `what` happened: "login", "wrong_code", "password_changed", ... as VAULT_FORMAT.md, section 6, lists them; `how`, or, of a setting, its `name`; `system`: of the computer ("Linux"); `count` of what is one line for several. */
export interface LogEvent {
  at: number;
  what: string;
  how: string | null;
  name: string | null;
  system: string | null;
  count: number;
}

export interface LoginParams {
  email: string;
  master_password: string;
  code?: string | null;
  recovery_code?: string | null;
  sms_code?: string | null;
  trust_device?: boolean;
}

/** `older_copy`: the file is an earlier copy than the one last opened here. `recovery_codes_saved`: null while two-factor is off; false means that the codes were never confirmed as saved: offer new ones. */
export interface LoginResult {
  state: "logged_out" | "locked" | "unlocked";
  email: string | null;
  two_factor: boolean;
  locks_at: number | null;
  two_factor_turned_off: boolean;
  by_text_message: boolean;
  failures_since_last_login: number;
  older_copy: boolean;
  recovery_codes_saved: boolean | null;
}

/** Null while two-factor is off. */
export interface NewRecoveryCodes {
  recovery_codes: Array<string> | null;
}

/** No parameters, or nothing to report. */
export interface Nothing {
}

/** `number`: a digit at the end of one of the words. */
export interface PassphraseParams {
  words?: number;
  separator?: string;
  capitalise?: boolean;
  number?: boolean;
}

export interface PasswordAndCodeParams {
  master_password: string;
  code: string;
}

/** What a site wants; what is null, it leaves open. `lower` to `symbols`: what it takes, `symbols` null: all usual. `max_consecutive`: of equal characters in a row. */
export interface PasswordRules {
  min_length: number | null;
  max_length: number | null;
  max_consecutive: number | null;
  lower: boolean;
  upper: boolean;
  digits: boolean;
  symbols: string | null;
}

/** Masked. */
export interface Phone {
  phone: string;
}

export interface PhoneConfirmParams {
  code: string;
}

export interface PhoneRemoveParams {
  master_password: string;
}

export interface PhoneSendCodeParams {
  email: string;
  master_password: string;
  language?: "" | "en" | "fr" | "de" | "es" | "it" | "nl" | "ja";
}

/** `code`: not needed for 15 minutes after the authenticator app was set up. */
export interface PhoneSetParams {
  number: string;
  region?: string | null;
  master_password: string;
  code?: string | null;
  language?: "" | "en" | "fr" | "de" | "es" | "it" | "nl" | "ja";
}

export interface PreviousPassword {
  password: string;
  replaced_at: number;
}

export interface PreviousPasswordsClearParams {
  id: string;
  version: number;
}

/** Ten codes, given exactly once. */
export interface RecoveryCodes {
  recovery_codes: Array<string>;
}

export interface RecoveryCodesStatus {
  issued_at: number;
  saved: boolean;
}

/** `recovery_code`: one of the file's own, unless two-factor is off in it. */
export interface RestoreParams {
  email: string;
  master_password: string;
  recovery_code?: string | null;
}

export interface RpcError {
  code: number;
  message: string;
  data: ErrorData;
}

/** `item_id`: the login to update; null: a new one, with these fields. */
export interface SaveAcceptParams {
  id: string;
  item_id?: string | null;
  title?: string;
  username?: string;
}

export interface SaveParams {
  id: string;
}

export interface SavePassword {
  password: string;
}

export interface SavePendingParams {
  tab?: number | null;
}

/** A login to save, or one of `items` to update. `secure` false: the page came over http. Without its password. */
export interface SaveQuestion {
  id: string;
  tab: number;
  kind: "save" | "update";
  host: string;
  secure: boolean;
  title: string;
  username: string;
  items: Array<SiteItem>;
}

export interface SaveQuestions {
  questions: Array<SaveQuestion>;
}

/** Whether there is something to ask now; while the vault is not open, there may be. */
export interface SaveSettled {
  asks: boolean;
}

export interface SaveSettledParams {
  id: string;
  succeeded: boolean;
}

/** `id` null: there will be no question about it. */
export interface SaveSubmitted {
  id: string | null;
}

/** A form that was submitted in a tab: `url` and `top_url` are the browser's own word, the rest was in its fields. "step": the user name of a log-in whose next page asks for the password. "signup" and "change" have `new_password`; then `password` is the one it replaces, if that was asked. */
export interface SaveSubmittedParams {
  tab: number;
  url: string;
  top_url?: string | null;
  kind: "login" | "signup" | "change" | "step";
  username?: string;
  password?: string;
  new_password?: string;
}

/** Newest first. */
export interface SecurityLog {
  events: Array<LogEvent>;
}

/** `locks_at` is null unless unlocked, or when the vault never locks by itself. */
export interface Session {
  state: "logged_out" | "locked" | "unlocked";
  email: string | null;
  two_factor: boolean;
  locks_at: number | null;
}

/** `auto_lock_minutes` 0: never by idle time. `language` "": the browser's. `show_icons`: in login fields. */
export interface Settings {
  auto_lock_minutes: number;
  lock_with_screen: boolean;
  ask_code_on_unlock: boolean;
  clear_clipboard_seconds: number;
  language: "" | "en" | "fr" | "de" | "es" | "it" | "nl" | "ja";
  theme: "system" | "light" | "dark";
  show_icons: boolean;
  generator: GeneratorSettings;
}

/** Only the fields that change. */
export interface SettingsChanges {
  auto_lock_minutes?: number | null;
  lock_with_screen?: boolean | null;
  ask_code_on_unlock?: boolean | null;
  clear_clipboard_seconds?: number | null;
  language?: "" | "en" | "fr" | "de" | "es" | "it" | "nl" | "ja" | null;
  theme?: "system" | "light" | "dark" | null;
  show_icons?: boolean | null;
  generator?: GeneratorSettingsInput | null;
}

export interface SettingsSetParams {
  changes: SettingsChanges;
}

export interface SiteAddressParams {
  address: string;
}

/** `allow_insecure`: the person was shown the http host by name and chose "fill anyway". */
export interface SiteCheckParams {
  url: string;
  top_url: string;
  allow_insecure?: boolean;
}

/** `code`: the one-time code of now, "" where the login has none. */
export interface SiteFill {
  username: string;
  password: string;
  code: string;
}

/** `allow_insecure`: the person was shown the http host by name and chose "fill anyway". */
export interface SiteFillParams {
  item_id: string;
  url: string;
  top_url?: string | null;
  allow_insecure?: boolean;
}

/** A login for the page, without secrets; `host` is where it was saved for. */
export interface SiteItem {
  id: string;
  title: string;
  username: string;
  host: string;
  favorite: boolean;
  has_totp: boolean;
}

export interface SiteMatchParams {
  url: string;
  top_url?: string | null;
  limit?: number;
}

/** Best first. `total` counts all that match. */
export interface SiteMatches {
  items: Array<SiteItem>;
  total: number;
}

/** `off` counts a pause, too; `never_fill` and `never_save` count every rule. `matches`: null while locked. `rules` cover the document or its page, the narrowest first. `site` and `page` are the addresses of a rule for the page, null where it can have none. */
export interface SitePage {
  off: boolean;
  never_fill: boolean;
  never_save: boolean;
  matches: number | null;
  rules: Array<SiteRule>;
  pause: SitePause | null;
  site: string | null;
  page: string | null;
}

/** The browser's own word on a document, and on the page it is in. */
export interface SitePageParams {
  url: string;
  top_url?: string | null;
}

/** `rules`: null where the site says nothing. `followed`: false where they could not be followed or read. */
export interface SitePassword {
  password: string;
  entropy_bits: number;
  strength: Strength;
  rules: PasswordRules | null;
  followed: boolean;
}

/** `url`: of the page, or an address as a person types it. The others are the attributes of its field. */
export interface SitePasswordParams {
  url: string;
  length?: number;
  passwordrules?: string;
  minlength?: number | null;
  maxlength?: number | null;
  pattern?: string;
}

/** `address` "": everywhere, else a whole site. `until` null: until the browser closes or the person logs out. */
export interface SitePause {
  address: string;
  until: number | null;
}

/** `url` null: everywhere. `minutes` null: until the browser closes. */
export interface SitePauseParams {
  url?: string | null;
  minutes?: number | null;
}

/** What is switched off at an address: a host for a whole site (it and the hosts below it), else host, port and path. `off` includes the other two, and everything that Twinlatch shows in the page. */
export interface SiteRule {
  address: string;
  scope: "page" | "site";
  never_save: boolean;
  never_fill: boolean;
  off: boolean;
}

/** `url`: of a page, or an address as a person types it. What is null stays as it is; a rule in which nothing is switched off any more is gone. */
export interface SiteRuleParams {
  url: string;
  scope?: "page" | "site";
  never_save?: boolean | null;
  never_fill?: boolean | null;
  off?: boolean | null;
}

export interface SiteRules {
  rules: Array<SiteRule>;
  pauses: Array<SitePause>;
}

/** `keyring` names the usable system keyring, or is null; `device_key_store` is the open account's. */
export interface Status {
  keyring: string | null;
  device_key_store: "keyring" | "file" | null;
  data_folder: string;
  state_folder: string;
  vault_file: string | null;
  host_version: string;
  python_version: string;
  sqlite_version: string;
  cryptography_version: string;
}

/** zxcvbn's estimate: `score` 0..4; `warning` and `suggestions` are keys of sentences in `_locales`. */
export interface Strength {
  score: number;
  guesses_log10: number;
  warning: string | null;
  suggestions: Array<string>;
}

/** `hints`: words an attacker would try first, such as the e-mail address. */
export interface StrengthParams {
  password: string;
  hints?: Array<string>;
}

/** `phone`: masked. */
export interface TextSent {
  phone: string;
  expires_at: number;
}

/** A login's own one-time code for its website. */
export interface TotpCode {
  code: string;
  period_s: number;
  expires_at: number;
}

export interface TwoFactorBeginParams {
  master_password: string;
  device_key_store?: "keyring" | "file";
}

export interface TwoFactorConfirmParams {
  code: string;
}

/** Every field but `enabled` is null while two-factor is off. */
export interface TwoFactorStatus {
  enabled: boolean;
  since: number | null;
  recovery_codes: RecoveryCodesStatus | null;
  device_key_store: "keyring" | "file" | null;
  trusted_until: number | null;
  phone: string | null;
}

export interface UnlockParams {
  master_password: string;
  code?: string | null;
}

/** `host`: of the page it was made for, or empty. */
export interface UsedPassword {
  password: string;
  host: string;
  created_at: number;
}

/** `url`: of the page it was made for, or empty. */
export interface UsedPasswordParams {
  password: string;
  url?: string;
}

/** Newest first. */
export interface UsedPasswords {
  passwords: Array<UsedPassword>;
}

/** With the passwords it had before, the last replaced first: no other answer has them, and no change sets them. */
export interface WholeItem {
  type: "login";
  title: string;
  urls: Array<ItemUrl>;
  username: string;
  password: string;
  totp: string;
  notes: string;
  custom_fields: Array<CustomField>;
  tags: Array<string>;
  favorite: boolean;
  id: string;
  version: number;
  created_at: number;
  updated_at: number;
  previous_passwords: Array<PreviousPassword>;
}
