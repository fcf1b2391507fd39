"""What an operation changed about a person, for those parts that live on facts: segments and campaigns."""

from typing import NamedTuple

from simulator.workspace.events import EventRow
from simulator.workspace.profiles import Person


class PersonAdded(NamedTuple):
    person: Person


class PersonGone(NamedTuple):
    """The person is in the directory no more: deleted or suppressed."""

    person: Person


class PersonMerged(NamedTuple):
    """`secondary` is gone, and `person` has what the merge gave it: identifiers, attributes, lists, recent events."""

    person: Person
    secondary: Person


class AttributeTouched(NamedTuple):
    """An attribute or identifier of that name has another value."""

    person: Person
    name: str


class EventAttached(NamedTuple):
    """An event became the person's; `ages` when it is older than all before."""

    person: Person
    row: EventRow
    ages: bool


class EventsInherited(NamedTuple):
    """Older events of a merged person became the person's: they start nothing, but they count."""

    person: Person
    rows: tuple[EventRow, ...]


class ListTouched(NamedTuple):
    """The person was put into a manual segment or taken out."""

    person: Person
    segment: str


Change = PersonAdded | PersonGone | PersonMerged | AttributeTouched | EventAttached | EventsInherited | ListTouched
