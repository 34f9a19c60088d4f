"""The wire contract between extension and host: JSON-RPC 2.0 parameters and results as pydantic models.

These models are the only source of the contract: `rpc.discover` and the extension's `protocol.d.ts` are made from
them. Names are snake_case on both sides and never aliased. Unknown fields are refused. Times are unix seconds.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL_VERSION = 1

Email = Annotated[str, Field(min_length=3, max_length=254)]
MasterPassword = Annotated[str, Field(min_length=1, max_length=1024)]
Code = Annotated[str, Field(min_length=1, max_length=32)]
RecoveryCode = Annotated[str, Field(min_length=1, max_length=128)]
Url = Annotated[str, Field(max_length=8192)]
PageUrl = Annotated[str, Field(max_length=2 * 1024 * 1024)]  # browsers' own limit: a page chooses its address itself
ItemId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]
Time = float
DeviceKeyStore = Literal["keyring", "file"]
Language = Literal["", "en", "fr", "de", "es", "it", "nl", "ja"]
UrlMatch = Literal["domain", "host", "host_port", "starts_with", "exact", "regex", "never"]


class Model(BaseModel):
    """What crosses the wire: closed, immutable, strict, and silent about its input when it refuses it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class Nothing(Model):
    """No parameters, or nothing to report."""


# --- system


class HelloParams(Model):
    client_version: Annotated[str, Field(max_length=64)] = ""


class Account(Model):
    """An account of this computer. `email` is null for a vault file added from elsewhere and not opened yet;
    `two_factor` is a hint for the log-in screen, the vault decides."""

    email: str | None
    two_factor: bool


class Hello(Model):
    host_version: str
    protocol_version: int
    accounts: list[Account]
    now: Time


class Status(Model):
    """`keyring` names the usable system keyring, or is null; `device_key_store` is the open account's."""

    keyring: str | None
    device_key_store: DeviceKeyStore | None
    data_folder: str
    state_folder: str
    vault_file: str | None
    host_version: str
    python_version: str
    sqlite_version: str
    cryptography_version: str


# --- account and session


class AccountCreateParams(Model):
    email: Email
    master_password: MasterPassword


class AccountAddParams(Model):
    path: Annotated[str, Field(min_length=1, max_length=4096)]


class AddedAccount(Model):
    """`email` is known when this computer opened the vault before; `label` names the computer two-factor was turned
    on at, and is empty while it is off."""

    email: str | None
    label: str


class ChangePasswordParams(Model):
    master_password: MasterPassword
    new_password: MasterPassword
    code: Code | None = None


class ChangeEmailParams(Model):
    master_password: MasterPassword
    new_email: Email
    code: Code | None = None


class AccountDeleteParams(Model):
    master_password: MasterPassword
    code: Code | None = None


class NewRecoveryCodes(Model):
    """Null while two-factor is off."""

    recovery_codes: list[str] | None = None


class Session(Model):
    """`locks_at` is null unless unlocked, or when the vault never locks by itself."""

    state: Literal["logged_out", "locked", "unlocked"]
    email: str | None = None
    two_factor: bool = False
    locks_at: Time | None = None


class LoginParams(Model):
    email: Email
    master_password: MasterPassword
    code: Code | None = None
    recovery_code: RecoveryCode | None = None
    sms_code: Code | None = None
    trust_device: bool = False


class RestoreParams(Model):
    """`recovery_code`: one of the file's own, unless two-factor is off in it."""

    email: Email
    master_password: MasterPassword
    recovery_code: RecoveryCode | None = None


class LoginResult(Session):
    """`older_copy`: the file is an earlier copy than the one last opened here. `recovery_codes_saved`: null while
    two-factor is off; false means that the codes were never confirmed as saved: offer new ones."""

    two_factor_turned_off: bool = False
    by_text_message: bool = False
    failures_since_last_login: int = 0
    older_copy: bool = False
    recovery_codes_saved: bool | None = None


class UnlockParams(Model):
    master_password: MasterPassword
    code: Code | None = None


# --- settings


