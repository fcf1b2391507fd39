"""What the sources on a shopper's devices send, before and after somebody is known on them."""

from simulator.operations import Identifier
from simulator.shoppers import (
    AddToCart,
    DeviceName,
    DoEvent,
    GiveKey,
    LogIn,
    StartCheckout,
    Town,
    ViewPage,
    ViewProduct,
)
from tests.shoppers.doing import NOON, do, event, identification

MAIL = "mia@example.com"


def a_town(*, currency: str = "EUR") -> Town:
    return Town(7, currency=currency)


def view(device: DeviceName = "laptop") -> ViewProduct:
    return ViewProduct("Mia", device, product="Calm Serum")


def test_before_anybody_is_known_a_call_carries_only_the_anonymous_id() -> None:
    call = event(do(a_town(), view()))

    assert call.who is None
    assert call.anonymous_id is not None


def test_identification_carries_the_key_and_the_anonymous_id() -> None:
    town = a_town()
    seen = event(do(town, view()))

    call = identification(do(town, GiveKey("Mia", "laptop", "email", MAIL)))

    assert call.who == Identifier("email", MAIL)
    assert call.attributes == {"anonymous_id": seen.anonymous_id}
    assert call.timestamp == NOON


def test_once_identified_a_device_carries_only_the_key() -> None:
    call = event(do(a_town(), GiveKey("Mia", "laptop", "email", MAIL), view()))

    assert (call.who, call.anonymous_id) == (Identifier("email", MAIL), None)


def test_another_device_stays_anonymous_under_an_id_of_its_own() -> None:
    town = a_town()
    on_laptop = event(do(town, view()))

    on_phone = event(do(town, GiveKey("Mia", "laptop", "email", MAIL), view("phone")))

    assert on_phone.who is None
    assert on_phone.anonymous_id not in {None, on_laptop.anonymous_id}


def test_browsers_send_as_web_and_the_phone_as_app() -> None:
    town = a_town()

    assert [do(town, view(device)).source for device in ("laptop", "tablet", "till")] == ["web", "web", "web"]
    assert do(town, view("phone")).source == "app"


def test_a_login_identifies_by_customer_id_with_the_email_given_to_that_source() -> None:
    call = identification(do(a_town(), GiveKey("Mia", "laptop", "email", MAIL), LogIn("Mia", "tablet", "C-204")))

    assert call.who == Identifier("id", "C-204")
    assert call.attributes["email"] == MAIL


def test_a_login_does_not_tell_an_email_that_another_source_was_given() -> None:
    call = identification(do(a_town(), GiveKey("Mia", "laptop", "email", MAIL), LogIn("Mia", "phone", "C-204")))

    assert set(call.attributes) == {"anonymous_id"}


def test_a_login_as_another_customer_leaves_the_first_ones_email_behind() -> None:
    email, first, second = GiveKey("Mia", "laptop", "email", MAIL), LogIn("Mia", "laptop", "C-1"), "C-2"

    call = identification(do(a_town(), email, first, LogIn("Mia", "laptop", second)))

    assert call.who == Identifier("id", second)
    assert "email" not in call.attributes


def test_an_email_given_after_a_login_is_an_attribute_of_the_customer() -> None:
    call = identification(do(a_town(), LogIn("Mia", "laptop", "C-204"), GiveKey("Mia", "laptop", "email", MAIL)))

    assert call.who == Identifier("id", "C-204")
    assert call.attributes["email"] == MAIL


def test_a_shopper_gives_the_key_they_gave_before_when_none_is_named() -> None:
    town = a_town()

    again = identification(do(town, GiveKey("Mia", "laptop", "email", MAIL), GiveKey("Mia", "phone", "email")))

    assert again.who == Identifier("email", MAIL)


def test_a_shopper_who_never_gave_an_email_has_a_readable_reserved_one() -> None:
    call = identification(do(a_town(), GiveKey("Zoë Ray", "laptop", "email")))

    assert call.who is not None
    name, _, domain = call.who.value.rpartition("@")
    assert name.startswith("zoe.ray.")
    assert domain == "example.com"


def test_a_login_without_a_customer_id_uses_the_shoppers_own() -> None:
    town = a_town()

    first, second = (identification(do(town, LogIn("Mia", device))).who for device in ("laptop", "phone"))

    assert first == second
    assert str(first).startswith("C-")


def test_product_events_carry_the_documented_data() -> None:
    call = event(do(a_town(), AddToCart("Mia", "laptop", sku="SERUM-30", quantity=2)))

    assert call.name == "Added to Cart"
    assert list(call.data) == ["product", "sku", "product_id", "category", "price", "currency", "quantity"]
    assert (call.data["sku"], call.data["currency"], call.data["quantity"]) == ("SERUM-30", "EUR", 2)


def test_a_view_is_of_one_product() -> None:
    call = event(do(a_town(), view()))

    assert (call.name, call.data["product"], call.data["quantity"]) == ("Product Viewed", "Calm Serum", 1)


def test_checkout_carries_the_cart_of_all_devices_and_its_total() -> None:
    town = a_town(currency="JPY")
    price = event(do(town, view())).data["price"]
    do(town, AddToCart("Mia", "laptop", product="Calm Serum"), AddToCart("Mia", "phone", product="Calm Serum"))

    call = event(do(town, StartCheckout("Mia", "tablet")))

    assert isinstance(price, int)
    assert call.data == {
        "items": [{"sku": "CALM-SERUM", "quantity": 2, "price": price}],
        "total": 2 * price,
        "currency": "JPY",
    }


def test_an_event_carries_its_instant_and_a_key_nobody_else_has() -> None:
    town = a_town()

    calls = [event(do(town, view())) for _ in range(20)]

    assert {call.timestamp for call in calls} == {NOON}
    assert len({call.id for call in calls}) == 20


def test_what_one_shopper_does_changes_nobody_elses_calls() -> None:
    quiet, busy = a_town(), a_town()
    do(busy, ViewProduct("Leo", "laptop", product="Day Cream"), LogIn("Leo", "laptop"))

    assert do(quiet, view()).payload == do(busy, view()).payload


def test_deliveries_are_numbered_and_named_for_a_reader() -> None:
    town = a_town()

    done = [do(town, verb) for verb in (view(), GiveKey("Mia", "laptop", "email", MAIL), StartCheckout("Mia", "phone"))]

    assert [(delivery.id, delivery.what) for delivery in done] == [
        ("d1", "Product Viewed Calm Serum"),
        ("d2", f"identified by email {MAIL}"),
        ("d3", "Checkout Started"),
    ]


def test_a_page_view_is_a_page_in_the_browser_and_a_screen_in_the_app() -> None:
    town = a_town()

    on_laptop, in_app = (event(do(town, ViewPage("Mia", device, "/quiz"))) for device in ("laptop", "phone"))

    assert (on_laptop.kind, on_laptop.name) == ("page", "/quiz")
    assert (in_app.kind, in_app.name) == ("screen", "/quiz")


def test_any_other_event_carries_the_name_and_data_that_the_journey_writes() -> None:
    call = event(do(a_town(), DoEvent("Mia", "phone", "Quiz Finished", {"score": 3})))

    assert (call.name, call.data, call.timestamp) == ("Quiz Finished", {"score": 3}, NOON)
