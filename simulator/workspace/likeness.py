"""When two workspaces are alike: whatever comes next, the same becomes of both, but for names and numbers of our own.

A likeness holds what the future can read, up to an instant at which somebody wants to know, and what was sent. It
leaves out how the workspace came there: cio_ids, the numbers of operations, enrolments and lines of the outbox, the
order of writing, merges, the activity log, when somebody entered a segment; and instants that nothing asks for any
more. People stand in the order in which they were added, for of two that become one the older stays; what is due
stands in its order too, but what is due twice in one second happens once.
"""

from collections.abc import Iterable, Iterator

import msgspec

from simulator.instants import Instant
from simulator.workspace.agenda import Entry
from simulator.workspace.anonymous import Owner, forgotten_at
from simulator.workspace.campaigns.outbox import MessageRow
from simulator.workspace.campaigns.passages import ADMIT, DELAY, GOAL, SEND
from simulator.workspace.edges import over_at
from simulator.workspace.events import EventRow
from simulator.workspace.machine import PROCESS, Machine
from simulator.workspace.merging import INHERIT
from simulator.workspace.profiles import Person
from simulator.workspace.segments.watch import HORIZON, LOOK
from simulator.workspace.settings import UNLIMITED

_GONE = -1
"""The place of somebody, or of something, that is there no more."""
_encoded = msgspec.msgpack.Encoder(order="deterministic").encode


def likeness(machine: Machine, *, until: Instant) -> bytes:
    """Equal for machines that are set up alike only if they differ in nothing that matters at `until` or before."""
    return _encoded(list(_Look(machine, until).parts()))


def _placed(numbers: Iterable[int]) -> dict[int, int]:
    """Where each stands among its like."""
    return {number: place for place, number in enumerate(numbers)}


class _Look:
    """A machine as somebody sees it who wants to know what will be so at `until`."""

    def __init__(self, machine: Machine, until: Instant) -> None:
        self._machine = machine
        self._until = until
        self._settings = machine.facts.settings
        self._everybody = (*machine.facts.directory, *machine.facts.directory.guests)
        self._people = _placed(person.key for person in self._everybody)
        self._candidates = _placed(machine.passages.candidates)
        self._enrolments = _placed(machine.passages.enrolments)
        self._inheritances = _placed(machine.facts.inheritances)
        self._postponed = _placed(machine.waiting)

    def parts(self) -> Iterator[object]:
        """All that matters, a part after the other; what has no order of its own is sorted."""
        machine, facts, passages = self._machine, self._machine.facts, self._machine.passages
        yield machine.now
        yield list(dict.fromkeys(self._due()))
        yield list(map(self._person, self._everybody))
        yield sorted((anonymous_id, self._held(rows)) for anonymous_id, rows in facts.anonymous.held.items())
        yield sorted((name, _encoded(list(held.items()))) for name, held in facts.anonymous.relations.items())
        yield sorted((anonymous_id, *self._owner(owner)) for anonymous_id, owner in facts.anonymous.owners.items())
        yield sorted((key, self._first_seen(first.at)) for key, first in facts.seen.items())
        yield [(name, sorted(map(self._place, members))) for name, members in facts.lists.items()]
        yield sorted(facts.blocklist.blocked)
        listed = ((one.address.strip().casefold(), one.reason) for one in facts.provider_lists.rows())
        yield sorted(listed, key=lambda row: row[0])  # of one address the list that it was put on last counts
        yield sorted(facts.stopped)
        yield [(self._place(owed.heir), list(map(self._row, owed.rows))) for owed in facts.inheritances.values()]
        yield list(machine.waiting.values())
        for one in passages.candidates.values():
            yield one.campaign, self._place(one.person), self._row(one.row), one.deadline
        for other in passages.enrolments.values():
            yield other.campaign, self._place(other.person), self._row(other.row), other.entered_at, other.step
        yield sorted(self._line(line) for line in passages.outbox.rows if line.decided.state != "not sent")

    def _place(self, person: int) -> int:
        return self._people.get(person, _GONE)

    def _due(self) -> Iterator[tuple[object, ...]]:
        """What happens on its own, by places instead of numbers; what is about nothing any more does nothing."""
        for entry in self._machine.present.agenda.in_order():
            if entry.instant <= self._until:
                yield entry.instant, entry.phase, entry.kind, *self._key(entry)

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
            (person.is_guest, person.id, person.email, person.phone, person.added_at),
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
