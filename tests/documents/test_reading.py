"""Typed values out of nodes, and the problems of values that are none; several of them together."""

import pytest

from simulator.documents import NOWHERE, Place, Problem, Problems, node_of
from simulator.documents.problem import unknown
from simulator.documents.reading import (
    boolean,
    duration,
    fields,
    instant,
    integer,
    items,
    mapping,
    named,
    one_of,
    pair,
    text,
)
from simulator.errors import DefinitionError
from simulator.values import Json


def messages(problems: Problems) -> list[str]:
    return [problem.message for problem in problems]


def test_values_of_the_right_type_are_read() -> None:
    problems = Problems()

    read = (
        text(node_of("Maya"), problems, what="name"),
        text(node_of(404), problems, what="name"),
        integer(node_of(3), problems, what="times", least=3),
        boolean(node_of(value=False), problems, what="draft"),
        duration(node_of("1h30m"), problems, what="delay"),
        instant(node_of("2026-03-02T09:00"), problems, what="starts", zone="America/New_York"),
        one_of(node_of("web"), ("web", "app"), problems, what="source"),
        named(node_of("VIPs"), ["VIPs"], problems, what="segment"),
    )

    assert read == ("Maya", "404", 3, False, 5_400, 1_772_460_000, "web", "VIPs")
    assert not problems


def test_members_are_read() -> None:
    problems, pairs = Problems(), node_of([1, 2])

    assert [node.plain() for node in items(pairs, problems, what="list")] == [1, 2]
    assert pair(pairs, problems, what="ends") == (node_of(1), node_of(2))
    assert list(mapping(node_of({"a": 1}), problems, what="map")) == ["a"]
    assert not problems


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "nothing"),
        (5, "a number '5'"),
        ("x" * 100, "a text '" + "x" * 60 + "...'"),
        ([1], "a list"),
        ({"a": 1}, "a mapping"),
    ],
)
def test_a_wrong_type_is_named_and_shown(value: Json, shown: str) -> None:
    problems = Problems()

    assert boolean(node_of(value), problems, what="draft") is None

    assert messages(problems) == [f"draft: expected true or false, found {shown}"]


def test_true_is_no_number_and_a_blank_is_no_text() -> None:
    problems = Problems()

    assert integer(node_of(value=True), problems, what="times") is None
    assert text(node_of(" "), problems, what="name") is None

    assert messages(problems) == [
        "times: expected a whole number, found true",
        "name: expected a text, found a text ' '",
    ]


def test_a_number_below_the_least_is_a_problem() -> None:
    problems = Problems()

    assert integer(node_of(0), problems, what="times", least=1) is None
    assert messages(problems) == ["times: expected a whole number of at least 1, found a number '0'"]


def test_a_wrong_duration_or_instant_says_what_one_looks_like() -> None:
    problems = Problems()

    assert duration(node_of("4 parsecs"), problems, what="delay") is None
    assert instant(node_of("tomorrow"), problems, what="starts") is None

    assert messages(problems) == [
        "delay: '4 parsecs' is no duration; write a whole number and a unit, such as '30 minutes' or '4 hours'",
        "starts: 'tomorrow' is no instant; write ISO 8601, such as '2026-03-02T09:00:00Z' or '2026-03-02 09:00'",
    ]


def test_unknown_and_missing_keys_are_named() -> None:
    problems = Problems()

    found = fields(
        node_of({"stps": 1, "filter": 2}), problems, what="campaign", known=("steps", "filter"), required=("steps",)
    )

    assert list(found) == ["filter"]
    assert messages(problems) == [
        "unknown key 'stps' in campaign. Did you mean 'steps'? Known: steps, filter.",
        "campaign needs 'steps'",
    ]


def test_an_unknown_name_comes_with_the_nearest_one_and_all_there_are() -> None:
    problems = Problems()

    assert named(node_of("VIP"), ["VIPs", "Press list"], problems, what="segment", where=" in 'in segment'") is None
    assert one_of(node_of("wbe"), ("web", "app"), problems, what="source") is None

    assert messages(problems) == [
        "unknown segment 'VIP' in 'in segment'. Did you mean 'VIPs'? Defined: Press list, VIPs.",
        "unknown source 'wbe'. Did you mean 'web'? Defined: app, web.",
    ]


def test_many_names_are_cut_and_none_is_said() -> None:
    assert unknown("segment", "x", [f"Segment {number:02}" for number in range(20)]).endswith(
        ", Segment 11 and 8 more."
    )
    assert unknown("segment", "x", []) == "unknown segment 'x'. None is defined."


def test_problems_come_once_each_in_the_order_of_the_text_and_are_raised_together() -> None:
    problems = Problems()
    problems.add(Place("b.yaml", 1, 1), "third")
    problems.add(Place("a.yaml", 10, 1), "second")
    problems.extend([Problem(Place("a.yaml", 9, 2), "first"), Problem(Place("b.yaml", 1, 1), "third")])

    with pytest.raises(DefinitionError) as raised:
        problems.raise_if_any()

    assert str(raised.value) == "a.yaml:9:2: first\na.yaml:10:1: second\nb.yaml:1:1: third"


def test_no_problem_raises_nothing() -> None:
    Problems().raise_if_any()


def test_a_place_inside_a_text_keeps_its_indentation() -> None:
    assert Place("f", 3, 5).inside("one\ntwo", 5) == Place("f", 4, 6)
    assert NOWHERE.inside("one", 0) == NOWHERE
