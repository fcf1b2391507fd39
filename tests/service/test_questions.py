import msgspec
import pytest

from simulator.instants import instant_text
from simulator.service import Service
from simulator.values import Json
from tests.builders import START, hours
from tests.service.caller import REAL_NOW, Caller, members


def customer(caller: Caller, reference: str = "5") -> dict[str, Json]:
    answer = members(caller.app(f"/customers/{reference}/attributes"))
    return msgspec.convert(answer["customer"], dict[str, Json])


def test_what_track_was_told_the_app_api_tells(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {"email": "maya@example.com", "n": 42, "vip": True})

    told = customer(caller)

    assert told["identifiers"] == {"email": "maya@example.com", "id": "5", "cio_id": "03000001"}
    assert told["attributes"] == {
        "email": "maya@example.com", "id": "5", "cio_id": "03000001", "n": "42", "vip": "true",
    }  # fmt: skip
    assert told["timestamps"] == {"cio_id": START, "n": START, "vip": START}


def test_a_removed_attribute_is_not_told(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {"plan": "basic", "n": 1})
    caller.track("PUT", "/customers/5", {"plan": None})

    assert "plan" not in msgspec.convert(customer(caller)["attributes"], dict[str, str])


@pytest.mark.parametrize(
    ("value", "unsubscribed"), [(True, True), ("TRUE", True), (1, True), ("no", False), (None, False)]
)
def test_whether_a_person_is_unsubscribed_is_told_beside_the_attributes(
    caller: Caller, value: Json, unsubscribed: bool
) -> None:
    caller.track("PUT", "/customers/5", {"unsubscribed": value})

    assert customer(caller)["unsubscribed"] is unsubscribed


@pytest.mark.rule("track.v1.path-decode")
def test_a_person_whose_id_reads_like_a_part_of_a_path_is_found_by_it(caller: Caller) -> None:
    caller.track("PUT", "/customers/attributes", {"plan": "pro"})
    caller.track("POST", "/customers/attributes/events", {"name": "buy"})

    told = customer(caller, "attributes")

    assert msgspec.convert(told["attributes"], dict[str, str])["plan"] == "pro"
    for below in ("segments", "messages", "activities", "subscription_preferences"):
        assert caller.app(f"/customers/attributes/{below}").status == 200
    assert [event.name for event in caller.profile("attributes").events] == ["buy"]


@pytest.mark.rule("app.404.resource")
@pytest.mark.rule("app.idtype.wrong")
@pytest.mark.parametrize(
    "path", ["/customers/6/attributes", "/customers/5/attributes?id_type=email", "/customers/6/segments", "/segments/9"]
)
def test_what_is_not_there_answers_404_with_a_reference(caller: Caller, path: str) -> None:
    caller.track("PUT", "/customers/5", {})

    response = caller.app(path)

    assert response.status == 404
    assert b"not found (reference " in response.body


def test_a_person_is_found_by_each_identifier(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {"email": "maya@example.com"})

    assert customer(caller)["id"] == "5"
    assert caller.app("/customers/MAYA%40example.com/attributes?id_type=email").status == 200
    assert caller.app("/customers/cio_03000001/attributes?id_type=cio_id").status == 200


def test_segments_are_told_by_number_with_their_people(caller: Caller) -> None:
    caller.track("POST", "/customers/5/events", {"name": "Order Placed"})
    caller.track("PUT", "/customers/6", {})
    caller.track("POST", "/segments/3/add_customers", {"ids": ["6"]})

    assert members(caller.app("/segments/1/customer_count")) == {"segment_id": 1, "count": 1}
    assert members(caller.app("/segments/3/membership"))["ids"] == ["6"]
    assert members(caller.app("/customers/5/segments"))["segments"] == [
        {"id": 1, "name": "Known Purchasers", "description": ""}
    ]


def test_a_segment_is_updated_when_it_gets_another_condition(caller: Caller) -> None:
    caller.sim("PUT", "/clock", {"now": instant_text(START + hours(1))})
    recent: Json = {"performed": "Added to Cart", "within": "4 hours"}
    caller.sim("PUT", "/workspace", {"segments": {"Recent carts": recent, "Known Purchasers": {"performed": "Paid"}}})

    segments = msgspec.convert(members(caller.app("/segments"))["segments"], list[dict[str, Json]])

    assert [(one["id"], one["name"], one["created_at"], one["updated_at"]) for one in segments] == [
        (1, "Known Purchasers", START, START + hours(1)), (2, "Recent carts", START, START),
    ]  # fmt: skip


