"""What a run knows to be true, whatever became of the deliveries."""

from decimal import Decimal

from simulator.operations import Identifier
from simulator.shoppers import GiveKey, LogIn, Money, PlaceOrder, Town, Verb, ViewProduct

NOON = 1_772_452_800
MAIL = "mia@example.com"
SECOND_MAIL = "mia.shop@example.net"


def a_town_after(*verbs: Verb) -> Town:
    town = Town(7, currency="EUR")
    for verb in verbs:
        town.act(verb, NOON)
    return town


def test_a_shoppers_identifiers_are_those_they_gave_and_those_their_orders_used() -> None:
    town = a_town_after(
        GiveKey("Mia", "laptop", "email", MAIL),
        LogIn("Mia", "laptop", "C-204"),
        PlaceOrder("Mia", email=SECOND_MAIL, guest=True),
    )

    assert set(town.truth.of("Mia").identifiers) == {
        Identifier("email", MAIL),
        Identifier("id", "C-204"),
        Identifier("email", SECOND_MAIL),
    }


def test_each_used_device_has_one_anonymous_id() -> None:
    view = ViewProduct("Mia", "laptop", product="Calm Serum")
    town = a_town_after(view, view, ViewProduct("Mia", "phone", product="Calm Serum"))

    assert len(town.truth.of("Mia").anonymous_ids) == 2


def test_orders_and_deliveries_belong_to_who_made_them() -> None:
    town = a_town_after(
        ViewProduct("Leo", "laptop", product="Day Cream"),
        PlaceOrder("Mia", order="R-1", total=Money("59.00", "EUR")),
    )

    (order,) = town.truth.of("Mia").orders
    assert (order.id, order.total, order.currency, order.occurred) == ("R-1", Decimal("59.00"), "EUR", NOON)
    assert town.truth.of("Mia").deliveries == ("d2",)
    assert town.truth.of("Leo").orders == ()
    assert town.truth.of("Leo").deliveries == ("d1",)


def test_buyers_are_those_who_placed_an_order() -> None:
    town = a_town_after(ViewProduct("Leo", "laptop", product="Day Cream"), PlaceOrder("Mia"), PlaceOrder("Ada"))

    assert town.truth.buyers() == ("Mia", "Ada")


def test_of_a_shopper_who_did_nothing_nothing_is_true() -> None:
    truth = a_town_after().truth.of("Zed")

    assert (truth.identifiers, truth.anonymous_ids, truth.orders, truth.deliveries) == ((), (), (), ())
