"""When people enter and leave: each row is a segment, what comes in which second, and the seconds of its passages.

Seconds count from the start of the virtual clock; the person `u1` is added in the first one, unless a row says more.
"""

from typing import NamedTuple

import pytest

from simulator.operations import Operation
from simulator.values import Json
from tests.builders import (
    START,
    Passage,
    a_workspace,
    advance,
    days,
    hours,
    identify,
    members,
    passages,
    segment,
    track,
)

H4, D1, D7 = hours(4), days(1), days(7)
ULTIMO = days(60)
"""The second up to which a row is watched."""


class Row(NamedTuple):
    rule: str
    condition: Json
    comes: tuple[tuple[int, Operation], ...]
    then: tuple[tuple[int, str], ...]


def a(timestamp: int | None = None, name: str = "A", **data: Json) -> Operation:
    return track("u1", name, data, timestamp=None if timestamp is None else START + timestamp)


def sets(**attributes: Json) -> Operation:
    return identify("u1", attributes)


EVENTS = {
    "20-21 in at exactly four hours, out one second later": Row(
        "segments.evt.lower-inclusive", 'performed "A" within 4 hours', ((0, a()),), ((0, "entered"), (H4 + 1, "left"))
    ),
    "22 a later event keeps the membership up": Row(
        "segments.evt.window",
        'performed "A" within 4 hours',
        ((0, a()), (H4 - 60, a())),
        ((0, "entered"), (2 * H4 - 60 + 1, "left")),
    ),
    "22 an event in the last second keeps the membership up": Row(
        "segments.evt.lower-inclusive",
        'performed "A" within 4 hours',
        ((0, a()), (H4, a())),
        ((0, "entered"), (2 * H4 + 1, "left")),
    ),
    "an event one second too late begins anew": Row(
        "segments.evt.window",
        'performed "A" within 4 hours',
        ((0, a()), (H4 + 2, a())),
        ((0, "entered"), (H4 + 1, "left"), (H4 + 2, "entered"), (2 * H4 + 3, "left")),
    ),
    "an event in the very second of leaving keeps the membership up": Row(
        "campaigns.instant.order",
        'performed "A" within 4 hours',
        ((0, a()), (H4 + 1, a())),
        ((0, "entered"), (2 * H4 + 2, "left")),
    ),
    "23 two in the window for one second": Row(
        "segments.evt.count",
        'performed "A" at least 2 times within 7 days',
        ((0, a(-D7)), (0, a())),
        ((0, "entered"), (1, "left")),
    ),
    "exactly once ends with the second": Row(
        "segments.evt.count", 'performed "A" exactly 1 time', ((0, a()), (9, a())), ((0, "entered"), (9, "left"))
    ),
    "at most once ends with the second and returns": Row(
        "segments.evt.count",
        'performed "A" at most 1 time within 4 hours',
        ((0, sets()), (5, a()), (9, a())),
        ((0, "entered"), (9, "left"), (5 + H4 + 1, "entered")),
    ),
    "24 a backdated event outside the window": Row(
        "segments.evt.window", 'performed "A" within 7 days', ((0, a(-days(8))),), ()
    ),
    "a backdated event inside the window": Row(
        "segments.evt.window", 'performed "A" within 7 days', ((9, a(-D7 + 10)),), ((9, "entered"), (11, "left"))
    ),
    "25 an event of the future counts from its own second": Row(
        "segments.evt.future",
        'performed "A" within 1 day',
        ((0, a(hours(1))),),
        ((hours(1), "entered"), (hours(1) + D1 + 1, "left")),
    ),
    "after an instant includes it": Row(
        "segments.evt.after-before",
        'performed "A" after 2026-03-02T09:00:10Z',
        ((5, a(9)), (7, a(10))),
        ((10, "entered"),),
    ),
    "before an instant excludes it": Row(
        "segments.evt.after-before",
        'performed "A" before 2026-03-02T09:00:10Z',
        ((20, a(10)), (30, a(9))),
        ((30, "entered"),),
    ),
    "between two instants": Row(
        "segments.evt.after-before",
        'performed "A" exactly 0 times after 2026-03-02T09:00:10Z before 2026-03-02T09:00:20Z',
        ((0, sets()), (15, a(20)), (25, a(19))),
        ((0, "entered"), (25, "left")),
    ),
    "41 thirty days are so many seconds, also when clocks change": Row(
        "segments.time.days",
        'performed "A" within 30 days',
        ((0, a()),),
        ((0, "entered"), (2_592_001, "left")),
    ),
    "the name is compared exactly": Row("segments.evt.name-case", 'performed "A"', ((0, a(name="a")),), ()),
    "32 filters hold on one and the same event": Row(
        "segments.evt.filters-one-event",
        'performed "A" where amount > 10, sku = "x"',
        ((0, a(amount=11, sku="y")), (0, a(amount=5, sku="x")), (9, a(amount=11, sku="x"))),
        ((9, "entered"),),
    ),
    "only events that pass the filter are counted in the window": Row(
        "segments.evt.count",
        'performed "A" at least 2 times within 4 hours where amount > 10',
        ((0, a(amount=11)), (1, a(amount=5)), (2, a(amount=12))),
        ((2, "entered"), (H4 + 1, "left")),
    ),
    "a filter on a moving date lets go by itself": Row(
        "segments.time.exit",
        'performed "Booked" where stay is a timestamp after 1 day from now',
        ((0, a(name="Booked", stay=START + D1 + 9)),),
        ((0, "entered"), (10, "left")),
    ),
}  # fmt: skip

