"""The host described by itself: an OpenRPC document made from its methods, their models and its refusals.

https://spec.open-rpc.org. Beside the standard fields a method has `x-params` (the model of its parameters) and
`x-gesture` (whether it extends the session), and the document has `x-notifications`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from twinlatch import __version__, errors, jsonrpc, protocol
from twinlatch.registry import Method

NOTIFICATIONS: Mapping[str, Any] = {"session.changed": protocol.Session}

_REF = "#/components/schemas/{model}"


def document(methods: Mapping[str, Method]) -> protocol.Json:
    """The OpenRPC document of these methods."""
    ordered = sorted(methods.values(), key=lambda method: method.name)
    schemas, definitions = TypeAdapter.json_schemas(
        [
            *((method.name, "validation", TypeAdapter(method.params)) for method in ordered),
            *((method.name, "serialization", TypeAdapter(method.result)) for method in ordered),
            *((name, "serialization", TypeAdapter(model)) for name, model in NOTIFICATIONS.items()),
            ("error", "serialization", TypeAdapter(protocol.RpcError)),
        ],
        ref_template=_REF,
        schema_generator=_Schema,
    )
    models: protocol.Json = definitions["$defs"]
    return {
        "openrpc": "1.3.0",
        "info": {"title": "Twinlatch host", "version": __version__},
        "methods": [
            {
                "name": method.name,
                "summary": method.summary,
                "paramStructure": "by-name",
                "params": _descriptors(models[method.params.__name__]),
                "result": {"name": "result", "schema": schemas[method.name, "serialization"]},
                "x-params": schemas[method.name, "validation"],
                "x-gesture": method.gesture,
            }
            for method in ordered
        ],
        "x-notifications": [{"name": name, "schema": schemas[name, "serialization"]} for name in NOTIFICATIONS],
        "components": {"schemas": models, "errors": _errors()},
    }


class _Schema(GenerateJsonSchema):
    """The host always sends every field of a result, those with a default included."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)


def _descriptors(model: protocol.Json) -> list[protocol.Json]:
    required = model.get("required", [])
    return [
        {"name": name, "required": name in required, "schema": schema}
        for name, schema in model.get("properties", {}).items()
    ]


def _errors() -> protocol.Json:
    """By reason, in the order of twinlatch/errors.py."""
    classes = [value for value in vars(errors).values() if isinstance(value, type)]
    return {
        error.reason: {"code": jsonrpc.code_of(error), "message": error.message, "data": {"reason": error.reason}}
        for error in classes
        if issubclass(error, errors.TwinlatchError) and error is not errors.TwinlatchError
    }
