"""Every refusal the host can give: one base, each with a stable reason and what a person should do next."""

from __future__ import annotations

from typing import Any, ClassVar


class TwinlatchError(Exception):
    """A refusal with a reason.

    `reason` is the stable word of the wire contract (never renamed, only appended), `message` is English for
    developers, and `data` carries what the translated sentence needs. None of them ever holds a secret.
    """

    reason: ClassVar[str] = "internal"
    message: ClassVar[str] = "The host failed. Nothing was changed."

    def __init__(self, **data: Any) -> None:
        super().__init__(self.message)
        self.data: dict[str, Any] = {"reason": self.reason, **data}


class Locked(TwinlatchError):
    reason = "locked"
    message = "The vault is locked. Unlock it with the master password."


class LoggedOut(TwinlatchError):
    reason = "logged_out"
    message = "Nobody is logged in. Log in first."


class BadCredentials(TwinlatchError):
    """data: why ("password") where the e-mail address was not asked for."""

    reason = "bad_credentials"
    message = "The e-mail or the master password is not right."


class CodeRequired(TwinlatchError):
    """The password is proved, the second factor is missing.

    data: methods ("totp", "recovery_code", "sms"); phone, the masked number a text message would go to, or null;
    trust_ended, why this device is no longer trusted ("expired", "ended", "two_factor_changed", "restored",
    "older_copy") or null.
    """

    reason = "code_required"
    message = "Two-factor is on: send the 6-digit code of the authenticator app, or a recovery code."


class WrongCode(TwinlatchError):
    """data: now (unix seconds), because nine of ten wrong codes are a clock; of a text message's code also why ("text";
    "text_over": none that was sent works any more)."""

    reason = "wrong_code"
    message = "The code is not right. Compare the clock of the phone with this computer's."


class CodeAlreadyUsed(TwinlatchError):
    """data: now (unix seconds)."""

    reason = "code_already_used"
    message = "This code was used before (RFC 6238, section 5.2). Wait for the next one."


class WrongRecoveryCode(TwinlatchError):
    """data: why ("mistyped": its checksum fails; "refused": no slot opens with it and the master password;
    "spent": it was used before, with a newer state of this vault)."""

    reason = "wrong_recovery_code"
    message = "The master password or the recovery code is not right."


class Throttled(TwinlatchError):
    """data: retry_after_s; why "texts" where it is text messages that were too many."""

    reason = "throttled"
    message = "Too many wrong attempts. Wait, then try again."


class TotpDisabled(TwinlatchError):
    reason = "totp_disabled"
    message = "100 wrong codes in a row: only a recovery code opens this vault now."


class ClockSetBack(TwinlatchError):
    """data: now, last_used_at (unix seconds)."""

    reason = "clock_set_back"
    message = "This computer's clock is earlier than the last log-in. Set it right, or use a recovery code."


class UnknownDevice(TwinlatchError):
    """data: label and since ("2026-11"), of the computer where this vault's two-factor was turned on; why
    ("keyring_reset") where this one kept a secret of it in its keyring, which has none any more."""

    reason = "unknown_device"
    message = "This vault's two-factor belongs to another computer. A recovery code opens it here."


class RolledBack(TwinlatchError):
    """Restoring is the way out: account.restore. data: why ("older"; "turned_off": two-factor, and not here)."""

    reason = "rolled_back"
    message = "This vault file is older than the one last opened here. Put the newest file back, or restore this one."


class Damaged(TwinlatchError):
    """data: why (a word for developers)."""

    reason = "damaged"
    message = "The vault file is damaged or was changed by another program. Nothing was written to it."


class NotAVault(TwinlatchError):
    reason = "not_a_vault"
    message = "This file is not a Twinlatch vault. Nothing was written to it."


class NewerFormat(TwinlatchError):
    """data: format."""

    reason = "newer_format"
    message = "A newer Twinlatch wrote this vault. Update Twinlatch on this computer."


class NoKeyring(TwinlatchError):
    reason = "no_keyring"
    message = "No usable system keyring here. Start one, or choose the device-key file."


class KeyringLocked(TwinlatchError):
    reason = "keyring_locked"
    message = "The system keyring is locked. Unlock it, then try again."


class KeyringFailed(TwinlatchError):
    """data: why (a word for developers, never the keyring's own text)."""

    reason = "keyring_failed"
    message = "The system keyring did not keep or give what it was asked. Nothing was changed."


class NotEnrolling(TwinlatchError):
    reason = "not_enrolling"
    message = "No two-factor set-up is under way, or it took longer than 15 minutes. Start again."


class AlreadyEnabled(TwinlatchError):
    reason = "already_enabled"
    message = "Two-factor is already on."


class NotEnabled(TwinlatchError):
    reason = "not_enabled"
    message = "Two-factor is off."


class WeakPassword(TwinlatchError):
    """data: why ("short", with min_length; "guessable")."""

    reason = "weak_password"
    message = "The master password is too easy to guess. Take a longer one, of several unrelated words."


class AccountExists(TwinlatchError):
    reason = "account_exists"
    message = "An account with this e-mail exists on this computer. Log in instead."


class Conflict(TwinlatchError):
    """data: version, the one stored now."""

    reason = "conflict"
    message = "The item was changed elsewhere in the meantime. Read it again, then save."


class NotFound(TwinlatchError):
    """data: what ("item", "account", "file", "rule", "offer": what was submitted on a website, and forgotten since)."""

    reason = "not_found"
    message = "There is no such thing here."


class TooLarge(TwinlatchError):
    """data: limit (bytes)."""

    reason = "too_large"
    message = "Too large."


class WrongSite(TwinlatchError):
    """data: why ("no_match", "insecure", "opaque", "cross_origin", "switched_off"), host where it helps; what is
    switched off names how ("never_fill", "off", "paused") and at which address."""

    reason = "wrong_site"
    message = "This login does not belong to that page. Nothing was filled."


class SmsFailed(TwinlatchError):
    """data: why ("not_installed": the extra `sms`; "no_gateway", "no_phone": none is set up; "incomplete",
    "no_phone_place", "bad_gateway": how the gateway was described; "refused" by the gateway; "no_answer" in time;
    "broken"), words: the gateway's own, without its secrets, where there are any."""

    reason = "sms_failed"
    message = "No text message could be sent. The other ways in are open."


class StoreFailed(TwinlatchError):
    """data: why ("disk_full", "read_only", "missing", "busy", "io")."""

    reason = "store_failed"
    message = "The vault file could not be written. What was stored before is still there."


class OwnSecondFactor(TwinlatchError):
    """data: what ("seed": the key of the authenticator app; "recovery_code")."""

    reason = "own_second_factor"
    message = "This holds Twinlatch's own second factor. Say keep_own_second_factor to store it all the same."


class Internal(TwinlatchError):
    """A bug of ours; no text of the original exception is passed on."""


class ParseError(TwinlatchError):
    reason = "parse_error"
    message = "The message is not JSON (RFC 8259) with unique names and numbers that JavaScript can hold (RFC 7493)."


class InvalidRequest(TwinlatchError):
    reason = "invalid_request"
    message = "The message is not one JSON-RPC 2.0 request with an integer id and parameters by name."


class UnknownMethod(TwinlatchError):
    reason = "unknown_method"
    message = "This host has no such method. Its methods are what rpc.discover lists."


class InvalidParams(TwinlatchError):
    """data: field (the path of ours that was refused, or null), why (the validator's word)."""

    reason = "invalid_params"
    message = "The parameters are not those of the method."
