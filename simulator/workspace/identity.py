"""Who is meant: from the identifiers of a call to one person, and what becomes of each identifier.

A call names a person once to look it up and may bring more identifiers in its body. `decide` answers with a value;
`identifying` acts on it. A refusal is ordinary traffic, which the API accepts in silence.

The rows are those of the reference's table "what happens when two people are named": A is the identifier looked up,
B one that is brought.
"""

from collections.abc import Sequence
from typing import assert_never

import msgspec

from simulator.operations import Identifier, IdentifierKind
from simulator.workspace.identifiers import can_be, same
from simulator.workspace.profiles import Directory, Person
from simulator.workspace.settings import Settings

TAKEN = "The identifier is already associated with a different profile."
"""The reason text of the real product's failed attribute change."""
SET_ONCE = "The identifier is set already and changes only in a call that addresses the person by cio_id."
_NO_PHONE = "A phone number is written in E.164: a plus and at most 15 digits."


class Gain(msgspec.Struct, frozen=True):
    """The person gets the identifier."""

    identifier: Identifier


class Keep(msgspec.Struct, frozen=True):
    """The person has the identifier already."""


class Refusal(msgspec.Struct, frozen=True):
    """An identifier that the person does not get."""

    identifier: Identifier
    reason: str
    rule: str


class Join(msgspec.Struct, frozen=True):
    """The identifier's holder and the person become one."""

    holder: Person


Verdict = Gain | Keep | Refusal | Join


class Create(msgspec.Struct, frozen=True):
    """Nobody is meant yet: a new person with these identifiers."""

    identifiers: tuple[Identifier, ...]
    refused: tuple[Refusal, ...] = ()


class Update(msgspec.Struct, frozen=True):
    """`person` is meant, becomes one with `joined`, and gets `gained`; `refused` stay as they were."""

    person: Person
    gained: tuple[Identifier, ...] = ()
    refused: tuple[Refusal, ...] = ()
    joined: tuple[Person, ...] = ()


class Drop(msgspec.Struct, frozen=True):
    """Nobody is meant and nobody is made: the cio_id looked up is nobody's."""

    reason: str
    rule: str


class Miss(msgspec.Struct, frozen=True):
    """Nobody is meant, and the call updates only."""


Decision = Create | Update | Drop | Miss


def decide(
    asked: Identifier, brought: Sequence[Identifier], directory: Directory, settings: Settings, *, create: bool = True
) -> Decision:
    """Who is meant by a call that looks up `asked` and brings `brought`, and which identifiers that person gains.

    Each brought identifier is judged on its own (row 24), in the order of the workspace's kinds. Changes nothing.

    Args:
        create: whether an unknown person may be made; `_update` says no (row 22, identity.update-only).
    """
    person = directory.find(asked)
    if person is not None:
        return _updated(person, asked, brought, directory, settings)
    if asked.kind == "cio_id":  # row 21
        return Drop(f"nobody has the cio_id {asked.value}", "identity.cio.unknown-dropped")
    others = [other for other in brought if other.kind != asked.kind and can_be(other.kind, other.value)]
    for other in others:
        holder = directory.find(other)
        if holder is not None:
            return _claimed(asked, other, holder, brought, directory, settings)
    if not create:
        return Miss()
    refused = [_refused_beside(asked, other, directory) for other in brought]
    return Create((asked, *others), tuple(filter(None, refused)))  # rows 1, 2 and 11


def judge(
    asked: Identifier, person: Person | None, brought: Identifier, holder: Person | None, settings: Settings
) -> Verdict:
    """One row of the table: `person` holds A, which the call looks up, `holder` holds B, which it brings.

    Where nobody holds A, the verdict is on A: whether B's holder gets it.
    """
    match person, holder:
        case None, None:
            return Gain(brought)
        case None, Person():
            return _claim(holder, asked, brought, settings)
        case Person(), None:
            return _new_value(person, asked, brought, settings)
        case Person(), Person() if person is holder:
            return Keep()  # rows 6 and 15
        case Person(), Person():
            return _two_people(person, asked, holder, brought, settings)
        case _:
            raise AssertionError("a person or nobody")


