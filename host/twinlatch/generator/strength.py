"""How hard a password is to guess, as `zxcvbn` estimates it: guesses of a well-informed attacker. Its only user."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from twinlatch.errors import WeakPassword

MASTER_PASSWORD_LENGTH = 10
_MASTER_PASSWORD_SCORE = 2
_LENGTH = 50
_SCORES_LOG10 = (3, 6, 8, 10)
"""zxcvbn's scale: below 10^3 guesses the score is 0, from 10^10 on it is 4."""

SENTENCES = {
    "Use a few words, avoid common phrases.": "strength_suggestion_few_words",
    "No need for symbols, digits, or uppercase letters.": "strength_suggestion_no_need_for_symbols",
    "Add another word or two. Uncommon words are better.": "strength_suggestion_more_words",
    "Use a longer keyboard pattern with more turns.": "strength_suggestion_longer_keyboard_pattern",
    "Avoid repeated words and characters.": "strength_suggestion_no_repeats",
    "Avoid sequences.": "strength_suggestion_no_sequences",
    "Avoid recent years.": "strength_suggestion_no_recent_years",
    "Avoid years that are associated with you.": "strength_suggestion_no_years_of_yours",
    "Avoid dates and years that are associated with you.": "strength_suggestion_no_dates_of_yours",
    "Capitalization doesn't help very much.": "strength_suggestion_capitals",
    "All-uppercase is almost as easy to guess as all-lowercase.": "strength_suggestion_all_capitals",
    "Reversed words aren't much harder to guess.": "strength_suggestion_reversed",
    "Predictable substitutions like '@' instead of 'a' don't help very much.": "strength_suggestion_substitutions",
    "Straight rows of keys are easy to guess.": "strength_warning_row_of_keys",
    "Short keyboard patterns are easy to guess.": "strength_warning_keyboard_pattern",
    'Repeats like "aaa" are easy to guess.': "strength_warning_repeated_character",
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': "strength_warning_repeated_pattern",
    'Sequences like "abc" or "6543" are easy to guess.': "strength_warning_sequence",
    "Recent years are easy to guess.": "strength_warning_recent_year",
    "Dates are often easy to guess.": "strength_warning_date",
    "This is a top-10 common password.": "strength_warning_top_10",
    "This is a top-100 common password.": "strength_warning_top_100",
    "This is a very common password.": "strength_warning_common",
    "This is similar to a commonly used password.": "strength_warning_like_common",
    "A word by itself is easy to guess.": "strength_warning_single_word",
    "Names and surnames by themselves are easy to guess.": "strength_warning_single_name",
    "Common names and surnames are easy to guess.": "strength_warning_common_name",
}
"""zxcvbn's sentences, and the keys of ours in `_locales`."""


class Strength(NamedTuple):
    """`score` is 0 (guessed at once) to 4 (very hard); `warning` and `suggestions` are keys in `_locales`."""

    score: int
    guesses_log10: float
    warning: str | None
    suggestions: list[str]


def estimate(password: str, hints: Iterable[str] = ()) -> Strength:
    """Estimates a password by its first 50 characters: more take seconds where digits and symbols could be letters.

    `hints` are words an attacker would try first, such as the e-mail address and the site.
    """
    if not password:
        return Strength(0, 0.0, None, [])
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # late: its word lists cost 50 ms

    words = [word for hint in hints for word in (hint, hint.partition("@")[0], *re.split(r"[\W_]+", hint)) if word]
    found = zxcvbn(password[:_LENGTH], user_inputs=words, max_length=_LENGTH)
    feedback = found["feedback"]
    return Strength(
        score=found["score"],
        guesses_log10=found["guesses_log10"],
        warning=SENTENCES.get(feedback["warning"]),
        suggestions=[SENTENCES[sentence] for sentence in feedback["suggestions"] if sentence in SENTENCES],
    )


def of_random(entropy_bits: float) -> Strength:
    """The strength of a secret that was drawn by chance, by how many there are, on zxcvbn's scale.

    zxcvbn reads words of other lists as random letters, and a random letter as one of ten.
    """
    guesses_log10 = entropy_bits * math.log10(2)
    return Strength(bisect.bisect(_SCORES_LOG10, guesses_log10), guesses_log10, None, [])


def check_master_password(password: str, email: str) -> None:
    """Raises WeakPassword: "short" below 10 characters, "guessable" below score 2 (about 10^6 guesses)."""
    if len(password) < MASTER_PASSWORD_LENGTH:
        raise WeakPassword(why="short", min_length=MASTER_PASSWORD_LENGTH)
    if estimate(password, [email]).score < _MASTER_PASSWORD_SCORE:
        raise WeakPassword(why="guessable")
