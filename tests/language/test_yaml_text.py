"""Scenario files compiled: the verbs and checks of the contract, and what is said about entries that can't be right."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.deliveries import Fault
from simulator.documents import Place, Problems
from simulator.instants import instant_from
from simulator.language import compile_yaml
from simulator.scenario import (
    DEFAULT_START,
    Act,
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    Expect,
    HistoryCounts,
    HistoryIs,
    InSegment,
    MessageCount,
    ProfileCount,
    Scenario,
    SegmentCount,
    SegmentMembers,
    Shopper,
)
from simulator.shoppers import AddToCart, GiveKey, LogIn, Money, PlaceOrder, StartCheckout, Verb, ViewProduct

Compiled = tuple[Scenario | None, list[str]]
Compile = Callable[[str], Compiled]

LATE_ORDER_WEBHOOK = """\
scenario: The order webhook is late
story: Cart recovery stays silent when the purchase webhook lands 20 minutes after the purchase.
workspace: ../workspace.yaml
starts: 2026-03-02T09:00-05:00
seed: 7
shoppers:
  Maya: {persona: guest, devices: [laptop, phone]}
journey:
  - {at: 0m,  shopper: Maya, on: laptop, does: view product, sku: SERUM-30}
  - {at: 2m,  shopper: Maya, on: laptop, does: add to cart, sku: SERUM-30}
  - {at: 6m,  shopper: Maya, on: laptop, does: identify, with: email}
  - {at: 7m,  shopper: Maya, on: laptop, does: place order, delivery: {late: 20m, times: 2}}
expect:
  - {at: 40m, profiles: 1}
  - {at: 40m, profile: Maya, attributes: {total_orders: 1}, events: {Added to Cart: 1, Order Placed: 1}}
  - {at: 40m, segment: Cart Abandoners (last 4 hours), excludes: Maya}
  - {at: 40m, segment: Known Purchasers, members: [Maya]}
  - {at: 1d,  messages: Cart recovery, to: Maya, count: 0}
"""
HEAD = "scenario: S\nshoppers: {Maya: {}, Noor: {}}\n"
EXPECT = "expect: [{at: 0m, profiles: 0}]\n"


def sound(compiled: Compiled) -> Scenario:
    scenario, problems = compiled
    assert problems == []
    assert scenario is not None
    return scenario


def test_the_scenario_of_the_contract_compiles_as_printed(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "late_order_webhook.yaml").write_text(LATE_ORDER_WEBHOOK)
    problems = Problems()

    scenario = compile_yaml("scenarios/late_order_webhook.yaml", problems)

    assert list(problems) == []
    assert scenario is not None
    assert scenario.name == "The order webhook is late"
    assert scenario.starts == instant_from("2026-03-02T14:00Z")
    assert scenario.seed == 7
    assert scenario.shoppers == (Shopper("Maya", "guest", ("laptop", "phone")),)
    assert [(item.at, item.text) for item in scenario.items if isinstance(item, Act | Expect)] == [
        (0, "Maya views SERUM-30 on the laptop"),
        (120, "Maya adds SERUM-30 to the cart on the laptop"),
        (360, "Maya gives an email on the laptop"),
        (420, "Maya places an order on the laptop; its delivery is 20 minutes late and arrives 2 times"),
        (2_400, "everybody together is 1 profile"),
        (
            2_400,
            (
                "total_orders of Maya is 1; the history of Maya counts 1 Added to Cart; "
                "the history of Maya counts 1 Order Placed"
            ),
        ),
        (2_400, "Maya is not in the segment Cart Abandoners (last 4 hours)"),
        (2_400, "the segment Known Purchasers holds exactly Maya"),
        (86_400, "the campaign Cart recovery sends nothing to Maya"),
    ]


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


@pytest.mark.parametrize(
    ("entry", "checks"),
    [
        ("profiles: 2", [ProfileCount(2)]),
        ("profile: Maya, profiles: 2", [ProfileCount(2, "Maya")]),
        (
            "profile: Maya, attributes: {a: 1, b: x, c: [1]}",
            [AttributeIs("Maya", "a", 1), AttributeIs("Maya", "b", "x"), AttributeIs("Maya", "c", [1])],
        ),
        ("profile: Maya, missing: phone", [AttributeMissing("Maya", "phone")]),
        ("profile: Maya, missing: [a, b]", [AttributeMissing("Maya", "a"), AttributeMissing("Maya", "b")]),
        (
            "profile: Maya, events: {Added to Cart: 1, Order Placed: 0}",
            [HistoryCounts("Maya", "Added to Cart", 1), HistoryCounts("Maya", "Order Placed", 0)],
        ),
        (
            "profile: Maya, history: [Product Viewed, Added to Cart]",
            [HistoryIs("Maya", ("event",), (("Product Viewed",), ("Added to Cart",)))],
        ),
        (
            "profile: Maya, history: [{event: A, at: 2m, total: 59.5}, {source: shop webhook, event: B}]",
            [
                HistoryIs(
                    "Maya",
                    ("event", "at", "total", "source"),
                    (("A", "2026-01-05 04:02:00", "59.5", ""), ("B", "", "", "storefront")),
                )
            ],
        ),
        ("segment: VIPs, members: [Maya, Noor]", [SegmentMembers("VIPs", ("Maya", "Noor"))]),
        ("segment: VIPs, members: []", [SegmentMembers("VIPs", ())]),
        (
            "segment: VIPs, includes: Maya, excludes: [Noor], count: 1",
            [InSegment("Maya", "VIPs"), InSegment("Noor", "VIPs", holds=False), SegmentCount("VIPs", 1)],
        ),
        ("messages: Cart recovery, count: 1", [MessageCount("Cart recovery", 1)]),
        ("messages: Cart recovery, to: Noor, count: 0", [MessageCount("Cart recovery", 0, "Noor")]),
        ("apart: [Maya, Noor]", [Apart("Maya", "Noor")]),
    ],
)
def test_an_expectation_is_one_check_or_several(yaml: Compile, entry: str, checks: list[Check]) -> None:
    scenario = sound(yaml(f"{HEAD}expect:\n  - {{at: 1m, {entry}}}\n"))

    (expectation,) = scenario.items
    assert isinstance(expectation, Expect)
    assert list(expectation.checks) == checks


def test_items_come_by_time_and_in_one_second_doings_before_expectations(yaml: Compile) -> None:
    scenario = sound(
        yaml(
            f"""\
{HEAD}
journey:
  - {{at: 2m, shopper: Maya, on: laptop, does: start checkout}}
  - {{at: 1m, shopper: Maya, on: phone, does: start checkout}}
  - {{at: 1m, shopper: Noor, on: phone, does: start checkout}}
