"""Whether an answer of the App API is what the vendor's schema of its operation says."""

import msgspec

from simulator.values import Json
from tests.openapi.vendor import documented_as


def faults(operation: str, answer: dict[str, Json]) -> list[str]:
    """Where the answer is not what the vendor's schema of the operation says."""
    return documented_as("app", operation).answer_faults(200, msgspec.json.encode(answer))


def members_of(operation: str) -> set[str]:
    """What an answer of the operation may hold at its outside."""
    return documented_as("app", operation).answer_members(200)
