"""Segments that calls make and delete: what is answered, who is in them, and what still names a deleted one."""

import msgspec
import pytest

from simulator.instants import instant_text
from simulator.service import Service
from simulator.values import Json
from simulator.wire import Response
from tests.builders import START, hours
from tests.openapi.answers import faults, says_all
from tests.service.caller import REAL_NOW, Caller, members

VIPS: dict[str, Json] = {"name": "VIPs", "description": "Who buys most"}
DEFINITION: dict[str, Json] = {
    "segments": {
        "Buyers": {"performed": "Order Placed"},
        "Press list": "manual",
        "Friends": {"in segment": "Press list"},
        "Staff": "manual",
    },
    "campaigns": {
        "Carts": {
            "trigger": {"event": "Added to Cart"},
            "filter": {"not in segment": "Staff"},
            "steps": [{"send": {"email": "Come back"}}],
        }
    },
}


def a_shop(**settings: Json) -> Caller:
    """A caller of a shop with five segments, of which the last was made by a call; Maya is in the manual ones."""
    caller = Caller(Service(now=REAL_NOW, definition={**DEFINITION, "settings": settings}, clock=START))
    caller.track("PUT", "/customers/maya", {"email": "maya@example.com"})
    create(caller, VIPS)
    for number in (2, 4, 5):
        put_in(caller, number, "maya")
    return caller


@pytest.fixture
def shop() -> Caller:
    return a_shop()


def create(caller: Caller, segment: Json) -> Response:
    return caller.call("POST", "/v1/segments", {"segment": segment}, authorization=caller.app_authorization)


def delete(caller: Caller, number: int) -> int:
    return caller.app(f"/segments/{number}", "DELETE").status


def put_in(caller: Caller, number: int, *ids: str) -> Response:
    return caller.track("POST", f"/segments/{number}/add_customers", {"ids": list(ids)})


def rows(response: Response, name: str = "segments") -> list[dict[str, Json]]:
    return msgspec.convert(members(response)[name], list[dict[str, Json]])


def numbered(caller: Caller) -> list[tuple[Json, Json]]:
    return [(one["id"], one["name"]) for one in rows(caller.app("/segments"))]


def ids_in(caller: Caller, number: int) -> Json:
    return members(caller.app(f"/segments/{number}/membership"))["ids"]


def found_in(caller: Caller, number: int) -> Json:
    """Whom a filter finds that asks for the segment."""
    asked = {"filter": {"segment": {"id": number}}}
    return members(caller.call("POST", "/v1/customers", asked, authorization=caller.app_authorization))["ids"]


def detail(response: Response) -> str:
    return str(rows(response, "errors")[0]["detail"])


@pytest.mark.rule("app.seg.create-200")
@pytest.mark.rule("app.seg.dedup")
@pytest.mark.rule("app.seg.progress-null")
def test_a_created_segment_is_manual_and_finished(caller: Caller) -> None:
    created = create(caller, VIPS)

    assert created.status == 200
    assert members(created)["segment"] == {
        "id": 4,
        "deduplicate_id": f"4:{START}",
        "name": "VIPs",
        "description": "Who buys most",
        "state": "finished",
        "progress": None,
        "type": "manual",
        "tags": None,
        "created_at": START,
        "updated_at": START,
    }
    assert members(caller.app("/segments/4")) == members(created)


@pytest.mark.rule("app.seg.create-200")
def test_a_created_segment_is_empty_until_people_are_put_in(caller: Caller) -> None:
    create(caller, VIPS)
    caller.track("PUT", "/customers/maya", {})
    before = members(caller.app("/segments/4/customer_count"))

    added = put_in(caller, 4, "maya", "nobody")

    assert (before["count"], added.status, ids_in(caller, 4)) == (0, 200, ["maya"])
    assert rows(caller.app("/customers/maya/segments")) == [{"id": 4, **VIPS}]
    assert members(caller.app("/segments/4/used_by"))["segment_id"] == 4


def test_people_leave_a_created_segment(shop: Caller) -> None:
    removed = shop.track("POST", "/segments/5/remove_customers", {"ids": ["maya"]})

    assert (removed.status, ids_in(shop, 5)) == (200, [])


def test_the_journal_and_the_truth_tell_of_a_created_segment(caller: Caller) -> None:
    number = create(caller, {"name": "VIPs"}).headers["x-sim-operation"]

    (entry,) = caller.journal()
    assert [(effect.name, effect.words) for effect in entry.effects] == [
        ("SegmentCreated", "the manual segment VIPs was made, with the number 4")
    ]
    assert entry.operations == (int(number),)
    assert caller.told("/segments/VIPs")["id"] == 4
    assert caller.journal("?effect=none") == ()


