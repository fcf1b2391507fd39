"""Who is meant by a call that names people, and what becomes of each identifier.

The rows are those of the reference's table "what happens when two people are named"; in every one the attribute `plan`
comes along, for the rest of a call is stored whatever becomes of its identifiers.
"""

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

import pytest

from simulator.errors import DefinitionError
from simulator.operations import AddDevice, Delete, Identifier, Identify, Merge, Operation, Suppress, Track
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.effects import (
    Effect,
    IdentifierRefused,
    IdentifierSet,
    Ignored,
    PeopleMerged,
    PersonCreated,
    Rejected,
    UpdateMissed,
)
from simulator.workspace.identity import TAKEN
from simulator.workspace.snapshot import state_bytes
from tests.builders import START, a_workspace, attributes, define, identify, minutes, named, people, person, track

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


@pytest.mark.rule("identity.conflict.path-wins")
@pytest.mark.rule("identity.conflict.rest-applied")
@pytest.mark.parametrize(
    "row", [pytest.param(row, id=name, marks=pytest.mark.rule(row.rule)) for name, row in ROWS.items()]
)
def test_row_of_the_table_of_two_named_people(row: Row) -> None:
    machine = a_world_of(*row.there, settings=row.settings)
    if row.suppressed is not None:
        machine.apply(Suppress(named(row.suppressed)), at=START)
    call = Identify(row.call.who, {**row.call.attributes, "plan": "pro"}, update_only=row.call.update_only)

    effects = machine.apply(call, at=START + minutes(1)).effects

    assert people(machine) == list(row.then)
    assert [pair for pair in row.then if attributes(machine, pair[0] or pair[1] or "").get("plan")] == (
        [] if row.plan_on is None else [row.plan_on]
    )
    refusals = (IdentifierRefused, Ignored, Rejected, UpdateMissed)
    assert [effect.rule for effect in effects if isinstance(effect, refusals)] == ([row.rule] if row.refused else [])


def a_world_of(*pairs: Pair, settings: Mapping[str, Json] | None = None) -> Machine:
    machine = a_workspace(settings=settings)
    for id_, email in pairs:
        machine.apply(identify(id_ or email or "", {"email": email} if id_ and email else {}), at=START)
    return machine


def refusals(effects: tuple[Effect, ...]) -> list[IdentifierRefused]:
    return [effect for effect in effects if isinstance(effect, IdentifierRefused)]


@pytest.mark.rule("identity.claim")
def test_a_claimed_person_keeps_the_cio_id_and_what_was_known() -> None:
    machine = a_workspace(identify(OLD, plan="pro"))
    before = person(machine, OLD).cio_id

    effects = machine.apply(identify("u1", email=OLD.upper()), at=START).effects

    assert effects == (IdentifierSet(before, "id", "u1"),)
    assert person(machine, "u1").cio_id == before
    assert attributes(machine, "u1") == {"plan": "pro"}


@pytest.mark.rule("identity.create")
def test_a_new_person_says_so_and_gets_a_cio_id_that_nobody_had() -> None:
    machine = a_workspace(identify("u1"))

    effects = machine.apply(identify("u2", email=NEW), at=START).effects

    first, second = (person(machine, who).cio_id for who in ("u1", "u2"))
    assert first != second
    assert effects == (PersonCreated(second), IdentifierSet(second, "id", "u2"), IdentifierSet(second, "email", NEW))


@pytest.mark.rule("identity.automerge.older-primary")
@pytest.mark.parametrize("older", [(None, OLD), ("u1", None)], ids=["email is older", "id is older"])
@pytest.mark.parametrize("call", [identify("u1", email=OLD), identify(OLD, id="u1")], ids=["row 8", "row 17"])
def test_of_two_that_merge_by_themselves_the_older_survives_with_both_identifiers(older: Pair, call: Identify) -> None:
    younger: Pair = ("u1", None) if older[0] is None else (None, OLD)
    machine = a_world_of(older, younger)
    first, second = (one.cio_id for one in views.people(machine))

    effects = machine.apply(call, at=START).effects

    assert [(one.cio_id, one.id, one.email) for one in views.people(machine)] == [(first, "u1", OLD)]
    assert PeopleMerged(first, second, True, "identity.automerge.conditions") in effects


@pytest.mark.rule("identity.conflict.rest-applied")
def test_the_rest_of_a_call_with_a_refused_identifier_is_not_stored_where_the_settings_say_so() -> None:
    machine = a_world_of(("u1", None), ("u2", OLD), settings={"conflict_applies_rest": False})

    effects = machine.apply(identify("u1", email=OLD, plan="pro"), at=START).effects

    assert [effect.rule for effect in effects if isinstance(effect, IdentifierRefused | Ignored)] == [
        "identity.conflict.fac",
        "identity.conflict.rest-applied",
    ]
    assert attributes(machine, "u1") == {}


