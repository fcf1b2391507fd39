"""The examples of the reference on identity, row by row: given, when, then. The numbers are the reference's.

A workspace knows people by id and email, all merges are on, and an email may be changed by id, unless a row says so.
"""

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from simulator.operations import (
    AddDevice,
    Delete,
    Identifier,
    Identify,
    Merge,
    Operation,
    ReportPush,
    Suppress,
    Unsuppress,
)
from simulator.values import Json
from simulator.workspace import Machine, views
from tests.builders import START, a_workspace, advance, days, hours, identify, minutes, named, outbox, track

A, B, C = "a@example.com", "b@example.com", "c@example.com"
X, ULID = "x", "01KJQ0000000000000000000A1"
ONE = "cio_03000001"
PREFERENCES = "cio_subscription_preferences"
BOTH: Json = {"topics": {"topic_1": False, "topic_2": True}}

Ops = tuple[Operation, ...]
Timed = tuple[int, Operation]
"""Seconds after `START`, and what comes then."""


class Row(NamedTuple):
    """What is there, what happens, and lines about what is there then: `u1 a@example.com plan=p [event]`."""

    given: Ops
    when: tuple[Timed, ...]
    then: tuple[str, ...]
    settings: Mapping[str, Json] = {}
    cio_ids: tuple[str, ...] = ()
    """Whose cio_ids remain, where that matters."""
    mails: int | None = None
    """How many messages "Added to Cart" and the segment of its doers brought, where that matters."""


def at(second: int, *operations: Operation) -> tuple[Timed, ...]:
    return tuple((second, operation) for operation in operations)


def x_event(age: int = 0) -> Operation:
    return track(None, anonymous_id=X, timestamp=START - age)


def merge(primary: str = "u1", secondary: str = B) -> Merge:
    return Merge(named(primary), named(secondary))


def bounced(times: int) -> Ops:
    return (ReportPush("t", "bounced"),) * times


P1_P2: Ops = (identify("u1", email=A), identify("u2", email=B))
NO_UPDATE: dict[str, Json] = {"allow_email_update_by_id": False}
BY_PHONE: dict[str, Json] = {"identifiers": ["id", "email", "phone"]}
CART = "[Added to Cart]"

