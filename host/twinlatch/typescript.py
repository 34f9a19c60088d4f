"""The wire contract as TypeScript declarations, for the extension's type checker.

PYTHONPATH=host python -m twinlatch.typescript > extension/protocol.d.ts
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from twinlatch import discover, handlers
from twinlatch.protocol import Json

_HEADER = """\
// The wire contract, made from the host's models: host/twinlatch/protocol.py and errors.py. Types only.
// Refresh it with: PYTHONPATH=host python -m twinlatch.typescript > extension/protocol.d.ts"""

_PRIMITIVES = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def declarations(document: Json) -> str:
    """`Reason`, `Methods`, `Notifications` and an interface for each model, from an OpenRPC document of ours."""
    components = document["components"]
    methods = (
        _comment(method["summary"], "  ")
        + f"  {json.dumps(method['name'])}: "
        + f"{{ params: {_type(method['x-params'])}; result: {_type(method['result']['schema'])} }};\n"
        for method in document["methods"]
    )
    notifications = (
        f"  {json.dumps(each['name'])}: {_type(each['schema'])};\n" for each in document["x-notifications"]
    )
    blocks = [
        _HEADER,
        "export type Reason =" + "".join(f"\n  | {json.dumps(reason)}" for reason in components["errors"]) + ";",
        _interface("Methods", methods),
        _interface("Notifications", notifications),
        *(_model(name, schema) for name, schema in components["schemas"].items()),
    ]
    return "\n\n".join(blocks) + "\n"


def _model(name: str, schema: Json) -> str:
    required = schema.get("required", [])
    fields = [
        f"  {field}{'' if field in required else '?'}: {_type(kind)};\n"
        for field, kind in schema.get("properties", {}).items()
    ]
    if schema.get("additionalProperties"):
        fields.append("  [field: string]: unknown;\n")
    return _comment(schema.get("description", "")) + _interface(_identifier(name), fields)


def _interface(name: str, members: Iterable[str]) -> str:
    return f"export interface {name} {{\n{''.join(members)}}}"


def _comment(text: str, indent: str = "") -> str:
    return f"{indent}/** {' '.join(text.split())} */\n" if text else ""


def _type(schema: Json) -> str:
    """The TypeScript type of a JSON schema, of the kinds that pydantic makes of our models."""
    if "$ref" in schema:
        return _identifier(schema["$ref"].rpartition("/")[2])
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if schema["type"] == "array":
        return f"Array<{_type(schema['items'])}>"
    if schema["type"] == "object":
        return "Record<string, unknown>"
    return _PRIMITIVES[schema["type"]]


def _identifier(name: str) -> str:
    """`ItemUrl-Output`, as the host sends it, is ItemUrl; `ItemUrl-Input`, its defaults optional, is ItemUrlInput."""
    return name.removesuffix("-Output").replace("-", "")


if __name__ == "__main__":
    sys.stdout.write(declarations(discover.document(handlers.load())))
