"""Leaving: people are deleted or suppressed, and suppressed identifiers are freed again.

Both forget the person for ever. After a delete the identifiers can be used at once, by somebody new; after a
suppression every call that names one of them is ignored until they are freed, and even then nobody comes back.
"""

from simulator.operations import Delete, Suppress, Unsuppress
from simulator.workspace.changes import PersonGone
from simulator.workspace.effects import Departure, IdentifiersBlocked, IdentifiersFreed, Ignored
from simulator.workspace.facts import Facts
from simulator.workspace.profiles import Person


def delete(facts: Facts, operation: Delete) -> None:
    """Forget a person (suppression.delete-recreate); of an unknown one nothing is said (suppression.delete-unknown)."""
    person = facts.addressed(operation.who, creates=False, rule="suppression.delete-unknown")
    if person is not None:
        depart(facts, person, "deleted")


def suppress(facts: Facts, operation: Suppress) -> None:
    """Forget a person and block all their identifiers, also one that nobody has (suppression.all-identifiers)."""
    if facts.is_unused(operation.who):
        return
    person = facts.directory.find(operation.who)
    if person is None and operation.who.kind == "cio_id":
        facts.drop(f"nobody has the cio_id {operation.who.value}", "identity.cio.unknown-dropped")
        return
    kinds = facts.settings.identifiers
    known = () if person is None else person.identifiers()
    named = [one for one in known or (operation.who,) if one.kind in kinds]
    blocked = facts.blocklist.block(named, facts.operation, facts.directory.trims)
    if not blocked and person is None:
        facts.tell(Ignored(f"the {operation.who.kind} {operation.who} is suppressed already", "suppression.ignored"))
        return
    facts.tell(IdentifiersBlocked(tuple(map(str, blocked))))
    if person is not None:
        depart(facts, person, "suppressed")


def unsuppress(facts: Facts, operation: Unsuppress) -> None:
    """Free the identifiers that were blocked together (suppression.unsuppress-empty)."""
    if not facts.blocklist.holds(operation.who, facts.directory.trims):
        facts.tell(
            Ignored(f"the {operation.who.kind} {operation.who} is not suppressed", "suppression.unsuppress-empty")
        )
        return
    facts.tell(IdentifiersFreed(facts.blocklist.free(operation.who, facts.directory.trims)))


def depart(facts: Facts, person: Person, how: Departure) -> None:
    """Let the person go, with everything that was still to come to them."""
    for merge in person.inheriting:
        del facts.inheritances[merge]
    facts.remove(person, how)
    facts.changes.append(PersonGone(person))