@pytest.mark.rule("identity.update-only")
@pytest.mark.parametrize(
    ("setting", "version", "logged"),
    [
        ("by_version", 1, True),
        ("by_version", 2, False),
        ("always", 2, True),
        ("never", 1, False),
    ],
)
def test_an_update_of_nobody_is_logged_as_the_version_and_the_settings_say(
    setting: str, version: Literal[1, 2], *, logged: bool
) -> None:
    machine = a_workspace(settings={"update_only_activity": setting})
    call = Identify(named("u1"), {"plan": "pro"}, update_only=True, version=version)

    effects = machine.apply(call, at=START).effects

    assert effects == (UpdateMissed("u1", logged),)
    assert [line.type for line in views.activities(machine)] == (["failed_attribute_change"] if logged else [])


PHONE, OTHER_PHONE = "+12025550143", "+12025550144"
BY_PHONE: dict[str, Json] = {"identifiers": ["id", "email", "phone"]}


def by_phone(number: str) -> Identifier:
    return Identifier("phone", number)


@pytest.mark.rule("identity.phone.v2")
def test_a_phone_number_identifies_where_the_workspace_says_so() -> None:
    machine = a_workspace(Identify(by_phone(PHONE)), settings=BY_PHONE)

    machine.apply(identify("u1", phone=PHONE), at=START)
    machine.apply(Identify(by_phone(f" {PHONE} "), {"email": OLD}), at=START)

    (only,) = views.people(machine)
    assert (only.id, only.email, only.phone) == ("u1", OLD, PHONE)


@pytest.mark.rule("identity.phone.v2")
def test_a_phone_number_is_an_attribute_where_it_does_not_identify() -> None:
    machine = a_workspace(identify("u1", phone=PHONE), identify("u2", phone=PHONE))

    assert people(machine) == [("u1", None), ("u2", None)]
    assert attributes(machine, "u1") == attributes(machine, "u2") == {"phone": PHONE}


@pytest.mark.rule("identity.phone.v2")
@pytest.mark.parametrize("number", ["2025550143", "+1 202 555 0143", "+0123", "+1202555014300000"])
def test_what_is_no_e164_number_is_refused_as_a_phone(number: str) -> None:
    machine = a_workspace(settings=BY_PHONE)

    (refused,) = refusals(machine.apply(identify("u1", phone=number), at=START).effects)

    assert (refused.kind, refused.rule) == ("phone", "identity.phone.v2")
    assert person(machine, "u1").phone is None


@pytest.mark.rule("identity.phone.v2")
def test_the_phone_of_another_person_is_refused_and_one_of_nobody_replaces_ones_own() -> None:
    machine = a_workspace(identify("u1", phone=PHONE), identify("u2", phone=OTHER_PHONE), settings=BY_PHONE)

    (refused,) = refusals(machine.apply(identify("u1", phone=OTHER_PHONE), at=START).effects)
    machine.apply(identify("u2", phone="+12025550145"), at=START)

    assert (refused.value, refused.rule) == (OTHER_PHONE, "identity.conflict.fac")
    assert [one.phone for one in views.people(machine)] == [PHONE, "+12025550145"]


@pytest.mark.rule("identity.phone.v2")
@pytest.mark.rule("identity.email.plain-in-id-workspace")
@pytest.mark.parametrize(
    ("kinds", "who"),
    [(["id", "email"], by_phone(PHONE)), (["id"], Identifier("email", OLD)), (["email"], Identifier("id", "u1"))],
)
@pytest.mark.parametrize(
    "call",
    [Identify, lambda who: Track("Added to Cart", who), Suppress, Delete, lambda who: AddDevice(who, "t1", "ios")],
    ids=["identify", "track", "suppress", "delete", "device"],
)
def test_a_kind_that_the_workspace_does_not_use_addresses_nobody(
    kinds: list[Json], who: Identifier, call: Callable[[Identifier], Operation]
) -> None:
    machine = a_workspace(settings={"identifiers": kinds})

    (effect,) = machine.apply(call(who), at=START).effects

    assert isinstance(effect, Rejected)
    assert not views.people(machine)
    assert not views.suppressed(machine)


def test_the_survivor_of_an_automatic_merge_has_what_the_call_named_even_where_merges_set_it_free() -> None:
    machine = a_world_of(("u1", None), (None, OLD), settings={"merge_secondary_identifiers": "freed"})

    machine.apply(identify("u1", email=OLD), at=START)

    assert people(machine) == [("u1", OLD)]


