"""The beats of a run: what the workspace was told and what the story said, in the order in which they came.

Things that happened by themselves are beats of their own, one for each second. Of very many beats those around the
failure are kept, and first of all those of the shoppers that it is about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, assert_never

from simulator.engine.chronicle import Answer
from simulator.engine.record import Doing, Record
from simulator.engine.trace import MomentKind
from simulator.engine.verdict import Failure
from simulator.instants import Instant
from simulator.scenario import Expect, Opaque, ScenarioItem
from simulator.targets import Answered, Delivered, LookedAt, Reached, Telling

BEATS_MAX = 120
"""How many moments a trace shows."""
_AFTER = 20
"""How many of them may come after the failure."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An item of the story when its turn came, and what came of it.

    `position` is how often the workspace had been told something by then.
    """

    position: int
    at: Instant
    item: ScenarioItem
    doings: tuple[Doing, ...] = ()
    answers: tuple[Answer, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def is_worth_a_moment(self) -> bool:
        """Whether it tells more than the arrivals that come of it."""
        match self.item:
            case Expect():
                return bool(self.answers)
            case Opaque():
                return True
            case _:
                return not self.doings or any(one.arrivals[:1] != (self.at,) for one in self.doings)


@dataclass(frozen=True, slots=True)
class Beat:
    """`tellings` is what the workspace is told in it; `passing` moves the clock, and shows nothing."""

    kind: MomentKind | Literal["passing"]
    at: Instant
    tellings: tuple[Telling, ...] = ()
    arrival: str = ""
    mark: Mark | None = None


def beats_of(told: Sequence[Telling], marks: Sequence[Mark], record: Record) -> Iterator[Beat]:
    """The beats as they came, without what happened by itself."""
    waiting = [mark for mark in marks if mark.is_worth_a_moment]
    for _, rows in groupby(enumerate(told), key=lambda row: _belonging(*row)):
        numbered = list(rows)
        while waiting and waiting[0].position <= numbered[0][0]:
            yield _marked(waiting.pop(0))
        yield _told([telling for _, telling in numbered], record)
    yield from map(_marked, waiting)


def _belonging(position: int, telling: Telling) -> str:
    """The calls of one arrival make one beat, everything else one each."""
    return telling.delivery_id if isinstance(telling, Delivered) else f" {position}"


def _told(tellings: Sequence[Telling], record: Record) -> Beat:
    first = tellings[0]
    match first:
        case Delivered():
            doing = record.doing_of(first.delivery_id)
            kind: MomentKind = "known before" if doing and record.is_from_before(doing) else "arrival"
            return Beat(kind, first.at, tuple(tellings), first.delivery_id)
        case Answered():
            return Beat("own call", 0, (first,))
        case Reached() | LookedAt():
            return Beat("passing", first.instant, (first,))
        case _:
            assert_never(first)


def _marked(mark: Mark) -> Beat:
    match mark.item:
        case Expect():
            return Beat("expectation", mark.at, mark=mark)
        case Opaque():
            return Beat("own step", mark.at, mark=mark)
        case _:
            return Beat("doing", mark.at, mark=mark)


@dataclass(frozen=True, slots=True)
class Window:
    """Which beats are shown, by their positions, and how many moments are left out before, between and after them."""

    shown: frozenset[int]
    before: int
    between: int
    after: int


def window(beats: Sequence[Beat], record: Record) -> Window:
    """All beats if there is room; else those of the shoppers that the failure is about, around the failure."""
    rows = [position for position, beat in enumerate(beats) if beat.kind != "passing"]
    failing = next((row for row in rows if _is_failing(beats[row])), rows[-1] if rows else 0)
    others = 0
    if len(rows) > BEATS_MAX:
        about = _about(beats[failing])
        told = [row for row in rows if row == failing or _concerns(beats[row], about, record)]
        rows, others = told, len(rows) - len(told)
    last = min(rows.index(failing) + _AFTER + 1, len(rows)) if rows else 0
    first = max(0, max(last, min(BEATS_MAX, len(rows))) - BEATS_MAX)
    shown = rows[first : first + BEATS_MAX]
    return Window(frozenset(shown), first, others, len(rows) - first - len(shown))


def _is_failing(beat: Beat) -> bool:
    return beat.mark is not None and bool(beat.mark.failures)


def _about(beat: Beat) -> frozenset[str]:
    """The shoppers of the failure."""
    failures = beat.mark.failures if beat.mark else ()
    return frozenset(shopper for failure in failures for shopper in failure.shoppers)


def _concerns(beat: Beat, shoppers: frozenset[str], record: Record) -> bool:
    """Whether the beat is about any of these shoppers; what is about nobody in particular is about everybody."""
    if beat.mark is not None:
        theirs = {doing.delivery.shopper for doing in beat.mark.doings}
        return not shoppers or bool(theirs & shoppers)
    doing = record.doing_of(beat.arrival) if beat.arrival else None
    return not shoppers or doing is None or doing.delivery.shopper in shoppers
