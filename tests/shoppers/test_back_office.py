"""What the shop tells of its people and does to them, and what it knew of them before a story begins."""

import pytest

from simulator.operations import Delete, Identifier, Identify, Merge, Operation, Suppress, Unsuppress
from simulator.shoppers import (
    ChangeKey,
    ChooseConsent,
    DeletePerson,
    GiveKey,
    KnownFact,
    LinkKey,
    LogIn,
    PlaceOrder,
    SetAttributes,
    Shopper,
    Sources,
    SuppressPerson,
    Town,
    UnsuppressPerson,
    Verb,
)
from tests.shoppers.doing import NOON, calls, do, identification

MAIL, OTHER_MAIL, PHONE = "ada@example.com", "ada.shop@example.net", "+12025550143"
EMAIL_GIVEN = GiveKey("Ada", "laptop", "email", MAIL)
LOGGED_IN = LogIn("Ada", "laptop", "C-118")
ADA = Shopper("Ada", known=(KnownFact("customer_id", "C-118"), KnownFact("email", MAIL)))


def a_town(*shoppers: Shopper, sources: Sources | None = None) -> Town:
    return Town(7, currency="EUR", shoppers=shoppers, sources=sources)


def order_key(town: Town) -> tuple[Identifier | None, object]:
    """Under which key the next order of Ada goes, and which email it tells."""
    _, identify = calls(do(town, PlaceOrder("Ada")))
    assert isinstance(identify, Identify)
    return identify.who, identify.attributes.get("email")


def test_a_change_is_told_by_the_backend_under_the_key_of_the_orders() -> None:
    delivery = do(a_town(), EMAIL_GIVEN, LOGGED_IN, ChangeKey("Ada", "email", OTHER_MAIL))

    call = identification(delivery)
    assert (delivery.source, delivery.what) == ("backend", f"changed email to {OTHER_MAIL}")
    assert (call.who, call.attributes) == (Identifier("id", "C-118"), {"email": OTHER_MAIL})
    assert call.timestamp == NOON


def test_an_email_that_is_the_key_is_changed_under_the_old_one() -> None:
    call = identification(do(a_town(), EMAIL_GIVEN, ChangeKey("Ada", "email", OTHER_MAIL)))

    assert (call.who, call.attributes) == (Identifier("email", MAIL), {"email": OTHER_MAIL})


@pytest.mark.parametrize("known", [(EMAIL_GIVEN,), (EMAIL_GIVEN, LOGGED_IN), ()])
def test_orders_after_a_change_carry_the_new_email(known: tuple[Verb, ...]) -> None:
    town = a_town()
    do(town, *known, ChangeKey("Ada", "email", OTHER_MAIL))

    who, email = order_key(town)

    assert Identifier("email", OTHER_MAIL) == who or email == OTHER_MAIL


@pytest.mark.parametrize("given", [True, False])
def test_a_choice_writes_the_flag_and_the_preference_and_never_unsubscribed(given: bool) -> None:
    call = identification(do(a_town(), EMAIL_GIVEN, ChooseConsent("Ada", "sms", given)))

    assert call.attributes == {"sms_consent": given, "cio_subscription_preferences.channels.sms": given}


def test_who_only_bought_as_a_guest_is_told_of_under_the_email_of_the_order() -> None:
    guest = PlaceOrder("Ada", email=OTHER_MAIL, guest=True)

    call = identification(do(a_town(), guest, ChooseConsent("Ada", "email", given=False)))

    assert call.who == Identifier("email", OTHER_MAIL)


def test_a_device_tells_under_whom_it_knows() -> None:
    town = a_town()

    delivery = do(town, EMAIL_GIVEN, LogIn("Ada", "phone", "C-118"), SetAttributes("Ada", {"plan": "gold"}, "laptop"))

    assert delivery.source == "web"
    assert identification(delivery).who == Identifier("email", MAIL)


def test_a_device_on_which_nobody_is_known_tells_nothing() -> None:
    town = a_town()

    assert town.act(SetAttributes("Ada", {"plan": "gold"}, "laptop"), NOON) == ()
    assert [one.what for one in town.truth.of("Ada").unsent] == ["set plan gold on the laptop, where nobody is known"]


def test_a_link_makes_sure_of_the_customer_and_merges_the_key_into_them() -> None:
    link = LinkKey("Ada", "email", OTHER_MAIL, "C-118")

    delivery = do(a_town(), EMAIL_GIVEN, link)

    customer = Identifier("id", "C-118")
    assert delivery.source == "backend"
    assert calls(delivery) == (
        Identify(customer, timestamp=NOON),
        Merge(customer, Identifier("email", OTHER_MAIL)),
    )