@pytest.mark.parametrize(
    "body",
    [
        None,
        b"{",
        {},
        {"segment": "VIPs"},
        {"segment": {"description": "x"}},
        {"segment": {"name": ""}},
        {"segment": {"name": "  "}},
        {"segment": {"name": 5}},
        {"segment": {"name": "VIPs", "description": 5}},
    ],
)
def test_a_segment_that_cannot_be_meant_is_refused(caller: Caller, body: object) -> None:
    response = caller.call("POST", "/v1/segments", body, authorization=caller.app_authorization)

    assert response.status == 400
    assert detail(response)
    assert len(numbered(caller)) == 3


@pytest.mark.rule("app.seg.name-taken")
@pytest.mark.parametrize("name", ["VIPs", "Buyers"])
def test_a_name_that_is_taken_is_refused(shop: Caller, name: str) -> None:
    response = create(shop, {"name": name})

    assert (response.status, detail(response)) == (400, f"a segment is called '{name}' already")
    assert len(numbered(shop)) == 5


def test_a_wrong_key_makes_and_deletes_nothing(shop: Caller) -> None:
    for method, path in (("POST", "/v1/segments"), ("DELETE", "/v1/segments/5")):
        assert shop.call(method, path, {"segment": {"name": "New"}}, authorization="Bearer no").status == 401

    assert len(numbered(shop)) == 5


@pytest.mark.rule("app.seg.delete-204")
def test_a_deleted_segment_answers_404_everywhere(shop: Caller) -> None:
    deleted = shop.app("/segments/5", "DELETE")

    assert (deleted.status, deleted.body) == (204, b"")
    for path in ("", "/used_by", "/customer_count", "/membership"):
        assert shop.app(f"/segments/5{path}").status == 404
    assert delete(shop, 5) == 404
    assert shop.sim("GET", "/segments/VIPs").status == 404
    assert 5 not in dict(numbered(shop))


@pytest.mark.rule("segments.manual.404")
def test_nobody_can_be_put_into_or_taken_out_of_a_deleted_segment(shop: Caller) -> None:
    delete(shop, 5)

    answers = [shop.track("POST", f"/segments/5/{act}_customers", {"ids": ["maya"]}) for act in ("add", "remove")]

    assert [answer.status for answer in answers] == [404, 404]


def test_whoever_was_in_a_deleted_segment_has_left_it(shop: Caller) -> None:
    delete(shop, 5)

    assert [effect.words for effect in shop.journal()[-1].effects] == [
        "person 03000001 left VIPs", "the segment VIPs was deleted, which had the number 5",
    ]  # fmt: skip
    assert [row["name"] for row in rows(shop.app("/customers/maya/segments"))] == ["Press list", "Friends", "Staff"]


def test_a_number_is_never_used_twice(shop: Caller) -> None:
    delete(shop, 2)
    delete(shop, 5)

    again = members(create(shop, VIPS))

    assert msgspec.convert(again["segment"], dict[str, Json])["id"] == 6
    assert numbered(shop) == [(1, "Buyers"), (3, "Friends"), (4, "Staff"), (6, "VIPs")]
    assert ids_in(shop, 6) == []


@pytest.mark.rule("app.seg.delete-dynamic")
def test_a_data_driven_segment_is_not_deleted(shop: Caller) -> None:
    response = shop.app("/segments/1", "DELETE")

    assert response.status == 400
    assert detail(response) == "'Buyers' is a data-driven segment; only manual ones can be deleted"
    assert shop.app("/segments/1").status == 200


@pytest.mark.rule("app.seg.delete-dynamic")
def test_a_data_driven_segment_is_deleted_where_the_settings_allow_it() -> None:
    shop = a_shop(app_seg_delete_dynamic="allow")

    assert (delete(shop, 1), shop.app("/segments/1").status) == (204, 404)


@pytest.mark.rule("app.seg.delete-used")
@pytest.mark.parametrize("number", [2, 4])
def test_a_segment_in_use_is_deleted(shop: Caller, number: int) -> None:
    assert (delete(shop, number), shop.app(f"/segments/{number}").status) == (204, 404)


@pytest.mark.rule("app.seg.delete-used")
@pytest.mark.parametrize(
    ("number", "said"),
    [(2, "'Press list' is in use by segment 'Friends'"), (4, "'Staff' is in use by campaign 'Carts'")],
)
def test_a_segment_in_use_stays_where_the_settings_say_so(number: int, said: str) -> None:
    shop = a_shop(app_seg_delete_in_use="error_409")

    response = shop.app(f"/segments/{number}", "DELETE")

    assert (response.status, detail(response)) == (409, said)
    assert ids_in(shop, number) == ["maya"]
    assert delete(shop, 5) == 204


