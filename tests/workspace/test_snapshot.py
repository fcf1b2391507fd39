"""A snapshot: the bytes of a workspace, and the one that goes on from them as the first would have."""

import pytest

from simulator.operations import AddDevice, BlockAddress, Delete, Merge, Operation, Relate, Suppress
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.snapshot import restored, saved, state_bytes
from tests.builders import START, a_workspace, advance, days, hours, identify, members, named, put_in, track

SEGMENTS: dict[str, Json] = {
    "Z": {"performed": "Added to Cart", "within": "4 hours"},
    "List": "manual",
    "A": {"not performed": "Order Placed", "within": "2 hours"},
}
CAMPAIGNS: dict[str, Json] = {
    "Recovery": {
        "trigger": {"event": "Added to Cart"},
        "filter": {"attribute": "plan", "not equals": "free"},
        "exit": {"performed": "Order Placed"},
        "steps": [{"delay": "30 minutes"}, {"send": {"email": "Back"}}],
    }
}


def a_busy_workspace() -> Machine:
    """One in which something of everything is under way."""
    machine = a_workspace(segments=SEGMENTS, campaigns=CAMPAIGNS, settings={"future_events": "delay"})
    happened: list[Operation] = [
        identify("u1", email="mia@example.com", anonymous_id="x1"),
        track("u1", id="01KJQ0000000000000000000A1"),
        track(None, anonymous_id="x2"),
        identify("u2", plan="free"),
        track("u2", timestamp=START - days(40)),
        track("u2", "Later", timestamp=START + hours(3)),
        AddDevice(named("u1"), "t1", "ios"),
        AddDevice(named("u2"), "t1", "ios"),
        Relate("1", "acme", anonymous_id="x2"),
        put_in("List", "u2"),
        identify("u3"),
        Merge(named("u3"), named("u2")),
        identify("u4"),
        Delete(named("u4")),
        Suppress(named("u5")),
        BlockAddress("Mia@Example.com"),
        BlockAddress("mia@example.com", "spam_reports"),
    ]
    for second, operation in enumerate(happened):
        machine.apply(operation, at=START + second, source=f"source {second % 3}")
    return machine


def test_what_is_saved_comes_back_byte_by_byte() -> None:
    machine = a_busy_workspace()

    again = restored(saved(machine))

    assert state_bytes(again) == state_bytes(machine)
    assert saved(again) == saved(machine)


@pytest.mark.parametrize("looked", [True, False])
def test_what_comes_back_goes_on_as_the_first_would_have(*, looked: bool) -> None:
    machine = a_busy_workspace()
    if looked:
        advance(machine, machine.now)
    again = restored(saved(machine))

    for one in (machine, again):
        one.apply(track("u1", "Order Placed", id="01KJQ0000000000000000000A1"), at=START + 60)
        one.apply(identify("u6", anonymous_id="x2"), at=START + 61)
        one.apply(Delete(named("u1")), at=START + hours(5))
        advance(one, START + days(31))

    assert saved(again) == saved(machine)
    assert views.people(again) == views.people(machine)
    assert views.activities(again) == views.activities(machine)


def test_the_numbers_of_segments_come_back_in_the_order_of_their_definition() -> None:
    again = restored(saved(a_busy_workspace()))

    assert views.segment_names(again) == ("Z", "List", "A")
    assert members(again, "List") == ["u3"]


def test_who_sent_what_is_known_after_coming_back() -> None:
    again = restored(saved(a_busy_workspace()))

    assert [views.source(again, number) for number in (1, 2, 3)] == [None, "source 0", "source 1"]


@pytest.mark.parametrize("garbage", [b"", b"no snapshot", b"\x80"])
def test_bytes_that_are_no_snapshot_are_refused_in_words(garbage: bytes) -> None:
    with pytest.raises(ValueError, match="no snapshot"):
        restored(garbage)


def test_a_snapshot_of_other_rules_is_refused_in_words() -> None:
    other = saved(a_workspace()).replace(b"\xa5rules\x05", b"\xa5rules\x01")

    with pytest.raises(ValueError, match="rules 1; this version has 5"):
        restored(other)


def test_values_come_back_in_the_order_in_which_they_were_written() -> None:
    machine = a_workspace(identify("u1", {"z": {"b": 1, "a": 2}, "a": 1}), track("u1", "Order Placed", z=1, a=2))

    (before,), (after,) = views.people(machine), views.people(restored(saved(machine)))

    assert list(after.attributes) == list(before.attributes) == ["z", "a"]
    assert repr(after) == repr(before)
