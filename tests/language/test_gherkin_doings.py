"""Sentences about what shoppers do and what must be true: each is a verb or a check."""

import pytest

from simulator.deliveries import Fault
from simulator.scenario import (
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    ConsentRespected,
    HistoryCounts,
    HistoryIs,
    InSegment,
    LeavesSegment,
    MessageCount,
    NothingOutside,
    ProfileCount,
    SegmentCount,
    SegmentIsList,
    SendAgain,
    WrittenBy,
)
from simulator.shoppers import (
    AddToCart,
    ChangeKey,
    ChooseConsent,
    DeletePerson,
    DoEvent,
    GiveKey,
    LinkKey,
    LogIn,
    LogOut,
    LoseCookies,
    Money,
    OrderedItem,
    PayOrder,
    PlaceOrder,
    SetAttributes,
    StartCheckout,
    Subscribe,
    SuppressPerson,
    UnsuppressPerson,
    UpdateOrder,
    Verb,
    ViewCategory,
    ViewPage,
    ViewProduct,
)
from simulator.values import Json
from tests.language.compiled import BERLIN, MIA, Compile, acts, checks, sound


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ('"Mia" views "Calm Serum" on the laptop', ViewProduct("Mia", "laptop", product="Calm Serum")),
        ('"Mia" adds "Calm Serum" to the cart on the Phone', AddToCart("Mia", "phone", product="Calm Serum")),
        ('"Mia" starts checkout on the till', StartCheckout("Mia", "till")),
        ('"Mia" gives email "m@example.com" on the laptop', GiveKey("Mia", "laptop", "email", "m@example.com")),
        ('"Mia" gives customer id "C-1" on the laptop', GiveKey("Mia", "laptop", "customer id", "C-1")),
        ('"Mia" logs in as customer "C-1" on the laptop', LogIn("Mia", "laptop", "C-1")),
        (
            '"Mia" gives phone "+12025550143" on the phone',
            GiveKey("Mia", "phone", "phone", "+12025550143"),
        ),
        ('"Mia" views 1 Product of "Serums" on the laptop', ViewCategory("Mia", "laptop", "Serums", 1)),
        ('"Mia" subscribes to "Calm Serum" every 4 weeks', Subscribe("Mia", "Calm Serum", 28 * 86_400)),
        ('"Mia" changes customer id to "C-2"', ChangeKey("Mia", "customer id", "C-2")),
        ('"Mia" logs out on the laptop', LogOut("Mia", "laptop")),
        ('"Mia" loses all cookies on the laptop', LoseCookies("Mia", "laptop")),
        ('"Mia" views the page "/quiz" on the laptop', ViewPage("Mia", "laptop", "/quiz")),
        ('"Mia" does "Quiz Left" on the laptop', DoEvent("Mia", "laptop", "Quiz Left")),
        ('"Mia" changes phone to "+12025550143"', ChangeKey("Mia", "phone", "+12025550143")),
        ('"Mia" opts in to WhatsApp', ChooseConsent("Mia", "whatsapp", given=True)),
        ('"Mia" opts out of email', ChooseConsent("Mia", "email", given=False)),
        ('the shop deletes "Mia"', DeletePerson("Mia")),
        ('the shop suppresses "Mia"', SuppressPerson("Mia")),
        ('the shop unsuppresses "Mia"', UnsuppressPerson("Mia")),
        (
            '"Mia" places order "R-1" for 59.00 EUR on the laptop',
            PlaceOrder("Mia", "laptop", "R-1", Money("59.00", "EUR")),
        ),
        (
            '"Mia" places guest order "R-1" for 59 EUR with email "m@example.com"',
            PlaceOrder("Mia", None, "R-1", Money("59", "EUR"), "m@example.com", guest=True),
        ),
    ],
)
def test_a_sentence_about_a_shopper_is_a_verb(steps: Compile, sentence: str, verb: Verb) -> None:
    scenario = sound(steps(f"{MIA}When {sentence}\n"))

    assert [act.verb for act in acts(scenario)] == [verb]


