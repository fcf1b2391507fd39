"""Sequences that tempt a workspace to lose, double or resurrect something; the sheets say what must come out."""

from typing import Any

import pytest

from simulator.operations import AddDevice, Delete, Merge, Operation, Suppress, Unsuppress
from simulator.workspace import Machine, views
from tests.builders import (
    START,
    a_workspace,
    advance,
    attributes,
    days,
    hours,
    identify,
    minutes,
    named,
    people,
    person,
    track,
)

ULID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
OLD = START - days(40)


def merge(primary: str, secondary: str) -> Merge:
    return Merge(named(primary), named(secondary))


def delete(who: str) -> Delete:
    return Delete(named(who))


def suppress(who: str) -> Suppress:
    return Suppress(named(who))


def seen(anonymous_id: str, name: str = "Seen", **more: Any) -> Operation:
    return track(None, name, anonymous_id=anonymous_id, **more)


def events(machine: Machine, who: str) -> list[str]:
    return [event.name for event in person(machine, who).events]


def held(machine: Machine, anonymous_id: str = "x") -> list[str]:
    return [event.name for event in views.anonymous_events(machine).get(anonymous_id, ())]


def later(machine: Machine, at: int, *operations: Operation) -> None:
    """The operations, so many seconds after `START`."""
    for operation in operations:
        machine.apply(operation, at=START + at)


# ---- merges in a row


@pytest.mark.rule("merge.events-old")
def test_old_events_on_their_way_to_somebody_who_is_merged_too_arrive_at_the_last_survivor() -> None:
    machine = a_workspace(identify("u1"), identify("u2"), track("u3", "Old", timestamp=OLD), merge("u2", "u3"))

    later(machine, minutes(30), merge("u1", "u2"))
    advance(machine, START + minutes(90))

    assert events(machine, "u1") == ["Old"]


@pytest.mark.rule("merge.events-old")
def test_old_events_on_their_way_to_somebody_who_is_deleted_come_to_nobody_who_takes_the_name() -> None:
    machine = a_workspace(identify("u1"), track("u2", "Old", timestamp=OLD), merge("u1", "u2"), delete("u1"))

    later(machine, minutes(1), identify("u1"), identify("u2"))
    advance(machine, START + minutes(61))

    assert people(machine) == [("u1", None), ("u2", None)]
    assert events(machine, "u1") == events(machine, "u2") == []


@pytest.mark.rule("merge.no-redirect")
def test_three_people_merged_in_a_row_leave_both_other_ids_free() -> None:
    machine = a_workspace(identify("u1"), identify("u2"), identify("u3"), merge("u2", "u3"), merge("u1", "u2"))

    later(machine, 1, track("u3", "Back"), track("u2", "Back"))

    assert people(machine) == [("u1", None), ("u3", None), ("u2", None)]


@pytest.mark.rule("merge.attributes")
def test_in_a_chain_the_first_value_of_the_line_wins() -> None:
    machine = a_workspace(identify("u1"), identify("u2", plan="b"), identify("u3", plan="c", size="L"))

    later(machine, 0, merge("u2", "u3"), merge("u1", "u2"))

    assert attributes(machine, "u1") == {"plan": "b", "size": "L"}


@pytest.mark.rule("merge.attributes")
def test_what_the_primary_had_removed_is_filled_again() -> None:
    machine = a_workspace(identify("u1", plan="a"), identify("u1", plan=None), identify("u2", plan="b"))

    later(machine, 1, merge("u1", "u2"))

    assert attributes(machine, "u1") == {"plan": "b"}


@pytest.mark.rule("merge.events")
def test_an_event_dated_in_the_future_moves_at_once() -> None:
    machine = a_workspace(identify("u1"), track("u2", "Later", timestamp=START + days(2)))

    later(machine, 1, merge("u1", "u2"))

    assert events(machine, "u1") == ["Later"]


@pytest.mark.rule("merge.secondary-missing")
def test_somebody_named_once_by_id_and_once_by_email_is_not_merged_with_himself() -> None:
    machine = a_workspace(identify("u1", email="ann@example.com", plan="a"))

    later(machine, 1, merge("u1", "ANN@example.com"), merge("ann@example.com", "u1"))

    assert people(machine) == [("u1", "ann@example.com")]
    assert attributes(machine, "u1") == {"plan": "a"}


