"""`twinlatch status` in front of a real Secret Service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from twinlatch import cli


@pytest.mark.secret_service
def test_a_keyring_that_keeps_what_it_is_given_is_called_usable(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """gnome-keyring is found and proved by writing an item and reading it in another process."""
    cli.main(["status", "--json"])
    status = json.loads(capsys.readouterr().out)
    assert (status["keyring"], status["keyring_state"]) == ("Secret Service", "usable")
