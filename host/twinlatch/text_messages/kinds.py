"""The gateways that Settings offers: what to enter for each, and the Apprise URL that it makes.

`{phone}` is where the recipient's number goes. The names of fields have their words in `_locales`.
Source: Apprise's own templates; Kannel's user guide, "Using the HTTP interface to sendsms".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from twinlatch.errors import SmsFailed

PHONE = "{phone}"

_SECRETS = {"api_key", "api_secret", "api_token", "auth_token", "password", "secret_access_key", "url"}


_UNENCRYPTED = ("smpp:", "form:")
_KANNEL = (
    "{host}:{port}/cgi-bin/sendsms?method=GET&:username={user}&:password={password}&:from={sender}&:to={phone}"
    "&:message=text&:charset=UTF-8&:coding=2&:version=&:title=&:type="
)


class Kind(NamedTuple):
    """`title` is a proper name, the same in every language; None for a URL that the person wrote."""

    title: str | None
    url: str

    @property
    def is_encrypted(self) -> bool:
        """Whether what is sent cannot be read on the way to the gateway, as far as that is known."""
        return not self.url.startswith(_UNENCRYPTED)

    @property
    def fields(self) -> list[str]:
        """In the order in which they are asked for."""
        names = [part.partition("{")[2] for part in self.url.split("}")]
        return [name for name in names if name and name != "phone"]


KINDS = {
    "twilio": Kind("Twilio", "twilio://{account_sid}:{auth_token}@{sender_number}/{phone}"),
    "vonage": Kind("Vonage", "vonage://{api_key}:{api_secret}@{sender_number}/{phone}"),
    "sinch": Kind("Sinch", "sinch://{service_plan_id}:{api_token}@{sender_number}/{phone}"),
    "bird": Kind("Bird (MessageBird)", "msgbird://{api_key}/{sender_number}/{phone}"),
    "plivo": Kind("Plivo", "plivo://{auth_id}@{auth_token}/{sender_number}/{phone}"),
    "clicksend": Kind("ClickSend", "clicksend://{user}:{api_key}@{phone}"),
    "telnyx": Kind("Telnyx", "telnyx://{api_key}@{sender_number}/{phone}"),
    "infobip": Kind("Infobip", "infobip://{api_key}@{host}/{phone}"),
    "46elks": Kind("46elks", "46elks://{user}:{password}@{sender_number}/{phone}"),
    "seven": Kind("seven", "seven://{api_key}/{phone}"),
    "sns": Kind("Amazon SNS", "sns://{access_key_id}/{secret_access_key}/{region}/{phone}"),
    "smpp": Kind("SMPP", "smpp://{user}:{password}@{host}:{port}/{sender_number}/{phone}"),
    "kannel": Kind("Kannel", f"form://{_KANNEL}"),
    "kannel_https": Kind("Kannel (HTTPS)", f"forms://{_KANNEL}"),
    "url": Kind(None, "{url}"),
}


def is_secret(field: str) -> bool:
    return field in _SECRETS


def url_of(kind: str, values: Mapping[str, str]) -> str:
    """The gateway's URL. Raises SmsFailed where a value is missing, or the person's own URL names no `{phone}`."""
    chosen = KINDS.get(kind)
    if chosen is None or any(not values.get(name, "").strip() for name in chosen.fields):
        raise SmsFailed(why="incomplete")
    if chosen.title is None:
        url = values["url"].strip()
        if PHONE not in url:
            raise SmsFailed(why="no_phone_place")
        return url
    place, question_mark, query = chosen.url.partition("?")
    quoted = {name: quote(values[name].strip(), safe="") for name in chosen.fields}
    quoted_twice = {name: quote(value, safe="") for name, value in quoted.items()}  # as Apprise decodes a query
    return _filled(place, quoted) + question_mark + _filled(query, quoted_twice)


def _filled(template: str, values: Mapping[str, str]) -> str:
    return template.format(**values, phone=PHONE)
