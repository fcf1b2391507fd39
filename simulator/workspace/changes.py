"""What an operation changed about a person, for those parts that live on facts: segments and campaigns."""

from typing import NamedTuple

from simulator.workspace.events import EventRow
from simulator.workspace.profiles import Person


class PersonAdded(NamedTuple):
    person: Person


class AttributeTouched(NamedTuple):
    """An attribute or identifier of that name has another value."""

    person: Person
    name: str


class EventAttached(NamedTuple):
    """An event became the person's; `ages` when it is older than all before."""

    person: Person
    row: EventRow
    ages: bool


class ListTouched(NamedTuple):
    """The person was put into a manual segment or taken out."""

    person: Person
    segment: str


Change = PersonAdded | AttributeTouched | EventAttached | ListTouched
