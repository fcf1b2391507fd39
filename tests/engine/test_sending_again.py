"""A source sends again what it sent before: the same ids, so what arrived changes nothing and what was lost comes."""

from tests.engine.conftest import Told

HEAD = "shoppers: {Ada: {known as: {customer_id: C-1, email: ada@example.com}}}\n"


def story(order: str, again: str, *expectations: str, sources: str = "") -> str:
    expect = "".join(f"  - {one}\n" for one in expectations)
    doings = f"  - {{at: 1h, shopper: Ada, does: place order, order: R-1, total: 5.00 EUR{order}}}\n  - {again}\n"
    return f"{HEAD}{sources}journey:\n{doings}expect:\n{expect}"


DAY = "{at: 2h, does: send again, source: storefront, last: 1 day}"
ONCE = "{at: 2h, profile: Ada, events: {Order Placed: 1}, attributes: {total_orders: 1}}"


def test_what_was_lost_comes_with_the_repetition(told: Told) -> None:
    before = "{at: 119m, profile: Ada, events: {Order Placed: 0}}"

    assert told(story(", delivery: {lost: true}", DAY, before, ONCE)) == []


def test_what_arrived_is_known_by_its_id(told: Told) -> None:
    assert told(story("", DAY, ONCE)) == []


def test_a_storefront_without_event_ids_counts_the_repetition(told: Told) -> None:
    keyless = "sources: {storefront: {event id: none}}\n"

    (text,) = told(story("", DAY, "{at: 2h, profile: Ada, events: {Order Placed: 1}}", sources=keyless))

    assert "found 2 'Order Placed'" in text
    assert "arrived 2 times" in text


def test_a_repetition_takes_as_long_as_the_source_takes(told: Told) -> None:
    slow = "sources: {storefront: {takes: 10 minutes}}\n"
    not_yet, then = "{at: 129m, segment: Buyers, count: 0}", "{at: 130m, segment: Buyers, count: 1}"

    assert told(story(", delivery: {lost: true}", DAY, not_yet, then, sources=slow)) == []


def test_what_is_further_back_is_not_sent_again(told: Told) -> None:
    short = "{at: 2h, does: send again, source: storefront, last: 59 minutes}"

    (text,) = told(story(", delivery: {lost: true}", short, "{at: 3h, segment: Buyers, includes: Ada}"))

    assert "Order Placed R-1 (storefront, d2), lost on the way" in text


def test_another_source_sends_only_its_own_again(told: Told) -> None:
    other = "{at: 2h, does: send again, source: backend, last: 1 day}"

    assert told(story(", delivery: {lost: true}", other, "{at: 3h, segment: Buyers, excludes: Ada}")) == []


def test_a_failure_tells_that_a_lost_delivery_was_sent_again(told: Told) -> None:
    (text,) = told(story(", delivery: {lost: true}", DAY, "{at: 3h, segment: Buyers, excludes: Ada}"))

    assert "Order Placed R-1 (storefront, d2), lost, sent again, arrived 11:00:00" in text
