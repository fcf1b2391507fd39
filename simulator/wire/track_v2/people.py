"""What a Track v2 operation does to a person: each action from its members to operations.

Event data and a device's token have other keys than in v1 (track.v2.event-attributes, track.v2.device-token). Members
that an action does not know are passed over (track.v2.surplus-ignored).
"""

from collections.abc import Callable

from simulator.operations import (
    AddDevice,
    Delete,
    DeleteDevice,
    EventKind,
    Identifier,
    Identify,
    Merge,
    Operation,
    Suppress,
    Track,
    Unsuppress,
)
from simulator.values import Json
from simulator.wire.devices import device_from, token_from
from simulator.wire.identifiers import check_id_attribute, merge_kinds, person_kinds
from simulator.wire.malformed import Malformed, all_of
from simulator.wire.relationships import RELATIONS, Action, Related, related_objects, relations_with
from simulator.wire.terms import Terms
from simulator.wire.timestamps import update_time, whole_seconds
from simulator.wire.track_v2.naming import person_named

Members = dict[str, Json]
Decode = Callable[[Members, Terms], Operation | tuple[Operation, ...]]
ATTRIBUTES = "attributes"
_TIME = "_timestamp"
_UPDATE_ONLY = "_update"


def identify(members: Members, terms: Terms) -> Operation | tuple[Operation, ...]:
    """An identify, with the relations it brings; attributes may hold identifiers (track.v2.email-attribute)."""
    who, written, related = all_of(
        lambda: _person(members, terms),
        lambda: _person_attributes(members),
        lambda: _related(members),
    )
    attributes = dict(written)
    timestamp = update_time(members, attributes, terms.order_field)
    attributes.pop(_TIME, None)
    update_only = attributes.pop(_UPDATE_ONLY, None) is True
    identified = Identify(who, attributes, timestamp, update_only, version=2)
    return (identified, *relations_with(related, who, "add_relationships")) if related else identified


def event(kind: EventKind) -> Decode:
    """The decoder of an event of that kind."""

    def decode(members: Members, terms: Terms) -> Track:
        (who, anonymous_id), name, data = all_of(
            lambda: _person_or_nobody(members, terms),
            lambda: _name(members.get("name")),
            lambda: _attributes(members),
        )
        event_id = members.get("id")
        return Track(
            name=name,
            who=who,
            kind=kind,
            data=data,
            timestamp=whole_seconds(members.get("timestamp")),
            id=event_id if isinstance(event_id, str) else None,
            anonymous_id=anonymous_id,
        )

    return decode


def merge(members: Members, terms: Terms) -> Merge:
    """A merge names two people and no `identifiers` (track.v2.merge-no-identifiers)."""
    kinds = merge_kinds(terms)
    primary, secondary = all_of(
        lambda: person_named(members.get("primary"), kinds, terms, field="primary"),
        lambda: person_named(members.get("secondary"), kinds, terms, field="secondary"),
    )
    return Merge(primary, secondary)


def delete(members: Members, terms: Terms) -> Delete:
    return Delete(_person(members, terms))


def suppress(members: Members, terms: Terms) -> Suppress:
    return Suppress(_person(members, terms))


def unsuppress(members: Members, terms: Terms) -> Unsuppress:
    return Unsuppress(_person(members, terms))


def add_device(members: Members, terms: Terms) -> AddDevice:
    who, device = all_of(lambda: _person(members, terms), lambda: device_from(members.get("device"), key="token"))
    return AddDevice(who, *device)


def delete_device(members: Members, terms: Terms) -> DeleteDevice:
    return DeleteDevice(
        *all_of(lambda: _person(members, terms), lambda: token_from(members.get("device"), key="token"))
    )


def relate(action: Action) -> Decode:
    """The decoder of a list of relations that are added or deleted."""

    def decode(members: Members, terms: Terms) -> Operation | tuple[Operation, ...]:
        who, related = all_of(lambda: _person(members, terms), lambda: related_objects(members.get(RELATIONS), action))
        if not related:
            raise Malformed("required", RELATIONS, f"{RELATIONS} must list at least one")
        listed = relations_with(related, who, action)
        return listed[0] if len(listed) == 1 else listed

    return decode


def _person(members: Members, terms: Terms) -> Identifier:
    return person_named(members.get("identifiers"), person_kinds(terms), terms, field="identifiers")


def _person_or_nobody(members: Members, terms: Terms) -> tuple[Identifier | None, str | None]:
    """Whose event it is: that of a person, or of an anonymous id alone (track.v2.anonymous-only).

    An anonymous id may also stand beside the identifiers, as it does in v1.
    """
    written, beside = members.get("identifiers"), members.get("anonymous_id")
    if not isinstance(written, dict) or list(written) != ["anonymous_id"]:
        return _person(members, terms), beside if isinstance(beside, str) and beside else None
    anonymous_id = written["anonymous_id"]
    if not isinstance(anonymous_id, str) or not anonymous_id:
        field = "identifiers.anonymous_id"
        raise Malformed("invalid", field, f"{field} must be a string that is not empty")
    return None, anonymous_id


def _related(members: Members) -> list[Related]:
    """The objects that an identify relates; it need not have any."""
    return [] if members.get(RELATIONS) is None else related_objects(members[RELATIONS], "add_relationships")


def _person_attributes(members: Members) -> Members:
    attributes = _attributes(members)
    check_id_attribute(attributes.get("id"), field=f"{ATTRIBUTES}.id")
    return attributes


def _attributes(members: Members) -> Members:
    attributes = members.get(ATTRIBUTES)
    if attributes is None:
        return {}
    if not isinstance(attributes, dict):
        raise Malformed("parse_error", ATTRIBUTES, f"{ATTRIBUTES} must be an object")
    return attributes


def _name(written: Json) -> str:
    """The name as sent; null and blank ones are missing."""
    if written is not None and not isinstance(written, str):
        raise Malformed("parse_error", "name", "name must be a string")
    if not written or not written.strip():
        raise Malformed("required", "name", "name is required")
    return written
