"""People through an event campaign, to the second: who enters, what stops them, what goes out and why.

The campaign `R` starts on "Added to Cart", waits 30 minutes, then sends; what else it has stands in each test.
"""

import pytest
from freezegun import freeze_time

from simulator.operations import Operation
from simulator.values import Json
from simulator.workspace import Machine, views
from tests.builders import (
    START,
    a_workspace,
    advance,
    days,
    define,
    hours,
    identify,
    last_message,
    minutes,
    outbox,
    track,
)

SEND_AT = minutes(30)


def recovery(more: dict[str, Json] | None = None, *, subject: str = "You left something") -> dict[str, Json]:
    steps: list[Json] = [{"delay": "30 minutes"}, {"send": {"email": "Back", "subject": subject}}]
    return {"R": {"trigger": {"event": "Added to Cart"}, "steps": steps, **(more or {})}}


GOAL: dict[str, Json] = {"exit": {"performed": "Order Placed"}}
MAYA = identify("u1", email="maya@example.com")


def lived(*later: tuple[int, Operation], campaigns: dict[str, Json], first: Operation = MAYA) -> Machine:
    """A workspace with Maya, after `later` and four days."""
    machine = a_workspace(first, campaigns=campaigns)
    for second, operation in later:
        machine.apply(operation, at=START + second)
    advance(machine, max(machine.now, START + days(4)))
    return machine


def sent(machine: Machine) -> list[int]:
    """The seconds in which something was sent."""
    return [at for at, _, state in outbox(machine) if state == "sent"]


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


def test_a_message_that_a_goal_stopped_says_which_event_and_rule_did_it() -> None:
    late = track("u1", "Order Placed", timestamp=START + 60)
    machine = lived((0, track("u1")), (minutes(20), late), campaigns=recovery(GOAL))

    message = last_message(machine)
    assert (message.state, message.at) == ("not sent", START + minutes(20))
    assert "'Order Placed' of 09:01:00, received 09:20:00, ended it" in message.reason
    assert message.rule == "campaigns.exit.goal-immediate"
    assert message.decided_by == (4,)


@pytest.mark.rule("campaigns.goal.lookback")
@pytest.mark.parametrize(("dated", "expected"), [(9, [10 + SEND_AT]), (10, []), (11, [])])
def test_a_goal_counts_from_the_first_second_of_the_enrolment_on(dated: int, expected: list[int]) -> None:
    order = track("u1", "Order Placed", timestamp=START + dated)

    machine = lived((10, track("u1")), (60, order), campaigns=recovery(GOAL))

    assert sent(machine) == expected


def test_an_order_that_arrives_before_the_cart_in_the_same_second_stops_the_recovery() -> None:
    machine = lived((5, track("u1", "Order Placed")), (5, track("u1")), campaigns=recovery(GOAL))

    assert sent(machine) == []


NOT_BUYER: dict[str, Json] = {"filter": {"attribute": "buyer", "not equals": True}}


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


@pytest.mark.rule("campaigns.entry.filter-retry-30m")
@pytest.mark.rule("campaigns.entry.filter-retry-edge")
@pytest.mark.rule("campaigns.entry.retry-start-instant")
@pytest.mark.parametrize("wait", [minutes(30) - 1, minutes(30)])
def test_a_filter_met_within_thirty_minutes_lets_in_and_the_delay_runs_from_then(wait: int) -> None:
    vip: dict[str, Json] = {"filter": {"attribute": "vip", "equals": True}}

    machine = lived((0, track("u1")), (wait, identify("u1", vip=True)), campaigns=recovery(vip))

    assert sent(machine) == [wait + SEND_AT]


@pytest.mark.rule("campaigns.entry.filter-retry-30m")
def test_a_filter_met_a_second_later_lets_nobody_in() -> None:
    vip: dict[str, Json] = {"filter": {"attribute": "vip", "equals": True}}

    machine = lived((0, track("u1")), (minutes(30) + 1, identify("u1", vip=True)), campaigns=recovery(vip))

    message = last_message(machine)
    assert (message.state, message.enrolment, message.at - START) == ("not sent", None, minutes(30))
    assert message.rule == "campaigns.entry.filter-retry-30m"


