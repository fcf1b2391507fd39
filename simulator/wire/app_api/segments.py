"""Segments in the App API: made, deleted, listed, counted, and told with their members; never with their conditions."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

import msgspec

from simulator.operations import CreateSegment, DeleteSegment, SegmentOperation
from simulator.values import Json
from simulator.wire import json_body
from simulator.wire.app_api.errors import bad_request, known_number, members_from
from simulator.wire.app_api.pages import limit_from, next_page, start_from
from simulator.wire.app_api.people import identifiers_of
from simulator.wire.exchange import CannotSay, Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route, by_path_alone
from simulator.wire.terms import Terms
from simulator.workspace.answers import PersonAnswer
from simulator.workspace.definition import named_by

MEMBERS_DEFAULT = 1_000
MEMBERS_MAX = 30_000
"""How many members a page holds (app.seg.membership-page)."""


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


class SegmentUses(msgspec.Struct, frozen=True, gc=False):
    """The question which campaigns name the segment."""

    number: str


SegmentQuestion = SegmentList | OneSegment | SegmentSize | SegmentMembership | SegmentUses


# ---- requests to questions and operations


def _decode_segment(request: Request, arguments: Arguments, terms: Terms) -> OneSegment:
    return OneSegment(known_number(request, arguments[0], terms.segments))


def _decode_segment_size(request: Request, arguments: Arguments, terms: Terms) -> SegmentSize:
    return SegmentSize(known_number(request, arguments[0], terms.segments))


def _decode_segment_uses(request: Request, arguments: Arguments, terms: Terms) -> SegmentUses:
    return SegmentUses(known_number(request, arguments[0], terms.segments))


def _decode_membership(request: Request, arguments: Arguments, terms: Terms) -> SegmentMembership:
    query = dict(parse_qsl(request.query))
    return SegmentMembership(
        known_number(request, arguments[0], terms.segments),
        start=start_from(query) or 0,
        limit=limit_from(query, terms, default=MEMBERS_DEFAULT, most=MEMBERS_MAX),
    )


def _decode_creation(request: Request, _arguments: Arguments, _terms: Terms) -> CreateSegment:
    """A manual segment with a name; a description is welcome."""
    written = members_from(request).get("segment")
    if not isinstance(written, dict):
        raise Refused(bad_request("segment is required"))
    name, description = written.get("name"), written.get("description")
    if not isinstance(name, str) or not name.strip():
        raise Refused(bad_request("segment name is required"))
    if not isinstance(description, str | None):
        raise Refused(bad_request("segment description must be a text"))
    return CreateSegment(name, description or "")


def _decode_deletion(request: Request, arguments: Arguments, terms: Terms) -> DeleteSegment:
    return DeleteSegment(terms.segments[known_number(request, arguments[0], terms.segments)].name)


ROUTES: tuple[Route[SegmentQuestion | SegmentOperation], ...] = (
    Route("POST", "/v1/segments", "app", "createManSegment", _decode_creation),
    Route("GET", "/v1/segments", "app", "listSegments", by_path_alone(SegmentList())),
    Route("GET", "/v1/segments/{segment_id}", "app", "getSegment", _decode_segment),
    Route("DELETE", "/v1/segments/{segment_id}", "app", "deleteManSegment", _decode_deletion),
    Route("GET", "/v1/segments/{segment_id}/customer_count", "app", "getSegmentCount", _decode_segment_size),
    Route("GET", "/v1/segments/{segment_id}/used_by", "app", "getSegmentDependencies", _decode_segment_uses),
    Route("GET", "/v1/segments/{segment_id}/membership", "app", "getSegmentMembership", _decode_membership),
)


def encode(operation: SegmentOperation, terms: Terms) -> Request | CannotSay:
    """The request, without credentials, that says `operation`."""
    if isinstance(operation, CreateSegment):
        if not operation.name.strip():
            return CannotSay("a segment's name is no blank text")
        said = json_body.encode({"segment": {"name": operation.name, "description": operation.description}})
        return Request("POST", "/v1/segments", headers={"content-type": json_body.JSON_TYPE}, body=said)
    number = terms.number_of(operation.name)
    if number is None:
        return CannotSay(f"no segment is called '{operation.name}'")
    return Request("DELETE", f"/v1/segments/{number}")


# ---- answers to responses


def segment_list(terms: Terms) -> Response:
    """All segments on one page."""
    return json_response(200, {"segments": [_segment(number, terms) for number in terms.segments]})


def segment(number: str, terms: Terms) -> Response:
    """One segment, be it new (app.seg.create-200) or not."""
    return json_response(200, {"segment": _segment(number, terms)})


def segment_size(number: str, count: int) -> Response:
    """How many people are in a segment."""
    return json_response(200, {"segment_id": int(number), "count": count})


def segment_uses(number: str, terms: Terms) -> Response:
    """The numbers of the campaigns whose filter names the segment; there are no newsletters here."""
    name = terms.segments[number].name
    campaigns = [int(one) for one, campaign in terms.campaigns.items() if name in named_by(campaign.filter)]
    used_by = {"campaigns": campaigns, "sent_newsletters": [], "draft_newsletters": []}
    return json_response(200, {"segment_id": int(number), "used_by": used_by})


def segment_membership(members: Sequence[PersonAnswer], question: SegmentMembership, terms: Terms) -> Response:
    """One page of a segment's people; `next` is the start of the following one (app.page.next).

    `ids` holds an empty text for a member without id (app.seg.ids-blank).
    """
    end = question.start + question.limit
    page = members[question.start : end]
    return json_response(
        200,
        {
            "segment_id": int(question.number),
            "ids": [member.id or "" for member in page],
            "identifiers": [identifiers_of(member, terms) for member in page],
            **next_page(end if end < len(members) else None, terms),
        },
    )


def _segment(number: str, terms: Terms) -> dict[str, Json]:
    """A segment without its conditions (app.seg.no-conditions); it is never being built (app.seg.progress-null)."""
    term = terms.segments[number]
    return {
        "id": int(number),
        "deduplicate_id": f"{number}:{term.updated_at}",
        "name": term.name,
        "description": term.description,
        "state": "finished",
        "progress": None,
        "type": term.type,
        "tags": None,
        "created_at": term.created_at,
        "updated_at": term.updated_at,
    }
