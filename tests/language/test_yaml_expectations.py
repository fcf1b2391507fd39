"""The expectations of a scenario file: every subject and aspect, and what is said about slips."""

import pytest

from simulator.scenario import (
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    ConsentRespected,
    Expect,
    HistoryCounts,
    HistoryIs,
    InSegment,
    MessageCount,
    NothingSilent,
    ProfileCount,
    SameResult,
    SegmentCount,
    SegmentIsList,
    SegmentMembers,
    WrittenBy,
)
from tests.language.compiled import Compile, sound

HEAD = "scenario: S\nshoppers: {Maya: {}, Noor: {}}\n"


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
        ("segment: VIPs, equals list: buyers", [SegmentIsList("VIPs", "buyers")]),
        (
            "profile: Maya, written by: {plan: shop webhook, tier: crm}",
            [WrittenBy("Maya", "plan", "storefront"), WrittenBy("Maya", "tier", "crm")],
        ),
        ("consent: respected", [ConsentRespected()]),
        ("consent: respected, channel: email", [ConsentRespected("email")]),
        ("silent: none", [NothingSilent()]),
        ("same result: any order", [SameResult("any order")]),
        ("same result: every delivery twice", [SameResult("every delivery twice")]),
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


BAD_EXPECTATION = {
    "no mapping": ("x", ["story.yaml:4:5: an expectation: expected a mapping, found a text 'x'"]),
    "no subject": (
        "{at: 1m, count: 0}",
        [
            (
                "story.yaml:4:5: an expectation needs one of profile, segment, messages, apart, consent, silent, "
                "outside, plan, plan reports, same result, profiles"
            )
        ],
    ),
    "a subject with a slip": (
        "{at: 1m, segmnt: VIPs, count: 0}",
        [
            (
                "story.yaml:4:14: unknown key 'segmnt' in an expectation. Did you mean 'segment'? Known: at, "
                "profile, segment, messages, apart, consent, silent, outside, plan, plan reports, same result, "
                "profiles, attributes, missing, events, written by, history, members, includes, excludes, leaves, "
                "within, count, equals list, to, channel."
            )
        ],
    ),
    "a plan where none applies": (
        "{at: 1m, plan: satisfied}",
        ["story.yaml:4:5: no tracking plan applies here; say which: plan: core commerce"],
    ),
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
        [
            (
                "story.yaml:4:5: an expectation of 'segment' checks nothing; "
                "add one of members, includes, excludes, leaves, within, count, equals list"
            )
        ],
    ),
    "no time": ("{profiles: 1}", ["story.yaml:4:5: an expectation of 'profiles' needs 'at'"]),
    "an aspect of another subject": (
        "{at: 1m, profile: Maya, members: [Maya]}",
        [
            (
                "story.yaml:4:29: unknown key 'members' in an expectation of 'profile'. "
                "Known: at, profile, profiles, attributes, missing, events, written by, history."
            )
        ],
    ),
    "leaving without a time": (
        "{at: 1m, segment: VIPs, leaves: Maya}",
        ["story.yaml:4:5: an expectation of 'segment' has 'leaves' and needs 'within'"],
    ),
    "a time without leaving": (
        "{at: 1m, segment: VIPs, count: 0, within: 1 hour}",
        ["story.yaml:4:47: 'within' says by when somebody leaves; write 'leaves' too"],
    ),
    "a list that the shop does not keep": (
        "{at: 1m, segment: VIPs, equals list: buyer}",
        ["story.yaml:4:42: unknown list 'buyer'. Did you mean 'buyers'? Defined: buyers."],
    ),
    "silence in doubt": (
        "{at: 1m, silent: some}",
        ["story.yaml:4:22: unknown silent 'some'. Defined: none."],
    ),
    "a disorder in doubt": (
        "{at: 1m, same result: every order}",
        [
            (
                "story.yaml:4:27: unknown same result 'every order'. Did you mean 'any order'? "
                "Defined: any order, every delivery twice."
            )
        ],
    ),
    "consent in doubt": (
        "{at: 1m, consent: mostly}",
        ["story.yaml:4:23: unknown consent 'mostly'. Defined: respected."],
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


@pytest.mark.parametrize(("entry", "problems"), BAD_EXPECTATION.values(), ids=BAD_EXPECTATION.keys())
def test_what_is_wrong_in_an_expectation_is_said_at_its_place(yaml: Compile, entry: str, problems: list[str]) -> None:
    scenario, found = yaml(f"{HEAD}expect:\n  - {entry}\n")

    assert sorted(found) == problems
    assert scenario is None


def test_a_history_counted_from_a_start_that_the_run_decides_is_refused(yaml: Compile) -> None:
    _, found = yaml(f"{HEAD}starts: now\nexpect:\n  - {{at: 1m, profile: Maya, history: [{{event: A, at: 2m}}]}}\n")

    assert found == [
        "story.yaml:5:39: '2m' cannot be counted from a start that each run decides; write 'starts:' with an instant"
    ]
