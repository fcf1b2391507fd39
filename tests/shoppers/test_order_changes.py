"""What becomes of orders: rows, discounts, cancellations, refunds, edits; and subscriptions, charged again."""

from decimal import Decimal

import pytest

from simulator.operations import Identify, Track
from simulator.shoppers import (
    GiveKey,
    LogIn,
    Money,
    OrderChange,
    OrderedItem,
    PlaceOrder,
    Subscribe,
    Town,
    UpdateOrder,
    ViewCategory,
)
from simulator.values import Json
from tests.shoppers.doing import NOON, calls, do, event

WEEK = 7 * 86_400
MAIL = GiveKey("Mia", "laptop", "email", "mia@example.com")


def order(name: str = "R-1", total: str = "59.00") -> PlaceOrder:
    return PlaceOrder("Mia", "laptop", name, Money(total, "EUR"))


def told(town: Town, *verbs: PlaceOrder | UpdateOrder | GiveKey) -> tuple[Track, dict[str, Json]]:
    """The event of the last verb, and the attributes that go with it."""
    news, identification = calls(do(town, *verbs))
    assert isinstance(news, Track)
    assert isinstance(identification, Identify)
    return news, identification.attributes


@pytest.mark.parametrize(
    ("change", "name", "data"),
    [
        ("cancelled", "Order Cancelled", {}),
        ("refunded", "Order Refunded", {"amount": 59.0, "currency": "EUR"}),
        ("shipped", "Order Shipped", {}),
        ("delivered", "Order Delivered", {}),
        ("edited", "Order Edited", {"total": 59.0, "currency": "EUR"}),
    ],
)
def test_what_becomes_of_an_order_is_an_event_of_its_own(change: OrderChange, name: str, data: dict[str, Json]) -> None:
    news, _ = told(Town(7, currency="EUR"), MAIL, order(), UpdateOrder("Mia", "R-1", change))

    assert (news.name, news.data) == (name, {"order_id": "R-1", **data})


def test_a_cancelled_order_counts_no_more() -> None:
    town = Town(7, currency="EUR")

    _, figures = told(town, MAIL, order("R-1"), order("R-2", "20.00"), UpdateOrder("Mia", "R-1", "cancelled"))

    assert (figures["total_orders"], figures["lifetime_value"]) == (1, 20.0)


def test_whoever_has_only_cancelled_orders_is_no_buyer_and_loses_the_dates() -> None:
    town = Town(7, currency="EUR")

    _, figures = told(town, MAIL, order(), UpdateOrder("Mia", "R-1", "cancelled"))

    assert figures == {"total_orders": 0, "lifetime_value": 0.0, "last_order_date": None, "first_order_date": None}
    assert town.truth.buyers() == ()


def test_a_refund_is_taken_off_the_lifetime_value_and_no_more_than_was_paid() -> None:
    town = Town(7, currency="EUR")
    some = UpdateOrder("Mia", "R-1", "refunded", Money("9.00", "EUR"))
    too_much = UpdateOrder("Mia", "R-1", "refunded", Money("99.00", "EUR"))

    first, after_first = told(town, MAIL, order(), some)
    second, after_second = told(town, too_much)

    assert (first.data["amount"], after_first["lifetime_value"]) == (9.0, 50.0)
    assert (second.data["amount"], after_second["lifetime_value"]) == (50.0, 0.0)
    assert after_second["total_orders"] == 1
    assert town.truth.buyers() == ("Mia",)


def test_an_edited_order_has_another_total() -> None:
    edited = UpdateOrder("Mia", "R-1", "edited", Money("75.50", "EUR"))

    news, figures = told(Town(7, currency="EUR"), MAIL, order(), edited)

    assert (news.data["total"], figures["lifetime_value"]) == (75.5, 75.5)


def test_the_rows_of_an_order_make_its_total_less_their_discounts() -> None:
    rows = (OrderedItem("A-1", 2, "12.50", "5.00", "TEN"), OrderedItem("B-1", 1, "3.00"))

    news, figures = told(Town(7, currency="EUR"), MAIL, PlaceOrder("Mia", "laptop", "R-1", items=rows))

    assert news.data["items"] == [
        {"sku": "A-1", "quantity": 2, "price": 12.5, "discount": 5.0},
        {"sku": "B-1", "quantity": 1, "price": 3.0},
    ]
    assert (news.data["total"], news.data["discount_codes"], figures["lifetime_value"]) == (23.0, ["TEN"], 23.0)


def test_a_subscription_is_charged_now_and_after_each_interval() -> None:
    town = Town(7, currency="EUR")
    town.act(LogIn("Mia", "laptop", "C-1"), NOON)

    (first,) = town.act(Subscribe("Mia", "Calm Serum", 4 * WEEK), NOON)
    later = town.charge(NOON + 8 * WEEK)

    assert [delivery.sent for delivery in (first, *later)] == [NOON, NOON + 4 * WEEK, NOON + 8 * WEEK]
    assert town.charge(NOON + 8 * WEEK) == ()


def test_each_charge_is_an_order_of_its_own_in_the_books() -> None:
    town = Town(7, currency="EUR")
    town.act(LogIn("Mia", "laptop", "C-1"), NOON)
    town.act(Subscribe("Mia", "Calm Serum", WEEK), NOON)

    news, identification = calls(town.charge(NOON + WEEK)[-1])

    first, second = town.truth.of("Mia").orders
    assert isinstance(news, Track)
    assert isinstance(identification, Identify)
    assert (news.name, news.data["order_id"], first.id != second.id) == ("Subscription Charged", second.id, True)
    assert identification.attributes["total_orders"] == 2
    assert Decimal(str(identification.attributes["lifetime_value"])) == first.total + second.total


def test_products_of_a_category_are_different_ones_and_the_same_each_time() -> None:
    town = Town(7, currency="EUR")
    twice = [town.act(ViewCategory("Mia", "laptop", "Serums", 3), NOON) for _ in range(2)]

    seen = [[event(delivery).data["sku"] for delivery in deliveries] for deliveries in twice]

    assert len(set(seen[0])) == 3
    assert seen[0] == seen[1]
    assert {event(delivery).data["category"] for delivery in twice[0]} == {"Serums"}
