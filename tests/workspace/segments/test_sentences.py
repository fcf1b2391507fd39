"""The sentence form: its grammar, its canonical spelling, and what it says of a sentence that is none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.documents import NOWHERE, Place, Problems
from simulator.workspace.segments import conditions as values
from simulator.workspace.segments.conditions import (
    All,
    Any,
    Attribute,
    Condition,
    InSegment,
    Moment,
    Not,
    Path,
    Performed,
    Relative,
    Row,
    Times,
    Window,
)
from simulator.workspace.segments.sentences import parse_instant, parse_path, parse_sentence, sentence
from tests.condition_strategies import conditions

HOUR, DAY = 3_600, 86_400
MARCH_2, MARCH_3 = 1_772_409_600, 1_772_496_000
"""Midnight in UTC, 2026."""

AN_OPERATOR = "expected an operator such as 'equals', 'at least' or 'exists'"


def parsed(text: str) -> Condition:
    problems = Problems()
    condition = parse_sentence(text, NOWHERE, problems)
    assert condition is not None, list(problems)
    return condition


def found_in(text: str, *, line: int = 1, column: int = 1) -> list[str]:
    """The problems of a sentence that is none, without the file."""
    problems = Problems()
    assert parse_sentence(text, Place("f", line, column), problems) is None
    return [str(problem).removeprefix("f:") for problem in problems]


def attribute(name: str, operator: values.Operator, *operands: values.Operand) -> Attribute:
    return Attribute(Path((name,)), values.Test(operator, operands))


A, B, C = (attribute(name, "exists") for name in "abc")


@given(conditions)
@example(All((All((A, B)), C)))
@example(Any((Any((A, B)), All((B, C)))))
@example(Not(Not(All((A, B)))))
@example(Performed("x", where=(Row(Path(("not",)), values.Test("equals", (1e16,))),)))
def test_the_sentence_of_a_condition_says_that_condition(condition: Condition) -> None:
    assert parsed(sentence(condition)) == condition


PIECES = """performed; viewed page; "X"; not; (; ); and; or; at least; 3; times; within; 4 hours; ago; where; total; >=;
exists; is a timestamp between; 2026-03-02; in segment; items[]; ,; "; 1h; at; "X" at most 1 time; \n"""


@given(st.text() | st.lists(st.sampled_from(PIECES.split(";")), max_size=12).map(" ".join))
@example("(" * 5_000)
@example("not " * 5_000)
@example("a = " + "9" * 5_000)
@example('performed "X" within ' + "9" * 5_000 + " hours")
def test_any_text_is_a_condition_or_has_problems_within_it(text: str) -> None:
    problems = Problems()

    condition = parse_sentence(text, Place("f", 1, 1), problems)

    assert (condition is None) is bool(problems)
    assert all(1 <= problem.place.line <= text.count("\n") + 1 for problem in problems)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('performed "Order Placed"', Performed("Order Placed")),
        ('did "Order Placed"', Performed("Order Placed")),
        ('PERFORMED "order placed" WITHIN 4 Hours', Performed("order placed", window=Window(within=4 * HOUR))),
        ('viewed page "/cart"', Performed("/cart", "page")),
        ('viewed screen "Cart" at most 2 times', Performed("Cart", "screen", Times("at most", 2))),
        ('performed "X" exactly 1 time', Performed("X", times=Times("exactly", 1))),
        ('performed "X" at least 1 times', Performed("X")),
        ('performed "X" after 2026-03-02', Performed("X", window=Window(after=MARCH_2))),
        ('performed "X" before 2026-03-02T00:00Z', Performed("X", window=Window(before=MARCH_2))),
        (
            'performed "X" after 2026-03-01T19:00:00-05:00 before 2026-03-03 00:00',
            Performed("X", window=Window(after=MARCH_2, before=MARCH_3)),
        ),
        ('performed "X" within 1h30m', Performed("X", window=Window(within=5_400))),
        ('performed "X" within 1 hour 30 minutes', Performed("X", window=Window(within=5_400))),
        ('in segment "VIPs"', InSegment("VIPs")),
        ("lifetime_value >= 500", attribute("lifetime_value", "at least", 500)),
        ("lifetime_value = 59.0", attribute("lifetime_value", "equals", 59.0)),
        ("balance < -3", attribute("balance", "less than", -3)),
        ("plan != true", attribute("plan", "not equals", True)),
        ('plan contains "a \\"b\\""', attribute("plan", "contains", 'a "b"')),
        ('"at least" is missing', attribute("at least", "is missing")),
        ('"first name" starts with "Ma"', attribute("first name", "starts with", "Ma")),
        ('"topics.news" is true', attribute("topics.news", "is true")),
        ("seen is a timestamp", attribute("seen", "is a timestamp")),
        ("seen is a timestamp before 3 days ago", attribute("seen", "is a timestamp before", Relative(-3 * DAY))),
        ("seen before 4h from now", attribute("seen", "is a timestamp before", Relative(4 * HOUR))),
        ("seen is a timestamp after 1772409600", attribute("seen", "is a timestamp after", Moment(MARCH_2))),
        (
            "seen is a timestamp between 3 days ago and 2026-03-02",
            attribute("seen", "is a timestamp between", Relative(-3 * DAY), Moment(MARCH_2)),
        ),
        ("seen > 1 day ago", attribute("seen", "greater than", Relative(-DAY))),
    ],
)
def test_each_spelling_has_one_meaning(written: str, meant: Condition) -> None:
    assert parsed(written) == meant


