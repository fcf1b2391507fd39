"""Leaving: what delete, suppress, unsuppress and unsubscribe each keep and lose, and the person who comes back."""

import pytest

from simulator.operations import AddDevice, Delete, Merge, Operation, Suppress, Unsuppress
from simulator.values import Json
from simulator.workspace import views
from simulator.workspace.effects import IdentifiersBlocked, IdentifiersFreed, Ignored, PersonDeleted, Rejected
from tests.builders import (
    START,
    a_workspace,
    advance,
    attributes,
    hours,
    identify,
    members,
    named,
    passages,
    people,
    person,
    put_in,
    track,
)

MIA = "mia@example.com"


def delete(who: str = "u1") -> Delete:
    return Delete(named(who))


def suppress(who: str = "u1") -> Suppress:
    return Suppress(named(who))


def unsuppress(who: str = "u1") -> Unsuppress:
    return Unsuppress(named(who))


@pytest.mark.rule("suppression.delete-recreate")
@pytest.mark.rule("consent.delete-forgets")
def test_whoever_comes_back_after_a_delete_is_somebody_new_without_history_and_opt_out() -> None:
    machine = a_workspace(identify("u1", email=MIA, unsubscribed=True), track("u1"))
    before = person(machine, "u1").cio_id

    effects = machine.apply(delete(MIA), at=START).effects
    machine.apply(identify("u1", email=MIA), at=START + 20)

    again = person(machine, "u1")
    assert effects == (PersonDeleted(before, "deleted"),)
    assert (again.cio_id != before, again.created, again.attributes, again.events) == (True, START + 20, {}, ())


@pytest.mark.rule("suppression.delete-recreate")
def test_a_late_call_resurrects_a_deleted_person_as_a_ghost() -> None:
    machine = a_workspace(identify("u1", email=MIA), delete())

    machine.apply(track("u1", "App Opened"), at=START + 15)

    assert people(machine) == [("u1", None)]


@pytest.mark.rule("suppression.delete-unknown")
def test_deleting_nobody_changes_nothing() -> None:
    machine = a_workspace(identify("u1"))

    effects = machine.apply(delete("u2"), at=START).effects

    assert effects == (Ignored("nobody is known as u2", "suppression.delete-unknown"),)


def test_a_deleted_person_leaves_segments_lists_and_devices_at_once() -> None:
    machine = a_workspace(
        identify("u1"),
        AddDevice(named("u1"), "t1", "ios"),
        put_in("M", "u1"),
        segments={"S": {"attribute": "id", "exists": True}, "M": "manual"},
    )
    advance(machine, START)

    machine.apply(delete(), at=START + 5)
    machine.apply(identify("u1"), at=START + 6)
    advance(machine, START + 6)

    found = views.segment(machine, "S")
    assert found is not None
    assert [(change.at - START, change.entered) for change in found.history or ()] == [(0, True), (5, False), (6, True)]
    assert members(machine, "M") == []
    assert person(machine, "u1").devices == ()


def test_a_timer_of_somebody_who_is_gone_moves_nobody() -> None:
    machine = a_workspace(track("u1"), segments={"S": {"performed": "Added to Cart", "within": "4 hours"}})
    advance(machine, START)
    machine.apply(delete(), at=START + 5)
    machine.apply(identify("u1"), at=START + 5)

    fired = advance(machine, START + hours(5)).fired

    assert fired == ()
    assert passages(machine) == []


@pytest.mark.rule("suppression.all-identifiers")
@pytest.mark.rule("suppression.ignored")
@pytest.mark.parametrize("by", ["u1", MIA, "cio_03000001"])
@pytest.mark.parametrize(
    "call", [identify("u1"), identify(MIA.upper()), identify("u9", email=MIA), track("u1"), track(MIA)]
)
def test_no_call_brings_back_any_identifier_of_a_suppressed_person(by: str, call: Operation) -> None:
    machine = a_workspace(identify("u1", email=MIA), track("u1"))

    machine.apply(suppress(by), at=START)
    (effect,) = machine.apply(call, at=START + 1).effects

    assert isinstance(effect, Ignored)
    assert effect.rule == "suppression.ignored"
    assert people(machine) == []


@pytest.mark.rule("suppression.ignored")
@pytest.mark.parametrize(
    "call",
    [identify("u1"), track("u1"), delete(), AddDevice(named("u1"), "t1", "ios")],
    ids=["identify", "track", "delete", "device"],
)
def test_calls_on_suppressed_people_are_refused_where_the_settings_say_so(call: Operation) -> None:
    machine = a_workspace(suppress(), settings={"suppressed_call": "error_400"})

    (effect,) = machine.apply(call, at=START).effects

    assert effect == Rejected("the id u1 is suppressed", "suppression.ignored")


