"""Relations between people and objects."""

import pytest

from simulator.operations import Relate, Unrelate
from simulator.workspace.effects import Ignored, RelationChanged
from tests.builders import START, a_workspace, identify, named, people, person


def test_a_relation_is_added_updated_and_removed() -> None:
    machine = a_workspace(identify("u1"))
    cio_id = person(machine, "u1").cio_id

    effects = [
        machine.apply(operation, at=START).effects
        for operation in (
            Relate("1", "acme", named("u1"), attributes={"role": "guest"}),
            Relate("1", "acme", named("u1"), attributes={"role": "admin"}),
            Unrelate("1", "acme", named("u1")),
        )
    ]

    assert effects == [
        (RelationChanged(cio_id, "1", "acme", "added"),),
        (RelationChanged(cio_id, "1", "acme", "updated"),),
        (RelationChanged(cio_id, "1", "acme", "removed"),),
    ]
    assert person(machine, "u1").relations == ()


def test_a_relation_of_an_unknown_person_makes_the_person() -> None:
    machine = a_workspace(Relate("1", "acme", named("u1")))

    assert people(machine) == [("u1", None)]


@pytest.mark.parametrize("operation", [Unrelate("1", "acme", named("u1")), Unrelate("1", "acme", named("u2"))])
def test_ending_what_is_not_there_changes_nothing(operation: Unrelate) -> None:
    machine = a_workspace(identify("u1"))

    (effect,) = machine.apply(operation, at=START).effects

    assert isinstance(effect, Ignored)
    assert people(machine) == [("u1", None)]


def test_a_relation_of_nobody_is_passed_over() -> None:
    machine = a_workspace()

    (effect,) = machine.apply(Relate("1", "acme"), at=START).effects

    assert isinstance(effect, Ignored)


@pytest.mark.rule("track.v2.object-null")
def test_an_update_of_a_relation_keeps_what_it_omits_and_null_removes() -> None:
    machine = a_workspace(Relate("1", "acme", named("u1"), attributes={"role": "admin", "since": 2020}))

    machine.apply(Relate("1", "acme", named("u1"), attributes={"role": None, "seat": 5}), at=START)

    assert person(machine, "u1").relations[0].attributes == {"since": 2020, "seat": 5}