@pytest.mark.parametrize(
    ("sentence", "check"),
    [
        ('"Mia" is 2 profiles', ProfileCount(2, "Mia")),
        ('the profile of "Mia" has no "phone"', AttributeMissing("Mia", "phone")),
        ('the history of "Mia" counts 1 "Order Placed"', HistoryCounts("Mia", "Order Placed", 1)),
        ('the profiles of "Mia" and "Noor" stay apart', Apart("Mia", "Noor")),
        ('"Mia" is in the segment "VIPs"', InSegment("Mia", "VIPs")),
        ('"Mia" is not in the segment "VIPs"', InSegment("Mia", "VIPs", holds=False)),
        ('"Mia" leaves the segment "VIPs" within 2 hours', LeavesSegment("Mia", "VIPs", 7_200)),
        ("nothing outside this run has changed", NothingOutside()),
        ('the segment "VIPs" holds 1 person', SegmentCount("VIPs", 1)),
        ('"plan" of "Mia" was last written by "web pixel"', WrittenBy("Mia", "plan", "web")),
        ('the segment "VIPs" equals the shop\'s own list of "buyers"', SegmentIsList("VIPs", "buyers")),
        ("nobody receives SMS without recorded consent", ConsentRespected("sms")),
        ('the campaign "Cart recovery" sends 1 message to "Mia"', MessageCount("Cart recovery", 1, "Mia")),
        ('the campaign "Cart recovery" sends nothing to "Mia"', MessageCount("Cart recovery", 0, "Mia")),
    ],
)
def test_a_sentence_about_what_must_be_true_is_a_check(steps: Compile, sentence: str, check: Check) -> None:
    scenario = sound(steps(f'{MIA}And "Noor" is a new visitor on a phone\nThen {sentence}\n'))

    assert checks(scenario) == [check]


def test_faults_befall_the_act_that_places_the_order_and_several_add_up(steps: Compile) -> None:
    scenario = sound(
        steps(
            f"""\
{MIA}
And the delivery of "Order Placed" for order "R-1" is 20 minutes late
And the delivery of "Order Placed" for order "R-1" arrives 3 times
And the delivery of "Order Placed" for order "R-2" is lost
When "Mia" places order "R-1" for 59.00 EUR on the laptop
And "Mia" places order "R-2" for 1.00 EUR on the laptop
And "Mia" places order "R-3" for 1.00 EUR on the laptop
"""
        )
    )

    assert [act.fault for act in acts(scenario)] == [Fault(late=1_200, times=3), Fault(lost=True), Fault()]


def test_an_order_with_rows_is_one_order_and_can_await_its_payment(steps: Compile) -> None:
    scenario = sound(
        steps(
            f"""\
{MIA}
And order "R-1" awaits payment
And the delivery of "Order Shipped" for order "R-1" is lost
When "Mia" places order "R-1" on the laptop with:
  | sku | quantity | price | discount |
  | A-1 | 2        | 12.50 | 5.00 TEN |
  | B-1 | 1        | 3     |          |
And order "R-1" is shipped
"""
        )
    )

    placed, shipped = acts(scenario)
    rows = (OrderedItem("A-1", 2, "12.50", "5.00", "TEN"), OrderedItem("B-1", 1, "3"))
    assert placed.verb == PlaceOrder("Mia", "laptop", "R-1", paid=False, items=rows)
    assert (shipped.verb, shipped.fault) == (UpdateOrder("Mia", "R-1", "shipped"), Fault(lost=True))


def test_a_repetition_is_an_item_of_its_own(steps: Compile) -> None:
    scenario = sound(steps(f'{MIA}When "shop webhook" sends the last 1 day again\n'))

    assert [(item.source, item.seconds) for item in scenario.items if isinstance(item, SendAgain)] == [
        ("storefront", 86_400)
    ]


def test_a_table_of_attributes_has_typed_values(steps: Compile) -> None:
    scenario = sound(
        steps(
            f"""\
{MIA}
Then the profile of "Mia" shows:
  | attribute | value         | type    |
  | a         | 59.00         | number  |
  | b         | 1             | number  |
  | c         | 1             | string  |
  | d         | true          | boolean |
  | e         | [1, "x"]      | list    |
  | f         | {{"k": null}} | object  |
  | g         | 1             |         |
"""
        )
    )

    assert checks(scenario) == [
        AttributeIs("Mia", "a", 59.0, "number"),
        AttributeIs("Mia", "b", 1, "number"),
        AttributeIs("Mia", "c", "1", "string"),
        AttributeIs("Mia", "d", True, "boolean"),
        AttributeIs("Mia", "e", [1, "x"], "list"),
        AttributeIs("Mia", "f", {"k": None}, "object"),
        AttributeIs("Mia", "g", "1"),
    ]


