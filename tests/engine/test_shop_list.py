"""A segment beside the shop's own list of buyers: equal, or with a cause for each shopper who differs."""

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
ADA = "Ada: {known as: {customer_id: C-1, email: ada@example.com}}"
EXPECT = "expect: [{at: 1h, segment: Buyers, equals list: buyers}]\n"


def story(shoppers: str, *doings: str) -> str:
    journey = "".join(f"  - {{at: {minute}m, {doing}}}\n" for minute, doing in enumerate(doings, 1))
    return f"shoppers: {{{shoppers}}}\njourney:\n{journey}{EXPECT}"


@pytest.mark.parametrize(
    ("shoppers", "doings"),
    [
        (ADA, ["shopper: Ada, does: place order", "shopper: Ada, does: place order"]),
        ("Leo: {}", ["shopper: Leo, does: place order, as: guest, email: leo@example.com"]),
        (
            ADA,
            [
                "shopper: Ada, does: place order, as: guest, email: a@example.net",
                "shopper: Ada, does: link, with: email, value: a@example.net, to: C-1",
            ],
        ),
        (
            ADA,
            [
                "shopper: Ada, does: place order, order: R-1, paid: false",
                "shopper: Ada, does: pay, order: R-1",
            ],
        ),
    ],
    ids=["a customer", "a guest", "a guest who was linked", "who paid later"],
)
def test_a_segment_of_those_who_paid_is_the_list(told: Told, shoppers: str, doings: list[str]) -> None:
    assert told(story(shoppers, *doings)) == []


@pytest.mark.parametrize(
    ("shoppers", "doings", "cause"),
    [
        (
            ADA,
            ["shopper: Ada, does: place order, order: R-1, delivery: {lost: true}"],
            "lost: the purchase R-1 (d2) of Ada was lost on the way",
        ),
        (
            ADA,
            ["shopper: Ada, does: place order, order: R-1, delivery: {late: 2h}"],
            "late: the purchase R-1 (d2) of Ada has not arrived yet",
        ),
        (
            ADA,
            ["shopper: Ada, does: place order, order: R-1, paid: false"],
            "unpaid: Ada never paid order R-1; the segment counts it as a purchase",
        ),
        (
            ADA,
            ["shopper: Ada, does: place order, order: R-1, as: guest, email: a@example.net"],
            "split: the purchase R-1 sits on the profile a@example.net; the shop knows Ada as C-1 + ada@example.com",
        ),
        (
            ADA,
            ["shopper: Ada, does: place order, as: guest, email: a@example.net", "shopper: Ada, does: place order"],
            "split: Ada is on the list once and counted 2 times: as C-1 + ada@example.com and as a@example.net",
        ),
        (
            ADA,
            ["shopper: Ada, does: suppress", "shopper: Ada, does: place order, order: R-1"],
            "ignored: the purchase R-1 (d3) of Ada arrived and is on no profile",
        ),
        (
            "Ana: {}, Ben: {uses device of: {Ana: laptop}}",
            [
                "shopper: Ana, on: laptop, does: identify, with: email",
                "shopper: Ben, on: laptop, does: event, name: Order Placed",
            ],
            "no order: Ana bought nothing, and is a member all the same",
        ),
    ],
    ids=["lost", "late", "unpaid", "split", "counted twice", "ignored", "no order"],
)
def test_each_shopper_who_differs_has_a_cause(told: Told, shoppers: str, doings: list[str], cause: str) -> None:
    (text,) = told(story(shoppers, *doings))

    assert cause in text


def test_a_segment_that_asks_for_more_says_that_the_purchase_is_there(told: Told) -> None:
    workspace = "workspace: {segments: {Buyers: 'performed \"Order Placed\" at least 2 times'}}\n"

    (text,) = told(workspace + story(ADA, "shopper: Ada, does: place order, order: R-1"))

    assert "other rule: the purchase R-1 (d2) is on the profile of Ada, who is no member" in text


def test_several_causes_are_named_together(told: Told) -> None:
    shoppers = f"{ADA}, Leo: {{}}, Una: {{}}"

    (text,) = told(
        story(
            shoppers,
            "shopper: Leo, does: place order, order: R-1, as: guest, email: l@example.com, delivery: {lost: true}",
            "shopper: Una, does: place order, order: R-2, as: guest, email: u@example.com, paid: false",
            "shopper: Ada, does: place order, order: R-3, as: guest, email: a@example.net",
        )
    )

    assert "expected 'Buyers' is the list of buyers: Ada, Leo" in text
    assert "found Ada as a@example.net, Una" in text
    assert all(cause in text for cause in ("lost: the purchase R-1", "unpaid: Una", "split: the purchase R-3"))