def _claim(holder: Person, asked: Identifier, found_by: Identifier, settings: Settings) -> Gain | Refusal:
    """Nobody has A, but B has a holder, who is meant and may get A (rows 3, 4, 12 and 13).

    Rules: identity.claim, identity.attach-email; identity.claim-taken and identity.email.rename-by-path where the
    holder has another one already.
    """
    if holder.identifier(asked.kind) is None or _may_replace(asked.kind, found_by.kind, settings):
        return Gain(asked)
    rule = "identity.claim-taken" if asked.kind == "id" else "identity.email.rename-by-path"
    return Refusal(asked, SET_ONCE, rule)


def _may_replace(kind: IdentifierKind, found_by: IdentifierKind, settings: Settings) -> bool:
    """Whether an identifier that is set may be replaced for somebody who was found by another: each way a setting."""
    if kind == "id":
        return found_by == "email" and settings.id_takeover_by_email
    return found_by == "id" and settings.allow_email_update_by_id


def _new_value(person: Person, asked: Identifier, brought: Identifier, settings: Settings) -> Gain | Refusal:
    """A has a holder, B is free (rows 5, 7, 14, 16 and 19)."""
    if person.identifier(brought.kind) is None or asked.kind == "cio_id":
        return Gain(brought)  # identity.email.first-set, identity.set-id-by-email, identity.cio.changes-ids
    return Gain(brought) if _may_replace(brought.kind, asked.kind, settings) else _set_already(brought)


def _two_people(
    person: Person, asked: Identifier, holder: Person, brought: Identifier, settings: Settings
) -> Join | Refusal:
    """One call names two people (rows 8, 9, 10, 17, 18 and 20): the identifier stays, unless the two are merged.

    Rules: identity.conflict.fac, identity.conflict.path-wins; identity.conflict.orphan where the person has an email;
    identity.automerge.conditions, identity.automerge.off.
    """
    if asked.kind == "cio_id":
        return Refusal(brought, TAKEN, "identity.cio.conflict")
    if would_merge(person, asked.kind, holder, brought.kind):
        return Join(holder) if settings.auto_merge else Refusal(brought, TAKEN, "identity.automerge.off")
    if asked.kind == "id" and brought.kind == "email" and holder.id is None:
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


def _updated(
    person: Person, asked: Identifier, brought: Sequence[Identifier], directory: Directory, settings: Settings
) -> Update:
    """The person who was looked up, with what each brought identifier does."""
    gained: list[Identifier] = []
    refused: list[Refusal] = []
    joined: list[Person] = []
    for other in brought:
        if not can_be(other.kind, other.value):
            refused.append(_no_phone(other))
            continue
        verdict = judge(asked, person, other, directory.find(other), settings)
        match verdict:
            case Gain(identifier):
                gained.append(identifier)
            case Refusal():
                refused.append(verdict)
            case Join(holder):
                joined.append(holder)
            case Keep():
                pass
            case _:
                assert_never(verdict)
    return Update(person, tuple(gained), tuple(refused), tuple(joined))


def _claimed(
    asked: Identifier,
    found_by: Identifier,
    holder: Person,
    brought: Sequence[Identifier],
    directory: Directory,
    settings: Settings,
) -> Update:
    """The holder of a brought identifier, who may get the one looked up; the others are judged as if they had it."""
    verdict = judge(asked, None, found_by, holder, settings)
    refused = [_refused_beside(asked, other, directory) for other in brought if other.kind == asked.kind]
    rest = [other for other in brought if other.kind != asked.kind]
    known = _updated(holder, asked, rest, directory, settings)
    first = (verdict.identifier,) if isinstance(verdict, Gain) else ()
    second = (verdict,) if isinstance(verdict, Refusal) else ()
    return Update(holder, (*first, *known.gained), (*second, *filter(None, refused), *known.refused), known.joined)


def _refused_beside(asked: Identifier, other: Identifier, directory: Directory) -> Refusal | None:
    """What is refused of a brought identifier that cannot be one, or contradicts the one looked up."""
    if not can_be(other.kind, other.value):
        return _no_phone(other)
    if other.kind != asked.kind or same(other, asked, directory.trims):
        return None
    return _set_already(other)


def _set_already(brought: Identifier) -> Refusal:
    """The call addresses somebody who has another identifier of this kind, or by one that the body contradicts."""
    rule = "identity.id.set-once" if brought.kind == "id" else "identity.email.update-by-id"
    return Refusal(brought, SET_ONCE, rule)


def _no_phone(brought: Identifier) -> Refusal:
    return Refusal(brought, _NO_PHONE, "identity.phone.v2")
