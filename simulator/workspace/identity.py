"""Who is meant: from the identifiers of a call to one person, and what becomes of each identifier.

A call names a person once to look it up and may bring more identifiers in its body. `decide` answers with a value;
the machine acts on it. A refusal is ordinary traffic, which the API accepts in silence.
"""

from collections.abc import Sequence
from typing import assert_never

import msgspec

from simulator.operations import Identifier, IdentifierKind
from simulator.workspace.identifiers import same
from simulator.workspace.profiles import Directory, Person
from simulator.workspace.settings import Settings

TAKEN = "The identifier is already associated with a different profile."
"""The reason text of the real product's failed attribute change."""
_SET_ONCE = "The identifier is set already and changes only in a call that addresses the person by cio_id."
_MERGE_MISSING = "The real product merges the two profiles here; this version does not, so both stay."


class Refusal(msgspec.Struct, frozen=True):
    """An identifier that the person does not get."""

    identifier: Identifier
    reason: str
    rule: str


class Create(msgspec.Struct, frozen=True):
    """Nobody is meant yet: a new person with these identifiers."""

    identifiers: tuple[Identifier, ...]
    refused: tuple[Refusal, ...] = ()


class Update(msgspec.Struct, frozen=True):
    """`person` is meant and gets `gained`; `refused` stay as they were."""

    person: Person
    gained: tuple[Identifier, ...] = ()
    refused: tuple[Refusal, ...] = ()


class Drop(msgspec.Struct, frozen=True):
    """Nobody is meant and nobody is made."""

    reason: str
    rule: str


Decision = Create | Update | Drop


def decide(
    asked: Identifier, brought: Sequence[Identifier], directory: Directory, settings: Settings, *, create: bool = True
) -> Decision:
    """Who is meant by a call that looks up `asked` and brings `brought`, and which identifiers that person gains.

    The rows of the reference's table of two named people, those that merge excepted. Changes nothing.

    Args:
        create: whether an unknown person may be made (`_update` says no).
    """
    found = directory.find(asked)
    if found is not None:
        return _judge_all(found, asked, brought, directory, settings)
    if asked.kind == "cio_id":
        return Drop(f"nobody has the cio_id {asked.value}", "identity.cio.unknown-dropped")
    others = [other for other in brought if other.kind != asked.kind]
    seconds = [_set_already(other) for other in brought if other.kind == asked.kind and not same(other, asked)]
    holder = next(filter(None, map(directory.find, others)), None)
    if holder is not None:
        return _attach(holder, asked, seconds, settings)
    if not create:
        return Drop("the call updates only, and nobody has these identifiers", "identity.update-only")
    return Create((asked, *others), tuple(seconds))


def _attach(holder: Person, asked: Identifier, refused: Sequence[Refusal], settings: Settings) -> Update:
    """Nobody has the looked-up identifier, but the other one has a holder, who is meant and may get the new one.

    Rules: identity.claim, identity.attach-email; identity.claim-taken and identity.email.rename-by-path where the
    holder has another one already.
    """
    if holder.identifier(asked.kind) is None or _may_replace(asked.kind, settings):
        return Update(holder, (asked,), tuple(refused))
    rule = "identity.claim-taken" if asked.kind == "id" else "identity.email.rename-by-path"
    return Update(holder, (), (Refusal(asked, _SET_ONCE, rule), *refused))


def _may_replace(kind: IdentifierKind, settings: Settings) -> bool:
    return settings.id_takeover_by_email if kind == "id" else settings.allow_email_update_by_id


def _judge_all(
    person: Person, asked: Identifier, brought: Sequence[Identifier], directory: Directory, settings: Settings
) -> Update:
    gained: list[Identifier] = []
    refused: list[Refusal] = []
    for other in brought:
        verdict = _judge(person, asked, other, directory, settings)
        match verdict:
            case Refusal():
                refused.append(verdict)
            case Identifier():
                gained.append(verdict)
            case None:
                pass
            case _:
                assert_never(verdict)
    return Update(person, tuple(gained), tuple(refused))


def _judge(
    person: Person, asked: Identifier, brought: Identifier, directory: Directory, settings: Settings
) -> Identifier | Refusal | None:
    """What becomes of one brought identifier of a person who was found: gained, refused, or had already."""
    holder = directory.find(brought)
    if holder is person:
        return None
    if holder is not None:
        return _conflict(person, asked, brought, holder)
    had = person.identifier(brought.kind)
    if had is None or asked.kind == "cio_id":
        return brought  # identity.email.first-set, identity.set-id-by-email, identity.cio.changes-ids
    if asked.kind == "id" and brought.kind == "email" and settings.allow_email_update_by_id:
        return brought
    return _set_already(brought)


def _set_already(brought: Identifier) -> Refusal:
    """The call addresses somebody who has another identifier of this kind, or by one that the body contradicts."""
    rule = "identity.email.update-by-id" if brought.kind == "email" else "identity.id.set-once"
    return Refusal(brought, _SET_ONCE, rule)


def _conflict(person: Person, asked: Identifier, brought: Identifier, holder: Person) -> Refusal:
    """One call names two people: the identifier stays where it is.

    Rules: identity.conflict.fac, identity.conflict.path-wins; identity.conflict.orphan where the person has an email.
    The one case in which the real product merges the two (identity.automerge.conditions) is refused in plain words.
    """
    if asked.kind == "cio_id":
        return Refusal(brought, TAKEN, "identity.cio.conflict")
    if would_merge(person, asked.kind, holder, brought.kind):
        return Refusal(brought, _MERGE_MISSING, "identity.automerge.conditions")
    if brought.kind == "email" and holder.id is None:
        return Refusal(brought, TAKEN, "identity.conflict.orphan")
    return Refusal(brought, TAKEN, "identity.conflict.fac")


def would_merge(person: Person, asked: IdentifierKind, holder: Person, brought: IdentifierKind) -> bool:
    """Whether an id person without email meets an email person without id."""
    match asked, brought:
        case "id", "email":
            return person.email is None and holder.id is None
        case "email", "id":
            return person.id is None and holder.email is None
        case _:
            return False
