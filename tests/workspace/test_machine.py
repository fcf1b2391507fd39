"""The machine: the order of one second, what reaching and advancing do, and where every fact came from."""

import pytest

from simulator.errors import DefinitionError
from simulator.operations import Advance, Define, Reach, Reset
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.snapshot import state_bytes
from tests.builders import START, a_workspace, advance, define, identify, members, minutes, passages, person, track

CART: dict[str, Json] = {"S": {"performed": "Added to Cart", "within": "4 hours"}}


def a_mail_at_half_past() -> Machine:
    machine = a_workspace(
        identify("u1", email="maya@example.com"),
        campaigns={
            "R": {
                "trigger": {"event": "Added to Cart"},
                "exit": {"performed": "Order Placed"},
                "steps": [{"delay": "30 minutes"}, {"send": {"email": "Back"}}],
            }
        },
    )
    machine.apply(track("u1"), at=START)
    return machine


def test_reaching_a_second_leaves_what_is_due_in_it_undone() -> None:
    machine = a_mail_at_half_past()

    machine.apply(Reach(START + minutes(30)), at=START)

    assert views.messages(machine) == ()
    assert machine.next_due() == machine.now


def test_advancing_to_a_second_does_what_is_due_in_it() -> None:
    machine = a_mail_at_half_past()

    outcome = machine.apply(Advance(START + minutes(30)), at=START)

    assert [line.state for line in views.messages(machine)] == ["sent"]
    assert [told.at for told in outcome.fired][-1] == START + minutes(30)


def test_what_comes_in_the_second_that_was_reached_can_still_stop_its_send() -> None:
    machine = a_mail_at_half_past()
    machine.apply(Reach(START + minutes(30)), at=START)

    machine.apply(track("u1", "Order Placed"), at=machine.now)
    advance(machine, machine.now)

    assert [line.state for line in views.messages(machine)] == ["not sent"]


def test_what_comes_after_a_look_at_the_second_is_too_late_for_it() -> None:
    machine = a_mail_at_half_past()
    advance(machine, START + minutes(30))

    machine.apply(track("u1", "Order Placed"), at=machine.now)
    advance(machine, machine.now)

    assert [line.state for line in views.messages(machine)] == ["sent"]


def test_time_does_not_go_backwards() -> None:
    machine = a_workspace()
    advance(machine, START + 10)

    with pytest.raises(AssertionError, match="backwards"):
        machine.apply(track("u1"), at=START + 9)


def test_every_stored_fact_keeps_the_number_of_the_operation_that_made_it() -> None:
    machine = a_workspace(segments=CART)
    named = machine.apply(identify("u1", plan="pro"), at=START).number
    carted = machine.apply(track("u1"), at=START + 1).number

    advance(machine, START + 1)

    maya = person(machine, "u1")
    segment = views.segment(machine, "S")
    assert segment is not None
    assert segment.history is not None
    assert maya.operation == maya.attributes["plan"].operation == named
    assert maya.events[0].operation == segment.history[0].operation == carted
    assert segment.members[0].operations == (carted,)


def test_a_segment_defined_while_people_are_there_takes_them_in_at_once() -> None:
    machine = a_workspace(track("u1"))

    machine.apply(define(segments=CART), at=START + 60)
    advance(machine, START + 60)

    assert passages(machine) == [(60, "entered")]


def test_a_wrong_definition_changes_nothing() -> None:
    machine = a_workspace(track("u1"), segments=CART)
    before = state_bytes(machine)

    with pytest.raises(DefinitionError, match="unknown segment 'B'"):
        machine.apply(Define({"segments": {"A": {"in segment": "B"}}}), at=START)

    assert state_bytes(machine) == before
    assert members(machine) == ["u1"]


def test_a_reset_empties_the_workspace_and_keeps_definition_and_clock() -> None:
    machine = a_workspace(track("u1"), segments=CART)
    first = person(machine, "u1").cio_id

    machine.apply(Reset(), at=START + 5)
    machine.apply(track("u1"), at=START + 5)
    advance(machine, START + 5)

    assert machine.now == START + 5
    assert members(machine) == ["u1"]
    assert person(machine, "u1").cio_id != first
