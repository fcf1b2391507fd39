import msgspec
import pytest
from msgspec.structs import replace

from simulator.instants import instant_text
from simulator.operations import Identify, Track
from simulator.service.rebasing import rebased
from simulator.wire.control_answers import EffectRow
from simulator.workspace import PersonAnswer
from simulator.workspace.effects import TimestampRebased
from tests.builders import START, identify, minutes, track
from tests.service.caller import REAL_NOW, Caller

pytestmark = pytest.mark.rule("events.time.rebase-real-time")


@pytest.mark.parametrize("distance", [0, minutes(5), -minutes(5)])
@pytest.mark.parametrize("operation", [track("5"), identify("5")], ids=["track", "identify"])
def test_a_time_near_the_machines_now_is_moved_onto_the_clock(operation: Track | Identify, distance: int) -> None:
    sent = REAL_NOW + distance

    moved, effect = rebased(replace(operation, timestamp=sent), received=START, real=REAL_NOW)

    assert moved == replace(operation, timestamp=START + distance)
    assert effect == TimestampRebased(sent, START + distance)


@pytest.mark.parametrize("timestamp", [None, REAL_NOW + minutes(5) + 1, REAL_NOW - minutes(5) - 1, START])
def test_any_other_time_stays(timestamp: int | None) -> None:
    operation = track("5", timestamp=timestamp)

    assert rebased(operation, received=START, real=REAL_NOW) == (operation, None)


def event_time(caller: Caller) -> int:
    return msgspec.json.decode(caller.sim("GET", "/profiles/5").body, type=PersonAnswer).events[0].at


def test_a_clients_timestamp_lands_on_the_frozen_clock_and_the_journal_says_so(caller: Caller) -> None:
    caller.track("POST", "/customers/5/events", {"name": "buy", "timestamp": REAL_NOW - 7})

    assert event_time(caller) == START - 7
    assert caller.journal()[0].effects[0] == EffectRow(
        name="TimestampRebased",
        words=f"the machine's time {instant_text(REAL_NOW - 7)} was taken as {instant_text(START - 7)}",
        rule="events.time.rebase-real-time",
        fields={"sent": REAL_NOW - 7, "taken_as": START - 7},
    )


def test_a_delivery_of_a_run_is_never_moved(caller: Caller) -> None:
    caller.track(
        "POST", "/customers/5/events", {"name": "buy", "timestamp": REAL_NOW - 7}, x_sim_delivery="d-1;source=web"
    )

    assert event_time(caller) == REAL_NOW - 7


def test_on_a_real_clock_nothing_is_moved(real_caller: Caller) -> None:
    real_caller.track("POST", "/customers/5/events", {"name": "buy", "timestamp": REAL_NOW - 7})

    assert event_time(real_caller) == REAL_NOW - 7


def test_the_setting_turns_it_off(caller: Caller) -> None:
    caller.sim("PUT", "/workspace", {"settings": {"rebase_real_time": False}})

    caller.track("POST", "/customers/5/events", {"name": "buy", "timestamp": REAL_NOW - 7})

    assert event_time(caller) == REAL_NOW - 7
