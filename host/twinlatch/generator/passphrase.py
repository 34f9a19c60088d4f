"""New passphrases: random words of the EFF's large word list (2016), 7,776 of three to nine letters.

No word of the list begins with another, so that passphrases differ whenever their words do, whatever separates them.
The list is the Electronic Frontier Foundation's, under CC BY 3.0 US: see NOTICE.
"""

from __future__ import annotations

import functools
import math
import secrets
from pathlib import Path

from twinlatch.generator.password import Generated

_FILE = Path(__file__).with_name("words.txt")


def generate(words: int, *, separator: str, capitalise: bool, number: bool) -> Generated:
    """So many random words; with `number`, a random digit at the end of one of them, for sites that want one.

    Capital letters begin every word or none, so they say nothing that has to be guessed.
    """
    chosen = [secrets.choice(_words()) for _ in range(words)]
    entropy_bits = words * math.log2(len(_words()))
    if capitalise:
        chosen = [word.capitalize() for word in chosen]
    if number:
        chosen[secrets.randbelow(words)] += str(secrets.randbelow(10))
        entropy_bits += math.log2(10 * words)
    return Generated(separator.join(chosen), entropy_bits)


@functools.cache
def _words() -> list[str]:
    return _FILE.read_text("ascii").split()
