"""Manual segments in Track v1: people are put in and taken out, up to 1000 in a call (segments.manual.1000)."""

from urllib.parse import parse_qsl

from simulator.operations import AddToSegment, Identifier, IdentifierKind, RemoveFromSegment
from simulator.values import Json
from simulator.wire.exchange import CannotSay, Refused, Request
from simulator.wire.malformed import Malformed
from simulator.wire.meta_errors import v1_error
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import SegmentTerm, Terms
from simulator.wire.track_v1.requests import members_of, row, with_body

IDS_MAX = 1_000
_ADDITION, _REMOVAL = "add_to_segment", "remove_from_segment"
_ID_TYPES: tuple[IdentifierKind, ...] = ("id", "email", "cio_id")


def _decode_addition(request: Request, arguments: Arguments, terms: Terms) -> AddToSegment:
    return AddToSegment(_manual_segment(arguments[0], _ADDITION, terms).name, _listed_people(request))


def _decode_removal(request: Request, arguments: Arguments, terms: Terms) -> RemoveFromSegment:
    return RemoveFromSegment(_manual_segment(arguments[0], _REMOVAL, terms).name, _listed_people(request))


def _manual_segment(number: str, operation: str, terms: Terms) -> SegmentTerm:
    """The manual segment with that number.

    An unknown one answers 404 (segments.manual.404), a data-driven one 400 (segments.manual.dynamic-refused).
    """
    segment = terms.segments.get(number)
    if segment is None:
        raise Refused(v1_error(404, f"segment {number} not found", operation, terms))
    if segment.type != "manual":
        raise Malformed("invalid", "segment_id", f"segment {number} is not a manual segment")
    return segment


def _listed_people(request: Request) -> tuple[Identifier, ...]:
    """The people of `ids`, all of the kind that the query's `id_type` names (segments.manual.id-type).

    Whole numbers are taken by their digits, as clients send them.
    """
    kind = _id_type(request.query)
    ids = members_of(request.body).get("ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= IDS_MAX:
        raise Malformed("invalid", "ids", f"ids must be a list of 1 to {IDS_MAX} ids")
    if any(isinstance(listed, bool) or not isinstance(listed, str | int) for listed in ids):
        raise Malformed("parse_error", "ids", "ids must be strings")
    return tuple(Identifier(kind, str(listed)) for listed in ids)


def _id_type(query: str) -> IdentifierKind:
    written = dict(parse_qsl(query)).get("id_type", "id")
    for kind in _ID_TYPES:
        if kind == written:
            return kind
    raise Malformed("invalid", "id_type", f"id_type must be one of {', '.join(_ID_TYPES)}")


ROUTES: tuple[Route[AddToSegment | RemoveFromSegment], ...] = (
    row("POST", "/api/v1/segments/{id}/add_customers", _ADDITION, _decode_addition),
    row("POST", "/api/v1/segments/{id}/remove_customers", _REMOVAL, _decode_removal),
)


def encode(operation: AddToSegment | RemoveFromSegment, terms: Terms) -> Request | CannotSay:
    """The request that says `operation`."""
    number = terms.number_of(operation.segment)
    if number is None:
        return CannotSay(f"no segment is called '{operation.segment}'")
    kinds = {who.kind for who in operation.people}
    if len(kinds) != 1:
        return CannotSay("one call lists ids of one kind, and at least one")
    kind = kinds.pop()
    if kind not in _ID_TYPES:
        return CannotSay(f"a call lists no ids of the kind {kind}")
    action = "add_customers" if isinstance(operation, AddToSegment) else "remove_customers"
    ids: list[Json] = [who.value for who in operation.people]
    return with_body("POST", f"/api/v1/segments/{number}/{action}", {"ids": ids}, query=f"id_type={kind}")
