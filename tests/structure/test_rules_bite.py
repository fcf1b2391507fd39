"""A test that bites: turn one rule into its neighbour, and exactly these stories turn red.

A rule that no story notices is a rule that could be wrong tomorrow.
"""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from simulator.documents import Problems
from simulator.engine import run_scenario
from simulator.instants import Instant
from simulator.language import compile_yaml
from simulator.operations import IdentifierKind
from simulator.scenario import Scenario
from simulator.targets import open_target
from simulator.workspace import facts
from simulator.workspace.agenda import Phase
from simulator.workspace.anonymous import Anonymous
from simulator.workspace.campaigns import passages
from simulator.workspace.events import EventRow
from simulator.workspace.profiles import Person
from simulator.workspace.segments import evaluator, windows
from simulator.workspace.segments.conditions import Times, Window

ROOT = Path(__file__).parents[2]


class Rule(NamedTuple):
    """Where the rule stands, its neighbour, and the stories that must notice."""

    id: str
    module: object
    name: str
    neighbour: object
    red: set[str]


def _a_window_without_its_last_second(window: Window, now: Instant) -> Instant:
    return now - window.within + 1 if window.within is not None else -(1 << 62)


def _no_age_for_negated_windows(person: Person, window: int) -> Instant:
    return person.added_at


def _every_event_is_new(event_id: str | None) -> None:
    return None


def _nothing_attached(self: Anonymous, anonymous_id: str, person: int, now: Instant) -> list[EventRow]:
    return []


def _a_goal_only_after_the_first_second(goal_at: Instant, entered_at: Instant) -> bool:
    return goal_at > entered_at


def _more_than_asked_for(count: int, times: Times) -> bool:
    return count > times.count


def _emails_with_their_case(kind: IdentifierKind, value: str) -> str:
    return value


def _a_second_longer_between_entries(gap: int | None, last: Instant | None, now: Instant) -> bool:
    return last is None or (gap is not None and now - last > gap)


def _a_day_without_its_last_second(row: EventRow) -> Instant:
    return row.received + 30 * 86_400


_SENDS_BEFORE_EXITS = SimpleNamespace(
    ENROLMENTS=Phase.ENROLMENTS, EXITS=Phase.SENDS, TIMERS=Phase.EXITS, SENDS=Phase.TIMERS
)
