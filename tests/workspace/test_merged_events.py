"""Events in a merge: what moves at once, what within the hour, and what they start."""

import pytest

from simulator.operations import Delete
from simulator.values import Json
from simulator.workspace.effects import EventsInherited, EventsPostponed
from tests.builders import (
    START,
    a_workspace,
    advance,
    days,
    hours,
    identify,
    members,
    minutes,
    named,
    outbox,
    passages,
    people,
    person,
    track,
)
from tests.workspace.merges import ADA, WORK, events, losses, merge, merged, two


@pytest.mark.rule("merge.events")
@pytest.mark.rule("merge.events-old")
@pytest.mark.parametrize(
    ("age", "setting", "at_once"),
    [
        (days(28), 29, True),
        (days(29), 29, True),
        (days(29) + 1, 29, False),
        (days(30), 29, False),
        (days(30), 30, True),
        (days(30) + 1, 30, False),
    ],
)
def test_events_of_the_last_days_move_at_once_and_older_ones_within_the_hour(
    age: int, setting: int, *, at_once: bool
) -> None:
    machine = two(settings={"merge_events_immediate_days": setting})
    machine.apply(track(WORK, "Order Placed", timestamp=START - age), at=START)
    merged(machine)
    first = events(machine)

    advance(machine, START + minutes(60) - 1)
    before = events(machine)
    advance(machine, START + minutes(60))

    assert first == before == (["Order Placed"] if at_once else [])
    assert events(machine) == ["Order Placed"]


@pytest.mark.rule("merge.events")
@pytest.mark.parametrize("edges", ["inclusive", "exclusive"])
def test_exactly_29_days_move_at_once_whatever_the_edges_of_other_windows_are(edges: str) -> None:
    machine = two(settings={"window_edges": edges})
    machine.apply(track(WORK, "Order Placed", timestamp=START - days(29)), at=START)

    merged(machine)

    assert events(machine) == ["Order Placed"]


@pytest.mark.rule("merge.events-old")
def test_what_follows_later_is_announced_and_told_when_it_comes() -> None:
    machine = two()
    machine.apply(track(WORK, "Old", timestamp=START - days(40)), at=START)
    machine.apply(track(WORK, "New"), at=START)

    effects = machine.apply(merge(), at=START).effects
    fired = advance(machine, START + hours(1)).fired

    first, merge_fact = person(machine, "u1").cio_id, person(machine, "u1").merges[0]
    second = merge_fact.cio_id
    assert EventsInherited(first, second, 1) in effects
    assert EventsPostponed(first, second, 1, START + hours(1)) in effects
    assert [(told.at, told.effect) for told in fired] == [(START + hours(1), EventsInherited(first, second, 1))]
    assert (merge_fact.events, merge_fact.events_later) == (1, 1)


@pytest.mark.rule("merge.events-old")
def test_without_a_delay_all_events_move_at_once() -> None:
    machine = two(settings={"merge_events_delay": "0 minutes"})
    machine.apply(track(WORK, "Old", timestamp=START - days(40)), at=START)

    merged(machine)

    assert events(machine) == ["Old"]
    assert machine.next_due() is None


@pytest.mark.rule("merge.events-old-dropped")
def test_older_events_are_lost_by_name_where_they_do_not_follow() -> None:
    machine = two(settings={"merge_old_events": False})
    for name in ("Order Placed", "Order Placed", "Quiz Finished"):
        machine.apply(track(WORK, name, timestamp=START - days(40)), at=START)
    machine.apply(track(WORK, "New"), at=START)

    merged(machine)
    advance(machine, START + days(1))

    assert events(machine) == ["New"]
    assert [loss for loss in losses(machine) if loss[0] == "event"] == [
        ("event", "Order Placed", 2, None, "merge.events-old-dropped"),
        ("event", "Quiz Finished", 1, None, "merge.events-old-dropped"),
    ]


@pytest.mark.rule("merge.events-old")
@pytest.mark.parametrize("between", [minutes(10), minutes(60), minutes(90)])
def test_older_events_find_the_survivor_of_a_chain_of_merges(between: int) -> None:
    machine = two()
    machine.apply(track(WORK, "Old", timestamp=START - days(40)), at=START)
    machine.apply(identify("u0"), at=START)
    merged(machine)

    machine.apply(merge("u0", "u1"), at=START + between)
    advance(machine, START + hours(3))

    assert people(machine) == [("u0", ADA)]
    assert events(machine, "u0") == ["Old"]
    assert [fact.cio_id for fact in person(machine, "u0").merges] == ["03000002", "03000001"]


def test_older_events_of_a_merge_are_gone_with_the_survivor() -> None:
    machine = two()
    machine.apply(track(WORK, "Old", timestamp=START - days(40)), at=START)
    merged(machine)

    machine.apply(Delete(named("u1")), at=START + 1)
    machine.apply(identify("u1"), at=START + 2)
    advance(machine, START + hours(2))

    assert events(machine) == []


def test_inherited_events_stand_in_the_order_of_their_times_beside_those_of_the_primary() -> None:
    machine = two()
    for second, who in enumerate(("u1", WORK, "u1", WORK)):
        machine.apply(track(who, f"E{second}", timestamp=START - second), at=START)

    merged(machine)

    assert events(machine) == ["E3", "E2", "E1", "E0"]


@pytest.mark.rule("merge.events-no-trigger")
def test_inherited_events_start_no_campaign() -> None:
    campaigns: dict[str, Json] = {
        "Recovery": {"trigger": {"event": "Added to Cart"}, "filter": {"attribute": "vip", "equals": True},
                     "frequency": "every time", "steps": [{"send": {"email": "Back"}}]}
    }  # fmt: skip
    machine = a_workspace(identify("u1", email=ADA, vip=True), identify(WORK), campaigns=campaigns)
    machine.apply(track(WORK, timestamp=START - hours(73)), at=START)
    machine.apply(track(WORK, kind="page"), at=START)
    sent = outbox(machine)

    machine.apply(merge(), at=START + 1)
    advance(machine, START + hours(2))

    assert outbox(machine) == sent


@pytest.mark.rule("merge.segment-triggers")
@pytest.mark.parametrize("age", [0, days(40)])
def test_inherited_events_bring_the_primary_into_segments(age: int) -> None:
    machine = a_workspace(identify("u1", email=ADA), identify(WORK), segments={"S": {"performed": "Order Placed"}})
    machine.apply(track(WORK, "Order Placed", timestamp=START - age), at=START)
    advance(machine, START)

    machine.apply(merge(), at=START + 60)
    advance(machine, START + hours(2))

    assert members(machine) == ["u1"]
    assert [(passage.at, passage.did) for passage in passages(machine)] == [
        (60 if age == 0 else 60 + hours(1), "entered")
    ]
