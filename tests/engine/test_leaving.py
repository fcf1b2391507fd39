"""Whether somebody leaves a segment by themselves in time: looked at ahead, and the present stays as it is."""

import pytest

from tests.engine.conftest import Told

HEAD = """\
segments:
  Carts: performed "Added to Cart" within 4 hours
campaigns:
  Late: {trigger: {event: Added to Cart}, frequency: every time, steps: [{delay: 1 hour}, {send: {email: Late}}]}
shoppers: {Leo: {devices: [laptop]}}
journey:
  - {at: 0m, shopper: Leo, on: laptop, does: identify, with: email, value: leo@example.com}
  - {at: 0m, shopper: Leo, on: laptop, does: add to cart, product: Day Cream}
expect:
"""


@pytest.mark.parametrize("within", ["14401 seconds", "1 day"])
def test_a_member_leaves_in_the_first_second_after_the_window(told: Told, within: str) -> None:
    assert told(f"{HEAD}  - {{at: 0m, segment: Carts, leaves: Leo, within: {within}}}\n") == []


def test_a_second_earlier_the_member_is_still_in(told: Told) -> None:
    (text,) = told(f"{HEAD}  - {{at: 0m, segment: Carts, leaves: Leo, within: 4 hours}}\n")

    assert "found still in it then" in text
    assert "changes by itself at 13:00:01 at the earliest" in text


def test_who_is_no_member_leaves_nothing(told: Told) -> None:
    (text,) = told(f"{HEAD}  - {{at: 5h, segment: Carts, leaves: Leo, within: 1 day}}\n")

    assert "found Leo is not in it" in text


def test_looking_ahead_moves_nothing(told: Told) -> None:
    ahead = "  - {at: 0m, segment: Carts, leaves: Leo, within: 1 day}\n"
    after = "  - {at: 0m, messages: Late, count: 0}\n  - {at: 0m, segment: Carts, count: 1}\n"
    later = "  - {at: 1h, messages: Late, count: 1}\n"

    assert told(f"{HEAD}{ahead}{after}{later}") == []