ROWS: dict[str, Row] = {
    "1": Row((), at(0, identify("u1", email=A)), (f"u1 {A}",)),
    "2": Row(
        (identify(A),), at(0, identify("u1", email=A.upper(), plan="p")), (f"u1 {A} plan=p",), cio_ids=("03000001",)
    ),
    "3": Row((identify("u1"), identify(A)), at(0, identify("u1", email=A)), (f"u1 {A}",), cio_ids=("03000001",)),
    "4": Row((identify(A), identify("u1")), at(0, identify("u1", email=A)), (f"u1 {A}",), cio_ids=("03000001",)),
    "5": Row(
        (identify("u1"), identify(A)), at(0, identify("u1", email=A)), ("u1 -", f"- {A}"),
        settings={"auto_merge": False},
    ),
    "6": Row(
        (identify("u1", email=A), identify(B)), at(0, identify("u1", email=B, plan="p")), (f"u1 {A} plan=p", f"- {B}")
    ),
    "7": Row(P1_P2, at(0, identify("u1", email=B)), (f"u1 {A}", f"u2 {B}")),
    "8": Row((identify("u1", email=A),), at(0, identify("u1", email=C)), (f"u1 {C}",)),
    "8 off": Row((identify("u1", email=A),), at(0, identify("u1", email=C)), (f"u1 {A}",), settings=NO_UPDATE),
    "9": Row(
        (identify("u1", email=A), identify(ONE, id="u9", email=C)), at(0, track("u1"), track(A)),
        (f"u9 {C}", f"u1 - {CART}", f"- {A} {CART}"),
    ),
    "10 off": Row((identify("u2", email=B),), at(0, identify("u1", email=B, plan="p")), (f"u2 {B} plan=p",)),
    "10 on": Row(
        (identify("u2", email=B),), at(0, identify("u1", email=B)), (f"u1 {B}",),
        settings={"id_takeover_by_email": True},
    ),
    "11": Row((identify(A),), at(0, identify(A, id="u2")), (f"u2 {A}",)),
    "12": Row((identify("u1"),), at(0, identify(A, id="u1")), (f"u1 {A}",)),
    "13": Row((identify("u1"), Delete(named("u1"))), at(0, identify(ONE, plan="p")), ()),
    "14": Row((), at(0, Identify(named("u1"), update_only=True)), ()),
    "15": Row((identify("U1"),), at(0, identify("u1")), ("U1 -", "u1 -")),
    "16": Row((), at(0, Identify(Identifier("id", "+12025550143"))), ("+12025550143 -",), settings=BY_PHONE),
    "17": Row((identify("u1", email=A), identify("u1", email=B)), at(0, track(A)), (f"u1 {B}", f"- {A} {CART}")),
    "18": Row(
        (identify("u1", plan="b"),), at(60, identify("u1", {"plan": "a"}, timestamp=START - 10)), ("u1 - plan=b",)
    ),
    "19": Row((identify("u1", plan="b"),), at(60, identify("u1", plan="a")), ("u1 - plan=a",)),
    "20": Row(
        (identify("u1", {PREFERENCES: BOTH}),), at(0, identify("u1", {f"{PREFERENCES}.topics.topic_1": True})),
        (f"u1 - {PREFERENCES}={{'topics': {{'topic_1': True, 'topic_2': True}}}}",),
    ),
    "21": Row(
        (identify("u1", {PREFERENCES: BOTH}),), at(0, identify("u1", {PREFERENCES: {"topics": {"topic_1": True}}})),
        (f"u1 - {PREFERENCES}={{'topics': {{'topic_1': True}}}}",),
    ),
    "22 true": Row((identify("u1", email=A, unsubscribed="TRUE"),), at(0, track("u1")),
                   (f"u1 {A} unsubscribed=TRUE {CART}",), mails=0),
    "22 yes": Row((identify("u1", email=A, unsubscribed="yes"),), at(0, track("u1")),
                  (f"u1 {A} unsubscribed=yes {CART}",), mails=1),
    "23": Row(
        (x_event(),), at(days(29) + hours(23) + minutes(59), identify("u1", email=A, anonymous_id=X)),
        (f"u1 {A} anonymous_id=x {CART}",), mails=0,
    ),
    "24": Row((x_event(),), at(days(30) + 60, identify("u1", anonymous_id=X)), ("u1 - anonymous_id=x",)),
    "25": Row((identify("u1", anonymous_id=X),), at(299, x_event()), (f"u1 - anonymous_id=x {CART}",)),
    "26": Row((identify("u1", anonymous_id=X),), at(301, x_event()), ("u1 - anonymous_id=x",)),
    "27 ignored": Row(
        (identify("u1", anonymous_id=X),), (*at(301, x_event()), *at(302, identify("u1", anonymous_id=X))),
        ("u1 - anonymous_id=x",),
    ),
    "27 merges": Row(
        (identify("u1", anonymous_id=X),), (*at(301, x_event()), *at(302, identify("u1", anonymous_id=X))),
        (f"u1 - anonymous_id=x {CART}",), settings={"anon_reidentify_same_id": "merges"},
    ),
    "28": Row(
        (x_event(hours(71) + minutes(59)),), at(0, identify("u1", email=A, anonymous_id=X)),
        (f"u1 {A} anonymous_id=x {CART}",), mails=1,
    ),
    "29": Row(
        (x_event(hours(72) + minutes(1)),), at(0, identify("u1", email=A, anonymous_id=X)),
        (f"u1 {A} anonymous_id=x {CART}",), mails=0,
    ),
    "30": Row((x_event(),), at(0, identify("u1", anonymous_id=X)), ("u1 - anonymous_id=x",),
              settings={"anonymous_merge": False}),
    "31": Row(
        (identify("u1", anonymous_id=X),), (*at(400, identify("u2", anonymous_id=X)), *at(401, x_event())),
        ("u1 - anonymous_id=x", "u2 - anonymous_id=x"),
    ),
    "33 young": Row((identify("u1"), track(B, timestamp=START - days(28)), merge()), (), (f"u1 {B} {CART}",)),
    "33 old, at once": Row((identify("u1"), track(B, timestamp=START - days(30))), at(0, merge()), (f"u1 {B}",)),
    "33 old, an hour later": Row(
        (identify("u1"), track(B, timestamp=START - days(30)), merge()), at(hours(1), identify("u1", plan="p")),
        (f"u1 {B} plan=p {CART}",),
    ),
    "34": Row((identify("u1", email=A), track(B)), (*at(1, merge()), *at(2, identify("u1", plan="p"))),
              (f"u1 {A} plan=p {CART}",), mails=1),
    "38 none": Row((identify("u1", email=A), identify(B, {PREFERENCES: BOTH})), at(0, merge()),
                   (f"u1 {A} {PREFERENCES}={BOTH}",)),
    "38 empty": Row((identify("u1", {"email": A, PREFERENCES: {}}), identify(B, {PREFERENCES: BOTH})), at(0, merge()),
                    (f"u1 {A} {PREFERENCES}={{}}",)),
    "39": Row((identify(B),), (*at(0, merge()), *at(0, identify("u1"))), (f"- {B}", "u1 -")),
    "40": Row((identify("u1"), identify("u2"), merge("u1", "u2")), at(0, track("u2")), ("u1 -", f"u2 - {CART}")),
    "41 young": Row((identify("u1", email=A),), at(0, track("u1", timestamp=START - hours(72) + 60)),
                    (f"u1 {A} {CART}",), mails=1),
    "41 old": Row((identify("u1", email=A),), at(0, track("u1", timestamp=START - hours(72) - 60)),
                  (f"u1 {A} {CART}",), mails=0),
    "42": Row((track("u1", id=ULID), identify("u2")), at(0, track("u2", id=ULID), track("u1", id=ULID)),
              (f"u1 - {CART}", "u2 -")),
    "43": Row((), at(0, track("u5")), (f"u5 - {CART}",), mails=0),
    "44": Row((identify("u1", email=A, unsubscribed=True), Delete(named("u1"))),
              at(0, identify("u1", email=A), track("u1")), (f"u1 {A} {CART}",), mails=1),
    "45": Row((identify("u1", email=A), Suppress(named("u1"))), at(0, identify(A)), ()),
    "46": Row((identify("u1", email=A), Suppress(named("u1")), Unsuppress(named("u1"))), at(0, identify(A)),
              (f"- {A}",), cio_ids=("03000002",)),
    "47": Row((AddDevice(named("u1"), "t", "ios"),), at(0, AddDevice(named("u2"), "t", "ios")),
              ("u1 - (t)", "u2 - (t)")),
    "47 exclusive": Row((AddDevice(named("u1"), "t", "ios"),), at(0, AddDevice(named("u2"), "t", "ios")),
                        ("u1 -", "u2 - (t)"), settings={"device_token_exclusive": True}),
    "48 once": Row((AddDevice(named("u1"), "t", "ios"), *bounced(1)), (), ("u1 - (t bounced)",)),
    "48 twice": Row((AddDevice(named("u1"), "t", "ios"), *bounced(2)), (), ("u1 - (t suppressed)",)),
}  # fmt: skip
"""Rows 32, 35 to 37 and 49 stand with mobile shared devices, segments, passes and the wire."""


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_given_when_then(row: Row) -> None:
    campaigns: dict[str, Json] = {"C": {"trigger": {"event": "Added to Cart"}, "steps": [{"send": {"email": "Back"}}]}}
    machine = a_workspace(*row.given, settings=row.settings, campaigns=campaigns)

    for second, operation in row.when:
        machine.apply(operation, at=START + second)
    advance(machine, machine.now)

    assert [shown(machine, number) for number in range(len(views.people(machine)))] == list(row.then)
    assert not row.cio_ids or tuple(one.cio_id for one in views.people(machine)) == row.cio_ids
    assert row.mails is None or [state for _, _, state in outbox(machine)].count("sent") == row.mails


def shown(machine: Machine, number: int) -> str:
    """One person in a line: id, email, attributes, devices with their status, events."""
    one = views.people(machine)[number]
    devices = [f"({device.token} {device.status}".rstrip() + ")" for device in one.devices]
    events = [f"[{event.name}]" for event in one.events]
    attributes = [f"{name}={fact.value}" for name, fact in one.attributes.items()]
    return " ".join([one.id or "-", one.email or "-", *attributes, *devices, *events])
