"""Reading a plan: its sections, and what is wrong with one at its place."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Problems, load_text, node_of
from simulator.plan import read_plan
from simulator.plan.tracking_plan import (
    PlannedAttribute,
    PlannedEvent,
    PlannedField,
    PlannedIdentity,
    TrackingPlan,
)
from simulator.values import Json

WHOLE = """
name: growth
owner: lifecycle team
identity:
  backbone: customer id
  contacts: [email, phone]
  sources: {web: [customer id, email], shop: customer id}
  owner: data team
attributes:
  plan: string
  lifetime_value: {type: money, unit: minor units, owner: shop, updates: with every order}
events:
  Order Placed:
    owner: [shop, web]
    aliases: Purchased
    required: {order_id: string, total: {type: money, plausible: [1, 500]}}
    optional: {weight: {type: number, unit: kg}, placed_at: time}
    example: {order_id: R-1, total: 59, extra: anything}
  Quiz Finished:
"""


def test_every_section_is_read() -> None:
    problems = Problems()
    node = load_text(WHOLE, problems)
    assert node is not None

    plan = read_plan(node, problems, source_named=lambda name: {"shop": "storefront"}.get(name, name))

    assert list(problems) == []
    money = PlannedField("money", "minor units")
    assert plan == TrackingPlan(
        "growth",
        events={
            "Order Placed": PlannedEvent(
                required={
                    "order_id": PlannedField("string"),
                    "total": PlannedField("money", "major units", {"": (1, 500)}),
                },
                optional={"weight": PlannedField("number", "kg"), "placed_at": PlannedField("time", "seconds")},
                owners=("storefront", "web"),
                aliases=("Purchased",),
            ),
            "Quiz Finished": PlannedEvent(),
        },
        attributes={
            "plan": PlannedAttribute(PlannedField("string")),
            "lifetime_value": PlannedAttribute(money, ("storefront",)),
        },
        identity=PlannedIdentity(
            "customer id", ("email", "phone"), {"web": ("customer id", "email"), "storefront": ("customer id",)}
        ),
    )


WRONG = {
    "no mapping": ("[]", ["1:1: the tracking plan: expected a mapping, found a list"]),
    "nothing in it": ("{}", ["1:1: the tracking plan needs 'name'", "1:1: the tracking plan needs 'events'"]),
    "an unknown section": (
        "name: P\nevent: {}\nevents: {}",
        [
            (
                "2:1: unknown key 'event' in the tracking plan. Did you mean 'events'? "
                "Known: name, owner, identity, attributes, events."
            )
        ],
    ),
    "an unknown type": (
        "name: P\nevents:\n  A:\n    required: {total: mony}",
        [
            (
                "4:23: unknown type 'mony'. Did you mean 'money'? "
                "Defined: boolean, list, money, number, object, string, time."
            )
        ],
    ),
    "a field in full without a type": (
        "name: P\nevents:\n  A: {required: {total: {unit: minor units}}}",
        ["3:25: 'total' needs 'type'"],
    ),
    "a unit that the type has not": (
        "name: P\nevents:\n  A: {required: {at: {type: time, unit: minutes}, id: {type: string, unit: kg}}}",
        [
            "3:41: unknown unit of time 'minutes'. Defined: ISO 8601, milliseconds, seconds.",
            "3:76: unit: a string has none; number, money and time do",
        ],
    ),
    "a range of what has none, or that is none": (
        (
            "name: P\nevents:\n"
            "  A:\n"
            "    required:\n"
            "      a: {type: string, plausible: [1, 2]}\n"
            "      b: {type: money, plausible: [2, 1]}\n"
            "      c: {type: money, plausible: {EUR: 5}}\n"
            "      d: {type: time, plausible: [soon, 2030-01-01]}\n"
        ),
        [
            "5:36: plausible: only money and time have a range, not a string",
            "6:35: plausible: expected the least first, then the most",
            "7:41: plausible: expected a list of two, found a number '5'",
            (
                "8:35: plausible: 'soon' is no instant; write ISO 8601, such as '2026-03-02T09:00:00Z' or "
                "'2026-03-02 09:00'"
            ),
        ],
    ),
    "one name twice": (
        (
            "name: P\nattributes: {plan: string, Plan: string}\n"
            "events: {Order Placed: , order_placed: , B: {aliases: [b]}}"
        ),
        [
            "2:28: attribute 'Plan' is 'plan' again: case and separators tell no two names apart",
            "3:26: event 'order_placed' is 'Order Placed' again: case and separators tell no two names apart",
            "3:56: event 'b' is 'B' again: case and separators tell no two names apart",
        ],
    ),
    "required and optional at once": (
        "name: P\nevents:\n  A: {required: {id: string}, optional: {id: string}}",
        ["3:42: 'id' is required and optional at once"],
    ),
    "an example that is none": (
        (
            "name: P\nevents:\n"
            "  A:\n"
            "    required: {id: string, at: time}\n"
            "    example: {at: 1772442000000}\n"
            "  B: {example: R-1}"
        ),
        [
            "5:14: example of 'A': id is missing",
            "5:15: example of 'A': at is 1772442000000, which is a time in milliseconds; the plan says seconds",
            "6:16: example: expected a mapping, found a text 'R-1'",
        ],
    ),
    "an identity without a backbone": (
        "name: P\nidentity: {sources: {web: mail}}\nevents: {}",
        [
            "2:11: identity needs 'backbone'",
            "2:27: unknown key 'mail'. Did you mean 'email'? Defined: customer id, email, phone.",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_with_a_plan_is_said_at_its_place(text: str, expected: list[str]) -> None:
    problems = Problems()
    node = load_text(dedent(text), problems, path="p")
    assert node is not None

    read_plan(node, problems)

    assert [str(problem).removeprefix("p:") for problem in problems] == expected


WORDS = ("events", "required", "optional", "aliases", "owner", "example", "type", "unit", "plausible", "A", "a[].b")
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.sampled_from([*WORDS, "money", "time", "seconds", "EUR"])
)
DOCUMENTS: st.SearchStrategy[Json] = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=25,
)


@given(DOCUMENTS)
def test_whatever_is_written_is_a_plan_or_has_problems(document: Json) -> None:
    problems = Problems()

    plan = read_plan(node_of({"name": "P", "events": {"E": document, "F": {"required": document}}}), problems)

    assert problems or set(plan.events) == {"E", "F"}
