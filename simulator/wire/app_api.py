"""App API: reading people and segments, between requests, questions and answers.

Every attribute value reads as a text, times are whole Unix seconds, and a segment's conditions are never told.
"""

from base64 import b64decode, b64encode
from collections.abc import Collection, Sequence
from urllib.parse import parse_qsl

import msgspec

from simulator.operations import Identifier, IdentifierKind
from simulator.seeds import stream
from simulator.values import Json, text_of
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route, by_path_alone
from simulator.wire.terms import Terms
from simulator.workspace.answers import PersonAnswer

MEMBERS_DEFAULT = 1_000
MEMBERS_MAX = 30_000
"""How many members a page holds (app.seg.membership-page)."""

_PAGE_NOT_FOUND = b"<!DOCTYPE html>\n<title>Page Not Found</title>\n<h1>Page Not Found</h1>\n"


class PersonAttributes(msgspec.Struct, frozen=True, gc=False):
    """The question what is known of a person."""

    who: Identifier


class PersonSegments(msgspec.Struct, frozen=True, gc=False):
    """The question in which segments a person is."""

    who: Identifier


class SegmentList(msgspec.Struct, frozen=True, gc=False):
    """The question which segments there are."""


class OneSegment(msgspec.Struct, frozen=True, gc=False):
    """The question what the segment with that number is."""

    number: str


class SegmentSize(msgspec.Struct, frozen=True, gc=False):
    """The question how many people are in the segment."""

    number: str


class SegmentMembership(msgspec.Struct, frozen=True, gc=False):
    """The question who is in the segment: `limit` people from position `start` on."""

    number: str
    start: int
    limit: int


Question = PersonAttributes | PersonSegments | SegmentList | OneSegment | SegmentSize | SegmentMembership


# ---- requests to questions


def _decode_person_attributes(request: Request, arguments: Arguments, terms: Terms) -> PersonAttributes:
    return PersonAttributes(_person(arguments[0], request.query, terms))


def _decode_person_segments(request: Request, arguments: Arguments, terms: Terms) -> PersonSegments:
    return PersonSegments(_person(arguments[0], request.query, terms))


def _decode_segment(request: Request, arguments: Arguments, terms: Terms) -> OneSegment:
    return OneSegment(_segment_number(request, arguments[0], terms))


def _decode_segment_size(request: Request, arguments: Arguments, terms: Terms) -> SegmentSize:
    return SegmentSize(_segment_number(request, arguments[0], terms))


def _decode_membership(request: Request, arguments: Arguments, terms: Terms) -> SegmentMembership:
    query = dict(parse_qsl(request.query))
    return SegmentMembership(
        _segment_number(request, arguments[0], terms),
        start=_position(query["start"]) if query.get("start") else 0,
        limit=_limit(query.get("limit", str(MEMBERS_DEFAULT))),
    )


def _person(value: str, query: str, terms: Terms) -> Identifier:
    """Who is asked for: `id_type` says the kind, an id without it (app.idtype.default).

    A cio_id is taken with and without its prefix (app.idtype.cio-prefix); a kind that the workspace does not know
    answers 400 (app.idtype.disabled-400).
    """
    kinds: tuple[IdentifierKind, ...] = (*terms.identifiers, "cio_id")
    written = dict(parse_qsl(query)).get("id_type", "id")
    for kind in kinds:
        if kind == written:
            return Identifier(kind, value.removeprefix("cio_") if kind == "cio_id" else value)
    raise Refused(_bad_request(f"id_type must be one of {', '.join(kinds)}"))


def _segment_number(request: Request, number: str, terms: Terms) -> str:
    if number not in terms.segments:
        raise Refused(not_found(request))
    return number


def _limit(written: str) -> int:
    """How many are wanted, cut to what is allowed (app.page.limit-max)."""
    if not (written.isascii() and written.isdigit()) or int(written[:9]) == 0:
        raise Refused(_bad_request("limit must be a whole number from 1"))
    return min(int(written[:9]), MEMBERS_MAX)


def _position(token: str) -> int:
    """Where the page with this `start` begins."""
    try:
        _, _, position = b64decode(token, validate=True).decode("ascii").partition(":")
        return int(position)
    except ValueError as error:
        raise Refused(_bad_request("start must be the next of an earlier page")) from error


def _token(position: int) -> str:
    """The opaque token of a page: two numbers in base64, as the real ones look (app.page.opaque)."""
    return b64encode(f"0:{position}".encode()).decode()


