"""Relations between people and objects in bodies.

An object is named by its type, a text of digits, and its id. A new workspace has the type 1 (track.v2.object-type-1),
and nothing here makes another one, so that every other type is unknown (track.v2.object-type-unknown).
"""

from collections.abc import Iterable
from functools import partial
from typing import Literal, NamedTuple

from simulator.operations import Identifier, Relate, Unrelate
from simulator.values import Json
from simulator.wire.malformed import Malformed, all_of, each_of
from simulator.wire.meta_errors import NotEmulated
from simulator.workspace.identifiers import identifier_text

RELATIONS = "cio_relationships"
Action = Literal["add_relationships", "delete_relationships"]
_ACTIONS: tuple[Action, ...] = ("add_relationships", "delete_relationships")
OBJECT_TYPES = ("1",)
"""The types of a new workspace (track.v2.object-type-1)."""


class Related(NamedTuple):
    """An object to which a relation goes, and what the relation has."""

    object_type: str
    object_id: str
    attributes: dict[str, Json]


def relations_of(written: Json, who: Identifier) -> tuple[Relate | Unrelate, ...]:
    """What a v1 identify does to the relations of `who`: an object of action and list."""
    if not isinstance(written, dict):
        raise Malformed("parse_error", RELATIONS, f"{RELATIONS} must be an object with action and relationships")
    action = next((action for action in _ACTIONS if action == written.get("action")), None)
    if action is None:
        raise Malformed("invalid", f"{RELATIONS}.action", f"{RELATIONS}.action must be one of {', '.join(_ACTIONS)}")
    related = related_objects(written.get("relationships"), action, field=f"{RELATIONS}.relationships")
    return relations_with(related, who, action)


def related_objects(written: Json, action: Action, *, field: str = RELATIONS) -> list[Related]:
    """Every object that is listed (track.v2.relationships-array)."""
    items = enumerate(items_of(written, field))
    return each_of(partial(_related, item, action, field=f"{field}.{place}") for place, item in items)


def relations_with(related: Iterable[Related], who: Identifier, action: Action) -> tuple[Relate | Unrelate, ...]:
    """What is done to the relations of `who` with these objects."""
    if action == "delete_relationships":
        return tuple(Unrelate(one.object_type, one.object_id, who) for one in related)
    return tuple(Relate(one.object_type, one.object_id, who, attributes=one.attributes) for one in related)


def items_of(written: Json, field: str) -> list[Json]:
    """The items of a list of relations."""
    if written is None:
        raise Malformed("required", field, f"{field} is required")
    if not isinstance(written, list):
        raise Malformed("parse_error", field, f"{field} must be an array")
    return written


def members_of(item: Json, *, field: str) -> dict[str, Json]:
    """The members of an item."""
    if not isinstance(item, dict):
        raise Malformed("parse_error", field, f"{field} must be an object")
    return item


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


def _related(item: Json, action: Action, *, field: str) -> Related:
    members = members_of(item, field=field)
    (object_type, object_id), attributes = all_of(
        lambda: object_from(members.get("identifiers"), field=f"{field}.identifiers"),
        lambda: {} if action == "delete_relationships" else attributes_of(members, field=field),
    )
    return Related(object_type, object_id, attributes)
