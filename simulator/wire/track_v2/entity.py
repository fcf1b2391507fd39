"""The one route of Track v2 for a single operation: type and action choose what its members mean.

The table holds every pair that is documented; another one answers 400 (track.v2.matrix), and a documented one that is
not emulated yet 501 by its name.
"""

from functools import partial

from simulator.operations import Operation, Relate
from simulator.values import Json
from simulator.wire import json_body
from simulator.wire.exchange import Refused, Request
from simulator.wire.malformed import Malformed, all_of, each_of
from simulator.wire.meta_errors import NotEmulated
from simulator.wire.relationships import RELATIONS, attributes_of, items_of, members_of, object_from
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.wire.track_v2 import people
from simulator.wire.track_v2.errors import TooLarge, malformed
from simulator.wire.track_v2.people import Decode, Members

PATH = "/api/v2/entity"
KILOBYTES_MAX = 32
_DELIVERY_EVENTS = ("opened", "converted", "delivered")


def identify_anonymous(members: Members, _terms: Terms) -> Operation | tuple[Operation, ...]:
    """Relate an object to anonymous ids: those of the list, or the one beside it (anonymous.objects)."""
    (object_type, object_id), related = all_of(
        lambda: object_from(members.get("identifiers"), field="identifiers"), lambda: _anonymous_ids(members)
    )
    relations = [
        Relate(object_type, object_id, anonymous_id=anonymous_id, attributes=attributes)
        for anonymous_id, attributes in related
    ]
    return relations[0] if len(relations) == 1 else tuple(relations)


def _anonymous_ids(members: Members) -> list[tuple[str, Members]]:
    """The anonymous ids that an object is related to, with what each relation has."""
    items = enumerate(items_of(members.get(RELATIONS) or [], RELATIONS))
    listed = each_of(partial(_anonymous, item, field=f"{RELATIONS}.{place}") for place, item in items)
    return listed or [(_anonymous_id(members), {})]


def _anonymous(item: Json, *, field: str) -> tuple[str, Members]:
    members = members_of(item, field=field)
    attributes, anonymous_id = all_of(
        lambda: attributes_of(members, field=field), lambda: _anonymous_id(members.get("identifiers"))
    )
    return anonymous_id, attributes


def _anonymous_id(holder: object) -> str:
    anonymous_id = holder.get("anonymous_id") if isinstance(holder, dict) else None
    if not isinstance(anonymous_id, str) or not anonymous_id:
        raise Malformed("required", "anonymous_id", "anonymous_id is required")
    return anonymous_id


def delivery_event(members: Members, _terms: Terms) -> Operation:
    """What a device reports of a message: one of three names, and which device it was (track.v2.delivery-names)."""
    all_of(
        lambda: _check_member(members, "identifiers", "id"),
        lambda: _check_delivery_event(_word(members, "name")),
        lambda: _check_member(members, "attributes", "device_token"),
    )
    raise NotEmulated("delivery event")


def _check_member(members: Members, holder: str, key: str) -> None:
    held = members.get(holder)
    if not isinstance(held, dict) or not held.get(key):
        raise Malformed("required", f"{holder}.{key}", f"{holder}.{key} is required")


def _check_delivery_event(name: str) -> None:
    if name not in _DELIVERY_EVENTS:
        raise Malformed("invalid", "name", f"name must be one of {', '.join(_DELIVERY_EVENTS)}")


MATRIX: dict[tuple[str, str], Decode | None] = {
    ("person", "identify"): people.identify,
    ("person", "event"): people.event("event"),
    ("person", "page"): people.event("page"),
    ("person", "screen"): people.event("screen"),
    ("person", "delete"): people.delete,
    ("person", "suppress"): people.suppress,
    ("person", "unsuppress"): people.unsuppress,
    ("person", "add_device"): people.add_device,
    ("person", "delete_device"): people.delete_device,
    ("person", "merge"): people.merge,
    ("person", "add_relationships"): people.relate("add_relationships"),
    ("person", "delete_relationships"): people.relate("delete_relationships"),
    ("object", "identify_anonymous"): identify_anonymous,
    ("object", "identify"): None,
    ("object", "delete"): None,
    ("object", "add_relationships"): None,
    ("object", "delete_relationships"): None,
    ("delivery", "event"): delivery_event,
}
"""Type and action to their decoder; nothing where it is not emulated."""
_TYPES = tuple(dict.fromkeys(what for what, _ in MATRIX))


def _decode(request: Request, _arguments: Arguments, terms: Terms) -> Operation | tuple[Operation, ...]:
    try:
        check_size(len(request.body), terms)
        return operations_of(object_in(request.body), terms)
    except Malformed as fault:
        raise Refused(malformed(fault, terms)) from fault


def check_size(size: int, terms: Terms) -> None:
    """Refuse an operation that is too large (track.v2.size-entity)."""
    bytes_max = KILOBYTES_MAX * terms.kilobyte
    if size > bytes_max:
        raise TooLarge("an operation", bytes_max)


def object_in(body: bytes) -> Members:
    """The body's members; what is no JSON object is refused."""
    try:
        return json_body.object_from(body)
    except ValueError as error:
        raise Malformed("parse_error", "", f"request body is not a JSON object: {error}") from error


def operations_of(members: Members, terms: Terms) -> Operation | tuple[Operation, ...]:
    """What an entity's members ask, by its type and action."""
    return _chosen(members)(members, terms)


def _chosen(members: Members) -> Decode:
    what, action = all_of(lambda: _word(members, "type"), lambda: _word(members, "action"))
    if what not in _TYPES:
        raise Malformed("invalid", "type", f"type must be one of {', '.join(_TYPES)}")
    if (what, action) not in MATRIX:
        allowed = ", ".join(action for kind, action in MATRIX if kind == what)
        raise Malformed("invalid", "action", f"action of a {what} must be one of {allowed}")
    decode = MATRIX[what, action]
    if decode is None:
        raise NotEmulated(f"{what} {action}")
    return decode


def _word(members: Members, key: str) -> str:
    word = members.get(key)
    if word is None:
        raise Malformed("required", key, f"{key} is required")
    if not isinstance(word, str):
        raise Malformed("parse_error", key, f"{key} must be a string")
    return word


ROUTES: tuple[Route[Operation | tuple[Operation, ...]], ...] = (Route("POST", PATH, "track", "entity", _decode),)
