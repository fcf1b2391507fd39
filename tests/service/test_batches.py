"""Track v2 batches: every item for itself, in order, and one row of the journal for all."""

import msgspec
import pytest

from simulator.instants import instant_text
from simulator.service import Service
from simulator.values import Json
from simulator.wire import Response
from tests.builders import START, hours
from tests.service.caller import REAL_NOW, Caller, members

OBJECT = {"type": "object", "action": "identify", "identifiers": {"object_type_id": "1", "object_id": "acme"}}


def of_person(action: str, who: str = "5", **rest: Json) -> dict[str, Json]:
    return {"type": "person", "action": action, "identifiers": {"id": who}, **rest}


def batch(caller: Caller, body: object) -> Response:
    return caller.call("POST", "/api/v2/batch", body, authorization=caller.track_authorization)


def faults(response: Response) -> list[dict[str, Json]]:
    return msgspec.convert(members(response)["errors"], list[dict[str, Json]])


def set_up(**settings: Json) -> Caller:
    return Caller(Service(now=REAL_NOW, definition={"settings": settings}, clock=START))


@pytest.mark.rule("track.v1.ok-body")
@pytest.mark.rule("track.v2.batch-order")
def test_a_later_item_sees_what_an_earlier_one_made(caller: Caller) -> None:
    update = of_person("identify", attributes={"_update": True, "plan": "pro"})

    response = batch(caller, {"batch": [of_person("identify"), of_person("event", name="buy"), update]})

    assert (response.status, response.body) == (200, b"{}\n")
    profile = caller.profile("5")
    assert profile.attributes["plan"].value == "pro"
    assert [event.name for event in profile.events] == ["buy"]


def test_all_items_stand_in_one_row_of_the_journal(caller: Caller) -> None:
    response = batch(caller, {"batch": [of_person("identify"), of_person("event", name="buy"), of_person("delete")]})

    (entry,) = caller.journal()
    first = entry.operations[0]
    assert entry.operations == (first, first + 1, first + 2)
    assert response.headers["x-sim-operation"] == str(first)
    names = [effect.name for effect in entry.effects]
    assert [names.index(name) for name in ("PersonCreated", "EventStored", "PersonDeleted")] == sorted(
        names.index(name) for name in ("PersonCreated", "EventStored", "PersonDeleted")
    )


@pytest.mark.rule("track.v2.batch-207")
def test_a_bad_item_is_listed_with_its_place_and_the_others_are_applied(caller: Caller) -> None:
    response = batch(caller, {"batch": [of_person("identify"), of_person("event"), of_person("identify", "6")]})

    assert response.status == 207
    assert faults(response) == [
        {"batch_index": 1, "reason": "required", "field": "name", "message": "name is required"}
    ]
    assert [row["id"] for row in caller.rows("/profiles")] == ["5", "6"]


def test_an_item_that_the_workspace_does_not_take_is_listed_too(caller: Caller) -> None:
    long = of_person("identify", attributes={"plan": "x" * 1_001})

    response = batch(caller, {"batch": [long, of_person("identify", "6")]})

    assert response.status == 207
    (fault,) = faults(response)
    assert (fault["batch_index"], fault["reason"], fault["field"]) == (0, "invalid", "attributes")
    assert [row["id"] for row in caller.rows("/profiles")] == ["6"]


@pytest.mark.rule("identity.update-only")
def test_an_item_that_comes_to_nothing_ends_itself_and_no_other(caller: Caller) -> None:
    nobody = of_person("identify", "7", attributes={"_update": True})

    response = batch(caller, {"batch": [nobody, of_person("identify", "6")]})

    assert response.status == 200
    assert [row["id"] for row in caller.rows("/profiles")] == ["6"]


def test_an_item_that_is_not_emulated_is_listed_by_the_name_of_its_operation(caller: Caller) -> None:
    response = batch(caller, {"batch": [OBJECT, of_person("identify")]})

    assert response.status == 207
    message = "object identify is not emulated yet; nothing was done"
    assert faults(response) == [{"batch_index": 0, "reason": "invalid", "field": "action", "message": message}]
    assert [row["id"] for row in caller.rows("/profiles")] == ["5"]


@pytest.mark.rule("track.v2.matrix")
def test_an_item_of_a_pair_that_is_not_documented_is_invalid(caller: Caller) -> None:
    response = batch(caller, {"batch": [{"type": "delivery", "action": "identify"}, of_person("identify")]})

    (fault,) = faults(response)
    assert (fault["batch_index"], fault["reason"], fault["field"]) == (0, "invalid", "action")