ROUTES: tuple[Route[Question], ...] = (
    Route("GET", "/v1/customers/{customer_id}/attributes", "app", "getPersonAttributes", _decode_person_attributes),
    Route("GET", "/v1/customers/{customer_id}/segments", "app", "getPersonSegments", _decode_person_segments),
    Route("GET", "/v1/segments", "app", "listSegments", by_path_alone(SegmentList())),
    Route("GET", "/v1/segments/{segment_id}", "app", "getSegment", _decode_segment),
    Route("GET", "/v1/segments/{segment_id}/customer_count", "app", "getSegmentCount", _decode_segment_size),
    Route("GET", "/v1/segments/{segment_id}/membership", "app", "getSegmentMembership", _decode_membership),
)


# ---- answers to responses


def person_attributes(person: PersonAnswer, *, unsubscribed: bool, terms: Terms) -> Response:
    """What is known of a person.

    Every value is a text (app.attr.strings), and `timestamps` tells when an attribute last changed
    (app.attr.timestamps); when an identifier was set is not kept, but for the cio_id's.
    """
    identifiers = _identifiers(person, terms)
    attributes: dict[str, Json] = {name: value for name, value in identifiers.items() if value is not None}
    attributes.update((name, text_of(fact.value)) for name, fact in person.attributes.items())
    timestamps: dict[str, Json] = {"cio_id": person.created}
    timestamps.update((name, fact.at) for name, fact in person.attributes.items())
    customer: dict[str, Json] = {
        "id": person.id,
        "identifiers": identifiers,
        "attributes": attributes,
        "timestamps": timestamps,
        "unsubscribed": unsubscribed,
        "devices": [],
    }
    return json_response(200, {"customer": customer})


def person_segments(names: Collection[str], terms: Terms) -> Response:
    """The segments of a person, with three of their members only (app.seg.person-list)."""
    inside = {number: term for number, term in terms.segments.items() if term.name in names}
    return json_response(
        200,
        {"segments": [{"id": int(number), "name": term.name, "description": ""} for number, term in inside.items()]},
    )


def segment_list(terms: Terms, *, defined_at: int) -> Response:
    """All segments on one page."""
    return json_response(200, {"segments": [_segment(number, terms, defined_at) for number in terms.segments]})


def segment(number: str, terms: Terms, *, defined_at: int) -> Response:
    """One segment."""
    return json_response(200, {"segment": _segment(number, terms, defined_at)})


def segment_size(number: str, count: int) -> Response:
    """How many people are in a segment."""
    return json_response(200, {"segment_id": int(number), "count": count})


def segment_membership(members: Sequence[PersonAnswer], question: SegmentMembership, terms: Terms) -> Response:
    """One page of a segment's people; `next` is empty on the last (app.page.next).

    `ids` holds an empty text for a member without id (app.seg.ids-blank).
    """
    end = question.start + question.limit
    page = members[question.start : end]
    return json_response(
        200,
        {
            "segment_id": int(question.number),
            "ids": [member.id or "" for member in page],
            "identifiers": [_identifiers(member, terms) for member in page],
            "next": _token(end) if end < len(members) else "",
        },
    )


def _segment(number: str, terms: Terms, defined_at: int) -> dict[str, Json]:
    """A segment without its conditions (app.seg.no-conditions); it is never being built (app.seg.progress-null)."""
    term = terms.segments[number]
    return {
        "id": int(number),
        "deduplicate_id": f"{number}:{defined_at}",
        "name": term.name,
        "description": "",
        "state": "finished",
        "progress": None,
        "type": term.type,
        "tags": None,
        "created_at": defined_at,
        "updated_at": defined_at,
    }


def _identifiers(person: PersonAnswer, terms: Terms) -> dict[str, Json]:
    """The kinds of identifier that the workspace knows, null where the person has none."""
    known: dict[str, Json] = {"email": person.email, "id": person.id}
    return {kind: known[kind] for kind in known if kind in terms.identifiers} | {"cio_id": person.cio_id}


# ---- refusals


def unauthorized() -> Response:
    """The key is missing, wrong or in a wrong scheme (app.auth.401-errors): one answer for all (app.auth.same-401)."""
    return error(401, "unauthorized")


def not_found(request: Request) -> Response:
    """The person or segment is unknown (app.404.resource); the reference is the same for the same request."""
    return error(404, f"not found (reference {_reference(request)})")


def unknown_route() -> Response:
    """Path or method is unknown: a page for people to read (app.404.route)."""
    return Response(404, {"content-type": "text/html; charset=utf-8"}, _PAGE_NOT_FOUND)


def error(status: int, detail: str) -> Response:
    """A refusal with one entry in `errors`."""
    return json_response(status, {"errors": [{"detail": detail, "status": str(status)}]})


def _bad_request(detail: str) -> Response:
    return error(400, detail)


def _reference(request: Request) -> str:
    return stream(0, request.method, request.path, request.query).ulid(0)