NEGATIVE = {
    "26-27 nobody matches before the profile is as old as the window": Row(
        "segments.neg.age", 'not performed "A" within 7 days', ((0, sets()),), ((D7, "entered"),)
    ),
    "28 a backdated event of another name ages the profile": Row(
        "segments.neg.age-backdate",
        'not performed "A" within 7 days',
        ((0, sets()), (9, a(-days(8), "B"))),
        ((9, "entered"),),
    ),
    "28 exactly as old as the window": Row(
        "segments.neg.age-backdate",
        'not performed "A" within 7 days',
        ((0, sets()), (0, a(-D7 + 1, "B"))),
        ((1, "entered"),),
    ),
    "a backdated event of the name itself ages the profile and lets it wait": Row(
        "segments.neg.age-backdate",
        'not performed "A" within 7 days',
        ((0, sets()), (0, a(-D7 + 5))),
        ((6, "entered"),),
    ),
    "29 created_at makes nobody older": Row(
        "segments.neg.created-at-ignored",
        'not performed "A" within 7 days',
        ((0, sets(created_at=START - days(30))),),
        ((D7, "entered"),),
    ),
    "30 leaves with the event and returns after the window": Row(
        "segments.neg.enter-second",
        'not performed "A" within 7 days',
        ((0, sets()), (days(8), a())),
        ((D7, "entered"), (days(8), "left"), (days(15) + 1, "entered")),
    ),
    "31 never performed needs no age": Row(
        "segments.neg.ever", 'not performed "A"', ((0, sets()), (9, a())), ((0, "entered"), (9, "left"))
    ),
    "an old event of the name counts for ever performed": Row(
        "segments.neg.ever", 'not performed "A"', ((0, a(-days(300))),), ()
    ),
    "a negated group means the same": Row(
        "segments.neg.age",
        {"none": [{"performed": "A", "within": "7 days"}, {"performed": "B", "within": "1 day"}]},
        ((0, sets()),),
        ((D7, "entered"),),
    ),
    "negated twice it needs no age": Row(
        "segments.neg.age",
        'not (not performed "A" within 7 days)',
        ((0, sets()), (9, a())),
        ((9, "entered"), (9 + D7 + 1, "left")),
    ),
    "the advised or forgives new people": Row(
        "segments.neg.ever",
        'not performed "A" within 4 hours or not performed "A"',
        ((0, sets()), (60, a())),
        ((0, "entered"), (60, "left"), (60 + H4 + 1, "entered")),
    ),
}  # fmt: skip

DATES = {
    "15-16 after so many days from now": Row(
        "segments.ts.after-from-now-exit",
        "renew is a timestamp after 3 days from now",
        ((0, sets(renew=START + days(3))),),
        ((0, "entered"), (1, "left")),
    ),
    "17-18 after so many days ago": Row(
        "segments.ts.after-ago-exit",
        "signup is a timestamp after 7 days ago",
        ((0, sets(signup=START - D7)),),
        ((0, "entered"), (1, "left")),
    ),
    "19 before so many days from now": Row(
        "segments.ts.before-enter",
        "renew is a timestamp before 3 days from now",
        ((0, sets(renew=START + days(3))),),
        ((1, "entered"),),
    ),
    "before so many days ago, never out again": Row(
        "segments.ts.no-exit",
        "signup is a timestamp before 7 days ago",
        ((0, sets(signup=START)),),
        ((D7 + 1, "entered"),),
    ),
    "between two moving dates": Row(
        "segments.time.exit",
        "renew is a timestamp between 1 day from now and 3 days from now",
        ((0, sets(renew=START + days(4))),),
        ((D1, "entered"), (days(3) + 1, "left")),
    ),
    "before and after a fixed instant": Row(
        "segments.ts.no-exit",
        "renew is a timestamp before 2026-03-02T09:00:10Z or renew is a timestamp after 2026-03-02T09:00:20Z",
        ((0, sets(renew=START + 9)), (1, sets(renew=START + 10)), (2, sets(renew=START + 20))),
        ((0, "entered"), (1, "left"), (2, "entered")),
    ),
    "a new value moves the bound": Row(
        "segments.realtime.data",
        "renew is a timestamp after 1 day from now",
        ((0, sets(renew=START + D1 + 5)), (3, sets(renew=START + 2 * D1))),
        ((0, "entered"), (D1 + 1, "left")),
    ),
}  # fmt: skip

