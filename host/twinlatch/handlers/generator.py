"""New passwords, and how strong a password is. Nobody needs to be logged in."""

from __future__ import annotations

from twinlatch import protocol
from twinlatch.generator.password import generate
from twinlatch.generator.strength import estimate
from twinlatch.registry import method
from twinlatch.session import Session


@method("generator.password", gesture=True)
def password(session: Session, params: protocol.GeneratorParams) -> protocol.GeneratedPassword:
    """A random password with at least one character of each chosen class."""
    generated = generate(**params.model_dump())
    return protocol.GeneratedPassword(password=generated, strength=_strength(generated, []))


@method("generator.strength", gesture=True)
def strength(session: Session, params: protocol.StrengthParams) -> protocol.Strength:
    """How hard a password is to guess, with advice."""
    return _strength(params.password, params.hints)


def _strength(password: str, hints: list[str]) -> protocol.Strength:
    return protocol.Strength.model_validate(estimate(password, hints)._asdict())
