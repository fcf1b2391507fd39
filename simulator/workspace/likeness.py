"""When two workspaces are alike: whatever comes next, the same becomes of both, but for names and numbers of our own.

A likeness holds what the future can read, up to an instant at which somebody wants to know, and what was sent. It
leaves out how the workspace came there: cio_ids, the numbers of operations, enrolments and lines of the outbox, the
order of writing, merges, the activity log, when somebody entered a segment; and instants that nothing asks for any
more. People who may become one stand in the order in which they were added, for the older stays; what is due stands
in its order too, but what is due twice in one second happens once.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from simulator.instants import Instant
from simulator.workspace.agenda import Entry
from simulator.workspace.anonymous import Owner, forgotten_at
from simulator.workspace.campaigns.enrolment import Candidate, Enrolment
from simulator.workspace.campaigns.outbox import MessageRow
from simulator.workspace.campaigns.passages import ADMIT, DELAY, GOAL, SEND
from simulator.workspace.definition import Definition
from simulator.workspace.edges import over_at
from simulator.workspace.events import EventRow
from simulator.workspace.machine import PROCESS, Machine
from simulator.workspace.merging import INHERIT
from simulator.workspace.profiles import ADDED, Person
from simulator.workspace.segments.references import references
from simulator.workspace.segments.watch import HORIZON, LOOK
from simulator.workspace.settings import UNLIMITED

T = TypeVar("T")
P = TypeVar("P", Candidate, Enrolment)

_GONE = -1
"""The place of somebody, or of something, that is there no more."""
_encoded = msgspec.msgpack.Encoder(order="deterministic").encode


class Question(NamedTuple):
    """What somebody wants to know: what will be so at `until`, and before.

    `circles` says of identifiers and anonymous ids, as `circle_form` gives them, who may ever become one: people of two
    circles never do. Of the circles that are `closed` somebody knows otherwise what will be so. Without `ages` nothing
    asks how long somebody has been known.
    """

    until: Instant
    circles: Mapping[str, int] = {}
    closed: frozenset[int] = frozenset()
    ages: bool = True


def circle_form(identifier: str) -> str:
    """An identifier of whatever kind, so coarse that no two forms of one differ."""
    return identifier.strip().casefold()


def asks_for_ages(definition: Definition) -> bool:
    """Whether a segment or a campaign asks how long somebody has been known, or says so in a message."""
    filters = [campaign.filter for campaign in definition.campaigns.values()]
    read = [references(condition) for condition in (*definition.segments.values(), *filters) if condition is not None]
    said = any(ADDED in repr(part) for part in (definition.campaigns, definition.transactional))
    return said or any(one.ages or ADDED in one.attributes for one in read)


def likeness(machine: Machine, question: Question) -> bytes:
    """Equal for machines that are set up alike only if they differ in nothing that matters to the question."""
    return _encoded(list(_Look(machine, question).parts()))


def _placed(numbers: Iterable[int]) -> dict[int, int]:
    """Where each stands among its like."""
    return {number: place for place, number in enumerate(numbers)}


class _Look:
    """A machine as somebody sees it who has that question; what is about two circles stands by circle."""

    def __init__(self, machine: Machine, question: Question) -> None:
        self._machine = machine
        self._until, self._circles, self._closed, self._ages = question
        self._settings = machine.facts.settings
        passages, directory = machine.passages, machine.facts.directory
        people = (*directory, *directory.guests)
        self._everybody = sorted((one for one in people if self._is_asked(self._circle(one))), key=self._circle)
        self._people = _placed(person.key for person in self._everybody)
        self._absent = {one.cio_id for one in people if one.key not in self._people}
        self._waiting = sorted(self._of_those_asked(passages.candidates.values()), key=self._circle_about)
        self._inside = sorted(self._of_those_asked(passages.enrolments.values()), key=self._circle_about)
        self._candidates = _placed(one.number for one in self._waiting)
        self._enrolments = _placed(one.number for one in self._inside)
        self._inheritances = _placed(machine.facts.inheritances)
        self._postponed = _placed(machine.waiting)

    def parts(self) -> Iterator[object]:
        """All that matters, a part after the other; what has no order of its own is sorted."""
        machine, facts, outbox = self._machine, self._machine.facts, self._machine.passages.outbox
        yield machine.now
        yield list(dict.fromkeys(self._due()))
        yield list(map(self._person, self._everybody))
        yield sorted((name, self._held(rows)) for name, rows in self._asked(facts.anonymous.held))
        yield sorted((name, _encoded(list(held.items()))) for name, held in self._asked(facts.anonymous.relations))
        yield sorted((name, *self._owner(owner)) for name, owner in self._asked(facts.anonymous.owners))
        yield sorted((key, self._first_seen(first.at)) for key, first in facts.seen.items())
        yield [(name, sorted(map(self._place, members))) for name, members in facts.lists.items()]
        yield sorted(facts.blocklist.blocked)
        yield [(listed.address, listed.reason) for listed in facts.provider_lists.rows()]
        yield sorted(facts.stopped)
        yield [(self._place(owed.heir), list(map(self._row, owed.rows))) for owed in facts.inheritances.values()]
        yield list(machine.waiting.values())
        for one in self._waiting:
            yield one.campaign, self._place(one.person), self._row(one.row), one.deadline
        for other in self._inside:
            yield other.campaign, self._place(other.person), self._row(other.row), other.entered_at, other.step
        sent = (line for line in outbox.rows if line.decided.state != "not sent")
        yield sorted(self._line(line) for line in sent if line.person not in self._absent)

    def _circle(self, person: Person) -> int:
        """Which circle somebody belongs to; all whom nobody knows are of one."""
        names = (person.id, person.email, person.phone, *person.anonymous_ids)
        known = (self._circles.get(circle_form(name)) for name in names if name is not None)
        return next((circle for circle in known if circle is not None), _GONE)

    def _circle_of(self, key: int) -> int:
        person = self._machine.facts.directory.person(key)
        return _GONE if person is None else self._circle(person)

    def _circle_about(self, one: Candidate | Enrolment) -> int:
        return self._circle_of(one.person)

    def _is_asked(self, circle: int) -> bool:
        return circle not in self._closed

    def _asked(self, by_anonymous_id: Mapping[str, T]) -> Iterator[tuple[str, T]]:
        """What is held under the anonymous ids that are asked for."""
        for name, one in by_anonymous_id.items():
            if self._is_asked(self._circles.get(circle_form(name), _GONE)):
                yield name, one

    def _of_those_asked(self, passes: Iterable[P]) -> Iterator[P]:
        return (one for one in passes if self._is_asked(self._circle_about(one)))

    def _place(self, person: int) -> int:
        return self._people.get(person, _GONE)

    def _due(self) -> Iterator[tuple[object, ...]]:
        """What happens on its own, by places instead of numbers; what is about nothing any more does nothing."""
        due = [entry for entry in self._machine.present.agenda.in_order() if entry.instant <= self._until]
        for entry in sorted(due, key=lambda entry: (entry.instant, entry.phase, self._circle_due(entry))):
            if self._is_asked(self._circle_due(entry)):
                yield entry.instant, entry.phase, entry.kind, *self._key(entry)

    def _circle_due(self, entry: Entry) -> int:
        """Whom it is about; things of different circles in one second leave each other alone."""
        passages, number = self._machine.passages, entry.key[0]
        about: Candidate | Enrolment | None = None
        if isinstance(number, str):
            return self._circles.get(circle_form(number), _GONE)
        if entry.kind in (LOOK, HORIZON):
            return self._circle_of(number)
        if entry.kind == ADMIT:
            about = passages.candidates.get(number)
        elif entry.kind in (GOAL, DELAY, SEND):
            about = passages.enrolments.get(number)
        return _GONE if about is None else self._circle_about(about)

    def _key(self, entry: Entry) -> tuple[object, ...]:
        number, *rest = entry.key
        places = {
            PROCESS: self._postponed,
            INHERIT: self._inheritances,
            LOOK: self._people,
            HORIZON: self._people,
            ADMIT: self._candidates,
            GOAL: self._enrolments,
            DELAY: self._enrolments,
            SEND: self._enrolments,
        }.get(entry.kind)
        if places is None or not isinstance(number, int):
            return entry.key
        if entry.kind == GOAL:
            return places.get(number, _GONE), self._reached(number, *rest)
        return places.get(number, _GONE), *rest

    def _reached(self, enrolment: int, operation: int | str) -> bytes:
        """The event that is the goal, which the operation of that number brought; nothing if a merge left it behind."""
        inside = self._machine.passages.enrolments.get(enrolment)
        person = None if inside is None else self._machine.facts.directory.person(inside.person)
        rows = [] if person is None else person.history.rows
        return next((self._row(row) for row in rows if row.operation == operation), b"")

    def _person(self, person: Person) -> object:
        return (
            (person.is_guest, person.id, person.email, person.phone, person.added_at if self._ages else 0),
            sorted((name, row.at, _encoded(row.value)) for name, row in person.attributes.items()),
            sorted(map(self._row, person.history.rows)),
            sorted(person.anonymous_ids),
            list(person.devices.values()),
            [(name, relation.attributes) for name, relation in person.relations.items()],
            [self._inheritances[number] for number in person.inheriting],
            [(name, one.inside, one.timer) for name, one in sorted(person.memberships.items())],
            sorted(person.stale),
            [self._enrolments[number] for number in person.enrolments],
            sorted(person.entries.items()),
            [self._candidates[number] for number in person.waiting],
        )

    def _row(self, row: EventRow) -> bytes:
        """An event; when it was received matters only where copies of it are looked for among the person's own."""
        received = row.received if self._settings.dedupe_scope == "person" else None
        return _encoded((row.name, row.kind, row.at, row.data, row.id, row.anonymous_id, received))

    def _held(self, rows: Iterable[EventRow]) -> list[tuple[bytes, Instant, Instant]]:
        """Events of nobody yet, in the order in which they start campaigns as soon as they are somebody's.

        When they were received matters where they are forgotten by it, or start nothing.
        """
        by_request = self._settings.anon_trigger_clock == "request_time"
        return [
            (self._row(row), self._if_over(forgotten_at(row, self._settings)), row.received if by_request else 0)
            for row in rows
        ]

    def _owner(self, owner: Owner) -> tuple[int, Instant]:
        """Whose an anonymous id is, and when it ends that late events are theirs too."""
        over = over_at(owner.identified_at, self._settings.anonymous_late_window, self._settings)
        return self._place(owner.person), self._if_over(max(over, self._machine.now))

    def _first_seen(self, at: Instant) -> Instant:
        """When an event id was first seen, where it is forgotten again."""
        return 0 if self._settings.dedupe_window == UNLIMITED else at

    def _if_over(self, instant: Instant) -> Instant:
        """The instant, unless it is later than anything that matters."""
        return instant if instant <= self._until else self._until + 1

    def _line(self, line: MessageRow) -> bytes:
        """A message that is on its way or went out; of one that waits, the number by which it is called up."""
        waits = None if line.order is None else (line.number, line.at, line.order)
        person, decided = self._person_called(line.person), line.decided
        said = (decided.state, decided.recipient, decided.subject, decided.sender, decided.reply_to, decided.body)
        return _encoded((line.campaign, line.step, line.channel, line.name, person, waits, said))

    def _person_called(self, cio_id: str) -> int:
        return next((place for place, one in enumerate(self._everybody) if one.cio_id == cio_id), _GONE)