@pytest.mark.parametrize(("identifying", "kind"), [(("id", "email"), "id"), (("id", "email", "phone"), "phone")])
def test_a_link_names_a_phone_as_the_workspace_knows_it(identifying: tuple[str, ...], kind: str) -> None:
    sources = Sources({}, ("id", "email", "phone") if "phone" in identifying else ("id", "email"))

    _, merge = calls(do(a_town(sources=sources), LinkKey("Ada", "phone", PHONE, "C-118")))

    assert isinstance(merge, Merge)
    assert (merge.secondary.kind, merge.secondary.value) == (kind, PHONE)


@pytest.mark.parametrize(
    ("known", "email"),
    [((), OTHER_MAIL), ((EMAIL_GIVEN,), MAIL), ((EMAIL_GIVEN, LOGGED_IN), MAIL)],
)
def test_after_a_link_orders_carry_the_customer_and_the_email_known_first(known: tuple[Verb, ...], email: str) -> None:
    town = a_town()
    do(town, *known, LinkKey("Ada", "email", OTHER_MAIL, "C-118"))

    assert order_key(town) == (Identifier("id", "C-118"), email)


@pytest.mark.parametrize(
    ("verb", "operation"),
    [
        (DeletePerson("Ada"), Delete(Identifier("id", "C-118"))),
        (SuppressPerson("Ada"), Suppress(Identifier("id", "C-118"))),
        (UnsuppressPerson("Ada"), Unsuppress(Identifier("id", "C-118"))),
    ],
)
def test_what_is_done_to_a_person_goes_by_the_key_of_the_orders(verb: Verb, operation: Operation) -> None:
    delivery = do(a_town(), EMAIL_GIVEN, LOGGED_IN, verb)

    assert (delivery.source, calls(delivery)) == ("backend", (operation,))


def test_a_known_customer_is_told_of_by_each_source_that_owns_a_fact_before_the_first_verb() -> None:
    owned = KnownFact("lifetime_value", 310, "warehouse")
    town = a_town(Shopper("Ada", known=(*ADA.known, owned, KnownFact("email consent", value=True))))

    told = {delivery.source: identification(delivery) for delivery in town.open(NOON)}

    assert {call.who for call in told.values()} == {Identifier("id", "C-118")}
    assert told["warehouse"].attributes == {"lifetime_value": 310}
    assert told["backend"].attributes == {
        "email": MAIL,
        "email_consent": True,
        "cio_subscription_preferences.channels.email": True,
    }


def test_orders_of_a_known_customer_carry_customer_id_and_email() -> None:
    town = a_town(ADA)
    town.open(NOON)

    assert order_key(town) == (Identifier("id", "C-118"), MAIL)


@pytest.mark.parametrize("linked", [False, True])
def test_a_customer_with_separate_profiles_keeps_the_email_of_the_account(linked: bool) -> None:
    profiles = ((KnownFact("customer_id", "C-118"), KnownFact("email", MAIL)), (KnownFact("email", OTHER_MAIL),))
    town = a_town(Shopper("Ada", profiles=profiles))
    town.open(NOON)
    if linked:
        do(town, LinkKey("Ada", "email", OTHER_MAIL, "C-118"))

    assert order_key(town) == (Identifier("id", "C-118"), MAIL)


@pytest.mark.parametrize(("linked", "email"), [(False, None), (True, MAIL)], ids=["apart", "linked"])
def test_an_order_carries_no_email_that_the_shop_does_not_know_to_be_the_customer_s(
    *, linked: bool, email: str | None
) -> None:
    town = a_town(Shopper("Ada", profiles=((KnownFact("customer_id", "C-118"),), (KnownFact("email", MAIL),))))
    town.open(NOON)
    if linked:
        do(town, LinkKey("Ada", "email", MAIL, "C-118"))

    assert order_key(town) == (Identifier("id", "C-118"), email)


def test_a_shopper_who_gives_an_email_without_saying_which_gives_that_of_the_separate_profile() -> None:
    town = a_town(Shopper("Ada", profiles=((KnownFact("customer_id", "C-118"),), (KnownFact("email", MAIL),))))
    town.open(NOON)

    (delivery,) = town.act(GiveKey("Ada", "laptop", "email"), NOON)

    assert identification(delivery).who == Identifier("email", MAIL)


def test_separate_profiles_are_told_of_each_under_a_key_of_its_own() -> None:
    profiles = ((KnownFact("email", MAIL),), (KnownFact("phone", PHONE), KnownFact("plan", "gold")))
    town = a_town(Shopper("Ada", profiles=profiles))

    by_email, by_phone = map(identification, town.open(NOON))

    assert (by_email.who, by_email.attributes) == (Identifier("email", MAIL), {})
    assert (by_phone.who, by_phone.attributes) == (Identifier("id", PHONE), {"plan": "gold"})
    assert set(town.truth.of("Ada").identifiers) == {Identifier("email", MAIL), Identifier("id", PHONE)}
