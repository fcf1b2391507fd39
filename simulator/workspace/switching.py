"""Another set of identifiers, or another way to compare them, for a workspace that has people already.

An attribute whose name becomes a kind of identifier becomes one, and back. Where two people would share one, the switch
is refused (identity.switch-workspace).
"""

from collections.abc import Iterator

from simulator.operations import IdentifierKind
from simulator.workspace.facts import Facts
from simulator.workspace.identifiers import can_be, identifier_text, lookup_form, trimmed_by
from simulator.workspace.profiles import GIVEN_KINDS, AttributeRow, Person
from simulator.workspace.settings import Settings


def shared(facts: Facts, settings: Settings) -> str | None:
    """What two people would share under these settings, in words; nothing if nobody would."""
    if not _changes(facts, settings):
        return None
    trims, holders = trimmed_by(settings), dict[tuple[str, str], str]()
    for person in facts.directory:
        for kind, value in _identifiers(person, settings):
            holder = holders.setdefault((kind, lookup_form(kind, value, trims)), person.cio_id)
            if holder != person.cio_id:
                return f"{holder} and {person.cio_id} would both have the {kind} '{value}'"
    return None


def switch(facts: Facts, settings: Settings) -> None:
    """Take these settings; nobody shares an identifier under them."""
    if _changes(facts, settings):
        people = list(facts.directory)
        for person in people:
            facts.directory.remove(person)
        facts.directory.trims = trimmed_by(settings)
        for person in people:
            _convert(person, settings)
            facts.directory.restore(person)
    facts.settings = settings


def _changes(facts: Facts, settings: Settings) -> bool:
    return settings.identifiers != facts.settings.identifiers or trimmed_by(settings) != facts.directory.trims


def _identifiers(person: Person, settings: Settings) -> Iterator[tuple[IdentifierKind, str]]:
    """What the person would be found by under these settings."""
    for kind in settings.identifiers:
        value = person.identifier(kind) or _written(person, kind)
        if value is not None:
            yield kind, value


def _written(person: Person, kind: IdentifierKind) -> str | None:
    """The attribute of that name, if it can be an identifier."""
    row = person.attributes.get(kind)
    value = "" if row is None else identifier_text(row.value)
    return value if value and can_be(kind, value) else None


def _convert(person: Person, settings: Settings) -> None:
    """Let attributes of these kinds be identifiers, and identifiers of other kinds attributes."""
    held = dict(_identifiers(person, settings))
    for kind in GIVEN_KINDS:
        had = person.identifier(kind)
        if kind in held:
            person.attributes.pop(kind, None)
        elif had is not None:
            person.attributes[kind] = AttributeRow(had, person.added_at, person.operation)
    person.id, person.email, person.phone = (held.get(kind) for kind in GIVEN_KINDS)
