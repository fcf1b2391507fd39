"""The mapping form of conditions: the same values as the sentences, and problems at the very key or value."""

import pytest

from simulator.documents import Problems, load_text, node_of
from simulator.workspace.segments.conditions import All, Attribute, Condition, Path, Performed
from simulator.workspace.segments.parser import read_condition
from simulator.workspace.segments.sentences import sentence


def condition_of(text: str) -> Condition:
    problems = Problems()
    node = load_text(text, problems)
    condition = None if node is None else read_condition(node, problems)
    assert condition is not None, list(problems)
    return condition


def found_in(text: str) -> list[str]:
    """The problems of a definition that is none, without the file."""
    problems = Problems()
    node = load_text(text, problems)
    assert node is not None
    assert read_condition(node, problems) is None
    return [str(problem).removeprefix("<text>:") for problem in problems]


CART_ABANDONERS = """
all:
  - performed: Added to Cart
    within: 4 hours
  - any:
      - not performed: Order Placed     # on its own this forgets everybody known for less than
        within: 4 hours                 # 4 hours: the real product's rule
      - not performed: Order Placed
"""
VIPS = """
any:
  - {attribute: lifetime_value, at least: 500}
  - performed: Order Placed
    times: {at least: 3}
    within: 90 days
    where:
      - {data: total, at least: 50}
  - in segment: Press list
"""
ORDERS_WITHOUT_A_DATE = """
all:
  - {attribute: total_orders, greater than: 0}
  - {attribute: last_order_date, exists: false}
"""


@pytest.mark.parametrize(
    ("mapping", "spoken"),
    [
        ("{performed: Order Placed}", 'performed "Order Placed"'),
        (
            CART_ABANDONERS,
            (
                'performed "Added to Cart" within 4 hours'
                ' and (not performed "Order Placed" within 4 hours or not performed "Order Placed")'
            ),
        ),
        (
            VIPS,
            (
                'lifetime_value at least 500 or performed "Order Placed" at least 3 times within 90 days'
                ' where total at least 50 or in segment "Press list"'
            ),
        ),
        (ORDERS_WITHOUT_A_DATE, "total_orders greater than 0 and last_order_date is missing"),
        ("{attribute: unsubscribed, not equals: true}", "unsubscribed not equals true"),
        ("{viewed page: /cart, times: {at most: 2}}", 'viewed page "/cart" at most 2 times'),
        ("{not viewed page: /cart}", 'not viewed page "/cart"'),
        ("{viewed screen: Cart, within: 1h}", 'viewed screen "Cart" within 1 hour'),
        ("{not viewed screen: Cart}", 'not viewed screen "Cart"'),
        ("{not in segment: VIPs}", 'not in segment "VIPs"'),
        ("{performed: X, times: {exactly: 0}}", 'performed "X" exactly 0 times'),
        ("{performed: X, after: 2026-03-02}", 'performed "X" after 2026-03-02T00:00:00Z'),
        ("{performed: X, before: '2026-03-02 09:00'}", 'performed "X" before 2026-03-02T09:00:00Z'),
        (
            "{performed: X, between: [2026-03-02, 2026-03-03T00:00-05:00]}",
            'performed "X" after 2026-03-02T00:00:00Z before 2026-03-03T05:00:00Z',
        ),
        (
            "{performed: X, before: 2026-03-03, after: 2026-03-02}",
            'performed "X" after 2026-03-02T00:00:00Z before 2026-03-03T00:00:00Z',
        ),
        ("{not: {attribute: a, exists: true}}", "not a exists"),
        ("{none: [{attribute: a, is true: true}, {in segment: B}]}", 'not (a is true or in segment "B")'),
        ("{none: [{performed: X, within: 4 hours}]}", 'not performed "X" within 4 hours'),
        ("{all: [{in segment: A}]}", 'in segment "A"'),
        (
            "{all: [{all: [{in segment: A}, {in segment: B}]}, c exists]}",
            '(in segment "A" and in segment "B") and c exists',
        ),
        ('{any: [performed "X", not in segment "B"]}', 'performed "X" or not in segment "B"'),
        ("{attribute: a, is missing: false}", "a exists"),
        ("{attribute: a, is false: true}", "a is false"),
        ("{attribute: a, is a timestamp: true}", "a is a timestamp"),
        ("{attribute: a, is a timestamp before: 3 days ago}", "a is a timestamp before 3 days ago"),
        ("{attribute: a, after: 2 weeks from now}", "a is a timestamp after 14 days from now"),
        ("{attribute: a, before: 1772409600}", "a is a timestamp before 2026-03-02T00:00:00Z"),
        (
            "{attribute: a, is a timestamp between: [3 days ago, 2026-03-02]}",
            "a is a timestamp between 3 days ago and 2026-03-02T00:00:00Z",
        ),
        ("{attribute: a, at most: 3 days ago}", "a at most 3 days ago"),
        ("{attribute: a, equals: 3 days ago}", 'a equals "3 days ago"'),
        ("{attribute: a, equals: 59.0}", "a equals 59.0"),
        ("{attribute: a, equals: '59'}", 'a equals "59"'),
        ("{attribute: a, not contains: b}", 'a not contains "b"'),
        ("{attribute: a, starts with: b}", 'a starts with "b"'),
        ("{attribute: a, ends with: 5}", "a ends with 5"),
        ("{attribute: a, less than: -0.5}", "a less than -0.5"),
        ("{attribute: topics.topic_1, is true: true}", "topics.topic_1 is true"),
        ("{attribute: '\"topics.topic_1\"', is true: true}", '"topics.topic_1" is true'),
        ("{attribute: first-name, exists: true}", '"first-name" exists'),
        ("{performed: X, where: [{data: 'items[].sku', equals: S}]}", 'performed "X" where items[].sku equals "S"'),
        ("{within: 4 hours, performed: X}", 'performed "X" within 4 hours'),
    ],
)
def test_a_mapping_and_a_sentence_say_the_same(mapping: str, spoken: str) -> None:
    condition = condition_of(mapping)

    assert sentence(condition) == spoken
    assert condition_of(f"'{spoken}'") == condition


