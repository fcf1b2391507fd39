"""Features compiled: what each step makes of the scenario, and what is said about steps that can't be right."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from simulator.deliveries import Fault
from simulator.documents import Place, Problems
from simulator.instants import instant_from
from simulator.language import WrittenStep, compile_written, read_feature
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
    LetArrive,
    LetPass,
    MessageCount,
    Opaque,
    ProfileCount,
    ReachInstant,
    Scenario,
    SegmentCount,
    Setting,
    Shop,
    Shopper,
)
from simulator.shoppers import AddToCart, GiveKey, LogIn, Money, PlaceOrder, StartCheckout, Verb, ViewProduct

Compile = Callable[[str], tuple[Scenario | None, list[str]]]
MIA = 'Given "Mia" is a new visitor on a laptop\n'
BERLIN = 'Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time\nAnd it is 2026-03-02 09:00\n'


def sound(compiled: tuple[Scenario | None, list[str]]) -> Scenario:
    scenario, problems = compiled
    assert problems == []
    assert scenario is not None
    return scenario


def acts(scenario: Scenario) -> list[Act]:
    return [item for item in scenario.items if isinstance(item, Act)]


def checks(scenario: Scenario) -> list[Check]:
    return [check for item in scenario.items if isinstance(item, Expect) for check in item.checks]


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
        ('the segment "VIPs" holds 1 person', SegmentCount("VIPs", 1)),
        ('the campaign "Cart recovery" sends 1 message to "Mia"', MessageCount("Cart recovery", 1, "Mia")),
        ('the campaign "Cart recovery" sends nothing to "Mia"', MessageCount("Cart recovery", 0, "Mia")),
    ],
)
def test_a_sentence_about_what_must_be_true_is_a_check(steps: Compile, sentence: str, check: Check) -> None:
    scenario = sound(steps(f'{MIA}And "Noor" is a new visitor on a phone\nThen {sentence}\n'))

    assert checks(scenario) == [check]


def test_the_clock_moves_by_a_duration_to_an_instant_of_the_shop_or_to_the_last_arrival(steps: Compile) -> None:
    scenario = sound(
        steps(
            f"""\
{BERLIN}
When 2 hours pass
And the clock reaches 2026-03-02 13:00:01
And every outstanding delivery has arrived
"""
        )
    )

    _, _, passing, reaching, arriving = scenario.items
    assert isinstance(passing, LetPass)
    assert passing.seconds == 7_200
    assert isinstance(reaching, ReachInstant)
    assert reaching.instant == instant_from("2026-03-02T13:00:01+01:00")
    assert isinstance(arriving, LetArrive)


def test_the_shop_the_start_and_the_seed_are_the_scenarios(steps: Compile) -> None:
    scenario = sound(steps(f"{BERLIN}And the run uses seed 42\n"))

    assert scenario.shop == Shop("Lumen Skin", "EUR", "Europe/Berlin")
    assert scenario.starts == instant_from("2026-03-02T09:00+01:00")
    assert scenario.seed == 42


def test_without_a_shop_times_are_in_the_zone_of_the_workspace(steps: Compile) -> None:
    scenario = sound(steps("Given it is 2026-03-02 09:00\n"))

    assert scenario.shop.zone == "America/New_York"
    assert scenario.starts == instant_from("2026-03-02T09:00-05:00")


def test_a_scenario_that_says_no_time_starts_on_a_monday(steps: Compile) -> None:
    assert sound(steps(MIA)).starts == DEFAULT_START == instant_from("2026-01-05T09:00Z")


def test_shoppers_have_the_devices_that_the_givens_name(steps: Compile) -> None:
    scenario = sound(steps(f'{MIA}And "Mia" also uses a phone\nAnd "Mia" also uses a laptop\n'))

    assert scenario.shoppers == (Shopper("Mia", devices=("laptop", "phone")),)


def test_every_step_is_one_item_with_its_words_and_place(steps: Compile) -> None:
    scenario = sound(steps(f'{MIA}When 1 hour passes\nThen "Mia" is 0 profiles\n'))

    assert [type(item) for item in scenario.items] == [Setting, LetPass, Expect]
    assert scenario.items[1].text == "1 hour passes"
    assert scenario.items[1].place == Place("story.feature", 4, 1)


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


def test_a_segment_of_the_scenario_joins_the_workspace_or_replaces_its_namesake(steps: Compile) -> None:
    scenario = sound(
        steps(
            """\
Given the segment "Press list" is:
  \"\"\"
  performed "Order Placed"
  \"\"\"
And the segment "New" is:
  \"\"\"
  performed "Added to Cart"
  and not performed "Order Placed"
  \"\"\"
