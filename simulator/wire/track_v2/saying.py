"""Operations to requests of Track v2: what is said of a person by any of the identifiers that the workspace knows."""

from simulator.operations import (
    AddDevice,
    Delete,
    DeleteDevice,
    Identifier,
    Identify,
    Merge,
    Operation,
    Relate,
    Suppress,
    Track,
    Unrelate,
    Unsuppress,
)
from simulator.values import Json
from simulator.wire import json_body
from simulator.wire.devices import written_device
from simulator.wire.exchange import CannotSay, Request
from simulator.wire.identifiers import merge_kinds, person_kinds
from simulator.wire.relationships import RELATIONS, written_object
from simulator.wire.terms import Terms
from simulator.wire.timestamps import update_time_name
from simulator.wire.track_v2.entity import PATH
from simulator.wire.track_v2.naming import written_person

_COMMANDS = frozenset(("_timestamp", "_update", RELATIONS))

Members = dict[str, Json]


def encode(operation: Operation, terms: Terms) -> Request | CannotSay:
    """The request, without credentials, that says `operation` to this API."""
    match operation:
        case Identify():
            said = _identify(operation, terms)
        case Track():
            said = _event(operation, terms)
        case Delete(who):
            said = _of_person(who, "delete", terms)
        case Suppress(who):
            said = _of_person(who, "suppress", terms)
        case Unsuppress(who):
            said = _of_person(who, "unsuppress", terms)
        case AddDevice() | DeleteDevice():
            said = _device(operation, terms)
        case Merge():
            said = _merge(operation, terms)
        case Relate() | Unrelate():
            said = _relation(operation, terms)
        case _:
            return CannotSay(f"Track v2 has no operation for {type(operation).__name__}")
    if isinstance(said, CannotSay):
        return said
    return Request("POST", PATH, headers={"content-type": json_body.JSON_TYPE}, body=json_body.encode(said))


def _identify(operation: Identify, terms: Terms) -> Members | CannotSay:
    commands = sorted(_COMMANDS & operation.attributes.keys())
    if commands:
        return CannotSay(f"an attribute called '{commands[0]}' would be taken as a command")
    if operation.who is None:
        return CannotSay("an identify of nobody has no identifiers")
    attributes = dict(operation.attributes)
    if operation.update_only:
        attributes["_update"] = True
    members: Members = {"attributes": attributes}
    if operation.timestamp is not None:
        members[update_time_name(terms.order_field)] = operation.timestamp
    return _of_person(operation.who, "identify", terms, members)


def _event(operation: Track, terms: Terms) -> Members | CannotSay:
    members: Members = {"name": operation.name, "attributes": operation.data}
    optional = {"id": operation.id, "timestamp": operation.timestamp, "anonymous_id": operation.anonymous_id}
    members.update((key, value) for key, value in optional.items() if value is not None)
    if operation.who is not None:
        return _of_person(operation.who, operation.kind, terms, members)
    if operation.anonymous_id is None:
        return CannotSay("an event of nobody has no identifiers")
    del members["anonymous_id"]
    return _members("person", operation.kind, {"anonymous_id": operation.anonymous_id}, members)


def _device(operation: AddDevice | DeleteDevice, terms: Terms) -> Members | CannotSay:
    if not operation.token.strip():
        return CannotSay("a device has a token")
    if isinstance(operation, DeleteDevice):
        return _of_person(operation.who, "delete_device", terms, {"device": {"token": operation.token}})
    return _of_person(operation.who, "add_device", terms, {"device": written_device(operation, key="token")})


def _merge(operation: Merge, terms: Terms) -> Members | CannotSay:
    sides: Members = {}
    for name, side in (("primary", operation.primary), ("secondary", operation.secondary)):
        sides[name] = written_person(side, merge_kinds(terms), terms)
        if sides[name] is None:
            return CannotSay(f"a merge cannot say that '{side}' is meant as {side.kind}")
    return {"type": "person", "action": "merge", **sides}


def _relation(operation: Relate | Unrelate, terms: Terms) -> Members | CannotSay:
    named = written_object(operation)
    if named is None:
        return CannotSay(f"no object is called '{operation.object_id}' of type '{operation.object_type}'")
    if isinstance(operation, Unrelate):
        return _of_person(operation.who, "delete_relationships", terms, {RELATIONS: [{"identifiers": named}]})
    if operation.who is not None:
        item: Members = {"identifiers": named, "relationship_attributes": operation.attributes}
        return _of_person(operation.who, "add_relationships", terms, {RELATIONS: [item]})
    if not operation.anonymous_id:
        return CannotSay("a relation of nobody has no anonymous id")
    anonymous: Members = {
        "identifiers": {"anonymous_id": operation.anonymous_id},
        "relationship_attributes": operation.attributes,
    }
    return _members("object", "identify_anonymous", named, {RELATIONS: [anonymous]})


def _of_person(who: Identifier, action: str, terms: Terms, members: Members | None = None) -> Members | CannotSay:
    written = written_person(who, person_kinds(terms), terms)
    if written is None:
        return CannotSay(f"no body can say that '{who}' is meant as {who.kind}")
    return _members("person", action, written, members or {})


def _members(what: str, action: str, identifiers: Members, rest: Members) -> Members:
    return {"type": what, "action": action, "identifiers": identifiers, **rest}
