"""When the message of a campaign goes out, and which order stops it, to the second."""

import pytest

from simulator.values import Json
from simulator.workspace import views
from tests.builders import START, identify, last_message, minutes, outbox, track
from tests.workspace.recoveries import GOAL, SEND_AT, lived, recovery, sent


@pytest.mark.rule("campaigns.delay.from-arrival")
def test_the_message_goes_out_when_the_delay_is_over() -> None:
    machine = lived((0, track("u1")), campaigns=recovery())

    message = last_message(machine)
    assert sent(machine) == [SEND_AT]
    assert (message.recipient, message.subject, message.rule) == ("maya@example.com", "You left something", None)
    assert message.reason == "30 minutes after entering with 'Added to Cart' of 09:00:00"


@pytest.mark.rule("campaigns.exit.goal-immediate")
@pytest.mark.rule("campaigns.instant.order")
@pytest.mark.parametrize(("order_at", "expected"), [(60, []), (SEND_AT, []), (SEND_AT + 1, [SEND_AT])])
def test_an_order_up_to_the_second_of_the_send_stops_it(order_at: int, expected: list[int]) -> None:
    machine = lived((0, track("u1")), (order_at, track("u1", "Order Placed")), campaigns=recovery(GOAL))

    assert sent(machine) == expected


@pytest.mark.rule("campaigns.goal.lookback")
@pytest.mark.parametrize(("dated", "expected"), [(9, [10 + SEND_AT]), (10, []), (11, [])])
def test_a_goal_counts_from_the_first_second_of_the_enrolment_on(dated: int, expected: list[int]) -> None:
    order = track("u1", "Order Placed", timestamp=START + dated)

    machine = lived((10, track("u1")), (60, order), campaigns=recovery(GOAL))

    assert sent(machine) == expected


def test_an_order_that_arrives_before_the_cart_in_the_same_second_stops_the_recovery() -> None:
    machine = lived((5, track("u1", "Order Placed")), (5, track("u1")), campaigns=recovery(GOAL))

    assert sent(machine) == []


@pytest.mark.rule("campaigns.exit.goal-message")
def test_a_goal_ends_a_pass_before_its_first_message_and_nothing_else_of_the_person() -> None:
    machine = lived(
        (0, track("u1")),
        (60, track("u1", "Order Placed")),
        (120, track("u1")),
        campaigns=recovery(GOAL),
    )

    assert outbox(machine) == [(60, "Back", "not sent"), (120 + SEND_AT, "Back", "sent")]


@pytest.mark.rule("campaigns.recovery.other-identity")
def test_an_order_of_another_profile_stops_nothing() -> None:
    order = track("maya@example.net", "Order Placed")

    machine = lived((0, track("u1")), (60, order), campaigns=recovery(GOAL))

    assert sent(machine) == [SEND_AT]


def test_a_page_called_like_the_goal_stops_nothing() -> None:
    page = track("u1", "Order Placed", kind="page")

    machine = lived((0, track("u1")), (60, page), campaigns=recovery(GOAL))

    assert sent(machine) == [SEND_AT]


@pytest.mark.parametrize("ordered_at", [60, minutes(10)])
def test_an_anonymous_cart_starts_the_pass_at_the_identification_which_no_earlier_order_stops(ordered_at: int) -> None:
    machine = lived(
        (0, track(None, anonymous_id="x")),
        (60, track(None, "Order Placed", anonymous_id="x", timestamp=START + ordered_at)),
        (minutes(10), identify("u1", anonymous_id="x")),
        campaigns=recovery(GOAL),
    )

    assert sent(machine) == ([minutes(10) + SEND_AT] if ordered_at < minutes(10) else [])


@pytest.mark.rule("campaigns.reentry.parallel-events")
def test_a_goal_ends_only_the_passes_that_began_by_its_time() -> None:
    order = track("u1", "Order Placed", timestamp=START + 30)

    machine = lived((0, track("u1")), (60, track("u1")), (120, order), campaigns=recovery(GOAL))

    assert [(line.enrolment, line.state) for line in views.messages(machine)] == [(1, "not sent"), (2, "sent")]


def test_an_exit_between_two_messages_writes_the_second_down_as_not_sent() -> None:
    steps: list[Json] = [{"send": {"email": "One"}}, {"delay": "1 hour"}, {"send": {"email": "Two"}}]
    campaign: dict[str, Json] = {"R": {"trigger": {"event": "Added to Cart"}, "steps": steps, **GOAL}}

    machine = lived((0, track("u1")), (60, track("u1", "Order Placed")), campaigns=campaign)

    assert outbox(machine) == [(0, "One", "sent"), (60, "Two", "not sent")]
