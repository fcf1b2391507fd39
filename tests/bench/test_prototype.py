"""What the figures compare does one job: the prototype ends with the members that the core has."""

import pytest

from bench import core, identity, memory
from bench.__main__ import main
from bench.prototype import Prototype
from bench.timing import Job
from simulator.workspace import Machine, views


def machine_members(machine: Machine) -> dict[str, set[str]]:
    """Each segment's members, by id, else email."""
    found = {}
    for name in machine.definition.segments:
        segment = views.segment(machine, name)
        assert segment is not None
        found[name] = {one.id or one.email or "" for one in segment.members}
    return found


def prototype_members(prototype: Prototype, *, now: int) -> dict[str, set[str]]:
    """Each segment's members now; the prototype itself only asks when something happens."""
    return {
        name: {key for key, person in prototype.people.items() if holds(person, now)}
        for name, holds in prototype.segments.items()
    }


def outcome(ours: Job, theirs: Job) -> tuple[Machine, Prototype]:
    machine, prototype = ours(), theirs()
    assert isinstance(machine, Machine)
    assert isinstance(prototype, Prototype)
    return machine, prototype


@pytest.mark.parametrize("events", [100, 1_500])
def test_events_end_in_the_same_members(events: int) -> None:
    machine, prototype = outcome(core.machine_tracks(20, events), core.prototype_tracks(20, events))

    members = machine_members(machine)
    assert members == prototype_members(prototype, now=machine.now)
    assert any(members.values())


def test_identifies_end_in_the_same_members() -> None:
    ours, theirs = identity.machine_identifies(20, 3_000), identity.prototype_identifies(20, 3_000)
    machine, prototype = outcome(ours, theirs)

    assert machine_members(machine) == prototype.members
    assert len({len(members) for members in prototype.members.values()}) > 1


def test_merges_end_in_the_same_people_and_members() -> None:
    machine, prototype = outcome(identity.machine_merges(20, 30), identity.prototype_merges(20, 30))

    assert machine_members(machine) == prototype_members(prototype, now=machine.now)
    assert {len(one.events) for one in views.people(machine)} == {2 * identity.EVENTS_EACH}
    assert {len(one["events"]) for one in prototype.people.values()} == {2 * identity.EVENTS_EACH}


def test_every_subject_of_the_core_gives_its_figures() -> None:
    figures = [
        *core.figures(events=40, rounds=1),
        *identity.figures(calls=40, pairs=4, rounds=1),
        *memory.figures(people=40, rounds=1),
    ]

    assert len({figure.what for figure in figures}) == len(figures) == 15
    assert {figure.aim for figure in figures} == {"", ">= 50,000 events/s", ">= 100,000 merges/s"}


def test_an_unknown_subject_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["cores"])

    assert status == 2
    assert "no subject is called cores; there are core, identity, memory" in capsys.readouterr().err
