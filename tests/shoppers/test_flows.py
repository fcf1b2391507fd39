"""Flows that are no shop's: any event, page and screen, from devices and from sources, in the story and before it."""

from decimal import Decimal

import pytest

from simulator.deliveries import Delivery
from simulator.operations import EventKind, Identifier
from simulator.shoppers import (
    GiveKey,
    Habits,
    Key,
    KnownFact,
    Money,
    PastEvent,
    PlaceOrder,
    SendEvent,
    Shopper,
    Sources,
    Town,
    ViewPage,
    ViewScreen,
)
from tests.shoppers.doing import NOON, calls, do, event

MAIL = "mia@example.com"
EMAIL_GIVEN = GiveKey("Mia", "laptop", "email", MAIL)
DAY = 86_400


def opened(shopper: Shopper, **habits: Habits) -> list[Delivery]:
    """What arrives of the shopper's history when a story begins at noon."""
    town = Town(7, currency="EUR", shoppers=[shopper], sources=Sources(habits))
    return list(town.open(NOON))[len(shopper.profiles) + bool(shopper.known) :]


def test_a_source_reports_what_somebody_did_under_the_key_that_it_goes_by() -> None:
    graded = event(do(Town(7, currency="EUR"), EMAIL_GIVEN, SendEvent("Mia", "Quiz Graded", "crm", data={"score": 3})))

    assert (graded.name, graded.who, graded.data) == ("Quiz Graded", Identifier("email", MAIL), {"score": 3})
    assert (graded.anonymous_id, graded.timestamp) == (None, NOON)


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        (ViewPage("Mia", "laptop", "Quiz", {"step": 2}), "page"),
        (ViewPage("Mia", "phone", "Quiz", {"step": 2}), "screen"),
        (ViewScreen("Mia", "laptop", "Quiz", {"step": 2}), "screen"),
        (SendEvent("Mia", "Quiz", "tv", "screen", {"step": 2}), "screen"),
        (SendEvent("Mia", "Quiz", "site", "page", {"step": 2}), "page"),
    ],
)
def test_pages_and_screens_carry_data(verb: ViewPage | ViewScreen | SendEvent, kind: EventKind) -> None:
    sent = do(Town(7, currency="EUR"), verb)

    seen = event(sent)
    assert (seen.kind, seen.name, seen.data) == (kind, "Quiz", {"step": 2})
    assert sent.what == f"viewed {kind} Quiz"


def test_a_report_differs_as_its_source_does() -> None:
    town = Town(7, currency="EUR", sources=Sources({"crm": Habits(types={"score": "string"}, takes=60)}))

    sent = do(town, SendEvent("Mia", "Quiz Graded", "crm", data={"score": 3}))

    assert event(sent).data == {"score": "3"}
    assert (sent.source, sent.arrives) == ("crm", NOON + 60)


def test_what_was_done_before_arrives_at_the_start_with_its_own_time() -> None:
    quiz, view = PastEvent("Quiz", "crm", at=NOON - DAY), PastEvent("/quiz", "crm", "page", ago=2 * DAY)
    mia = Shopper("Mia", known=(KnownFact("email", MAIL),), history=(quiz, view))

    first, second = opened(mia)

    assert [event(first).timestamp, event(second).timestamp] == [NOON - 2 * DAY, NOON - DAY]
    assert [first.occurred, first.sent, first.arrives] == [NOON - 2 * DAY, NOON, NOON]
    assert event(second).who == Identifier("email", MAIL)


@pytest.mark.parametrize(("source", "device"), [("web", "tablet"), ("app", "phone")])
def test_before_anybody_was_known_a_device_told_it_anonymously(source: str, device: str) -> None:
    mia = Shopper("Mia", devices=("tablet",), history=(PastEvent("Product Viewed", source, ago=DAY),))
    town = Town(7, currency="EUR", shoppers=[mia])

    (before,) = town.open(NOON)

    seen = event(do(town, ViewPage("Mia", device, "/")))  # type: ignore[arg-type]  # one of the two above
    assert event(before).who is None
    assert event(before).anonymous_id == seen.anonymous_id


def test_a_device_on_which_somebody_is_known_told_it_under_their_key() -> None:
    mia = Shopper("Mia", known=(KnownFact("email", MAIL),), history=(PastEvent("Product Viewed", "web", ago=DAY),))

    (before,) = opened(mia)

    assert event(before).who == Identifier("email", MAIL)


def test_what_was_recorded_under_a_key_is_told_under_it() -> None:
    phone = Key("phone", "+12025550143")
    profiles = ((KnownFact("email", MAIL),), (KnownFact("phone", phone.value),))
    mia = Shopper("Mia", profiles=profiles, history=(PastEvent("Quiz", under=phone, ago=DAY),))

    (before,) = opened(mia)

    assert event(before).who == Identifier("id", phone.value)


def test_what_was_before_is_as_the_story_says_whatever_its_source_gets_wrong() -> None:
    quiz = PastEvent("Quiz", "crm", data={"score": 3}, ago=DAY)
    mia = Shopper("Mia", known=(KnownFact("email", MAIL),), history=(quiz,))

    (before,) = opened(mia, crm=Habits(sends_times=False, events={"Quiz": "quiz"}, leaves_out=("score",)))

    told = event(before)
    assert (told.name, told.data, told.timestamp) == ("Quiz", {"score": 3}, NOON - DAY)


def test_an_order_of_before_is_in_the_shop_s_books() -> None:
    order = PastEvent("Order Placed", "storefront", data={"order_id": "R-0", "total": "40.00"}, ago=DAY)
    mia = Shopper("Mia", known=(KnownFact("email", MAIL),), history=(order, order))
    town = Town(7, currency="EUR", shoppers=[mia])
    town.open(NOON)

    _, figures = calls(do(town, PlaceOrder("Mia", "laptop", "R-1", Money("2.00", "EUR"))))

    assert [(one.id, one.total) for one in town.truth.of("Mia").orders] == [
        ("R-0", Decimal("40.00")),
        ("R-1", Decimal("2.00")),
    ]
    assert town.truth.buyers() == ("Mia",)
    assert figures.attributes["total_orders"] == 2  # type: ignore[union-attr]  # the second call identifies
    assert figures.attributes["lifetime_value"] == 42.0  # type: ignore[union-attr]


@pytest.mark.parametrize("total", [None, True, "much", [1], "1e999999"])
def test_an_order_of_before_without_an_amount_cost_nothing(total: object) -> None:
    order = PastEvent("Order Placed", data={"total": total}, ago=DAY)  # type: ignore[dict-item]  # any JSON
    mia = Shopper("Mia", known=(KnownFact("email", MAIL),), history=(order,))
    town = Town(7, currency="EUR", shoppers=[mia])

    town.open(NOON)

    assert [one.total for one in town.truth.of("Mia").orders] == [0]
