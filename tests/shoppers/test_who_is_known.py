"""Who is known on a device: after logging out, without cookies, on a laptop that two people share."""

import pytest

from simulator.operations import Identifier
from simulator.shoppers import (
    GiveKey,
    Habits,
    KnownFact,
    LogIn,
    LogOut,
    LoseCookies,
    SharedDevice,
    Shopper,
    Sources,
    Town,
    ViewProduct,
)
from tests.shoppers.doing import do, event, identification

SEEN = ViewProduct("Ana", "laptop", sku="A")
ANA = GiveKey("Ana", "laptop", "email", "ana@example.com")
BEN = GiveKey("Ben", "laptop", "email", "ben@example.com")


def a_town(**habits: Habits) -> Town:
    shoppers = [Shopper("Ana"), Shopper("Ben", shares=(SharedDevice("laptop", "Ana"),))]
    return Town(7, currency="EUR", shoppers=shoppers, sources=Sources(habits))


def test_after_a_logout_the_browser_is_anonymous_under_another_id() -> None:
    town = a_town()
    before = event(do(town, SEEN)).anonymous_id

    after = event(do(town, ANA, LogOut("Ana", "laptop"), SEEN))

    assert after.who is None
    assert after.anonymous_id not in {None, before}


@pytest.mark.parametrize(("resets", "same"), [(None, True), (True, False)])
def test_the_app_keeps_its_anonymous_id_on_logout_unless_told_otherwise(resets: bool | None, same: bool) -> None:
    town = a_town() if resets is None else a_town(app=Habits(resets_on_logout=resets))
    seen = ViewProduct("Ana", "phone", sku="A")
    before = event(do(town, seen)).anonymous_id

    after = event(do(town, LogIn("Ana", "phone", "C-1"), LogOut("Ana", "phone"), seen))

    assert (after.anonymous_id == before) is same


def test_without_cookies_a_device_is_anonymous_under_another_id_each_time() -> None:
    town = a_town()
    lost = LoseCookies("Ana", "laptop")

    ids = [event(do(town, *before, SEEN)).anonymous_id for before in ((), (ANA, lost), (lost,))]

    assert None not in ids
    assert len(set(ids)) == 3


def test_a_shared_device_has_one_anonymous_id_whoever_holds_it() -> None:
    town = a_town()

    of_ana, of_ben = event(do(town, SEEN)), event(do(town, ViewProduct("Ben", "laptop", sku="A")))

    assert of_ana.anonymous_id == of_ben.anonymous_id
    assert town.truth.of("Ben").anonymous_ids == town.truth.of("Ana").anonymous_ids


def test_a_doing_on_a_shared_device_is_of_who_did_it_under_whom_the_device_knows() -> None:
    delivery = do(a_town(), ANA, ViewProduct("Ben", "laptop", sku="A"))

    assert delivery.shopper == "Ben"
    assert event(delivery).who == Identifier("email", "ana@example.com")


def test_who_gives_a_key_on_a_shared_device_is_known_there_in_place_of_who_was() -> None:
    town = a_town()

    call = identification(do(town, LogIn("Ana", "laptop", "C-1"), BEN))

    assert call.who == Identifier("email", "ben@example.com")
    assert event(do(town, SEEN)).who == Identifier("email", "ben@example.com")


def test_a_known_customer_is_signed_in_on_every_device_of_theirs() -> None:
    known = (KnownFact("customer_id", "C-1"), KnownFact("email", "ana@example.com"))
    town = Town(7, currency="EUR", shoppers=[Shopper("Ana", known=known)])

    calls = [event(do(town, ViewProduct("Ana", device, sku="A"))) for device in ("laptop", "phone")]

    assert [call.who for call in calls] == [Identifier("id", "C-1")] * 2


def test_a_device_that_blocks_tracking_sends_nothing() -> None:
    town = Town(7, currency="EUR", shoppers=[Shopper("Ana", blocks=("laptop",))])

    assert town.act(SEEN, 0) == town.act(ANA, 0) == ()
    assert do(town, ViewProduct("Ana", "phone", sku="A")).source == "app"
