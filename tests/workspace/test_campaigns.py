"""People through an event campaign, to the second: who enters, what stops them, what goes out and why.

The campaign `R` starts on "Added to Cart", waits 30 minutes, then sends; what else it has stands in each test.
"""

from typing import NamedTuple

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


NOT_BUYER: dict[str, Json] = {"filter": {"attribute": "buyer", "not equals": True}}
VIP: dict[str, Json] = {"filter": {"attribute": "vip", "equals": True}}


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


@pytest.mark.rule("campaigns.frequency.event-every")
def test_without_a_frequency_every_trigger_enters_also_two_of_one_second() -> None:
    machine = lived((0, track("u1")), (0, track("u1")), campaigns=recovery())

    assert sent(machine) == [SEND_AT, SEND_AT]


@pytest.mark.rule("campaigns.frequency.min-gap")
def test_the_period_runs_from_the_last_entry_and_not_from_its_trigger_or_a_refusal() -> None:
    hourly: dict[str, Json] = {**VIP, "frequency": "once per 1 hour"}
    carts = [(second, track("u1")) for second in (0, hours(1), hours(1) + 59, hours(1) + 60)]

    machine = lived(carts[0], (60, identify("u1", vip=True)), *carts[1:], campaigns=recovery(hourly))

    assert sent(machine) == [60 + SEND_AT, hours(1) + 60 + SEND_AT]


@pytest.mark.rule("campaigns.reentry.parallel-events")
def test_two_carts_run_beside_each_other_each_with_its_own_event() -> None:
    machine = lived(
        (0, track("u1", product="Serum")),
        (60, track("u1", product="Cream")),
        campaigns=recovery(subject="You left {{ event.product }}"),
    )

    lines = [(line.enrolment, line.trigger_operation, line.subject) for line in views.messages(machine)]
    assert lines == [(1, 3, "You left Serum"), (2, 4, "You left Cream")]


@pytest.mark.rule("campaigns.reentry.parallel-events")
def test_a_goal_ends_only_the_passes_that_began_by_its_time() -> None:
    order = track("u1", "Order Placed", timestamp=START + 30)

    machine = lived((0, track("u1")), (60, track("u1")), (120, order), campaigns=recovery(GOAL))

    assert [(line.enrolment, line.state) for line in views.messages(machine)] == [(1, "not sent"), (2, "sent")]


@pytest.mark.rule("events.time.72h")
@pytest.mark.rule("events.time.72h-edge")
@pytest.mark.parametrize(("age", "enters"), [(hours(72) - 1, True), (hours(72), True), (hours(72) + 1, False)])
def test_an_event_older_than_72_hours_starts_nothing(age: int, enters: bool) -> None:
    machine = lived((0, track("u1", timestamp=START - age)), campaigns=recovery())

    assert bool(sent(machine)) is enters


@pytest.mark.rule("anonymous.trigger72")
@pytest.mark.parametrize(("age", "enters"), [(hours(72) - 1, True), (hours(72), True), (hours(72) + 1, False)])
def test_an_anonymous_event_is_as_old_as_it_is_at_the_identification(age: int, enters: bool) -> None:
    machine = lived((0, track(None, anonymous_id="x")), (age, identify("u1", anonymous_id="x")), campaigns=recovery())

    assert sent(machine) == ([age + SEND_AT] if enters else [])


@pytest.mark.rule("consent.unsubscribed-values")
@pytest.mark.rule("consent.checked-at-message")
@pytest.mark.rule("campaigns.entry.unsubscribed-enters")
@pytest.mark.parametrize(
    ("value", "state"),
    [
        *((value, "withheld") for value in (True, "true", "TRUE", 1, "1")),
        *((value, "sent") for value in (False, "false", "yes", 0, "0", 2, 1.5, "", None, ["true"])),
    ],
)
def test_an_unsubscribed_person_enters_and_the_message_is_withheld(value: Json, state: str) -> None:
    machine = lived((0, track("u1")), (60, identify("u1", unsubscribed=value)), campaigns=recovery())

    assert [line.state for line in views.messages(machine)] == [state]


