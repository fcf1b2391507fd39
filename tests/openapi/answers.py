"""Whether an answer of the App API is what the vendor's schema of its operation says.

Alternatives are read as `anyOf`: the vendor's overlap, for an SMS is two of the actions.
"""

import msgspec
from jsonschema import Draft4Validator

from simulator.values import Json
from tests.openapi.trimmed import answer_schemas

SCHEMAS = answer_schemas("app")


def faults(operation: str, answer: dict[str, Json]) -> list[str]:
    """Where the answer is not what the vendor's schema of the operation says."""
    schema = msgspec.convert(_plain(SCHEMAS[operation]), dict[str, Json])
    return [error.message for error in Draft4Validator(schema).iter_errors(answer)]


def members_of(operation: str) -> set[str]:
    """What an answer of the operation may hold at its outside."""
    return set(msgspec.convert(SCHEMAS[operation]["properties"], dict[str, Json]))


def _plain(schema: Json) -> Json:
    """An OpenAPI schema as a JSON schema: what may be null says so by its type."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    members = {name: _plain(member) for name, member in schema.items()}
    if members.pop("nullable", None) is True and "type" in members:
        members["type"] = [members["type"], "null"]
    return members