expect:
  - {{at: 2m, profiles: 2}}
  - {{at: 1m, profiles: 1}}
"""
        )
    )

    assert [item.text for item in scenario.items] == [
        "Maya starts checkout on the phone",
        "Noor starts checkout on the phone",
        "everybody together is 1 profile",
        "Maya starts checkout on the laptop",
        "everybody together is 2 profiles",
    ]


def test_items_know_where_their_entry_stands(yaml: Compile) -> None:
    scenario = sound(yaml(f"{HEAD}expect:\n  - at: 0m\n    profiles: 0\n"))

    assert scenario.items[0].place == Place("story.yaml", 4, 5)


@pytest.mark.parametrize(
    ("starts", "instant", "now"),
    [
        ("", DEFAULT_START, False),
        ("starts: 2026-03-02T09:00Z\n", instant_from("2026-03-02T09:00Z"), False),
        ("starts: 2026-03-02 09:00\n", instant_from("2026-03-02T09:00-05:00"), False),
        ("starts: now\n", DEFAULT_START, True),
    ],
)
def test_a_scenario_starts_when_it_says_in_the_zone_of_the_workspace(
    yaml: Compile, starts: str, instant: int, now: bool
) -> None:
    scenario = sound(yaml(HEAD + starts + EXPECT))

    assert (scenario.starts, scenario.starts_now) == (instant, now)


def test_segments_and_campaigns_of_the_scenario_join_those_of_the_workspace(yaml: Compile) -> None:
    scenario = sound(
        yaml(
            f"""\
{HEAD}
segments: {{Press list: {{performed: A}}, New: manual}}
campaigns:
  Nudge: {{trigger: {{event: A}}, steps: [{{send: {{email: N}}}}]}}
expect:
  - {{at: 0m, segment: New, count: 0}}
  - {{at: 0m, segment: VIPs, count: 0}}
  - {{at: 0m, messages: Nudge, count: 0}}
