"""People in the App API: found by an identifier or by email, told with attributes, devices and segments.

Every attribute value reads as a text, and times are whole Unix seconds.
"""

from collections.abc import Collection, Sequence
from urllib.parse import parse_qsl

import msgspec

from simulator.operations import Identifier
from simulator.values import Json, text_of
from simulator.wire.app_api.errors import bad_request, members_from
from simulator.wire.app_api.filters import condition_from
from simulator.wire.app_api.pages import limit_from, next_page, start_from
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.identifiers import person_kinds
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.workspace.answers import DeviceFact, PersonAnswer
from simulator.workspace.attributes import COMPUTED_PREFERENCES
from simulator.workspace.segments.conditions import Condition


class PeopleByEmail(msgspec.Struct, frozen=True, gc=False):
    """The question who has that email."""

    email: str


class PersonAttributes(msgspec.Struct, frozen=True, gc=False):
    """The question what is known of a person."""

    who: Identifier


class PersonSegments(msgspec.Struct, frozen=True, gc=False):
    """The question in which segments a person is."""

    who: Identifier


class PeopleMatching(msgspec.Struct, frozen=True, gc=False):
    """The question whom a filter lets through: `limit` people from position `start` on."""

    condition: Condition
    start: int
    limit: int


class PeopleAttributes(msgspec.Struct, frozen=True, gc=False):
    """The question what is known of the people with these ids."""

    ids: tuple[str, ...]


PeopleQuestion = PeopleByEmail | PersonAttributes | PersonSegments | PeopleMatching | PeopleAttributes

FOUND_DEFAULT = 50
FOUND_MAX = 1_000
"""How many people a page of a search holds."""
IDS_MAX = 100
"""How many people are told at once (app.people.100)."""


# ---- requests to questions


def _decode_search(request: Request, _arguments: Arguments, _terms: Terms) -> PeopleByEmail:
    """A raw `+` in the query is a space, and finds nobody (app.email.plus)."""
    email = dict(parse_qsl(request.query)).get("email")
    if not email:
        raise Refused(bad_request("email is required"))
    return PeopleByEmail(email)


def _decode_attributes(request: Request, arguments: Arguments, terms: Terms) -> PersonAttributes:
    return PersonAttributes(person_from(arguments[0], request.query, terms))


def _decode_segments(request: Request, arguments: Arguments, terms: Terms) -> PersonSegments:
    return PersonSegments(person_from(arguments[0], request.query, terms))


def _decode_filter(request: Request, _arguments: Arguments, terms: Terms) -> PeopleMatching:
    query = dict(parse_qsl(request.query))
    return PeopleMatching(
        condition_from(members_from(request).get("filter"), terms),
        start=start_from(query) or 0,
        limit=limit_from(query, terms, default=FOUND_DEFAULT, most=FOUND_MAX),
    )


def _decode_ids(request: Request, _arguments: Arguments, _terms: Terms) -> PeopleAttributes:
    ids = members_from(request).get("ids")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise Refused(bad_request("ids must be a list of texts"))
    if len(ids) > IDS_MAX:
        raise Refused(bad_request(f"ids may hold at most {IDS_MAX}"))
    return PeopleAttributes(tuple(map(str, ids)))


def person_from(value: str, query: str, terms: Terms) -> Identifier:
    """Who is asked for: `id_type` says the kind, an id without it (app.idtype.default).

    A cio_id is taken with and without its prefix (app.idtype.cio-prefix); a kind that the workspace does not know
    answers 400 (app.idtype.disabled-400).
    """
    kinds = person_kinds(terms)
    written = dict(parse_qsl(query)).get("id_type", "id")
    for kind in kinds:
        if kind == written:
            return Identifier(kind, value.removeprefix("cio_") if kind == "cio_id" else value)
    raise Refused(bad_request(f"id_type must be one of {', '.join(kinds)}"))


ROUTES: tuple[Route[PeopleQuestion], ...] = (
    Route("GET", "/v1/customers", "app", "getPeopleEmail", _decode_search),
    Route("POST", "/v1/customers", "app", "getPeopleFilter", _decode_filter),
    Route("POST", "/v1/customers/attributes", "app", "getPeopleById", _decode_ids),
    Route("GET", "/v1/customers/{customer_id}/attributes", "app", "getPersonAttributes", _decode_attributes),
    Route("GET", "/v1/customers/{customer_id}/segments", "app", "getPersonSegments", _decode_segments),
)