@pytest.mark.rule("consent.checked-at-message")
def test_a_person_who_subscribes_again_before_the_message_gets_it() -> None:
    machine = lived(
        (0, identify("u1", unsubscribed=True)),
        (0, track("u1")),
        (SEND_AT, identify("u1", unsubscribed=False)),
        campaigns=recovery(),
    )

    assert sent(machine) == [SEND_AT]


@pytest.mark.rule("consent.withheld-record")
@pytest.mark.parametrize(
    ("first", "state"),
    [(identify("u1", email="maya@example.com", unsubscribed=True), "withheld"), (identify("u1"), "failed")],
)
def test_a_message_withheld_or_failed_ends_nothing_the_next_one_has_its_own_chance(
    first: Operation, state: str
) -> None:
    steps: list[Json] = [{"send": {"email": "One"}}, {"delay": "1 hour"}, {"send": {"email": "Two"}}]
    mended = identify("u1", email="maya@example.com", unsubscribed=False)

    machine = lived((0, track("u1")), (60, mended), campaigns=recovery({"steps": steps}), first=first)

    assert outbox(machine) == [(0, "One", state), (hours(1), "Two", "sent")]


@pytest.mark.rule("campaigns.entry.no-address-enters")
def test_a_person_without_an_address_enters_and_the_send_fails() -> None:
    machine = lived((0, track("u1")), campaigns=recovery(), first=identify("u1"))

    assert (last_message(machine).state, last_message(machine).rule) == ("failed", "campaigns.entry.no-address-enters")


@pytest.mark.rule("liquid.undefined-output-fails")
@pytest.mark.rule("liquid.undefined-in-logic-ok")
@pytest.mark.rule("liquid.date-zone-fixed")
@pytest.mark.parametrize(
    ("subject", "state", "shown"),
    [
        ("Hi {{ customer.first_name }}", "failed", None),
        ("Hi {{ customer.first_name | default: 'there' }}", "sent", "Hi there"),
        ("{% if customer.first_name %}Hi you{% else %}Hi{% endif %}", "sent", "Hi"),
        ("It is {{ 'now' | date: '%Y-%m-%d %H:%M' }}", "sent", "It is 2026-03-02 09:30"),
        ("It is {{ now | date: '%Y-%m-%d' }}", "sent", "It is 2026-03-02"),
    ],
)
def test_the_subject_is_rendered_at_the_send_in_virtual_time(subject: str, state: str, shown: str | None) -> None:
    with freeze_time("2031-07-01"):
        machine = lived((0, track("u1")), campaigns=recovery(subject=subject))

    assert (last_message(machine).state, last_message(machine).subject) == (state, shown)


@pytest.mark.rule("liquid.null-output")
@pytest.mark.rule("liquid.case-sensitive")
@pytest.mark.parametrize("subject", ["{{ event.coupon }}", "{{ event.box.coupon }}", "{{ event.Product }}"])
def test_a_null_value_and_one_spelt_in_another_case_are_missing(subject: str) -> None:
    cart = track("u1", "Added to Cart", {"product": "Serum", "coupon": None, "box": {"coupon": None}})

    machine = lived((0, cart), campaigns=recovery(subject=subject))

    assert last_message(machine).state == "failed"


@pytest.mark.rule("liquid.render-at-send")
def test_the_subject_sees_the_profile_of_the_send_and_the_event_of_the_entry() -> None:
    machine = lived(
        (0, identify("u1", first_name="Maja")),
        (0, track("u1", product="Serum")),
        (60, identify("u1", first_name="Maya")),
        (SEND_AT, identify("u1", email="maya@example.org")),
        campaigns=recovery(
            subject="{{ customer.first_name }}, {{ event_name }}: {{ event.product }} ({{ campaign.name }})"
        ),
    )

    message = last_message(machine)
    assert (message.recipient, message.subject) == ("maya@example.org", "Maya, Added to Cart: Serum (R)")


def test_a_person_may_have_lost_the_address_by_the_time_of_the_message() -> None:
    machine = lived((0, track("u1")), (60, identify("u1", email="")), campaigns=recovery())

    assert last_message(machine).state == "failed"


