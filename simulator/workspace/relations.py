"""Relations between people and objects; those of an anonymous id wait for its person, as events do."""

from simulator.operations import Relate, Unrelate
from simulator.values import Json
from simulator.workspace.effects import Ignored, RelationChanged, RelationHeldAnonymous
from simulator.workspace.facts import Facts
from simulator.workspace.profiles import RelationRow


def relate(facts: Facts, operation: Relate) -> None:
    """Relate an object to a person, who is made if unknown, or to an anonymous id (anonymous.objects)."""
    name = (operation.object_type, operation.object_id)
    if operation.who is not None:
        person = facts.addressed(operation.who, creates=True, rule="identity.create")
        if person is not None:
            known = name in person.relations
            person.relations[name] = _updated(person.relations.get(name), operation, facts)
            facts.tell(RelationChanged(person.cio_id, *name, "updated" if known else "added"))
    elif operation.anonymous_id:
        held = facts.anonymous.relations.setdefault(operation.anonymous_id, {})
        held[name] = _updated(held.get(name), operation, facts)
        facts.tell(RelationHeldAnonymous(operation.anonymous_id, *name))
    else:
        facts.tell(Ignored("the call names nobody and no anonymous id", "anonymous.objects"))


def _updated(known: RelationRow | None, operation: Relate, facts: Facts) -> RelationRow:
    """The relation with what the call brings; null and the empty text remove (track.v2.object-null)."""
    attributes: dict[str, Json] = {**({} if known is None else known.attributes), **operation.attributes}
    kept: dict[str, Json] = {name: value for name, value in attributes.items() if value not in (None, "")}
    return RelationRow(kept, facts.operation)


def unrelate(facts: Facts, operation: Unrelate) -> None:
    """End a relation; one that is not there ends in silence."""
    name = (operation.object_type, operation.object_id)
    person = facts.addressed(operation.who, creates=False, rule="identity.update-only")
    if person is None:
        return
    if person.relations.pop(name, None) is None:
        facts.tell(Ignored(f"the person is not related to {operation.object_id}", "merge.relationships"))
        return
    facts.tell(RelationChanged(person.cio_id, *name, "removed"))