@pytest.mark.rule("merge.identifiers")
def test_the_email_that_a_merge_filled_is_the_survivors_in_every_spelling() -> None:
    machine = a_workspace(identify("u1"), identify("Ann@Example.com", plan="a"), merge("u1", "ann@example.com"))

    later(machine, 1, track("ANN@EXAMPLE.COM", "Mine"))

    assert events(machine, "u1") == ["Mine"]


@pytest.mark.rule("identity.cio.unknown-dropped")
def test_the_cio_id_of_a_merged_person_reaches_nobody() -> None:
    machine = a_workspace(identify("u1"), identify("u2"))
    gone = f"cio_{person(machine, 'u2').cio_id}"
    later(machine, 0, merge("u1", "u2"))

    later(machine, 1, identify(gone, plan="a"), track(gone, "E"), merge("u1", gone), merge(gone, "u1"))
    later(machine, 2, AddDevice(named(gone), "t", "ios"), delete(gone), suppress(gone))

    assert people(machine) == [("u1", None)]
    assert attributes(machine, "u1") == {}
    assert events(machine, "u1") == []


@pytest.mark.rule("identity.automerge.older-primary")
def test_after_an_automatic_merge_the_younger_ones_cio_id_is_dead_and_all_else_is_on_the_older() -> None:
    machine = a_workspace(track("ann@example.com", "Mail"), identify("u1", plan="a"), track("u1", "Shop"))
    older, younger = (f"cio_{one.cio_id}" for one in views.people(machine))

    later(machine, 1, identify("u1", email="ANN@example.com", anonymous_id="x"), identify(younger, plan="b"))

    assert person(machine, "u1").cio_id == older.removeprefix("cio_")
    assert attributes(machine, "u1")["plan"] == "a"
    assert events(machine, "u1") == ["Mail", "Shop"]


@pytest.mark.rule("events.dedupe-scope")
def test_the_survivor_gets_no_copy_of_what_the_merged_person_did() -> None:
    machine = a_workspace(identify("u1"), track("u2", "Paid", id=ULID, timestamp=OLD), merge("u1", "u2"))

    later(machine, 1, track("u1", "Paid", id=ULID), track("u2", "Paid", id=ULID))
    advance(machine, START + minutes(60))

    assert people(machine) == [("u1", None)]
    assert events(machine, "u1") == ["Paid"]


# ---- suppression and deletion


@pytest.mark.rule("merge.secondary-missing")
def test_a_merge_with_a_suppressed_half_leaves_the_other_half_alone() -> None:
    machine = a_workspace(identify("u1", plan="a"), identify("u2", email="bob@example.com", plan="b"), suppress("u2"))

    later(machine, 1, merge("u1", "bob@example.com"), merge("u2", "u1"))

    assert people(machine) == [("u1", None)]
    assert attributes(machine, "u1") == {"plan": "a"}


@pytest.mark.rule("suppression.all-identifiers")
def test_nobody_new_claims_the_email_of_a_suppressed_person() -> None:
    machine = a_workspace(identify("u1", email="ann@example.com"), suppress("u1"))

    later(machine, 1, identify("u2", email="Ann@example.com"), track("ANN@example.com", "E"))

    assert people(machine) == []


@pytest.mark.rule("suppression.ignored")
def test_whoever_names_a_suppressed_email_beside_an_own_id_changes_nothing() -> None:
    machine = a_workspace(identify("u2", plan="a"), suppress("ann@example.com"))
    by_cio_id = f"cio_{person(machine, 'u2').cio_id}"

    later(machine, 1, identify("u2", email="ann@example.com", plan="b"))
    later(machine, 2, identify(by_cio_id, email="ANN@example.com", plan="c"))

    assert people(machine) == [("u2", None)]
    assert attributes(machine, "u2") == {"plan": "a"}


