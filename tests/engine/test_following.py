"""Stories beside a tracking plan: what a run's own truth decides, and what other programs call."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from simulator.documents import Problems
from simulator.engine import Run, Verdict
from simulator.language import compile_yaml
from simulator.targets import open_target
from simulator.values import Json
from simulator.wire import Request
from simulator.wire.form_body import FORM_TYPE

Told = Callable[[str], list[str]]

PLAN = "plan: core commerce\nshoppers: {Ada: {devices: [laptop]}}\n"


def story(*doings: str, expect: str = "plan: satisfied") -> str:
    journey = "".join(f"  - {{at: 1m, shopper: Ada, {doing}}}\n" for doing in doings)
    return f"{PLAN}journey:\n{journey or '  []'}\nexpect: [{{at: 1h, {expect}}}]\n"


CART = "on: laptop, does: add to cart, product: Calm Serum"
ORDER = "does: place order, order: R-1, total: 59.00 USD"


def test_a_healthy_shop_sends_what_the_plan_says(told: Told) -> None:
    healthy = story(
        "on: laptop, does: view product, product: Calm Serum",
        CART,
        "on: laptop, does: identify, with: email",
        "on: laptop, does: start checkout",
        "does: opt in, channel: sms",
        ORDER,
        "does: place order, order: R-2, total: 5900 JPY, paid: false",
        "does: pay, order: R-2",
    )

    assert told(healthy) == []


def test_where_nothing_was_sent_nothing_was_shown(told: Told) -> None:
    (text,) = told(story())

    assert "found nothing has arrived that a tracking plan speaks of" in text


def test_a_delivery_is_looked_at_when_it_has_arrived(told: Told) -> None:
    late = story(CART, "on: laptop, does: event, name: Purchased, delivery: {late: 2h}")

    assert told(late) == []


def test_a_violation_is_told_once_with_the_first_delivery_and_how_often(told: Told) -> None:
    (text,) = told(story("on: laptop, does: event, name: Purchased, delivery: {times: 3}"))

    assert "found unknown event on Purchased" in text
    assert "calls it 'Order Placed' (d1 from web, and 2 more times)" in text
    assert "Ada: Purchased (web, d1), arrived 3 times" in text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("Order Placed", "order_id: R-1, total: 5900", "total of 'Order Placed' is 5900, 100 times the 59.00"),
        ("Order Refunded", "order_id: R-1, amount: 0.59", "amount of 'Order Refunded' is 0.59, 1/100 of the 59.00"),
        ("Product Viewed", "sku: CALM-SERUM, price: 5100", "price of 'Product Viewed' is 5100, 100 times the 51.00"),
        (
            "Checkout Started",
            "total: 10200, items: [{sku: CALM-SERUM, quantity: 2, price: 5100}]",
            "total of 'Checkout Started' is 10200, 100 times the 102.00",
        ),
    ],
)
def test_amounts_are_held_against_what_the_shop_sells_and_sold(name: str, data: str, words: str, told: Told) -> None:
    event = f"on: laptop, does: event, name: {name}, data: {{{data}}}"

    (text,) = told(story(ORDER, event).replace("plan: core", "seed: 7\nplan: core"))

    assert words in text


def test_what_the_shop_has_of_a_customer_is_held_against_its_books(told: Told) -> None:
    two = story(
        ORDER, "does: place order, order: R-2, total: 1.00 USD", "does: set, attributes: {lifetime_value: 6000}"
    )

    (text,) = told(two)

    assert "lifetime_value is 6000, 100 times the 60.00 that it was (d3 from backend)" in text


def test_an_amount_of_something_that_nobody_knows_is_left_to_the_range(told: Told) -> None:
    order = "on: laptop, does: event, name: Order Placed, data: {order_id: X-9, total: 590000, currency: EUR}"

    (text,) = told(story(order))

    assert "total of 'Order Placed' is 590000, and 1 to 5000 EUR is plausible" in text


def test_a_report_that_is_not_made_tells_what_is(told: Told) -> None:
    (text,) = told(story("on: laptop, does: event, name: Purchased", expect="plan reports: {missing field: order_id}"))

    assert "expected the tracking plan 'core commerce' reports missing field on order_id" in text
    assert "found it reports unknown event on Purchased" in text


def test_a_report_of_nothing_says_so(told: Told) -> None:
    texts = told(story(CART, expect="plan reports: {wrong type: [total, price]}"))

    assert len(texts) == 2
    assert all("found it reports nothing" in text for text in texts)


def foreign(path: str, body: Json, *, prefix: str = "") -> Request:
    return Request("POST", f"{prefix}{path}", "", {"user-agent": "cart/1.2"}, msgspec.json.encode(body))


@pytest.fixture
def verdict_with(tmp_path: Path) -> Callable[[Request], Verdict]:
    """Runs a story of one cart in which another program makes a call at its start."""

    def run(request: Request) -> Verdict:
        path, problems = tmp_path / "story.yaml", Problems()
        path.write_text(f"scenario: S\nstarts: 2026-03-02T09:00Z\n{story(CART)}")
        scenario = compile_yaml(path, problems)
        problems.raise_if_any()
        assert scenario is not None
        with open_target("embedded") as targets, targets.workspace(scenario.definition, (), scenario.starts) as target:
            keys = f"{target.credentials.site_id}:{target.credentials.track_key}"
            basic = f"Basic {b64encode(keys.encode()).decode()}"
            target.answer(msgspec.structs.replace(request, headers={**request.headers, "authorization": basic}))
            playing = Run(scenario, target)
            for item in scenario.items:
                playing.perform(item)
            return playing.finish()

    return run


TOO_MUCH: dict[str, Json] = {"order_id": "X-1", "total": 590000, "currency": "EUR", "items": [], "discount_codes": []}


def because(verdict: Verdict) -> str:
    return "\n".join(line for failure in verdict.failures for line in failure.decided)


def test_a_call_of_another_program_is_held_against_what_is_plausible(
    verdict_with: Callable[[Request], Verdict],
) -> None:
    verdict = verdict_with(
        foreign("/api/v1/customers/5/events", {"name": "Order Placed", "data": TOO_MUCH, "timestamp": 1_772_442_000})
    )

    assert because(verdict).splitlines()[0] == (
        "money scale: total of 'Order Placed' is 590000, and 1 to 5000 EUR is plausible "
        "(POST /api/v1/customers/5/events from Track API, cart/1.2)"
    )


@pytest.mark.parametrize(
    ("request_", "names"),
    [
        (foreign("/api/v1/events", {"name": "Purchased", "anonymous_id": "a"}, prefix="/track"), ["Purchased"]),
        (
            foreign(
                "/api/v2/batch",
                {
                    "batch": [
                        {"type": "person", "identifiers": {"id": "5"}, "action": "event", "name": name}
                        for name in ("Bought", "Sold")
                    ]
                },
            ),
            ["Bought", "Sold"],
        ),
        (
            Request("POST", "/api/v1/customers/5/events", "", {"content-type": FORM_TYPE}, b"name=Bought"),
            ["Bought"],
        ),
    ],
    ids=["under a prefix", "in a batch", "as a form"],
)
def test_calls_are_read_however_they_came(
    request_: Request, names: list[str], verdict_with: Callable[[Request], Verdict]
) -> None:
    verdict = verdict_with(request_)

    (failure,) = verdict.failures
    assert failure.found == ", ".join(f"unknown event on {name}" for name in names)


@pytest.mark.parametrize("body", ["no event", {"name": ""}, ["x"]])
def test_a_call_that_nobody_can_read_breaks_no_plan(body: Json, verdict_with: Callable[[Request], Verdict]) -> None:
    verdict = verdict_with(foreign("/api/v1/customers/5/events", body))

    assert verdict.failures == ()