def test_a_history_names_times_in_shop_time_and_sources_by_their_own_names(steps: Compile) -> None:
    scenario = sound(
        steps(
            f"""\
{BERLIN}
And "Mia" is a new visitor on a laptop
Then the history of "Mia" is:
  | event          | at               | source       | product    |
  | Product Viewed | 2026-03-02 09:02 | web pixel    | Calm Serum |
  | Added to Cart  | 5 minutes        | web          |            |
  | Order Placed   | 09:07            | shop webhook |            |
"""
        )
    )

    assert checks(scenario) == [
        HistoryIs(
            "Mia",
            ("event", "at", "source", "product"),
            (
                ("Product Viewed", "2026-03-02 09:02:00", "web", "Calm Serum"),
                ("Added to Cart", "2026-03-02 09:05:00", "web", ""),
                ("Order Placed", "09:07:00", "storefront", ""),
            ),
        )
    ]


def test_a_history_without_rows_is_empty(steps: Compile) -> None:
    scenario = sound(steps(f'{MIA}Then the history of "Mia" is:\n  | event |\n'))

    assert checks(scenario) == [HistoryIs("Mia", ("event",), ())]


def test_a_source_writes_what_its_table_tells_with_numbers_and_truths_as_such(steps: Compile) -> None:
    scenario = sound(
        steps(
            f"""\
{MIA}
When "crm" writes about "Mia":
  | attribute | value | type   |
  | plan      | gold  |        |
  | points    | 7.5   |        |
  | is_member | true  |        |
  | tier      | 5     | string |
  | tags      | ["a"] | list   |
"""
        )
    )

    attributes: dict[str, Json] = {"plan": "gold", "points": 7.5, "is_member": True, "tier": "5", "tags": ["a"]}
    assert [act.verb for act in acts(scenario)] == [SetAttributes("Mia", attributes, source="crm")]


def test_an_event_has_the_data_of_its_table(steps: Compile) -> None:
    table = "  | data  | value |\n  | score | 3     |\n"

    scenario = sound(steps(f'{MIA}When "Mia" does "Quiz Finished" on the laptop with:\n{table}'))

    assert [act.verb for act in acts(scenario)] == [DoEvent("Mia", "laptop", "Quiz Finished", {"score": 3})]


def test_an_order_that_awaits_payment_is_unpaid_until_its_buyer_pays(steps: Compile) -> None:
    scenario = sound(
        steps(
            f"""\
{MIA}
And order "R-1" awaits payment
And the delivery of "Order Paid" for order "R-1" is lost
When "Mia" places order "R-1" for 59.00 EUR on the laptop
And order "R-1" is paid
"""
        )
    )

    placed, paid = acts(scenario)
    assert (placed.verb, placed.fault) == (
        PlaceOrder("Mia", "laptop", "R-1", Money("59.00", "EUR"), paid=False),
        Fault(),
    )
    assert (paid.verb, paid.fault) == (PayOrder("Mia", "R-1"), Fault(lost=True))


@pytest.mark.parametrize(
    ("given", "holder"),
    [
        ('When "Noor" gives email "n@example.com" on the phone', "Noor"),
        ('When "Noor" changes email to "N@example.com"', "Noor"),
        ('When "Noor" places guest order "R-1" for 1.00 EUR with email "n@example.com"', "Noor"),
        ('Given "Noor" has these separate profiles:\n  | email         |\n  | n@example.com |', "Noor"),
        ('Given "Ada" is a known customer with:\n  | attribute | value |\n  | email | n@example.com |', "Ada"),
    ],
)
def test_a_key_that_the_shop_links_is_that_of_who_has_it(steps: Compile, given: str, holder: str) -> None:
    noor = 'Given "Noor" is a new visitor on a phone\n'

    scenario = sound(steps(f'{MIA}{noor}{given}\nWhen the shop links email "n@example.com" to customer "C-1"\n'))

    assert acts(scenario)[-1].verb == LinkKey(holder, "email", "n@example.com", "C-1")