def test_an_exit_between_two_messages_writes_the_second_down_as_not_sent() -> None:
    steps: list[Json] = [{"send": {"email": "One"}}, {"delay": "1 hour"}, {"send": {"email": "Two"}}]
    campaign: dict[str, Json] = {"R": {"trigger": {"event": "Added to Cart"}, "steps": steps, **GOAL}}

    machine = lived((0, track("u1")), (60, track("u1", "Order Placed")), campaigns=campaign)

    assert outbox(machine) == [(0, "One", "sent"), (60, "Two", "not sent")]


class Why(NamedTuple):
    """What comes after Maya, and what the last line of the outbox says about it."""

    later: tuple[tuple[int, Operation], ...]
    campaigns: dict[str, Json]
    state: str
    reason: str
    rule: str | None = None
    enrolment: int | None = None
    decided_by: tuple[int, ...] = ()
    trigger: int = 3


CART = (0, track("u1"))
WHY = {
    "sent": Why((CART,), recovery(), "sent", "30 minutes after entering with 'Added to Cart' of 09:00:00", None, 1),
    "no goal": Why(
        (CART,),
        recovery(GOAL),
        "sent",
        "30 minutes after entering with 'Added to Cart' of 09:00:00; no 'Order Placed' since 09:00:00 is known",
        None,
        1,
    ),
    "goal": Why(
        (CART, (60, track("u1", "Order Placed"))),
        recovery(GOAL),
        "not sent",
        "'Order Placed' of 09:01:00 ended it",
        "campaigns.exit.goal-immediate",
        1,
        (4,),
    ),
    "late goal": Why(
        (CART, (minutes(20), track("u1", "Order Placed", timestamp=START + 60))),
        recovery(GOAL),
        "not sent",
        "'Order Placed' of 09:01:00, received 09:20:00, ended it",
        "campaigns.exit.goal-immediate",
        1,
        (4,),
    ),
    "filter": Why(
        (CART, (60, identify("u1", buyer=True))),
        recovery(NOT_BUYER),
        "not sent",
        "the filter no longer holds",
        "campaigns.exit.filter-at-action",
        1,
    ),
    "filter missed": Why(
        (CART,),
        recovery(VIP),
        "not sent",
        "did not enter: the filter did not hold within 30 minutes of the trigger",
        "campaigns.entry.filter-retry-30m",
    ),
    "too old": Why(
        ((0, track("u1", timestamp=START - hours(72) - 1)),),
        recovery(),
        "not sent",
        "did not enter: 'Added to Cart' of 2026-02-27 08:59:59 is older than 3 days",
        "events.time.72h",
    ),
    "once": Why(
        (CART, (hours(1), track("u1"))),
        recovery({"frequency": "once"}),
        "not sent",
        "did not enter: the campaign takes each person once; the last entry was at 09:00:00",
        "campaigns.frequency.min-gap",
        trigger=4,
    ),
    "unsubscribed": Why(
        (CART, (60, identify("u1", unsubscribed=True))),
        recovery(),
        "withheld",
        "the person is unsubscribed",
        "consent.checked-at-message",
        1,
        (4,),
    ),
    "no address": Why(
        (CART, (60, identify("u1", email=None))),
        recovery(),
        "failed",
        "the person has no email address",
        "campaigns.entry.no-address-enters",
        1,
    ),
    "missing value": Why(
        (CART,),
        recovery(subject="Hi {{ customer.first_name }}"),
        "failed",
        "the subject: customer.first_name is undefined and has no default",
        "liquid.undefined-output-fails",
        1,
    ),
    "taken out": Why(
        (CART, (60, define())),
        recovery(),
        "not sent",
        "the campaign was taken out of the definition",
        "campaigns.stop.two-ways",
        1,
        (4,),
    ),
    "taken out while waiting": Why(
        (CART, (60, define())),
        recovery(VIP),
        "not sent",
        "did not enter: the campaign was taken out of the definition",
        "campaigns.stop.two-ways",
    ),
}


