"""The filter of a campaign: who enters by it, also later, and whom it ends before a message."""

import pytest

from simulator.values import Json
from tests.builders import START, hours, identify, last_message, minutes, outbox, track
from tests.workspace.recoveries import GOAL, NOT_BUYER, SEND_AT, VIP, lived, recovery, sent


@pytest.mark.rule("campaigns.exit.filter-at-action")
def test_a_filter_that_stops_holding_is_noticed_at_the_end_of_the_delay() -> None:
    machine = lived((0, track("u1")), (60, identify("u1", buyer=True)), campaigns=recovery(NOT_BUYER))

    message = last_message(machine)
    assert (message.state, message.at - START) == ("not sent", SEND_AT)
    assert message.rule == "campaigns.exit.filter-at-action"


@pytest.mark.rule("campaigns.exit.flicker")
def test_a_filter_that_fails_and_holds_again_within_the_delay_ends_nothing() -> None:
    machine = lived(
        (0, track("u1")),
        (60, identify("u1", buyer=True)),
        (120, identify("u1", buyer=False)),
        campaigns=recovery(NOT_BUYER),
    )

    assert sent(machine) == [SEND_AT]


@pytest.mark.rule("campaigns.exit.default")
@pytest.mark.parametrize(
    ("buys_at", "expected"),
    [
        (0, []),
        (SEND_AT, []),
        (SEND_AT + 1, [SEND_AT]),
        (2 * SEND_AT, [SEND_AT]),
        (2 * SEND_AT + 1, [SEND_AT, 2 * SEND_AT]),
    ],
)
def test_the_filter_is_tested_before_every_message(buys_at: int, expected: list[int]) -> None:
    mail: list[Json] = [{"delay": "30 minutes"}, {"send": {"email": "Back"}}]
    buys = identify("u1", buyer=True)

    machine = lived((0, track("u1")), (buys_at, buys), campaigns=recovery({**NOT_BUYER, "steps": [*mail, *mail]}))

    assert sent(machine) == expected


@pytest.mark.rule("campaigns.exit.filter-at-action")
def test_the_filter_is_tested_before_a_second_delay_too() -> None:
    steps: list[Json] = [{"delay": "30 minutes"}, {"delay": "30 minutes"}, {"send": {"email": "Back"}}]

    machine = lived(
        (0, track("u1")), (60, identify("u1", buyer=True)), campaigns=recovery({**NOT_BUYER, "steps": steps})
    )

    assert outbox(machine) == [(SEND_AT, "Back", "not sent")]


def test_where_a_goal_is_the_exit_the_filter_decides_only_who_enters() -> None:
    machine = lived((0, track("u1")), (60, identify("u1", buyer=True)), campaigns=recovery({**NOT_BUYER, **GOAL}))

    assert sent(machine) == [SEND_AT]


@pytest.mark.rule("campaigns.exit.event-trigger-untested")
def test_a_trigger_that_grows_older_than_72_hours_within_the_campaign_ends_nothing() -> None:
    late = track("u1", timestamp=START - hours(72))

    machine = lived((0, late), campaigns=recovery(NOT_BUYER))

    assert sent(machine) == [SEND_AT]


@pytest.mark.rule("campaigns.entry.trigger-and-filter")
def test_a_filter_that_holds_without_the_trigger_lets_nobody_in() -> None:
    machine = lived((0, track("u1", "Product Viewed")), campaigns=recovery(NOT_BUYER))

    assert outbox(machine) == []


@pytest.mark.rule("campaigns.entry.trigger-and-filter")
@pytest.mark.parametrize(("within", "expected"), [(29, [minutes(29) + SEND_AT]), (30, [2 * SEND_AT]), (31, [])])
def test_a_filter_that_time_alone_fulfils_lets_in_in_its_very_second(within: int, expected: list[int]) -> None:
    unseen: dict[str, Json] = {"filter": {"not performed": "Order Placed", "within": f"{within} minutes"}}

    machine = lived((0, track("u1")), campaigns=recovery({**unseen, **GOAL}))

    assert sent(machine) == expected


@pytest.mark.rule("campaigns.entry.filter-retry-30m")
@pytest.mark.rule("campaigns.entry.filter-retry-edge")
@pytest.mark.rule("campaigns.entry.retry-start-instant")
@pytest.mark.parametrize("wait", [minutes(30) - 1, minutes(30)])
def test_a_filter_met_within_thirty_minutes_lets_in_and_the_delay_runs_from_then(wait: int) -> None:
    machine = lived((0, track("u1")), (wait, identify("u1", vip=True)), campaigns=recovery(VIP))

    assert sent(machine) == [wait + SEND_AT]


@pytest.mark.rule("campaigns.entry.filter-retry-30m")
def test_a_filter_met_a_second_later_lets_nobody_in() -> None:
    machine = lived((0, track("u1")), (minutes(30) + 1, identify("u1", vip=True)), campaigns=recovery(VIP))

    assert outbox(machine) == [(minutes(30), "Back", "not sent")]
