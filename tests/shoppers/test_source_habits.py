"""What sources differ in: the key they go by, whether they tell times, how long their deliveries take."""

import pytest

from simulator.deliveries import seconds_late
from simulator.operations import Identifier, Identify, Track
from simulator.shoppers import (
    GiveKey,
    Habits,
    KeyKind,
    LogIn,
    Money,
    PlaceOrder,
    SetAttributes,
    Sources,
    Town,
    ViewProduct,
)
from tests.shoppers.doing import NOON, calls, do, event, identification

MAIL, PHONE = "noor@example.com", "+12025550143"
EMAIL_GIVEN = GiveKey("Noor", "laptop", "email", MAIL)
PHONE_GIVEN = GiveKey("Noor", "phone", "phone", PHONE)
VIEWED = ViewProduct("Noor", "laptop", sku="A")
ORDER = PlaceOrder("Noor", "laptop", "R-1", Money("1.00", "EUR"))


def a_town(*, phone_identifies: bool = False, **habits: Habits) -> Town:
    sources = Sources(habits, ("id", "email", "phone")) if phone_identifies else Sources(habits)
    return Town(7, currency="EUR", sources=sources)


def by(*kinds: KeyKind) -> Habits:
    return Habits(identifies_by=kinds)


@pytest.mark.parametrize(("phone_identifies", "kind"), [(False, "id"), (True, "phone")])
def test_a_phone_is_an_id_where_the_workspace_does_not_identify_by_phone(phone_identifies: bool, kind: str) -> None:
    call = identification(do(a_town(phone_identifies=phone_identifies), PHONE_GIVEN))

    assert call.who is not None
    assert (call.who.kind, call.who.value) == (kind, PHONE)


def test_a_login_brings_along_the_phone_that_the_source_was_given() -> None:
    call = identification(do(a_town(), PHONE_GIVEN, LogIn("Noor", "phone", "C-204")))

    assert call.who == Identifier("id", "C-204")
    assert call.attributes["phone"] == PHONE


def test_a_source_that_identifies_by_email_tells_the_customer_id_as_an_attribute() -> None:
    call = identification(do(a_town(web=by("email")), EMAIL_GIVEN, LogIn("Noor", "laptop", "C-204")))

    assert call.who == Identifier("email", MAIL)
    assert call.attributes["customer_id"] == "C-204"


def test_until_a_source_is_given_its_key_it_stays_anonymous() -> None:
    town = a_town(web=by("customer id"))

    sent = town.act(EMAIL_GIVEN, NOON)

    assert sent == ()
    assert event(do(town, VIEWED)).who is None
    assert [one.what for one in town.truth.of("Noor").unsent] == [f"gave email {MAIL}; web waits for customer id"]


def test_what_a_source_was_given_before_its_key_goes_along_with_the_key() -> None:
    call = identification(do(a_town(web=by("customer id")), EMAIL_GIVEN, LogIn("Noor", "laptop", "C-204")))

    assert call.who == Identifier("id", "C-204")
    assert call.attributes["email"] == MAIL


def test_the_key_that_one_device_was_given_serves_the_others_of_its_source() -> None:
    call = identification(do(a_town(web=by("email")), EMAIL_GIVEN, LogIn("Noor", "tablet", "C-204")))

    assert call.who == Identifier("email", MAIL)


def test_an_order_goes_by_the_key_of_the_storefront_and_tells_the_other() -> None:
    sources = Sources({"storefront": by("email")})
    town = Town(7, currency="EUR", sources=sources)

    _, identify = calls(do(town, EMAIL_GIVEN, LogIn("Noor", "laptop", "C-204"), ORDER), sources)

    assert isinstance(identify, Identify)
    assert identify.who == Identifier("email", MAIL)
    assert identify.attributes["customer_id"] == "C-204"


def test_a_storefront_without_its_key_goes_by_what_the_order_has() -> None:
    sources = Sources({"storefront": by("customer id")})

    _, identify = calls(do(Town(7, currency="EUR", sources=sources), EMAIL_GIVEN, ORDER), sources)

    assert isinstance(identify, Identify)
    assert identify.who == Identifier("email", MAIL)


def test_an_order_of_somebody_known_by_phone_alone_goes_by_the_phone() -> None:
    track, _ = calls(do(a_town(), PHONE_GIVEN, PlaceOrder("Noor", "phone")))

    assert isinstance(track, Track)
    assert track.who == Identifier("id", PHONE)


def test_a_backend_goes_by_the_key_of_the_orders_unless_it_has_one_of_its_own() -> None:
    town = a_town(storefront=by("email"), crm=by("customer id"))
    do(town, EMAIL_GIVEN, LogIn("Noor", "laptop", "C-204"))

    keys = [
        identification(do(town, SetAttributes("Noor", {"plan": "gold"}, source=source))).who
        for source in ("backend", "crm")
    ]

    assert keys == [Identifier("email", MAIL), Identifier("id", "C-204")]


def test_a_source_that_sends_no_times_leaves_them_to_the_arrival() -> None:
    sources = Sources({"web": Habits(sends_times=False), "storefront": Habits(sends_times=False)})
    town = Town(7, currency="EUR", sources=sources)

    identify, viewed, ordered = do(town, EMAIL_GIVEN), do(town, VIEWED), do(town, ORDER)

    made = [call for delivery in (identify, viewed, ordered) for call in calls(delivery, sources)]
    assert [call.timestamp for call in made if isinstance(call, Identify | Track)] == [None] * 4


def test_a_delivery_takes_as_long_as_its_source_does() -> None:
    delivery = do(a_town(web=Habits(takes=90)), EMAIL_GIVEN)

    assert (delivery.occurred, delivery.sent, delivery.arrives) == (NOON, NOON, NOON + 90)


def test_made_up_phones_are_reserved_numbers_and_nobody_shares_one() -> None:
    town = a_town()

    given = [do(town, GiveKey(f"Shopper {number}", "phone", "phone")) for number in range(100)]

    phones = {str(identification(delivery).who) for delivery in given}
    assert len(phones) == 100
    assert all(phone.startswith("+120255501") and len(phone) == 12 for phone in phones)


def test_deliveries_of_a_source_with_a_shape_of_lateness_take_each_their_own_time() -> None:
    town = a_town(storefront=Habits(lateness="woo cron"))
    orders = [do(town, PlaceOrder("Noor", order=f"R-{number}")) for number in range(20)]

    delays = [order.arrives - order.sent for order in orders]

    assert len(set(delays)) > 15
    assert delays == [seconds_late("woo cron", order.id, seed=7) for order in orders]
