"""Two ways of doing one job, timed in turns, so that a machine that changes its speed changes both."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians over the rounds, in seconds for one round; `ratio` is the median of `second / first` by round."""

    first: float
    second: float
    ratio: float


def paired(first: Callable[[], object], second: Callable[[], object], *, rounds: int = 5) -> Pair:
    """Time both, in turns, after one round that does not count."""
    first(), second()
    times = [(_seconds(first), _seconds(second)) for _ in range(rounds)]
    return Pair(
        first=median(one for one, _ in times),
        second=median(other for _, other in times),
        ratio=median(other / one for one, other in times),
    )


def _seconds(job: Callable[[], object]) -> float:
    began = perf_counter()
    job()
    return perf_counter() - began


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, the ratio with what it is compared to, and the figures for scale."""

    what: str
    ratio: str
    scale: str
    aim: str = ""
