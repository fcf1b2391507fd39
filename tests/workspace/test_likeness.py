"""What makes two workspaces alike, and each thing by which they are not."""

from typing import Any, NamedTuple

import pytest

from simulator.operations import Advance, Delete, Merge, Operation, Suppress
from simulator.seeds import ulid_text
from simulator.workspace import Machine
from simulator.workspace.likeness import Question, asks_for_ages, likeness
from simulator.workspace.snapshot import _Person, _State
from tests.builders import START, a_workspace, days, hours, identify, minutes, named, put_in, track

A, B = "a@example.com", "b@example.com"
ULID = ulid_text(START * 1_000, 1)
Calls = list[tuple[int, Operation]]


class Pair(NamedTuple):
    """Calls, each so many seconds after the start, and other calls that lead elsewhere, or not."""

    one: Calls
    other: Calls
    settings: dict[str, Any] = {}


UNLIKE = {
    "another value": Pair([(0, identify(A, plan="pro"))], [(0, identify(A, plan="free"))]),
    "a value of another time": Pair(
        [(0, identify(A, plan="pro", timestamp=START))], [(0, identify(A, plan="pro", timestamp=START - 1))]
    ),
    "a value that was removed": Pair(
        [(0, identify(A, x=1)), (0, identify(A, plan=None))], [(0, identify(A, x=1)), (0, identify(A, plan="pro"))]
    ),
    "somebody added later": Pair([(0, identify(A, timestamp=START))], [(1, identify(A, timestamp=START))]),
    "who is older": Pair([(0, identify(A)), (0, identify("u1"))], [(0, identify("u1")), (0, identify(A))]),
    "another event": Pair([(0, track(A, "A"))], [(0, track(A, "B"))]),
    "other data": Pair([(0, track(A, "A", n=1))], [(0, track(A, "A", n=2))]),
    "an event of another time": Pair([(0, track(A, "A", timestamp=START))], [(0, track(A, "A", timestamp=START - 1))]),
    "which event of nobody came first": Pair(
        [(0, track(None, "A", anonymous_id="x", n=1)), (0, track(None, "A", anonymous_id="x", n=2))],
        [(0, track(None, "A", anonymous_id="x", n=2)), (0, track(None, "A", anonymous_id="x", n=1))],
    ),
    "when an event of nobody is forgotten": Pair(
        [(0, track(None, "A", timestamp=START, anonymous_id="x"))],
        [(1, track(None, "A", timestamp=START, anonymous_id="x"))],
    ),
    "when an event of nobody was received, where campaigns ask": Pair(
        [(0, track(None, "B", timestamp=START, anonymous_id="x"))],
        [(1, track(None, "B", timestamp=START, anonymous_id="x"))],
        {"anon_trigger_clock": "request_time", "anon_retention_clock": "event_time"},
    ),
    "whose an anonymous id is": Pair(
        [(0, identify(A)), (0, identify(B)), (0, identify(A, {"anonymous_id": "x"}, timestamp=START))],
        [(0, identify(A)), (0, identify(B)), (0, identify(B, {"anonymous_id": "x"}, timestamp=START))],
    ),
    "until when late events are theirs": Pair(
        [(0, identify(A)), (0, identify(A, {"anonymous_id": "x"}, timestamp=START))],
        [(0, identify(A)), (1, identify(A, {"anonymous_id": "x"}, timestamp=START))],
    ),
    "an event id that was seen": Pair(
        [(0, track(A, "A", id=ULID)), (0, Delete(named(A)))], [(0, track(A, "A")), (0, Delete(named(A)))]
    ),
    "when an event id was seen, where it is forgotten": Pair(
        [(0, identify(A)), (0, track(A, "B", id=ULID, timestamp=START))],
        [(0, identify(A)), (1, track(A, "B", id=ULID, timestamp=START))],
        {"dedupe_window": "1 hour"},
    ),
    "when an event was received, where its copies are looked for at the person": Pair(
        [(0, identify(A)), (0, track(A, "B", id=ULID, timestamp=START))],
        [(0, identify(A)), (1, track(A, "B", id=ULID, timestamp=START))],
        {"dedupe_scope": "person", "dedupe_window": "1 hour"},
    ),
    "a blocked identifier": Pair(
        [(0, identify(A)), (0, Suppress(named(A)))], [(0, identify(A)), (0, Delete(named(A)))]
    ),
    "a member of a list": Pair([(0, identify(A)), (0, put_in("List", A))], [(0, identify(A))]),
    "a pass through a campaign": Pair(
        [(0, track(A, "Start", timestamp=START))], [(0, track(A, "Start", timestamp=START - days(4)))]
    ),
    "when a pass began": Pair(
        [(0, identify(A)), (0, track(A, "Start", timestamp=START))],
        [(0, identify(A)), (1, track(A, "Start", timestamp=START))],
    ),
    "what a message said": Pair(
        [(0, identify(A, x=1, timestamp=START)), (0, track(A, "Hello")), (1, identify(A, x=3))],
        [(0, identify(A, x=2, timestamp=START)), (0, track(A, "Hello")), (1, identify(A, x=3))],
    ),
    "when somebody last entered a campaign": Pair(
        [(0, identify(A)), (0, track(A, "Hello", timestamp=START))],
        [(0, identify(A)), (1, track(A, "Hello", timestamp=START))],
    ),
    "which event began a pass": Pair(
        [(0, track(A, "Start", timestamp=START, n=1)), (0, track(A, "Start", timestamp=START, n=2))],
        [(0, track(A, "Start", timestamp=START, n=2)), (0, track(A, "Start", timestamp=START, n=1))],
    ),
    "which event waits for a campaign first": Pair(
        [(0, track(A, "Wait", timestamp=START, n=1)), (0, track(A, "Wait", timestamp=START, n=2))],
        [(0, track(A, "Wait", timestamp=START, n=2)), (0, track(A, "Wait", timestamp=START, n=1))],
    ),
    "another event that is still to come": Pair(
        [(0, identify("u1")), (0, track(A, "A", timestamp=START - days(40))), (0, Merge(named("u1"), named(A)))],
        [(0, identify("u1")), (0, track(A, "A", timestamp=START - days(41))), (0, Merge(named("u1"), named(A)))],
    ),
    "a call that waits": Pair(
        [(0, identify(A, plan="pro"))], [(0, identify(A, plan="free"))], {"processing_delay": "1 hour"}
    ),
    "events that are still to come": Pair(
        [(0, identify("u1")), (0, track(A, "A", timestamp=START - days(40))), (0, Merge(named("u1"), named(A)))],
        [(0, identify("u1")), (0, identify(A)), (0, Merge(named("u1"), named(A)))],
    ),
}
ALIKE = {
    "the order of writing": Pair(
        [(0, identify(A, x=1)), (0, identify(A, y=1))], [(0, identify(A, y=1)), (0, identify(A, x=1))]
    ),
    "the order of arrival of a person's events": Pair(
        [(0, track(A, "A", timestamp=START)), (0, track(A, "B", timestamp=START))],
        [(0, track(A, "B", timestamp=START)), (0, track(A, "A", timestamp=START))],
    ),
    "when an event was received": Pair(
        [(0, identify(A)), (0, track(A, "A", timestamp=START))],
        [(0, identify(A)), (1, track(A, "A", timestamp=START))],
    ),
    "somebody who is gone": Pair([(0, identify(B)), (0, Delete(named(B))), (0, identify(A))], [(0, identify(A))]),
    "a call that changed nothing": Pair([(0, identify(A, x=1)), (0, identify(A, x=1))], [(0, identify(A, x=1))]),
    "how two became one": Pair(
        [(0, identify("u1")), (0, identify(A)), (0, Merge(named("u1"), named(A)))],
        [(0, identify("u1", email=A))],
    ),
    "a message that was not sent": Pair(
        [(0, track(A, "Hello", timestamp=START - days(4)))],
        [(0, track(A, "Hello", timestamp=START - days(4))), (0, identify(A))],
    ),
}
DEFINITION: dict[str, Any] = {
    "segments": {"List": "manual"},
    "campaigns": {
        "Slow": {
            "trigger": {"event": "Start"},
            "frequency": "once",
            "steps": [{"delay": "1 hour"}, {"send": {"email": "Later"}}],
        },
        "Quick": {
            "trigger": {"event": "Hello"},
            "frequency": "once per 7 days",
            "steps": [{"send": {"email": "Now", "subject": "{{ customer.x }}"}}],
        },
        "Picky": {
            "trigger": {"event": "Wait"},
            "frequency": "once",
            "filter": {"attribute": "plan", "equals": "pro"},
            "steps": [{"send": {"email": "Well", "subject": "{{ event.n }}"}}],
        },
    },
}