class GeneratorSettings(Model):
    """What new passwords were last made of."""

    kind: Literal["characters", "passphrase"] = "characters"
    length: Annotated[int, Field(ge=4, le=128)] = 20
    lower: bool = True
    upper: bool = True
    digits: bool = True
    symbols: bool = True
    avoid_ambiguous: bool = False
    words: Annotated[int, Field(ge=3, le=20)] = 6
    separator: Annotated[str, Field(max_length=3)] = "-"
    capitalise: bool = False
    number: bool = False


class Settings(Model):
    """`auto_lock_minutes` 0: never by idle time. `language` "": the browser's. `show_icons`: in login fields."""

    auto_lock_minutes: Annotated[int, Field(ge=0, le=1440)] = 15
    lock_with_screen: bool = True
    ask_code_on_unlock: bool = False
    clear_clipboard_seconds: Annotated[int, Field(ge=0, le=600)] = 30
    language: Language = ""
    theme: Literal["system", "light", "dark"] = "system"
    show_icons: bool = True
    generator: GeneratorSettings = GeneratorSettings()


class SettingsChanges(Model):
    """Only the fields that change."""

    auto_lock_minutes: Annotated[int, Field(ge=0, le=1440)] | None = None
    lock_with_screen: bool | None = None
    ask_code_on_unlock: bool | None = None
    clear_clipboard_seconds: Annotated[int, Field(ge=0, le=600)] | None = None
    language: Language | None = None
    theme: Literal["system", "light", "dark"] | None = None
    show_icons: bool | None = None
    generator: GeneratorSettings | None = None


class SettingsSetParams(Model):
    changes: SettingsChanges


# --- two-factor


class RecoveryCodesStatus(Model):
    issued_at: Time
    saved: bool


class TwoFactorStatus(Model):
    """Every field but `enabled` is null while two-factor is off."""

    enabled: bool
    since: Time | None = None
    recovery_codes: RecoveryCodesStatus | None = None
    device_key_store: DeviceKeyStore | None = None
    trusted_until: Time | None = None
    phone: str | None = None


class TwoFactorBeginParams(Model):
    master_password: MasterPassword
    device_key_store: DeviceKeyStore = "keyring"


class Enrolment(Model):
    """`secret`: 32 base32 characters without padding (RFC 4648); `uri`: otpauth://totp; `qr_svg`: a standalone SVG."""

    secret: str
    uri: str
    qr_svg: str
    expires_at: Time


class TwoFactorConfirmParams(Model):
    code: Code


class RecoveryCodes(Model):
    """Ten codes, given exactly once."""

    recovery_codes: list[str]


class ConfirmReplaceParams(Model):
    """`new_code`: of the new authenticator app."""

    new_code: Code


class Device(Model):
    """A computer that holds a secret of this vault. `label` and `since` ("2026-11") say which; `current`: this one."""

    id: str
    label: str
    since: str
    current: bool
    trusted_until: Time | None = None


class Devices(Model):
    devices: list[Device]


class DeviceForgetParams(Model):
    id: Annotated[str, Field(max_length=64)]


class PasswordAndCodeParams(Model):
    master_password: MasterPassword
    code: Code


# --- text messages


PhoneNumber = Annotated[str, Field(min_length=1, max_length=64)]
Region = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class GatewayField(Model):
    """`name` has its words in `_locales`; what is `secret` is typed like a password."""

    name: str
    secret: bool


class GatewayKind(Model):
    """`title` is a proper name; null for the kind that is any Apprise URL. `encrypted`: on the way to the gateway."""

    name: str
    title: str | None
    encrypted: bool
    fields: list[GatewayField]


class GatewayStatus(Model):
    """`installed`: whether the host can send at all. `gateway`: the name of the one that is set up. `phone`: masked."""

    installed: bool
    gateway: str | None
    phone: str | None
    kinds: list[GatewayKind]


class GatewaySetParams(Model):
    """`fields`: by name, those of the kind. `code`: needed while a phone number is set."""

    kind: Annotated[str, Field(max_length=32)]
    fields: dict[Annotated[str, Field(max_length=32)], Annotated[str, Field(max_length=2048)]]
    master_password: MasterPassword
    code: Code | None = None


