"""What changes nothing leaves the very same bytes, and what is sent twice is there once."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.operations import Operation, Reach, Track
from simulator.workspace import EventFact, Machine, Outcome, views
from simulator.workspace.effects import EventDuplicate, EventHeldAnonymous, EventStored, Ignored, Rejected
from simulator.workspace.snapshot import state_bytes
from tests.builders import a_workspace
from tests.laws.identity_histories import EVENT_IDS, SETTINGS, Act, acts
from tests.laws.side_by_side import Both

NOTHING = (Ignored, Rejected, EventDuplicate)


@given(SETTINGS, acts)
def test_a_call_that_says_it_changed_nothing_leaves_the_very_same_bytes(
    settings: dict[str, Any], history: list[Act]
) -> None:
    both = Both(settings)
    for act in history:
        both.machine.apply(Reach(both.second + act.later), at=both.second)
        before = state_bytes(both.machine)

        outcome = both.perform(act)

        if outcome is not None and outcome.effects and all(isinstance(one, NOTHING) for one in outcome.effects):
            assert state_bytes(both.machine) == before, (act, outcome.effects)


@given(SETTINGS, acts)
def test_no_call_goes_by_without_a_word(settings: dict[str, Any], history: list[Act]) -> None:
    both = Both(settings)
    for act in history:
        outcome = both.perform(act)

        assert outcome is None or outcome.effects, act


@pytest.mark.rule("events.dedupe-ulid")
@pytest.mark.rule("events.dedupe-scope")
@pytest.mark.rule("events.dedupe-window")
@given(acts, st.lists(st.integers(0, 10), min_size=1, max_size=5))
def test_an_event_that_comes_again_with_its_id_is_there_once(history: list[Act], later: list[int]) -> None:
    """Each event with a ULID that was taken comes again, so many calls later, whatever became of its person."""
    both, calls = Both({}), list[tuple[int, int, Operation]]()
    for place, act in enumerate(history):
        outcome = both.perform(act)
        if outcome is not None:
            line = both.machine.log[-1]
            calls.append((place, line.at, line.operation))
            if _is_taken(outcome, line.operation):
                calls.append((place + later[place % len(later)], line.at, line.operation))

    twice = a_workspace()
    for _, at, operation in sorted(calls, key=lambda call: call[0]):
        twice.apply(operation, at=max(at, twice.now))

    assert facts(twice) == facts(both.machine)


def _is_taken(outcome: Outcome, operation: Operation) -> bool:
    has_ulid = isinstance(operation, Track) and operation.id in EVENT_IDS[:2]
    return has_ulid and any(isinstance(effect, EventStored | EventHeldAnonymous) for effect in outcome.effects)


def facts(machine: Machine) -> tuple[object, ...]:
    """Everybody and everything held, without the numbers of the operations."""
    everybody = [
        (one.cio_id, one.id, one.email, {name: fact.value for name, fact in one.attributes.items()}, names(one.events))
        for one in views.people(machine)
    ]
    return everybody, {x: names(rows) for x, rows in views.anonymous_events(machine).items() if rows}


def names(events: Iterable[EventFact]) -> list[str]:
    return [event.name for event in events]
