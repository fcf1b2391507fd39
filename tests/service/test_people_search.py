import msgspec
import pytest

from simulator.values import Json
from tests.service.caller import Caller, members


@pytest.fixture
def shop(caller: Caller) -> Caller:
    """A caller of a workspace with three people, of whom 5 bought and 6 is on the press list."""
    caller.track("PUT", "/customers/5", {"plan": "basic", "visits": 59})
    caller.track("PUT", "/customers/6", {"plan": "pro"})
    caller.track("PUT", "/customers/7", {})
    caller.track("POST", "/customers/5/events", {"name": "Order Placed"})
    caller.track("POST", "/segments/3/add_customers", {"ids": ["6"]})
    return caller


def posted(caller: Caller, path: str, body: object) -> dict[str, Json]:
    return members(caller.call("POST", f"/v1{path}", body, authorization=caller.app_authorization))


def leaf(field: str, value: str | None = None) -> dict[str, Json]:
    if value is None:
        return {"attribute": {"field": field, "operator": "exists"}}
    return {"attribute": {"field": field, "operator": "eq", "value": value}}


BUYERS: dict[str, Json] = {"segment": {"id": 1}}
PRESS: dict[str, Json] = {"segment": {"id": 3}}


@pytest.mark.rule("app.filter.ops")
@pytest.mark.rule("app.filter.nest")
@pytest.mark.rule("app.filter.not-single")
@pytest.mark.rule("app.filter.unknown-segment")
@pytest.mark.parametrize(
    ("written", "ids"),
    [
        (leaf("cio_id"), ["5", "6", "7"]),
        (leaf("plan"), ["5", "6"]),
        (leaf("visits", "59"), ["5"]),
        ({"not": leaf("plan")}, ["7"]),
        (BUYERS, ["5"]),
        ({"or": [BUYERS, {"and": [PRESS, {"not": leaf("plan", "basic")}]}]}, ["5", "6"]),
        ({"and": [leaf("plan")]}, ["5", "6"]),
        ({"segment": {"id": 99}}, []),
    ],
)
def test_people_are_found_by_a_filter(shop: Caller, written: Json, ids: list[str]) -> None:
    assert posted(shop, "/customers", {"filter": written})["ids"] == ids


@pytest.mark.rule("app.filter.both-lists")
@pytest.mark.rule("app.page.next")
def test_a_search_goes_on_with_its_token_and_tells_two_lists(shop: Caller) -> None:
    first = posted(shop, "/customers?limit=2", {"filter": leaf("cio_id")})
    second = posted(shop, f"/customers?limit=2&start={first['next']}", {"filter": leaf("cio_id")})

    assert (first["ids"], second["ids"], second["next"]) == (["5", "6"], ["7"], "")
    assert second["identifiers"] == [{"email": None, "id": "7", "cio_id": "03000003"}]


@pytest.mark.rule("app.filter.bad")
@pytest.mark.parametrize(
    "written",
    [
        None,
        {},
        [],
        {"and": []},
        {"not": [BUYERS]},
        {"xor": [BUYERS]},
        {**BUYERS, **leaf("plan")},
        {"segment": {"id": "1"}},
        {"attribute": {"field": "plan", "operator": "gt", "value": "1"}},
        {"attribute": {"field": "plan", "operator": "eq"}},
    ],
)
def test_a_malformed_filter_is_refused(shop: Caller, written: Json) -> None:
    (error,) = msgspec.convert(posted(shop, "/customers", {"filter": written})["errors"], list[dict[str, str]])

    assert error["status"] == "400"
    assert error["detail"].startswith("filter: ")


@pytest.mark.rule("app.400.json")
def test_a_body_that_is_no_json_is_refused_with_a_reference(shop: Caller) -> None:
    (error,) = msgspec.convert(posted(shop, "/customers", b"{")["errors"], list[dict[str, str]])

    assert error["detail"].startswith("bad request (reference ")


@pytest.mark.rule("app.people.100")
@pytest.mark.rule("app.people.unwrapped")
def test_several_people_are_told_at_once_and_unknown_ones_left_out(shop: Caller) -> None:
    told = msgspec.convert(
        posted(shop, "/customers/attributes", {"ids": ["6", "9"]})["customers"], list[dict[str, Json]]
    )

    assert [one["id"] for one in told] == ["6"]
    assert told[0]["attributes"] == {"id": "6", "cio_id": "03000002", "plan": "pro"}


@pytest.mark.rule("app.people.100")
@pytest.mark.parametrize(("count", "status"), [(100, 200), (101, 400)])
def test_at_most_100_people_are_asked_for_at_once(shop: Caller, count: int, status: int) -> None:
    body = {"ids": [str(number) for number in range(count)]}

    response = shop.call("POST", "/v1/customers/attributes", body, authorization=shop.app_authorization)

    assert response.status == status


def test_the_workspace_tells_its_size_topics_and_addresses(shop: Caller) -> None:
    shop.sim("PUT", "/workspace", {"name": "Shop", "topics": {"Offers": {"default": True}}})

    (size,) = msgspec.convert(members(shop.app("/workspaces"))["workspaces"], list[dict[str, Json]])
    topics = members(shop.app("/subscription_topics"))["topics"]
    addresses = msgspec.convert(members(shop.app("/info/ip_addresses"))["ip_addresses"], list[str])

    assert (size["name"], size["people"], size["messages_sent"], size["object_types"]) == ("Shop", 3, 0, 1)
    assert topics == [
        {"id": 1, "identifier": "topic_1", "name": "Offers", "description": "", "subscribed_by_default": True}
    ]
    assert len(addresses) == 10


@pytest.mark.rule("attributes.prefs.computed")
def test_a_person_tells_the_choice_of_each_topic_or_its_default(shop: Caller) -> None:
    topics: dict[str, Json] = {"Offers": {"default": True}, "News": {"default": False}, "Tips": {"default": True}}
    shop.sim("PUT", "/workspace", {"topics": topics})
    shop.track("PUT", "/customers/5", {"cio_subscription_preferences": {"topics": {"topic_1": False}}})

    told = msgspec.convert(members(shop.app("/customers/5/subscription_preferences"))["customer"], dict[str, Json])

    listed = msgspec.convert(told["topics"], list[dict[str, Json]])
    assert [(one["id"], one["subscribed"]) for one in listed] == [(1, False), (2, False), (3, True)]
    assert told["unsubscribed"] is False


@pytest.mark.rule("app.404.resource")
def test_the_preferences_of_nobody_are_not_found(shop: Caller) -> None:
    assert shop.app("/customers/9/subscription_preferences").status == 404
