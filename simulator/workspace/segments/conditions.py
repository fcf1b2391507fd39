"""The condition types as values: one value for each meaning, whichever spelling it came from.

`none: [a, b]` is `Not(Any((a, b)))`, `not performed` is `Not(Performed(...))`, `between: [A, B]` is a window with both
ends; so the YAML form and the sentence form compare equal.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from simulator.operations import EventKind

Operator = Literal[
    "equals",
    "not equals",
    "greater than",
    "at least",
    "less than",
    "at most",
    "contains",
    "not contains",
    "starts with",
    "ends with",
    "exists",
    "is missing",
    "is true",
    "is false",
    "is a timestamp",
    "is a timestamp before",
    "is a timestamp after",
    "is a timestamp between",
]


class Moment(msgspec.Struct, frozen=True, gc=False, tag="moment"):
    """A fixed instant, in whole Unix seconds."""

    instant: int


class Relative(msgspec.Struct, frozen=True, gc=False, tag="relative"):
    """An instant that moves with the clock: `seconds` from now, negative for `ago`."""

    seconds: int


Operand = bool | int | float | str | Moment | Relative
"""What a test compares with. JSON null, lists and objects are no operands."""


class Path(msgspec.Struct, frozen=True, gc=False):
    """Where a value stands: names are keys, numbers positions in a list, `None` any position (`items[].sku`)."""

    steps: tuple[str | int | None, ...]


class Test(msgspec.Struct, frozen=True, gc=False):
    """One operator with its operands: none for `exists` and its kin, two for `is a timestamp between`, else one."""

    operator: Operator
    operands: tuple[Operand, ...] = ()


class Row(msgspec.Struct, frozen=True, gc=False):
    """A test on the data of an event."""

    path: Path
    test: Test


Comparison = Literal["at least", "at most", "exactly"]


class Times(msgspec.Struct, frozen=True, gc=False):
    """How often: `at least 3 times`."""

    comparison: Comparison
    count: int


AT_LEAST_ONCE = Times("at least", 1)


class Window(msgspec.Struct, frozen=True, gc=False):
    """When an event counts: `within` seconds up to now, or from `after` (included) to `before` (excluded)."""

    within: int | None = None
    after: int | None = None
    before: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no instant can lie in it."""
        return self.after is not None and self.before is not None and self.after >= self.before


EVER = Window()


class Performed(msgspec.Struct, frozen=True, gc=False, tag="performed"):
    """Events of this kind and name, counted in a window; all of `where` must hold on one and the same event."""

    name: str
    kind: EventKind = "event"
    times: Times = AT_LEAST_ONCE
    window: Window = EVER
    where: tuple[Row, ...] = ()


class Attribute(msgspec.Struct, frozen=True, gc=False, tag="attribute"):
    """A test on a person's attribute."""

    path: Path
    test: Test


class InSegment(msgspec.Struct, frozen=True, gc=False, tag="in_segment"):
    """Membership of another segment."""

    segment: str


class Not(msgspec.Struct, frozen=True, gc=False, tag="not"):
    """The opposite; of an event condition with a `within` window it also asks for the profile's age."""

    condition: "Condition"


class All(msgspec.Struct, frozen=True, gc=False, tag="all"):
    """Every one of at least two; one condition alone is itself (`all_of`)."""

    conditions: tuple["Condition", ...]


class Any(msgspec.Struct, frozen=True, gc=False, tag="any"):
    """At least one of at least two; one condition alone is itself (`any_of`)."""

    conditions: tuple["Condition", ...]


Condition = Performed | Attribute | InSegment | Not | All | Any


def all_of(conditions: Sequence[Condition]) -> Condition:
    """Every one of `conditions`, of which there is at least one."""
    return conditions[0] if len(conditions) == 1 else All(tuple(conditions))


def any_of(conditions: Sequence[Condition]) -> Condition:
    """At least one of `conditions`, of which there is at least one."""
    return conditions[0] if len(conditions) == 1 else Any(tuple(conditions))
