"""Values against operands: what each operator of a test means, and when a relative date moves past a value.

Texts compare without case (segments.attr.value-case); numbers by value, a text against a number by the number's text
(segments.attr.coerce); greater and less only between numbers (segments.attr.numeric).
"""

import math
import operator
from collections.abc import Callable, Iterator

from simulator.instants import Instant
from simulator.values import Json, text_of
from simulator.workspace.segments.conditions import Moment, Operand, Operator, Path, Relative, Test
from simulator.workspace.segments.truth import NEVER, Truth, every, opposite, some

TIMESTAMP_MAX = 9_999_999_999
"""Larger numbers are no seconds: milliseconds never match a timestamp rule (segments.ts.valid)."""

_NEGATIVE: dict[Operator, Operator] = {
    "not equals": "equals",
    "not contains": "contains",
    "is missing": "exists",
}


def values_at(path: Path, root: Json) -> list[Json]:
    """What stands at the path: nothing, one value, or one for each element where the path says any (`[]`)."""
    found = [root]
    for step in path.steps:
        found = [inner for value in found for inner in _step(value, step)]
    return [value for value in found if value is not None]


def _step(value: Json, step: str | int | None) -> Iterator[Json]:
    match step:
        case str():
            if isinstance(value, dict) and step in value:
                yield value[step]
        case int():
            if isinstance(value, list) and 0 <= step < len(value):
                yield value[step]
        case None:
            if isinstance(value, list):
                yield from value


def tested(test: Test, values: list[Json], now: Instant) -> Truth:
    """Whether the values pass: any one for a positive operator, none of them against a negative one.

    A missing value passes no positive operator and every negative one (segments.attr.missing-positive,
    segments.attr.missing-negative, segments.attr.array-negative).
    """
    positive = _NEGATIVE.get(test.operator)
    if positive is not None:
        return opposite(tested(Test(positive, test.operands), values, now))
    return some(_passes(test, value, now) for value in values)


def _passes(test: Test, value: Json, now: Instant) -> Truth:
    match test.operator:
        case "exists":
            return Truth(True)
        case "equals":
            return _equals(value, test.operands[0], now)
        case "contains":
            return Truth(_contains(value, _text(test.operands[0], now)))
        case "starts with":
            return Truth(text_of(value).casefold().startswith(_text(test.operands[0], now)))
        case "ends with":
            return Truth(text_of(value).casefold().endswith(_text(test.operands[0], now)))
        case "is true" | "is false":
            return Truth(text_of(value).casefold() == test.operator.removeprefix("is "))
        case "greater than" | "at least" | "less than" | "at most":
            number = _number(value)
            return Truth(False) if number is None else compared(number, test.operator, test.operands[0], now)
        case _:
            return _timestamp_passes(test, value, now)


def _timestamp_passes(test: Test, value: Json, now: Instant) -> Truth:
    """The timestamp rules; a value that is no whole number of seconds passes none of them."""
    seconds = timestamp_of(value)
    if seconds is None:
        return Truth(False)
    match test.operator:
        case "is a timestamp before":
            return compared(seconds, "less than", test.operands[0], now)
        case "is a timestamp after":
            return compared(seconds, "at least", test.operands[0], now)
        case "is a timestamp between":
            lower = compared(seconds, "at least", test.operands[0], now)
            upper = compared(seconds, "at most", test.operands[1], now)
            return every((lower, upper))
        case _:
            return Truth(True)  # segments.ts.future-member: a future one too


def timestamp_of(value: Json) -> int | None:
    """The value as Unix seconds, if it is a whole number of them or its digits."""
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) <= len(str(TIMESTAMP_MAX)):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= TIMESTAMP_MAX:
        return value
    return None


def compared(value: int | float, relation: Operator, operand: Operand, now: Instant) -> Truth:
    """A number against an operand, which may move with the clock."""
    bound = _bound(operand, now)
    if bound is None:
        return Truth(False)
    holds = _ORDER[relation](value, bound)
    return Truth(holds, _moves_past(value, operand, now))


_ORDER: dict[Operator, Callable[[int | float, int | float], bool]] = {
    "greater than": operator.gt,
    "at least": operator.ge,
    "less than": operator.lt,
    "at most": operator.le,
}


def _bound(operand: Operand, now: Instant) -> int | float | None:
    match operand:
        case Moment():
            return operand.instant
        case Relative():
            return now + operand.seconds
        case _:
            return _number(operand)


def _moves_past(value: int | float, operand: Operand, now: Instant) -> Instant:
    """The next second at which a moving bound reaches or passes the value; never for a fixed one."""
    if not isinstance(operand, Relative) or not math.isfinite(value):
        return NEVER
    reached = value - operand.seconds
    return min((second for second in (math.ceil(reached), math.floor(reached) + 1) if second > now), default=NEVER)


def _equals(value: Json, operand: Operand, now: Instant) -> Truth:
    if isinstance(operand, Relative):
        number = _number(value)
        if number is None:
            return Truth(False)
        return Truth(number == now + operand.seconds, _moves_past(number, operand, now))
    if isinstance(operand, Moment):
        return Truth(_number(value) == operand.instant)
    number, wanted = _number(value), _number(operand)
    if number is not None and wanted is not None:
        return Truth(number == wanted)
    return Truth(text_of(value).casefold() == text_of(operand).casefold())


def _contains(value: Json, wanted: str) -> bool:
    if isinstance(value, list):
        return any(_contains(member, wanted) for member in value)
    return wanted in text_of(value).casefold()


def _text(operand: Operand, now: Instant) -> str:
    if isinstance(operand, Moment | Relative):
        return str(_bound(operand, now))
    return text_of(operand).casefold()


def _number(value: object) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
