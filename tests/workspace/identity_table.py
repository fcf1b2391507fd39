"""The reference's table "what happens when two people are named", row by row.

In every one the attribute `plan` comes along, for the rest of a call is stored whatever becomes of its identifiers.
"""

from collections.abc import Mapping
from typing import NamedTuple

from simulator.operations import Identifier, Identify
from simulator.values import Json
from simulator.workspace import Machine
from simulator.workspace.effects import Effect, IdentifierRefused
from tests.builders import START, a_workspace, identify

Pair = tuple[str | None, str | None]
"""A person's id and email."""

NO_UPDATE = {"allow_email_update_by_id": False}
TAKEOVER = {"id_takeover_by_email": True}
NO_MERGE = {"auto_merge": False}

U1, OLD, NEW, FIRST = "u1", "old@example.com", "new@example.com", "cio_03000001"
"""`FIRST` is how the first person of a workspace is addressed by cio_id."""


class Row(NamedTuple):
    """Who is there, the call, who is there then, and the rule that decides; `plan_on` got the rest of the call."""

    there: tuple[Pair, ...]
    call: Identify
    then: tuple[Pair, ...]
    rule: str
    plan_on: Pair | None = (U1, OLD)
    refused: bool = False
    settings: Mapping[str, Json] = {}
    suppressed: str | None = None


