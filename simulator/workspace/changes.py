"""What an operation changed about a person, for those parts that live on facts: segments and campaigns."""

import msgspec

from simulator.workspace.events import EventRow
from simulator.workspace.profiles import Person


class PersonAdded(msgspec.Struct, frozen=True, gc=False):
    person: Person


class PersonGone(msgspec.Struct, frozen=True, gc=False):
    """The person is in the directory no more: deleted or suppressed."""

    person: Person


class PersonMerged(msgspec.Struct, frozen=True, gc=False):
    """`secondary` is gone, and `person` has what the merge gave it: identifiers, attributes, lists, recent events."""

    person: Person
    secondary: Person


class AttributeTouched(msgspec.Struct, frozen=True, gc=False):
    """An attribute or identifier of that name has another value."""

    person: Person
    name: str


class EventAttached(msgspec.Struct, frozen=True, gc=False):
    """An event became the person's; `ages` when it is older than all before."""

    person: Person
    row: EventRow
    ages: bool


class EventsInherited(msgspec.Struct, frozen=True, gc=False):
    """Older events of a merged person became the person's: they start nothing, but they count."""

    person: Person
    rows: tuple[EventRow, ...]


class ListTouched(msgspec.Struct, frozen=True, gc=False):
    """The person was put into a manual segment or taken out."""

    person: Person
    segment: str


Change = PersonAdded | PersonGone | PersonMerged | AttributeTouched | EventAttached | EventsInherited | ListTouched
