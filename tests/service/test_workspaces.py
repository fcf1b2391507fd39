import msgspec
import pytest

from simulator.instants import instant_text
from simulator.values import Json
from simulator.wire.credentials import basic_header, bearer_header
from tests.builders import START, hours
from tests.service.caller import REAL_NOW, Caller, members


def make(caller: Caller, body: object = None) -> dict[str, Json]:
    response = caller.sim("POST", "/workspaces", body)
    assert response.status == 201, response.body
    return members(response)


def track_authorization(made: dict[str, Json]) -> str:
    credentials = msgspec.convert(made["credentials"], dict[str, str])
    return basic_header(credentials["site_id"], credentials["track_key"])


def test_a_made_workspace_has_name_credentials_and_base(caller: Caller) -> None:
    made = make(caller, {"name": "run-7"})

    assert made["name"] == "run-7"
    assert made["base"] == "/_sim/workspaces/run-7"
    assert len(set(msgspec.convert(made["credentials"], dict[str, str]).values())) == 4


def test_workspaces_without_a_name_get_different_ones(caller: Caller) -> None:
    first, second = make(caller), make(caller)

    assert first["name"] != second["name"]
    assert first["credentials"] != second["credentials"]


def test_the_same_name_has_the_same_credentials_again(caller: Caller) -> None:
    first = make(caller, {"name": "run-7"})
    caller.sim("DELETE", "/workspaces/run-7")

    again = make(caller, {"name": "run-7"})
    assert again["credentials"] == first["credentials"]
    assert again["number"] != first["number"]


@pytest.mark.parametrize("name", ["run-7", "default"])
def test_a_name_that_is_taken_is_refused(caller: Caller, name: str) -> None:
    make(caller, {"name": "run-7"})

    assert caller.sim("POST", "/workspaces", {"name": name}).status == 409


@pytest.mark.parametrize(
    ("clock", "reading"),
    [
        (None, {"now": instant_text(REAL_NOW), "mode": "frozen"}),
        ("frozen", {"now": instant_text(REAL_NOW), "mode": "frozen"}),
        ("real", {"now": instant_text(REAL_NOW + 5), "mode": "real"}),
        (instant_text(START), {"now": instant_text(START), "mode": "frozen"}),
    ],
)
def test_each_workspace_begins_with_the_clock_it_was_made_with(
    caller: Caller, clock: str | None, reading: dict[str, str]
) -> None:
    made = make(caller, {} if clock is None else {"clock": clock})
    caller.real_now += 5

    assert caller.told(f"/workspaces/{made['name']}/clock") == reading


def test_calls_choose_the_workspace_by_their_credentials(caller: Caller) -> None:
    made = make(caller, {"name": "mine", "definition": {"segments": {"Everybody": "manual"}}})
    credentials = msgspec.convert(made["credentials"], dict[str, str])

    caller.track("PUT", "/customers/5", {}, authorization=track_authorization(made))
    listed = caller.call("GET", "/v1/segments", authorization=bearer_header(credentials["app_key"]))

    assert [row["id"] for row in caller.rows("/profiles")] == []
    assert caller.told("/workspaces/mine/profiles/5")["id"] == "5"
    assert b"Everybody" in listed.body
    assert b"Known Purchasers" not in listed.body


def test_one_workspaces_site_id_with_anothers_key_is_nobodys(caller: Caller) -> None:
    made = msgspec.convert(make(caller)["credentials"], dict[str, str])

    response = caller.track("PUT", "/customers/5", {}, authorization=basic_header(made["site_id"], "sim-track-key"))

    assert response.status == 401


def test_a_watched_segment_keeps_its_history(caller: Caller) -> None:
    definition = {"segments": {"Buyers": {"performed": "buy"}, "Others": {"performed": "other"}}}
    made = make(caller, {"name": "mine", "definition": definition, "watch": ["Buyers"]})
    caller.track("POST", "/customers/5/events", {"name": "buy"}, authorization=track_authorization(made))
    caller.sim("POST", "/workspaces/mine/clock/advance", {"by": "0 seconds"})

    watched = caller.told("/workspaces/mine/segments/Buyers")
    unwatched = caller.told("/workspaces/mine/segments/Others")

    assert [row["entered"] for row in msgspec.convert(watched["history"], list[dict[str, Json]])] == [True]
    assert unwatched["history"] is None


def test_a_workspace_with_a_wrong_definition_is_not_made(caller: Caller) -> None:
    response = caller.sim("POST", "/workspaces", {"name": "mine", "definition": {"segments": {"X": {"performd": "a"}}}})

    assert response.status == 400
    assert caller.sim("GET", "/workspaces/mine/health").status == 404


def test_a_segment_that_is_not_there_cannot_be_watched(caller: Caller) -> None:
    definition = {"segments": {"Buyers": {"performed": "buy"}}}

    response = caller.sim("POST", "/workspaces", {"name": "mine", "definition": definition, "watch": ["Buyer"]})

    assert response.status == 400
    assert "unknown segment 'Buyer' in 'watch'. Did you mean 'Buyers'?" in str(members(response)["detail"])
    assert caller.sim("GET", "/workspaces/mine/health").status == 404


def test_an_ended_workspace_is_gone(caller: Caller) -> None:
    made = make(caller, {"name": "mine"})

    ended = caller.sim("DELETE", "/workspaces/mine")

    assert (ended.status, ended.body) == (204, b"")
    assert caller.sim("GET", "/workspaces/mine/health").status == 404
    assert caller.sim("DELETE", "/workspaces/mine").status == 404
    assert caller.track("PUT", "/customers/5", {}, authorization=track_authorization(made)).status == 401


def test_the_default_workspace_stays(caller: Caller) -> None:
    assert caller.sim("DELETE", "/workspaces/default").status == 409
    assert caller.told("/workspaces/default/health")["status"] == "ok"


def test_workspaces_are_not_made_inside_a_workspace(caller: Caller) -> None:
    assert caller.sim("POST", "/workspaces/default/workspaces", {}).status == 404


def test_all_workspaces_are_listed(caller: Caller) -> None:
    make(caller, {"name": "mine"})

    assert [row["name"] for row in caller.rows("/workspaces")] == ["default", "mine"]


def test_a_workspace_that_nobody_used_for_an_hour_goes(caller: Caller) -> None:
    make(caller, {"name": "mine"})
    caller.real_now += hours(1)
    assert caller.sim("GET", "/workspaces/mine/health").status == 200

    caller.real_now += hours(1) + 1

    assert caller.sim("GET", "/workspaces/mine/health").status == 404
    assert caller.sim("POST", "/workspaces", {"name": "mine"}).status == 201
    assert caller.told("/health")["status"] == "ok"


def test_a_call_keeps_its_workspace_from_going(caller: Caller) -> None:
    made = make(caller, {"name": "mine"})
    for _ in range(3):
        caller.real_now += hours(1)
        assert caller.track("PUT", "/customers/5", {}, authorization=track_authorization(made)).status == 200
