"""Calls for these tests, and plans written in place: a test names only what matters to it."""

from textwrap import dedent

from simulator.documents import Problems, load_text
from simulator.operations import Identifier, Identify, Track
from simulator.plan import Known, Told, TrackingPlan, Violation, read_plan, violations
from simulator.values import Json

NOW = 1_772_442_000
"""Monday, 2026-03-02T09:00:00Z."""


def a_plan(text: str) -> TrackingPlan:
    """The plan in `text`, which needs no name and has no problem."""
    problems = Problems()
    node = load_text(f"name: small\n{dedent(text)}", problems)
    assert node is not None
    plan = read_plan(node, problems)
    problems.raise_if_any()
    return plan


def track(
    name: str, data: dict[str, Json], *, source: str = "web", at: int | None = None, known: Known | None = None
) -> Told:
    return Told(Track(name, data=data, timestamp=at), source, known=known or Known())


def identify(attributes: dict[str, Json], *, source: str = "web", at: int | None = None) -> Told:
    return Told(Identify(Identifier("id", "C-1"), attributes, at), source)


def found(plan: TrackingPlan, *calls: Told) -> list[Violation]:
    return [violation for violation, _ in violations(plan, calls)]


def named(plan: TrackingPlan, *calls: Told) -> list[tuple[str, str]]:
    """The violations by rule and field."""
    return [(one.rule, one.field) for one in found(plan, *calls)]
