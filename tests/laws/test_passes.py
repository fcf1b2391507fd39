"""Whoever is inside a campaign or waits for one is there, once, and nobody is left behind when all is over."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.operations import Define, Delete, Merge, Operation
from simulator.workspace import Machine
from simulator.workspace.snapshot import restored, saved
from tests.builders import START, advance, days, identify, named, track
from tests.laws.histories import Act

NAMES = ("u1", "u2", "mia@example.com")
PEOPLE = st.sampled_from(NAMES)
FILTERS: list[dict[str, Any]] = [
    {},
    {"filter": {"attribute": "vip", "equals": True}},
    {"filter": {"not performed": "B", "within": "9 seconds"}},
]
STEPS: list[dict[str, Any]] = [
    {"delay": "7 seconds"},
    {"delay": "40 days"},
    {"send": {"email": "Mail"}},
    {"send": {"push": "Push"}},
]

_campaigns = st.builds(
    lambda event, steps, goal, more, often: (
        {
            "trigger": {"event": event},
            "steps": [STEPS[0], *steps],
            "frequency": often,
        }
        | ({"exit": {"performed": goal}} if goal else {})
        | more
    ),
    st.sampled_from("AB"),
    st.lists(st.sampled_from(STEPS), max_size=2),
    st.sampled_from(("A", "B", None)),
    st.sampled_from(FILTERS),
    st.sampled_from(("every time", "once", "once per 20 seconds")),
)


def _definitions(*, least: int) -> st.SearchStrategy[Define]:
    return st.builds(
        lambda campaigns, whose, late: Define(
            {"campaigns": campaigns, "settings": {"merge_same_campaign": whose, "merge_old_events": late}}
        ),
        st.dictionaries(st.sampled_from(("C1", "C2", "C3")), _campaigns, min_size=least),
        st.sampled_from(("primary", "furthest")),
        st.booleans(),
    )


_tracks = st.builds(
    lambda who, name, offset: track(who, name, recipient="ada@example.com", timestamp=START + offset),
    st.one_of(PEOPLE, PEOPLE, st.none()),
    st.sampled_from("AB"),
    st.sampled_from((0, 1, 30, -days(40))),
)
_merges = st.permutations(NAMES).map(lambda names: Merge(named(names[0]), named(names[1])))
_people = st.one_of(
    st.builds(lambda who, vip: identify(who, vip=vip), PEOPLE, st.booleans()),
    st.builds(lambda who: Delete(named(who)), PEOPLE),
)
_operations = st.one_of(_tracks, _tracks, _tracks, _merges, _merges, _people, _definitions(least=0))
_seconds = st.one_of(st.integers(0, 9), st.integers(0, 60), st.just(days(35)))
_carts = [Act(0, track(name, event)) for name in NAMES for event in "AB"]
_histories = st.lists(st.builds(Act, _seconds, _operations), min_size=4, max_size=20).map(
    lambda acts: _carts + sorted(acts, key=lambda act: act.second)
)
"""Everybody triggers everything once; then come merges, leavings, invitations and new definitions."""


def assert_everybody_is_there_once(machine: Machine) -> None:
    passages, directory = machine.passages, machine.facts.directory
    there = [*directory, *directory.guests]
    inside = {number: person.key for person in there for number in person.enrolments}
    waiting = {number: person.key for person in there for number in person.waiting}
    assert sum(len(person.enrolments) + len(person.waiting) for person in there) == len(inside) + len(waiting)
    assert inside == {number: one.person for number, one in passages.enrolments.items()}
    assert waiting == {number: one.person for number, one in passages.candidates.items()}
    assert all(guest.enrolments or guest.waiting for guest in directory.guests)


@given(_definitions(least=2), _histories)
def test_whoever_is_inside_a_campaign_or_waits_for_one_is_there_once(first: Operation, acts: list[Act]) -> None:
    machine = Machine(now=START)
    machine.apply(first, at=START)

    for act in acts:
        machine.apply(act.operation, at=START + act.second)
        assert_everybody_is_there_once(machine)
    advance(machine, START + days(200))

    assert_everybody_is_there_once(machine)
    assert not machine.passages.enrolments
    assert not machine.passages.candidates


@given(_definitions(least=2), _histories, st.integers(0, 25))
def test_a_workspace_saved_anywhere_on_the_way_comes_to_the_same_end(
    first: Operation, acts: list[Act], cut: int
) -> None:
    machine = Machine(now=START)
    machine.apply(first, at=START)
    for act in acts[:cut]:
        machine.apply(act.operation, at=START + act.second)
    again = restored(saved(machine))

    for one in (machine, again):
        for act in acts[cut:]:
            one.apply(act.operation, at=START + act.second)
        advance(one, START + days(200))

    assert saved(again) == saved(machine)
