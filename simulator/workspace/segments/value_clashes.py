"""Tests of one value, and which of them cannot all come out as told.

A path that says any element (`items[].sku`) finds many values, and each test may be passed by another of them; there
only whether something is there at all is compared.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from simulator.values import text_of
from simulator.workspace.segments.comparisons import TIMESTAMP_MAX
from simulator.workspace.segments.conditions import Moment, Operand, Operator, Relative, Test

_POSITIVE: dict[Operator, Operator] = {"not equals": "equals", "not contains": "contains", "is missing": "exists"}
_ON_TEXTS = ("equals", "contains", "starts with", "ends with")
_ON_NUMBERS = ("greater than", "at least", "less than", "at most")
_ON_TIMES = ("is a timestamp", "is a timestamp before", "is a timestamp after", "is a timestamp between")


class Told(NamedTuple):
    """A positive test, and whether it is passed."""

    test: Test
    passed: bool


def plainly(test: Test) -> tuple[Test, bool]:
    """The test as a positive one on texts in small letters, and whether it is that one or its negation."""
    match test.operator:
        case "is true" | "is false":
            return Test("equals", (test.operator.removeprefix("is "),)), True
        case _:
            operator = _POSITIVE.get(test.operator, test.operator)
            operands = tuple(map(_small, test.operands)) if operator in _ON_TEXTS else test.operands
            return Test(operator, operands), operator == test.operator


def _small(operand: Operand) -> Operand:
    """The operand as it is compared: of texts the case is nothing, and `true` is its text."""
    return text_of(operand).casefold() if isinstance(operand, str | bool) else operand


def tests_clash(tests: Sequence[Told], *, is_single: bool) -> bool:
    """Whether no value, nor its absence, gives all the tests as told."""
    passed = [told.test for told in tests if told.passed]
    failed = [told.test for told in tests if not told.passed]
    if passed and any(test.operator == "exists" for test in failed):
        return True
    return is_single and (
        _equals_clash(passed) or _texts_clash(passed, failed) or _parts_clash(passed, failed) or _ranges_clash(tests)
    )


def _equals_clash(passed: Sequence[Test]) -> bool:
    """Whether two values are asked for that nothing equals both."""
    wanted = [test.operands[0] for test in passed if test.operator == "equals"]
    return any(_are_apart(one, other) for one, other in combinations(wanted, 2))


def _are_apart(one: Operand, other: Operand) -> bool:
    first, second = _number(one), _number(other)
    if first is not None and second is not None:
        return first != second
    if isinstance(one, str) and isinstance(other, str):
        return one != other
    if isinstance(one, str) and second is not None:
        return _number_in(one) != second
    if isinstance(other, str) and first is not None:
        return _number_in(other) != first
    return False


def _number(operand: Operand) -> int | float | None:
    """The fixed number that a value is compared with, if it is one."""
    match operand:
        case Moment(instant):
            return instant
        case bool() | str() | Relative():
            return None
        case _:
            return operand if _is_finite(operand) else None


def _is_finite(number: int | float) -> bool:
    return isinstance(number, int) or math.isfinite(number)


def _number_in(text: str) -> int | float | None:
    """The number whose text this may be."""
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            pass
    return None


def _texts_clash(passed: Sequence[Test], failed: Sequence[Test]) -> bool:
    """Whether the text that is asked for has or lacks a part as it must not."""
    for whole in (test.operands[0] for test in passed if test.operator == "equals"):
        if isinstance(whole, str):
            wrong_one = any(_has(whole, test) is False for test in passed)
            if wrong_one or any(_has(whole, test) is True for test in failed):
                return True
    return False


def _has(whole: str, test: Test) -> bool | None:
    """Whether a value with this text has the part; nothing where the text does not tell."""
    part = test.operands[0] if test.operands else None
    if not isinstance(part, str):
        return None
    match test.operator:
        case "starts with":
            return whole.startswith(part)
        case "ends with":
            return whole.endswith(part)
        case "contains" if not whole.startswith("["):  # of a list the members are looked at, not its text
            return part in whole
        case _:
            return None


_COVERS: dict[str, Callable[[str, str], bool]] = {
    "starts with": str.startswith,
    "ends with": str.endswith,
    "contains": str.__contains__,
}
"""Whether what has the first part has the second as well."""


def _parts_clash(passed: Sequence[Test], failed: Sequence[Test]) -> bool:
    """Whether two beginnings or two ends are asked for, or a part of what is there must not be."""
    for operator, covers in _COVERS.items():
        has, lacks = _parts(passed, operator), _parts(failed, operator)
        if any(covers(part, missing) for part, missing in product(has, lacks)):
            return True
        if operator != "contains" and any(
            not covers(one, other) and not covers(other, one) for one, other in combinations(has, 2)
        ):
            return True
    return False


def _parts(tests: Sequence[Test], operator: str) -> list[str]:
    return [part for test in tests if test.operator == operator and isinstance(part := test.operands[0], str)]


class _Limit(NamedTuple):
    """A value lies above or below `bound`, or on it if not `strict`; with `moves` the bound counts from now."""

    is_low: bool
    bound: int | float
    strict: bool = False
    moves: bool = False


def _ranges_clash(tests: Sequence[Told]) -> bool:
    """Whether the value must be a number, a timestamp or both, and no such one lies where it must.

    A test that is not passed says something only of what must be a number, or a timestamp, by another one.
    """
    passed = [told.test for told in tests if told.passed]
    is_number = any(test.operator in _ON_NUMBERS or _equals_an_instant(test) for test in passed)
    is_time = any(test.operator in _ON_TIMES for test in passed)
    if is_time and Told(Test("is a timestamp"), passed=False) in tests:
        return True
    numbers = [limit for told in tests for limit in _number_limits(told)] if is_number else []
    times = [limit for told in tests for limit in _time_limits(told)] if is_time else []
    wanted = [test.operands[0] for test in passed if test.operator == "equals"]
    equal = [_equal_limits(operand) for operand in wanted] if is_number or is_time else []
    if None in equal:
        return True
    span = [_Limit(is_low=True, bound=0), _Limit(is_low=False, bound=TIMESTAMP_MAX)] if is_time else []
    same = [limit for pair in equal if pair is not None for limit in pair]
    return _is_empty([*numbers, *times, *span, *same])


def _equals_an_instant(test: Test) -> bool:
    return test.operator == "equals" and isinstance(test.operands[0], Moment | Relative)


def _equal_limits(operand: Operand) -> tuple[_Limit, ...] | None:
    """What being equal says of a number; nothing where no number can be."""
    bound = _number_in(operand) if isinstance(operand, str) else _number(operand)
    if bound is not None and _is_finite(bound):
        return _Limit(is_low=True, bound=bound), _Limit(is_low=False, bound=bound)
    return None if isinstance(operand, str) else ()


def _number_limits(told: Told) -> Iterator[_Limit]:
    if told.test.operator in _ON_NUMBERS:
        is_low = (told.test.operator in ("greater than", "at least")) is told.passed
        strict = (told.test.operator in ("greater than", "less than")) is told.passed
        yield from _limit(told.test.operands[0], is_low=is_low, strict=strict)


def _time_limits(told: Told) -> Iterator[_Limit]:
    match told.test.operator:
        case "is a timestamp before":
            yield from _limit(told.test.operands[0], is_low=not told.passed, strict=told.passed)
        case "is a timestamp after":
            yield from _limit(told.test.operands[0], is_low=told.passed, strict=not told.passed)
        case "is a timestamp between" if told.passed:
            yield from _limit(told.test.operands[0], is_low=True)
            yield from _limit(told.test.operands[1], is_low=False)
        case _:
            pass


def _limit(operand: Operand, *, is_low: bool, strict: bool = False) -> Iterator[_Limit]:
    if isinstance(operand, Relative):
        yield _Limit(is_low, operand.seconds, strict, moves=True)
    elif (bound := _number(operand)) is not None:
        yield _Limit(is_low, bound, strict)


def _is_empty(limits: Sequence[_Limit]) -> bool:
    """Whether some low limit lies above a high one; of a fixed one and one that moves neither says where."""
    lows, highs = [limit for limit in limits if limit.is_low], [limit for limit in limits if not limit.is_low]
    return any(low.moves == high.moves and _leaves_nothing(low, high) for low, high in product(lows, highs))


def _leaves_nothing(low: _Limit, high: _Limit) -> bool:
    return low.bound > high.bound or (low.bound == high.bound and (low.strict or high.strict))
