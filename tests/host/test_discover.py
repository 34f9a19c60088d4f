"""The host's description of itself, and the declarations the extension's type checker reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from twinlatch import discover, errors, handlers, protocol, typescript

DECLARATIONS = Path(__file__).parents[2] / "extension/protocol.d.ts"
REFRESH = "PYTHONPATH=host python -m twinlatch.typescript > extension/protocol.d.ts"
METHODS = handlers.load()
DOCUMENT = discover.document(METHODS)
SCHEMAS = DOCUMENT["components"]["schemas"]


def test_the_committed_declarations_are_current() -> None:
    current = typescript.declarations(DOCUMENT)
    assert DECLARATIONS.read_text("utf-8") == current, f"extension/protocol.d.ts is not current. Refresh it: {REFRESH}"


def test_every_method_is_described_by_a_sentence_and_by_name() -> None:
    assert [method["name"] for method in DOCUMENT["methods"]] == sorted(METHODS)
    for method in DOCUMENT["methods"]:
        assert method["summary"].endswith("."), method["name"]
        assert method["paramStructure"] == "by-name"


def test_a_parameter_is_required_unless_its_model_has_a_default() -> None:
    hello = next(method for method in DOCUMENT["methods"] if method["name"] == "system.hello")
    assert hello["params"] == [
        {
            "name": "client_version",
            "required": False,
            "schema": {"default": "", "maxLength": 64, "title": "Client Version", "type": "string"},
        }
    ]


def test_every_field_of_a_result_is_sent() -> None:
    assert set(SCHEMAS["Session"]["required"]) == set(protocol.Session.model_fields)


def test_every_reference_leads_somewhere() -> None:
    references = set(references_in(DOCUMENT))
    assert references
    assert {reference.removeprefix("#/components/schemas/") for reference in references} <= SCHEMAS.keys()


def test_every_refusal_is_listed_once_under_its_reason() -> None:
    listed = DOCUMENT["components"]["errors"]
    assert set(listed) == {error.reason for error in errors.TwinlatchError.__subclasses__()}
    assert len(errors.TwinlatchError.__subclasses__()) == len(listed)
    assert listed["locked"] == {
        "code": -32000,
        "message": errors.Locked.message,
        "data": {"reason": "locked"},
    }
    assert listed["invalid_params"]["code"] == -32602


def test_the_names_fixed_by_the_contract_are_answered() -> None:
    """More belong beside them; these are never renamed."""
    fixed = """
        account.add account.change_email account.change_password account.create account.delete
        generator.password
        items.create items.delete items.get items.list items.search items.update
        recovery_codes.regenerate recovery_codes.saved
        rpc.discover
        session.lock session.login session.logout session.state session.unlock
        settings.get settings.set
        sites.fill sites.match
        system.hello system.status
        two_factor.begin two_factor.cancel two_factor.confirm two_factor.disable two_factor.status
    """
    assert set(fixed.split()) <= METHODS.keys()


@pytest.mark.parametrize(
    ("schema", "declared"),
    [
        ({"type": "integer"}, "number"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string | null"),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "Array<string | null>"),
        ({"enum": ["", "en"], "type": "string"}, '"" | "en"'),
        ({"const": "login", "type": "string"}, '"login"'),
        ({"$ref": "#/components/schemas/ItemUrl-Output"}, "ItemUrl"),
        ({"$ref": "#/components/schemas/ItemUrl-Input"}, "ItemUrlInput"),
    ],
)
def test_a_schema_becomes_the_type_of_the_same_values(schema: protocol.Json, declared: str) -> None:
    model = {"type": "object", "properties": {"field": schema}, "required": ["field"]}
    document = {
        "methods": [],
        "x-notifications": [],
        "components": {"schemas": {"Model": model}, "errors": {"locked": {}}},
    }
    assert f"export interface Model {{\n  field: {declared};\n}}\n" in typescript.declarations(document)


def references_in(value: Any) -> Any:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references_in(inner)
