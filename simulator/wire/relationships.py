"""Relations between people and objects in bodies.

An object is named by its type, a text of digits, and its id. A new workspace has the type 1 (track.v2.object-type-1),
and nothing here makes another one, so that every other type is unknown (track.v2.object-type-unknown).
"""

from typing import Literal

from simulator.operations import Identifier, Relate, Unrelate
from simulator.values import Json
from simulator.wire.malformed import Malformed
from simulator.wire.meta_errors import NotEmulated
from simulator.workspace.identifiers import identifier_text

RELATIONS = "cio_relationships"
Action = Literal["add_relationships", "delete_relationships"]
_ACTIONS: tuple[Action, ...] = ("add_relationships", "delete_relationships")
OBJECT_TYPES = ("1",)
"""The types of a new workspace (track.v2.object-type-1)."""


def relations_of(written: Json, who: Identifier) -> tuple[Relate | Unrelate, ...]:
    """What a v1 identify does to the relations of `who`: an object of action and list."""
    if not isinstance(written, dict):
        raise Malformed("parse_error", RELATIONS, f"{RELATIONS} must be an object with action and relationships")
    action = next((action for action in _ACTIONS if action == written.get("action")), None)
    if action is None:
        raise Malformed("invalid", f"{RELATIONS}.action", f"{RELATIONS}.action must be one of {', '.join(_ACTIONS)}")
    return listed_relations(written.get("relationships"), who, action, field=f"{RELATIONS}.relationships")


def listed_relations(
    written: Json, who: Identifier, action: Action, *, field: str = RELATIONS
) -> tuple[Relate | Unrelate, ...]:
    """What is done to the relations of `who` with every object that is listed (track.v2.relationships-array)."""
    return tuple(_relation(item, who, action, field=f"{field}.{place}") for place, item in items_of(written, field))


def items_of(written: Json, field: str) -> list[tuple[int, dict[str, Json]]]:
    """The items of a list of relations, each with its place in it."""
    if written is None:
        raise Malformed("required", field, f"{field} is required")
    if not isinstance(written, list):
        raise Malformed("parse_error", field, f"{field} must be an array")
    items: list[tuple[int, dict[str, Json]]] = []
    for place, item in enumerate(written):
        if not isinstance(item, dict):
            raise Malformed("parse_error", f"{field}.{place}", f"{field}.{place} must be an object")
        items.append((place, item))
    return items


def object_from(written: Json, *, field: str) -> tuple[str, str]:
    """Type and id of the object that identifiers name."""
    if not isinstance(written, dict) or not written:
        raise Malformed("required", field, f"{field} is required")
    if "cio_object_id" in written:
        raise NotEmulated("cio_object_id")
    found = []
    for key in ("object_type_id", "object_id"):
        found.append(identifier_text(written.get(key)))
        if not found[-1]:
            raise Malformed("required", f"{field}.{key}", f"{field}.{key} is required")
    if found[0] not in OBJECT_TYPES:
        known = ", ".join(OBJECT_TYPES)
        raise Malformed("invalid", f"{field}.object_type_id", f"object type {found[0]} is unknown; there is {known}")
    return found[0], found[1]


def attributes_of(item: dict[str, Json], *, field: str) -> dict[str, Json]:
    """The attributes of a relation."""
    attributes = item.get("relationship_attributes")
    if attributes is None:
        return {}
    if not isinstance(attributes, dict):
        raise Malformed("parse_error", f"{field}.relationship_attributes", "relationship_attributes must be an object")
    return attributes


def written_object(operation: Relate | Unrelate) -> dict[str, Json] | None:
    """The object as bodies name it; nothing if they cannot."""
    written: dict[str, Json] = {"object_type_id": operation.object_type, "object_id": operation.object_id}
    try:
        understood = object_from(written, field="")
    except Malformed:
        return None
    return written if understood == (operation.object_type, operation.object_id) else None


def _relation(item: dict[str, Json], who: Identifier, action: Action, *, field: str) -> Relate | Unrelate:
    object_type, object_id = object_from(item.get("identifiers"), field=f"{field}.identifiers")
    if action == "delete_relationships":
        return Unrelate(object_type, object_id, who)
    return Relate(object_type, object_id, who, attributes=attributes_of(item, field=field))
