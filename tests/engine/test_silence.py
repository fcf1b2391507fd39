"""No accepted request was silently ignored: which were, by which rule, and whose they are."""

from collections.abc import Callable

import pytest

Told = Callable[..., list[str]]
BOB = {"type": "person", "action": "identify", "identifiers": {"id": "C-2"}}
BOB_BUYS = {**BOB, "action": "event", "name": "Order Placed"}


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


def test_a_batch_whose_items_all_change_something_is_not_silent(told: Told) -> None:
    assert told(story("{at: 1m, shopper: Ada, does: place order, order: R-1}"), BOB, BOB_BUYS) == []


def test_its_wrong_twin_tells_the_item_of_the_batch_that_was_in_vain(told: Told) -> None:
    (text,) = told(story("{at: 1m, shopper: Ada, does: place order, order: R-1}"), BOB, BOB_BUYS, BOB)

    assert "found 1 accepted item of a batch changed nothing" in text
    assert "POST /api/v2/batch: batch_index 2: person 03000001 has everything already that the call brings" in text
    assert "batch_index 0" not in text


@pytest.mark.rule("events.dedupe-ulid")
def test_requests_and_items_of_batches_are_counted_apart(told: Told) -> None:
    (text,) = told(story("{at: 1m, shopper: Ada, does: place order, order: R-1, delivery: {times: 2}}"), BOB, BOB, BOB)

    assert "found 2 accepted requests and 2 accepted items of a batch changed nothing" in text
    assert "batch_index 1: person 03000001 has everything already that the call brings" in text
    assert "; batch_index 2: " in text