DATA = {
    "1 leaves at once": Row(
        "segments.realtime.data",
        'plan equals "pro"',
        ((0, sets(plan="pro")), (9, sets(plan="free"))),
        ((0, "entered"), (9, "left")),
    ),
    "there and back in one second leaves no trace": Row(
        "segments.realtime.data",
        'plan equals "pro"',
        ((0, sets(plan="pro")), (9, sets(plan="free")), (9, sets(plan="pro"))),
        ((0, "entered"),),
    ),
    "33 in one segment and not in another": Row(
        "segments.nesting",
        'in segment "Buyers" and not in segment "Recent"',
        ((0, a(name="Order Placed")),),
        ((D1 + 1, "entered"),),
    ),
    "an identifier is an attribute like any other": Row(
        "segments.dynamic.auto",
        'email ends with "@example.com"',
        ((0, sets()), (9, sets(email="maya@example.com")), (12, sets(email="maya@example.net"))),
        ((9, "entered"), (12, "left")),
    ),
}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=name, marks=pytest.mark.rule(row.rule))
        for table in (EVENTS, NEGATIVE, DATES, DATA)
        for name, row in table.items()
    ],
)
def test_people_enter_and_leave_in_these_seconds(row: Row) -> None:
    machine = a_workspace(
        segments={
            "S": row.condition,
            "Buyers": {"performed": "Order Placed"},
            "Recent": {"performed": "Order Placed", "within": "1 day"},
        },
        settings={"timezone": "America/New_York"},
    )

    for second, operation in row.comes:
        machine.apply(operation, at=START + second)
    advance(machine, START + ULTIMO)

    assert passages(machine) == [Passage(*passage) for passage in row.then]


