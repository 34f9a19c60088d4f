"""A vault file from elsewhere: what is no file there is said to be none."""

from __future__ import annotations

import pytest

from tests.host.handlers.asking import Ask
from twinlatch.errors import NotFound


@pytest.mark.parametrize("path", ["relative.twinlatch", "~nobody-of-this-name/a.twinlatch", "/tmp/\0.twinlatch"])
def test_a_path_that_can_name_no_file_is_not_found(ask: Ask, path: str) -> None:
    with pytest.raises(NotFound):
        ask("account.add", path=path)