def test_numbers_stay_whole_or_not_as_written() -> None:
    whole, real = parsed("a = 5"), parsed("a = 5.0")

    assert isinstance(whole, Attribute)
    assert isinstance(real, Attribute)
    assert [type(whole.test.operands[0]), type(real.test.operands[0])] == [int, float]


def test_not_binds_tightest_then_and_then_or() -> None:
    assert parsed("not a exists and b exists or c exists") == Any((All((Not(A), B)), C))


def test_parentheses_keep_what_stands_in_them_together() -> None:
    assert parsed("not (a exists and (b exists or c exists))") == Not(All((A, Any((B, C)))))


def test_groups_of_one_kind_that_stand_in_each_other_stay_apart() -> None:
    assert parsed("(a exists and b exists) and c exists") == All((All((A, B)), C))


def test_the_parts_of_an_event_come_in_any_order() -> None:
    written = 'performed "X" where total > 5, items[].sku = "S" within 90 days at least 3 times'

    condition = parsed(written)

    over_five = Row(Path(("total",)), values.Test("greater than", (5,)))
    has_item = Row(Path(("items", None, "sku")), values.Test("equals", ("S",)))
    assert condition == Performed("X", "event", Times("at least", 3), Window(within=90 * DAY), (over_five, has_item))


def test_an_and_after_a_row_begins_a_new_condition() -> None:
    assert parsed('performed "X" where a exists and b exists') == All(
        (Performed("X", where=(Row(Path(("a",)), values.Test("exists")),)), B)
    )


def test_line_ends_are_blanks() -> None:
    assert parsed('performed\n  "X"\n\twithin 4\nhours') == Performed("X", window=Window(within=4 * HOUR))


def test_the_canonical_sentence_prints_operator_words_and_parts_in_order() -> None:
    condition = parsed(
        'did "X" where d before 1 day ago, total >= 5.0 within 168h at most 1 times or not (A = "" and b exists)'
    )

    assert sentence(condition) == (
        'performed "X" at most 1 time within 7 days where d is a timestamp before 1 day ago, total at least 5.0'
        ' or not (A equals "" and b exists)'
    )


def test_at_least_once_and_other_defaults_are_not_printed() -> None:
    assert sentence(parsed('performed "X" at least 1 time')) == 'performed "X"'


def test_instants_print_in_utc() -> None:
    assert sentence(parsed('performed "X" after 2026-03-01T19:00-05:00')) == 'performed "X" after 2026-03-02T00:00:00Z'


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("total", ("total",)),
        ("cio_subscription_preferences.topics.topic_1", ("cio_subscription_preferences", "topics", "topic_1")),
        ("items[].sku", ("items", None, "sku")),
        ("items[2]", ("items", 2)),
        ('"a.b"', ("a.b",)),
        ('cart."unit price"[0]', ("cart", "unit price", 0)),
        ("first-name", ("first-name",)),
        ("first name", ("first name",)),
        ("items[-1]", ("items[-1]",)),
        ("30 days", ("30 days",)),
    ],
)
def test_a_path_is_read_by_its_steps_and_anything_else_is_one_name(
    path: str, steps: tuple[str | int | None, ...]
) -> None:
    assert parse_path(path) == Path(steps)


def test_a_path_has_no_blank_names() -> None:
    assert [parse_path(text) for text in ('""', 'a." "', " ")] == [None, None, None]


def test_an_instant_stands_on_its_own() -> None:
    problems = Problems()

    found = [parse_instant(text, NOWHERE, problems) for text in ("2026-03-02", "3 days ago", "1h from now")]

    assert found == [Moment(MARCH_2), Relative(-3 * DAY), Relative(HOUR)]
    assert not problems