"""
        )
    )

    segments = scenario.definition["segments"]
    assert isinstance(segments, dict)
    assert segments["Press list"] == 'performed "Order Placed"'
    assert segments["New"] == 'performed "Added to Cart"\nand not performed "Order Placed"'
    assert segments["Known Purchasers"] == {"performed": "Order Placed"}


def test_a_campaign_of_the_scenario_sends_one_email_after_its_wait_every_time(steps: Compile) -> None:
    scenario = sound(steps('Given the campaign "Nudge" starts on "Added to Cart" and waits 90 minutes\n'))

    campaigns = scenario.definition["campaigns"]
    assert isinstance(campaigns, dict)
    assert campaigns["Nudge"] == {
        "trigger": {"event": "Added to Cart"},
        "frequency": "every time",
        "steps": [{"delay": "90 minutes"}, {"send": {"email": "Nudge", "subject": "Nudge"}}],
    }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_cancelling_event_is_the_exit_of_a_campaign_said_before_or_after(
    steps: Compile, order: tuple[int, int]
) -> None:
    sentences = (
        'the campaign "Cart recovery" starts on "Added to Cart" and waits 1 hour',
        'the campaign "Cart recovery" is cancelled by "Order Placed"',
    )

    scenario = sound(steps("".join(f"Given {sentences[number]}\n" for number in order)))

    campaigns = scenario.definition["campaigns"]
    assert isinstance(campaigns, dict)
    assert campaigns["Cart recovery"] == {
        "trigger": {"event": "Added to Cart"},
        "frequency": "every time",
        "steps": [{"delay": "1 hour"}, {"send": {"email": "Cart recovery", "subject": "Cart recovery"}}],
        "exit": {"performed": "Order Placed"},
    }


def test_a_cancelling_event_amends_a_campaign_of_the_workspace(steps: Compile) -> None:
    scenario = sound(steps('Given the campaign "Cart recovery" is cancelled by "Quiz Finished"\n'))

    campaigns = scenario.definition["campaigns"]
    assert isinstance(campaigns, dict)
    campaign = campaigns["Cart recovery"]
    assert isinstance(campaign, dict)
    assert campaign["exit"] == {"performed": "Quiz Finished"}
    assert campaign["frequency"] == "once per 7 days"


def test_a_feature_without_a_workspace_has_its_own_segments_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.feature").write_text(
        'Feature: F\n  Scenario: S\n    Given the segment "A" is:\n      """\n      a exists\n      """\n'
    )
    problems = Problems()
    (written,) = read_feature("a.feature", problems)

    scenario = compile_written(written, problems)

    assert not problems
    assert scenario is not None
    assert scenario.definition == {"segments": {"A": "a exists"}}


def test_a_step_of_the_users_own_is_an_opaque_item(folder: Path) -> None:
    (folder / "a.feature").write_text("Feature: F\n  Scenario: S\n    When the robot dances\n    And 1 hour passes\n")
    problems = Problems()
    (written,) = read_feature("a.feature", problems)

    def is_own(step: WrittenStep) -> bool:
        return "robot" in step.text

    scenario = compile_written(written, problems, is_own=is_own)

    assert scenario is not None
    assert scenario.items[0] == Opaque(Place("a.feature", 3, 5), "the robot dances")


BAD = {
    "an unknown step": (
        MIA + 'When "Mia" vews "Calm Serum" on the laptop',
        [
            (
                """story.feature:4:1: unknown step '"Mia" vews "Calm Serum" on the laptop'. """
                """Did you mean: "{shopper}" views "{product}" on the {laptop|phone|tablet|till}?"""
            )
        ],
    ),
    "an unknown step like no other": (
        "When the robot dances",
        ["story.feature:3:1: unknown step 'the robot dances'."],
    ),
    "a wrong keyword": (
        MIA + 'When "Mia" is 1 profile',
        ["story.feature:4:1: step '\"Mia\" is 1 profile' stands under 'When'; it belongs under 'Then'"],
    ),
    "a wrong keyword after And": (
        MIA + "And 1 hour passes",
        ["story.feature:4:1: step '1 hour passes' stands under 'Given'; it belongs under 'When'"],
    ),
    "a shopper nobody introduced": (
        MIA + 'When "Mai" starts checkout on the laptop\nAnd "Mai" starts checkout on the laptop',
        [
            (
                "story.feature:4:1: unknown shopper 'Mai'. Did you mean 'Mia'? Defined: Mia. "
                'Say first: "Mai" is a new visitor on a laptop.'
            )
        ],
    ),
    "a shopper used too early": (
        'When "Mia" starts checkout on the laptop\n' + MIA,
        ["story.feature:3:1: unknown shopper 'Mia'. None is defined. Say first: \"Mia\" is a new visitor on a laptop."],
    ),
    "a shopper in a step that is wrong itself": (
        'Given "Mia" is a new visiter on a laptop\nWhen "Mia" starts checkout on the laptop',
        [
            (
                """story.feature:3:1: unknown step '"Mia" is a new visiter on a laptop'. """
                """Did you mean: "{shopper}" is a new visitor on a {laptop|phone|tablet|till}?"""
            )
        ],
    ),
    "a shopper twice": (
        MIA + MIA,
        ["story.feature:4:1: duplicate name 'Mia'; this shopper is there already"],
    ),
    "an unknown segment": (
        MIA + 'Then "Mia" is in the segment "VIP"',
        [
            (
                "story.feature:4:1: unknown segment 'VIP'. Did you mean 'VIPs'? Defined: "
                "Cart Abandoners (last 4 hours), Data health: orders without a date, Known Purchasers, Press list, "
                "VIPs."
            )
        ],
    ),
    "an unknown campaign": (
        MIA + 'Then the campaign "Cart Recovry" sends nothing to "Mia"',
        ["story.feature:4:1: unknown campaign 'Cart Recovry'. Did you mean 'Cart recovery'? Defined: Cart recovery."],
    ),
    "a cancelled campaign that is not there": (
        'Given the campaign "Win Back" is cancelled by "Order Placed"',
        ["story.feature:3:1: unknown campaign 'Win Back'. Defined: Cart recovery."],
    ),
    "an order that nobody places": (
        MIA
        + 'And the delivery of "Order Placed" for order "R-2" is lost\n'
        + 'When "Mia" places order "R-1" for 1.00 EUR on the laptop',
        ["story.feature:4:1: unknown order 'R-2'. Did you mean 'R-1'? Defined: R-1."],
    ),
    "an order in a step that is wrong itself": (
        MIA
        + 'And the delivery of "Order Placed" for order "R-1" is lost\n'
        + 'When "Mia" places ordr "R-1" for 1.00 EUR on the laptop',
        [
            (
                """story.feature:5:1: unknown step '"Mia" places ordr "R-1" for 1.00 EUR on the laptop'. """
                """Did you mean: "{shopper}" places order "{order}" for {money} on the {laptop|phone|tablet|till}?"""
            )
        ],
    ),
    "an order twice": (
        MIA + 'When "Mia" places order "R-1" for 1.00 EUR on the laptop\n' * 2,
        ["story.feature:5:1: duplicate name 'R-1'; this order is placed already in line 4"],
    ),
    "a delivery that orders do not make": (
        MIA
        + 'And the delivery of "Order Shipped" for order "R-1" is lost\n'
        + 'When "Mia" places order "R-1" for 1.00 EUR on the laptop',
        [
            (
                "story.feature:4:1: unknown delivery of an order 'Order Shipped'. Did you mean 'Order Placed'? "
                "Defined: Order Placed."
            )
        ],
    ),
    "no arrival": (
        MIA
        + 'And the delivery of "Order Placed" for order "R-1" arrives 0 times\n'
        + 'When "Mia" places order "R-1" for 1.00 EUR on the laptop',
        [
            (
                """story.feature:4:1: step 'the delivery of "Order Placed" for order "R-1" arrives 0 times': """
                "'0 times' is no arrival; of a delivery that never arrives say 'is lost'"
            )
        ],
    ),
    "a phone": (
        MIA + 'When "Mia" gives phone "+12025550143" on the laptop',
        [
            (
                """story.feature:4:1: step '"Mia" gives phone "+12025550143" on the laptop': """
                "'phone' is not emulated yet; a shopper gives an email or a customer id"
            )
        ],
    ),
    "a zone that is none": (
        'Given the shop "S" trades in EUR on "Europe/Atlantis" time',
        [
            (
                "story.feature:3:1: 'Europe/Atlantis' is no time zone; write an IANA name such as 'Europe/Berlin' or "
                "'America/New_York'"
            )
        ],
    ),
    "a date that does not exist": (
        "Given it is 2026-02-30 09:00",
        [
            (
                "story.feature:3:1: '2026-02-30 09:00' is no instant; write ISO 8601, such as "
                "'2026-03-02T09:00:00Z' or '2026-03-02 09:00'"
            )
        ],
    ),
    "a date out of reach": (
        "Given it is 1226-02-01",
        ["story.feature:3:1: '1226-02-01' is not between the years 1970 and 2999"],
    ),
    "a start after the beginning": (
        "When 1 hour passes\nGiven it is 2026-02-01",
        [
            "story.feature:4:1: 'it is 2026-02-01' is said after the scenario began; write 'the clock reaches'",
        ],
    ),
    "a clock that goes back": (
        "Given it is 2026-02-01 09:00\nWhen 2 hours pass\nAnd the clock reaches 2026-02-01 10:00",
        [
            (
                "story.feature:5:1: 'the clock reaches 2026-02-01 10:00' would turn the clock back; "
                "it is 2026-02-01 11:00:00 there already"
            )
        ],
    ),
    "a clock beyond all calendars": (
        "When 500 weeks pass\n" + "And 5000 weeks pass\n" * 11,
        ["story.feature:14:1: '5000 weeks pass' takes the clock past the year 2999"],
    ),
    "a wait of centuries": (
        "When 9000 months pass",
        ["story.feature:3:1: step '9000 months pass': '9000 months' is longer than a century"],
    ),
    "a missing table": (
        MIA + 'Then the profile of "Mia" shows:',
        [
            (
                """story.feature:4:1: step 'the profile of "Mia" shows:' needs a table under it with the columns """
                "attribute, value[, type]"
            )
        ],
    ),
    "a table too many": (
        MIA + 'Then "Mia" is 1 profile\n  | a |\n',
        ["story.feature:5:3: step '\"Mia\" is 1 profile' takes no table"],
    ),
    "a doc string too many": (
        MIA + 'Then "Mia" is 1 profile\n  """\n  a\n  """\n',
        ["story.feature:6:3: step '\"Mia\" is 1 profile' takes no doc string"],
    ),
    "a missing doc string": (
        'Given the segment "A" is:',
        [
            (
                "story.feature:3:1: step 'the segment \"A\" is:' needs a doc string under it, "
                "between two lines of three quotes"
            )
        ],
    ),
    "an unknown column": (
        MIA + 'Then the profile of "Mia" shows:\n  | atribute | value |\n  | a | 1 |\n',
        [
            (
                "story.feature:5:3: unknown column 'atribute'. Did you mean 'attribute'? "
                "Columns: attribute, value[, type]."
            ),
        ],
    ),
    "a column that is missing": (
        MIA + 'Then the profile of "Mia" shows:\n  | attribute |\n  | a |\n',
        ["story.feature:5:3: the table needs a column 'value'; found attribute"],
    ),
    "a column twice": (
        MIA + 'Then the history of "Mia" is:\n  | event | event |\n',
        ["story.feature:5:3: duplicate column 'event'"],
    ),
    "a table without rows": (
        MIA + 'Then the profile of "Mia" shows:\n  | attribute | value |\n',
        ["""story.feature:4:1: step 'the profile of "Mia" shows:' has a table without rows, so it checks nothing"""],
    ),
    "an unknown type": (
        MIA + 'Then the profile of "Mia" shows:\n  | attribute | value | type |\n  | a | 1 | numbr |\n',
        [
            (
                "story.feature:6:3: unknown type 'numbr'. Did you mean 'number'? "
                "Defined: boolean, list, number, object, string."
            )
        ],
    ),
    "a value of another type": (
        MIA + 'Then the profile of "Mia" shows:\n  | attribute | value | type |\n  | a | true | number |\n',
        ["story.feature:6:3: 'true' is no number"],
    ),
    "a time that is none": (
        MIA + 'Then the history of "Mia" is:\n  | event | at |\n  | Order Placed | noon |\n',
        ["story.feature:6:3: 'noon' is no time; write one such as '2026-03-02 09:02', '09:02' or '2 minutes'"],
    ),
}


@pytest.mark.parametrize(("text", "problems"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_said_at_its_place(steps: Compile, text: str, problems: list[str]) -> None:
    scenario, found = steps(text)

    assert found == problems
    assert scenario is None


def test_all_problems_of_a_scenario_are_said_together(steps: Compile) -> None:
    _, found = steps(
        """\
        Given "Mia" is a new visitor on a laptop
        When "Mia" vews "Calm Serum" on the laptop
        And "Mai" starts checkout on the laptop
        Then "Mia" is in the segment "VIP"
        """
    )

    assert [problem.split(" ")[0] for problem in found] == [
        "story.feature:4:1:",
        "story.feature:5:1:",
        "story.feature:6:1:",
    ]


def test_a_sentence_of_a_segment_that_is_wrong_is_said_in_its_line(steps: Compile) -> None:
    _, found = steps(
        dedent(
            """\
            Given the segment "A" is:
              \"\"\"
              performed "Order Placed"
              an performed "Added to Cart"
              \"\"\"
            """
        )
    )

    assert len(found) == 1
    assert found[0].startswith("story.feature:6:3: ")
