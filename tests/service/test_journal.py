import pytest

from simulator.instants import instant_text
from simulator.service import Service
from simulator.values import Json
from simulator.wire.control_answers import EffectRow, JournalEntry
from tests.builders import START, minutes
from tests.service.caller import REAL_NOW, Caller


def test_a_call_is_kept_with_what_it_became_and_what_that_did(caller: Caller) -> None:
    number = int(
        caller.track(
            "PUT", "/customers/5?x=1", {"plan": "basic"}, x_sim_delivery="web-1;source=web", user_agent="Client/1"
        ).headers["x-sim-operation"]
    )

    (entry,) = caller.journal()

    assert entry == JournalEntry(
        number=1,
        at=START,
        real=REAL_NOW,
        method="PUT",
        path="/api/v1/customers/5",
        query="x=1",
        api="track",
        user_agent="Client/1",
        delivery="web-1",
        source="web",
        status=200,
        operations=(number,),
        effects=(
            EffectRow("PersonCreated", "person 03000001 was created", None, {"person": "03000001"}),
            EffectRow(
                "IdentifierSet",
                "the id of person 03000001 is 5, it was nothing",
                None,
                {"person": "03000001", "kind": "id", "value": "5", "old": None},
            ),
            EffectRow(
                "AttributeChanged",
                "plan of person 03000001 is basic, it was nothing",
                None,
                {"person": "03000001", "name": "plan", "old": None, "new": "basic"},
            ),
        ),
        fired=(),
        silent_items=(),
        request='{"plan":"basic"}',
        response="{}\n",
    )


def test_a_question_became_no_operation(caller: Caller) -> None:
    caller.app("/segments")

    (entry,) = caller.journal()

    assert (entry.api, entry.operations, entry.effects) == ("app", (), ())


def test_calls_that_belong_to_nobody_stand_in_the_default_journal(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {}, authorization="Basic x")
    caller.call("GET", "/v1/nowhere")
    caller.call("GET", "/v1/newsletters")

    assert [(entry.api, entry.status) for entry in caller.journal()] == [
        ("track", 401), ("app", 404), ("app", 401),
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

    silent = caller.journal("?effect=none")

    told = [(entry.number, [effect.name for effect in entry.effects]) for entry in silent]
    assert told == [(2, ["ValuesConfirmed"]), (3, ["Ignored"]), (4, ["UpdateMissed"]), (6, ["EventDuplicate"])]


@pytest.mark.rule("anonymous.reidentify")
def test_an_identification_that_leaves_events_anonymous_is_a_silent_call(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {"anonymous_id": "a1"})
    caller.track("POST", "/events", {"name": "buy", "anonymous_id": "a1"}, x_sim_at=instant_text(START + minutes(6)))
    caller.track("PUT", "/customers/5", {"anonymous_id": "a1"})

    (entry,) = caller.journal("?effect=none")

    assert [(effect.name, effect.rule) for effect in entry.effects] == [("AnonymousLeft", "anonymous.reidentify")]


def test_the_oldest_entries_go_when_the_journal_is_full() -> None:
    caller = Caller(Service(now=REAL_NOW, clock=START, journal_max=2))
    for number in range(5):
        caller.track("PUT", f"/customers/{number}", {})

    assert [(entry.number, entry.path) for entry in caller.journal()] == [
        (4, "/api/v1/customers/3"), (5, "/api/v1/customers/4"),
    ]  # fmt: skip


def of_person(action: str, who: str = "5", **rest: Json) -> dict[str, Json]:
    return {"type": "person", "action": action, "identifiers": {"id": who}, **rest}


def send_batch(caller: Caller, *items: Json) -> None:
    caller.call("POST", "/api/v2/batch", {"batch": list(items)}, authorization=caller.track_authorization)


def silent_items(caller: Caller) -> list[tuple[int, list[str]]]:
    """The silent items of the one batch that is listed, by their places, with the names of their effects."""
    (entry,) = caller.journal("?effect=none")
    return [(item.batch_index, [effect.name for effect in item.effects]) for item in entry.silent_items]


def test_an_accepted_batch_with_a_silent_item_is_listed_and_tells_which_and_why(caller: Caller) -> None:
    nobody = of_person("identify", "7", attributes={"_update": True})

    send_batch(caller, of_person("identify"), nobody, of_person("event", name="buy"), of_person("identify"))

    assert silent_items(caller) == [(1, ["UpdateMissed"]), (3, ["ValuesConfirmed"])]
    (entry,) = caller.journal()
    assert [item.operations for item in entry.silent_items] == [(entry.operations[1],), (entry.operations[3],)]


def test_the_places_of_silent_items_count_the_bad_ones_too(caller: Caller) -> None:
    long = of_person("identify", "6", attributes={"plan": "x" * 1_001})

    send_batch(caller, of_person("event"), of_person("identify"), long, of_person("identify"))

    assert silent_items(caller) == [(3, ["ValuesConfirmed"])]


def test_a_batch_that_was_in_vain_as_a_whole_tells_every_item(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {})

    send_batch(caller, of_person("identify"), of_person("identify"))

    assert silent_items(caller) == [(0, ["ValuesConfirmed"]), (1, ["ValuesConfirmed"])]


def test_a_batch_of_which_every_item_changed_something_or_was_refused_is_not_silent(caller: Caller) -> None:
    send_batch(caller, of_person("identify"), of_person("event"), of_person("identify", "6"))

    assert caller.journal("?effect=none") == ()


def test_a_long_body_is_cut(caller: Caller) -> None:
    caller.track("POST", "/events", {"name": "n" * 100_000})

    assert len(caller.journal()[0].request) == 64 * 1024


def test_control_of_a_workspace_is_no_call(caller: Caller) -> None:
    caller.sim("GET", "/profiles")

    assert caller.journal() == ()