ROWS = {
    "1 new id": Row((), identify(U1), ((U1, None),), "identity.create", (U1, None)),
    "1 new email": Row((), identify(NEW), ((None, NEW),), "identity.create", (None, NEW)),
    "2 new id, free email": Row((), identify(U1, email=NEW), ((U1, NEW),), "identity.create", (U1, NEW)),
    "3 new id, email of a person without id": Row(
        ((None, OLD),), identify(U1, email=OLD), ((U1, OLD),), "identity.claim"
    ),
    "4 new id, email of another id": Row(
        (("u2", OLD),), identify(U1, email=OLD), (("u2", OLD),), "identity.claim-taken", ("u2", OLD), refused=True
    ),
    "4 new id, email of another id, takeover": Row(
        (("u2", OLD),), identify(U1, email=OLD), ((U1, OLD),), "identity.claim-taken", settings=TAKEOVER
    ),
    "5 first email": Row(((U1, None),), identify(U1, email=OLD), ((U1, OLD),), "identity.email.first-set"),
    "5 first email, no update by id": Row(
        ((U1, None),), identify(U1, email=OLD), ((U1, OLD),), "identity.email.first-set", settings=NO_UPDATE
    ),
    "6 same email": Row(((U1, OLD),), identify(U1, email=OLD), ((U1, OLD),), "attributes.upsert"),
    "6 same email, no update by id": Row(
        ((U1, OLD),), identify(U1, email=OLD), ((U1, OLD),), "attributes.upsert", settings=NO_UPDATE
    ),
    "7 other email": Row(((U1, OLD),), identify(U1, email=NEW), ((U1, NEW),), "identity.email.update-by-id", (U1, NEW)),
    "7 other email, no update by id": Row(
        ((U1, OLD),),
        identify(U1, email=NEW),
        ((U1, OLD),),
        "identity.email.update-by-id",
        refused=True,
        settings=NO_UPDATE,
    ),
    "8 id without email, email without id, the id is older": Row(
        ((U1, None), (None, OLD)), identify(U1, email=OLD), ((U1, OLD),), "identity.automerge.conditions"
    ),
    "8 id without email, email without id, the email is older": Row(
        ((None, OLD), (U1, None)), identify(U1, email=OLD), ((U1, OLD),), "identity.automerge.older-primary"
    ),
    "8 id without email, email without id, no automatic merge": Row(
        ((U1, None), (None, OLD)),
        identify(U1, email=OLD),
        ((U1, None), (None, OLD)),
        "identity.automerge.off",
        (U1, None),
        refused=True,
        settings=NO_MERGE,
    ),
    "9 id with email, email of a person without id": Row(
        ((U1, OLD), (None, NEW)),
        identify(U1, email=NEW),
        ((U1, OLD), (None, NEW)),
        "identity.conflict.orphan",
        refused=True,
    ),
    "10 id without email, email of another id": Row(
        ((U1, None), ("u2", NEW)),
        identify(U1, email=NEW),
        ((U1, None), ("u2", NEW)),
        "identity.conflict.fac",
        (U1, None),
        refused=True,
    ),
    "10 id with email, email of another id": Row(
        ((U1, OLD), ("u2", NEW)),
        identify(U1, email=NEW),
        ((U1, OLD), ("u2", NEW)),
        "identity.conflict.fac",
        refused=True,
    ),
    "11 new email, free id": Row((), identify(NEW, id=U1), ((U1, NEW),), "identity.create", (U1, NEW)),
    "12 new email, id without email": Row(((U1, None),), identify(OLD, id=U1), ((U1, OLD),), "identity.attach-email"),
    "13 new email, id with email": Row(
        ((U1, OLD),), identify(NEW, id=U1), ((U1, NEW),), "identity.email.rename-by-path", (U1, NEW)
    ),
    "13 new email, id with email, no update by id": Row(
        ((U1, OLD),),
        identify(NEW, id=U1),
        ((U1, OLD),),
        "identity.email.rename-by-path",
        refused=True,
        settings=NO_UPDATE,
    ),
    "14 email without id, free id": Row(((None, OLD),), identify(OLD, id=U1), ((U1, OLD),), "identity.set-id-by-email"),
    "15 same id": Row(((U1, OLD),), identify(OLD, id=U1), ((U1, OLD),), "attributes.upsert"),
    "16 email with id, free id": Row(
        ((U1, OLD),), identify(OLD, id="u2"), ((U1, OLD),), "identity.id.set-once", refused=True
    ),
    "16 email with id, free id, takeover": Row(
        ((U1, OLD),), identify(OLD, id="u2"), (("u2", OLD),), "identity.id.set-once", ("u2", OLD), settings=TAKEOVER
    ),
    "17 email without id, id without email, the email is older": Row(
        ((None, OLD), (U1, None)), identify(OLD, id=U1), ((U1, OLD),), "identity.automerge.conditions"
    ),
    "17 email without id, id without email, the id is older": Row(
        ((U1, None), (None, OLD)), identify(OLD, id=U1), ((U1, OLD),), "identity.automerge.older-primary"
    ),
    "17 email without id, id without email, no automatic merge": Row(
        ((None, OLD), (U1, None)),
        identify(OLD, id=U1),
        ((None, OLD), (U1, None)),
        "identity.automerge.off",
        (None, OLD),
        refused=True,
        settings=NO_MERGE,
    ),
    "18 email with id, id of another": Row(
        ((U1, OLD), ("u2", None)),
        identify(OLD, id="u2"),
        ((U1, OLD), ("u2", None)),
        "identity.conflict.fac",
        refused=True,
    ),
    "18 email without id, id of another with email": Row(
        ((None, OLD), ("u2", NEW)),
        identify(OLD, id="u2"),
        ((None, OLD), ("u2", NEW)),
        "identity.conflict.fac",
        (None, OLD),
        refused=True,
    ),
    "19 cio_id, free id and email": Row(
        ((U1, OLD),), identify(FIRST, id="u9", email=NEW), (("u9", NEW),), "identity.cio.changes-ids", ("u9", NEW)
    ),
    "19 cio_id, free id and email, no update by id": Row(
        ((U1, OLD),),
        identify(FIRST, id="u9", email=NEW),
        (("u9", NEW),),
        "identity.cio.changes-ids",
        ("u9", NEW),
        settings=NO_UPDATE,
    ),
    "20 cio_id, email of another": Row(
        ((U1, OLD), (None, NEW)),
        identify(FIRST, id="u9", email=NEW),
        (("u9", OLD), (None, NEW)),
        "identity.cio.conflict",
        ("u9", OLD),
        refused=True,
    ),
    "20 cio_id, email of another where neither has both": Row(
        ((U1, None), (None, NEW)),
        identify(FIRST, email=NEW),
        ((U1, None), (None, NEW)),
        "identity.cio.conflict",
        (U1, None),
        refused=True,
    ),
    "21 unknown cio_id": Row(
        ((U1, None),),
        identify("cio_03ffffff", id="u9", email=NEW),
        ((U1, None),),
        "identity.cio.unknown-dropped",
        plan_on=None,
        refused=True,
    ),
    "21 unknown cio_id, refused": Row(
        ((U1, None),),
        identify("cio_03ffffff", id="u9"),
        ((U1, None),),
        "identity.cio.foreign",
        plan_on=None,
        refused=True,
        settings={"cio_id_unknown": "error_400"},
    ),
    "22 update of nobody": Row(
        (), identify(U1, email=NEW, update_only=True), (), "identity.update-only", plan_on=None, refused=True
    ),
    "22 update of somebody": Row(((U1, OLD),), identify(U1, update_only=True), ((U1, OLD),), "identity.update-only"),
    "22 update of the email's owner": Row(
        ((None, OLD),), identify(U1, email=OLD, update_only=True), ((U1, OLD),), "identity.update-only"
    ),
    "23 suppressed id": Row((), identify(U1), (), "suppression.ignored", plan_on=None, refused=True, suppressed=U1),
    "23 suppressed email in the body": Row(
        ((U1, None),),
        identify(U1, email=OLD),
        ((U1, None),),
        "suppression.ignored",
        plan_on=None,
        refused=True,
        suppressed=OLD,
    ),
    "23 suppressed id, refused": Row(
        (),
        identify(U1),
        (),
        "suppression.ignored",
        plan_on=None,
        refused=True,
        settings={"suppressed_call": "error_400"},
        suppressed=U1,
    ),
    "24 unknown id, the body has another that is free": Row(
        (), identify(U1, id="u9"), ((U1, None),), "identity.id.set-once", (U1, None), refused=True
    ),
    "24 unknown id, the body has that of another": Row(
        (("u2", OLD),),
        identify(U1, id="u2"),
        (("u2", OLD), (U1, None)),
        "identity.id.set-once",
        (U1, None),
        refused=True,
    ),
    "24 unknown id, that of another, takeover": Row(
        (("u2", OLD),),
        identify(U1, id="u2"),
        (("u2", OLD), (U1, None)),
        "identity.id.set-once",
        (U1, None),
        refused=True,
        settings=TAKEOVER,
    ),
    "24 unknown email, the body has that of another": Row(
        ((U1, OLD),),
        identify(NEW, email=OLD),
        ((U1, OLD), (None, NEW)),
        "identity.email.update-by-id",
        (None, NEW),
        refused=True,
    ),
}


def a_world_of(*pairs: Pair, settings: Mapping[str, Json] | None = None) -> Machine:
    machine = a_workspace(settings=settings)
    for id_, email in pairs:
        machine.apply(identify(id_ or email or "", {"email": email} if id_ and email else {}), at=START)
    return machine


def refusals(effects: tuple[Effect, ...]) -> list[IdentifierRefused]:
    return [effect for effect in effects if isinstance(effect, IdentifierRefused)]


PHONE, OTHER_PHONE = "+12025550143", "+12025550144"
BY_PHONE: dict[str, Json] = {"identifiers": ["id", "email", "phone"]}


def by_phone(number: str) -> Identifier:
    return Identifier("phone", number)
