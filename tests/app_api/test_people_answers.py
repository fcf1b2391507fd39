"""Answers about people, held against the vendor's own schemas.

Two members are told otherwise than the schema says, where a live answer or the vendor's own example does.
"""

import msgspec
import pytest

from simulator.service import Service
from simulator.values import Json
from simulator.wire import Response
from tests.builders import START
from tests.openapi.answers import faults, members_of
from tests.service.caller import DEFINITION, REAL_NOW, Caller, members

OF_A_PERSON = [
    ("getPersonAttributes", "attributes"),
    ("getPersonSegments", "segments"),
    ("getPersonActivities", "activities"),
    ("getPersonMessages", "messages"),
    ("getPersonRelationships", "relationships"),
]
WHO = ["5", "noor@example.com?id_type=email"]


@pytest.fixture
def shop() -> Caller:
    """A caller of a shop where 5 did something of everything, and Noor has an email and no id."""
    topics: dict[str, Json] = {"Offers": {"default": True}}
    caller = Caller(Service(now=REAL_NOW, definition={**DEFINITION, "topics": topics}, clock=START))
    device: dict[str, Json] = {"token": "t1", "platform": "ios", "attributes": {"push_enabled": True, "level": 3}}
    caller.track("PUT", "/customers/5", {"email": "maya@example.com", "plan": "basic", "tags": ["a"]})
    caller.track("PUT", "/customers/5", {"plan": "pro", "unsubscribed": False})
    caller.v2(action="add_device", identifiers={"id": "5"}, device=device)
    for name in ("Added to Cart", "Order Placed"):
        caller.track("POST", "/customers/5/events", {"name": name, "data": {"total": 59}})
    caller.track("POST", "/customers/5/events", {"name": "https://shop.example.com", "type": "page"})
    for name in ("Added to Cart", "Quiz"):
        caller.v2(action="event", identifiers={"email": "noor@example.com"}, name=name)
    caller.sim("POST", "/clock/advance", {"by": "1 hour"})
    return caller


def posted(caller: Caller, path: str, body: Json) -> Response:
    return caller.call("POST", f"/v1{path}", body, authorization=caller.app_authorization)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("operation", "of_the_person"), OF_A_PERSON)
def test_what_is_told_of_a_person_is_what_the_vendors_schema_says(
    shop: Caller, operation: str, of_the_person: str, who: str
) -> None:
    name, _, query = who.partition("?")

    answer = members(shop.app(f"/customers/{name}/{of_the_person}?{query}"))

    assert faults(operation, answer) == []
    assert members_of(operation) <= answer.keys()


@pytest.mark.parametrize("query", ["", "?limit=100", "?type=attribute_change", "?deleted=true"])
def test_the_activities_of_the_workspace_are_what_the_vendors_schema_says(shop: Caller, query: str) -> None:
    answer = members(shop.app(f"/activities{query}"))

    assert faults("listActivities", answer) == []
    assert members_of("listActivities") <= answer.keys()


@pytest.mark.parametrize("email", ["maya@example.com", "noor@example.com", "nobody@example.com"])
def test_the_search_by_email_is_what_the_vendors_schema_says(shop: Caller, email: str) -> None:
    answer = members(shop.app(f"/customers?email={email}"))

    assert faults("getPeopleEmail", answer) == []
    assert answer.keys() == members_of("getPeopleEmail")


@pytest.mark.parametrize("query", ["", "?limit=1"])
def test_the_search_by_filter_is_what_the_vendors_schema_says(shop: Caller, query: str) -> None:
    everybody: Json = {"filter": {"attribute": {"field": "cio_id", "operator": "exists"}}}

    answer = members(posted(shop, f"/customers{query}", everybody))

    assert faults("getPeopleFilter", answer) == []
    assert answer.keys() == members_of("getPeopleFilter")


@pytest.mark.rule("app.people.unwrapped")
def test_several_people_are_what_the_vendors_schema_says_once_they_are_wrapped(shop: Caller) -> None:
    live = msgspec.convert(members(posted(shop, "/customers/attributes", {"ids": ["5"]}))["customers"], list[Json])
    settings: dict[str, Json] = {"settings": {"app_people_by_id_wrapped": True}}
    shop.sim("PUT", "/workspace", {**DEFINITION, "topics": {"Offers": {"default": True}}, **settings})

    answer = members(posted(shop, "/customers/attributes", {"ids": ["5"]}))

    assert faults("getPeopleById", answer) == []
    assert answer == {"customers": [{"customer": one} for one in live]}


@pytest.mark.parametrize("who", WHO)
def test_preferences_are_what_the_vendors_schema_says_but_for_the_number_of_a_topic(shop: Caller, who: str) -> None:
    name, _, query = who.partition("?")

    answer = members(shop.app(f"/customers/{name}/subscription_preferences?{query}"))

    assert faults("getPersonSubscriptionPreferences", answer) == ["$.customer.topics[0].id: 1 is not of type 'string'"]
    assert answer.keys() == members_of("getPersonSubscriptionPreferences")
