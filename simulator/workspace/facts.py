"""The facts of a workspace: people, what is held for nobody yet, which event ids were seen, lists, blocked names.

The operations change them through the few acts of this file, each of which tells its effect and notes the change; what
follows from a change (memberships, campaigns) waits for the end of the second.
"""

from collections.abc import Callable, Iterable

import msgspec

from simulator.instants import Instant
from simulator.operations import Identifier, IdentifierKind
from simulator.values import Json
from simulator.workspace.anonymous import Anonymous
from simulator.workspace.attributes import write
from simulator.workspace.changes import AttributeTouched, Change, EventAttached, PersonAdded
from simulator.workspace.effects import (
    Departure,
    Effect,
    EventStored,
    IdentifierSet,
    Ignored,
    PersonCreated,
    PersonDeleted,
    Rejected,
)
from simulator.workspace.events import EventRow
from simulator.workspace.identifiers import stored_form
from simulator.workspace.present import Present
from simulator.workspace.profiles import DeviceRow, Directory, Person
from simulator.workspace.provider_lists import ProviderLists
from simulator.workspace.settings import Settings
from simulator.workspace.suppression import Blocklist

_UNUSED: dict[IdentifierKind, str] = {
    "id": "identity.path-shape",
    "email": "identity.email.plain-in-id-workspace",
    "phone": "identity.phone.v2",
}
"""The rule by which an identifier of a kind that the workspace does not use addresses nobody."""


