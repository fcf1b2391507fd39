"""The journey of a scenario file: every verb, what befalls its deliveries, and what is said about slips."""

import pytest

from simulator.deliveries import Fault
from simulator.scenario import Act
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
    PlaceOrder,
    SendEvent,
    SetAttributes,
    StartCheckout,
    SuppressPerson,
    UnsuppressPerson,
    Verb,
    ViewPage,
    ViewProduct,
    ViewScreen,
)
from tests.language.compiled import Compile, sound

HEAD = "scenario: S\nshoppers: {Maya: {}, Noor: {}}\n"
EXPECT = "expect: [{at: 0m, profiles: 0}]\n"


@pytest.mark.parametrize(
    ("entry", "verb"),
    [
        ("on: laptop, does: view product, product: Calm Serum", ViewProduct("Maya", "laptop", product="Calm Serum")),
        ("on: laptop, does: view product, sku: 30", ViewProduct("Maya", "laptop", sku="30")),
        ("on: phone, does: add to cart, sku: S, quantity: 2", AddToCart("Maya", "phone", sku="S", quantity=2)),
        ("on: tablet, does: start checkout", StartCheckout("Maya", "tablet")),
        ("on: laptop, does: identify, with: email", GiveKey("Maya", "laptop", "email")),
        (
            "on: laptop, does: identify, with: customer id, value: C-1",
            GiveKey("Maya", "laptop", "customer id", "C-1"),
        ),
        ("on: laptop, does: log in", LogIn("Maya", "laptop")),
        ("on: laptop, does: log in, value: C-1", LogIn("Maya", "laptop", "C-1")),
        (
            'on: phone, does: identify, with: phone, value: "+12025550143"',
            GiveKey("Maya", "phone", "phone", "+12025550143"),
        ),
        ("on: laptop, does: log out", LogOut("Maya", "laptop")),
        ("on: laptop, does: lose cookies", LoseCookies("Maya", "laptop")),
        ("on: laptop, does: view page, page: /quiz", ViewPage("Maya", "laptop", "/quiz")),
        (
            "on: phone, does: view page, page: /quiz, data: {step: 2}",
            ViewPage("Maya", "phone", "/quiz", {"step": 2}),
        ),
        ("on: tablet, does: view screen, screen: Quiz", ViewScreen("Maya", "tablet", "Quiz")),
        (
            "source: shop webhook, does: event, name: Quiz Graded, data: {score: 3}",
            SendEvent("Maya", "Quiz Graded", "storefront", data={"score": 3}),
        ),
        ("source: site, does: view page, page: /quiz", SendEvent("Maya", "/quiz", "site", "page")),
        ("source: tv, does: view screen, screen: Quiz", SendEvent("Maya", "Quiz", "tv", "screen")),
        ("on: laptop, does: event, name: Quiz Left", DoEvent("Maya", "laptop", "Quiz Left")),
        (
            "on: laptop, does: event, name: Quiz Finished, data: {score: 3}",
            DoEvent("Maya", "laptop", "Quiz Finished", {"score": 3}),
        ),
        ("does: change, with: email, value: m@example.net", ChangeKey("Maya", "email", "m@example.net")),
        ("does: opt in, channel: sms", ChooseConsent("Maya", "sms", given=True)),
        (
            "on: laptop, does: opt out, channel: email",
            ChooseConsent("Maya", "email", given=False, device="laptop"),
        ),
        (
            "does: set, attributes: {plan: gold, seats: 3}, source: crm",
            SetAttributes("Maya", {"plan": "gold", "seats": 3}, source="crm"),
        ),
        ("does: link, with: email, value: m@example.net, to: C-1", LinkKey("Maya", "email", "m@example.net", "C-1")),
        ("does: delete person", DeletePerson("Maya")),
        ("does: suppress", SuppressPerson("Maya")),
        ("does: unsuppress", UnsuppressPerson("Maya")),
        ("does: place order, order: R-1, paid: false", PlaceOrder("Maya", order="R-1", paid=False)),
        ("does: place order", PlaceOrder("Maya")),
        (
            "on: laptop, does: place order, order: R-1, total: 59.00 EUR",
            PlaceOrder("Maya", "laptop", "R-1", Money("59.00", "EUR")),
        ),
        (
            "does: place order, as: guest, email: m@example.com",
            PlaceOrder("Maya", email="m@example.com", guest=True),
        ),
    ],
)
def test_an_entry_of_the_journey_is_a_verb(yaml: Compile, entry: str, verb: Verb) -> None:
    scenario = sound(yaml(f"{HEAD}journey:\n  - {{at: 1m, shopper: Maya, {entry}}}\n{EXPECT}"))

    assert [item.verb for item in scenario.items if isinstance(item, Act)] == [verb]


