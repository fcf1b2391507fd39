"""What is wrong with a request, apart from the shape in which an API answers it.

Readers that several APIs share raise it; each translator says it in its own words. The three reasons are those of
Track v2 (track.v2.errors-shape). Parts that do not depend on each other are read all, so that every fault is known: the
first is raised, and has the others with it.
"""

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar, overload

from simulator.wire.exchange import Refused

Reason = Literal["required", "invalid", "parse_error"]

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
T = TypeVar("T")


class Malformed(Exception):
    """`field` is the path of the value from the request's root, empty where the whole request is meant.

    `others` is what else is wrong, in the order of reading.
    """

    def __init__(self, reason: Reason, field: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.field = field
        self.message = message
        self.others: tuple[Malformed, ...] = ()


@overload
def all_of(first: Callable[[], A], second: Callable[[], B], /) -> tuple[A, B]: ...
@overload
def all_of(first: Callable[[], A], second: Callable[[], B], third: Callable[[], C], /) -> tuple[A, B, C]: ...
def all_of(*readers: Callable[[], object]) -> tuple[object, ...]:
    """What each of the readers gives, none of which needs another.

    Raises:
        Malformed: one of them does at least.
    """
    return tuple(each_of(readers))


def each_of(readers: Iterable[Callable[[], T]]) -> list[T]:
    """What readers of the same kind give, in their order; they raise as those of `all_of` do."""
    read: list[T] = []
    faults: list[Malformed] = []
    for reader in readers:
        try:
            read.append(reader())
        except Malformed as fault:
            faults += (fault, *fault.others)
        except Refused:
            if not faults:
                raise
    if not faults:
        return read
    faults[0].others = tuple(faults[1:])
    raise faults[0]