class Seen(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Which operation brought a dedupe key first, and when it was received."""

    operation: int
    at: Instant


class Departed(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Who somebody was that is gone; `into` is the cio_id of the survivor of a merge."""

    id: str | None
    email: str | None
    phone: str | None
    how: Departure
    into: str | None = None


class Inheritance(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Older events of a merged person that are still to come to `heir`."""

    heir: int
    secondary: str
    rows: tuple[EventRow, ...]


class Facts:
    """Who is there and what is known; `changes` collects what the present operation changed."""

    def __init__(self, present: Present) -> None:
        self.present = present
        self.tell: Callable[[Effect], None] = present.tell
        self.settings = Settings()
        self.directory = Directory()
        self.anonymous = Anonymous()
        self.blocklist = Blocklist()
        self.seen: dict[str, Seen] = {}
        """Dedupe key to what brought it first."""
        self.lists: dict[str, dict[int, int]] = {}
        """Each manual segment's members by key, with the operation that put them in."""
        self.departed: dict[str, Departed] = {}
        """Who is gone, by cio_id."""
        self.inheritances: dict[int, Inheritance] = {}
        """What merges still owe, by their operations."""
        self.provider_lists = ProviderLists()
        self.stopped: dict[tuple[str, str], int] = {}
        """Phone numbers and the senders they answered STOP to, with the operation that said so."""
        self.changes: list[Change] = []
        self._tokens: dict[str, dict[int, None]] = {}

    @property
    def now(self) -> Instant:
        return self.present.now

    @property
    def received(self) -> Instant:
        """When the operation that is carried out was received."""
        return self.present.received

    @property
    def operation(self) -> int:
        """The number of the operation that is carried out."""
        return self.present.operation

    # ---- who is meant

    def turned_away(self, who: Identifier, *brought: Identifier) -> bool:
        """Whether a call is answered before anybody is looked for, because of an identifier that it names.

        One of a kind that the workspace does not use is refused; a suppressed one is ignored, or refused where the
        settings say so. Rules: identity.phone.v2, identity.email.plain-in-id-workspace, suppression.ignored.
        """
        if self.is_unused(who):
            return True
        if not self.blocklist.blocked:
            return False
        identifiers = (who, *brought)
        named = next((one for one in identifiers if self.blocklist.holds(one, self.directory.trims)), None)
        if named is None:
            return False
        reason, rule = f"the {named.kind} {named} is suppressed", "suppression.ignored"
        self.tell(Ignored(reason, rule) if self.settings.suppressed_call == "ignore_200" else Rejected(reason, rule))
        return True

    def is_unused(self, who: Identifier) -> bool:
        """Whether the identifier is of a kind that the workspace does not use; then the call is refused."""
        if who.kind in self.settings.identifiers or who.kind == "cio_id":
            return False
        reason = f"the workspace does not identify people by {who.kind}"
        self.tell(Rejected(reason, _UNUSED[who.kind]))
        return True

    def drop(self, reason: str, rule: str) -> None:
        """Tell that a call names nobody by cio_id: it is dropped, or refused where the settings say so.

        Rules: identity.cio.unknown-dropped, events.cio-unknown; identity.cio.foreign.
        """
        dropped = self.settings.cio_id_unknown == "drop_200"
        self.tell(Ignored(reason, rule) if dropped else Rejected("invalid identifier", "identity.cio.foreign"))

    def addressed(
        self, who: Identifier, *, creates: bool, rule: str, unknown_cio_id: str = "identity.cio.unknown-dropped"
    ) -> Person | None:
        """The person that a call addresses by one identifier, made if `creates`; else nobody, by `rule`.

        Nobody is made for a cio_id that nobody has, by the rule `unknown_cio_id`.
        """
        if self.turned_away(who):
            return None
        person = self.directory.find(who)
        if person is not None:
            return person
        if who.kind == "cio_id":
            self.drop(f"nobody has the cio_id {who.value}", unknown_cio_id)
            return None
        if not creates:
            self.tell(Ignored(f"nobody is known as {who}", rule))
            return None
        return self.create((who,))

    # ---- people

    def create(self, identifiers: Iterable[Identifier] = ()) -> Person:
        """A new person with these identifiers, which nobody holds (identity.create)."""
        person = self.directory.add(self.now, self.operation)
        self.tell(PersonCreated(person.cio_id))
        self.changes.append(PersonAdded(person))
        for identifier in identifiers:
            self.give(person, identifier)
        return person

    def give(self, person: Person, identifier: Identifier) -> None:
        """Let the person have an identifier that nobody else holds; the one of its kind before is free."""
        value = stored_form(identifier.kind, identifier.value, self.directory.trims)
        old = person.identifier(identifier.kind)
        self.directory.assign(person, identifier.kind, value)
        self.tell(IdentifierSet(person.cio_id, identifier.kind, value, old))
        self.changes.append(AttributeTouched(person, identifier.kind))

    def take(self, person: Person, kind: IdentifierKind) -> None:
        """Take an identifier away; it is free."""
        old = person.identifier(kind)
        self.directory.assign(person, kind, None)
        self.tell(IdentifierSet(person.cio_id, kind, "", old))
        self.changes.append(AttributeTouched(person, kind))

    def write(self, person: Person, name: str, value: Json, *, at: Instant) -> None:
        """Set, change or remove one attribute."""
        effect, changed = write(person, name, value, at=at, operation=self.operation, settings=self.settings)
        if effect is not None:
            self.tell(effect)
        if changed is not None:
            self.changes.append(AttributeTouched(person, changed))

    def attach(self, person: Person, row: EventRow) -> None:
        """Let an event be the person's."""
        ages = person.history.add(row)
        self.present.tell(EventStored(person.cio_id, row.name, row.at, row.kind, row.data))
        self.changes.append(EventAttached(person, row, ages))

    def remove(self, person: Person, how: Departure, *, into: str | None = None) -> None:
        """Take the person out of everything that knows them; what follows notes the change that the caller notes."""
        self.directory.remove(person)
        self.departed[person.cio_id] = Departed(person.id, person.email, person.phone, how, into)
        for members in self.lists.values():
            members.pop(person.key, None)
        for token in person.devices:
            self._forget_token(person, token)
        self.tell(PersonDeleted(person.cio_id, how))

    # ---- devices

    def holders_of_token(self, token: str) -> list[Person]:
        """Who has a device with this token, in the order in which they got it."""
        found = (self.directory.person(key) for key in self._tokens.get(token, ()))
        return [person for person in found if person is not None]

    def hold_token(self, person: Person, device: DeviceRow) -> None:
        """Put a device on a person, in place of the one with the same token."""
        person.devices[device.token] = device
        self._tokens.setdefault(device.token, {})[person.key] = None

    def drop_token(self, person: Person, token: str) -> None:
        """Take a device from a person."""
        del person.devices[token]
        self._forget_token(person, token)

    def _forget_token(self, person: Person, token: str) -> None:
        holders = self._tokens[token]
        del holders[person.key]
        if not holders:
            del self._tokens[token]

    # ---- the whole

    def dismiss_guest(self, guest: Person) -> None:
        """Forget the recipient of an invitation, whom no campaign knows any more."""
        self.directory.dismiss(guest)

    def keep_lists(self, names: Iterable[str]) -> None:
        """Have these manual segments; the members of those that were there stay."""
        self.lists = {name: self.lists.get(name, {}) for name in names}

    def empty(self) -> int:
        """Forget everything but the settings; how many people there were."""
        self.anonymous.empty()
        self.blocklist.empty()
        for forgotten in (self.seen, self.departed, self.inheritances, self._tokens):
            forgotten.clear()
        self.provider_lists.empty()
        self.stopped.clear()
        for members in self.lists.values():
            members.clear()
        return self.directory.empty()
