"""The facts of a workspace: people, what is held for nobody yet, which event ids were seen, and manual lists.

Identify and Track change facts at once; what follows from them (memberships, campaigns) waits for the end of the
second.
"""

from collections.abc import Iterable

from simulator.operations import AddToSegment, Identifier, IdentifierKind, Identify, RemoveFromSegment, Track
from simulator.values import Json, text_of
from simulator.workspace.agenda import Phase
from simulator.workspace.anonymous import Anonymous, forgotten_at
from simulator.workspace.attributes import write
from simulator.workspace.changes import AttributeTouched, Change, EventAttached, ListTouched, PersonAdded
from simulator.workspace.effects import (
    AnonymousAttached,
    AnonymousExpired,
    EventDuplicate,
    EventHeldAnonymous,
    EventStored,
    IdentifierRefused,
    IdentifierSet,
    Ignored,
    PersonCreated,
    SegmentEntered,
    SegmentLeft,
)
from simulator.workspace.events import EventRow, dedupe_key
from simulator.workspace.identifiers import stored_form
from simulator.workspace.identity import Create, Decision, Drop, Refusal, Update, decide
from simulator.workspace.present import Present
from simulator.workspace.profiles import Directory, Person
from simulator.workspace.settings import Settings

FORGET = "forget anonymous"
"""The agenda's word for letting go of held events."""


