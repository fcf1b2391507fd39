"""Which texts are the same identifier, which are none, and what an empty one does."""

import re

import pytest

from simulator.operations import Identifier, Identify
from simulator.values import Json
from simulator.workspace import views
from simulator.workspace.effects import IdentifierSet
from tests.builders import START, a_workspace, attributes, identify, people
from tests.workspace.identity_table import NEW, OLD, refusals


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
