"""Two ways of doing one job, timed in turns, so that a machine that changes its speed changes both."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Job = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians over the rounds, in seconds for one round; `ratio` is the median of `second / first` by round."""

    first: float
    second: float
    ratio: float


def paired(first: Job, second: Job, *, rounds: int = 5) -> Pair:
    """Time both, in turns, after one round that does not count."""
    return paired_after(lambda: first, lambda: second, rounds=rounds)


def paired_after(first: Callable[[], Job], second: Callable[[], Job], *, rounds: int = 5) -> Pair:
    """Time two jobs that use up what they work on: each round makes both anew, and only the jobs are timed."""
    gc.freeze()  # what was there before is nobody's garbage, and looking at it takes longer than the jobs
    try:
        _seconds(first()), _seconds(second())
        times = [(_seconds(first()), _seconds(second())) for _ in range(rounds)]
    finally:
        gc.unfreeze()
    return Pair(*median_of(times))


def median_of(rounds: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """The medians of two columns, and that of `second / first` by round."""
    first, second = (median(column) for column in zip(*rounds, strict=True))
    return first, second, median(other / one for one, other in rounds)


def _seconds(job: Job) -> float:
    gc.collect()  # each pays for its own garbage only
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


def rate_figure(what: str, pair: Pair, *, count: int, noun: str, aim: int | None = None) -> Figure:
    """How many in a second, ours first, beside the prototype's."""
    return Figure(
        what,
        f"{pair.ratio:.2g} times as fast",
        f"{count / pair.first:,.0f} {noun}/s; prototype {count / pair.second:,.0f}",
        "" if aim is None else f">= {aim:,} {noun}/s",
    )
