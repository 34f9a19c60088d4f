"""Text in a terminal: lines that fit, words that stay whole, and nothing that a terminal would obey."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image

from twinlatch import cli
from twinlatch.cli.text import columns, plain, printable, wrapped
from twinlatch.i18n import LANGUAGES, Sentences
from twinlatch.two_factor.totp import new_seed, provisioning_uri, qr_terminal


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_asked_and_nothing_is_lost(language: str) -> None:
    """The longest sentences of each language fit in 40 columns, also where a character takes two."""
    say = Sentences(language)
    for key in ("cli_exit_codes", "two_factor_what", "error_no_keyring_advice", "recovery_sheet_where"):
        text = plain(say(key))
        lines = wrapped(text, 40)
        assert max(map(columns, lines)) <= 40
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_japanese_line_does_not_begin_with_a_full_stop() -> None:
    """Closing marks stay with the character before them (JIS X 4051)."""
    assert wrapped("保管庫。保管庫。", 6) == ["保管", "庫。保", "管庫。"]


def test_a_line_does_not_break_at_a_space_that_forbids_it() -> None:
    """French keeps its question mark and colon with the word before them."""
    assert wrapped("coffre ouvert\N{NARROW NO-BREAK SPACE}?", 14) == ["coffre", "ouvert\N{NARROW NO-BREAK SPACE}?"]
    assert wrapped("coffre ouvert\N{NO-BREAK SPACE}: oui", 14) == ["coffre", "ouvert\N{NO-BREAK SPACE}: oui"]


def test_a_space_that_does_not_break_holds() -> None:
    """French keeps its colon at the word."""
    assert wrapped("Codes de sortie\u00a0: 0", 16) == ["Codes de", "sortie\u00a0: 0"]


def test_markup_and_soft_hyphens_are_for_browsers() -> None:
    assert plain("<b>Zwei\u00adfaktor</b>: <code>x</code> < y") == "Zweifaktor: x < y"


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b2J", "\r", "\x07", "\u202e", "\u2066", "\ud800"])
def test_what_a_terminal_would_obey_is_replaced(text: str) -> None:
    assert printable(text)[0] == "\N{REPLACEMENT CHARACTER}"


def test_spaces_of_every_kind_are_printed() -> None:
    """French sets its marks off with no-break spaces."""
    sentence = "«\N{NO-BREAK SPACE}coffre\N{NO-BREAK SPACE}»\N{NARROW NO-BREAK SPACE}?"
    assert printable(sentence) == sentence


def test_the_drawn_code_is_the_secret() -> None:
    """Read as a camera reads it, black on white, the half-blocks give the provisioning address; 24 lines hold it."""
    uri = provisioning_uri(new_seed(), "ada.lovelace@example.org")
    lines = [
        line.removeprefix("\033[38;5;16;48;5;231m").removesuffix("\033[0m") for line in qr_terminal(uri).split("\n")
    ]
    halves = {" ": (255, 255), "▀": (0, 255), "▄": (255, 0), "█": (0, 0)}
    rows = [[halves[char][half] for char in line] for line in lines for half in (0, 1)]
    picture = Image.new("L", (len(rows[0]), len(rows)))
    picture.putdata([pixel for row in rows for pixel in row])
    (found,) = zxingcpp.read_barcodes(picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST))
    assert found.text == uri
    assert len(lines) <= 25
    assert len(rows[0]) <= 80


def test_a_command_to_be_copied_is_not_broken() -> None:
    """A command at the end stands on one line."""
    assert wrapped("To turn two-factor on, run: twinlatch 2fa enable", 40)[-1] == "twinlatch 2fa enable"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "sentence", "values"),
    [
        ("fly", "cli_unknown_command", {"name": "fly"}),
        ("login now", "cli_unrecognized", {"names": "now"}),
        ("login --email", "cli_needs_value", {"name": "--email"}),
        ("2fa", "cli_missing", None),
    ],
)
def test_a_refused_command_line_is_explained_in_the_persons_language(
    language: str,
    arguments: str,
    sentence: str,
    values: dict[str, str] | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """argparse's own English does not come through."""
    monkeypatch.setenv("TWINLATCH_LANGUAGE", language)
    with pytest.raises(SystemExit) as exit_:
        cli.main(arguments.split())
    say = Sentences(language)
    assert exit_.value.code == 2
    assert say(sentence, **(values or {"names": say("cli_command")})) in capsys.readouterr().err
