"""No accepted request was silently ignored: which were, by which rule, and whose they are."""

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]


def story(*doings: str) -> str:
    journey = "".join(f"  - {doing}\n" for doing in doings)
    known = "{customer_id: C-1, email: ada@example.com}"
    return f"shoppers: {{Ada: {{known as: {known}}}}}\njourney:\n{journey}expect: [{{at: 1h, silent: none}}]\n"


def test_calls_that_change_something_are_not_silent(told: Told) -> None:
    assert told(story("{at: 1m, shopper: Ada, does: place order, order: R-1}")) == []


@pytest.mark.rule("events.dedupe-ulid")
def test_a_copy_is_told_with_its_reason_and_its_rule(told: Told) -> None:
    (text,) = told(story("{at: 1m, shopper: Ada, does: place order, order: R-1, delivery: {times: 2}}"))

    assert "expected no accepted request was silently ignored" in text
    assert "Order Placed was dropped: operation" in text
    assert "(rule events.dedupe-ulid)" in text


def test_a_call_about_somebody_suppressed_is_told(told: Told) -> None:
    (text,) = told(
        story("{at: 1m, shopper: Ada, does: suppress}", "{at: 2m, shopper: Ada, does: place order, order: R-1}")
    )

    assert "found 2 accepted requests changed nothing" in text
    assert "Ada: Order Placed R-1" in text


def test_a_request_that_was_refused_was_not_ignored_in_silence(told: Told) -> None:
    long = "x" * 1_100

    assert told(story(f"{{at: 1m, shopper: Ada, does: set, attributes: {{note: {long}}}}}")) == []
