"""What happened in a run, kept for a reader: per shopper the deliveries, the profile, segments and messages.

Plain values, joined already and bounded in number; nobody has to ask the target again, which is gone by then. Instants
are Unix seconds.
"""

from dataclasses import dataclass

from simulator.documents import Place
from simulator.instants import Instant
from simulator.values import Json
from simulator.workspace import MessageAnswer

SHOPPERS_MAX = 20
"""How many shoppers of a story are told of."""
SENDINGS_MAX = 100
"""How many deliveries of one shopper are; also how many passings, messages and values of a profile."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An expectation, what was found, and when it was looked at."""

    at: Instant
    place: Place
    sentence: str
    expected: str
    found: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Change:
    """An identifier or attribute of `profile` that a delivery changed; nothing where there was or is none."""

    profile: str
    name: str
    old: Json
    new: Json


@dataclass(frozen=True, slots=True)
class Sending:
    """A delivery: what befell it, when it was due to arrive (never, if it was lost), and what it changed.

    `notes` say what the workspace decided about it. One `from before` is what was known when the story began.
    """

    id: str
    what: str
    source: str
    occurred: Instant
    sent: Instant
    arrivals: tuple[Instant, ...]
    late: int
    from_before: bool
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsent:
    """Something that happened, and of which nothing was sent."""

    what: str
    at: Instant


@dataclass(frozen=True, slots=True)
class Passing:
    """A profile entered or left a segment; `cause` is the delivery or the passing of time."""

    at: Instant
    segment: str
    profile: str
    entered: bool
    cause: str


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a profile is in the segment at the end, and why."""

    segment: str
    profile: str
    holds: bool
    reasons: tuple[str, ...]
    until: Instant | None


@dataclass(frozen=True, slots=True)
class Value:
    """An attribute when the story began and at its end, and who wrote what is there now.

    `before` and `after` are nothing where there was or is none; `delivery` is nothing if no delivery of the run did it.
    """

    name: str
    before: Json
    after: Json
    at: Instant | None
    source: str | None
    delivery: str | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """A profile at the end: by what it goes, its values, and how many events of each name it has."""

    name: str
    created: Instant
    values: tuple[Value, ...]
    events: tuple[tuple[str, int], ...]
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One shopper's part, each row in order of time; `left_off` counts the rows that were too many."""

    shopper: str
    sendings: tuple[Sending, ...]
    unsent: tuple[Unsent, ...]
    passings: tuple[Passing, ...]
    memberships: tuple[Membership, ...]
    messages: tuple[MessageAnswer, ...]
    portraits: tuple[Portrait, ...]
    left_off: int


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A whole run from `starts` to `ends`, times to be told in `zone`; `left_off` counts further shoppers."""

    zone: str
    starts: Instant
    ends: Instant
    answers: tuple[Answer, ...]
    chapters: tuple[Chapter, ...]
    left_off: int
