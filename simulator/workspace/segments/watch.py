"""Segments kept up to date: who entered and left, in which second, by data or by time alone.

Only watched segments are followed; of them only those that an operation can move are looked at again, at the end of
its second (an index says which), and each person has at most one timer for each, at the horizon of its truth. A later
event can move the next change forward, so a nearer horizon sets a nearer timer.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, assert_never

from simulator.instants import Instant
from simulator.operations import EventKind
from simulator.workspace.agenda import Phase
from simulator.workspace.changes import (
    AttributeTouched,
    Change,
    EventAttached,
    EventsInherited,
    ListTouched,
    PersonAdded,
    PersonGone,
    PersonMerged,
)
from simulator.workspace.effects import SegmentEntered, SegmentLeft
from simulator.workspace.facts import Facts
from simulator.workspace.present import Present
from simulator.workspace.profiles import Membership, Person
from simulator.workspace.segments.conditions import Condition
from simulator.workspace.segments.evaluator import Judge, compiled
from simulator.workspace.segments.references import References, references
from simulator.workspace.segments.truth import NEVER, Truth

LOOK, HORIZON = "look at memberships", "membership horizon"
"""The agenda's words for what the watch does."""


class Passage(NamedTuple):
    """A person entered or left, at a second, because of an operation."""

    person: int
    at: Instant
    entered: bool
    operation: int


