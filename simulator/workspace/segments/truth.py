"""Truth with a horizon: whether something holds, and until when that answer is good without new data.

`until` is the first second at which the answer can be another one; it never lies about a later second, it may name
one at which nothing changes. And, or and not combine answers and horizons alike.
"""

from collections.abc import Iterable
from typing import NamedTuple

NEVER = 1 << 62
"""Later than every instant."""


class Truth(NamedTuple):
    """`holds` in every second from now until before `until`, unless data comes."""

    holds: bool
    until: int = NEVER


def opposite(truth: Truth) -> Truth:
    """Not."""
    return Truth(not truth.holds, truth.until)


def every(truths: Iterable[Truth]) -> Truth:
    """And: true until the first member may fail; false as long as any member is sure to stay false."""
    holding, failing = NEVER, -NEVER
    for truth in truths:
        if truth.holds:
            holding = min(holding, truth.until)
        else:
            failing = max(failing, truth.until)
    return Truth(True, holding) if failing == -NEVER else Truth(False, failing)


def some(truths: Iterable[Truth]) -> Truth:
    """Or."""
    return opposite(every(map(opposite, truths)))
