"""People: identifiers, attributes with the operation and instant of each, events; and the directory that finds them."""

from collections.abc import Iterator

import msgspec

from simulator.instants import Instant
from simulator.operations import Identifier, IdentifierKind
from simulator.values import Json
from simulator.workspace.events import History
from simulator.workspace.identifiers import lookup_form

_FIRST_CIO_ID = 0x03000001
IDENTIFIER_NAMES: tuple[IdentifierKind, ...] = ("id", "email", "cio_id")


class AttributeRow(msgspec.Struct, frozen=True, gc=False):
    """A stored value, the instant it counts from and the operation that brought it. A null value is a removed one."""

    value: Json
    at: Instant
    operation: int


class Membership:
    """Where one person stands towards one watched segment; `timer` is the next second at which to look again."""

    __slots__ = ("inside", "operation", "timer")

    def __init__(self, operation: int) -> None:
        self.inside = False
        self.timer: Instant | None = None
        self.operation = operation


class Person:
    """One profile. `key` never changes and is never used again; it orders people by age."""

    __slots__ = (
        "added_at", "anonymous_ids", "attributes", "cio_id", "email", "enrolments", "entries", "history", "id", "key",
        "memberships", "operation", "stale", "waiting",
    )  # fmt: skip

    def __init__(self, key: int, added_at: Instant, operation: int) -> None:
        self.key = key
        self.cio_id = f"{_FIRST_CIO_ID + key:08x}"
        self.id: str | None = None
        self.email: str | None = None
        self.added_at = added_at
        self.operation = operation
        self.attributes: dict[str, AttributeRow] = {}
        self.history = History()
        self.anonymous_ids: list[str] = []
        self.memberships: dict[str, Membership] = {}
        self.stale: set[str] = set()
        """Watched segments to look at before this second ends."""
        self.enrolments: list[int] = []
        """Numbers of the enrolments the person is in."""
        self.entries: dict[str, Instant] = {}
        """Campaign to the last entry's instant."""
        self.waiting: list[int] = []
        """Numbers of the triggers whose filter did not hold yet."""

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
        return self.identifier(name) if name in IDENTIFIER_NAMES else None

    def identifier(self, kind: str) -> str | None:
        """The identifier of that kind, if the person has one."""
        match kind:
            case "id":
                return self.id
            case "email":
                return self.email
            case _:
                return self.cio_id


class Directory:
    """Everybody, and who holds which identifier."""

    def __init__(self) -> None:
        self._people: dict[int, Person] = {}
        self._holders: dict[tuple[str, str], int] = {}
        self.added = 0
        """How many people there ever were: no cio_id is used twice."""

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people.values())

    def __len__(self) -> int:
        return len(self._people)

    def person(self, key: int) -> Person | None:
        return self._people.get(key)

    def find(self, identifier: Identifier) -> Person | None:
        """Who holds the identifier, compared in its normal form."""
        key = self._holders.get((identifier.kind, lookup_form(identifier.kind, identifier.value)))
        return None if key is None else self._people[key]

    def add(self, at: Instant, operation: int) -> Person:
        """A new person with a cio_id of its own and no other identifier."""
        person = Person(self.added, at, operation)
        self.added += 1
        self._people[person.key] = person
        self._holders["cio_id", person.cio_id] = person.key
        return person

    def assign(self, person: Person, kind: IdentifierKind, value: str | None) -> None:
        """Give the person this identifier, or with none take it away; the old value is free at once.

        Rule: identity.old-value-free. The caller has made sure that nobody else holds the new one.
        """
        old = person.identifier(kind)
        if old is not None:
            del self._holders[kind, lookup_form(kind, old)]
        if value is not None:
            assert (kind, lookup_form(kind, value)) not in self._holders, "an identifier has one holder"
            self._holders[kind, lookup_form(kind, value)] = person.key
        if kind == "id":
            person.id = value
        else:
            person.email = value

    def empty(self) -> int:
        """Forget everybody, but never use a cio_id again; how many there were."""
        count = len(self._people)
        self._people.clear()
        self._holders.clear()
        return count
