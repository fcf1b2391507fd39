"""What a run knows to be true, whatever became of the deliveries."""

from decimal import Decimal

from simulator.operations import Identifier
from simulator.shoppers import (
    Choice,
    ChooseConsent,
    GiveKey,
    KnownFact,
    LogIn,
    Money,
    PayOrder,
    PlaceOrder,
    Shopper,
    Town,
    Unsent,
    Verb,
    ViewProduct,
)

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


def test_buyers_are_those_with_a_paid_order() -> None:
    unpaid, paid_later = PlaceOrder("Ivy", order="R-1", paid=False), PlaceOrder("Ada", order="R-2", paid=False)

    town = a_town_after(ViewProduct("Leo", "laptop", sku="A"), unpaid, paid_later, PlaceOrder("Mia"))
    town.act(PayOrder("Ada", "R-2"), NOON + 60)

    assert town.truth.buyers() == ("Ada", "Mia")
    assert [order.paid for order in town.truth.of("Ada").orders] == [True]


def test_what_was_never_sent_is_true_all_the_same() -> None:
    town = Town(7, currency="EUR", shoppers=[Shopper("Mia", blocks=("laptop",))])

    sent = town.act(ViewProduct("Mia", "laptop", product="Calm Serum"), NOON)

    assert sent == ()
    assert town.truth.of("Mia").unsent == (Unsent("Product Viewed Calm Serum; the laptop blocks tracking", NOON, 0),)


def test_a_choice_about_a_channel_is_remembered_with_its_instant() -> None:
    known = (KnownFact("email", MAIL), KnownFact("email consent", value=True))
    town = Town(7, currency="EUR", shoppers=[Shopper("Mia", known=known)])
    town.open(NOON)

    town.act(ChooseConsent("Mia", "email", given=False), NOON + 60)

    choices = (Choice("email", given=True, at=NOON), Choice("email", given=False, at=NOON + 60))
    assert town.truth.of("Mia").choices == choices


def test_the_account_is_the_key_that_the_shops_orders_carry_at_last() -> None:
    guest = PlaceOrder("Mia", email=SECOND_MAIL, guest=True)
    town = a_town_after(guest)

    before = town.truth.of("Mia").account
    town.act(LogIn("Mia", "laptop", "C-204"), NOON)

    assert (before, town.truth.of("Mia").account) == (Identifier("email", SECOND_MAIL), Identifier("id", "C-204"))


def test_of_a_shopper_who_did_nothing_nothing_is_true() -> None:
    truth = a_town_after().truth.of("Zed")

    assert (truth.identifiers, truth.anonymous_ids, truth.orders, truth.deliveries) == ((), (), (), ())
