"""Whether an answer of the App API is what the vendor's schema of its operation says."""

import msgspec

from simulator.values import Json
from tests.openapi.vendor import Documented, documented_as


def faults(operation: str, answer: dict[str, Json]) -> list[str]:
    """Where the answer is not what the vendor's schema of the operation says."""
    return documented_as("app", operation).answer_faults(200, msgspec.json.encode(answer))


def members_of(operation: str) -> set[str]:
    """What an answer of the operation may hold at its outside."""
    described = documented_as("app", operation)
    return set(described.properties(described.answer_schema(200)))


def says_all(operation: str, answer: dict[str, Json]) -> bool:
    """Whether the answer has every member that the schema describes, and no other, at every depth."""
    described = documented_as("app", operation)
    return _says_all(described, described.answer_schema(200), answer)


def _says_all(described: Documented, schema: Json, answer: Json) -> bool:
    if isinstance(answer, list):
        assert isinstance(schema, dict)
        return all(_says_all(described, schema["items"], one) for one in answer)
    if not isinstance(answer, dict):
        return True
    members = described.properties(schema)
    return members.keys() == answer.keys() and all(
        _says_all(described, members[name], one) for name, one in answer.items()
    )
