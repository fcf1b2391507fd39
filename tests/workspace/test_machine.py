"""The machine: the order of one second, what reaching and advancing do, and where every fact came from."""

import pytest

from simulator.errors import DefinitionError
from simulator.operations import Advance, Define, Operation, Reach, Reset
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.effects import (
    AnonymousExpired,
    CampaignEntered,
    CampaignExited,
    ClockMoved,
    EventStored,
    MessageDecided,
    SegmentEntered,
    SegmentLeft,
    WorkspaceEmptied,
)
from simulator.workspace.present import Told
from simulator.workspace.replay import log_bytes, replayed
from simulator.workspace.snapshot import state_bytes
from tests.builders import (
    START,
    a_workspace,
    advance,
    days,
    define,
    identify,
    members,
    minutes,
    outbox,
    passages,
    person,
    put_in,
    track,
)

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


@pytest.mark.rule("campaigns.instant.order")
def test_one_second_goes_from_identity_over_segments_enrolments_and_exits_to_sends() -> None:
    month, mail = days(30), dict[str, Json](send={"email": "Back"})
    machine = a_workspace(
        identify("u1", email="maya@example.com"),
        track(None, anonymous_id="nobody"),
        segments={"S": {"performed": "Order Placed"}},
        campaigns={
            "Mail": {"trigger": {"event": "Added to Cart"}, "steps": [{"delay": "30 days"}, mail]},
            "Stopped": {
                "trigger": {"event": "Added to Cart"},
                "steps": [{"delay": "60 days"}],
                "exit": {"performed": "Order Placed"},
            },
            "Begun": {"trigger": {"event": "Order Placed"}, "steps": [{"delay": "1 day"}]},
        },
    )
    machine.apply(track("u1"), at=START + 1)

    arrived = machine.apply(track("u1", "Order Placed"), at=START + month + 1)
    second = advance(machine, machine.now)

    assert [type(effect) for effect in arrived.effects] == [EventStored]
    assert [type(told.effect) for told in second.fired] == [
        AnonymousExpired,
        SegmentEntered,
        CampaignEntered,
        CampaignExited,
        MessageDecided,
    ]
    assert {told.at for told in second.fired} == {machine.now}
    assert [told.operation for told in second.fired][1:] == [5, 5, 5, 4]


def test_delays_of_no_length_and_the_messages_between_them_all_happen_in_their_second() -> None:
    steps: list[Json] = [{"delay": "0 minutes"}, {"send": {"email": "One"}}, {"delay": "0 minutes"}]
    campaign: dict[str, Json] = {"trigger": {"event": "Added to Cart"}, "steps": [*steps, {"send": {"email": "Two"}}]}
    machine = a_workspace(identify("u1", email="maya@example.com"), track("u1"), campaigns={"R": campaign})

    advance(machine, START)

    assert outbox(machine) == [(0, "One", "sent"), (0, "Two", "sent")]


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


@pytest.mark.parametrize(
    ("operation", "at"), [(track("u1"), 9), (Reach(START + 9), 10), (Advance(START + 9), 10), (define(), 9)]
)
def test_time_does_not_go_backwards(operation: Operation, at: int) -> None:
    machine = a_workspace()
    advance(machine, START + 10)

    with pytest.raises(AssertionError, match="backwards"):
        machine.apply(operation, at=START + at)


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


def test_a_definition_without_a_segment_forgets_its_history_and_one_that_keeps_it_does_not() -> None:
    machine = a_workspace(track("u1"), segments={**CART, "T": {"performed": "Added to Cart"}})
    advance(machine, START + 1)

    machine.apply(define(segments=CART), at=START + 60)
    machine.apply(define(segments={**CART, "T": {"performed": "Added to Cart"}}), at=START + 120)
    advance(machine, START + 120)

    assert passages(machine, "S") == [(0, "entered")]
    assert passages(machine, "T") == [(120, "entered")]


def test_a_segment_defined_otherwise_lets_people_go_in_the_second_of_its_definition() -> None:
    machine = a_workspace(track("u1"), segments=CART)

    number = machine.apply(define(segments={"S": {"performed": "Order Placed"}}), at=START + 60).number
    fired = advance(machine, START + 60).fired

    assert passages(machine) == [(0, "entered"), (60, "left")]
    assert fired == (Told(START + 60, number, SegmentLeft(person(machine, "u1").cio_id, "S")),)


def test_a_wrong_definition_changes_nothing() -> None:
    machine = a_workspace(track("u1"), segments=CART)
    before = state_bytes(machine)

    with pytest.raises(DefinitionError, match="unknown segment 'B'"):
        machine.apply(Define({"segments": {"A": {"in segment": "B"}}}), at=START + minutes(5))

    assert state_bytes(machine) == before
    assert [line.number for line in machine.log] == [1, 2]
    assert machine.apply(track("u1"), at=START).number == 3


def test_a_reset_empties_the_workspace_and_keeps_definition_and_clock() -> None:
    machine = a_mail_at_half_past()
    machine.apply(track(None, anonymous_id="x"), at=START)
    first = person(machine, "u1").cio_id

    effects = machine.apply(Reset(), at=START + 5).effects
    nothing = (views.people(machine), views.messages(machine), views.anonymous_events(machine), machine.next_due())
    machine.apply(identify("u1", email="maya@example.com"), at=START + 5)
    machine.apply(track("u1"), at=START + 5)
    advance(machine, START + days(1))

    assert effects == (WorkspaceEmptied(1),)
    assert nothing == ((), (), {}, None)
    assert outbox(machine) == [(5 + minutes(30), "Back", "sent")]
    assert person(machine, "u1").cio_id != first


def test_a_reset_forgets_lists_histories_and_the_keys_of_events() -> None:
    key = "01KJQ0000000000000000000A1"
    machine = a_workspace(track("u1", id=key), put_in("M", "u1"), segments={"M": "manual", **CART})
    advance(machine, START)

    machine.apply(Reset(), at=START + 5)
    machine.apply(track("u1", id=key), at=START + 5)
    advance(machine, START + 5)

    assert members(machine, "M") == []
    assert passages(machine) == [(5, "entered")]


@pytest.mark.parametrize("to", [START - days(1), START + days(1)])
def test_a_reset_can_set_the_clock_to_any_second(to: int) -> None:
    machine = a_mail_at_half_past()

    machine.apply(Reset(to), at=START)
    machine.apply(track("u1"), at=to)

    assert machine.now == to
    assert person(machine, "u1").created == to
    assert state_bytes(replayed(log_bytes(machine.log, starts=START))) == state_bytes(machine)


def test_what_fires_on_a_look_belongs_to_the_operation_that_caused_it_and_not_to_the_look() -> None:
    machine = a_mail_at_half_past()

    outcome = advance(machine, START)

    assert outcome.effects == (ClockMoved(START),)
    assert [told.operation for told in outcome.fired] == [3]
