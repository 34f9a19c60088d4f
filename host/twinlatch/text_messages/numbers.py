"""Phone numbers as people write them, and as ITU-T E.164 does. The only importer of `phonenumbers`."""

from __future__ import annotations

from typing import Any

from twinlatch.errors import InvalidParams, SmsFailed


def to_e164(typed: str, region: str | None) -> str:
    """The number in full, such as "+4915112345678"; without a country code it is one of `region` ("DE", ISO 3166).

    Raises InvalidParams for what no phone can have, SmsFailed where the library is not installed.
    """
    library = _library()
    try:
        number = library.parse(typed, region)
    except library.NumberParseException:
        raise InvalidParams(field="number", why="phone_number") from None
    if not library.is_valid_number(number):
        raise InvalidParams(field="number", why="phone_number")
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


def masked(number: str) -> str:
    """What may be shown of a number: its country code and its last two digits, "+49 ••• ••12"."""
    try:
        country = f"+{_library().parse(number).country_code} "
    except SmsFailed:
        country = ""
    return f"{country}••• ••{number[-2:]}"


def countries() -> list[tuple[str, str]]:
    """Every region of the world (ISO 3166) with its country code, ("DE", "49"). Raises SmsFailed."""
    library = _library()
    return [(region, str(library.country_code_for_region(region))) for region in sorted(library.SUPPORTED_REGIONS)]


def _library() -> Any:
    try:
        import phonenumbers
    except ImportError:
        raise SmsFailed(why="not_installed") from None
    return phonenumbers