@pytest.mark.rule("campaigns.frequency.min-gap")
@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("every time", [0, hours(24) - 1, hours(24)]),
        ("once", [0]),
        ("once per 24 hours", [0, hours(24)]),
    ],
)
def test_the_frequency_says_who_may_enter_again(frequency: str, expected: list[int]) -> None:
    carts = [(second, track("u1")) for second in (0, hours(24) - 1, hours(24))]

    machine = lived(*carts, campaigns=recovery({"frequency": frequency}))

    assert sent(machine) == [second + SEND_AT for second in expected]


@pytest.mark.rule("campaigns.reentry.parallel-events")
def test_two_carts_run_beside_each_other_each_with_its_own_event() -> None:
    machine = lived(
        (0, track("u1", product="Serum")),
        (60, track("u1", product="Cream")),
        campaigns=recovery(subject="You left {{ event.product }}"),
    )

    assert [line.subject for line in views.messages(machine)] == ["You left Serum", "You left Cream"]


@pytest.mark.rule("events.time.72h")
@pytest.mark.rule("events.time.72h-edge")
@pytest.mark.parametrize(("age", "enters"), [(hours(72) - 1, True), (hours(72), True), (hours(72) + 1, False)])
def test_an_event_older_than_72_hours_starts_nothing(age: int, enters: bool) -> None:
    machine = lived((0, track("u1", timestamp=START - age)), campaigns=recovery())

    assert bool(sent(machine)) is enters


@pytest.mark.rule("consent.unsubscribed-values")
@pytest.mark.rule("consent.checked-at-message")
@pytest.mark.parametrize(
    ("value", "state"),
    [("TRUE", "withheld"), (1, "withheld"), ("1", "withheld"), (True, "withheld"), ("yes", "sent"), (0, "sent")],
)
def test_an_unsubscribed_person_enters_and_the_message_is_withheld(value: Json, state: str) -> None:
    machine = lived((0, track("u1")), (60, identify("u1", unsubscribed=value)), campaigns=recovery())

    assert [line.state for line in views.messages(machine)] == [state]


@pytest.mark.rule("campaigns.entry.no-address-enters")
def test_a_person_without_an_address_enters_and_the_send_fails() -> None:
    machine = lived((0, track("u1")), campaigns=recovery(), first=identify("u1"))

    assert (last_message(machine).state, last_message(machine).rule) == ("failed", "campaigns.entry.no-address-enters")


@pytest.mark.rule("liquid.undefined-output-fails")
@pytest.mark.rule("liquid.undefined-in-logic-ok")
@pytest.mark.parametrize(
    ("subject", "state", "shown"),
    [
        ("Hi {{ customer.first_name }}", "failed", None),
        ("Hi {{ customer.first_name | default: 'there' }}", "sent", "Hi there"),
        ("{% if customer.first_name %}Hi you{% else %}Hi{% endif %}", "sent", "Hi"),
        ("It is {{ 'now' | date: '%Y-%m-%d %H:%M' }}", "sent", "It is 2026-03-02 09:30"),
    ],
)
def test_the_subject_is_rendered_at_the_send_in_virtual_time(subject: str, state: str, shown: str | None) -> None:
    with freeze_time("2031-07-01"):
        machine = lived((0, track("u1")), campaigns=recovery(subject=subject))

    assert (last_message(machine).state, last_message(machine).subject) == (state, shown)


def test_an_exit_between_two_messages_writes_the_second_down_as_not_sent() -> None:
    steps: list[Json] = [{"send": {"email": "One"}}, {"delay": "1 hour"}, {"send": {"email": "Two"}}]
    campaign: dict[str, Json] = {"R": {"trigger": {"event": "Added to Cart"}, "steps": steps, **GOAL}}

    machine = lived((0, track("u1")), (60, track("u1", "Order Placed")), campaigns=campaign)

    assert outbox(machine) == [(0, "One", "sent"), (60, "Two", "not sent")]


def test_a_definition_without_the_campaign_ends_it_for_those_inside() -> None:
    machine = lived((0, track("u1")), (60, define()), campaigns=recovery())

    assert outbox(machine) == [(60, "Back", "not sent")]