"""
        )
    )

    segments, campaigns = scenario.definition["segments"], scenario.definition["campaigns"]
    assert isinstance(segments, dict)
    assert isinstance(campaigns, dict)
    assert (segments["Press list"], segments["New"]) == ({"performed": "A"}, "manual")
    assert list(campaigns) == ["Cart recovery", "Nudge"]


def test_segments_can_stand_in_a_file_of_their_own(folder: Path, yaml: Compile) -> None:
    (folder / "segments.yaml").write_text("Guests: {performed: A}\n")

    scenario = sound(yaml(f"{HEAD}segments: segments.yaml\nexpect: [{{at: 0m, segment: Guests, count: 0}}]\n"))

    segments = scenario.definition["segments"]
    assert isinstance(segments, dict)
    assert segments["Guests"] == {"performed": "A"}


def test_a_workspace_can_stand_in_the_scenario(yaml: Compile) -> None:
    scenario = sound(
        yaml(f"{HEAD}workspace: {{segments: {{A: manual}}}}\nexpect: [{{at: 0m, segment: A, count: 0}}]\n")
    )

    assert scenario.definition == {"segments": {"A": "manual"}}
    assert scenario.shop.zone == "UTC"


def test_a_workspace_that_changes_is_read_again(folder: Path, yaml: Compile) -> None:
    text = f"{HEAD}expect: [{{at: 0m, segment: A, count: 0}}]\n"
    (folder / "workspace.yaml").write_text("segments: {}\n")
    before = yaml(text)[1]
    (folder / "workspace.yaml").write_text("segments: {A: manual}\n")
    os.utime(folder / "workspace.yaml", ns=(1, 1))

    after = yaml(text)[1]

    assert before == ["story.yaml:3:28: unknown segment 'A'. None is defined."]
    assert after == []


BAD = {
    "not YAML": (
        "scenario: [\n",
        ["story.yaml:2:1: is not YAML: did not find expected node content"],
    ),
    "empty": ("", ["story.yaml:1:1: is empty; expected a mapping"]),
    "a list": ("- a", ["story.yaml:1:1: a scenario: expected a mapping, found a list"]),
    "nothing in it": (
        "{}",
        ["story.yaml:1:1: a scenario needs 'expect'", "story.yaml:1:1: a scenario needs 'scenario'"],
    ),
    "an unknown key": (
        HEAD + EXPECT + "storry: x\n",
        [
            (
                "story.yaml:4:1: unknown key 'storry' in a scenario. Did you mean 'story'? Known: scenario, story, "
                "workspace, segments, campaigns, starts, seed, shoppers, journey, expect."
            )
        ],
    ),
    "a key of later": (HEAD + EXPECT + "sources: {}\n", ["story.yaml:4:1: 'sources' is not emulated yet"]),
    "a name that is none": (
        "scenario: {}\n" + EXPECT,
        ["story.yaml:1:11: scenario: expected a text, found a mapping"],
    ),
    "nothing expected": (
        HEAD + "expect: []\n",
        ["story.yaml:3:9: expect: expected at least one expectation; without one nothing can fail"],
    ),
    "a start that is none": (
        HEAD + EXPECT + "starts: soon\n",
        [
            (
                "story.yaml:4:9: starts: 'soon' is no instant; write ISO 8601, such as '2026-03-02T09:00:00Z' or "
                "'2026-03-02 09:00'"
            )
        ],
    ),
    "a start out of reach": (
        HEAD + EXPECT + "starts: 1226-03-02\n",
        ["story.yaml:4:9: starts: '1226-03-02' is not between the years 1970 and 2999"],
    ),
    "a seed that is none": (
        HEAD + EXPECT + "seed: seven\n",
        ["story.yaml:4:7: seed: expected a whole number of at least 0, found a text 'seven'"],
    ),
    "a workspace that is not there": (
        HEAD + EXPECT + "workspace: ../wrkspace.yaml\n",
        ["story.yaml:4:12: workspace: there is no file '../wrkspace.yaml' beside this one"],
    ),
    "a workspace with an impossible name": (
        HEAD + EXPECT + f"workspace: {'w' * 300}\n",
        [f"story.yaml:4:12: workspace: there is no file '{'w' * 300}' beside this one"],
    ),
    "a persona nobody has": (
        "scenario: S\nshoppers: {Maya: {persona: gust}}\n" + EXPECT,
        ["story.yaml:2:28: unknown persona 'gust'. Did you mean 'guest'? Defined: guest, visitor."],
    ),
    "a device nobody has": (
        "scenario: S\nshoppers: {Maya: {devices: [labtop]}}\n" + EXPECT,
        ["story.yaml:2:29: unknown device 'labtop'. Did you mean 'laptop'? Defined: laptop, phone, tablet, till."],
    ),
    "a shopper of later": (
        "scenario: S\nshoppers: {Maya: {known as: {}}}\n" + EXPECT,
        ["story.yaml:2:19: 'known as' is not emulated yet"],
    ),
    "an unknown segment": (
        HEAD + "expect:\n  - {at: 1m, segment: VIP, count: 0}\n",
        [
            (
                "story.yaml:4:23: unknown segment 'VIP'. Did you mean 'VIPs'? Defined: Cart Abandoners (last 4 hours), "
                "Data health: orders without a date, Known Purchasers, Press list, VIPs."
            )
        ],
    ),
    "an unknown campaign": (
        HEAD + "expect:\n  - {at: 1m, messages: Win back, count: 0}\n",
        ["story.yaml:4:24: unknown campaign 'Win back'. Defined: Cart recovery."],
    ),
    "an unknown shopper": (
        HEAD + "expect:\n  - {at: 1m, profile: Mayu, profiles: 1}\n",
        ["story.yaml:4:23: unknown shopper 'Mayu'. Did you mean 'Maya'? Defined: Maya, Noor."],
    ),
    "a segment defined wrong": (
        HEAD + EXPECT + "segments: {A: [x]}\n",
        [("story.yaml:4:15: expected a condition, such as '{performed: Order Placed}' or a sentence, found a list")],
    ),
}

BAD_JOURNEY = {
    "no mapping": ("x", ["story.yaml:4:5: an entry of the journey: expected a mapping, found a text 'x'"]),
    "no verb": (
        "{at: 1m, shopper: Maya}",
        [
            (
                "story.yaml:4:5: an entry of the journey needs 'does'. Known: view product, add to cart, "
                "start checkout, identify, log in, place order."
            )
        ],
    ),
    "an unknown verb": (
        "{at: 1m, shopper: Maya, on: laptop, does: vew product}",
        [
            (
                "story.yaml:4:47: unknown verb 'vew product'. Did you mean 'view product'? Defined: add to cart, "
                "identify, log in, place order, start checkout, view product."
            )
        ],
    ),
    "a verb of later": (
        "{at: 1m, shopper: Maya, does: opt in}",
        ["story.yaml:4:35: 'opt in' is not emulated yet"],
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
    "a phone": (
        "{at: 1m, shopper: Maya, on: laptop, does: identify, with: phone}",
        ["story.yaml:4:63: 'phone' is not emulated yet"],
    ),
    "a key nobody has": (
        "{at: 1m, shopper: Maya, on: laptop, does: identify, with: e-mail}",
        ["story.yaml:4:63: unknown key 'e-mail'. Did you mean 'email'? Defined: customer id, email."],
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
    "items of later": (
        "{at: 1m, shopper: Maya, does: place order, items: []}",
        ["story.yaml:4:48: 'items' is not emulated yet"],
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

BAD_EXPECTATION = {
    "no mapping": ("x", ["story.yaml:4:5: an expectation: expected a mapping, found a text 'x'"]),
    "no subject": (
        "{at: 1m, count: 0}",
        ["story.yaml:4:5: an expectation needs one of profile, segment, messages, apart, profiles"],
    ),
    "a subject with a slip": (
        "{at: 1m, segmnt: VIPs, count: 0}",
        [
            (
                "story.yaml:4:14: unknown key 'segmnt' in an expectation. Did you mean 'segment'? Known: at, "
                "profile, segment, messages, apart, profiles, attributes, missing, events, history, members, includes, "
                "excludes, count, to."
            )
        ],
    ),
    "a subject of later": ("{at: 1m, consent: respected}", ["story.yaml:4:14: 'consent' is not emulated yet"]),
    "two subjects": (
        "{at: 1m, segment: VIPs, messages: Cart recovery, count: 0}",
        [
            (
                "story.yaml:4:5: an expectation speaks of one subject, found 'segment' and 'messages'; "
                "write an entry for each"
            )
        ],
    ),
    "nothing checked": (
        "{at: 1m, segment: VIPs}",
        ["story.yaml:4:5: an expectation of 'segment' checks nothing; add one of members, includes, excludes, count"],
    ),
    "no time": ("{profiles: 1}", ["story.yaml:4:5: an expectation of 'profiles' needs 'at'"]),
    "an aspect of another subject": (
        "{at: 1m, profile: Maya, members: [Maya]}",
        [
            (
                "story.yaml:4:29: unknown key 'members' in an expectation of 'profile'. "
                "Known: at, profile, profiles, attributes, missing, events, history."
            )
        ],
    ),
    "an aspect of later": (
        "{at: 1m, segment: VIPs, equals list: buyers}",
        ["story.yaml:4:29: 'equals list' is not emulated yet"],
    ),
    "messages without a number": (
        "{at: 1m, messages: Cart recovery, to: Maya}",
        ["story.yaml:4:5: an expectation of 'messages' needs 'count'"],
    ),
    "fewer than none": (
        "{at: 1m, profiles: -1}",
        ["story.yaml:4:24: profiles: expected a whole number of at least 0, found a number '-1'"],
    ),
    "a stranger among the members": (
        "{at: 1m, segment: VIPs, members: [Maya, Leo]}",
        ["story.yaml:4:45: unknown shopper 'Leo'. Defined: Maya, Noor."],
    ),
    "an attribute without a value": (
        "{at: 1m, profile: Maya, attributes: {phone: null}}",
        ["story.yaml:4:42: attribute 'phone' has no value; of an attribute that is not there say 'missing: [phone]'"],
    ),
    "an event counted in words": (
        "{at: 1m, profile: Maya, events: {Order Placed: once}}",
        ["story.yaml:4:52: Order Placed: expected a whole number of at least 0, found a text 'once'"],
    ),
    "an event without a name": (
        "{at: 1m, profile: Maya, history: [{at: 1m}]}",
        ["story.yaml:4:39: an event of the history needs 'event'"],
    ),
    "a time that is none": (
        "{at: 1m, profile: Maya, history: [{event: A, at: noon}]}",
        ["story.yaml:4:39: 'noon' is no time; write one such as '2026-03-02 09:02', '09:02' or '2 minutes'"],
    ),
    "one who stays apart": (
        "{at: 1m, apart: [Maya, Maya]}",
        ["story.yaml:4:21: apart: expected two shoppers, such as [Mia, Noor], found a list"],
    ),
}


@pytest.mark.parametrize(("text", "problems"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_said_at_its_place(yaml: Compile, text: str, problems: list[str]) -> None:
    scenario, found = yaml(text)

    assert sorted(found) == problems
    assert scenario is None


@pytest.mark.parametrize(("entry", "problems"), BAD_JOURNEY.values(), ids=BAD_JOURNEY.keys())
def test_what_is_wrong_in_a_journey_is_said_at_its_place(yaml: Compile, entry: str, problems: list[str]) -> None:
    scenario, found = yaml(f"{HEAD}journey:\n  - {entry}\n{EXPECT}")

    assert sorted(found) == problems
    assert scenario is None


@pytest.mark.parametrize(("entry", "problems"), BAD_EXPECTATION.values(), ids=BAD_EXPECTATION.keys())
def test_what_is_wrong_in_an_expectation_is_said_at_its_place(yaml: Compile, entry: str, problems: list[str]) -> None:
    scenario, found = yaml(f"{HEAD}expect:\n  - {entry}\n")

    assert sorted(found) == problems
    assert scenario is None


def test_all_problems_of_a_file_are_said_together(yaml: Compile) -> None:
    _, found = yaml(
        """\
        scenario: S
        storry: x
        starts: soon
        shoppers: {Maya: {persona: gust}}
        journey:
          - {at: 5 minuets, shopper: Maya, on: labtop, does: start checkout}
          - {at: 1m, shopper: Mayu, on: laptop, does: vew product}
        expect:
          - {at: 1m, segment: VIP, includes: Mayu}
        """
    )

    assert [problem.split(" ")[0] for problem in found] == [
        "story.yaml:2:1:",
        "story.yaml:3:9:",
        "story.yaml:4:28:",
        "story.yaml:6:10:",
        "story.yaml:6:40:",
        "story.yaml:7:47:",
        "story.yaml:9:23:",
        "story.yaml:9:38:",
    ]


def test_a_history_counted_from_a_start_that_the_run_decides_is_refused(yaml: Compile) -> None:
    _, found = yaml(f"{HEAD}starts: now\nexpect:\n  - {{at: 1m, profile: Maya, history: [{{event: A, at: 2m}}]}}\n")

    assert found == [
        "story.yaml:5:39: '2m' cannot be counted from a start that each run decides; write 'starts:' with an instant"
    ]


def test_a_workspace_that_cannot_be_read_is_the_one_problem(folder: Path, yaml: Compile) -> None:
    (folder / "workspace.yaml").write_text("segments: [\n")

    _, found = yaml(f"{HEAD}expect:\n  - {{at: 1m, segment: VIPs, count: 0}}\n")

    assert found == ["workspace.yaml:2:1: is not YAML: did not find expected node content"]


def test_problems_of_a_shared_workspace_are_said_once(folder: Path) -> None:
    (folder / "workspace.yaml").write_text("segmnts: {}\n")
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text(HEAD + EXPECT + f"segments: {{{name}: manual}}\n")
    problems = Problems()

    compiled = [compile_yaml(name, problems) for name in ("a.yaml", "b.yaml")]

    assert compiled == [None, None]
    assert [str(problem) for problem in problems] == [
        (
            "workspace.yaml:1:1: unknown key 'segmnts' in the workspace. Did you mean 'segments'? "
            "Known: name, settings, segments, campaigns, topics."
        )
    ]
