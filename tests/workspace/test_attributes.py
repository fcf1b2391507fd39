"""Attributes: written by name, removed by nothing, never converted, ordered by the time each update counts from."""

import pytest

from simulator.operations import Merge
from simulator.values import Json
from simulator.workspace.attributes import PREFERENCES
from simulator.workspace.effects import AttributeChanged, AttributeSkipped, ValuesConfirmed
from tests.builders import START, a_workspace, attributes, identify, members, minutes, named, person

FIRST = "03000001"


@pytest.mark.rule("attributes.upsert")
def test_an_update_changes_the_names_it_brings_and_keeps_the_others() -> None:
    machine = a_workspace(identify("u1", plan="pro", city="Bonn"))

    effects = machine.apply(identify("u1", plan="free"), at=START + 1).effects

    assert attributes(machine, "u1") == {"plan": "free", "city": "Bonn"}
    assert effects == (AttributeChanged(FIRST, "plan", "pro", "free"),)


@pytest.mark.rule("attributes.upsert")
def test_the_same_value_again_changes_nothing_but_its_provenance() -> None:
    machine = a_workspace(identify("u1", plan="pro"))

    again = machine.apply(identify("u1", plan="pro"), at=START + 9)

    assert again.effects == (ValuesConfirmed(FIRST),)
    fact = person(machine, "u1").attributes["plan"]
    assert (fact.at, fact.operation) == (START + 9, again.number)


@pytest.mark.rule("attributes.remove")
@pytest.mark.parametrize("nothing", [None, ""])
def test_null_and_the_empty_text_remove(nothing: str | None) -> None:
    machine = a_workspace(identify("u1", plan="pro"))

    effects = machine.apply(identify("u1", plan=nothing), at=START).effects

    assert attributes(machine, "u1") == {}
    assert effects == (AttributeChanged(FIRST, "plan", "pro", None),)


@pytest.mark.rule("attributes.remove")
def test_removing_what_is_not_there_does_nothing() -> None:
    machine = a_workspace(identify("u1"))

    assert machine.apply(identify("u1", plan=None), at=START).effects == (ValuesConfirmed(FIRST),)
    assert attributes(machine, "u1") == {}


@pytest.mark.rule("attributes.no-coercion")
@pytest.mark.parametrize("value", ["59.00", 59, 59.0, True, " ", ["a", 1], {"a": {"b": []}}])
def test_a_value_is_kept_as_sent(value: Json) -> None:
    machine = a_workspace(identify("u1", value=value))

    stored = attributes(machine, "u1")["value"]

    assert stored == value
    assert type(stored) is type(value)


@pytest.mark.rule("attributes.no-coercion")
@pytest.mark.parametrize(("old", "new"), [(1, True), (1, 1.0), ("1", 1), ([1], [True]), ({"a": 1}, {"a": 1.0})])
def test_a_value_of_another_type_is_another_value(old: Json, new: Json) -> None:
    machine = a_workspace(identify("u1", value=old))

    effects = machine.apply(identify("u1", value=new), at=START).effects

    assert effects == (AttributeChanged(FIRST, "value", old, new),)


@pytest.mark.rule("attributes.name-case")
def test_names_are_compared_exactly() -> None:
    machine = a_workspace(identify("u1", Plan="a", plan="b"))

    assert attributes(machine, "u1") == {"Plan": "a", "plan": "b"}


@pytest.mark.rule("attributes.replace-object")
def test_an_object_replaces_the_stored_one() -> None:
    machine = a_workspace(identify("u1", size={"top": "M", "shoe": 39}), identify("u1", size={"top": "L"}))

    assert attributes(machine, "u1") == {"size": {"top": "L"}}


@pytest.mark.rule("attributes.dotted-names")
def test_a_dot_is_part_of_the_name() -> None:
    machine = a_workspace(identify("u1", size={"top": "M"}), identify("u1", {"size.top": "L"}))

    assert attributes(machine, "u1") == {"size": {"top": "M"}, "size.top": "L"}


@pytest.mark.rule("attributes.prefs.dot")
def test_a_key_below_the_preferences_changes_that_entry_only() -> None:
    stored: Json = {"topics": {"topic_1": False, "topic_2": True}, "channels": {"email": True}}
    machine = a_workspace(identify("u1", {PREFERENCES: stored}))

    machine.apply(identify("u1", {f"{PREFERENCES}.topics.topic_1": True}), at=START)

    assert attributes(machine, "u1") == {
        PREFERENCES: {"topics": {"topic_1": True, "topic_2": True}, "channels": {"email": True}}
    }
    assert stored == {"topics": {"topic_1": False, "topic_2": True}, "channels": {"email": True}}


@pytest.mark.rule("attributes.prefs.dot")
def test_a_key_below_preferences_that_are_not_there_begins_them() -> None:
    machine = a_workspace(identify("u1", {f"{PREFERENCES}.channels.email": False}))

    assert attributes(machine, "u1") == {PREFERENCES: {"channels": {"email": False}}}


