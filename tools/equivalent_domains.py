"""Makes the list of domains that share their logins from Apple's published facts.

python -m tools.equivalent_domains shared-credentials.json > host/twinlatch/sites/equivalent_domains.txt

Source: github.com/apple/password-manager-resources, quirks/shared-credentials.json.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_HEADER = """\
# Domains that share their logins, a group a line. "a b": a login of each fills on the other; "a > b": of a on b.
# Made by tools/equivalent_domains.py from facts published in github.com/apple/password-manager-resources.
"""


def listing(entries: Sequence[Mapping[str, Sequence[str]]]) -> str:
    """The list, from the entries of the published file; groups by their first domain, domains by name."""
    return _HEADER + "".join(f"{line}\n" for line in sorted(map(_line, entries)))


def _line(entry: Mapping[str, Sequence[str]]) -> str:
    if "shared" in entry:
        return " ".join(sorted(entry["shared"]))
    return f"{' '.join(sorted(entry['from']))} > {' '.join(sorted(entry['to']))}"


if __name__ == "__main__":
    sys.stdout.write(listing(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
