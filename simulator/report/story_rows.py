"""A story as the page shows it: every row in words and in order of time, nothing left to decide in the template.

A delivery stands where the thing happened; when it arrived, how it went wrong, and what it changed stand beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from simulator.documents import Place
from simulator.engine import Chapter, Chronicle, Verdict
from simulator.engine.chronicle import Answer, Change, Membership, Passing, Portrait, Sending, Value
from simulator.instants import Instant, clock_text, duration_words
from simulator.report.failure import failure_text
from simulator.report.results import Skipped, Word, checks_made, word_of
from simulator.values import Json, text_of
from simulator.workspace import MessageAnswer

_TEXT_MAX = 160
"""How much of a value is shown."""
_FIRST_DATE, _LAST_DATE = 946_684_800, 4_102_444_800
"""2000 to 2100: a number between these is a date, if its name says so."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A row of a timeline. `kind` is a word for the eye; `tags` say in a word or three what is unusual about it."""

    at: Instant
    date: str
    clock: str
    kind: str
    words: str
    aside: str
    tags: tuple[str, ...] = ()
    changes: tuple["Diff", ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diff:
    """A value before and after; an empty text where there is none."""

    name: str
    old: str
    new: str
    by: str = ""
    profile: str = ""
    """Whose it is, where that could be doubted."""

    @property
    def is_change(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Person:
    """A profile at the end."""

    name: str
    aside: str
    values: tuple[Diff, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """Whether a profile is in a segment at the end, and why."""

    segment: str
    profile: str
    holds: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a shopper did and what came of it."""

    shopper: str
    moments: tuple[Moment, ...]
    people: tuple[Person, ...]
    memberships: tuple[Inside, ...]
    left_off: int


@dataclass(frozen=True, slots=True)
class Expected:
    """A sentence of the story that expects something, with its answers."""

    when: str
    place: str
    sentence: str
    holds: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story, folded or open. `parts` are empty where nobody kept what happened, or where the page has no room."""

    word: Word
    name: str
    place: str
    told: str
    headings: tuple[str, ...]
    tags: tuple[str, ...]
    counts: str
    again: str
    failures: tuple[str, ...] = ()
    trace: str = ""
    """Where its trace is, seen from the page."""
    zone: str = ""
    expectations: tuple[Expected, ...] = ()
    parts: tuple[Part, ...] = ()
    notice: str = ""


def story_shown(story: Verdict | Skipped, *, whole: bool = True) -> Story:
    """The story for the page; without `whole` what happened is left out, and the page says so."""
    origin = story.origin
    headings = tuple(filter(None, (origin.feature, origin.rule)))
    common = (word_of(story), story.name, str(story.place))
    if isinstance(story, Skipped):
        return Story(*common, story.reason, headings, origin.tags, "", "")
    chronicle = story.chronicle if whole else None
    return Story(
        *common,
        told=story.story if story.story not in headings else "",
        headings=headings,
        tags=origin.tags,
        counts=f"{story.passed} of {checks_made(story)}",
        again=story.replay,
        failures=tuple(failure_text(story, failure) for failure in story.failures),
        trace=f"traces/{PurePosixPath(story.trace).name}" if story.trace else "",
        zone=chronicle.zone if chronicle else "",
        expectations=tuple(_expectations(chronicle)) if chronicle else (),
        parts=tuple(_part(chapter, chronicle) for chapter in chronicle.chapters) if chronicle else (),
        notice=_notice(story, whole=whole),
    )


def _notice(verdict: Verdict, *, whole: bool) -> str:
    if not whole:
        return "What happened is left out here, for the page would be too large; run this story alone to see it."
    left_off = verdict.chronicle.left_off if verdict.chronicle else 0
    return f"{left_off} more shoppers are not shown." if left_off else ""


def _expectations(chronicle: Chronicle) -> Iterator[Expected]:
    for (at, place, sentence), answers in groupby(chronicle.answers, key=_asked):
        rows = tuple(answers)
        when = clock_text(at, zone=chronicle.zone, beside=chronicle.starts)
        yield Expected(when, f"line {place.line}", sentence, all(row.holds for row in rows), rows)


def _asked(answer: Answer) -> tuple[Instant, Place, str]:
    return answer.at, answer.place, answer.sentence


def _part(chapter: Chapter, chronicle: Chronicle) -> Part:
    zone = chronicle.zone
    return Part(
        shopper=chapter.shopper,
        moments=tuple(_moments(chapter, zone)),
        people=tuple(_person(portrait, zone) for portrait in chapter.portraits),
        memberships=tuple(_inside(one, zone) for one in chapter.memberships),
        left_off=chapter.left_off,
    )


def _moments(chapter: Chapter, zone: str) -> list[Moment]:
    """Everything of the shopper in order of time; in one second deliveries, then segments, then messages."""
    several = len(chapter.portraits) > 1
    rows = [
        *(_sending(sending, zone, several) for sending in chapter.sendings),
        *(_moment(one.at, zone, "not sent", one.what, "nothing was sent of it") for one in chapter.unsent),
        *(_passing(passing, zone, several) for passing in chapter.passings),
        *(_message(message, zone) for message in chapter.messages),
    ]
    return sorted(rows, key=lambda row: row.at)


def _moment(
    at: Instant,
    zone: str,
    kind: str,
    words: str,
    aside: str,
    *,
    tags: Iterable[str] = (),
    changes: Iterable[Diff] = (),
    notes: Iterable[str] = (),
) -> Moment:
    date, _, clock = clock_text(at, zone=zone).rpartition(" ")
    return Moment(at, date, clock, kind, words, aside, tuple(tags), tuple(changes), tuple(notes))


def _sending(sending: Sending, zone: str, named: bool) -> Moment:
    return _moment(
        sending.occurred,
        zone,
        "known before" if sending.from_before else "delivery",
        sending.what,
        f"{sending.id}, {_way(sending, zone)}",
        tags=_faults(sending),
        changes=_diffs(sending.changes, zone, named),
        notes=sending.notes,
    )


def _way(sending: Sending, zone: str) -> str:
    """From which source, and when it was sent and arrived where that is not at once."""
    parts = [f"from {sending.source}"]
    if sending.sent != sending.occurred:
        parts.append(f"sent {clock_text(sending.sent, zone=zone, beside=sending.occurred)}")
    if not sending.arrivals:
        return ", ".join([*parts, "never arrived"])
    clocks = dict.fromkeys(clock_text(at, zone=zone, beside=sending.occurred) for at in sending.arrivals)
    if len(sending.arrivals) > 1 or sending.arrivals[0] != sending.occurred:
        parts.append(f"arrived {' and '.join(clocks)}")
    return ", ".join(parts)


def _faults(sending: Sending) -> Iterator[str]:
    if not sending.arrivals:
        yield "lost"
    elif sending.late:
        yield f"{duration_words(sending.late)} late"
    if len(sending.arrivals) > 1:
        yield "arrived twice" if len(sending.arrivals) == 2 else f"arrived {len(sending.arrivals)} times"


def _diffs(changes: Iterable[Change], zone: str, named: bool) -> Iterator[Diff]:
    for change in changes:
        old, new = (value_text(change.name, value, zone) for value in (change.old, change.new))
        yield Diff(change.name, old, new, profile=change.profile if named else "")


def _passing(passing: Passing, zone: str, named: bool) -> Moment:
    verb = "entered" if passing.entered else "left"
    words = f"{passing.profile} {verb} {passing.segment}" if named else f"{verb.capitalize()} {passing.segment}"
    return _moment(passing.at, zone, "segment", words, passing.cause)


def _message(message: MessageAnswer, zone: str) -> Moment:
    sent = message.state == "sent"
    to = f" to {message.recipient}" if message.recipient else ""
    subject = f"“{message.subject}”, " if message.subject else ""
    of = "" if message.campaign is None else f" of {message.campaign}"
    words = f"{subject}{message.channel}{of}{to}"
    rule = f" (rule {message.rule})" if message.rule else ""
    tags = () if sent else (message.state,)
    return _moment(message.at, zone, "message", words, f"{message.name}: {message.reason}{rule}", tags=tags)


def _person(portrait: Portrait, zone: str) -> Person:
    events = ", ".join(f"{number} {name}" for name, number in portrait.events)
    merged = "".join(f"; {name} was merged into it" for name in portrait.merged)
    return Person(portrait.name, (events or "no events") + merged, tuple(_shown(one, zone) for one in portrait.values))


def _shown(value: Value, zone: str) -> Diff:
    before, after = (value_text(value.name, one, zone) for one in (value.before, value.after))
    when = "" if value.at is None else clock_text(value.at, zone=zone)
    return Diff(value.name, before, after, ", ".join(filter(None, (value.source, value.delivery, when))))


def value_text(name: str, value: Json, zone: str) -> str:
    """The value for a reader, cut where it is very long; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, int) and _FIRST_DATE <= value < _LAST_DATE and name.endswith(("_at", "_date")):
        return f"{value} ({clock_text(value, zone=zone)})"
    text = text_of(value)
    return text if len(text) <= _TEXT_MAX else f"{text[:_TEXT_MAX]}…"


def _inside(membership: Membership, zone: str) -> Inside:
    turns = "" if membership.until is None else f"changes by itself at {clock_text(membership.until, zone=zone)}"
    reasons = (*membership.reasons, turns) if turns else membership.reasons
    return Inside(membership.segment, membership.profile, membership.holds, reasons)