@pytest.mark.parametrize("why", WHY.values(), ids=WHY)
def test_a_line_of_the_outbox_says_what_became_of_the_message_why_and_by_which_rule_and_operation(why: Why) -> None:
    machine = lived(*why.later, campaigns=why.campaigns)

    line = last_message(machine)
    assert (line.state, line.reason, line.rule) == (why.state, why.reason, why.rule)
    assert (line.enrolment, line.trigger_operation, line.decided_by) == (why.enrolment, why.trigger, why.decided_by)


@pytest.mark.rule("campaigns.stop.two-ways")
def test_a_definition_without_the_campaign_ends_it_for_those_inside() -> None:
    machine = lived(CART, (60, define()), (61, define(campaigns=recovery())), campaigns=recovery())

    assert outbox(machine) == [(60, "Back", "not sent")]


LATER = recovery({"steps": [{"delay": "2 hours"}, {"send": {"email": "Later"}}]})
LONGER = recovery({"steps": [{"delay": "30 minutes"}, {"delay": "1 hour"}, {"send": {"email": "Longer"}}]})
SHORTER = recovery({"steps": [{"send": {"email": "Sooner"}}]})


@pytest.mark.parametrize(
    ("campaigns", "lines"),
    [
        pytest.param(LATER, [(SEND_AT, "Later", "sent")], id="a delay begun runs as it began"),
        pytest.param(LONGER, [(SEND_AT + hours(1), "Longer", "sent")], id="a step put in is taken"),
        pytest.param(SHORTER, [], id="a step gone is past"),
        pytest.param(recovery(GOAL), [(90, "Back", "not sent")], id="a new goal counts"),
    ],
)
def test_people_inside_a_campaign_that_is_defined_anew_go_on_in_its_new_form(
    campaigns: dict[str, Json], lines: list[tuple[int, str, str]]
) -> None:
    machine = lived(CART, (60, define(campaigns=campaigns)), (90, track("u1", "Order Placed")), campaigns=recovery())

    assert outbox(machine) == lines


@pytest.mark.parametrize(
    "more",
    [pytest.param({}, id="no filter"), pytest.param({"filter": {"attribute": "vip", "exists": False}}, id="another")],
)
def test_somebody_waiting_enters_as_soon_as_a_new_definition_admits_them(more: dict[str, Json]) -> None:
    machine = lived(CART, (60, define(campaigns=recovery(more))), campaigns=recovery(VIP))

    assert sent(machine) == [60 + SEND_AT]


@pytest.mark.rule("events.time.72h")
@pytest.mark.parametrize(("age", "enters"), [(hours(1), True), (hours(1) + 1, False)])
def test_how_old_an_event_may_be_to_start_a_campaign_is_a_setting(age: int, *, enters: bool) -> None:
    settings: dict[str, Json] = {"entry_max_event_age": "1 hour"}
    machine = a_workspace(identify("u1", email="maya@example.com"), campaigns=recovery(), settings=settings)

    machine.apply(track("u1", timestamp=START - age), at=START)
    advance(machine, START + hours(1))

    assert bool(sent(machine)) is enters


@pytest.mark.rule("events.time.72h-edge")
@pytest.mark.parametrize(("edges", "enters"), [("inclusive", True), ("exclusive", False)])
def test_exactly_72_hours_are_inside_or_not(edges: str, *, enters: bool) -> None:
    machine = a_workspace(
        identify("u1", email="maya@example.com"), campaigns=recovery(), settings={"window_edges": edges}
    )

    machine.apply(track("u1", timestamp=START - hours(72)), at=START)
    advance(machine, START + hours(1))

    assert bool(sent(machine)) is enters


@pytest.mark.rule("anonymous.trigger72")
@pytest.mark.parametrize(("clock", "enters"), [("event_timestamp", False), ("request_time", True)])
def test_the_72_hours_of_an_anonymous_event_count_from_the_event_or_its_request(clock: str, *, enters: bool) -> None:
    machine = a_workspace(campaigns=recovery(), settings={"anon_trigger_clock": clock})
    machine.apply(track(None, anonymous_id="x", timestamp=START - hours(80)), at=START)

    machine.apply(identify("u1", email="maya@example.com", anonymous_id="x"), at=START + hours(1))
    advance(machine, START + hours(3))

    assert bool(sent(machine)) is enters