@pytest.mark.rule("app.email.lookup-case")
@pytest.mark.rule("app.email.lookup-empty")
@pytest.mark.rule("app.email.plus")
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("email=maya%2Bvip%40example.com", ["5"]),
        ("email=MAYA%2BVIP%40example.com", ["5"]),
        ("email=maya+vip%40example.com", []),
        ("email=nobody%40example.com", []),
    ],
)
def test_people_are_found_by_email(caller: Caller, query: str, ids: list[str]) -> None:
    caller.track("PUT", "/customers/5", {"email": "maya+vip@example.com"})

    results = msgspec.convert(members(caller.app(f"/customers?{query}"))["results"], list[dict[str, Json]])

    assert [row["id"] for row in results] == ids


@pytest.mark.rule("identity.email.plain-in-id-workspace")
def test_several_people_are_found_where_the_email_identifies_nobody(caller: Caller) -> None:
    caller.sim("PUT", "/workspace", {"settings": {"identifiers": ["id"]}})
    for number in ("5", "6", "7"):
        caller.track("PUT", f"/customers/{number}", {"email": "maya@example.com"} if number != "7" else {})

    answer = members(caller.app("/customers?email=Maya%40example.com"))

    assert [row["id"] for row in msgspec.convert(answer["results"], list[dict[str, Json]])] == ["5", "6"]


def test_a_search_without_email_is_refused(caller: Caller) -> None:
    assert caller.app("/customers").status == 400


@pytest.mark.rule("identity.phone.v2")
def test_a_person_is_told_by_phone_where_it_identifies(phone_caller: Caller) -> None:
    phone_caller.v2(action="identify", identifiers={"phone": "+12025550123"}, attributes={"plan": "basic"})

    answer = members(phone_caller.app("/customers/%2B12025550123/attributes?id_type=phone"))

    told = msgspec.convert(answer["customer"], dict[str, Json])
    assert told["attributes"] == {"cio_id": "03000001", "phone": "+12025550123", "plan": "basic"}
    assert told["identifiers"] == {"email": None, "id": None, "cio_id": "03000001"}


@pytest.mark.rule("devices.put")
@pytest.mark.rule("devices.status")
def test_a_person_is_told_with_their_devices(caller: Caller) -> None:
    device: dict[str, Json] = {
        "token": "t1",
        "platform": "ios",
        "last_used": 1_713_484_800,
        "attributes": {"push_enabled": True},
    }
    caller.v2(action="add_device", identifiers={"id": "5"}, device=device)

    assert customer(caller)["devices"] == [
        {
            "id": "t1",
            "platform": "ios",
            "last_used": 1_713_484_800,
            "attributes": {"push_enabled": "true", "_last_status": ""},
        }
    ]


@pytest.mark.rule("suppression.esp-separate")
def test_the_email_provider_blocks_an_address_and_takes_mail_for_it_again(caller: Caller) -> None:
    blocked = caller.app("/esp/suppression/spam_reports/maya%40example.com", "POST")
    freed = caller.app("/esp/suppression/spam_reports/maya%40example.com", "DELETE")

    assert (blocked.status, members(blocked)) == (200, {})
    assert (freed.status, freed.body) == (204, b"")
    names = [effect.name for entry in caller.journal() for effect in entry.effects]
    assert names == ["AddressBlocked", "AddressUnblocked"]


@pytest.mark.parametrize("path", ["/esp/suppression/invalid/maya%40example.com", "/esp/suppression/bounces/"])
def test_a_suppression_that_cannot_be_meant_is_refused(caller: Caller, path: str) -> None:
    assert caller.app(path, "POST").status == 400


def test_a_segment_tells_the_campaigns_whose_filter_names_it() -> None:
    campaign: dict[str, Json] = {"trigger": {"event": "Added to Cart"}, "steps": [{"send": {"email": "Come back"}}]}
    definition: dict[str, Json] = {
        "segments": {"VIPs": "manual", "Press list": "manual"},
        "campaigns": {"Carts": campaign, "VIP carts": {**campaign, "filter": {"in segment": "VIPs"}}},
    }
    caller = Caller(Service(now=REAL_NOW, definition=definition, clock=START))

    uses = [members(caller.app(f"/segments/{number}/used_by")) for number in (1, 2)]

    nobody: dict[str, Json] = {"campaigns": [], "sent_newsletters": [], "draft_newsletters": []}
    assert uses == [{"segment_id": 1, "used_by": {**nobody, "campaigns": [2]}}, {"segment_id": 2, "used_by": nobody}]
    assert caller.app("/segments/9/used_by").status == 404
