"""What a person subscribes to, in the App API: each topic with the choice, or the topic's default.

A language chooses among the translations of topics; what is not translated reads as it is defined (app.prefs.language).
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

import msgspec

from simulator.operations import Identifier
from simulator.values import Json
from simulator.wire.app_api.people import identifiers_of, person_from
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.meta_errors import listed_errors
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.workspace.answers import PersonAnswer
from simulator.workspace.campaigns.consent import Topic

_HEADER = {
    "title": "Manage your subscription preferences",
    "subtitle": "Check the box next to each topic you'd like to subscribe to.",
}
"""That of the vendor's specification, in every language."""
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_LANGUAGES_MAX = 20
"""How many languages of a header are looked at."""


class PersonPreferences(msgspec.Struct, frozen=True, gc=False):
    """The question what a person subscribes to; the languages are those wanted, the best first."""

    who: Identifier
    languages: tuple[str, ...] = ()


def _decode(request: Request, arguments: Arguments, terms: Terms) -> PersonPreferences:
    return PersonPreferences(person_from(arguments[0], request.query, terms), _languages(request))


def _languages(request: Request) -> tuple[str, ...]:
    """The language that the query names, else those that the header takes."""
    language = dict(parse_qsl(request.query)).get("language")
    if not language:
        return _accepted(request.headers.get("accept-language", ""))
    if _TAG.fullmatch(language) is None:
        raise Refused(listed_errors(400, "language must be a language tag"))
    return (language,)


def _accepted(header: str) -> tuple[str, ...]:
    """The tags in an `Accept-Language`, the most wanted first; what cannot be read there is passed over."""
    weighed: list[tuple[float, str]] = []
    for part in header.split(",")[:_LANGUAGES_MAX]:
        tag, _, weight = (piece.strip() for piece in part.partition(";"))
        wanted = re.fullmatch(r"(?:q=([01](?:\.[0-9]{0,3})?))?", weight)
        if _TAG.fullmatch(tag) and wanted:
            weighed.append((float(wanted[1] or 1), tag))
    return tuple(tag for weight, tag in sorted(weighed, key=lambda one: -one[0]) if weight)


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


def person_preferences(
    person: PersonAnswer, topics: Iterable[Topic], languages: tuple[str, ...], *, unsubscribed: bool, terms: Terms
) -> Response:
    """The topics in the order of their definition (attributes.prefs.computed)."""
    chosen = msgspec.json.decode(person.computed_preferences or "{}", type=_Computed).topics
    told: list[Json] = []
    for one in topics:
        name, description = one.told_in(languages)
        subscribed = chosen.get(one.key) is True
        told.append({"id": one.number, "subscribed": subscribed, "name": name, "description": description})
    customer = {
        "id": person.id,
        "identifiers": identifiers_of(person, terms),
        "topics": told,
        "unsubscribed": unsubscribed,
        "header": _HEADER,
    }
    return json_response(200, {"customer": customer})
