"""Identify: the person a call means is made or updated, and gets what was held under the anonymous id."""

from collections.abc import Iterable
from typing import assert_never

from simulator.operations import Identifier, IdentifierKind, Identify
from simulator.values import Json, text_of
from simulator.workspace import merging
from simulator.workspace.anonymous import forgotten_at
from simulator.workspace.effects import (
    AnonymousAttached,
    AnonymousLeft,
    AttributeRefused,
    IdentifierRefused,
    Ignored,
    RelationChanged,
    UpdateMissed,
    ValuesConfirmed,
)
from simulator.workspace.facts import Facts
from simulator.workspace.identifiers import identifier_text
from simulator.workspace.identity import Create, Drop, Miss, Refusal, Update, decide
from simulator.workspace.limits import Passed
from simulator.workspace.profiles import Person

_COMMANDS = frozenset(("_timestamp", "_update", "cio_relationships"))
"""Names that act and are never stored (attributes.reserved-commands)."""


def identify(facts: Facts, operation: Identify, over: tuple[Passed, ...] = ()) -> None:
    """Create or update a person, and attach what the anonymous id held; `over` are attributes past a limit."""
    told = len(facts.present.told)
    attributes = {name: value for name, value in operation.attributes.items() if name not in _COMMANDS}
    if operation.who is None:
        person = _anonymous_person(facts, attributes)
    else:
        person = _named_person(facts, operation, operation.who, attributes)
    if person is None:
        return
    for passed in over:
        if passed.attribute is not None:
            value = attributes.pop(passed.attribute, None)
            facts.tell(AttributeRefused(person.cio_id, passed.attribute, value, passed.text, passed.rule))
    _write(facts, person, attributes, at=facts.received if operation.timestamp is None else operation.timestamp)
    if len(facts.present.told) == told:
        facts.tell(ValuesConfirmed(person.cio_id))


def named(facts: Facts, who: Identifier, attributes: dict[str, Json]) -> tuple[Identifier, list[Identifier]]:
    """Whom the call looks up, and the identifiers it brings; a cio_id in the body addresses like one in the path."""
    brought = [
        Identifier(kind, value)
        for kind in facts.settings.identifiers
        if kind in attributes and (value := identifier_text(attributes[kind]))
    ]
    cio_id = attributes.get("cio_id")
    if isinstance(cio_id, str) and cio_id and who.kind != "cio_id":
        return Identifier("cio_id", cio_id.removeprefix("cio_")), [*brought, who]
    return who, brought


def attach_anonymous(facts: Facts, person: Person, anonymous_id: str) -> None:
    """Let what was held under the id become the person's (anonymous.merge, anonymous.objects)."""
    if anonymous_id not in person.anonymous_ids:
        person.anonymous_ids.append(anonymous_id)
    if not facts.settings.anonymous_merge:
        _leave_anonymous(facts, person, anonymous_id)
        return
    rows = facts.anonymous.claim(anonymous_id, person.key, facts.now, facts.settings)
    owner = facts.anonymous.owners[anonymous_id]
    relations = facts.anonymous.claim_relations(anonymous_id) if owner.person == person.key else {}
    if rows:
        facts.tell(AnonymousAttached(person.cio_id, anonymous_id, len(rows)))
    for row in rows:
        facts.attach(person, row)
    for (object_type, object_id), relation in relations.items():
        if person.relations.setdefault((object_type, object_id), relation) is relation:
            facts.tell(RelationChanged(person.cio_id, object_type, object_id, "added"))
    _leave_anonymous(facts, person, anonymous_id)


def _leave_anonymous(facts: Facts, person: Person, anonymous_id: str) -> None:
    """Say of what is held under the id all the same why it is not the person's."""
    held = facts.anonymous.held.get(anonymous_id, ())
    left = sum(1 for row in held if facts.now < forgotten_at(row, facts.settings))
    if not left:
        return
    owner = facts.anonymous.owners.get(anonymous_id)
    if not facts.settings.anonymous_merge:
        rule = "anonymous.setting-off"
    elif owner is not None and owner.person == person.key and owner.identified_at < facts.now:
        rule = "anonymous.reidentify"
    else:
        rule = "anonymous.reuse"
    facts.tell(AnonymousLeft(person.cio_id, anonymous_id, left, rule))


