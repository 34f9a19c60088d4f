"""Changes JSON as JSON, line by line, so that a fuzzer gets past the parser."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

from twinlatch import protocol
from twinlatch.handlers import load

_VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 0.5, 2**53 - 1, -(2**53) + 1, 2**64, 1e308, 10**400),
    *(
        "",
        "a",
        "000000",
        "AAAAAAAAAAAAAAAAAAAAAA",
        "https://bank.example",
        "x" * 300,
        "\0",
        "\ud800",
        "é\u0301",
        "\uff10",
    ),
    *([], {}, [[]], [None], {"": None}),
]
_NAMES = sorted(
    {field for model in vars(protocol).values() for field in getattr(model, "model_fields", {})} | {"", "\ud800"}
)
_METHODS = sorted(load())


def mutated(data: bytes, seed: int) -> bytes | None:
    """The same lines with a few values changed; None where no line is JSON."""
    random, lines = Random(seed), data.split(b"\n")
    places = [place for place, line in enumerate(lines) if _parsed(line) is not None]
    if not places:
        return None
    if random.random() < 0.1:
        random.shuffle(lines)
    elif random.random() < 0.1:
        lines.insert(random.randrange(len(lines) + 1), lines[random.choice(places)])
    else:
        place = random.choice(places)
        document = [_parsed(lines[place])]
        for _ in range(random.choice((1, 1, 2, 4))):
            _change(document, random)
        lines[place] = b"".join(json.dumps(value).encode() for value in document)
    return b"\n".join(lines)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _change(document: list[Any], random: Random) -> None:
    """Changes one member of a container somewhere in the document."""
    containers = [container for container in _containers(document) if container]
    if not containers:
        return
    container = random.choice(containers)
    key = random.choice(list(container) if isinstance(container, dict) else range(len(container)))
    match random.randrange(7):
        case 0:
            container[key] = copy.deepcopy(random.choice(_VALUES))
        case 1:
            container[key] = _nudged(container[key], random)
        case 2:
            del container[key]
        case 3:
            container[key] = copy.deepcopy(random.choice(_members(random.choice(containers))))
        case 4:
            container[key] = [container[key]] * random.choice((1, 2, 200))
        case 5 if isinstance(container, dict):
            container[random.choice(_NAMES)] = container.pop(key)
        case 5:
            container.insert(key, copy.deepcopy(container[key]))
        case _ if isinstance(container, dict) and "method" in container:
            container["method"] = random.choice(_METHODS)


def _members(container: Any) -> list[Any]:
    return list(container.values()) if isinstance(container, dict) else container


def _containers(value: Any) -> list[Any]:
    if not isinstance(value, dict | list):
        return []
    return [value, *(found for member in _members(value) for found in _containers(member))]


def _nudged(value: Any, random: Random) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return random.choice((value + 1, value - 1, -value, value * 2))
        case str():
            at = random.randrange(len(value) + 1)
            begin, end = value[:at], value[at:]
            return random.choice((begin, end, begin + random.choice("aA0.:/-_ \0é") + end, value * 2, value.upper()))
        case _:
            return value