@pytest.mark.parametrize(
    ("delivery", "fault"),
    [
        ("{late: 20m}", Fault(late=1_200)),
        ("{times: 3, fresh key: true}", Fault(times=3, fresh_key=True)),
        ("{lost: true}", Fault(lost=True)),
        ("{}", Fault()),
    ],
)
def test_what_befalls_a_delivery_stands_at_the_doing(yaml: Compile, delivery: str, fault: Fault) -> None:
    entry = f"{{at: 1m, shopper: Maya, does: place order, delivery: {delivery}}}"

    scenario = sound(yaml(f"{HEAD}journey:\n  - {entry}\n{EXPECT}"))

    assert [item.fault for item in scenario.items if isinstance(item, Act)] == [fault]


BAD_JOURNEY = {
    "no mapping": ("x", ["story.yaml:4:5: an entry of the journey: expected a mapping, found a text 'x'"]),
    "no verb": (
        "{at: 1m, shopper: Maya}",
        [
            (
                "story.yaml:4:5: an entry of the journey needs 'does'. Known: view product, view products, "
                "add to cart, start checkout, identify, log in, log out, lose cookies, view page, view screen, event, "
                "place order, pay, cancel, refund, ship, deliver, edit, subscribe, change, opt in, opt out, set, send, "
                "link, delete person, suppress, unsuppress, send again."
            )
        ],
    ),
    "an unknown verb": (
        "{at: 1m, shopper: Maya, on: laptop, does: vew product}",
        [
            (
                "story.yaml:4:47: unknown verb 'vew product'. Did you mean 'view product'? Defined: add to cart, "
                "cancel, change, delete person, deliver, edit, event, identify, link, log in, log out, lose cookies "
                "and 17 more."
            )
        ],
    ),
    "an event of nobody's": (
        "{at: 1m, shopper: Maya, does: event, name: Quiz Left}",
        ["story.yaml:4:5: 'event' needs 'on' or 'source'"],
    ),
    "an event of a device and of a source": (
        "{at: 1m, shopper: Maya, on: phone, source: crm, does: view screen, screen: Quiz}",
        ["story.yaml:4:48: a device sends by its own source; write 'on' or 'source'"],
    ),
    "a change of no order": ("{at: 1m, shopper: Maya, does: refund}", ["story.yaml:4:5: 'refund' needs 'order'"]),
    "a change of an order that is nowhere": (
        "{at: 1m, shopper: Maya, does: ship, order: R-1}",
        ["story.yaml:4:5: unknown order 'R-1'. None is defined."],
    ),
    "a change before the order": (
        (
            "{at: 1m, shopper: Maya, does: cancel, order: R-1}\n"
            "  - {at: 2m, shopper: Maya, does: place order, order: R-1}"
        ),
        ["story.yaml:4:5: order 'R-1' is cancelled before it is placed"],
    ),
    "a change of somebody else's order": (
        (
            "{at: 1m, shopper: Maya, does: place order, order: R-1}\n"
            "  - {at: 2m, shopper: Noor, does: refund, order: R-1}"
        ),
        ["story.yaml:5:5: order 'R-1' is one of 'Maya', not of 'Noor'"],
    ),
    "a charge every hour": (
        "{at: 1m, shopper: Maya, does: subscribe, product: Calm Serum, every: 1 hour}",
        ["story.yaml:4:74: every: '1 hour' is less than a day; nobody is charged so often"],
    ),
    "a repetition of nobody": (
        "{at: 1m, does: send again, last: 1 day}",
        ["story.yaml:4:5: 'send again' needs 'source'"],
    ),
    "a verb that is no text": (
        "{at: 1m, shopper: Maya, does: [x]}",
        ["story.yaml:4:35: does: expected a verb such as 'view product', found a list"],
    ),
    "no time, shopper or device": (
        "{does: start checkout}",
        [
            "story.yaml:4:5: 'start checkout' needs 'at'",
            "story.yaml:4:5: 'start checkout' needs 'on'",
            "story.yaml:4:5: 'start checkout' needs 'shopper'",
        ],
    ),
    "a key that another verb has": (
        "{at: 1m, shopper: Maya, on: laptop, does: view product, sku: A, quantity: 2}",
        [
            (
                "story.yaml:4:69: unknown key 'quantity' in 'view product'. "
                "Known: at, shopper, on, does, delivery, product, sku."
            )
        ],
    ),
    "a time without a unit": (
        "{at: 0, shopper: Maya, on: laptop, does: start checkout}",
        ["story.yaml:4:10: at: expected a duration such as '30 minutes' or '4 hours', found a number '0'"],
    ),
    "a duration that is none": (
        "{at: 5 minuets, shopper: Maya, on: laptop, does: start checkout}",
        [
            (
                "story.yaml:4:10: at: '5 minuets' is no duration; write a whole number and a unit, "
                "such as '30 minutes' or '4 hours'"
            )
        ],
    ),
    "a duration of centuries": (
        "{at: 99999 days, shopper: Maya, on: laptop, does: start checkout}",
        ["story.yaml:4:10: at: '99999 days' is longer than a century"],
    ),
    "an unknown shopper": (
        "{at: 1m, shopper: Mayu, on: laptop, does: start checkout}",
        ["story.yaml:4:23: unknown shopper 'Mayu'. Did you mean 'Maya'? Defined: Maya, Noor."],
    ),
    "an unknown device": (
        "{at: 1m, shopper: Maya, on: labtop, does: start checkout}",
        ["story.yaml:4:33: unknown device 'labtop'. Did you mean 'laptop'? Defined: laptop, phone, tablet, till."],
    ),
    "no product": (
        "{at: 1m, shopper: Maya, on: laptop, does: view product}",
        ["story.yaml:4:5: 'view product' needs one of 'product' and 'sku'"],
    ),
    "two products": (
        "{at: 1m, shopper: Maya, on: laptop, does: view product, product: A, sku: B}",
        ["story.yaml:4:5: 'view product' needs one of 'product' and 'sku'"],
    ),
    "no piece": (
        "{at: 1m, shopper: Maya, on: laptop, does: add to cart, sku: A, quantity: 0}",
        ["story.yaml:4:78: quantity: expected a whole number of at least 1, found a number '0'"],
    ),
    "a phone without quotes": (
        "{at: 1m, shopper: Maya, on: laptop, does: identify, with: phone, value: +12025550143}",
        [
            (
                "story.yaml:4:77: '12025550143' is no phone number; write it with a plus and the country code, "
                "such as +12025550143, in YAML in quotes"
            )
        ],
    ),
    "a device of what the shop does": (
        "{at: 1m, shopper: Maya, on: laptop, does: suppress}",
        ["story.yaml:4:29: unknown key 'on' in 'suppress'. Known: at, shopper, does, delivery."],
    ),
    "a device and a source": (
        "{at: 1m, shopper: Maya, on: laptop, does: opt in, channel: sms, source: crm}",
        ["story.yaml:4:77: a device sends by its own source; write 'on' or 'source'"],
    ),
    "a channel that is none": (
        "{at: 1m, shopper: Maya, does: opt in, channel: fax}",
        ["story.yaml:4:52: unknown channel 'fax'. Defined: email, push, sms, whatsapp."],
    ),
    "nothing set": (
        "{at: 1m, shopper: Maya, does: set, attributes: {}}",
        ["story.yaml:4:52: attributes: expected at least one"],
    ),
    "an order that nobody places": (
        "{at: 1m, shopper: Maya, does: pay, order: R-1}",
        ["story.yaml:4:5: unknown order 'R-1'. None is defined."],
    ),
    "an order that is paid already": (
        ("{at: 1m, shopper: Maya, does: place order, order: R-1}\n  - {at: 2m, shopper: Maya, does: pay, order: R-1}"),
        ["story.yaml:5:5: order 'R-1' is paid already; one is paid when placed, unless it awaits payment"],
    ),
    "an order paid twice": (
        (
            "{at: 1m, shopper: Maya, does: place order, order: R-1, paid: false}\n"
            "  - {at: 2m, shopper: Maya, does: pay, order: R-1}\n"
            "  - {at: 3m, shopper: Maya, does: pay, order: R-1}"
        ),
        ["story.yaml:6:5: order 'R-1' is paid already; one is paid when placed, unless it awaits payment"],
    ),
    "an order paid too early": (
        (
            "{at: 1m, shopper: Maya, does: pay, order: R-1}\n"
            "  - {at: 2m, shopper: Maya, does: place order, order: R-1, paid: false}"
        ),
        ["story.yaml:4:5: order 'R-1' is paid before it is placed"],
    ),
    "an order paid by another": (
        (
            "{at: 1m, shopper: Maya, does: place order, order: R-1, paid: false}\n"
            "  - {at: 2m, shopper: Noor, does: pay, order: R-1}"
        ),
        ["story.yaml:5:5: order 'R-1' is one of 'Maya', not of 'Noor'"],
    ),
    "a key nobody has": (
        "{at: 1m, shopper: Maya, on: laptop, does: identify, with: e-mail}",
        ["story.yaml:4:63: unknown key 'e-mail'. Did you mean 'email'? Defined: customer id, email, phone."],
    ),
    "money without a currency": (
        "{at: 1m, shopper: Maya, does: place order, total: 59.00}",
        ["story.yaml:4:55: total: expected an amount such as '59.00 EUR', found a number '59.0'"],
    ),
    "money in words": (
        "{at: 1m, shopper: Maya, does: place order, total: much}",
        ["story.yaml:4:55: total: 'much' is no amount; write a number and a currency, such as '59.00 EUR'"],
    ),
    "a guest without an email": (
        "{at: 1m, shopper: Maya, does: place order, as: guest}",
        ["story.yaml:4:5: 'place order' as guest needs 'email'"],
    ),
    "an email without a guest": (
        "{at: 1m, shopper: Maya, does: place order, email: m@example.com}",
        ["story.yaml:4:55: an order has an email of its own only with 'as: guest'"],
    ),
    "no items": (
        "{at: 1m, shopper: Maya, does: place order, items: []}",
        ["story.yaml:4:55: items: expected at least one"],
    ),
    "items and a total": (
        "{at: 1m, shopper: Maya, does: place order, total: 1.00 EUR, items: [{sku: A, quantity: 1, price: 1}]}",
        ["story.yaml:4:72: what an order costs follows from its items; write 'items' or 'total'"],
    ),
    "an item with slips": (
        "{at: 1m, shopper: Maya, does: place order, items: [{sku: A, quantity: 0, price: much, discount: ten}]}",
        [
            "story.yaml:4:56: discount: 'ten' is no amount; write one such as '5.00' or '5.00 TEN'",
            "story.yaml:4:56: price: 'much' is no amount; write a number such as 12.50",
            "story.yaml:4:56: quantity: '0' is no whole number from 1",
        ],
    ),
    "an order twice": (
        (
            "{at: 1m, shopper: Maya, does: place order, order: R-1}\n"
            "  - {at: 2m, shopper: Noor, does: place order, order: R-1}"
        ),
        ["story.yaml:5:5: duplicate name 'R-1'; this order is placed already in line 4"],
    ),
    "a fault that is none": (
        "{at: 1m, shopper: Maya, does: place order, delivery: {times: 0, lost: maybe, early: 1m, arrives: x}}",
        [
            "story.yaml:4:66: times: expected a whole number of at least 1, found a number '0'",
            "story.yaml:4:75: lost: expected true or false, found a text 'maybe'",
            "story.yaml:4:82: unknown key 'early' in 'delivery'. Known: late, times, lost, fresh key.",
            "story.yaml:4:93: 'arrives' is not emulated yet",
        ],
    ),
}


@pytest.mark.parametrize(("entry", "problems"), BAD_JOURNEY.values(), ids=BAD_JOURNEY.keys())
def test_what_is_wrong_in_a_journey_is_said_at_its_place(yaml: Compile, entry: str, problems: list[str]) -> None:
    scenario, found = yaml(f"{HEAD}journey:\n  - {entry}\n{EXPECT}")

    assert sorted(found) == problems
    assert scenario is None
