"""What a person subscribes to, in the App API: each topic with the choice, or the topic's default."""

from collections.abc import Iterable

import msgspec

from simulator.operations import Identifier
from simulator.values import Json
from simulator.wire.app_api.people import identifiers_of, person_from
from simulator.wire.exchange import Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.workspace.answers import PersonAnswer
from simulator.workspace.campaigns.consent import Topic

_HEADER = {
    "title": "Manage your subscription preferences",
    "subtitle": "Check the box next to each topic you'd like to subscribe to.",
}
"""That of the vendor's specification, in every language."""


class PersonPreferences(msgspec.Struct, frozen=True, gc=False):
    """The question what a person subscribes to."""

    who: Identifier


def _decode(request: Request, arguments: Arguments, terms: Terms) -> PersonPreferences:
    return PersonPreferences(person_from(arguments[0], request.query, terms))


ROUTES: tuple[Route[PersonPreferences], ...] = (
    Route(
        "GET",
        "/v1/customers/{customer_id}/subscription_preferences",
        "app",
        "getPersonSubscriptionPreferences",
        _decode,
    ),
)


class _Computed(msgspec.Struct):
    """What of the computed preferences is told."""

    topics: dict[str, Json] = {}


def person_preferences(person: PersonAnswer, topics: Iterable[Topic], *, unsubscribed: bool, terms: Terms) -> Response:
    """The topics in the order of their definition (attributes.prefs.computed)."""
    chosen = msgspec.json.decode(person.computed_preferences or "{}", type=_Computed).topics
    told: list[Json] = [
        {"id": one.number, "subscribed": chosen.get(one.key) is True, "name": one.name, "description": ""}
        for one in topics
    ]
    customer = {
        "id": person.id,
        "identifiers": identifiers_of(person, terms),
        "topics": told,
        "unsubscribed": unsubscribed,
        "header": _HEADER,
    }
    return json_response(200, {"customer": customer})