class GatewayTestParams(Model):
    """`region`: of a number without a country code (ISO 3166). `language`: of the message."""

    number: PhoneNumber
    region: Region | None = None
    language: Language = ""


class Country(Model):
    """`region`: ISO 3166; `code`: the country code of its numbers."""

    region: str
    code: str


class Countries(Model):
    countries: list[Country]


class PhoneSetParams(Model):
    """`code`: not needed for 15 minutes after the authenticator app was set up."""

    number: PhoneNumber
    region: Region | None = None
    master_password: MasterPassword
    code: Code | None = None
    language: Language = ""


class PhoneConfirmParams(Model):
    code: Code


class PhoneRemoveParams(Model):
    master_password: MasterPassword


class PhoneSendCodeParams(Model):
    email: Email
    master_password: MasterPassword
    language: Language = ""


class TextSent(Model):
    """`phone`: masked."""

    phone: str
    expires_at: Time


class Phone(Model):
    """Masked."""

    phone: str


# --- the security log


class LogEvent(Model):
    """`what` happened: "login", "wrong_code", "password_changed", ... as VAULT_FORMAT.md, section 6, lists them; `how`,
    or, of a setting, its `name`; `system`: of the computer ("Linux"); `count` of what is one line for several."""

    at: Time
    what: str
    how: str | None = None
    name: str | None = None
    system: str | None = None
    count: int = 1


class SecurityLog(Model):
    """Newest first."""

    events: list[LogEvent]


# --- items


class ItemUrl(Model):
    url: Url
    match: UrlMatch = "domain"


class CustomField(Model):
    name: Annotated[str, Field(max_length=1000)]
    value: Annotated[str, Field(max_length=10_000)]
    hidden: bool = False


Title = Annotated[str, Field(max_length=1000)]
Username = Annotated[str, Field(max_length=1000)]
ItemPassword = Annotated[str, Field(max_length=10_000)]
Totp = Annotated[str, Field(max_length=4096)]
Notes = Annotated[str, Field(max_length=100_000)]
Urls = Annotated[list[ItemUrl], Field(max_length=100)]
CustomFields = Annotated[list[CustomField], Field(max_length=100)]
Tags = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=100)]


class ItemFields(Model):
    """What a person enters. `totp` is an otpauth URI, or empty."""

    type: Literal["login"] = "login"
    title: Title = ""
    urls: Urls = []
    username: Username = ""
    password: ItemPassword = ""
    totp: Totp = ""
    notes: Notes = ""
    custom_fields: CustomFields = []
    tags: Tags = []
    favorite: bool = False


class Item(ItemFields):
    """`version` counts changes, from 1."""

    id: ItemId
    version: int
    created_at: Time
    updated_at: Time


class PreviousPassword(Model):
    password: str
    replaced_at: Time


class WholeItem(Item):
    """With the passwords it had before, the last replaced first: no other answer has them, and no change sets them."""

    previous_passwords: list[PreviousPassword] = []


class ItemSummary(Model):
    """An item as lists show it: nothing secret."""

    id: ItemId
    version: int
    type: Literal["login"]
    title: str
    username: str
    urls: list[ItemUrl]
    tags: list[str]
    favorite: bool
    has_totp: bool
    updated_at: Time


class ItemChanges(Model):
    """Only the fields that change."""

    title: Title | None = None
    urls: Urls | None = None
    username: Username | None = None
    password: ItemPassword | None = None
    totp: Totp | None = None
    notes: Notes | None = None
    custom_fields: CustomFields | None = None
    tags: Tags | None = None
    favorite: bool | None = None


class ItemCreateParams(Model):
    """`keep_own_second_factor`: the person was told what it is, and keeps it in the vault all the same."""

    item: ItemFields
    keep_own_second_factor: bool = False


class ItemGetParams(Model):
    id: ItemId


class ItemUpdateParams(Model):
    id: ItemId
    version: int
    changes: ItemChanges
    keep_own_second_factor: bool = False


class ItemDeleteParams(Model):
    id: ItemId
    version: int


