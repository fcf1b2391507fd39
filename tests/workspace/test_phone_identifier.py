"""A phone number as an identifier, where the workspace says so."""

import pytest

from simulator.operations import Identify, Merge
from simulator.workspace import views
from simulator.workspace.effects import Rejected
from tests.builders import START, a_workspace, attributes, identify, named, people, person
from tests.workspace.identity_table import BY_PHONE, NEW, OLD, OTHER_PHONE, PHONE, by_phone, refusals


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
