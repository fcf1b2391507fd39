"""What is found out about a segment without looking at anybody: that it holds for all, for nobody, or that it depends.

That the first two are never said wrongly is a law of its own; here is what is found at all.
"""

import pytest
from hypothesis import given

from simulator.documents import NOWHERE, Problems
from simulator.workspace.segments import conditions as values
from simulator.workspace.segments.certainty import certainty
from simulator.workspace.segments.conditions import All, Attribute, Condition, Path
from simulator.workspace.segments.sentences import parse_sentence
from tests.condition_strategies import conditions

NEVER = [
    "total greater than 100 and total less than 50",
    "total greater than 50 and total at most 50",
    'plan equals "gold" and plan equals "silver"',
    'plan equals "gold" and plan at least 5',
    'plan equals "gold" and not plan starts with "g"',
    'plan equals "Gold" and plan not contains "OLD"',
    'plan starts with "a" and plan starts with "b"',
    "plan is missing and plan is true",
    "plan is true and plan is false",
    "items[].sku exists and items[].sku is missing",
    "bought is a timestamp before 1960-01-01",
    "bought is a timestamp after 3 days ago and bought is a timestamp before 5 days ago",
    'performed "A" and not performed "A"',
    'performed "A" at least 3 times and performed "A" at most 2 times',
    'performed "A" within 1 hour and not performed "A" within 4 hours',
    'performed "A" where total at least 5 and not performed "A"',
    'performed "A" where total at least 5, total less than 5',
    'performed "A" after 2026-03-02 before 2026-03-04 and not performed "A" after 2026-03-01',
    'in segment "Manual" and not in segment "Manual"',
    'in segment "Buyers" and not performed "Order Placed"',
    'not performed "A" at least 0 times within 4 hours',
]
ALWAYS = [
    'performed "A" or not performed "A"',
    'performed "A" at least 0 times',
    "plan exists or plan is missing",
    'plan equals "gold" or plan not equals "GOLD"',
    'in segment "Buyers" or not performed "Order Placed"',
    'not performed "A" where total at least 5, total less than 5',
]
DEPENDS = [
    'performed "A"',
    'performed "A" within 4 hours or not performed "A" within 4 hours',
    "total greater than 100 or total at most 100",
    "items[].sku equals 1 and items[].sku equals 2",
    "total greater than 50 and total at least 50",
    'total equals 59 and total equals "59"',
    'total equals "59" and total equals 59',
    "total at least 50 and total at most 50",
    'plan equals "[5]" and plan not contains "["',
    'performed "A" after 2026-03-02 before 2026-03-09 and not performed "A" before 2026-03-04',
    'plan equals true and plan equals "TRUE"',
    "not total greater than 100 and not total at most 100",
    "bought is a timestamp after 2026-03-02 and bought is a timestamp before 5 days ago",
    'performed "A" within 4 hours and not performed "A" within 1 hour',
    'performed "A" where total at least 5 and not performed "A" where total at least 6',
    'plan contains "a" and plan contains "b"',
    "total equals 1 and total not equals 1.0",
]
OPPOSED: tuple[values.Operator, ...] = ("at least", "less than")
SEGMENTS = {"Manual": None, "Buyers": 'performed "Order Placed"'}


def read(written: str) -> Condition:
    problems = Problems()
    condition = parse_sentence(written, NOWHERE, problems)
    assert condition is not None, list(problems)
    return condition


def found(written: str) -> bool | None:
    segments = {name: None if one is None else read(one) for name, one in SEGMENTS.items()}
    return certainty(read(written), segments)


@pytest.mark.parametrize("written", NEVER)
def test_a_segment_whose_parts_clash_never_holds(written: str) -> None:
    assert found(written) is False


@pytest.mark.parametrize("written", ALWAYS)
def test_a_segment_that_leaves_nobody_out_always_holds(written: str) -> None:
    assert found(written) is True


@pytest.mark.parametrize("written", DEPENDS)
def test_a_segment_that_somebody_can_be_in_and_somebody_else_out_depends(written: str) -> None:
    assert found(written) is None


def test_a_segment_with_very_many_ways_is_taken_to_depend() -> None:
    choices = (f'(performed "A{n}" or performed "B{n}")' for n in range(40))

    assert found(" and ".join([*choices, 'performed "A0" and not performed "A0"'])) is None


def test_numbers_too_large_for_a_float_are_compared_too() -> None:
    huge, small = (Attribute(Path(("total",)), values.Test(op, (10**400,))) for op in OPPOSED)

    assert certainty(All((huge, small)), {}) is False


@given(conditions)
def test_of_every_condition_something_is_said(condition: Condition) -> None:
    told = certainty(condition, {"Manual": None, "Circle": condition})

    assert told in (True, False, None)
    assert certainty(condition, {"Manual": None, "Circle": condition}) is told