class Facts:
    """Who is there and what is known; `changes` collects what the present operation changed."""

    def __init__(self, present: Present) -> None:
        self._present = present
        self.settings = Settings()
        self.directory = Directory()
        self.anonymous = Anonymous()
        self.seen: dict[str, int] = {}
        """Dedupe key to the operation that brought it first."""
        self.lists: dict[str, dict[int, int]] = {}
        """Each manual segment's members by key, with the operation that put them in."""
        self.changes: list[Change] = []

    def define(self, settings: Settings, lists: Iterable[str]) -> None:
        """Take these settings and manual segments from now on; the members of those that were there stay."""
        self.settings = settings
        self.lists = {name: self.lists.get(name, {}) for name in lists}

    def identify(self, operation: Identify) -> None:
        """Create or update a person, and attach what the anonymous id held."""
        asked, brought = self._named(operation)
        decision = decide(asked, brought, self.directory, self.settings, create=not operation.update_only)
        person = self._settle(decision)
        if person is None:
            return
        for kind in self.settings.identifiers:
            if kind in operation.attributes and not _identifier_text(operation.attributes[kind]):
                self._clear(person, kind, operation.attributes[kind])
        at = self._present.now if operation.timestamp is None else operation.timestamp
        for name, value in operation.attributes.items():
            if name not in self._identifier_names():
                self._write(person, name, value, at)
        anonymous_id = operation.attributes.get("anonymous_id")
        if isinstance(anonymous_id, str) and anonymous_id:
            self._identified_with(person, anonymous_id)

    def track(self, operation: Track) -> None:
        """Keep an event once: for the person it names, else under its anonymous id."""
        key = dedupe_key(operation.id)
        if key is not None and key in self.seen:
            self._present.tell(EventDuplicate(key, operation.name, self.seen[key]))
            return
        person = self._whose(operation)
        if person is not None:
            self._attach(person, self._row(operation))
        elif operation.who is None and operation.anonymous_id:
            self._hold(operation.anonymous_id, self._row(operation))
        else:
            return
        if key is not None:
            self.seen[key] = self._present.operation

    def list_members(self, operation: AddToSegment | RemoveFromSegment) -> None:
        """Put people into a manual segment or take them out; unknown ones are passed over.

        Rules: segments.manual.stable, segments.manual.unknown-ids.
        """
        assert operation.segment in self.lists, "only a manual segment has its members put in"
        members = self.lists[operation.segment]
        adding = isinstance(operation, AddToSegment)
        for person in filter(None, map(self.directory.find, operation.people)):
            if (person.key in members) is adding:
                continue
            if adding:
                members[person.key] = self._present.operation
                self._present.tell(SegmentEntered(person.cio_id, operation.segment))
            else:
                del members[person.key]
                self._present.tell(SegmentLeft(person.cio_id, operation.segment))
            self.changes.append(ListTouched(person, operation.segment))
        if not self.changes:
            self._present.tell(Ignored("nobody's membership changed", "segments.manual.unknown-ids"))

    def forget_anonymous(self, anonymous_id: str) -> None:
        """Let go of held events whose 30 days are over."""
        gone = self.anonymous.forget(anonymous_id, self._present.now)
        if gone:
            self._present.tell(AnonymousExpired(anonymous_id, gone))

    def empty(self) -> int:
        """Forget everything but the settings; how many people there were."""
        self.anonymous.empty()
        self.seen.clear()
        for members in self.lists.values():
            members.clear()
        return self.directory.empty()

    def _identifier_names(self) -> tuple[str, ...]:
        return (*self.settings.identifiers, "cio_id")

    def _named(self, operation: Identify) -> tuple[Identifier, list[Identifier]]:
        """Whom the call looks up, and the identifiers it brings."""
        brought = [
            Identifier(kind, value)
            for kind in self.settings.identifiers
            if (value := _identifier_text(operation.attributes.get(kind)))
        ]
        cio_id = operation.attributes.get("cio_id")
        if isinstance(cio_id, str) and cio_id and operation.who.kind != "cio_id":
            return Identifier("cio_id", cio_id.removeprefix("cio_")), [*brought, operation.who]
        return operation.who, brought

    def _settle(self, decision: Decision) -> Person | None:
        """Carry out a decision of identity; the person meant, if there is one."""
        match decision:
            case Drop(reason, rule):
                self._present.tell(Ignored(reason, rule))
                return None
            case Create(identifiers, refused):
                person = self.directory.add(self._present.now, self._present.operation)
                self._present.tell(PersonCreated(person.cio_id))
                self.changes.append(PersonAdded(person))
            case Update(person, identifiers, refused):
                pass
        for identifier in identifiers:
            self._give(person, identifier)
        for refusal in refused:
            self._refuse(person, refusal)
        return person

    def _refuse(self, person: Person, refusal: Refusal) -> None:
        kind, value = refusal.identifier.kind, refusal.identifier.value
        self._present.tell(IdentifierRefused(person.cio_id, kind, value, refusal.reason, refusal.rule))

    def _give(self, person: Person, identifier: Identifier) -> None:
        value = stored_form(identifier.kind, identifier.value)
        old = person.identifier(identifier.kind)
        self.directory.assign(person, identifier.kind, value)
        self._present.tell(IdentifierSet(person.cio_id, identifier.kind, value, old))
        self.changes.append(AttributeTouched(person, identifier.kind))

    def _clear(self, person: Person, kind: IdentifierKind, value: Json) -> None:
        """Take an identifier away that a call sets to null or blank, but never the last one (identity.null)."""
        old = person.identifier(kind)
        if value is not None and not isinstance(value, str):
            reason = "An identifier is a text or a whole number."
            self._refuse(person, Refusal(Identifier(kind, text_of(value)), reason, "identity.null"))
        elif old is not None and (person.id is None or person.email is None):
            reason = "It is the only identifier of the profile."
            self._refuse(person, Refusal(Identifier(kind, ""), reason, "identity.null"))
        elif old is not None:
            self.directory.assign(person, kind, None)
            self._present.tell(IdentifierSet(person.cio_id, kind, "", old))
            self.changes.append(AttributeTouched(person, kind))

    def _write(self, person: Person, name: str, value: Json, at: int) -> None:
        effect, changed = write(person, name, value, at=at, operation=self._present.operation)
        if effect is not None:
            self._present.tell(effect)
        if changed is not None:
            self.changes.append(AttributeTouched(person, changed))

    def _identified_with(self, person: Person, anonymous_id: str) -> None:
        if anonymous_id not in person.anonymous_ids:
            person.anonymous_ids.append(anonymous_id)
        if not self.settings.anonymous_merge:
            return
        rows = self.anonymous.claim(anonymous_id, person.key, self._present.now)
        if rows:
            self._present.tell(AnonymousAttached(person.cio_id, anonymous_id, len(rows)))
        for row in rows:
            self._attach(person, row)

    def _row(self, operation: Track) -> EventRow:
        now = self._present.now
        return EventRow(
            name=operation.name.strip(),
            kind=operation.kind,
            at=now if operation.timestamp is None else operation.timestamp,
            received=now,
            data=operation.data,
            operation=self._present.operation,
            id=operation.id,
            anonymous_id=operation.anonymous_id,
        )

    def _whose(self, operation: Track) -> Person | None:
        """Who the event belongs to, if that is known."""
        if operation.who is not None:
            return self.directory.find(operation.who) or self._newly_named(operation.who)
        if not operation.anonymous_id:
            reason = "the event names nobody and has no anonymous id; that it may mail a recipient is not emulated yet"
            self._present.tell(Ignored(reason, "anonymous.invite"))
            return None
        owner = self.anonymous.owner_at(operation.anonymous_id, self._present.now)
        return self.directory.person(owner) if owner is not None and self.settings.anonymous_merge else None

    def _newly_named(self, who: Identifier) -> Person | None:
        """The person that an event makes by naming them (events.create-person); an unknown cio_id makes nobody."""
        if who.kind == "cio_id":
            self._present.tell(Ignored(f"nobody has the cio_id {who.value}", "events.cio-unknown"))
            return None
        if self.settings.unknown_person_event == "drop":
            self._present.tell(Ignored(f"nobody is known as {who}", "events.create-person"))
            return None
        return self._settle(Create((who,)))

    def _attach(self, person: Person, row: EventRow) -> None:
        ages = person.history.add(row)
        self._present.tell(EventStored(person.cio_id, row.name, row.at))
        self.changes.append(EventAttached(person, row, ages))

    def _hold(self, anonymous_id: str, row: EventRow) -> None:
        self._present.tell(EventHeldAnonymous(anonymous_id, row.name, row.at))
        self.anonymous.hold(anonymous_id, row)
        self._present.due(Phase.IDENTITY, FORGET, (anonymous_id,), at=forgotten_at(row))


def _identifier_text(value: Json) -> str:
    """An identifier as text: `5` and "5" are one id (identity.id.numeric); nothing for null, blank and the rest."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip() and str(value)
