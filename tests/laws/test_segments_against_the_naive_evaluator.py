"""The machine and an evaluator that shares no code with it agree on every member in every second."""

from typing import Any

from hypothesis import given

from simulator.operations import Reach
from simulator.workspace import Machine, views
from tests.builders import START, a_workspace, advance, define, identify, named, passages, person, segment, track
from tests.laws.histories import HORIZON, LASTS, Act, conditions, histories, known_people, segment_sets
from tests.laws.naive_segments import Condition, Naive

Segments = dict[str, Any]


def lived_through(segments: Segments, acts: list[Act], *, watched: bool = True) -> Machine:
    machine = a_workspace()
    machine.apply(define(segments=segments, watch=None if watched else ()), at=START)
    for act in acts:
        machine.apply(act.operation, at=START + act.second)
    return machine


@given(segment_sets(), histories())
def test_people_enter_and_leave_in_the_seconds_that_looking_at_every_second_finds(
    segments: Segments, acts: list[Act]
) -> None:
    machine = lived_through(segments, acts)
    naive = Naive(segments)

    advance(machine, START + HORIZON)

    for who, somebody in known_people(acts).items():
        for name in segments:
            found = [(START + at, did == "entered") for at, did in passages(machine, name, who)]
            assert found == naive.passages(name, somebody, START + HORIZON), (name, who)


@given(segment_sets(), histories())
def test_whoever_reads_a_segment_finds_its_members_of_that_very_second(segments: Segments, acts: list[Act]) -> None:
    machine = lived_through(segments, [], watched=False)
    naive = Naive(segments)
    known = known_people(acts)

    for second in range(START, START + LASTS + 1):
        machine.apply(Reach(second), at=machine.now)
        for act in acts:
            if START + act.second == second:
                machine.apply(act.operation, at=second)
        here = {who: one for who, one in known.items() if one.added_at <= second}

        for name in segments:
            inside = {one.id for one in views.members(machine, name)}
            assert inside == {who for who, one in here.items() if naive.inside(name, one, second)}, (name, second)


@given(conditions("M"), histories())
def test_until_its_horizon_no_answer_changes_without_new_data(condition: Condition, acts: list[Act]) -> None:
    machine = lived_through({"M": "manual", "S": condition}, acts)
    naive = Naive({"M": "manual", "S": condition})
    now, last = machine.now, START + HORIZON

    for who, somebody in known_people(acts).items():
        answer = views.why(machine, named(who), "S")

        assert answer is not None
        until = last if answer.until is None else min(answer.until, last)
        assert answer.until is None or answer.until > now
        for second in range(now, until):
            assert naive.inside("S", somebody, second, known_at=now) is answer.holds, second


@given(conditions("M"), histories())
def test_the_history_of_a_watched_segment_tells_since_when_the_answer_holds(
    condition: Condition, acts: list[Act]
) -> None:
    machine = lived_through({"M": "manual", "S": condition}, acts)

    advance(machine, START + HORIZON)

    for member in segment(machine).members:
        change = [change for change in segment(machine).history or () if change.cio_id == member.cio_id][-1]
        assert change.entered
        assert change.at == member.since


def test_a_later_event_can_move_the_next_change_forward() -> None:
    """An engine with one timer for each person and segment, set at the first horizon, lost members here.

    Exactly one A within 20 seconds: the second A ends the membership long before the first one's window does, and the
    backdated one ends it at once and lets it begin anew when its own, shorter rest of a window is over.
    """
    machine = a_workspace(segments={"S": {"performed": "A", "times": {"exactly": 1}, "within": "20 seconds"}})
    machine.apply(track("u1", "A"), at=START)
    assert segment(machine).next_change == START + 21

    machine.apply(track("u1", "A", timestamp=START - 15), at=START + 2)
    machine.apply(track("u1", "A", timestamp=START + 12), at=START + 3)

    advance(machine, START + HORIZON)

    assert passages(machine) == [
        (0, "entered"),
        (2, "left"),
        (6, "entered"),
        (12, "left"),
        (21, "entered"),
        (33, "left"),
    ]


def test_an_event_that_ages_a_profile_moves_the_negative_window_forward() -> None:
    machine = a_workspace(identify("u1"), segments={"S": {"not performed": "A", "within": "20 seconds"}})
    assert segment(machine).members == ()

    machine.apply(track("u1", "B", timestamp=START - 10), at=START + 5)
    advance(machine, START + HORIZON)

    assert passages(machine) == [(10, "entered")]
    assert person(machine, "u1").created == START