@pytest.mark.rule("attributes.prefs.replace")
def test_the_preferences_as_an_object_replace_all_of_them() -> None:
    machine = a_workspace(
        identify("u1", {PREFERENCES: {"topics": {"topic_1": False, "topic_2": False}}}),
        identify("u1", {PREFERENCES: {"topics": {"topic_1": True}}}),
    )

    assert attributes(machine, "u1") == {PREFERENCES: {"topics": {"topic_1": True}}}


@pytest.mark.rule("attributes.order")
@pytest.mark.parametrize(("timestamp", "then"), [(99, "b"), (100, "a"), (101, "a")])
def test_an_update_older_than_the_stored_value_is_skipped_and_a_tie_is_not(timestamp: int, then: str) -> None:
    machine = a_workspace(identify("u1", plan="b", timestamp=START + 100))

    machine.apply(identify("u1", plan="a", timestamp=START + timestamp), at=START + minutes(5))

    assert attributes(machine, "u1") == {"plan": then}


@pytest.mark.rule("attributes.order")
def test_a_skipped_update_says_which_value_is_newer() -> None:
    machine = a_workspace(identify("u1", plan="b", timestamp=START + 100))

    effects = machine.apply(identify("u1", plan="a", timestamp=START + 90), at=START + minutes(5)).effects

    assert effects == (AttributeSkipped(FIRST, "plan", START + 100, START + 90),)


@pytest.mark.rule("attributes.order")
def test_a_removal_counts_in_the_order_too() -> None:
    machine = a_workspace(identify("u1", plan="b"))
    machine.apply(identify("u1", plan=None), at=START + 100)

    machine.apply(identify("u1", plan="a", timestamp=START + 90), at=START + 200)

    assert attributes(machine, "u1") == {}


@pytest.mark.rule("attributes.order.default-receive")
def test_without_a_time_of_its_own_an_old_value_that_arrives_late_wins() -> None:
    machine = a_workspace(identify("u1", plan="b", timestamp=START))

    machine.apply(identify("u1", plan="a"), at=START + minutes(5))

    assert attributes(machine, "u1") == {"plan": "a"}


@pytest.mark.rule("attributes.created-at")
def test_created_at_is_stored_as_given_and_never_made_up() -> None:
    machine = a_workspace(identify("u1"), identify("u2", created_at=1_461_866_400_000))

    assert attributes(machine, "u1") == {}
    assert attributes(machine, "u2") == {"created_at": 1_461_866_400_000}
    assert person(machine, "u2").created == START


@pytest.mark.rule("attributes.created-in-customerio")
def test_when_a_person_was_created_cannot_be_written() -> None:
    machine = a_workspace(identify("u1", _created_in_customerio_at=1))

    assert attributes(machine, "u1") == {}


@pytest.mark.rule("attributes.created-in-customerio")
def test_when_a_person_was_created_can_be_asked_and_survives_a_merge() -> None:
    machine = a_workspace(
        identify("u1"),
        segments={
            "New": {
                "attribute": "_created_in_customerio_at",
                "is a timestamp": True,
            }
        },
    )
    machine.apply(identify("u2"), at=START + 60)

    machine.apply(Merge(named("u2"), named("u1")), at=START + 120)

    (only,) = machine.facts.directory
    assert only.attribute("_created_in_customerio_at") == START + 60
    assert members(machine, "New") == ["u2"]


@pytest.mark.rule("attributes.dotted-names")
def test_a_dot_is_a_path_where_the_settings_say_so() -> None:
    machine = a_workspace(identify("u1", size={"top": "M", "shoe": 39}), settings={"dotted_attribute_names": "path"})

    machine.apply(identify("u1", {"size.top": "L", "address.city": "Rome"}), at=START)

    assert attributes(machine, "u1") == {"size": {"top": "L", "shoe": 39}, "address": {"city": "Rome"}}


@pytest.mark.rule("attributes.remove")
def test_an_empty_text_is_a_value_where_the_settings_say_so() -> None:
    machine = a_workspace(identify("u1", plan="pro", city="Rome"), settings={"empty_string_removes": False})

    machine.apply(identify("u1", plan="", city=None), at=START)

    assert attributes(machine, "u1") == {"plan": ""}


@pytest.mark.rule("attributes.reserved-commands")
def test_what_is_a_command_is_never_stored() -> None:
    machine = a_workspace(identify("u1", {"_update": True, "_timestamp": 5, "cio_relationships": {}, "plan": "pro"}))

    assert attributes(machine, "u1") == {"plan": "pro"}


def test_each_value_knows_which_operation_brought_it_and_who_sent_that() -> None:
    machine = a_workspace()
    first = machine.apply(identify("u1", plan="basic", city="Rome"), at=START, source="backend").number
    second = machine.apply(identify("u1", plan="pro"), at=START, source="storefront").number

    facts = person(machine, "u1").attributes

    assert [(name, fact.operation, fact.source) for name, fact in facts.items()] == [
        ("plan", second, "storefront"),
        ("city", first, "backend"),
    ]
