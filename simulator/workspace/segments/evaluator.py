"""A condition as a question one can ask of a person at an instant.

Conditions are compiled once, to nested functions from (person, now) to `Truth`. A negation is carried down to the
event conditions it concerns, so a negated window means the same however it is written.
"""

from collections.abc import Callable
from typing import assert_never

from simulator.instants import Instant
from simulator.workspace.events import EventRow
from simulator.workspace.profiles import Person
from simulator.workspace.segments.comparisons import tested, values_at
from simulator.workspace.segments.conditions import All, Any, Attribute, Condition, InSegment, Not, Path, Performed, Row
from simulator.workspace.segments.truth import NEVER, Truth, every, opposite, some
from simulator.workspace.segments.windows import counting

Judge = Callable[[Person, Instant], Truth]
"""What a compiled condition is."""

Members = Callable[[str, Person, Instant], Truth]
"""Whether the person is in the segment of that name."""


def compiled(condition: Condition, members: Members, *, negated: bool = False) -> Judge:
    """The question whether `condition` holds, or with `negated` whether it does not."""
    match condition:
        case Not(inner):
            return compiled(inner, members, negated=not negated)
        case All(parts) | Any(parts):
            judges = tuple(compiled(part, members, negated=negated) for part in parts)
            return _all_of(judges) if isinstance(condition, All) is not negated else _any_of(judges)
        case Performed():
            return _not_performed(condition) if negated else _performed(condition)
        case Attribute():
            return _negated(_attribute(condition)) if negated else _attribute(condition)
        case InSegment(name):

            def inside(person: Person, now: Instant) -> Truth:
                return members(name, person, now)

            return _negated(inside) if negated else inside
        case _:
            assert_never(condition)


def _all_of(judges: tuple[Judge, ...]) -> Judge:
    def judge(person: Person, now: Instant) -> Truth:
        return every([ask(person, now) for ask in judges])

    return judge


def _any_of(judges: tuple[Judge, ...]) -> Judge:
    def judge(person: Person, now: Instant) -> Truth:
        return some([ask(person, now) for ask in judges])

    return judge


def _negated(judge: Judge) -> Judge:
    def negated(person: Person, now: Instant) -> Truth:
        return opposite(judge(person, now))

    return negated


def _performed(condition: Performed) -> Judge:
    kind, name, window, times, where = (
        condition.kind, condition.name, condition.window, condition.times, condition.where,
    )  # fmt: skip

    def judge(person: Person, now: Instant) -> Truth:
        series = person.history.series(kind, name)
        if not where:
            return counting(series.times, window, times, now)
        passed = [(row.at, passes(row, where, now)) for row in series.rows]
        truth = counting([at for at, row_truth in passed if row_truth.holds], window, times, now)
        return Truth(truth.holds, min(truth.until, *(row_truth.until for _, row_truth in passed), NEVER))

    return judge


def passes(event: EventRow, where: tuple[Row, ...], now: Instant) -> Truth:
    """Whether one and the same event passes every row (segments.evt.filters-one-event)."""
    return every(tested(row.test, values_at(row.path, event.data), now) for row in where)


def _not_performed(condition: Performed) -> Judge:
    plain = _performed(condition)
    window = condition.window.within
    if window is None:
        return _negated(plain)

    def judge(person: Person, now: Instant) -> Truth:
        known_long_enough = old_enough_at(person, window)
        if now < known_long_enough:
            return Truth(False, known_long_enough)
        return opposite(plain(person, now))

    return judge


def old_enough_at(person: Person, window: int) -> Instant:
    """The first second at which a negated window of that many seconds can hold for the person at all.

    Rule: segments.neg.age. "Never performed", without a window, needs no age (segments.neg.ever).
    """
    return person.born() + window


def _attribute(condition: Attribute) -> Judge:
    first, rest, test = condition.path.steps[0], Path(condition.path.steps[1:]), condition.test
    assert isinstance(first, str), "an attribute path begins with a name"

    def judge(person: Person, now: Instant) -> Truth:
        return tested(test, values_at(rest, person.attribute(first)), now)

    return judge
