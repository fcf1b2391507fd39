"""What is said about steps that can't be right, each at its place and all together."""

from textwrap import dedent

import pytest

from tests.language.compiled import MIA, Compile

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
        + 'And the delivery of "Cart Shipped" for order "R-1" is lost\n'
        + 'When "Mia" places order "R-1" for 1.00 EUR on the laptop',
        [
            (
                "story.feature:4:1: unknown delivery of an order 'Cart Shipped'. Did you mean 'Order Shipped'? "
                "Defined: Order Cancelled, Order Delivered, Order Edited, Order Paid, Order Placed, Order Refunded, "
                "Order Shipped."
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
    "a phone without its country": (
        MIA + 'When "Mia" gives phone "2025550143" on the laptop',
        [
            (
                "story.feature:4:1: '2025550143' is no phone number; write it with a plus and the country code, "
                "such as +12025550143, in YAML in quotes"
            )
        ],
    ),
    "a key that nobody has": (
        MIA + 'When the shop links email "a@example.com" to customer "C-1"',
        ["story.feature:4:1: nobody in the scenario has the email 'a@example.com'"],
    ),
    "a list that the shop does not keep": (
        'Then the segment "VIPs" equals the shop\'s own list of "buyer"',
        [
            (
                """story.feature:3:1: step 'the segment "VIPs" equals the shop's own list of "buyer"': """
                "unknown list 'buyer'. Did you mean 'buyers'? Defined: buyers."
            )
        ],
    ),
    "an order that is paid already": (
        MIA + 'When "Mia" places order "R-1" for 1.00 EUR on the laptop\nAnd order "R-1" is paid',
        ["story.feature:5:1: order 'R-1' is paid already; one is paid when placed, unless it awaits payment"],
    ),
    "an order that is paid and never placed": (
        'When order "R-1" is paid',
        ["story.feature:3:1: unknown order 'R-1'. None is defined."],
    ),
    "an order that awaits payment and is never placed": (
        'Given order "R-1" awaits payment',
        ["story.feature:3:1: unknown order 'R-1'. None is defined."],
    ),
    "a known customer without a key": (
        'Given "Ada" is a known customer with:\n  | attribute | value |\n  | plan | gold |\n',
        ["story.feature:3:1: a known customer needs a customer_id, an email or a phone"],
    ),
    "profiles without a row": (
        'Given "Ada" has these separate profiles:\n  | email |\n',
        [
            (
                """story.feature:3:1: step '"Ada" has these separate profiles:' has a table without rows, """
                "so nobody is there"
            )
        ],
    ),
    "a profile without a key": (
        'Given "Ada" has these separate profiles:\n  | email | plan |\n  | | gold |\n',
        ["story.feature:5:3: a profile needs a customer_id, an email or a phone"],
    ),
    "a laptop of a stranger": (
        MIA + 'And "Mia" also uses the phone of "Ben"',
        [("story.feature:4:1: unknown shopper 'Ben'. Defined: Mia. Say first: \"Ben\" is a new visitor on a laptop.")],
    ),
    "a laptop of one's own": (
        MIA + 'And "Mia" also uses the phone of "Mia"',
        ["story.feature:4:1: 'Mia' shares the phone with nobody but themselves"],
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
