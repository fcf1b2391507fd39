"""Whether the result depends on the order of the deliveries, or on a copy of each, and what a reader is told."""

from collections.abc import Callable
from textwrap import dedent, indent

Told = Callable[..., list[str]]

UNTIMED = """\
sources: {crm: {sends times: false}}
shoppers: {Ada: {known as: {customer_id: C-1, email: ada@example.com}}}
journey:
  - {at: 0m, shopper: Ada, does: set, attributes: {plan: silver}, source: crm, delivery: {late: 20m}}
  - {at: 5m, shopper: Ada, does: opt in, channel: email, delivery: {late: 18m}}
  - {at: 10m, shopper: Ada, does: set, attributes: {plan: gold}, source: crm, delivery: {late: 20m}}
  - {at: 11m, shopper: Ada, does: place order, order: R-1, total: 10.00 EUR, delivery: {late: 20m}}
expect: [{at: 1h, same result: any order}]
"""
GIVES_EMAIL = "does: identify, with: email, value: mia@example.com"
ORDERS = "does: place order, order: R-1, total: 59.00 EUR"


def at_once(*doings: str, same: str = "any order", looked_at: str = "1h") -> str:
    journey = "".join(f"  - {{at: 0m, shopper: Mia, on: phone, {doing}}}\n" for doing in doings)
    expect = f"expect: [{{at: {looked_at}, same result: {same}}}]\n"
    return f"shoppers: {{Mia: {{devices: [phone]}}}}\njourney:\n{journey}{expect}"


def test_what_tells_its_times_may_come_in_any_order(told: Told) -> None:
    assert told(UNTIMED.replace("sends times: false", "sends times: true")) == []


def test_a_failure_counts_the_orders_and_names_two_that_may_not_change_places(told: Told) -> None:
    (text,) = told(UNTIMED)

    assert "found another in 12 of 24 orders: plan of C-1 + ada@example.com is silver instead of gold" in text
    assert 'it is enough that "set plan gold" (d4) arrives before "set plan silver" (d2)' in text


def test_the_smallest_order_that_fails_is_shown_as_gherkin(printed: Told) -> None:
    (text,) = printed(UNTIMED)

    gherkin = """\
        Scenario: the smallest order with another result
          When "opted in to email" from backend (d3) arrives at 09:20:00
          And "set plan gold" from crm (d4) arrives at 09:23:00
          And "set plan silver" from crm (d2) arrives at 09:30:00
          And d5 arrives as it did
          Then plan of C-1 + ada@example.com is silver instead of gold
        """
    assert indent(dedent(gherkin), "    ") in text


def test_deliveries_of_one_second_may_change_places(told: Told) -> None:
    assert told(at_once(GIVES_EMAIL, ORDERS)) == []


def test_what_arrives_before_the_next_is_sent_has_one_order_only_and_that_is_no_proof(told: Told) -> None:
    (text,) = told(at_once(GIVES_EMAIL))

    assert "found no other order is possible: each delivery arrives before the next one is sent" in text


def test_more_orders_than_those_of_seven_deliveries_are_not_tried(told: Told) -> None:
    (text,) = told(at_once(GIVES_EMAIL, *["does: view product, product: Calm Serum"] * 7))

    assert "found 40,320 orders are possible; at most 5,040 are tried, those of seven deliveries" in text


def test_what_is_still_under_way_may_come_first(told: Told) -> None:
    late = "{at: 10m, shopper: Ada, does: set, attributes: {plan: gold}, source: crm, delivery: {late: 20m}}"
    under_way = late.replace("late: 20m", "late: 3h")

    (text,) = told(UNTIMED.replace(late, under_way))

    assert "in 12 of 24 orders" in text
    assert "arrives at 12:10:00" in text


def test_copies_of_a_healthy_source_change_nothing(told: Told) -> None:
    assert told(at_once(GIVES_EMAIL, ORDERS, same="every delivery twice")) == []


def test_a_copy_that_changes_the_result_is_named(told: Told) -> None:
    deaf = "workspace: {settings: {identifiers: [id, email], dedupe: none}}\n"

    (text,) = told(deaf + at_once(GIVES_EMAIL, ORDERS, same="every delivery twice"))

    assert "found another: mia@example.com has 2 'Order Placed' instead of 1" in text
    assert 'a copy of "Order Placed R-1" (d2) changes the result' in text
    assert "(d1)" not in text.split("because")[1].split("changes the result")[0]


def test_where_nothing_is_sent_nothing_can_arrive_twice(told: Told) -> None:
    blocked = at_once("does: view product, product: Calm Serum", same="every delivery twice")

    (text,) = told(blocked.replace("devices: [phone]", "devices: [phone], blocks tracking: phone"))

    assert "found nothing has been sent, so nothing can arrive twice" in text


def test_a_look_between_two_doings_of_one_second_keeps_them_in_their_order(told: Told) -> None:
    story = at_once(GIVES_EMAIL, ORDERS, looked_at="0m")

    assert told(story) == []


def test_what_no_delivery_brought_leaves_the_other_orders_unknown(told: Told) -> None:
    somebody = {"type": "person", "action": "identify", "identifiers": {"id": "somebody else"}}

    (text,) = told(at_once(GIVES_EMAIL, ORDERS), somebody)

    assert "found something that no delivery of the story brought, so nobody knows what another order" in text


def test_where_the_workspace_shuffles_calls_by_chance_no_order_is_tried(told: Told) -> None:
    shuffling = "workspace: {settings: {identifiers: [id, email], reorder_window: 5 minutes}}\n"

    (text,) = told(shuffling + at_once(GIVES_EMAIL, ORDERS))

    assert "found the setting reorder_window lets calls change places by chance" in text
