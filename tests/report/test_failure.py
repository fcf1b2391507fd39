"""A failed expectation in words: never more than 25 lines, never cut where it matters."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Place
from simulator.engine import Failure, Verdict
from simulator.report import failure_text

PLACE = Place("scenarios/late_order_webhook.yaml", 23, 5)
REPLAY = "simulator run scenarios/late_order_webhook.yaml -k 'The order webhook is late' --seed 7"
FAILURE = Failure(
    place=PLACE,
    sentence="{at: 1d, messages: Cart recovery, to: Maya, count: 0}",
    expected="0 messages of 'Cart recovery' to Maya",
    found="1 message, sent 09:32:00",
    timeline=("09:00:00  laptop  views Calm Serum", "09:32:00  sent 'You left Calm Serum behind'"),
    decided=("delivery Order Placed R-1 (storefront) arrived 09:33:00, after the send",),
)
VERDICT = Verdict("The order webhook is late", PLACE, "", 7, "embedded", 4, (FAILURE,), 0.01, REPLAY)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=300)
LINES = st.lists(TEXTS.map(lambda text: " ".join(text.split())), max_size=60).map(tuple)


def test_it_names_the_line_the_answers_the_reasons_and_the_command_in_this_order() -> None:
    text = failure_text(VERDICT, FAILURE)

    assert text.splitlines() == [
        "The order webhook is late",
        "scenarios/late_order_webhook.yaml:23:5  {at: 1d, messages: Cart recovery, to: Maya, count: 0}",
        "  expected  0 messages of 'Cart recovery' to Maya",
        "  found     1 message, sent 09:32:00",
        "  timeline",
        "    09:00:00  laptop  views Calm Serum",
        "    09:32:00  sent 'You left Calm Serum behind'",
        "  because",
        "    delivery Order Placed R-1 (storefront) arrived 09:33:00, after the send",
        f"  again     {REPLAY}",
    ]


def test_a_long_timeline_gives_way_in_its_middle() -> None:
    timeline = tuple(f"09:{minute:02}:00  laptop  views product {minute}" for minute in range(40))

    lines = failure_text(VERDICT, replace(FAILURE, timeline=timeline)).splitlines()

    assert len(lines) == 25
    assert lines[5].endswith("views product 0")
    assert lines[13] == "    ... 24 more ..."
    assert lines[21].endswith("views product 39")


def test_what_has_no_timeline_and_no_reason_says_nothing_of_them() -> None:
    text = failure_text(VERDICT, replace(FAILURE, timeline=(), decided=()))

    assert "timeline" not in text
    assert "because" not in text


def test_a_long_answer_goes_on_below_itself_and_is_counted_where_it_ends() -> None:
    rows = "\n".join(f"Product Viewed  {number}" for number in range(9))

    lines = failure_text(VERDICT, replace(FAILURE, found=rows)).splitlines()

    assert lines[3:7] == [
        "  found     Product Viewed  0",
        "            Product Viewed  1",
        "            Product Viewed  2",
        "            ... 6 more lines",
    ]


def test_a_reason_goes_on_below_itself_and_keeps_its_end() -> None:
    reason = "d4.2: Order Placed R-3504 came again and was dropped; d4 had brought it with the same key "
    decided = (f"{reason}(rule events.dedupe-ulid)",)

    lines = failure_text(VERDICT, replace(FAILURE, decided=decided)).splitlines()

    assert lines[8:10] == [f"    {reason.rstrip()} (rule", "      events.dedupe-ulid)"]


@given(expected=TEXTS, found=TEXTS, timeline=LINES, decided=LINES)
def test_it_has_at_most_25_lines_whatever_failed(
    expected: str, found: str, timeline: tuple[str, ...], decided: tuple[str, ...]
) -> None:
    failure = replace(FAILURE, expected=expected, found=found, timeline=timeline, decided=decided)

    lines = failure_text(VERDICT, failure).split("\n")

    assert len(lines) <= 25
    assert lines[-1] == f"  again     {REPLAY}"
    assert max(map(len, lines[2:-1])) <= 100


@pytest.mark.parametrize("length", [19, 40, 400])
def test_both_ends_of_a_timeline_stay_whatever_its_length(length: int) -> None:
    timeline = tuple(f"second {number}" for number in range(length))

    lines = failure_text(VERDICT, replace(FAILURE, timeline=timeline)).splitlines()

    assert "    second 0" in lines
    assert f"    second {length - 1}" in lines
