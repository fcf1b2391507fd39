import msgspec
import pytest

from simulator.instants import instant_text
from simulator.values import Json
from simulator.wire.delivery_ids import delivery_id
from tests.builders import START, minutes
from tests.service.caller import Caller, members


def listed(caller: Caller, path: str = "/activities") -> list[dict[str, Json]]:
    response = caller.app(path)
    assert response.status == 200, response.body
    return msgspec.convert(members(response)["activities"], list[dict[str, Json]])


def types(caller: Caller, path: str = "/activities") -> list[Json]:
    return [row["type"] for row in listed(caller, path)]


@pytest.fixture
def busy(caller: Caller) -> Caller:
    """A caller of a workspace where person 5 did something and person 6 is gone."""
    caller.track("PUT", "/customers/5", {"email": "maya@example.com", "plan": "basic"})
    caller.track("POST", "/customers/5/events", {"name": "Product Viewed", "data": {"price": 5}})
    caller.track("POST", "/customers/5/events", {"name": "https://shop.example/", "type": "page"})
    caller.track("PUT", "/customers/6", {"plan": "pro"})
    caller.track("DELETE", "/customers/6")
    caller.track("POST", "/events", {"name": "Product Viewed", "anonymous_id": "a1"})
    return caller


@pytest.mark.rule("activity.order")
@pytest.mark.rule("activity.types")
def test_activities_of_people_are_listed_newest_first(busy: Caller) -> None:
    assert types(busy) == ["page", "event", "attribute_change", "profile_create"]


@pytest.mark.rule("activity.event-data-typed")
def test_an_activity_tells_whose_it_is_and_when(busy: Caller) -> None:
    activity = listed(busy, "/activities?type=event")[0]

    number = activity.pop("id")
    assert activity == {
        "type": "event",
        "timestamp": START,
        "customer_id": "5",
        "customer_identifiers": {"email": "maya@example.com", "id": "5", "cio_id": "03000001"},
        "data": {"price": 5},
        "name": "Product Viewed",
    }
    assert number == listed(busy, "/customers/5/activities?type=event")[0]["id"]
    assert len(str(number)) == 26


@pytest.mark.rule("activity.page-no-name")
def test_a_page_view_has_its_url_and_no_name(busy: Caller) -> None:
    activity = listed(busy, "/activities?type=page")[0]

    assert "name" not in activity
    assert activity["url"] == "https://shop.example/"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name=Product+Viewed", ["event"]),
        ("name=plan", ["attribute_change"]),
        ("type=event&name=plan", []),
        ("deleted=true", ["profile_delete", "attribute_change", "profile_create"]),
        ("customer_id=5", ["page", "event", "attribute_change", "profile_create"]),
        ("customer_id=MAYA%40example.com&id_type=email&type=event", ["event"]),
        ("customer_id=cio_03000001&id_type=cio_id&type=page", ["page"]),
        ("customer_id=6", []),
        ("customer_id=6&deleted=true&type=profile_delete", ["profile_delete"]),
        ("customer_id=nobody", []),
    ],
)
def test_activities_are_filtered(busy: Caller, query: str, expected: list[str]) -> None:
    assert types(busy, f"/activities?{query}") == expected


@pytest.mark.rule("app.404.resource")
@pytest.mark.rule("app.idtype.wrong")
def test_the_activities_of_a_person_are_listed(busy: Caller) -> None:
    assert types(busy, "/customers/maya%40example.com/activities?id_type=email&type=page") == ["page"]
    assert busy.app("/customers/6/activities").status == 404
    assert busy.app("/customers/maya%40example.com/activities").status == 404


@pytest.mark.rule("app.activities.limit")
@pytest.mark.rule("app.page.limit-max")
@pytest.mark.parametrize(("query", "count"), [("", 10), ("limit=3", 3), ("limit=1000", 100)])
def test_a_page_holds_ten_activities_unless_limit_says_otherwise(caller: Caller, query: str, count: int) -> None:
    for number in range(60):
        caller.track("PUT", f"/customers/{number}", {"plan": "basic"})

    assert len(listed(caller, f"/activities?{query}")) == count


@pytest.mark.rule("app.page.next")
def test_the_pages_hold_each_activity_once_though_others_happen_meanwhile(busy: Caller) -> None:
    first = members(busy.app("/activities?limit=3"))
    busy.track("POST", "/customers/5/events", {"name": "Added to Cart"})

    second = members(busy.app(f"/activities?limit=3&start={first['next']}"))

    assert [row["type"] for row in msgspec.convert(second["activities"], list[dict[str, Json]])] == ["profile_create"]
    assert second["next"] == ""


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "start=!", "deleted=yes", "customer_id=5&id_type=phone"])
def test_a_list_that_cannot_be_meant_is_refused(caller: Caller, query: str) -> None:
    assert caller.app(f"/activities?{query}").status == 400


def test_a_message_is_told_by_the_id_of_its_delivery(caller: Caller) -> None:
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})
    caller.sim("POST", "/clock/advance", {"to": instant_text(START + minutes(30))})

    (activity,) = listed(caller, "/activities?type=sent_email")

    assert (activity["delivery_id"], activity["delivery_type"]) == (delivery_id(1, 1), "email")


@pytest.mark.rule("suppression.log-redacted")
def test_of_a_suppressed_person_only_the_types_are_told(busy: Caller) -> None:
    busy.track("POST", "/customers/5/suppress")

    told = listed(busy)

    assert {row["customer_id"] for row in told} == {None}
    assert {str(row["data"]) for row in told} == {"{}"}