LOOKED_AT = {
    "now", "agenda", "people", "guests", "held", "held_relations", "owners", "seen", "lists", "blocked", "inheritances",
    "provider_lists", "stopped", "waiting", "outbox", "candidates", "enrolments", "id", "email", "phone", "added_at",
    "attributes", "events", "anonymous_ids", "devices", "relations", "inheriting", "memberships", "stale", "entries",
}  # fmt: skip
"""What of a workspace's state makes a likeness."""
LEFT_OUT = {
    "seed", "definition", "watch", "segments", "segments_made",  # workspaces that are set up alike have the same
    "key", "cio_id", "operation", "added", "triggers",  # numbers of our own
    "merges", "departed", "history", "remembered",  # how the workspace came there
}  # fmt: skip


def look(calls: Calls, settings: dict[str, Any]) -> bytes:
    """The likeness a minute later, up to two months later."""
    machine = a_workspace(**DEFINITION, settings={"identifiers": ["id", "email"], **settings})
    for later, call in calls:
        machine.apply(call, at=START + later)
    settle(machine)
    return likeness(machine, Question(until=START + days(60)))


def settle(machine: Machine) -> None:
    machine.apply(Advance(START + minutes(1)), at=machine.now)


@pytest.mark.parametrize("pair", UNLIKE.values(), ids=UNLIKE)
def test_what_can_still_matter_keeps_two_workspaces_apart(pair: Pair) -> None:
    assert look(pair.one, pair.settings) != look(pair.other, pair.settings)