# ---- answers to responses


def people_found(people: Sequence[PersonAnswer]) -> Response:
    """Who has the email; nobody is an empty list (app.email.lookup-empty)."""
    return json_response(200, {"results": [{"email": one.email, "id": one.id, "cio_id": one.cio_id} for one in people]})


def people_matching(people: Sequence[PersonAnswer], question: PeopleMatching, terms: Terms) -> Response:
    """One page of those whom the filter lets through, in two lists (app.filter.both-lists).

    `ids` holds an empty text for a person without id.
    """
    end = question.start + question.limit
    page = people[question.start : end]
    return json_response(
        200,
        {
            "identifiers": [identifiers_of(one, terms) for one in page],
            "ids": [one.id or "" for one in page],
            **next_page(end if end < len(people) else None, terms),
        },
    )


def person_attributes(person: PersonAnswer, *, unsubscribed: bool, terms: Terms) -> Response:
    """What is known of a person."""
    return json_response(200, {"customer": _customer(person, unsubscribed=unsubscribed, terms=terms)})


def people_attributes(people: Sequence[tuple[PersonAnswer, bool]], terms: Terms) -> Response:
    """What is known of several people, each with whether they are unsubscribed.

    The items stand without the inner `customer` that the specification shows, or with it (app.people.unwrapped).
    """
    told = [_customer(person, unsubscribed=unsubscribed, terms=terms) for person, unsubscribed in people]
    wrapped = terms.settings.app_people_by_id_wrapped
    return json_response(200, {"customers": [{"customer": one} for one in told] if wrapped else told})


def _customer(person: PersonAnswer, *, unsubscribed: bool, terms: Terms) -> dict[str, Json]:
    """A person as the API tells one.

    Every value is a text (app.attr.strings), and `timestamps` tells when an attribute last changed
    (app.attr.timestamps); when an identifier was set is not kept, but for the cio_id's. The computed preferences have
    no time of their own. `id` is empty for a person without one.
    """
    timestamps: dict[str, Json] = {"cio_id": person.created}
    timestamps.update((name, fact.at) for name, fact in person.attributes.items())
    if person.computed_preferences is not None:
        timestamps[COMPUTED_PREFERENCES] = 0
    return {
        "id": person.id or "",
        "identifiers": identifiers_of(person, terms),
        "attributes": attributes_of(person, terms),
        "timestamps": timestamps,
        "unsubscribed": unsubscribed,
        "devices": [_device(device) for device in person.devices],
    }


def person_segments(names: Collection[str], terms: Terms) -> Response:
    """The segments of a person, with three of their members only (app.seg.person-list)."""
    inside = {number: term for number, term in terms.segments.items() if term.name in names}
    told = [{"id": int(number), "name": term.name, "description": term.description} for number, term in inside.items()]
    return json_response(200, {"segments": told})


def identifiers_of(person: PersonAnswer, terms: Terms) -> dict[str, Json]:
    """The kinds of identifier that the workspace knows, null where the person has none; never the phone."""
    known: dict[str, Json] = {"email": person.email, "id": person.id}
    return {kind: known[kind] for kind in known if kind in terms.identifiers} | {"cio_id": person.cio_id}


def attributes_of(person: PersonAnswer, terms: Terms) -> dict[str, Json]:
    """Everything that reads as an attribute of the person, the identifiers too, each as a text."""
    attributes: dict[str, Json] = {
        name: value for name, value in identifiers_of(person, terms).items() if value is not None
    }
    if person.phone is not None:
        attributes["phone"] = person.phone
    attributes.update((name, text_of(fact.value)) for name, fact in person.attributes.items())
    if person.computed_preferences is not None:
        attributes[COMPUTED_PREFERENCES] = person.computed_preferences
    return attributes


def _device(device: DeviceFact) -> Json:
    """A device, with how pushes to it fare among its attributes (devices.status)."""
    attributes: dict[str, Json] = {name: text_of(value) for name, value in device.attributes.items()}
    return {
        "id": device.token,
        "platform": device.platform,
        "last_used": device.last_used,
        "attributes": {**attributes, "_last_status": device.status},
    }
