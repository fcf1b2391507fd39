"""Calls that take effect later than they are received, in another order, or at the time of their event."""

import pytest

from simulator.operations import Reset
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.effects import Ignored, Postponed, Rejected
from simulator.workspace.replay import log_bytes, replayed
from simulator.workspace.snapshot import restored, saved, state_bytes
from tests.builders import (
    START,
    a_workspace,
    advance,
    attributes,
    define,
    hours,
    identify,
    people,
    person,
    put_in,
    track,
)


@pytest.mark.rule("identity.async")
def test_a_call_is_answered_at_once_and_takes_effect_after_the_delay() -> None:
    machine = a_workspace(settings={"processing_delay": "5 seconds"})

    effects = machine.apply(track("u1"), at=START).effects
    advance(machine, START + 4)
    before = people(machine)
    advance(machine, START + 5)

    (event,) = person(machine, "u1").events
    assert effects == (Postponed(START + 5),)
    assert before == []
    assert (event.at, event.received, person(machine, "u1").created) == (START, START, START + 5)


@pytest.mark.rule("identity.async")
def test_the_receive_time_orders_updates_however_late_they_take_effect() -> None:
    machine = a_workspace(settings={"processing_delay": "5 seconds"})
    machine.apply(identify("u1", plan="pro"), at=START)

    advance(machine, START + 60)

    assert person(machine, "u1").attributes["plan"].at == START


@pytest.mark.rule("identity.async")
def test_a_call_that_is_refused_is_refused_at_once() -> None:
    machine = a_workspace(settings={"processing_delay": "5 seconds"})

    (effect,) = machine.apply(identify("u1", {"n" * 151: 1}), at=START).effects

    assert isinstance(effect, Rejected)
    assert machine.next_due() is None


def three_at_once(seed: int) -> Machine:
    machine = Machine(now=START, seed=seed)
    machine.apply(define(settings={"reorder_window": "30 seconds"}), at=START)
    for plan in ("first", "second", "third"):
        machine.apply(identify("u1", {"plan": plan, plan: True}), at=START)
    advance(machine, START + 30)
    return machine


@pytest.mark.rule("identity.reorder")
def test_calls_change_places_by_the_seed_and_all_take_effect_within_the_window() -> None:
    orders = {tuple(name for name in attributes(three_at_once(seed), "u1") if name != "plan") for seed in range(20)}

    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset(("first", "second", "third"))}
    assert state_bytes(three_at_once(7)) == state_bytes(three_at_once(7))


@pytest.mark.rule("identity.reorder")
def test_a_replayed_log_changes_places_in_the_same_way() -> None:
    machine = three_at_once(3)

    again = replayed(log_bytes(machine.log, starts=START, seed=3))

    assert state_bytes(again) == state_bytes(machine)


@pytest.mark.rule("events.time.future")
@pytest.mark.parametrize(
    ("setting", "at_receipt", "timestamp"),
    [("store", True, START + hours(1)), ("clamp", True, START), ("delay", False, START + hours(1))],
)
def test_an_event_of_the_future_is_stored_clamped_or_delayed(setting: str, timestamp: int, *, at_receipt: bool) -> None:
    machine = a_workspace(settings={"future_events": setting})

    machine.apply(track("u1", timestamp=START + hours(1)), at=START)
    first = people(machine)
    advance(machine, START + hours(1))

    (event,) = person(machine, "u1").events
    assert (first != []) is at_receipt
    assert (event.at, event.received) == (timestamp, START)


def test_a_call_that_waits_is_saved_with_the_workspace() -> None:
    machine = a_workspace(settings={"processing_delay": "1 hour"})
    machine.apply(track("u1"), at=START)

    again = restored(saved(machine))
    advance(again, START + hours(1))

    assert people(again) == [("u1", None)]


def test_a_reset_forgets_the_calls_that_wait() -> None:
    machine = a_workspace(settings={"processing_delay": "1 hour"})
    machine.apply(track("u1"), at=START)

    machine.apply(Reset(), at=START)
    advance(machine, START + hours(2))

    assert views.people(machine) == ()


def test_a_call_whose_segment_is_gone_when_it_takes_effect_changes_nothing() -> None:
    settings: dict[str, Json] = {"processing_delay": "1 hour"}
    machine = a_workspace(identify("u1"), segments={"M": "manual"}, settings=settings)
    machine.apply(put_in("M", "u1"), at=START)

    machine.apply(define(settings=settings), at=START + 1)
    fired = advance(machine, START + hours(1)).fired

    assert [told.effect for told in fired if isinstance(told.effect, Ignored)] == [
        Ignored("no manual segment is called 'M'", "segments.manual.404")
    ]
