"""Accounts: one vault file for each e-mail address."""

from __future__ import annotations

from pathlib import Path

from twinlatch import access, accounts, factors, protocol, vault_files
from twinlatch.errors import NotFound
from twinlatch.registry import method
from twinlatch.session import Session


@method("account.create", gesture=True)
def create(session: Session, params: protocol.AccountCreateParams) -> protocol.Session:
    """Makes an account with an empty vault, and logs in."""
    access.create(session, params.email, params.master_password)
    return session.state()


@method("account.add", gesture=True)
def add(session: Session, params: protocol.AccountAddParams) -> protocol.AddedAccount:
    """Opens the door for a vault file from elsewhere; it stays where it is."""
    try:
        path = Path(params.path).expanduser()
    except RuntimeError:  # nobody of that name has a home here
        raise NotFound(what="file") from None
    if not path.is_absolute() or "\0" in params.path:
        raise NotFound(what="file")
    header = vault_files.add(path)
    return protocol.AddedAccount(email=accounts.email_of(str(path)), label=header.device_label)


@method("account.restore", gesture=True)
def restore(session: Session, params: protocol.RestoreParams) -> protocol.LoginResult:
    """Takes an older vault file for good, with two-factor off; logs in."""
    return access.restore(session, params.email, params.master_password, params.recovery_code)


@method("account.change_password", gesture=True)
def change_password(session: Session, params: protocol.ChangePasswordParams) -> protocol.NewRecoveryCodes:
    """Seals the vault anew under another master password."""
    factors.check_changes(session, new_password=params.new_password)
    with session.proved(params.master_password, params.code) as proof:
        codes = factors.renew(session, proof, new_password=params.new_password)
    return protocol.NewRecoveryCodes(recovery_codes=codes)


@method("account.change_email", gesture=True)
def change_email(session: Session, params: protocol.ChangeEmailParams) -> protocol.NewRecoveryCodes:
    """Seals the vault anew under another e-mail address."""
    factors.check_changes(session, new_email=params.new_email)
    with session.proved(params.master_password, params.code) as proof:
        codes = factors.renew(session, proof, new_email=params.new_email, master_password=params.master_password)
    return protocol.NewRecoveryCodes(recovery_codes=codes)


@method("account.delete", gesture=True)
def delete(session: Session, params: protocol.AccountDeleteParams) -> protocol.Nothing:
    """Deletes the vault file and what this computer remembers of it; logs out."""
    with session.proved(params.master_password, params.code) as proof:
        access.delete(session, proof)
    return protocol.Nothing()
