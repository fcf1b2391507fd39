"""Events in Track v1: of a person, or of nobody yet. Their bodies may be forms (track.v1.event-form-encoded)."""

from simulator.operations import EventKind, Identifier, Track
from simulator.values import Json
from simulator.wire import form_body
from simulator.wire.exchange import CannotSay, Refused, Request
from simulator.wire.malformed import Malformed
from simulator.wire.meta_errors import meta_error
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.wire.timestamps import whole_seconds
from simulator.wire.track_v1.requests import members_of, person_from, person_path, row, with_body


def _decode_event(request: Request, arguments: Arguments, terms: Terms) -> Track:
    return _event(request, person_from(arguments[0], terms))


def _decode_anonymous_event(request: Request, _arguments: Arguments, _terms: Terms) -> Track:
    return _event(request, None)


def _event(request: Request, who: Identifier | None) -> Track:
    members = _form(request.body) if _is_form(request) else members_of(request.body)
    event_id, anonymous_id = members.get("id"), members.get("anonymous_id")
    return Track(
        name=_name(members.get("name")),
        who=who,
        kind=_kind(members.get("type")),
        data=_data(members.get("data")),
        timestamp=whole_seconds(members.get("timestamp")),
        id=event_id if isinstance(event_id, str) else None,
        anonymous_id=anonymous_id if isinstance(anonymous_id, str) and anonymous_id else None,
    )


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith(form_body.FORM_TYPE)


def _form(body: bytes) -> dict[str, Json]:
    """The members of a form, whose time is a text of digits."""
    try:
        members = form_body.object_from(body)
    except ValueError as error:
        raise Malformed("parse_error", "", f"request body is not a form: {error}") from error
    time = members.get("timestamp")
    if isinstance(time, str) and time.isascii() and time.isdigit() and len(time) <= len(str(1 << 53)):
        members["timestamp"] = int(time)
    return members


def _name(written: Json) -> str:
    """The name as sent; a missing or blank one answers 400 (track.v1.event-name-blank), as does one that is no text.

    Of this refusal the envelope is known.
    """
    if not isinstance(written, str) or not written.strip():
        raise Refused(meta_error(400, "name cannot be blank"))
    return written


def _kind(written: Json) -> EventKind:
    """`page` and `screen` are kept, anything else is an event (events.type)."""
    match written:
        case "page":
            return "page"
        case "screen":
            return "screen"
        case _:
            return "event"


def _data(written: Json) -> dict[str, Json]:
    """The event's data, which is an object where there is any (events.data-object)."""
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise Malformed("invalid", "data", 'event data must be a hash (e.g., send "data":{} instead of "data":"")')
    return written


ROUTES: tuple[Route[Track], ...] = (
    row("POST", "/api/v1/customers/{identifier}/events", "track", _decode_event),
    row("POST", "/api/v1/events", "trackAnonymous", _decode_anonymous_event),
)


def encode(operation: Track, terms: Terms) -> Request | CannotSay:
    """The request that says `operation`."""
    path = "/api/v1" if operation.who is None else person_path(operation.who, terms)
    if isinstance(path, CannotSay):
        return path
    members: dict[str, Json] = {"name": operation.name, "data": operation.data}
    if operation.kind != "event":
        members["type"] = operation.kind
    optional = {"id": operation.id, "timestamp": operation.timestamp, "anonymous_id": operation.anonymous_id}
    members.update((key, value) for key, value in optional.items() if value is not None)
    return with_body("POST", f"{path}/events", members)
