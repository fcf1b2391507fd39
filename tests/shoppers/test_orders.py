"""Orders: whose they are, what they cost, and the calls that the integration makes of their webhooks."""

import pytest

from simulator.deliveries import Calls, Delivery, Fault, Webhook, arrivals
from simulator.operations import Identifier, Identify, Track
from simulator.shoppers import (
    AddToCart,
    DeviceName,
    GiveKey,
    LinkKey,
    LogIn,
    Money,
    PayOrder,
    PlaceOrder,
    Sources,
    Town,
    Verb,
    calls_of,
)
from simulator.values import Json

NOON = 1_772_452_800
MAIL = "mia@example.com"

EMAIL_GIVEN = GiveKey("Mia", "phone", "email", MAIL)


def a_town() -> Town:
    return Town(7, currency="EUR")


def order(name: str | None = "R-1", total: str = "59.00", currency: str = "EUR") -> PlaceOrder:
    return PlaceOrder("Mia", "phone", order=name, total=Money(total, currency))


def guest_order(name: str, email: str) -> PlaceOrder:
    return PlaceOrder("Mia", order=name, total=Money("20.00", "EUR"), email=email, guest=True)


def do(town: Town, *verbs: Verb, at: int = NOON) -> Delivery:
    """Act `verbs`; the delivery of the last."""
    return [delivery for verb in verbs for delivery in town.act(verb, at)][-1]


def calls(delivery: Delivery) -> tuple[Track, Identify]:
    assert isinstance(delivery.payload, Webhook)
    event, identification = calls_of(delivery.payload, Sources())
    assert isinstance(event, Track)
    assert isinstance(identification, Identify)
    return event, identification


def test_an_order_is_one_webhook_of_the_storefront() -> None:
    delivery = do(a_town(), EMAIL_GIVEN, order())

    assert (delivery.source, delivery.what) == ("storefront", "Order Placed R-1")
    assert isinstance(delivery.payload, Webhook)
    assert delivery.payload.topic == "orders/create"


def test_the_event_carries_the_documented_data_and_the_instant_of_the_order() -> None:
    town = a_town()
    cart = do(town, AddToCart("Mia", "laptop", sku="SERUM-30", quantity=2)).payload
    assert isinstance(cart, Calls)
    assert isinstance(cart.operations[0], Track)

    event, _ = calls(do(town, EMAIL_GIVEN, order()))

    assert (event.name, event.timestamp) == ("Order Placed", NOON)
    assert event.data == {
        "order_id": "R-1",
        "total": 59.0,
        "currency": "EUR",
        "items": [{"sku": "SERUM-30", "quantity": 2, "price": cart.operations[0].data["price"]}],
        "discount_codes": [],
    }


def test_an_order_of_somebody_with_only_an_email_goes_by_that_email() -> None:
    event, identification = calls(do(a_town(), EMAIL_GIVEN, order()))

    assert event.who == identification.who == Identifier("email", MAIL)
    assert "email" not in event.data


def test_an_order_of_a_customer_goes_by_customer_id_and_tells_the_email() -> None:
    event, identification = calls(do(a_town(), EMAIL_GIVEN, LogIn("Mia", "phone", "C-204"), order()))

    assert event.who == identification.who == Identifier("id", "C-204")
    assert identification.attributes["email"] == MAIL


@pytest.mark.parametrize("device", ["phone", "till", None])
def test_a_customer_orders_as_such_from_every_device(device: DeviceName | None) -> None:
    town = a_town()
    do(town, LogIn("Mia", "laptop", "C-204"), EMAIL_GIVEN)

    event, identification = calls(do(town, PlaceOrder("Mia", device)))

    assert event.who == Identifier("id", "C-204")
    assert identification.attributes["email"] == MAIL


def test_a_customer_who_never_gave_an_email_orders_without_one() -> None:
    event, identification = calls(do(a_town(), LogIn("Mia", "phone", "C-204"), order()))

    assert event.who == Identifier("id", "C-204")
    assert "email" not in identification.attributes


def test_of_two_emails_an_order_goes_by_the_one_given_on_its_device() -> None:
    event, _ = calls(do(a_town(), EMAIL_GIVEN, GiveKey("Mia", "laptop", "email", "mia@example.net"), order()))

    assert event.who == Identifier("email", MAIL)


def test_an_order_from_a_device_without_a_key_goes_by_the_email_given_last() -> None:
    town = a_town()
    do(town, EMAIL_GIVEN, GiveKey("Mia", "laptop", "email", "mia@example.net"))

    event, _ = calls(do(town, PlaceOrder("Mia", "till")))

    assert event.who == Identifier("email", "mia@example.net")


def test_a_guest_order_goes_by_its_own_email_which_the_event_tells() -> None:
    event, identification = calls(do(a_town(), EMAIL_GIVEN, guest_order("R-7", "mia.shop@example.net")))

    assert event.who == identification.who == Identifier("email", "mia.shop@example.net")
    assert event.data["email"] == "mia.shop@example.net"


def test_a_shopper_who_never_gave_a_key_orders_as_a_guest_under_their_own_email() -> None:
    town = a_town()

    event, _ = calls(do(town, order()))
    given = do(town, GiveKey("Mia", "phone", "email"))

    assert event.who is not None
    assert event.data["email"] == event.who.value
    assert given.what == f"identified by email {event.who.value}"


def test_the_identification_tells_the_customers_running_figures() -> None:
    town = a_town()
    do(town, EMAIL_GIVEN, order("R-1", "0.10"))

    _, identification = calls(do(town, order("R-2", "0.20"), at=NOON + 60))

    assert identification.timestamp == NOON + 60
    assert identification.attributes == {
        "total_orders": 2,
        "lifetime_value": 0.3,
        "last_order_date": NOON + 60,
        "first_order_date": NOON,
    }


