from simulator.service import Service
from simulator.values import Json
from tests.builders import START
from tests.service.caller import REAL_NOW, Caller


def effect_names(row: dict[str, Json]) -> list[object]:
    effects = row["effects"]
    assert isinstance(effects, list)
    return [effect["name"] for effect in effects if isinstance(effect, dict)]


def test_a_call_is_kept_with_what_it_became_and_what_that_did(caller: Caller) -> None:
    number = int(
        caller.track(
            "PUT", "/customers/5?x=1", {"plan": "basic"}, x_sim_delivery="web-1;source=web", user_agent="Client/1"
        ).headers["x-sim-operation"]
    )

    (row,) = caller.rows("/requests")

    effects = row.pop("effects")
    assert row == {
        "number": 1,
        "at": START,
        "real": REAL_NOW,
        "method": "PUT",
        "path": "/api/v1/customers/5",
        "query": "x=1",
        "api": "track",
        "user_agent": "Client/1",
        "delivery": "web-1",
        "source": "web",
        "status": 200,
        "operations": [number],
        "fired": [],
        "request": '{"plan":"basic"}',
        "response": "{}\n",
    }
    assert effects == [
        {
            "name": "PersonCreated",
            "words": "person 03000001 was created",
            "rule": None,
            "fields": {"person": "03000001"},
        },
        {
            "name": "IdentifierSet",
            "words": "the id of person 03000001 is 5, it was nothing",
            "rule": None,
            "fields": {"person": "03000001", "kind": "id", "value": "5", "old": None},
        },
        {
            "name": "AttributeChanged",
            "words": "plan of person 03000001 is basic, it was nothing",
            "rule": None,
            "fields": {"person": "03000001", "name": "plan", "old": None, "new": "basic"},
        },
    ]


def test_a_question_became_no_operation(caller: Caller) -> None:
    caller.app("/segments")

    (row,) = caller.rows("/requests")

    assert (row["api"], row["operations"], row["effects"]) == ("app", [], [])


def test_calls_that_belong_to_nobody_stand_in_the_default_journal(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {}, authorization="Basic x")
    caller.call("GET", "/v1/nowhere")
    caller.call("GET", "/v1/campaigns")

    assert [(row["api"], row["status"]) for row in caller.rows("/requests")] == [
        ("track", 401), ("app", 404), ("app", 501),
    ]  # fmt: skip


def test_calls_that_were_taken_and_changed_nothing_are_the_silent_ones(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {"plan": "basic"})
    caller.track("PUT", "/customers/5", {"plan": "basic"})
    caller.track("PUT", "/customers/cio_ffff", {"plan": "pro"})
    caller.track("PUT", "/customers/7", {"_update": True})
    caller.track("POST", "/customers/5/events", {"name": "buy", "id": "01HQ7Z4J0M3N5P6Q8R9S0T1V2W"})
    caller.track("POST", "/customers/5/events", {"name": "buy", "id": "01HQ7Z4J0M3N5P6Q8R9S0T1V2W"})
    caller.track("POST", "/customers/5/events", {})
    caller.app("/segments")

    silent = caller.rows("/requests?effect=none")

    assert [row["number"] for row in silent] == [2, 3, 4, 6]
    assert [effect_names(row) for row in silent] == [[], ["Ignored"], ["Ignored"], ["EventDuplicate"]]


def test_the_oldest_entries_go_when_the_journal_is_full() -> None:
    caller = Caller(Service(now=REAL_NOW, clock=START, journal_max=2))
    for number in range(5):
        caller.track("PUT", f"/customers/{number}", {})

    assert [(row["number"], row["path"]) for row in caller.rows("/requests")] == [
        (4, "/api/v1/customers/3"), (5, "/api/v1/customers/4"),
    ]  # fmt: skip


def test_a_long_body_is_cut(caller: Caller) -> None:
    caller.track("POST", "/events", {"name": "n" * 100_000})

    assert len(str(caller.rows("/requests")[0]["request"])) == 64 * 1024


def test_control_of_a_workspace_is_no_call(caller: Caller) -> None:
    caller.sim("GET", "/profiles")

    assert caller.rows("/requests") == []