def test_names_in_mappings_may_be_numbers_and_have_capitals() -> None:
    assert condition_of("{performed: 404}") == Performed("404")
    assert isinstance(condition_of("{attribute: First_name, exists: true}"), Attribute)


def test_plain_values_without_a_file_are_read_too() -> None:
    problems = Problems()

    condition = read_condition(node_of({"all": [{"performed": "X"}, {"attribute": "total", "at least": 5}]}), problems)

    assert isinstance(condition, All)
    assert not problems


def test_a_path_in_a_mapping_has_steps() -> None:
    condition = condition_of("{attribute: 'orders[0].total', at least: 5}")

    assert isinstance(condition, Attribute)
    assert condition.path == Path(("orders", 0, "total"))


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ("[a]", "1:1: expected a condition, such as '{performed: Order Placed}' or a sentence, found a list"),
        ("{}", "1:1: an empty condition; its first key names its kind, as in '{performed: Order Placed}'"),
        ("{performed: }", "1:13: 'performed': expected a text, found nothing"),
        (
            "{performed: X, times: 3}",
            "1:23: 'times': expected a comparison, such as '{at least: 3}' or '{exactly: 1}', found a number '3'",
        ),
        (
            "{performed: X, times: {at least: many}}",
            "1:34: 'at least': expected a whole number of at least 0, found a text 'many'",
        ),
        ("{performed: X, times: {}}", "1:23: 'times': expected one of at least, at most, exactly, found 0 keys"),
        (
            "{performed: X, within: 4}",
            "1:24: 'within': expected a duration such as '30 minutes' or '4 hours', found a number '4'",
        ),
        ("{performed: X, within: 1h, after: 2026-03-02}", "1:28: 'after' beside 'within'; an event has one window"),
        ("{performed: X, between: [2026-03-02]}", "1:25: 'between': expected a list of two, found a list"),
        (
            "{performed: X, after: 2026-03-03, before: 2026-03-02}",
            "1:35: the window ends before it begins; nothing can lie in it",
        ),
        (
            "{performed: X, where: []}",
            "1:23: 'where': expected at least one row, such as '{data: total, at least: 50}'",
        ),
        ("{performed: X, where: {data: total, at least: 50}}", "1:23: 'where': expected a list, found a mapping"),
        (
            "{performed: X, where: [{data: total}]}",
            "1:24: a test of 'data' needs an operator, such as 'equals' or 'exists'",
        ),
        (
            "{attribute: a, at least: 1, at most: 5}",
            "1:29: 'at most' beside 'at least'; a test has one operator, so write another one",
        ),
        ("{attribute: a, at least: '500'}", "1:26: 'at least': expected a number or an instant, found a text '500'"),
        ("{attribute: a, at least: true}", "1:26: 'at least': expected a number or an instant, found true"),
        (
            "{attribute: a, equals: [1]}",
            "1:24: 'equals': expected a text, a number, true, false or an instant, found a list",
        ),
        ("{attribute: a, before: soon}", "1:24: expected an instant such as 2026-03-02T09:00:00Z, found 'soon'"),
        ("{attribute: a, exists: 1}", "1:24: 'exists': expected true or false, found a number '1'"),
        (
            "{attribute: a, is true: false}",
            "1:25: 'is true': expected true, found false; put the condition under 'not:'",
        ),
        (
            "{attribute: a, is a timestamp between: [1 day ago, 2 days ago]}",
            "1:52: 'is a timestamp between': the second instant comes before the first; nothing lies between",
        ),
        ("{attribute: '\"\"', exists: true}", "1:13: 'attribute': the name in the quotes is empty"),
        ("{all: []}", "1:7: 'all': expected at least one condition, found an empty list"),
        ("{any: {performed: X}}", "1:7: 'any': expected a list, found a mapping"),
        ("{has device: true}", "1:2: 'has device' is not emulated yet"),
        ("{within: 1h, not received message: Welcome}", "1:14: 'not received message' is not emulated yet"),
        ("{in topic: News}", "1:2: 'in topic' is not emulated yet"),
    ],
)
def test_a_wrong_mapping_says_where_and_what_was_expected(mapping: str, problem: str) -> None:
    assert found_in(mapping) == [problem]