YES, NO = True, False
TESTS = [
    ("segments.attr.value-case", 'plan equals "pro"', {"plan": "PRO"}, YES),
    ("attributes.name-case", 'Plan equals "pro"', {"plan": "pro"}, NO),
    ("segments.attr.coerce", "age equals 59", {"age": 59}, YES),
    ("segments.attr.coerce", "age equals 59", {"age": 59.0}, YES),
    ("segments.attr.coerce", "age equals 59", {"age": "59"}, YES),
    ("segments.attr.coerce", "age equals 59", {"age": "59.0"}, NO),
    ("segments.attr.coerce", 'age equals "59"', {"age": 59}, YES),
    ("segments.attr.coerce", "vip equals true", {"vip": "TRUE"}, YES),
    ("segments.attr.coerce", "vip equals true", {"vip": 1}, NO),
    ("segments.attr.numeric", "age less than 25", {"age": 24.5}, YES),
    ("segments.attr.numeric", "age less than 25", {"age": 25}, NO),
    ("segments.attr.numeric", "age less than 25", {"age": "old"}, NO),
    ("segments.attr.numeric", "age less than 25", {"age": "24"}, NO),
    ("segments.attr.numeric", "age less than 25", {"age": True}, NO),
    ("segments.attr.numeric", "age greater than 25", {"age": 25}, NO),
    ("segments.attr.numeric", "age at least 25", {"age": 25}, YES),
    ("segments.attr.numeric", "age at most 25", {"age": 25}, YES),
    ("segments.attr.missing-positive", "age less than 25", {}, NO),
    ("segments.attr.missing-positive", 'plan contains "p"', {}, NO),
    ("segments.attr.missing-negative", 'plan not equals "pro"', {}, YES),
    ("segments.attr.missing-negative", 'plan not contains "p"', {}, YES),
    ("segments.attr.empty", "plan exists", {"plan": ""}, NO),
    ("segments.attr.empty", "plan is missing", {"plan": None}, YES),
    ("segments.attr.empty", "plan exists", {"plan": False}, YES),
    ("segments.attr.array", 'tags[] equals "vip"', {"tags": ["a", "VIP"]}, YES),
    ("segments.attr.array", 'tags[0] equals "vip"', {"tags": ["a", "vip"]}, NO),
    ("segments.attr.array", 'tags[1] equals "vip"', {"tags": ["a", "vip"]}, YES),
    ("segments.attr.array", 'tags[] equals "vip"', {"tags": "vip"}, NO),
    ("segments.attr.array", 'items[].sku equals "x"', {"items": [{"sku": "y"}, {"sku": "X"}]}, YES),
    ("segments.attr.array", 'size.top equals "m"', {"size": {"top": "M"}}, YES),
    ("segments.attr.array", 'tags contains "vip"', {"tags": ["a", "vip-2026"]}, YES),
    ("segments.attr.array-negative", 'tags[] not equals "vip"', {"tags": ["a", "vip"]}, NO),
    ("segments.attr.array-negative", 'tags[] not equals "vip"', {"tags": ["a", "b"]}, YES),
    ("segments.attr.array-negative", 'tags[] not equals "vip"', {"tags": []}, YES),
    ("segments.attr.value-case", 'plan contains "RO"', {"plan": "pro"}, YES),
    ("segments.attr.value-case", 'plan starts with "PR"', {"plan": "pro"}, YES),
    ("segments.attr.value-case", 'plan ends with "x"', {"plan": "pro"}, NO),
    ("segments.attr.coerce", "age starts with 5", {"age": 59}, YES),
    ("segments.attr.coerce", "vip is true", {"vip": "True"}, YES),
    ("segments.attr.coerce", "vip is false", {"vip": False}, YES),
    ("segments.attr.missing-positive", "vip is false", {}, NO),
    ("segments.ts.valid", "created_at is a timestamp", {"created_at": 1_461_866_400}, YES),
    ("segments.ts.valid", "created_at is a timestamp", {"created_at": "1461866400"}, YES),
    ("segments.ts.valid", "created_at is a timestamp", {"created_at": 1_461_866_400_000}, NO),
    ("segments.ts.valid", "created_at is a timestamp", {"created_at": "2016-04-28T18:00:00Z"}, NO),
    ("segments.ts.valid", "created_at is a timestamp", {"created_at": 1_461_866_400.5}, NO),
    ("segments.ts.valid", "created_at is a timestamp", {"created_at": True}, NO),
    ("segments.ts.valid", "created_at is a timestamp before 2030-01-01", {"created_at": 1_461_866_400_000}, NO),
    ("segments.ts.future-member", "created_at is a timestamp", {"created_at": START + days(10)}, YES),
    (
        "segments.ts.specific-date-zone",
        "created_at is a timestamp after 2026-03-02",
        {"created_at": 1_772_409_600},
        YES,
    ),
    ("segments.ts.specific-date-zone", "created_at is a timestamp after 2026-03-02", {"created_at": 1_772_409_599}, NO),
    ("consent.topic-default", "cio_subscription_preferences.topics.topic_7 is false", {}, NO),
    (
        "attributes.prefs.dot",
        "cio_subscription_preferences.topics.topic_7 is false",
        {"cio_subscription_preferences.topics.topic_7": False},
        YES,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "attributes", "holds"),
    [pytest.param(*row, marks=pytest.mark.rule(rule)) for rule, *row in TESTS],
)
def test_operator(condition: str, attributes: dict[str, Json], *, holds: bool) -> None:
    machine = a_workspace(identify("u1", attributes), segments={"S": condition})

    assert members(machine) == (["u1"] if holds else [])


def test_an_answer_that_never_changes_by_itself_names_no_next_change() -> None:
    machine = a_workspace(identify("u1", plan="pro"), segments={"S": 'plan equals "pro"'})

    assert segment(machine).next_change is None


@pytest.mark.rule("segments.time.tick")
def test_a_segment_names_the_second_in_which_the_next_member_leaves_or_enters() -> None:
    machine = a_workspace(track("u1", "A"), segments={"S": 'performed "A" within 4 hours'})
    machine.apply(track("u2", "A", timestamp=START - H4), at=START)

    assert segment(machine).next_change == START + 1


@pytest.mark.parametrize("now", [-days(30), -9, 0, 9], ids="from the year {}".format)
def test_time_before_1970_is_time_like_any_other(now: int) -> None:
    machine = a_workspace(
        segments={"S": {"all": ['performed "A" within 9 seconds', 'not performed "B" within 5 seconds']}}, now=now
    )

    machine.apply(track("u1", "A"), at=now)
    advance(machine, now + 60)

    assert [(change.at - now, change.entered) for change in segment(machine).history or ()] == [(5, True), (10, False)]
