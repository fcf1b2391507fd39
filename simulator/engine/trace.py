"""A trace: a failing run moment by moment, each with what was there before and after, and why.

Plain values, joined already and bounded in number. A moment is an arrival, a thing that happened by itself, a doing of
which nothing arrived at once, a call or step of the user's own, or an expectation.
"""

from dataclasses import dataclass
from typing import Literal

from simulator.deliveries import Delivery
from simulator.engine.chronicle import Answer
from simulator.engine.record import Doing
from simulator.engine.verdict import Failure
from simulator.instants import Instant
from simulator.targets import EffectRow, JournalEntry
from simulator.workspace import MessageAnswer, PersonAnswer

MomentKind = Literal["known before", "arrival", "doing", "time", "own call", "own step", "expectation"]


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile before and after a moment; nothing where it was not there yet, or is no more."""

    before: PersonAnswer | None
    after: PersonAnswer | None
    shoppers: tuple[str, ...]
    """Whose deliveries made it what it is."""

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Outbox:
    """The lines of the outbox that a moment concerns: those that it brought or changed, and those from before."""

    news: tuple[MessageAnswer, ...]
    before: tuple[MessageAnswer, ...]


@dataclass(frozen=True, slots=True)
class Travel:
    """Where a delivery was before and after the moment; `due` are its arrivals, none if it is lost."""

    doing: Doing
    before: int
    """How many of its arrivals had been."""
    after: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """An item of the timeline.

    `delivery` and `arrival` tell what arrived, and under which id. `effects` is what the workspace did, `calls` how it
    was told over the wire. `profiles` are those that changed and those of whom it is; `profiles_left` counts others
    that changed.
    """

    kind: MomentKind
    at: Instant
    words: str
    delivery: Delivery | None
    arrival: str
    effects: tuple[EffectRow, ...]
    calls: tuple[JournalEntry, ...]
    profiles: tuple[Profile, ...]
    profiles_left: int
    outbox: Outbox
    travels: tuple[Travel, ...]
    answers: tuple[Answer, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The moments in order, times to be told in `zone`.

    Args:
        names: the profiles by cio_id, as a reader knows them.
        brought: which delivery each operation came from, by its id.
        left_before: how many moments before the first one are left out, so `left_after` behind the last, and
            `left_between` those of other shoppers.
        is_whole: whether the workspace of the story was told by nobody else.
    """

    zone: str
    starts: Instant
    moments: tuple[Moment, ...]
    names: dict[str, str]
    brought: dict[int, str]
    left_before: int
    left_between: int
    left_after: int
    is_whole: bool
