"""Which kinds of identifiers address people, and what becomes of those that are replaced."""

from collections.abc import Callable

import pytest

from simulator.errors import DefinitionError
from simulator.operations import AddDevice, Delete, Identifier, Identify, Operation, Suppress, Track
from simulator.values import Json
from simulator.workspace import views
from simulator.workspace.effects import Rejected
from simulator.workspace.snapshot import state_bytes
from tests.builders import START, a_workspace, attributes, define, identify, named, people, person, track
from tests.workspace.identity_table import FIRST, NEW, OLD, PHONE, by_phone


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


@pytest.mark.rule("identity.email-link-click")
def test_a_visitor_who_comes_by_a_link_is_identified_by_its_cio_id_with_what_they_did_before() -> None:
    machine = a_workspace(identify("u1"), track(None, "Product Viewed", anonymous_id="x"))

    machine.apply(identify(f"cio_{person(machine, 'u1').cio_id}", anonymous_id="x"), at=START)

    assert [event.name for event in person(machine, "u1").events] == ["Product Viewed"]
