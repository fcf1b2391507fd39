"""People: identifiers, attributes with the operation and instant of each, events; and the directory that finds them."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from simulator.instants import Instant
from simulator.operations import Identifier, IdentifierKind, Platform
from simulator.values import Json
from simulator.workspace.effects import MergeLost
from simulator.workspace.events import History
from simulator.workspace.identifiers import TRIMMED, lookup_form

_FIRST_CIO_ID = 0x03000001
ADDED = "_created_in_customerio_at"
"""The attribute that tells when a person was added; nobody can write it (attributes.created-in-customerio)."""
GIVEN_KINDS: tuple[Literal["id", "email", "phone"], ...] = ("id", "email", "phone")
"""The kinds of identifier that callers give; the cio_id is the workspace's own."""
IDENTIFIER_NAMES: tuple[IdentifierKind, ...] = (*GIVEN_KINDS, "cio_id")


class AttributeRow(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A stored value, the instant it counts from and the operation that brought it. A null value is a removed one."""

    value: Json
    at: Instant
    operation: int


class DeviceRow(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A device; `status` is empty while nothing was pushed to it, then `sent`, `bounced` or `suppressed`."""

    token: str
    platform: Platform
    last_used: Instant
    attributes: dict[str, Json]
    status: str
    operation: int


class RelationRow(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How an object and a person are related."""

    attributes: dict[str, Json]
    operation: int


class MergeRow(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Who was merged into a person, what came along at once and later, and what was lost."""

    cio_id: str
    id: str | None
    email: str | None
    phone: str | None
    at: Instant
    operation: int
    automatic: bool
    events: int
    events_later: int
    losses: tuple[MergeLost, ...]


class Membership(msgspec.Struct, gc=False, array_like=True):
    """Where one person stands towards one watched segment; `timer` is the next second at which to look again."""

    operation: int
    inside: bool = False
    timer: Instant | None = None


class Person:
    """One profile. `key` never changes and is never used again; it orders people by age."""

    __slots__ = (
        "added_at", "anonymous_ids", "attributes", "cio_id", "devices", "email", "enrolments", "entries", "history",
        "id", "inheriting", "key", "memberships", "merges", "operation", "phone", "relations", "stale", "waiting",
    )  # fmt: skip

    def __init__(self, key: int, added_at: Instant, operation: int) -> None:
        self.key = key
        self.cio_id = cio_id_of(key)
        self.id: str | None = None
        self.email: str | None = None
        self.phone: str | None = None
        self.added_at = added_at
        self.operation = operation
        self.attributes: dict[str, AttributeRow] = {}
        self.history = History()
        self.anonymous_ids: list[str] = []
        self.devices: dict[str, DeviceRow] = {}
        """Token to device, in the order of their first adding."""
        self.relations: dict[tuple[str, str], RelationRow] = {}
        """Type and id of an object to the relation with it."""
        self.merges: tuple[MergeRow, ...] = ()
        """Who was merged into the person, also into those merged, oldest first."""
        self.inheriting: tuple[int, ...] = ()
        """Numbers of the merges whose older events are still to come."""
        self.memberships: dict[str, Membership] = {}
        self.stale: set[str] = set()
        """Watched segments to look at before this second ends."""
        self.enrolments: list[int] = []
        """Numbers of the enrolments the person is in."""
        self.entries: dict[str, Instant] = {}
        """Campaign to the last entry's instant."""
        self.waiting: list[int] = []
        """Numbers of the triggers whose filter did not hold yet."""

    @property
    def is_guest(self) -> bool:
        """Whether this is the recipient of an invitation, who has no profile (anonymous.invite)."""
        return not self.cio_id

    def born(self) -> Instant:
        """The instant a profile's age counts from: added to the workspace, or its earliest event if that is earlier.

        Rules: segments.neg.age-backdate; the attribute `created_at` does not count (segments.neg.created-at-ignored).
        """
        earliest = self.history.earliest
        return self.added_at if earliest is None or earliest > self.added_at else earliest

    def attribute(self, name: str) -> Json:
        """The value called `name`, identifiers included; null if there is none."""
        row = self.attributes.get(name)
        if row is not None:
            return row.value
        if name in IDENTIFIER_NAMES:
            return self.identifier(name)
        return self.added_at if name == ADDED else None

    def identifier(self, kind: str) -> str | None:
        """The identifier of that kind, if the person has one."""
        match kind:
            case "id":
                return self.id
            case "email":
                return self.email
            case "phone":
                return self.phone
            case _:
                return self.cio_id

    def identifiers(self) -> tuple[Identifier, ...]:
        """Those that callers gave."""
        held = ((kind, self.identifier(kind)) for kind in GIVEN_KINDS)
        return tuple([Identifier(kind, value) for kind, value in held if value is not None])


def cio_id_of(key: int) -> str:
    """Lower-case hexadecimal digits that count up (identity.cio.format)."""
    return f"{_FIRST_CIO_ID + key:08x}"


class Directory:
    """Everybody, and who holds which identifier."""

    def __init__(self) -> None:
        self._people: dict[int, Person] = {}
        self._guests: dict[int, Person] = {}
        self._holders: dict[tuple[str, str], int] = {}
        self.added = 0
        """How many people there ever were: no cio_id is used twice."""
        self.trims: frozenset[str] = TRIMMED
        """The kinds of identifier that are compared without the spaces around them."""

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people.values())

    def __len__(self) -> int:
        return len(self._people)

    def person(self, key: int) -> Person | None:
        """The person with that key, or the guest."""
        return self._people.get(key) or self._guests.get(key)

    def find(self, identifier: Identifier) -> Person | None:
        """Who holds the identifier, compared in its normal form."""
        key = self._holders.get((identifier.kind, lookup_form(identifier.kind, identifier.value, self.trims)))
        return None if key is None else self._people[key]

    def add(self, at: Instant, operation: int) -> Person:
        """A new person with a cio_id of its own and no other identifier."""
        person = Person(self.added, at, operation)
        self.added += 1
        self.restore(person)
        return person

    def restore(self, person: Person) -> None:
        """Take in a person with the identifiers that they have."""
        self._people[person.key] = person
        for kind in IDENTIFIER_NAMES:
            value = person.identifier(kind)
            if value is not None:
                self._holders[kind, lookup_form(kind, value, self.trims)] = person.key

    def remove(self, person: Person) -> None:
        """Forget the person; the identifiers are free at once."""
        del self._people[person.key]
        del self._holders["cio_id", person.cio_id]
        for kind in GIVEN_KINDS:
            value = person.identifier(kind)
            if value is not None:
                del self._holders[kind, lookup_form(kind, value, self.trims)]

    def invite(self, at: Instant, operation: int) -> Person:
        """A guest: somebody that campaigns can write to, and whom nothing finds or lists."""
        guest = Person(self.added, at, operation)
        guest.cio_id = ""
        self.added += 1
        self._guests[guest.key] = guest
        return guest

    @property
    def guests(self) -> tuple[Person, ...]:
        return tuple(self._guests.values())

    def restore_guest(self, guest: Person) -> None:
        self._guests[guest.key] = guest

    def dismiss(self, guest: Person) -> None:
        """Forget a guest whom no campaign knows any more; a person stays."""
        self._guests.pop(guest.key, None)

    def assign(self, person: Person, kind: IdentifierKind, value: str | None) -> None:
        """Give the person this identifier, or with none take it away; the old value is free at once.

        Rule: identity.old-value-free. The caller has made sure that nobody else holds the new one.
        """
        old = person.identifier(kind)
        if old is not None:
            del self._holders[kind, lookup_form(kind, old, self.trims)]
        if value is not None:
            key = (kind, lookup_form(kind, value, self.trims))
            assert key not in self._holders, "an identifier has one holder"
            self._holders[key] = person.key
        match kind:
            case "id":
                person.id = value
            case "email":
                person.email = value
            case "phone":
                person.phone = value
            case "cio_id":
                raise AssertionError("a cio_id never changes")

    def empty(self) -> int:
        """Forget everybody, but never use a cio_id again; how many there were."""
        count = len(self._people)
        self._people.clear()
        self._guests.clear()
        self._holders.clear()
        return count
