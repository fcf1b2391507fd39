"""Track API v1: people, events and manual segments, between requests and operations.

200 with `{}` means accepted, not applied: what a request does is the workspace's business. Refused here is only what
the documentation refuses, in its words.
"""

from urllib.parse import parse_qsl, quote

import msgspec

from simulator.operations import (
    AddToSegment,
    EventKind,
    Identifier,
    IdentifierKind,
    Identify,
    Operation,
    RemoveFromSegment,
    Track,
)
from simulator.values import Json
from simulator.wire import json_body, track_limits
from simulator.wire.exchange import CannotSay, Refused, Request, Response
from simulator.wire.identifiers import identifier_from
from simulator.wire.meta_errors import meta_error
from simulator.wire.routing import Arguments, Route, by_path_alone
from simulator.wire.terms import SegmentTerm, Terms

OPERATION_HEADER = "x-sim-operation"
"""Tells the number of the operation that a call became to whom it may concern; official clients look past it."""

_COMMANDS = frozenset(("_timestamp", "_update", "cio_relationships"))
"""Members of an identify that act and are not stored (attributes.reserved-commands)."""
_ID_TYPES: tuple[IdentifierKind, ...] = ("id", "email", "cio_id")
_ACCEPTED_BODY = b"{}\n"


class Region(msgspec.Struct, frozen=True, gc=False):
    """The question which region and workspace the credentials belong to."""


# ---- requests to operations


def _decode_identify(request: Request, arguments: Arguments, terms: Terms) -> Identify:
    who = _person(arguments[0], terms)
    members = _object(request.body)
    if "cio_relationships" in members:
        raise Refused(meta_error(501, "cio_relationships is not emulated yet; nothing of this request was applied"))
    timestamp = _timestamp(members.pop("_timestamp", None))
    update_only = members.pop("_update", None) is True
    _check_id_type(members.get("id"))
    track_limits.check_attributes(members, body_bytes=len(request.body))
    return Identify(who, members, timestamp, update_only)


def _check_id_type(identifier: Json) -> None:
    """Refuse an id that is neither a text nor, as some clients send it, a whole number."""
    if isinstance(identifier, bool | float | list | dict):
        raise Refused(meta_error(400, "id attribute must be a string value"))


def _decode_event(request: Request, arguments: Arguments, terms: Terms) -> Track:
    return _event(request.body, _person(arguments[0], terms))


def _decode_anonymous_event(request: Request, _arguments: Arguments, _terms: Terms) -> Track:
    return _event(request.body, None)


def _event(body: bytes, who: Identifier | None) -> Track:
    members = _object(body)
    event_id, anonymous_id = members.get("id"), members.get("anonymous_id")
    return Track(
        name=_event_name(members.get("name")),
        who=who,
        kind=_event_kind(members.get("type")),
        data=_event_data(members.get("data"), body_bytes=len(body)),
        timestamp=_timestamp(members.get("timestamp")),
        id=event_id if isinstance(event_id, str) else None,
        anonymous_id=anonymous_id if isinstance(anonymous_id, str) and anonymous_id else None,
    )


def _event_name(written: Json) -> str:
    """The name as sent; a missing or blank one answers 400 (track.v1.event-name-blank), as does one that is no text."""
    if not isinstance(written, str) or not written.strip():
        raise Refused(meta_error(400, "name cannot be blank"))
    track_limits.check_event_name(written)
    return written


def _event_kind(written: Json) -> EventKind:
    """`page` and `screen` are kept, anything else is an event (events.type)."""
    match written:
        case "page":
            return "page"
        case "screen":
            return "screen"
        case _:
            return "event"


def _event_data(written: Json, *, body_bytes: int) -> dict[str, Json]:
    """The event's data, which is an object where there is any (events.data-object)."""
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise Refused(meta_error(400, 'event data must be a hash (e.g., send "data":{} instead of "data":"")'))
    track_limits.check_event_data(written, body_bytes=body_bytes)
    return written


def _timestamp(written: Json) -> int | None:
    """A whole number of seconds; with anything else the receive time counts.

    The server's way with other values is not documented; clients drop what is no whole number before they send it
    (events.bad-timestamp), and milliseconds are stored as they come (setting `timestamps_milliseconds`).
    """
    return written if isinstance(written, int) and not isinstance(written, bool) else None


def _decode_addition(request: Request, arguments: Arguments, terms: Terms) -> AddToSegment:
    return AddToSegment(_manual_segment(arguments[0], terms).name, _listed_people(request))


def _decode_removal(request: Request, arguments: Arguments, terms: Terms) -> RemoveFromSegment:
    return RemoveFromSegment(_manual_segment(arguments[0], terms).name, _listed_people(request))


def _manual_segment(number: str, terms: Terms) -> SegmentTerm:
    """The manual segment with that number.

    An unknown one answers 404 (segments.manual.404), a data-driven one 400 (segments.manual.dynamic-refused).
    """
    segment = terms.segments.get(number)
    if segment is None:
        raise Refused(meta_error(404, f"segment {number} not found"))
    if segment.type != "manual":
        raise Refused(meta_error(400, f"segment {number} is not a manual segment"))
    return segment