def test_orders_by_email_count_for_the_customer_who_has_it() -> None:
    town = a_town()
    do(town, guest_order("R-1", MAIL.upper()), EMAIL_GIVEN, LogIn("Mia", "phone", "C-204"))

    _, identification = calls(do(town, order("R-2")))

    assert identification.attributes["total_orders"] == 2


def test_orders_under_an_email_that_was_linked_to_a_customer_count_for_them() -> None:
    town = a_town()
    do(town, EMAIL_GIVEN, LogIn("Mia", "phone", "C-204"), guest_order("R-1", "mia.shop@example.net"))

    do(town, LinkKey("Mia", "email", "mia.shop@example.net", "C-204"))

    assert calls(do(town, order("R-2")))[1].attributes["total_orders"] == 2


def test_an_order_under_a_second_email_is_another_customers() -> None:
    town = a_town()
    do(town, EMAIL_GIVEN, order("R-1"))

    _, identification = calls(do(town, guest_order("R-2", "mia.shop@example.net")))

    assert (identification.attributes["total_orders"], identification.attributes["lifetime_value"]) == (1, 20.0)


def test_amounts_of_different_currencies_are_not_added_up() -> None:
    town = a_town()
    do(town, EMAIL_GIVEN, order("R-1", "59.00"))

    event, identification = calls(do(town, order("R-2", "1200", "JPY")))

    assert (event.data["total"], event.data["currency"]) == (1200, "JPY")
    assert identification.attributes["lifetime_value"] == 1200


def test_an_order_without_a_total_pays_the_cart_once() -> None:
    town = a_town()
    do(town, AddToCart("Mia", "laptop", sku="SERUM-30", quantity=3), EMAIL_GIVEN)

    first, _ = calls(do(town, PlaceOrder("Mia", "phone")))
    second, _ = calls(do(town, PlaceOrder("Mia", "phone")))

    assert quantities(first) == {"SERUM-30": 3}
    assert first.data["total"] == pytest.approx(sum_of(first))
    assert list(quantities(second).values()) == [1]


def test_an_order_with_a_total_and_nothing_in_the_cart_is_of_one_product_at_that_price() -> None:
    event, _ = calls(do(a_town(), EMAIL_GIVEN, order("R-1", "59.00")))

    assert sum_of(event) == 59.0
    assert list(quantities(event).values()) == [1]


def test_made_up_orders_take_no_name_of_another() -> None:
    alone = Town(7, currency="EUR")
    taken = do(alone, order(None)).what.removeprefix("Order Placed ")
    town = Town(7, currency="EUR", order_names=[taken])

    names = [do(town, order(None)).what for _ in range(50)]

    assert len(set(names)) == 50
    assert f"Order Placed {taken}" not in names


def test_an_order_that_awaits_payment_counts_but_adds_nothing_to_the_lifetime_value() -> None:
    town = a_town()
    do(town, EMAIL_GIVEN, order("R-1", "59.00"))

    event, identification = calls(do(town, PlaceOrder("Mia", "phone", "R-2", Money("20.00", "EUR"), paid=False)))

    assert event.name == "Order Placed"
    assert (identification.attributes["total_orders"], identification.attributes["lifetime_value"]) == (2, 59.0)


def test_a_payment_is_a_webhook_of_its_own_with_the_figures_of_its_instant() -> None:
    town = a_town()
    placed = do(town, EMAIL_GIVEN, PlaceOrder("Mia", "phone", "R-1", Money("20.00", "EUR"), paid=False))

    paid = do(town, PayOrder("Mia", "R-1"), at=NOON + 60)

    event, identification = calls(paid)
    assert (paid.source, paid.what) == ("storefront", "Order Paid R-1")
    assert (event.name, event.data, event.timestamp) == ("Order Paid", {"order_id": "R-1"}, NOON + 60)
    assert event.id != calls(placed)[0].id
    assert identification.attributes["lifetime_value"] == 20.0


def test_the_same_order_has_the_same_event_key_whatever_the_seed() -> None:
    one, _ = calls(do(Town(1, currency="EUR"), EMAIL_GIVEN, order()))
    other, _ = calls(do(Town(2, currency="EUR"), EMAIL_GIVEN, order()))
    next_order, _ = calls(do(Town(1, currency="EUR"), EMAIL_GIVEN, order("R-2")))

    assert one.id == other.id == "01KJQ6PSG0FM7Y3WTFR6V2BV93"
    assert next_order.id != one.id


def test_a_copy_of_an_order_makes_the_same_calls() -> None:
    first, second = arrivals(do(a_town(), EMAIL_GIVEN, order()), Fault(times=2), seed=7)

    assert calls(first) == calls(second)


def test_a_copy_with_a_fresh_key_makes_an_event_that_nothing_recognises() -> None:
    first, second = arrivals(do(a_town(), EMAIL_GIVEN, order()), Fault(times=2, fresh_key=True), seed=7)

    (event, figures), (again, figures_again) = calls(first), calls(second)
    assert event.id != again.id
    assert (event.data, figures) == (again.data, figures_again)


def items(event: Track) -> list[dict[str, Json]]:
    rows = event.data["items"]
    assert isinstance(rows, list)
    return [row for row in rows if isinstance(row, dict)]


def quantities(event: Track) -> dict[Json, Json]:
    return {item["sku"]: item["quantity"] for item in items(event)}


def sum_of(event: Track) -> float:
    return sum(float(str(item["price"])) * int(str(item["quantity"])) for item in items(event))