@pytest.mark.rule("suppression.all-identifiers")
def test_a_suppressed_person_s_identifiers_are_named() -> None:
    machine = a_workspace(identify("u1", email=MIA))
    cio_id = person(machine, "u1").cio_id

    effects = machine.apply(suppress(), at=START).effects

    assert effects == (IdentifiersBlocked(("u1", MIA)), PersonDeleted(cio_id, "suppressed"))
    assert [str(one) for one in views.suppressed(machine)] == ["u1", MIA]


@pytest.mark.rule("suppression.all-identifiers")
def test_an_identifier_that_nobody_has_is_blocked_all_the_same() -> None:
    machine = a_workspace(suppress("u7"))

    machine.apply(identify("u7"), at=START)
    (again,) = machine.apply(suppress("u7"), at=START).effects

    assert people(machine) == []
    assert isinstance(again, Ignored)


@pytest.mark.rule("suppression.all-identifiers")
def test_where_only_ids_identify_the_email_stays_usable() -> None:
    machine = a_workspace(identify("u1", email=MIA), suppress(), settings={"identifiers": ["id"]})

    machine.apply(identify("u2", email=MIA), at=START)
    machine.apply(identify("u1"), at=START)

    assert attributes(machine, "u2") == {"email": MIA}
    assert len(views.people(machine)) == 1


@pytest.mark.rule("suppression.unsuppress-empty")
@pytest.mark.parametrize("by", ["u1", MIA])
def test_unsuppressing_one_identifier_frees_all_and_brings_nobody_back(by: str) -> None:
    machine = a_workspace(identify("u1", email=MIA, plan="pro"), suppress(), suppress("u2"))

    effects = machine.apply(unsuppress(by), at=START).effects
    nobody = people(machine)
    machine.apply(identify("u1", email=MIA), at=START)

    assert effects == (IdentifiersFreed(("u1", MIA)),)
    assert nobody == []
    assert (person(machine, "u1").cio_id, attributes(machine, "u1")) == ("03000002", {})
    assert [str(one) for one in views.suppressed(machine)] == ["u2"]


@pytest.mark.rule("suppression.unsuppress-empty")
def test_unsuppressing_what_is_not_suppressed_changes_nothing() -> None:
    machine = a_workspace(identify("u1"))

    (effect,) = machine.apply(unsuppress(), at=START).effects

    assert effect == Ignored("the id u1 is not suppressed", "suppression.unsuppress-empty")


@pytest.mark.rule("suppression.unsubscribed-keeps")
def test_an_unsubscribed_person_lives_on() -> None:
    machine = a_workspace(identify("u1", plan="pro"), segments={"S": {"performed": "Added to Cart"}})

    machine.apply(identify("u1", unsubscribed=True), at=START)
    machine.apply(track("u1"), at=START)

    assert attributes(machine, "u1") == {"plan": "pro", "unsubscribed": True}
    assert members(machine) == ["u1"]


@pytest.mark.rule("suppression.log-redacted")
def test_the_log_keeps_the_name_of_a_deleted_person_and_forgets_a_suppressed_one() -> None:
    machine = a_workspace(identify("u1", city="Rome"), identify("u2", city="Paris"), delete("u1"), suppress("u2"))

    lines = [(line.type, line.departed, line.id, line.data) for line in reversed(views.activities(machine))]

    nothing: dict[str, Json] = {}
    assert lines == [
        ("profile_create", "deleted", "u1", {}),
        ("attribute_change", "deleted", "u1", {"city": {"from": "", "to": "Rome"}}),
        ("profile_create", "suppressed", None, nothing),
        ("attribute_change", "suppressed", None, nothing),
        ("profile_delete", "deleted", "u1", {}),
        ("profile_delete", "suppressed", None, nothing),
    ]


@pytest.mark.rule("suppression.log-redacted")
def test_the_log_forgets_whoever_was_merged_into_a_suppressed_person_too() -> None:
    machine = a_workspace(identify("u1"), identify("u2", city="Paris"), Merge(named("u1"), named("u2")))

    machine.apply(suppress("u1"), at=START)

    assert {(line.departed, line.cio_id, line.id) for line in views.activities(machine)} == {("suppressed", None, None)}
    assert all(line.data == {} for line in views.activities(machine))