def test_what_follows_an_instant_is_a_problem() -> None:
    problems = Problems()

    assert parse_instant("3 days ago exactly", Place("f", 2, 5), problems) is None
    assert [str(problem) for problem in problems] == ["f:2:16: expected nothing more, found 'exactly'"]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ('perfomed "X"', "1:1: unknown word 'perfomed'. Did you mean 'performed'?"),
        ('view page "X"', "1:1: unknown word 'view'. Did you mean 'viewed page'?"),
        (
            "a greatr than 5",
            f"1:3: {AN_OPERATOR}, found 'greatr'. Did you mean 'greater than'?",
        ),
        (
            'performed "X" withing 4 hours',
            "1:15: expected 'and', 'or' or the end of the sentence, found 'withing'. Did you mean 'within'?",
        ),
        ("performed X", "1:11: expected the name of the event in double quotes, found 'X'"),
        (
            'in segment "VIP',
            "1:12: expected the name of the segment in double quotes, found a quote that is not closed in its line",
        ),
        ('performed ""', "1:11: the name of the event is empty"),
        ("(a exists", "1:10: expected ')', found the end of the sentence"),
        ("a exists)", "1:9: expected 'and', 'or' or the end of the sentence, found ')'"),
        ("", "1:1: expected a condition, found the end of the sentence"),
        ("at = 5", "1:1: expected a condition (a name that is a keyword stands in double quotes), found 'at'"),
        ('performed "X" at least 2 tims', "1:26: expected 'times', found 'tims'. Did you mean 'times'?"),
        ('performed "X" at least -2 times', "1:24: 'at least': expected a whole number, found '-2'"),
        ('performed "X" within 4 hours within 1 day', "1:30: 'within' gives the window of 'X' a second time"),
        (
            'performed "X" before 2026-03-02 after 2026-03-01',
            "1:33: 'after' gives the window of 'X' a second time",
        ),
        (
            'performed "X" after 2026-03-02 before 2026-03-02',
            "1:15: the window ends before it begins; nothing can lie in it",
        ),
        ('viewed page "X" where a = 5', "1:17: 'where' asks for the data of an event; 'viewed page' takes none"),
        ("a = 3 days", "1:11: expected 'ago' or 'from now' after '3 days', found the end of the sentence"),
        ('a > "5"', "1:5: 'greater than': expected a number or an instant, found \"5\""),
        ("a contains 3 days ago", "1:12: 'contains': expected a text, a number, true or false, found 3 days ago"),
        ("a = 1e999", "1:5: '1e999' is too large a number; a text stands in quotes"),
        (
            "a is a timestamp between 1 day ago and 2 days ago",
            "1:40: the second instant comes before the first; nothing lies between them",
        ),
        (
            "performed “X”",
            "1:11: expected the name of the event in double quotes, found the quote “, which is no plain one",
        ),
        ("not " * 61 + "a exists", "1:245: is nested more than 60 levels deep"),
    ],
)
def test_a_sentence_that_is_none_says_where_and_what_was_expected(written: str, problem: str) -> None:
    assert found_in(written) == [problem]


@pytest.mark.parametrize(
    ("written", "phrase"),
    [
        ('has device "iPhone"', "has device"),
        ('received message "Welcome"', "received"),
        ("not was sent", "was sent"),
        ('opened message "Welcome" within 3 days', "opened"),
        ("clicked", "clicked"),
        ('converted from message "Welcome"', "converted from"),
        ("bounced", "bounced"),
        ('related to object "Acme"', "related to"),
        ('subscribed to topic "News"', "subscribed to"),
        ('in campaign "Cart recovery"', "in campaign"),
    ],
)
def test_conditions_that_wait_for_their_issue_are_called_not_emulated(written: str, phrase: str) -> None:
    assert [found.partition(": ")[2] for found in found_in(written)] == [f"'{phrase}' is not emulated yet"]


def test_a_sentence_goes_on_after_a_wrong_value() -> None:
    assert found_in('performed "X" within 4 parsecs and performed "Y" after 2026-02-30') == [
        "1:22: '4 parsecs' is no duration; write a whole number and a unit, such as '30 minutes' or '4 hours'",
        "1:56: '2026-02-30' is no instant; write ISO 8601, such as '2026-03-02T09:00:00Z' or '2026-03-02 09:00'",
    ]


def test_places_count_from_where_the_sentence_stands_and_lines_keep_its_indentation() -> None:
    assert found_in('performed "X"\n  and oops', line=12, column=7) == [
        f"13:17: {AN_OPERATOR}, found the end of the sentence"
    ]