class Watch:
    """The segments of a workspace: a judge for each, and the history of those watched."""

    def __init__(self, present: Present, facts: Facts) -> None:
        self._present = present
        self._facts = facts
        self.conditions: dict[str, Condition | None] = {}
        self.history: dict[str, list[Passage]] = {}
        """Watched segment to its passages, oldest first."""
        self._judges: dict[str, Judge] = {}
        self._index: dict[object, tuple[str, ...]] = {}
        self._aging: tuple[str, ...] = ()

    def take(self, conditions: Mapping[str, Condition | None], watched: Iterable[str]) -> None:
        """Have these segments, and nothing happen because of it: everybody stands towards them as they do.

        The history of those still watched is kept.
        """
        self.conditions = dict(conditions)
        self._judges = {
            name: compiled(condition, self.membership)
            for name, condition in conditions.items()
            if condition is not None
        }
        self.history = {name: self.history.get(name, []) for name in sorted(set(watched)) if name in conditions}
        self._build_index()

    def look_at_all(self) -> None:
        """Look again, before this second ends, at every membership: all conditions may be others now."""
        for person in self._facts.directory:
            person.memberships = {name: one for name, one in person.memberships.items() if name in self.history}
            self._mark(person, self.history)

    def end(self, name: str, left: Iterable[Person]) -> None:
        """Forget how people stand towards a segment that goes; what names it is looked at for those who were in it."""
        for person in self._facts.directory:
            person.memberships.pop(name, None)
            person.stale.discard(name)
        readers = [reader for reader in self._index.get(("list", name), ()) if reader != name]
        for person in left:
            self._mark(person, readers)

    def membership(self, name: str, person: Person, now: Instant) -> Truth:
        """Whether the person is in the segment at `now`, by the facts; nobody is in one that is not defined."""
        judge = self._judges.get(name)
        if judge is not None:
            return judge(person, now)
        return Truth(self.put_in_by(name, person) is not None)

    def judge(self, name: str) -> Judge:
        """The question whether a person is in that segment."""
        return lambda person, now: self.membership(name, person, now)

    def put_in_by(self, name: str, person: Person) -> int | None:
        """The operation that put the person into the manual segment, if the person is in it."""
        return self._facts.lists.get(name, {}).get(person.key)

    def last_passage(self, name: str, person: Person) -> Passage | None:
        """The last time the person entered or left the watched segment."""
        passages = self.history.get(name, ())
        return next((passage for passage in reversed(passages) if passage.person == person.key), None)

    def note(self, change: Change) -> None:
        """Look again, before this second ends, at the memberships that the change can move."""
        if not self.history:
            return
        match change:
            case EventAttached(person, row, ages):
                self._mark(person, self._index.get((row.kind, row.name), ()))
                if ages:
                    self._mark(person, self._aging)
            case AttributeTouched(person, name):
                self._mark(person, self._index.get(name, ()))
            case PersonAdded(person) | EventsInherited(person):
                self._mark(person, self.history)
            case ListTouched(person, name):
                self._mark(person, self._index.get(("list", name), ()))
            case PersonGone(person):
                self._end(person)
            case PersonMerged(person, secondary):
                self._end(secondary)
                self._mark(person, self.history)
            case _:
                assert_never(change)

    def look(self, key: int) -> None:
        """Look at all memberships of the person that data may have moved in this second."""
        person = self._facts.directory.person(key)
        if person is not None:
            stale, person.stale = sorted(person.stale), set()
            for name in stale:
                self._look_at(person, name)

    def horizon(self, key: int, name: str) -> None:
        """Look at one membership whose truth may end now by time alone."""
        person = self._facts.directory.person(key)
        membership = None if person is None else person.memberships.get(name)
        if person is not None and membership is not None and membership.timer == self._present.now:
            membership.timer = None
            self._look_at(person, name)

    def empty(self) -> None:
        for passages in self.history.values():
            passages.clear()

    def _end(self, person: Person) -> None:
        """Let somebody who is gone leave every watched segment at once."""
        for name, membership in person.memberships.items():
            if membership.inside:
                self._pass(person, name, membership, entered=False)
        person.memberships.clear()
        person.stale.clear()

    def _mark(self, person: Person, names: Iterable[str]) -> None:
        if not names or person.is_guest:
            return
        if not person.stale:
            self._present.due(Phase.SEGMENTS, LOOK, (person.key,))
        for name in names:
            person.stale.add(name)
            membership = person.memberships.get(name)
            if membership is None:
                person.memberships[name] = Membership(self._present.operation)
            else:
                membership.operation = self._present.operation

    def _look_at(self, person: Person, name: str) -> None:
        if name not in self.history:
            return
        now, membership = self._present.now, person.memberships[name]
        holds, until = self.membership(name, person, now)
        if holds is not membership.inside:
            self._pass(person, name, membership, entered=holds)
        if until < NEVER and (membership.timer is None or until < membership.timer):
            membership.timer = until
            self._present.due(Phase.SEGMENTS, HORIZON, (person.key, name), at=until)

    def _pass(self, person: Person, name: str, membership: Membership, *, entered: bool) -> None:
        """Write down that the person enters or leaves."""
        membership.inside = entered
        self.history[name].append(Passage(person.key, self._present.now, entered, membership.operation))
        if self.conditions[name] is not None:  # of a manual one, the act itself told it
            effect = SegmentEntered(person.cio_id, name) if entered else SegmentLeft(person.cio_id, name)
            self._present.tell(effect, operation=membership.operation)

    def _build_index(self) -> None:
        readers: dict[object, list[str]] = {}
        aging = []
        for name in self.history:
            read = self._reads(name)
            for key in _index_keys(read):
                readers.setdefault(key, []).append(name)
            if read.ages:
                aging.append(name)
        self._index = {key: tuple(names) for key, names in readers.items()}
        self._aging = tuple(aging)

    def _reads(self, name: str) -> References:
        """What the segment's answer depends on, through every segment it names; a manual one depends on itself."""
        condition = self.conditions[name]
        if condition is None:
            return References(segments=frozenset((name,)))
        total = references(condition)
        for other in sorted(total.segments):
            if self.conditions.get(other) is not None:
                total = total | self._reads(other)
        return total


def _index_keys(read: References) -> Iterable[tuple[EventKind, str] | str | tuple[str, str]]:
    yield from sorted(read.events)
    yield from sorted(read.attributes)
    for name in sorted(read.segments):
        yield "list", name
