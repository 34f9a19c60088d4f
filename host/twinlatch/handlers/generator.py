"""New passwords, and how strong a password is. Nobody needs to be logged in, but for what is kept of them."""

from __future__ import annotations

import contextlib
from typing import Any

from twinlatch import protocol
from twinlatch.errors import WrongSite
from twinlatch.generator import history, passphrase, site
from twinlatch.generator.password import DIGITS, LOWER, SYMBOLS, UPPER, Generated, generate
from twinlatch.generator.rules import Rules, parse
from twinlatch.generator.strength import Strength, estimate, of_random
from twinlatch.registry import method
from twinlatch.session import Session
from twinlatch.sites import password_rules
from twinlatch.sites.url import saved_url
from twinlatch.vault.records import GENERATED

_KEPT = "passwords"


@method("generator.password", gesture=True)
def password(session: Session, params: protocol.GeneratorParams) -> protocol.GeneratedPassword:
    """A random password with at least one character of each chosen class."""
    return protocol.GeneratedPassword(**_told(generate(**params.model_dump())))


@method("generator.passphrase", gesture=True)
def new_passphrase(session: Session, params: protocol.PassphraseParams) -> protocol.GeneratedPassword:
    """Random words."""
    return protocol.GeneratedPassword(**_told(passphrase.generate(**params.model_dump())))


@method("generator.for_site", gesture=True)
def for_site(session: Session, params: protocol.SitePasswordParams) -> protocol.SitePassword:
    """A random password that a site takes, by what its field says and what is known of it."""
    host = _host(params.url)
    rules = _rules(params.passwordrules, password_rules.of(host) or "").within(params.minlength, params.maxlength)
    generated, followed = site.generate(rules, params.length, params.pattern)
    says_nothing = rules == Rules() and not params.pattern
    return protocol.SitePassword(
        **_told(generated), rules=None if says_nothing else _shown(rules), followed=followed or says_nothing
    )


@method("generator.keep", gesture=True)
def keep(session: Session, params: protocol.UsedPasswordParams) -> protocol.Nothing:
    """Keeps a generated password that is about to be used, in the vault."""
    entry = history.Entry(password=params.password, host=_host(params.url), created_at=session.now())
    session.vault.change_own(GENERATED, lambda kept: {_KEPT: history.with_entry(kept.get(_KEPT, []), entry)})
    return protocol.Nothing()


@method("generator.history")
def used(session: Session, params: protocol.Nothing) -> protocol.UsedPasswords:
    """The generated passwords that were used lately."""
    kept = session.vault.own(GENERATED).get(_KEPT, [])
    return protocol.UsedPasswords(passwords=[protocol.UsedPassword(**entry) for entry in kept])


@method("generator.clear_history", gesture=True)
def clear_history(session: Session, params: protocol.Nothing) -> protocol.Nothing:
    """Forgets the generated passwords; those saved with logins stay there."""
    session.vault.change_own(GENERATED, lambda _: {_KEPT: []})
    return protocol.Nothing()


@method("generator.strength", gesture=True)
def strength(session: Session, params: protocol.StrengthParams) -> protocol.Strength:
    """How hard a password is to guess, with advice."""
    return _strength(estimate(params.password, params.hints))


def _told(generated: Generated) -> dict[str, Any]:
    return {**generated._asdict(), "strength": _strength(of_random(generated.entropy_bits))}


def _strength(found: Strength) -> protocol.Strength:
    return protocol.Strength.model_validate(found._asdict())


def _host(url: str) -> str:
    """Empty for what has no host."""
    try:
        return saved_url(url).host
    except WrongSite:
        return ""


def _rules(*texts: str) -> Rules:
    """The first that says something that can be read."""
    for text in texts:
        with contextlib.suppress(ValueError):
            rules = parse(text)
            if rules != Rules():
                return rules
    return Rules()


def _shown(rules: Rules) -> protocol.PasswordRules:
    symbols = rules.alphabet - LOWER - UPPER - DIGITS
    return protocol.PasswordRules(
        min_length=rules.min_length,
        max_length=rules.max_length,
        max_consecutive=rules.max_consecutive,
        lower=not rules.alphabet.isdisjoint(LOWER),
        upper=not rules.alphabet.isdisjoint(UPPER),
        digits=not rules.alphabet.isdisjoint(DIGITS),
        symbols=None if symbols >= SYMBOLS else "".join(sorted(symbols)),
    )