def _anonymous_person(facts: Facts, attributes: dict[str, Json]) -> Person | None:
    """Whom a call with an anonymous id alone is about: nobody, by default (anonymous.identify-only)."""
    anonymous_id = attributes.get("anonymous_id")
    if not facts.settings.anonymous_only_creates_person or not isinstance(anonymous_id, str) or not anonymous_id:
        facts.tell(Ignored("the call names nobody but an anonymous id", "anonymous.identify-only"))
        return None
    owner = facts.anonymous.owners.get(anonymous_id)
    known = None if owner is None else facts.directory.person(owner.person)
    return known or facts.create()


def _named_person(facts: Facts, operation: Identify, who: Identifier, attributes: dict[str, Json]) -> Person | None:
    """Whom the call names, with their identifiers settled; nobody if nothing more of the call is to be stored."""
    asked, brought = named(facts, who, attributes)
    if facts.turned_away(asked, *brought):
        return None
    person, complete = _settled(facts, operation, asked, brought)
    if person is None:
        return None
    complete = _cleared(facts, person, attributes) and complete
    if complete or facts.settings.conflict_applies_rest:
        return person
    facts.tell(Ignored("an identifier was refused, so the rest is not stored", "identity.conflict.rest-applied"))
    return None


def _settled(
    facts: Facts, operation: Identify, asked: Identifier, brought: list[Identifier]
) -> tuple[Person | None, bool]:
    """Carry out what identity decides: the person meant, if any, and whether every identifier was taken."""
    decision = decide(asked, brought, facts.directory, facts.settings, create=not operation.update_only)
    match decision:
        case Drop(reason, rule):
            facts.drop(reason, rule)
            return None, False
        case Miss():
            facts.tell(UpdateMissed(str(asked), _is_logged(facts, operation)))
            return None, False
        case Create(identifiers, refused):
            person = facts.create(identifiers)
        case Update(person, identifiers, refused, joined):
            for other in joined:
                person = merging.join(facts, person, other)
                _keep_named(facts, person, (asked, *brought))
            for identifier in identifiers:
                facts.give(person, identifier)
        case _:
            assert_never(decision)
    for refusal in refused:
        _refuse(facts, person, refusal)
    return person, not refused


def _keep_named(facts: Facts, person: Person, identifiers: Iterable[Identifier]) -> None:
    """Give the survivor of an automatic merge what the call named and the merge set free."""
    for identifier in identifiers:
        if person.identifier(identifier.kind) is None and facts.directory.find(identifier) is None:
            facts.give(person, identifier)


def _is_logged(facts: Facts, operation: Identify) -> bool:
    """Whether an update of nobody is logged as a failed change: the v1 text says yes, the v2 text no."""
    setting = facts.settings.update_only_activity
    return setting == "always" or (setting == "by_version" and operation.version == 1)


def _refuse(facts: Facts, person: Person, refusal: Refusal) -> None:
    kind, value = refusal.identifier.kind, refusal.identifier.value
    facts.tell(IdentifierRefused(person.cio_id, kind, value, refusal.reason, refusal.rule))


def _cleared(facts: Facts, person: Person, attributes: dict[str, Json]) -> bool:
    """Do what a call asks that sets identifiers to null or blank; whether nothing was refused (identity.null)."""
    complete = True
    for kind in facts.settings.identifiers:
        if kind in attributes and not identifier_text(attributes[kind]):
            reason = _clear(facts, person, kind, attributes[kind])
            if reason:
                complete = False
                _refuse(
                    facts, person, Refusal(Identifier(kind, text_of(attributes[kind] or "")), reason, "identity.null")
                )
    return complete


def _clear(facts: Facts, person: Person, kind: IdentifierKind, value: Json) -> str:
    """Take an identifier away that is set to nothing, but never the last one; why not, if it is refused."""
    if value is not None and not isinstance(value, str):
        return "An identifier is a text or a whole number."
    if person.identifier(kind) is None or facts.settings.identifier_null == "ignore":
        return ""
    if facts.settings.identifier_null == "fail":
        return "An identifier is not cleared by setting it to nothing."
    if len(person.identifiers()) == 1:
        return "It is the only identifier of the profile."
    facts.take(person, kind)
    return ""


def _write(facts: Facts, person: Person, attributes: dict[str, Json], *, at: int) -> None:
    """Store the attributes that are no identifiers, and attach what the anonymous id held."""
    taken = facts.settings.identifiers
    for name, value in attributes.items():
        if name not in taken and name != "cio_id":
            facts.write(person, name, value, at=at)
    anonymous_id = attributes.get("anonymous_id")
    if isinstance(anonymous_id, str) and anonymous_id:
        attach_anonymous(facts, person, anonymous_id)