@pytest.mark.rule("suppression.all-identifiers")
def test_suppressing_a_survivor_blocks_what_a_merge_filled_and_not_what_it_freed() -> None:
    machine = a_workspace(identify("u1"), identify("u2", email="ann@example.com"), merge("u1", "u2"), suppress("u1"))

    later(machine, 1, identify("ann@example.com"), identify("u1"), identify("u2"))

    assert people(machine) == [("u2", None)]


@pytest.mark.rule("suppression.unsuppress-empty")
def test_unsuppressing_one_identifier_frees_the_other_and_brings_nothing_back() -> None:
    machine = a_workspace(identify("u1", email="ann@example.com", plan="a"), track("u1", "E"), suppress("u1"))

    later(machine, 1, Unsuppress(named("ANN@example.com")), identify("u1"))

    assert people(machine) == [("u1", None)]
    assert attributes(machine, "u1") == {}
    assert events(machine, "u1") == []


@pytest.mark.rule("suppression.all-identifiers")
def test_an_email_that_was_given_up_before_the_suppression_stays_free() -> None:
    machine = a_workspace(identify("u1", email="old@example.com"), identify("u1", email="new@example.com"))

    later(machine, 1, suppress("u1"), identify("old@example.com"), identify("new@example.com"))

    assert people(machine) == [(None, "old@example.com")]


@pytest.mark.rule("events.dedupe-ulid")
def test_a_copy_of_a_deleted_persons_event_brings_nobody_back() -> None:
    machine = a_workspace(track("u1", "E", id=ULID), delete("u1"))

    later(machine, days(60), track("u1", "E", id=ULID), seen("x", "E", id=ULID))

    assert people(machine) == []
    assert held(machine) == []


@pytest.mark.rule("suppression.delete-recreate")
def test_an_older_update_of_a_deleted_person_is_news_of_the_next_one() -> None:
    machine = a_workspace(identify("u1", plan="new", timestamp=START), delete("u1"))

    later(machine, 1, identify("u1", plan="old", timestamp=START - hours(1)))

    assert attributes(machine, "u1") == {"plan": "old"}


# ---- identifiers that change hands


@pytest.mark.rule("identity.email.case")
def test_another_spelling_of_the_own_email_is_no_change_and_of_anothers_a_conflict() -> None:
    machine = a_workspace(
        identify("u1", email="ann@example.com"), identify("u2"), settings={"allow_email_update_by_id": False}
    )

    later(machine, 1, identify("u1", email="ANN@example.com", plan="a"), identify("u2", email="Ann@Example.com"))

    assert attributes(machine, "u1") == {"plan": "a"}
    assert person(machine, "u2").email is None


@pytest.mark.rule("identity.old-value-free")
def test_an_id_taken_up_by_somebody_else_is_not_given_back() -> None:
    machine = a_workspace(identify("u1"))
    first = f"cio_{person(machine, 'u1').cio_id}"

    later(machine, 1, identify(first, id="u2"), track("u1", "Ghost"), identify(first, id="u1", plan="a"))

    assert people(machine) == [("u2", None), ("u1", None)]
    assert attributes(machine, "u2") == {"plan": "a"}


@pytest.mark.rule("identity.conflict.rest-applied")
def test_by_cio_id_the_free_identifier_is_taken_and_the_taken_one_refused() -> None:
    machine = a_workspace(identify("u1", email="ann@example.com"), identify("u2"))
    first = f"cio_{person(machine, 'u1').cio_id}"

    later(machine, 1, identify(first, id="u2", email="new@example.com", plan="a"), identify("ann@example.com"))

    assert people(machine) == [("u1", "new@example.com"), ("u2", None), (None, "ann@example.com")]
    assert attributes(machine, "u1") == {"plan": "a"}


@pytest.mark.rule("identity.null")
def test_an_email_given_up_can_be_claimed_by_the_orphan_it_makes() -> None:
    machine = a_workspace(identify("u1", email="ann@example.com"), identify("u1", email=None))

    later(machine, 1, track("ann@example.com", "Orphan"), identify("u1", email="ann@example.com"))

    assert people(machine) == [("u1", "ann@example.com")]
    assert events(machine, "u1") == ["Orphan"]


