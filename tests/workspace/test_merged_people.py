"""Who survives a merge, what becomes of the identifiers, and when nothing happens."""

import pytest

from simulator.operations import Suppress, Unsuppress
from simulator.workspace import MergeFact, views
from simulator.workspace.effects import Ignored, PeopleMerged, PersonDeleted, Rejected
from tests.builders import START, a_workspace, attributes, hours, identify, named, people, track
from tests.workspace.merges import ADA, WORK, events, losses, merge, merged, two


@pytest.mark.rule("merge.secondary-deleted")
@pytest.mark.rule("merge.attributes")
def test_the_primary_stays_who_it_is_and_the_secondary_is_gone() -> None:
    machine = two()
    first, second = (one.cio_id for one in views.people(machine))

    effects = machine.apply(merge(), at=START + 1).effects

    assert people(machine) == [("u1", ADA)]
    assert views.person(machine, named(f"cio_{second}")) is None
    assert effects[:2] == (PersonDeleted(second, "merged"), PeopleMerged(first, second, False, "merge.attributes"))


@pytest.mark.rule("merge.identifiers")
def test_an_identifier_that_the_primary_lacks_is_filled() -> None:
    machine = a_workspace(identify("u1"), identify(WORK))

    merged(machine)

    assert people(machine) == [("u1", WORK)]
    assert losses(machine) == []


@pytest.mark.rule("merge.identifiers")
@pytest.mark.rule("merge.no-redirect")
def test_an_identifier_that_the_primary_has_no_room_for_is_free_and_makes_somebody_new() -> None:
    machine = two()
    merged(machine)

    machine.apply(track(WORK), at=START + 1)

    assert people(machine) == [("u1", ADA), (None, WORK)]
    assert losses(machine) == [("identifier", "email", WORK, ADA, "merge.identifiers")]


@pytest.mark.rule("merge.identifiers")
def test_a_freed_identifier_can_be_given_to_the_survivor() -> None:
    machine = two()
    merged(machine)

    machine.apply(identify("u1", email=WORK), at=START + 1)

    assert people(machine) == [("u1", WORK)]


@pytest.mark.rule("merge.identifiers")
@pytest.mark.rule("merge.no-redirect")
@pytest.mark.parametrize(("setting", "then"), [("freed", [("u1", None), (None, WORK)]), ("blocked", [("u1", None)])])
def test_the_secondary_s_identifiers_are_freed_or_blocked_where_the_settings_say_so(
    setting: str, then: list[tuple[str | None, str | None]]
) -> None:
    machine = a_workspace(identify("u1"), identify(WORK), settings={"merge_secondary_identifiers": setting})
    merged(machine)

    machine.apply(track(WORK), at=START + 1)

    assert people(machine) == then


@pytest.mark.rule("merge.primary-required")
def test_without_the_primary_nothing_happens() -> None:
    machine = a_workspace(identify(WORK, city="Paris"))

    (effect,) = machine.apply(merge(), at=START).effects

    assert isinstance(effect, Ignored)
    assert effect.rule == "merge.primary-required"
    assert attributes(machine, WORK) == {"city": "Paris"}


@pytest.mark.rule("merge.secondary-missing")
@pytest.mark.parametrize(("setting", "answer"), [("noop_200", Ignored), ("error_400", Rejected)])
@pytest.mark.parametrize("secondary", ["nobody", ADA, "cio_03000000", "u1", "gone@example.com"])
def test_without_another_secondary_nothing_happens(setting: str, answer: type, secondary: str) -> None:
    machine = two(settings={"merge_impossible": setting})
    machine.apply(identify("gone@example.com"), at=START)
    machine.apply(Suppress(named("gone@example.com")), at=START)

    (effect,) = machine.apply(merge("u1", secondary), at=START).effects

    assert isinstance(effect, answer)
    assert people(machine) == [("u1", ADA), (None, WORK)]


@pytest.mark.rule("anonymous.alias-no-merge")
def test_an_anonymous_id_is_no_side_of_a_merge() -> None:
    machine = a_workspace(identify("u1"), track(None, anonymous_id="x1"))

    (effect,) = machine.apply(merge("u1", "x1"), at=START).effects

    assert isinstance(effect, Ignored)
    assert events(machine) == []
    assert list(views.anonymous_events(machine)) == ["x1"]


@pytest.mark.rule("merge.id-modify")
def test_a_workspace_that_does_not_reference_people_by_cio_id_merges_nobody() -> None:
    machine = two(settings={"id_modify": "other"})

    (effect,) = machine.apply(merge(), at=START).effects

    assert effect == Ignored("the workspace does not reference people by cio_id", "merge.id-modify")
    assert people(machine) == [("u1", ADA), (None, WORK)]


@pytest.mark.rule("merge.activity")
def test_a_merge_is_a_line_of_both_and_inherited_events_keep_their_times() -> None:
    machine = two()
    machine.apply(track(WORK, "Order Placed", timestamp=START - hours(5)), at=START)
    first, second = (one.cio_id for one in views.people(machine))

    merged(machine, at=START + 60)

    lines = [(line.type, line.cio_id, line.at - START) for line in views.activities(machine)]
    assert lines[:3] == [("profile_merge", first, 60), ("profile_delete", second, 60), ("event", first, -hours(5))]


def test_the_log_says_in_words_who_was_taken_over() -> None:
    machine = two()

    merged(machine)

    assert [line.words for line in views.activities(machine)][:2] == [
        "u1 took over ada@example.net",
        f"{WORK} was merged",
    ]


def test_a_merge_of_nothing_but_two_names_says_so() -> None:
    machine = a_workspace(identify("u1"), identify(WORK))

    (fact,) = merged(machine).merges

    assert fact == MergeFact("03000002", None, WORK, None, START, 4, False, 0, 0, ())


@pytest.mark.rule("suppression.unsuppress-empty")
def test_identifiers_blocked_by_a_merge_are_freed_like_suppressed_ones() -> None:
    machine = two(settings={"merge_secondary_identifiers": "blocked"})
    merged(machine)

    machine.apply(Unsuppress(named(WORK)), at=START)
    machine.apply(track(WORK), at=START)

    assert people(machine) == [("u1", ADA), (None, WORK)]
