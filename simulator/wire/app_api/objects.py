"""Objects in the App API: their types, and the ones that a person is related to.

What is known of an object itself is not kept, so that its attributes read as none.
"""

from urllib.parse import parse_qsl

import msgspec

from simulator.operations import Identifier
from simulator.values import Json
from simulator.wire.app_api.pages import limit_from, next_page, start_from
from simulator.wire.app_api.people import person_from
from simulator.wire.exchange import Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.relationships import OBJECT_TYPES
from simulator.wire.routing import Arguments, Route, by_path_alone
from simulator.wire.terms import Terms
from simulator.workspace.answers import PersonAnswer, RelationFact

LIMIT_MAX = 1_000
"""How many objects a page holds; nobody states it, so that it is the figure of other lists."""


class ObjectTypes(msgspec.Struct, frozen=True, gc=False):
    """The question which types of objects there are."""


class PersonRelationships(msgspec.Struct, frozen=True, gc=False):
    """The question which objects a person is related to: `limit` of them from position `start` on."""

    who: Identifier
    start: int
    limit: int


ObjectQuestion = ObjectTypes | PersonRelationships


def _decode(request: Request, arguments: Arguments, terms: Terms) -> PersonRelationships:
    query = dict(parse_qsl(request.query))
    return PersonRelationships(
        person_from(arguments[0], request.query, terms),
        start=start_from(query) or 0,
        limit=limit_from(query, terms, default=LIMIT_MAX, most=LIMIT_MAX),
    )


ROUTES: tuple[Route[ObjectQuestion], ...] = (
    Route("GET", "/v1/object_types", "app", "getObjectTypes", by_path_alone(ObjectTypes())),
    Route("GET", "/v1/customers/{customer_id}/relationships", "app", "getPersonRelationships", _decode),
)


def object_types() -> Response:
    """The types of a new workspace, which get no others here (track.v2.object-type-1); their names are ours."""
    return json_response(200, {"types": [_type(number) for number in OBJECT_TYPES]})


def person_relationships(person: PersonAnswer, question: PersonRelationships, terms: Terms) -> Response:
    """One page of the objects of a person, in the order in which they came."""
    end = question.start + question.limit
    page = [_relationship(one) for one in person.relations[question.start : end]]
    following = next_page(end if end < len(person.relations) else None, terms)
    return json_response(200, {"cio_relationships": page, **following})


def _type(number: str) -> Json:
    return {
        "id": number,
        "name": "Objects",
        "singular_name": "Object",
        "slug": "objects",
        "singular_slug": "object",
        "enabled": True,
        "icon": "",
    }


def _relationship(relation: RelationFact) -> Json:
    number = relation.object_type
    return {
        "object_type_id": int(number) if number.isascii() and number.isdigit() else number,
        "identifiers": {"object_id": relation.object_id},
        "attributes": {},
        "timestamps": {},
    }
