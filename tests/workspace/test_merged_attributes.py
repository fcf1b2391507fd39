"""Attributes, subscription and preferences in a merge: what wins, what is filled, and what is told as lost."""

import pytest

from simulator.values import Json
from simulator.workspace.effects import MergeLost
from tests.builders import START, attributes, identify, person
from tests.workspace.merges import ADA, WORK, losses, merge, merged, two


@pytest.mark.rule("merge.attributes")
@pytest.mark.parametrize(
    ("primary", "secondary", "then"),
    [
        ({"city": "Rome"}, {"city": "Paris"}, {"city": "Rome"}),
        ({}, {"city": "Paris"}, {"city": "Paris"}),
        ({"city": None}, {"city": "Paris"}, {"city": "Paris"}),
        ({"city": False}, {"city": True}, {"city": False}),
        ({"city": 0}, {"city": 5}, {"city": 0}),
        ({"tags": []}, {"tags": ["vip"]}, {"tags": []}),
    ],
)
def test_the_primary_s_values_win_and_unset_ones_are_filled(
    primary: dict[str, Json], secondary: dict[str, Json], then: dict[str, Json]
) -> None:
    machine = two(primary, secondary)

    merged(machine)

    assert attributes(machine, "u1") == then


@pytest.mark.rule("merge.attributes")
def test_an_empty_text_on_the_primary_is_filled() -> None:
    machine = two({"city": ""}, {"city": "Paris"}, settings={"empty_string_removes": False})

    merged(machine)

    assert attributes(machine, "u1") == {"city": "Paris"}


def test_a_filled_attribute_keeps_the_time_and_the_source_that_it_had() -> None:
    machine = two()
    written = machine.apply(identify(WORK, city="Paris"), at=START + 5, source="backend").number

    fact = merged(machine, at=START + 60).attributes["city"]

    assert (fact.at, fact.operation, fact.source) == (START + 5, written, "backend")


@pytest.mark.rule("merge.attributes")
def test_what_is_lost_is_told_by_name_value_and_rule() -> None:
    machine = two({"city": "Rome", "plan": "pro", "size": "M"}, {"city": "Paris", "plan": "pro", "size": None})

    effects = machine.apply(merge(), at=START).effects

    first, second = person(machine, "u1").cio_id, person(machine, "u1").merges[0].cio_id
    assert [effect for effect in effects if isinstance(effect, MergeLost)] == [
        MergeLost(first, second, "identifier", "email", WORK, ADA, "merge.identifiers"),
        MergeLost(first, second, "attribute", "city", "Paris", "Rome", "merge.attributes"),
    ]


@pytest.mark.rule("merge.unsubscribed")
@pytest.mark.parametrize(
    ("primary", "secondary", "setting", "then"),
    [
        (None, True, "attribute_rule", True),
        (False, True, "attribute_rule", False),
        (True, False, "attribute_rule", True),
        (False, True, "either_true", True),
        (True, False, "either_true", True),
        (None, False, "either_true", None),
    ],
)
def test_unsubscribed_merges_like_any_attribute_unless_the_settings_favour_it(
    primary: Json, secondary: Json, setting: str, then: Json
) -> None:
    machine = two({"unsubscribed": primary}, {"unsubscribed": secondary}, settings={"merge_unsubscribed": setting})

    merged(machine)

    assert attributes(machine, "u1").get("unsubscribed") == (secondary if then is None else then)


@pytest.mark.rule("merge.unsubscribed")
def test_an_opt_out_that_a_merge_loses_is_told_under_its_own_rule() -> None:
    machine = two({"unsubscribed": False}, {"unsubscribed": True})

    merged(machine)

    assert ("attribute", "unsubscribed", True, False, "merge.unsubscribed") in losses(machine)


PREFERENCES = "cio_subscription_preferences"
ALL_OFF: dict[str, Json] = {"topics": {"topic_1": False, "topic_2": False}}


@pytest.mark.rule("merge.prefs-inherit")
@pytest.mark.parametrize(
    ("primary", "counts", "then"),
    [
        (None, True, ALL_OFF),
        ({}, True, {}),
        ({}, False, ALL_OFF),
        ({"topics": {"topic_1": True}}, True, {"topics": {"topic_1": True}}),
    ],
)
def test_preferences_are_inherited_whole_unless_the_primary_has_its_own(
    primary: Json, *, counts: bool, then: Json
) -> None:
    settings: dict[str, Json] = {"merge_empty_map_counts_as_set": counts}
    machine = two({PREFERENCES: primary}, {PREFERENCES: ALL_OFF}, settings=settings)

    merged(machine)

    assert attributes(machine, "u1")[PREFERENCES] == then


@pytest.mark.rule("merge.prefs-inherit")
def test_each_choice_that_does_not_survive_is_told() -> None:
    machine = two({PREFERENCES: {"topics": {"topic_1": True}}}, {PREFERENCES: ALL_OFF})

    merged(machine)

    assert [loss for loss in losses(machine) if loss[0] == "preference"] == [
        ("preference", "topics.topic_1", False, True, "merge.prefs-inherit"),
        ("preference", "topics.topic_2", False, None, "merge.prefs-inherit"),
    ]
