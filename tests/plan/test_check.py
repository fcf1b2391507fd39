"""Calls beside a plan: each rule, what it says, and what is nobody's business."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.language.plans import bundled_plan
from simulator.operations import Delete, Identifier, Track
from simulator.plan import RULES, Told, violations
from simulator.values import Json
from tests.plan.calls import NOW, a_plan, found, identify, named, track

PLAN = a_plan("""
    attributes:
      last_order_date: {type: time, owner: storefront}
      plan: string
    events:
      Order Placed:
        owner: storefront
        aliases: [Purchased]
        required: {order_id: string, items: list, "items[].sku": string, shop.name: string}
        optional: {note: string, gift: boolean, weight: {type: number, unit: kg}, extras: object}
      Product Viewed: {owner: [web, app]}
      Quiz Finished:
      Page Loved: {owner: anybody}
""")
ORDER: dict[str, Json] = {"order_id": "R-1", "items": [{"sku": "A"}, {"sku": "B"}], "shop": {"name": "Lumen"}}


def order(**changes: Json) -> Told:
    return track("Order Placed", {**ORDER, **changes}, source="storefront")


def test_a_call_as_planned_has_nothing_to_report() -> None:
    assert found(PLAN, order(note="gift", gift=True, weight=1.5, extras={}, unheard_of=1)) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Purchased", "'Purchased' is no event of the plan, which calls it 'Order Placed'"),
        ("purchased!", "'purchased!' is no event of the plan, which calls it 'Order Placed'"),
        ("order_placed", "'order_placed' is no event of the plan. The plan writes 'Order Placed'"),
        ("Order Plased", "'Order Plased' is no event of the plan. Did you mean 'Order Placed'?"),
        ("Xyz", "'Xyz' is no event of the plan"),
    ],
)
def test_an_event_that_is_not_planned_is_named_with_the_one_that_is_meant(name: str, words: str) -> None:
    (violation,) = found(PLAN, track(name, {}))

    assert (violation.rule, violation.field, violation.words) == ("unknown event", name, words)


def test_views_of_pages_and_calls_of_other_kinds_are_nobodys_business() -> None:
    page = Told(Track("https://shop.example/cart", kind="page"), "web")
    delete = Told(Delete(Identifier("id", "C-1")), "backend")

    assert found(PLAN, page, delete) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"order_id": None}, "order_id"),
        ({"items": [{"sku": "A"}, {}]}, "items[].sku"),
        ({"items": ["A"]}, "items[].sku"),
        ({"shop": {}}, "shop.name"),
        ({"shop": "Lumen"}, "shop.name"),
    ],
)
def test_a_required_field_that_is_not_there_is_missing(changes: dict[str, Json], field: str) -> None:
    assert named(PLAN, order(**changes)) == [("missing field", field)]


def test_a_field_inside_a_list_that_is_missing_is_not_missed_as_well() -> None:
    assert named(PLAN, order(items=None)) == [("missing field", "items")]


def test_a_key_with_dots_of_its_own_is_found_as_it_is_written() -> None:
    data = {key: value for key, value in ORDER.items() if key != "shop"}

    assert named(PLAN, track("Order Placed", {**data, "shop.name": "Lumen"}, source="storefront")) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"order_id": 7}, "order_id of 'Order Placed' is the number 7; the plan says a text"),
        ({"items": {}}, "items of 'Order Placed' is the object {}; the plan says a list"),
        ({"gift": 1}, "gift of 'Order Placed' is the number 1; the plan says true or false"),
        ({"weight": "2"}, "weight of 'Order Placed' is the text '2'; the plan says a number of kg"),
        ({"weight": True}, "weight of 'Order Placed' is true; the plan says a number of kg"),
        ({"extras": [1]}, "extras of 'Order Placed' is the list [1]; the plan says an object"),
        ({"note": ["x" * 90]}, f"note of 'Order Placed' is the list [\"{'x' * 38}...; the plan says a text"),
    ],
)
def test_a_value_of_another_type_is_told_with_both(changes: dict[str, Json], words: str) -> None:
    (violation,) = found(PLAN, order(**changes))

    assert (violation.rule, violation.words) == ("wrong type", words)


def test_an_optional_field_may_be_nothing_and_an_attribute_may_be_removed() -> None:
    assert found(PLAN, order(note=None), identify({"plan": None})) == []


def test_an_attribute_has_its_type_wherever_it_comes_from() -> None:
    assert named(PLAN, identify({"plan": 3, "unheard_of": 3})) == [("wrong type", "plan")]


def test_the_time_of_a_call_is_in_seconds_whatever_the_plan_says() -> None:
    calls = track("Quiz Finished", {}, at=NOW * 1000), identify({"plan": "gold"}, at=NOW * 1000), order()

    assert named(PLAN, *calls) == [("time scale", "timestamp"), ("time scale", "timestamp")]


def test_a_plan_may_require_that_a_call_tells_of_when_it_is() -> None:
    plan = a_plan("events: {Order: {owner: web, required: {timestamp: time}}}")

    assert named(plan, track("Order", {}, at=NOW)) == []
    assert named(plan, track("Order", {})) == [("missing field", "timestamp")]
    assert named(plan, track("Order", {}, at=NOW * 1000)) == [("time scale", "timestamp")]


def test_a_source_that_is_no_owner_is_a_second_writer() -> None:
    (violation,) = found(PLAN, order(), track("Order Placed", ORDER, source="web"))

    assert (violation.rule, violation.field) == ("two writers", "Order Placed")
    assert violation.words == "'Order Placed' is written by web, and is storefront's by the plan"


def test_two_owners_may_both_write() -> None:
    calls = [track("Product Viewed", {}, source=source) for source in ("web", "app")]

    assert found(PLAN, *calls) == []


def test_what_is_anybodys_may_come_from_anywhere() -> None:
    assert found(PLAN, *(track("Page Loved", {}, source=source) for source in ("web", "app", "crm"))) == []


def test_what_nobody_owns_may_come_from_one_source_only() -> None:
    (violation,) = found(PLAN, *(track("Quiz Finished", {}, source=source) for source in ("web", "web", "crm")))

    assert violation.words == "'Quiz Finished' is written by crm, and by web; the plan names no owner"


def test_an_attribute_has_its_writer_too() -> None:
    calls = identify({"last_order_date": NOW}, source="storefront"), identify({"last_order_date": NOW}, source="crm")

    assert named(PLAN, *calls) == [("two writers", "last_order_date")]


def test_a_caller_without_a_name_may_be_the_owner_until_there_is_one_writer_too_many() -> None:
    stranger = Told(Track("Order Placed", data=ORDER), "Track API", names_source=False)

    assert found(PLAN, stranger) == []
    assert named(PLAN, stranger, order()) == [("two writers", "Order Placed")]


JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["sku", "price", "x"]), inner),
    max_leaves=8,
)
NAMES = ("order_id", "total", "currency", "items", "discount_codes", "email", "lifetime_value", "last_order_date")


@given(st.dictionaries(st.sampled_from(NAMES), JSON), st.sampled_from(["Order Placed", "Checkout Started", "X"]))
def test_whatever_is_sent_is_judged(data: dict[str, Json], name: str) -> None:
    judged = violations(bundled_plan(), [track(name, data), identify(data)])

    assert {violation.rule for violation, _ in judged} <= set(RULES)