def _listed_people(request: Request) -> tuple[Identifier, ...]:
    """The people of `ids`, all of the kind that the query's `id_type` names (segments.manual.id-type).

    Whole numbers are taken by their digits, as clients send them.
    """
    kind = _id_type(request.query)
    ids = _object(request.body).get("ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= track_limits.SEGMENT_IDS.most:
        raise track_limits.refusal(track_limits.SEGMENT_IDS)
    if any(isinstance(listed, bool) or not isinstance(listed, str | int) for listed in ids):
        raise Refused(meta_error(400, "ids must be strings"))
    return tuple(Identifier(kind, str(listed)) for listed in ids)


def _id_type(query: str) -> IdentifierKind:
    written = dict(parse_qsl(query)).get("id_type", "id")
    for kind in _ID_TYPES:
        if kind == written:
            return kind
    raise Refused(meta_error(400, f"id_type must be one of {', '.join(_ID_TYPES)}"))


def _person(value: str, terms: Terms) -> Identifier:
    if not value:
        raise Refused(meta_error(400, "id attribute cannot be an empty string"))
    who = identifier_from(value, terms)
    track_limits.check_identifier(who)
    return who


def _object(body: bytes) -> dict[str, Json]:
    """The body's members; what is no JSON object answers 400 (track.v1.body-bad-json)."""
    try:
        return json_body.object_from(body)
    except ValueError as error:
        raise Refused(meta_error(400, f"request body is not a JSON object: {error}")) from error


ROUTES: tuple[Route[Operation | Region], ...] = (
    Route("GET", "/api/v1/accounts/region", "track", "getRegion", by_path_alone(Region())),
    Route("PUT", "/api/v1/customers/{identifier}", "track", "identify", _decode_identify),
    Route("POST", "/api/v1/customers/{identifier}/events", "track", "track", _decode_event),
    Route("POST", "/api/v1/events", "track", "trackAnonymous", _decode_anonymous_event),
    Route("POST", "/api/v1/segments/{id}/add_customers", "track", "add_to_segment", _decode_addition),
    Route("POST", "/api/v1/segments/{id}/remove_customers", "track", "remove_from_segment", _decode_removal),
)


# ---- operations to requests


def encode(operation: Operation, terms: Terms) -> Request | CannotSay:
    """The request, without credentials, that says `operation` to this API."""
    match operation:
        case Identify():
            return _encode_identify(operation, terms)
        case Track():
            return _encode_event(operation, terms)
        case AddToSegment():
            return _encode_listing(operation, "add_customers", terms)
        case RemoveFromSegment():
            return _encode_listing(operation, "remove_customers", terms)
        case _:
            return CannotSay(f"the Track API has no call for {type(operation).__name__}")


def _encode_identify(operation: Identify, terms: Terms) -> Request | CannotSay:
    commands = sorted(_COMMANDS & operation.attributes.keys())
    if commands:
        return CannotSay(f"an attribute called '{commands[0]}' would be taken as a command")
    path = _person_path(operation.who, terms)
    if isinstance(path, CannotSay):
        return path
    members = dict(operation.attributes)
    if operation.timestamp is not None:
        members["_timestamp"] = operation.timestamp
    if operation.update_only:
        members["_update"] = True
    return _request("PUT", path, members)


def _encode_event(operation: Track, terms: Terms) -> Request | CannotSay:
    path = "/api/v1" if operation.who is None else _person_path(operation.who, terms)
    if isinstance(path, CannotSay):
        return path
    members: dict[str, Json] = {"name": operation.name, "data": operation.data}
    if operation.kind != "event":
        members["type"] = operation.kind
    optional = {"id": operation.id, "timestamp": operation.timestamp, "anonymous_id": operation.anonymous_id}
    members.update((key, value) for key, value in optional.items() if value is not None)
    return _request("POST", f"{path}/events", members)


def _encode_listing(operation: AddToSegment | RemoveFromSegment, action: str, terms: Terms) -> Request | CannotSay:
    number = terms.number_of(operation.segment)
    if number is None:
        return CannotSay(f"no segment is called '{operation.segment}'")
    kinds = {who.kind for who in operation.people}
    if len(kinds) != 1:
        return CannotSay("one call lists ids of one kind, and at least one")
    ids: list[Json] = [who.value for who in operation.people]
    return _request("POST", f"/api/v1/segments/{number}/{action}", {"ids": ids}, query=f"id_type={kinds.pop()}")


def _person_path(who: Identifier, terms: Terms) -> str | CannotSay:
    if not who.value or identifier_from(str(who), terms) != who:
        return CannotSay(f"a path cannot say that '{who}' is meant as {who.kind}")
    return f"/api/v1/customers/{quote(str(who), safe='')}"


def _request(method: str, path: str, members: dict[str, Json], *, query: str = "") -> Request:
    return Request(method, path, query, {"content-type": json_body.JSON_TYPE}, json_body.encode(members))


# ---- outcomes to responses


def accepted(operation: int) -> Response:
    """The answer to every call that was taken (track.v1.ok-body)."""
    return Response(200, {"content-type": json_body.JSON_TYPE, OPERATION_HEADER: str(operation)}, _ACCEPTED_BODY)


def region_answer(workspace: int) -> Response:
    """The region, its URL and the number of the workspace (track.v1.region)."""
    region = {"url": "https://track.customer.io", "region": "us", "environment_id": workspace}
    return json_body.json_response(200, region)