class PreviousPasswordsClearParams(Model):
    id: ItemId
    version: int


class ItemListParams(Model):
    """`cursor` is the previous page's `next_cursor`."""

    cursor: Annotated[str, Field(max_length=64)] | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class ItemSearchParams(Model):
    query: Annotated[str, Field(max_length=1000)]
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class ItemPage(Model):
    """Sorted by title. `total` counts all that there are, not only this page's."""

    items: list[ItemSummary]
    next_cursor: str | None = None
    total: int


class TotpCode(Model):
    """A login's own one-time code for its website."""

    code: str
    period_s: int
    expires_at: Time


# --- sites


class SiteMatchParams(Model):
    url: PageUrl
    top_url: PageUrl | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class SiteItem(Model):
    """A login for the page, without secrets; `host` is where it was saved for."""

    id: ItemId
    title: str
    username: str
    host: str
    favorite: bool
    has_totp: bool


class SiteMatches(Model):
    """Best first. `total` counts all that match."""

    items: list[SiteItem]
    total: int


class SiteFillParams(Model):
    """`allow_insecure`: the person was shown the http host by name and chose "fill anyway"."""

    item_id: ItemId
    url: PageUrl
    top_url: PageUrl | None = None
    allow_insecure: bool = False


class SiteFill(Model):
    """`code`: the one-time code of now, "" where the login has none."""

    username: str
    password: str
    code: str


class SiteCheckParams(Model):
    """`allow_insecure`: the person was shown the http host by name and chose "fill anyway"."""

    url: PageUrl
    top_url: PageUrl
    allow_insecure: bool = False


class SiteRule(Model):
    """What is switched off at an address: a host for a whole site (it and the hosts below it), else host, port and
    path. `off` includes the other two, and everything that Twinlatch shows in the page."""

    address: str
    scope: Literal["page", "site"]
    never_save: bool
    never_fill: bool
    off: bool


class SitePause(Model):
    """`address` "": everywhere, else a whole site. `until` null: until the browser closes or the person logs out."""

    address: str
    until: Time | None


class SiteRules(Model):
    rules: list[SiteRule]
    pauses: list[SitePause]


class SitePageParams(Model):
    """The browser's own word on a document, and on the page it is in."""

    url: PageUrl
    top_url: PageUrl | None = None


class SitePage(Model):
    """`off` counts a pause, too; `never_fill` and `never_save` count every rule. `matches`: null while locked.

    `rules` cover the document or its page, the narrowest first. `site` and `page` are the addresses of a rule for the
    page, null where it can have none.
    """

    off: bool
    never_fill: bool
    never_save: bool
    matches: int | None
    rules: list[SiteRule]
    pause: SitePause | None
    site: str | None
    page: str | None


class SiteRuleParams(Model):
    """`url`: of a page, or an address as a person types it. What is null stays as it is; a rule in which nothing is
    switched off any more is gone."""

    url: PageUrl
    scope: Literal["page", "site"] = "site"
    never_save: bool | None = None
    never_fill: bool | None = None
    off: bool | None = None


class SiteAddressParams(Model):
    address: Annotated[str, Field(max_length=512)]


class SitePauseParams(Model):
    """`url` null: everywhere. `minutes` null: until the browser closes."""

    url: PageUrl | None = None
    minutes: Annotated[int, Field(ge=1, le=1440)] | None = None


class EquivalentDomains(Model):
    """Groups of registrable domains; a login of each fills on the others."""

    groups: Annotated[
        list[Annotated[list[Annotated[str, Field(max_length=8192)]], Field(max_length=1000)]], Field(max_length=1000)
    ]


# --- saving what was used on a website


TabId = Annotated[int, Field(ge=-1, le=2**53)]
OfferId = ItemId


class SaveSubmittedParams(Model):
    """A form that was submitted in a tab: `url` and `top_url` are the browser's own word, the rest was in its fields.

    "step": the user name of a log-in whose next page asks for the password. "signup" and "change" have `new_password`;
    then `password` is the one it replaces, if that was asked.
    """

    tab: TabId
    url: PageUrl
    top_url: PageUrl | None = None
    kind: Literal["login", "signup", "change", "step"]
    username: Username = ""
    password: ItemPassword = ""
    new_password: ItemPassword = ""