def test_nobody_is_in_a_deleted_segment_that_another_names(shop: Caller) -> None:
    before = ids_in(shop, 3)

    delete(shop, 2)

    assert (before, ids_in(shop, 3)) == (["maya"], [])
    why = shop.told("/segments/Friends?why=maya")
    assert why["reason"] == ['not in segment "Press list"', 'there is no segment "Press list" any more']


def test_a_campaign_that_keeps_a_deleted_segment_out_keeps_nobody_out(shop: Caller) -> None:
    delete(shop, 4)
    shop.track("POST", "/customers/maya/events", {"name": "Added to Cart"})
    shop.sim("POST", "/clock/advance", {"by": "1 minute"})

    assert [row["state"] for row in shop.rows("/messages")] == ["sent"]
    assert rows(shop.app("/campaigns"), "campaigns")[0]["filter_segment_ids"] == []


def test_a_filter_of_people_finds_nobody_in_a_deleted_segment(shop: Caller) -> None:
    before = found_in(shop, 5)

    delete(shop, 5)

    assert (before, found_in(shop, 5)) == (["maya"], [])


def test_another_definition_keeps_the_numbers_of_names_that_stay_and_what_calls_made(shop: Caller) -> None:
    delete(shop, 4)

    shop.sim("PUT", "/workspace", {"segments": {"Staff": "manual", "New": "manual", "Press list": "manual"}})

    assert numbered(shop) == [(2, "Press list"), (5, "VIPs"), (6, "Staff"), (7, "New")]
    assert (ids_in(shop, 2), ids_in(shop, 5), ids_in(shop, 6)) == (["maya"], ["maya"], [])


def test_a_definition_that_names_a_created_segment_takes_it_over(shop: Caller) -> None:
    shop.sim("PUT", "/workspace", {"segments": {"VIPs": {"performed": "Order Placed"}}})
    told = rows(shop.app("/segments"))
    shop.sim("PUT", "/workspace", {"segments": {}})

    assert [(one["id"], one["type"], one["description"]) for one in told] == [(5, "dynamic", "Who buys most")]
    assert numbered(shop) == []


def test_a_reset_brings_the_segments_of_the_definition_back_and_their_numbers(shop: Caller) -> None:
    delete(shop, 2)
    create(shop, {"name": "More"})

    shop.sim("POST", "/reset")

    assert numbered(shop) == [(1, "Buyers"), (2, "Press list"), (3, "Friends"), (4, "Staff")]
    assert ids_in(shop, 2) == []


def test_a_snapshot_brings_created_and_deleted_segments_back(shop: Caller) -> None:
    delete(shop, 2)
    shop.sim("POST", "/snapshots", {"name": "before"})
    delete(shop, 5)
    create(shop, {"name": "Later"})

    shop.sim("POST", "/snapshots/before/restore")

    assert numbered(shop) == [(1, "Buyers"), (3, "Friends"), (4, "Staff"), (5, "VIPs")]
    assert ids_in(shop, 5) == ["maya"]
    assert msgspec.convert(members(create(shop, {"name": "Next"}))["segment"], dict[str, Json])["id"] == 6


def test_the_instant_of_a_call_is_when_a_segment_was_created(caller: Caller) -> None:
    caller.sim("PUT", "/clock", {"now": instant_text(START + hours(1))})
    create(caller, VIPS)

    told = {one["name"]: one["created_at"] for one in rows(caller.app("/segments"))}

    assert (told["Known Purchasers"], told["VIPs"]) == (START, START + hours(1))


@pytest.mark.rule("app.seg.no-conditions")
@pytest.mark.parametrize(
    ("operation", "path"),
    [
        ("listSegments", "/segments"),
        ("getSegment", "/segments/1"),
        ("getSegment", "/segments/5"),
        ("getSegmentDependencies", "/segments/4/used_by"),
        ("getSegmentCount", "/segments/5/customer_count"),
        ("getSegmentMembership", "/segments/5/membership"),
        ("getPersonSegments", "/customers/maya/segments"),
    ],
)
def test_an_answer_is_what_the_vendors_schema_says(shop: Caller, operation: str, path: str) -> None:
    response = shop.app(path)

    assert response.status == 200
    assert faults(operation, members(response)) == []
    assert says_all(operation, members(response))


def test_the_answer_to_a_creation_is_what_the_vendors_schema_says(caller: Caller) -> None:
    answer = members(create(caller, VIPS))

    assert faults("createManSegment", answer) == []
    assert says_all("createManSegment", answer)
