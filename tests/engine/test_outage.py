"""The workspace takes no call for a while: sources try again every minute, with the same ids, until it does."""

from tests.engine.conftest import Told

HEAD = "shoppers: {Ada: {devices: [laptop]}}\n"
LOGIN = "  - {at: 1m, shopper: Ada, on: laptop, does: log in, value: C-1}\n"
ORDER = "  - {at: 2m, shopper: Ada, on: laptop, does: place order, order: R-1, total: 5.00 EUR}\n"


def story(outage: str, *expectations: str) -> str:
    expect = "".join(f"  - {one}\n" for one in expectations)
    return f"{HEAD}unavailable: {outage}\njourney:\n{LOGIN}{ORDER}expect:\n{expect}"


def test_what_is_refused_comes_again_in_the_first_minute_after_the_outage(told: Told) -> None:
    nobody = "{at: 9m59s, profile: Ada, profiles: 0}"
    there = "{at: 10m, profile: Ada, profiles: 1, events: {Order Placed: 1}, attributes: {total_orders: 1}}"

    assert told(story("{for: 10 minutes}", nobody, there)) == []


def test_an_event_keeps_its_own_time_through_the_outage(told: Told) -> None:
    history = '[{event: Order Placed, at: "09:02:00"}]'

    assert told(story("{for: 10 minutes}", f"{{at: 1h, profile: Ada, history: {history}}}")) == []


def test_an_outage_can_begin_later(told: Told) -> None:
    known = "{at: 2m, profile: Ada, profiles: 1, events: {Order Placed: 0}}"

    assert told(story("{at: 90s, for: 2 minutes}", known, "{at: 4m, segment: Buyers, count: 1}")) == []


def test_what_was_known_before_the_story_is_there_all_the_same(told: Told) -> None:
    known = "shoppers: {Ada: {known as: {customer_id: C-1, plan: pro}}}\nunavailable: {for: 1 day}\n"

    assert told(f"{known}expect: [{{at: 1h, profile: Ada, attributes: {{plan: pro}}}}]\n") == []


def test_a_failure_tells_how_often_a_delivery_was_refused(told: Told) -> None:
    (text,) = told(story("{for: 5 minutes}", "{at: 6m, profile: Ada, events: {Order Placed: 2}}"))

    assert "Order Placed R-1 (storefront, d2), refused 3 times, arrived 09:05:00" in text