@pytest.mark.parametrize("pair", ALIKE.values(), ids=ALIKE)
def test_how_a_workspace_came_there_keeps_nothing_apart(pair: Pair) -> None:
    assert look(pair.one, pair.settings) == look(pair.other, pair.settings)


def test_every_part_of_a_state_is_looked_at_or_left_out_on_purpose() -> None:
    parts = {*_State.__struct_fields__, *_Person.__struct_fields__}

    assert parts == LOOKED_AT | LEFT_OUT


def test_what_comes_after_the_question_keeps_nothing_apart() -> None:
    held = [
        a_workspace(**DEFINITION, settings={"identifiers": ["id", "email"]}),
        a_workspace(**DEFINITION, settings={"identifiers": ["id", "email"]}),
    ]
    for seconds, machine in enumerate(held):
        machine.apply(track(None, "A", timestamp=START, anonymous_id="x"), at=START + seconds)
        settle(machine)

    assert likeness(held[0], Question(until=START + hours(1))) == likeness(held[1], Question(until=START + hours(1)))
    assert likeness(held[0], Question(until=START + days(31))) != likeness(held[1], Question(until=START + days(31)))


def test_when_somebody_was_added_keeps_nothing_apart_where_nobody_asks() -> None:
    looks = []
    for seconds in (0, 1):
        machine = a_workspace(identify(B))
        machine.apply(identify(A, timestamp=START), at=START + seconds)
        settle(machine)
        looks.append(likeness(machine, Question(START + days(60), ages=False)))

    assert looks[0] == looks[1]


@pytest.mark.parametrize(
    ("definition", "asks"),
    [
        ({"segments": {"S": {"performed": "A", "within": "1 hour"}}}, False),
        ({"segments": {"S": {"not performed": "A", "within": "1 hour"}}}, True),
        ({"segments": {"S": {"attribute": "_created_in_customerio_at", "exists": True}}}, True),
        ({"campaigns": {"C": {"trigger": {"event": "A"}, "steps": [{"send": {"email": "M"}}]}}}, False),
        (
            {
                "campaigns": {
                    "C": {
                        "trigger": {"event": "A"},
                        "filter": {"not performed": "B", "within": "1 hour"},
                        "steps": [{"send": {"email": "M"}}],
                    }
                }
            },
            True,
        ),
        (
            {
                "campaigns": {
                    "C": {
                        "trigger": {"event": "A"},
                        "steps": [{"send": {"email": "M", "subject": "{{ customer._created_in_customerio_at }}"}}],
                    }
                }
            },
            True,
        ),
    ],
)
def test_a_definition_asks_for_ages_where_time_since_adding_can_be_seen(definition: dict[str, Any], asks: bool) -> None:
    assert asks_for_ages(a_workspace(**definition).definition) is asks


def test_people_of_two_circles_stand_by_circle_whoever_came_first() -> None:
    circles = {A: 1, B: 2}
    looks = [
        likeness(a_workspace(*calls), Question(START + days(60), circles))
        for calls in ((identify(A), identify(B)), (identify(B), identify(A)))
    ]

    assert looks[0] == looks[1]


def test_a_closed_circle_keeps_nothing_apart() -> None:
    question = Question(START + days(60), {A: 1, B: 2}, closed=frozenset((2,)))
    looks = [
        likeness(a_workspace(identify(A), *others, **DEFINITION), question)
        for others in ((identify(B, plan="pro"),), (track(B, "Start"), track(B, "Hello")), ())
    ]

    assert looks[0] == looks[1] == looks[2]
