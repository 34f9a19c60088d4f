"""What a person has chosen for websites: where Twinlatch is switched off, and which sites share their logins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twinlatch.sites.equivalents import Equivalents
from twinlatch.sites.rules import Pauses, SiteRules

RULES = "sites"
EQUIVALENT_DOMAINS = "equivalent_domains"


class SiteSettings:
    """Holds while the vault is locked, too: a website that is switched off stays so. Pauses are kept here alone."""

    def __init__(self) -> None:
        self.rules = SiteRules()
        self.equivalents = Equivalents()
        self.pauses = Pauses()

    def read(self, settings: Mapping[str, Any]) -> None:
        """Takes over what an account record holds (VAULT_FORMAT.md, section 6)."""
        self.rules = SiteRules.of(settings.get(RULES, ()))
        self.equivalents = Equivalents(settings.get(EQUIVALENT_DOMAINS, ()))
