"""What becomes of each identifier of a call that names two people."""

from typing import Literal

import pytest

from simulator.operations import Identify, Suppress
from simulator.workspace import views
from simulator.workspace.effects import (
    IdentifierRefused,
    IdentifierSet,
    Ignored,
    PeopleMerged,
    PersonCreated,
    Rejected,
    UpdateMissed,
)
from simulator.workspace.identity import TAKEN
from tests.builders import START, a_workspace, attributes, identify, minutes, named, people, person
from tests.workspace.identity_table import NEW, NO_UPDATE, OLD, ROWS, Pair, Row, a_world_of, refusals


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


def test_the_survivor_of_an_automatic_merge_has_what_the_call_named_even_where_merges_set_it_free() -> None:
    machine = a_world_of(("u1", None), (None, OLD), settings={"merge_secondary_identifiers": "freed"})

    machine.apply(identify("u1", email=OLD), at=START)

    assert people(machine) == [("u1", OLD)]


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
