"""The operators of tests: how each may be written, and what it compares with.

Whole numbers stand for Unix seconds where an instant is compared, for that is how the real product keeps timestamps.
"""

from enum import Enum
from typing import assert_never

from simulator.instants import EARLIEST, LATEST
from simulator.workspace.segments.conditions import Moment, Operand, Operator, Relative


class Comparand(Enum):
    """What an operator compares with, in the words of messages."""

    NOTHING = "nothing"
    ANYTHING = "a text, a number, true, false or an instant"
    PLAIN = "a text, a number, true or false"
    QUANTITY = "a number or an instant"
    INSTANT = "an instant such as 2026-03-02T09:00:00Z or '3 days ago'"


COMPARES_WITH: dict[Operator, Comparand] = {
    "equals": Comparand.ANYTHING,
    "not equals": Comparand.ANYTHING,
    "greater than": Comparand.QUANTITY,
    "at least": Comparand.QUANTITY,
    "less than": Comparand.QUANTITY,
    "at most": Comparand.QUANTITY,
    "contains": Comparand.PLAIN,
    "not contains": Comparand.PLAIN,
    "starts with": Comparand.PLAIN,
    "ends with": Comparand.PLAIN,
    "exists": Comparand.NOTHING,
    "is missing": Comparand.NOTHING,
    "is true": Comparand.NOTHING,
    "is false": Comparand.NOTHING,
    "is a timestamp": Comparand.NOTHING,
    "is a timestamp before": Comparand.INSTANT,
    "is a timestamp after": Comparand.INSTANT,
    "is a timestamp between": Comparand.INSTANT,
}
"""Every operator with its comparand; `is a timestamp between` takes two."""

SPELLINGS: dict[str, Operator] = {
    **{operator: operator for operator in COMPARES_WITH},
    "before": "is a timestamp before",
    "after": "is a timestamp after",
}
"""The words that an operator may be written in."""


def comparable(operator: Operator, value: Operand) -> Operand | None:
    """`value` as the operator compares with it, or nothing if it does not compare with such a value."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    is_instant = isinstance(value, Moment | Relative)
    comparand = COMPARES_WITH[operator]
    match comparand:
        case Comparand.NOTHING:
            return None
        case Comparand.ANYTHING:
            return value
        case Comparand.PLAIN:
            return None if is_instant else value
        case Comparand.QUANTITY:
            return value if is_number or is_instant else None
        case Comparand.INSTANT:
            if isinstance(value, int) and is_number and EARLIEST <= value <= LATEST:
                return Moment(value)
            return value if is_instant else None
    assert_never(comparand)


def is_backwards(first: Operand, second: Operand) -> bool:
    """Whether `second` comes before `first` whenever one asks."""
    match first, second:
        case (Moment(low), Moment(high)) | (Relative(low), Relative(high)):
            return low > high
        case _:
            return False
