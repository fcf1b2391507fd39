"""Segments in the App API: listed, counted, and told with their members; a segment's conditions are never told."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

import msgspec

from simulator.values import Json
from simulator.wire.app_api.errors import known_number
from simulator.wire.app_api.pages import limit_from, next_page, start_from
from simulator.wire.app_api.people import identifiers_of
from simulator.wire.exchange import Request, Response
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


# ---- requests to questions


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


ROUTES: tuple[Route[SegmentQuestion], ...] = (
    Route("GET", "/v1/segments", "app", "listSegments", by_path_alone(SegmentList())),
    Route("GET", "/v1/segments/{segment_id}", "app", "getSegment", _decode_segment),
    Route("GET", "/v1/segments/{segment_id}/customer_count", "app", "getSegmentCount", _decode_segment_size),
    Route("GET", "/v1/segments/{segment_id}/used_by", "app", "getSegmentDependencies", _decode_segment_uses),
    Route("GET", "/v1/segments/{segment_id}/membership", "app", "getSegmentMembership", _decode_membership),
)


# ---- answers to responses


def segment_list(terms: Terms, *, defined_at: int) -> Response:
    """All segments on one page."""
    return json_response(200, {"segments": [_segment(number, terms, defined_at) for number in terms.segments]})


def segment(number: str, terms: Terms, *, defined_at: int) -> Response:
    """One segment."""
    return json_response(200, {"segment": _segment(number, terms, defined_at)})


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