class SaveSubmitted(Model):
    """`id` null: there will be no question about it."""

    id: OfferId | None


class SaveSettledParams(Model):
    id: OfferId
    succeeded: bool


class SaveSettled(Model):
    """Whether there is something to ask now; while the vault is not open, there may be."""

    asks: bool


class SavePendingParams(Model):
    tab: TabId | None = None


class SaveQuestion(Model):
    """A login to save, or one of `items` to update. `secure` false: the page came over http. Without its password."""

    id: OfferId
    tab: TabId
    kind: Literal["save", "update"]
    host: str
    secure: bool
    title: str
    username: str
    items: list[SiteItem]


class SaveQuestions(Model):
    questions: list[SaveQuestion]


class SaveParams(Model):
    id: OfferId


class SavePassword(Model):
    password: str


class SaveAcceptParams(Model):
    """`item_id`: the login to update; null: a new one, with these fields."""

    id: OfferId
    item_id: ItemId | None = None
    title: Title = ""
    username: Username = ""


# --- generator


class GeneratorParams(Model):
    length: Annotated[int, Field(ge=4, le=256)] = 20
    lower: bool = True
    upper: bool = True
    digits: bool = True
    symbols: bool = True
    avoid_ambiguous: bool = False


class Strength(Model):
    """zxcvbn's estimate: `score` 0..4; `warning` and `suggestions` are keys of sentences in `_locales`."""

    score: Annotated[int, Field(ge=0, le=4)]
    guesses_log10: float
    warning: str | None = None
    suggestions: list[str] = []


class GeneratedPassword(Model):
    """`strength` follows from `entropy_bits`, which is known and not estimated: the logarithm to base 2 of how many
    others were as likely."""

    password: str
    entropy_bits: float
    strength: Strength


class PassphraseParams(Model):
    """`number`: a digit at the end of one of the words."""

    words: Annotated[int, Field(ge=3, le=20)] = 6
    separator: Annotated[str, Field(max_length=3)] = "-"
    capitalise: bool = False
    number: bool = False


class SitePasswordParams(Model):
    """`url`: of the page, or an address as a person types it. The others are the attributes of its field."""

    url: PageUrl
    length: Annotated[int, Field(ge=4, le=128)] = 20
    passwordrules: Annotated[str, Field(max_length=4096)] = ""
    minlength: int | None = None
    maxlength: int | None = None
    pattern: Annotated[str, Field(max_length=4096)] = ""


class PasswordRules(Model):
    """What a site wants; what is null, it leaves open. `lower` to `symbols`: what it takes, `symbols` null: all usual.

    `max_consecutive`: of equal characters in a row.
    """

    min_length: int | None
    max_length: int | None
    max_consecutive: int | None
    lower: bool
    upper: bool
    digits: bool
    symbols: str | None


class SitePassword(GeneratedPassword):
    """`rules`: null where the site says nothing. `followed`: false where they could not be followed or read."""

    rules: PasswordRules | None
    followed: bool


class UsedPasswordParams(Model):
    """`url`: of the page it was made for, or empty."""

    password: Annotated[str, Field(min_length=1, max_length=1024)]
    url: PageUrl = ""


class UsedPassword(Model):
    """`host`: of the page it was made for, or empty."""

    password: str
    host: str
    created_at: Time


class UsedPasswords(Model):
    """Newest first."""

    passwords: list[UsedPassword]


class StrengthParams(Model):
    """`hints`: words an attacker would try first, such as the e-mail address."""

    password: Annotated[str, Field(max_length=1024)]
    hints: Annotated[list[Annotated[str, Field(max_length=254)]], Field(max_length=8)] = []


# --- errors


class ErrorData(BaseModel):
    """What an error carries beside its reason depends on the reason; see twinlatch/errors.py."""

    model_config = ConfigDict(extra="allow")
    reason: str
    field: str | None = None


class RpcError(Model):
    code: int
    message: str
    data: ErrorData


Json = dict[str, Any]