@pytest.mark.rule("identity.email.rename-by-path")
def test_only_an_id_lets_an_email_in_the_path_rename() -> None:
    machine = a_workspace(identify(OLD, phone=PHONE), settings=BY_PHONE)

    (refused,) = refusals(machine.apply(identify(NEW, phone=PHONE, plan="pro"), at=START).effects)

    assert people(machine) == [(None, OLD)]
    assert (refused.value, attributes(machine, OLD)) == (NEW, {"plan": "pro"})


@pytest.mark.rule("identity.phone.not-merge")
def test_a_merge_by_phone_is_refused() -> None:
    machine = a_workspace(Identify(by_phone(PHONE)), identify("u1"), settings=BY_PHONE)

    (effect,) = machine.apply(Merge(named("u1"), by_phone(PHONE)), at=START).effects

    assert isinstance(effect, Rejected)
    assert len(views.people(machine)) == 2


@pytest.mark.rule("identity.conflict.fac")
def test_a_taken_identifier_is_refused_in_the_words_of_the_real_product() -> None:
    machine = a_world_of(("u1", OLD), ("u2", NEW))

    (refused,) = refusals(machine.apply(identify("u1", email=NEW), at=START).effects)

    assert refused.value == NEW
    assert refused.reason == "The identifier is already associated with a different profile." == TAKEN


@pytest.mark.parametrize(
    ("call", "settings"),
    [(identify("u9", email=OLD), {}), (identify(NEW, id="u1"), NO_UPDATE), (identify(OLD, id="u9"), {})],
    ids=["row 4", "row 13", "row 16"],
)
def test_a_free_identifier_that_is_refused_is_not_called_taken(call: Identify, settings: dict[str, bool]) -> None:
    machine = a_world_of(("u1", OLD), settings=settings)

    (refused,) = refusals(machine.apply(call, at=START).effects)

    assert refused.reason.startswith("The identifier is set already")


@pytest.mark.rule("identity.email.case")
@pytest.mark.rule("identity.email.trim")
def test_one_email_in_any_case_and_between_spaces_is_one_person_kept_as_first_sent() -> None:
    machine = a_workspace(identify("Ada@Example.com"))

    machine.apply(identify("  aDA@example.COM "), at=START)
    machine.apply(identify("u1", email="ADA@EXAMPLE.COM"), at=START)

    assert people(machine) == [("u1", "Ada@Example.com")]


@pytest.mark.rule("identity.id.case")
@pytest.mark.rule("identity.id.trim")
def test_ids_are_compared_exactly() -> None:
    machine = a_workspace(identify("a"), identify("A"), identify(" a"))

    assert people(machine) == [("a", None), ("A", None), (" a", None)]


@pytest.mark.rule("identity.id.numeric")
def test_an_id_sent_as_a_number_is_the_id_sent_as_its_digits() -> None:
    machine = a_workspace(identify("5"), identify(OLD))

    machine.apply(identify(NEW, id=5), at=START)
    machine.apply(identify(OLD, id=6), at=START)

    assert people(machine) == [("5", NEW), ("6", OLD)]


@pytest.mark.rule("identity.old-value-free")
def test_a_replaced_identifier_is_free_at_once_and_its_next_use_makes_a_new_person() -> None:
    machine = a_workspace(identify("u1", email=OLD), identify("u1", email=NEW))

    machine.apply(track(OLD), at=START)

    assert people(machine) == [("u1", NEW), (None, OLD)]


@pytest.mark.rule("identity.old-value-free")
def test_both_identifiers_replaced_by_cio_id_are_free() -> None:
    machine = a_workspace(identify("u1", email=OLD), identify(FIRST, id="u9", email=NEW))

    machine.apply(identify("u1", email=OLD), at=START)

    assert people(machine) == [("u9", NEW), ("u1", OLD)]


def test_a_cio_id_in_the_body_addresses_the_person_like_one_in_the_path() -> None:
    machine = a_workspace(identify("u1", email=OLD))

    machine.apply(identify("u9", cio_id=FIRST), at=START)

    assert people(machine) == [("u9", OLD)]


@pytest.mark.rule("identity.null")
@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_an_identifier_set_to_nothing_is_cleared_if_another_remains(nothing: str | None) -> None:
    machine = a_workspace(identify("u1", email=OLD))

    (effect,) = machine.apply(identify("u1", email=nothing), at=START).effects

    assert people(machine) == [("u1", None)]
    assert isinstance(effect, IdentifierSet)
    assert effect.old == OLD