def test_an_item_that_is_no_object_is_a_parse_error(caller: Caller) -> None:
    response = batch(caller, {"batch": ["identify", of_person("identify")]})

    assert [(fault["batch_index"], fault["reason"]) for fault in faults(response)] == [(0, "parse_error")]


@pytest.mark.rule("track.v2.batch-all-bad")
@pytest.mark.parametrize("status", [207, 400])
def test_where_every_item_is_bad_the_workspace_chooses_the_status(status: int) -> None:
    caller = set_up(v2_batch_all_bad=status)

    response = batch(caller, {"batch": [of_person("event"), of_person("page")]})

    assert response.status == status
    assert [fault["batch_index"] for fault in faults(response)] == [0, 1]


@pytest.mark.rule("track.v2.batch-malformed")
@pytest.mark.parametrize(
    ("body", "reason", "field"),
    [
        ({}, "required", "batch"),
        ({"batch": None}, "required", "batch"),
        ({"batch": {}}, "parse_error", "batch"),
        ({"batch": []}, "invalid", "batch"),
        ([], "parse_error", None),
        (b"{", "parse_error", None),
        (b'{"batch":[{"a":"\xff"}]}', "parse_error", None),
        (b'{"batch":' + b"[" * 5_000, "parse_error", None),
    ],
)
def test_what_is_no_batch_is_refused_as_a_whole(caller: Caller, body: object, reason: str, field: str | None) -> None:
    response = batch(caller, body)

    assert response.status == 400
    (fault,) = faults(response)
    assert (fault["reason"], fault.get("field"), "batch_index" in fault) == (reason, field, False)


@pytest.mark.rule("track.v2.batch-size")
@pytest.mark.rule("track.v2.size-entity")
@pytest.mark.parametrize("kilobyte", [1024, 1000])
def test_an_item_over_32_kilobytes_is_listed_and_one_of_32_is_not(kilobyte: int) -> None:
    caller = set_up(limits_kilobyte=kilobyte)
    room = 32 * kilobyte - len(msgspec.json.encode(of_person("delete", x="")))

    response = batch(caller, {"batch": [of_person("delete", x="x" * room), of_person("delete", x="x" * (room + 1))]})

    assert response.status == 207
    assert [(fault["batch_index"], fault["reason"]) for fault in faults(response)] == [(1, "invalid")]


@pytest.mark.rule("track.v2.batch-size")
@pytest.mark.rule("track.v1.oversize")
@pytest.mark.parametrize(("kilobyte", "status"), [(1024, 400), (1024, 413), (1000, 400)])
def test_a_batch_over_500_kilobytes_is_refused_as_a_whole(kilobyte: int, status: int) -> None:
    caller = set_up(limits_kilobyte=kilobyte, errors_oversize_status=status)
    body = msgspec.json.encode({"batch": [of_person("identify")]})
    full = body + b" " * (500 * kilobyte - len(body))

    assert batch(caller, full + b" ").status == status
    assert caller.rows("/profiles") == []
    assert batch(caller, full).status == 200


@pytest.mark.rule("track.v2.size-entity")
@pytest.mark.rule("track.v1.oversize")
@pytest.mark.parametrize("status", [400, 413])
def test_a_lone_operation_over_32_kilobytes_answers_what_the_workspace_chooses(status: int) -> None:
    caller = set_up(errors_oversize_status=status)

    response = caller.v2(**of_person("identify", x="x" * 33_000))

    assert response.status == status
    assert [fault["reason"] for fault in faults(response)] == ["invalid"]


@pytest.mark.parametrize("setting", ["limits_kilobyte", "errors_oversize_status", "v2_batch_all_bad"])
@pytest.mark.parametrize("value", [1, True, "1024", None])
def test_a_figure_that_a_setting_does_not_take_is_a_problem(setting: str, value: Json) -> None:
    caller = set_up()

    response = caller.sim("PUT", "/workspace", {"settings": {setting: value}})

    assert response.status == 400
    assert setting in response.body.decode()


@pytest.mark.rule("track.v1.auth-missing")
def test_a_batch_without_credentials_is_refused(caller: Caller) -> None:
    response = caller.call("POST", "/api/v2/batch", {"batch": [of_person("identify")]})

    assert response.status == 401
    assert members(response) == {"meta": {"error": "Unauthorized request"}}


def test_a_batch_of_which_nothing_can_be_read_is_received_and_has_its_row(caller: Caller) -> None:
    later = instant_text(START + hours(2))

    caller.call(
        "POST",
        "/api/v2/batch",
        {"batch": [of_person("event")]},
        authorization=caller.track_authorization,
        x_sim_at=later,
    )

    (entry,) = caller.journal()
    assert (entry.status, entry.operations, entry.effects, entry.at) == (207, (), (), START + hours(2))
    assert caller.told("/clock")["now"] == later
