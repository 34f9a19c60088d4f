"""Makes the list of sites' password rules from Apple's published facts.

python -m tools.password_rules password-rules.json > host/twinlatch/sites/password_rules.txt

Source: github.com/apple/password-manager-resources, quirks/password-rules.json.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

_HEADER = """\
# What sites want of passwords, a host a line, in the language of the passwordrules attribute.
# Made by tools/password_rules.py from facts published in github.com/apple/password-manager-resources.
"""


def listing(entries: Mapping[str, Mapping[str, str]]) -> str:
    """The list, from the entries of the published file; by host."""
    rules = {host: entry["password-rules"].strip().removesuffix(";") for host, entry in entries.items()}
    return _HEADER + "".join(f"{host} {rules[host]}\n" for host in sorted(rules))


if __name__ == "__main__":
    sys.stdout.write(listing(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
