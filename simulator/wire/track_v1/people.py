"""People in Track v1: identify, delete, suppress, unsuppress and merge.

An identify may bring relations; then it becomes several operations. The calls without a body of their own take `{}` as
well as nothing, whatever it holds (track.v1.body-empty-json).
"""

from typing import TypeVar

from simulator.operations import Delete, Identify, Merge, Relate, Suppress, Unrelate, Unsuppress
from simulator.wire.exchange import CannotSay, Request
from simulator.wire.identifiers import check_id_attribute, merge_kinds, sole_identifier, written_identifier
from simulator.wire.relationships import RELATIONS, relations_of
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.wire.timestamps import whole_seconds
from simulator.wire.track_v1.requests import (
    Decode,
    about_person,
    members_of,
    person_from,
    row,
    with_body,
)

_COMMANDS = frozenset(("_timestamp", "_update", RELATIONS))
"""Members of an identify that act and are not stored (attributes.reserved-commands)."""
_MERGE_PATH = "/api/v1/merge_customers"

PeopleOperation = Identify | Delete | Suppress | Unsuppress | Merge
Departing = TypeVar("Departing", Delete, Suppress, Unsuppress)


def _decode_identify(
    request: Request, arguments: Arguments, terms: Terms
) -> Identify | tuple[Identify | Relate | Unrelate, ...]:
    who = person_from(arguments[0], terms)
    members = members_of(request.body)
    timestamp = whole_seconds(members.pop("_timestamp", None))
    update_only = members.pop("_update", None) is True
    check_id_attribute(members.get("id"), field="id")
    identify = Identify(who, members, timestamp, update_only)
    if RELATIONS not in members:
        return identify
    return (identify, *relations_of(members.pop(RELATIONS), who))


def _about(kind: type[Departing]) -> Decode[Departing]:
    """The decoder of a call that says all by its path."""

    def decode(_request: Request, arguments: Arguments, terms: Terms) -> Departing:
        return kind(person_from(arguments[0], terms))

    return decode


def _decode_merge(request: Request, _arguments: Arguments, terms: Terms) -> Merge:
    members, kinds = members_of(request.body), merge_kinds(terms)
    return Merge(
        primary=sole_identifier(members.get("primary"), kinds, field="primary"),
        secondary=sole_identifier(members.get("secondary"), kinds, field="secondary"),
    )


ROUTES: tuple[Route[PeopleOperation | tuple[Identify | Relate | Unrelate, ...]], ...] = (
    row("PUT", "/api/v1/customers/{identifier}", "identify", _decode_identify),
    row("DELETE", "/api/v1/customers/{identifier}", "delete", _about(Delete)),
    row("POST", "/api/v1/customers/{identifier}/suppress", "suppress", _about(Suppress)),
    row("POST", "/api/v1/customers/{identifier}/unsuppress", "unsuppress", _about(Unsuppress)),
    row("POST", _MERGE_PATH, "merge", _decode_merge),
)


def encode(operation: PeopleOperation, terms: Terms) -> Request | CannotSay:
    """The request that says `operation`."""
    match operation:
        case Identify():
            return _encode_identify(operation, terms)
        case Delete(who):
            return about_person("DELETE", who, terms)
        case Suppress(who):
            return about_person("POST", who, terms, below="/suppress")
        case Unsuppress(who):
            return about_person("POST", who, terms, below="/unsuppress")
        case Merge():
            return _encode_merge(operation, terms)


def _encode_identify(operation: Identify, terms: Terms) -> Request | CannotSay:
    commands = sorted(_COMMANDS & operation.attributes.keys())
    if commands:
        return CannotSay(f"an attribute called '{commands[0]}' would be taken as a command")
    if operation.who is None:
        return CannotSay("an identify of nobody has no path")
    members = dict(operation.attributes)
    if operation.timestamp is not None:
        members["_timestamp"] = operation.timestamp
    if operation.update_only:
        members["_update"] = True
    return about_person("PUT", operation.who, terms, members=members)


def _encode_merge(operation: Merge, terms: Terms) -> Request | CannotSay:
    for side in (operation.primary, operation.secondary):
        if side.kind not in merge_kinds(terms) or written_identifier(side) is None:
            return CannotSay(f"a merge cannot say that '{side}' is meant as {side.kind}")
    return with_body(
        "POST",
        _MERGE_PATH,
        {"primary": written_identifier(operation.primary), "secondary": written_identifier(operation.secondary)},
    )