@pytest.mark.rule("identity.update-only")
def test_an_update_only_call_claims_and_merges_but_makes_nobody() -> None:
    machine = a_workspace(identify("ann@example.com"), identify("u1"))

    later(machine, 1, identify("u1", email="ann@example.com", update_only=True))
    later(machine, 2, identify("u2", email="bob@example.com", anonymous_id="x", update_only=True), seen("x"))

    assert people(machine) == [("u1", "ann@example.com")]
    assert held(machine) == ["Seen"]


# ---- anonymous ids


@pytest.mark.rule("anonymous.reuse")
def test_somebody_else_with_the_same_anonymous_id_takes_nothing_from_the_first() -> None:
    machine = a_workspace(seen("x", "Before"), identify("u1", anonymous_id="x"))

    later(machine, minutes(5) - 1, identify("u2", anonymous_id="x"), seen("x", "In time"))
    later(machine, minutes(5) + 1, seen("x", "Too late"), identify("u2", anonymous_id="x"))

    assert events(machine, "u1") == ["Before", "In time"]
    assert events(machine, "u2") == []
    assert held(machine) == ["Too late"]


@pytest.mark.rule("anonymous.reidentify")
def test_what_came_too_late_stays_anonymous_until_it_is_forgotten_and_its_id_is_remembered() -> None:
    machine = a_workspace(identify("u1", anonymous_id="x"))
    later(machine, minutes(5) + 1, seen("x", id=ULID))

    later(machine, days(30), identify("u1", anonymous_id="x"))
    assert held(machine) == ["Seen"]
    advance(machine, START + days(31))
    later(machine, days(31), track("u1", "Seen", id=ULID), seen("x", id=ULID))

    assert held(machine) == []
    assert events(machine, "u1") == []


@pytest.mark.rule("anonymous.retention")
def test_whatever_is_dated_the_receipt_decides_how_long_it_is_held() -> None:
    machine = a_workspace(seen("x", "Long ago", timestamp=OLD), seen("x", "In future", timestamp=START + days(90)))

    later(machine, days(30) - 1, identify("u1", anonymous_id="x"))

    assert events(machine, "u1") == ["Long ago", "In future"]


@pytest.mark.rule("anonymous.late5")
def test_a_late_event_of_somebody_deleted_in_between_is_not_the_next_ones() -> None:
    machine = a_workspace(identify("u1", anonymous_id="x"), delete("u1"))

    later(machine, minutes(1), identify("u1"), seen("x"))

    assert events(machine, "u1") == []
    assert held(machine) == ["Seen"]


@pytest.mark.rule("merge.anonymous")
def test_a_late_event_of_somebody_merged_in_between_is_the_survivors() -> None:
    machine = a_workspace(identify("u1"), identify("u2", anonymous_id="x"), merge("u1", "u2"))

    later(machine, minutes(4), seen("x"))

    assert events(machine, "u1") == ["Seen"]


@pytest.mark.rule("anonymous.merge")
def test_what_an_anonymous_visitor_did_comes_to_the_survivor_of_the_merge_that_the_same_call_makes() -> None:
    machine = a_workspace(identify("ann@example.com"), identify("u1"), seen("x", "Before"))

    later(machine, minutes(1), identify("u1", email="ann@example.com", anonymous_id="x"))
    later(machine, minutes(2), seen("x", "After"))

    assert [event.name for one in views.people(machine) for event in one.events] == ["Before", "After"]


@pytest.mark.rule("anonymous.new-id-overwrites")
def test_the_old_anonymous_id_of_a_person_still_has_its_five_minutes() -> None:
    machine = a_workspace(identify("u1", anonymous_id="x"))

    later(machine, minutes(1), identify("u1", anonymous_id="y"), seen("x", "Old id"), seen("y", "New id"))

    assert events(machine, "u1") == ["Old id", "New id"]


@pytest.mark.rule("suppression.ignored")
def test_a_suppressed_person_takes_no_anonymous_events_along() -> None:
    machine = a_workspace(seen("x"), suppress("u1"))

    later(machine, 1, identify("u1", anonymous_id="x"), identify("u2", anonymous_id="x"))

    assert people(machine) == [("u2", None)]
    assert events(machine, "u2") == ["Seen"]
