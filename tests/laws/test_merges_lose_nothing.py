"""In whatever order people are merged, and however much time passes between, no event is lost and none is doubled."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.operations import Merge
from simulator.workspace import Machine, views
from tests.builders import START, a_workspace, advance, days, identify, minutes, named, person, track

PEOPLE = ("u1", "u2", "u3", "u4", "u5")
AGES = (0, 1, days(29) - 1, days(29), days(29) + 1, days(30), days(400), -days(1))


class Joined(NamedTuple):
    """So long after the merge before, `secondary` is merged into `primary`, if both are still there."""

    later: int
    primary: str
    secondary: str


_who = st.sampled_from(PEOPLE)
_histories = st.lists(st.tuples(_who, st.sampled_from(AGES)), max_size=12)
_merges = st.lists(
    st.builds(Joined, st.sampled_from((0, 1, minutes(59), minutes(60), minutes(60) + 1, days(1))), _who, _who),
    max_size=8,
)


def lived_through(events: Sequence[tuple[str, int]], merges: Sequence[Joined], *, looks: bool) -> Machine:
    machine = a_workspace(*map(identify, PEOPLE))
    for number, (who, age) in enumerate(events):
        machine.apply(track(who, f"E{number}", timestamp=START - age), at=START)
    for merge in merges:
        if looks:
            advance(machine, machine.now + merge.later)
        operation = Merge(named(merge.primary), named(merge.secondary))
        machine.apply(operation, at=machine.now if looks else machine.now + merge.later)
    return machine


def survivors(merges: Sequence[Joined]) -> dict[str, set[str]]:
    """Who is left, each with all who were merged into them."""
    left = {who: {who} for who in PEOPLE}
    for merge in merges:
        if merge.primary != merge.secondary and merge.primary in left and merge.secondary in left:
            left[merge.primary] |= left.pop(merge.secondary)
    return left


@pytest.mark.rule("merge.events")
@pytest.mark.rule("merge.events-old")
@given(_histories, _merges, st.booleans())
def test_an_hour_after_the_last_merge_every_event_of_everybody_is_on_the_survivor(
    events: list[tuple[str, int]], merges: list[Joined], looks: bool
) -> None:
    machine = lived_through(events, merges, looks=looks)

    advance(machine, machine.now + minutes(60))

    left = survivors(merges)
    assert {one.id for one in views.people(machine)} == set(left)
    for who, all_of_them in left.items():
        own = [(START - age, f"E{number}") for number, (whose, age) in enumerate(events) if whose in all_of_them]
        assert [event.name for event in person(machine, who).events] == [
            name for _, name in sorted(own, key=lambda row: row[0])
        ]


@pytest.mark.rule("merge.events")
@given(_histories, _merges)
def test_no_event_is_ever_on_two_people(events: list[tuple[str, int]], merges: list[Joined]) -> None:
    for count in range(len(merges) + 1):
        machine = lived_through(events, merges[:count], looks=False)

        names = [event.name for one in views.people(machine) for event in one.events]

        assert len(names) == len(set(names))


@pytest.mark.rule("merge.secondary-deleted")
@given(_merges)
def test_whoever_was_merged_is_nobody_afterwards_and_the_survivor_is_who_it_was(merges: list[Joined]) -> None:
    before = {one.id: one.cio_id for one in views.people(a_workspace(*map(identify, PEOPLE)))}

    machine = lived_through([], merges, looks=False)

    for who in PEOPLE:
        found = views.person(machine, named(f"cio_{before[who]}"))
        assert (found is not None) is (who in survivors(merges))
        assert found is None or found.id == who