@pytest.mark.parametrize(
    ("mapping", "place_and_advice"),
    [
        ("{perfomed: X}", ("1:2", "Did you mean 'performed'?")),
        ("{performed: X, withn: 1h}", ("1:16", "Did you mean 'within'?")),
        ("{viewed page: /cart, were: []}", ("1:22", "unknown key 'were' in 'viewed page'")),
        ("{performed: X, times: {at lest: 1}}", ("1:24", "Did you mean 'at least'?")),
        ("{attribute: a, greatr than: 1}", ("1:16", "Did you mean 'greater than'?")),
        ("{in segment: A, within: 1h}", ("1:17", "unknown key 'within' in 'in segment'")),
    ],
)
def test_an_unknown_key_is_named_at_its_place_with_the_nearest_one(
    mapping: str, place_and_advice: tuple[str, str]
) -> None:
    place, advice = place_and_advice

    (problem,) = found_in(mapping)

    assert problem.startswith(f"{place}: ")
    assert advice in problem


def test_all_problems_of_a_condition_come_at_once() -> None:
    text = """
any:
  - performed: X
    within: 4 parsecs
  - {attribute: a, equls: 5}
  - all:
      - performed "X" withing 1 day
"""

    assert [problem.split(": ")[0] for problem in found_in(text)] == ["4:13", "5:20", "7:23"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('- in segmnt "A"', "1:3"),
        ("- 'in segment A'", "1:15"),
        ('- |\n  in segment "A"\n    and in segment B', "3:20"),
        ("-   |-\n\n      in segment A", "3:18"),
    ],
)
def test_a_problem_in_a_sentence_stands_at_its_word(text: str, place: str) -> None:
    problems = Problems()
    node = load_text(text, problems)
    assert node is not None
    assert isinstance(node.value, list)

    read_condition(node.value[0], problems)

    assert [str(problem).split(": ")[0] for problem in problems] == [f"<text>:{place}"]
