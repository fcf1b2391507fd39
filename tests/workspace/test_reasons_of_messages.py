"""A line of the outbox says what became of a message, why, and by which rule and operation."""

from typing import NamedTuple

import pytest

from simulator.operations import Operation
from simulator.values import Json
from tests.builders import START, define, hours, identify, last_message, minutes, track
from tests.workspace.recoveries import CART, GOAL, NOT_BUYER, VIP, lived, recovery


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