@pytest.mark.rule("identity.null")
def test_the_only_identifier_is_never_cleared() -> None:
    machine = a_workspace(identify(OLD))

    (refused,) = refusals(machine.apply(identify(OLD, email=None), at=START).effects)

    assert people(machine) == [(None, OLD)]
    assert refused.rule == "identity.null"


@pytest.mark.parametrize("value", [True, 5.5, ["x@example.com"], {"a": 1}])
def test_what_can_be_no_identifier_is_refused_and_clears_nothing(value: object) -> None:
    machine = a_workspace(identify("u1", email=OLD))

    effects = machine.apply(Identify(Identifier("id", "u1"), {"email": value, "plan": "pro"}), at=START).effects  # type: ignore[dict-item]

    assert people(machine) == [("u1", OLD)]
    assert [refused.kind for refused in refusals(effects)] == ["email"]
    assert attributes(machine, "u1") == {"plan": "pro"}


@pytest.mark.rule("identity.email.plain-in-id-workspace")
def test_where_only_ids_identify_two_people_may_share_an_email() -> None:
    machine = a_workspace(identify("u1", email=OLD), identify("u2", email=OLD), settings={"identifiers": ["id"]})

    assert people(machine) == [("u1", None), ("u2", None)]
    assert attributes(machine, "u1") == attributes(machine, "u2") == {"email": OLD}


@pytest.mark.rule("identity.switch-workspace")
def test_a_switch_to_emails_is_refused_while_two_people_share_one() -> None:
    machine = a_workspace(
        identify("u1", email=OLD), identify("u2", email=OLD.upper()), settings={"identifiers": ["id"]}
    )
    before = state_bytes(machine)

    with pytest.raises(DefinitionError, match="would both have the email"):
        machine.apply(define(settings={"identifiers": ["id", "email"]}), at=START)

    assert state_bytes(machine) == before


@pytest.mark.rule("identity.switch-workspace")
def test_after_a_switch_attributes_are_identifiers_and_back() -> None:
    machine = a_workspace(identify("u1", email=OLD), settings={"identifiers": ["id"]})

    machine.apply(define(settings={"identifiers": ["id", "email"]}), at=START)
    machine.apply(identify(OLD, plan="pro"), at=START)
    found = people(machine)
    machine.apply(define(settings={"identifiers": ["id"]}), at=START)

    assert found == [("u1", OLD)]
    assert attributes(machine, "u1") == {"plan": "pro", "email": OLD}
    assert views.person(machine, named(OLD)) is None


@pytest.mark.rule("identity.email.trim")
@pytest.mark.rule("identity.id.trim")
def test_spaces_count_or_do_not_as_the_settings_say() -> None:
    settings: dict[str, Json] = {"id_trim": True, "email_trim": False}

    machine = a_workspace(identify(" u1"), identify("u1 "), identify(f" {OLD}"), identify(OLD), settings=settings)

    assert people(machine) == [("u1", None), (None, f" {OLD}"), (None, OLD)]


@pytest.mark.rule("identity.null")
@pytest.mark.parametrize(("setting", "refused"), [("ignore", []), ("fail", ["identity.null"])])
def test_an_identifier_set_to_nothing_stays_where_the_settings_say_so(setting: str, refused: list[str]) -> None:
    machine = a_workspace(identify("u1", email=OLD), settings={"identifier_null": setting})

    effects = machine.apply(identify("u1", email=""), at=START).effects

    assert people(machine) == [("u1", OLD)]
    assert [one.rule for one in refusals(effects)] == refused


@pytest.mark.rule("identity.cio.format")
def test_cio_ids_are_lower_case_hexadecimal_count_up_and_are_found_in_any_case() -> None:
    machine = a_workspace(*(identify(f"u{number}") for number in range(12)))

    cio_ids = [one.cio_id for one in views.people(machine)]
    found = views.person(machine, Identifier("cio_id", cio_ids[-1].upper()))

    assert cio_ids == sorted(set(cio_ids))
    assert all(re.fullmatch("[0-9a-f]+", cio_id) for cio_id in cio_ids)
    assert found is not None
    assert found.id == "u11"


@pytest.mark.rule("identity.email-link-click")
def test_a_visitor_who_comes_by_a_link_is_identified_by_its_cio_id_with_what_they_did_before() -> None:
    machine = a_workspace(identify("u1"), track(None, "Product Viewed", anonymous_id="x"))

    machine.apply(identify(f"cio_{person(machine, 'u1').cio_id}", anonymous_id="x"), at=START)

    assert [event.name for event in person(machine, "u1").events] == ["Product Viewed"]
