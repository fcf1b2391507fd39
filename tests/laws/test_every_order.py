"""The explorer against brute force: each order replayed from an empty workspace, one after the other, without a memo.

The brute force shares the machine with the explorer and nothing else: it has its own orders, its own comparison of
results and its own notion of the smallest order.
"""

from collections.abc import Iterator
from itertools import combinations, permutations
from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st

from simulator.deliveries import Calls, Delivery
from simulator.engine.explorer import Arrival, FailingOrder, Itinerary, Slot, doubled, explored
from simulator.operations import Advance, Define, Delete, Merge, Operation, Suppress, Unsuppress
from simulator.seeds import ulid_text
from simulator.workspace import Machine, views
from tests.builders import START, days, identify, named, track

GAPS = st.sampled_from((0, 0, 0, 1, 60, 70, 301))
"""Seconds from one arrival to the next: around the bounds of the definition, and most often none."""
LOOKED_AT = st.sampled_from((0, 0, 70, days(40)))
"""How long after the last arrival."""
ULID = ulid_text(START * 1_000, 1)
ADA, A, B, NOOR = "u1", "a@example.com", "b@example.com", "noor@example.com"
CALLS: tuple[Operation, ...] = (
    track(None, "A", timestamp=START - 60, id=ULID, anonymous_id="x1", n=1),
    track(None, "A", anonymous_id="x1", n=2),
    track(None, "B", timestamp=START - days(30) + 30, anonymous_id="x1"),
    identify(A, plan="pro", anonymous_id="x1"),
    identify(A, plan="free"),
    identify(A, plan="pro", timestamp=START - 60),
    identify(A, plan="", timestamp=START + 30),
    identify(ADA, email=A),
    identify(ADA, plan="free", anonymous_id="x1"),
    identify(ADA, plan="pro", email=B, timestamp=START - 90),
    track(A, "A", n=3),
    track(A, "A", timestamp=START - 100, n=4),
    track(A, "A", timestamp=START - days(31), n=5),
    track(A, "B"),
    track(ADA, "A", n=6),
    track(ADA, "B", timestamp=START + 30),
    track(A, "A", id=ULID, n=7),
    track(ADA, "A", id=ULID, n=8),
    Merge(named(ADA), named(A)),
    Merge(named(A), named(ADA)),
    Delete(named(A)),
    Suppress(named(A)),
    Unsuppress(named(A)),
    track(NOOR, "A", timestamp=START, n=9),
    track(None, "B", timestamp=START, anonymous_id="x9"),
    identify(NOOR, plan="pro", anonymous_id="x9", timestamp=START),
)
"""About one person in two places, one of them anonymous, and somebody else: few, so that each meets each."""

DEFINITION: dict[str, Any] = {
    "segments": {
        "S1": {"performed": "A", "within": "90 seconds"},
        "S2": {"all": [{"attribute": "plan", "equals": "pro"}, {"not performed": "B", "within": "2 minutes"}]},
    },
    "campaigns": {
        "R": {
            "trigger": {"event": "A"},
            "filter": {"attribute": "plan", "not equals": "free"},
            "frequency": "once per 100 seconds",
            "exit": {"performed": "B"},
            "steps": [{"delay": "70 seconds"}, {"send": {"email": "Mail", "subject": "{{ event.n }}"}}],
        },
        "W": {
            "trigger": {"event": "B"},
            "frequency": "once",
            "filter": {"in segment": "S1"},
            "steps": [{"send": {"email": "Thanks"}}],
        },
    },
}
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "anon_retention_clock": st.sampled_from(("received", "event_time")),
        "anon_trigger_clock": st.sampled_from(("event_timestamp", "request_time")),
        "anon_reidentify_same_id": st.sampled_from(("ignored", "merges")),
        "anon_id_reuse": st.sampled_from(("first_wins", "last_wins", "newer_only")),
        "dedupe_scope": st.sampled_from(("workspace", "person")),
        "dedupe_window": st.sampled_from(("unlimited", "1 minute")),
        "future_events": st.sampled_from(("store", "clamp", "delay")),
        "anonymous_only_creates_person": st.booleans(),
        "processing_delay": st.sampled_from(("0 seconds", "2 minutes")),
    },
)


@st.composite
def itineraries(draw: st.DrawFn, *, least: int = 3, most: int = 5) -> Itinerary:
    """A few deliveries of one or two calls, each sent at any time before it arrives."""
    call = st.sampled_from(CALLS)
    sent = draw(st.lists(st.lists(call, min_size=1, max_size=2), min_size=least, max_size=most))
    at, arrivals, slots = START, [], []
    for number, operations in enumerate(sent):
        gap = draw(GAPS)
        at += gap
        slots.append(Slot(at, seen=gap == 0 and draw(st.booleans())))
        arrivals.append(an_arrival(number, operations, after=draw(st.sampled_from((0, 0, 0, number)))))
    segments = draw(st.sampled_from((DEFINITION["segments"], {"S1": DEFINITION["segments"]["S1"]})))
    settings = {"identifiers": ["id", "email"], **draw(SETTINGS)}
    definition = {**DEFINITION, "segments": segments, "settings": settings}
    return Itinerary(definition, START, (), tuple(arrivals), tuple(slots), at + draw(LOOKED_AT))


def an_arrival(number: int, operations: list[Operation], *, after: int = 0) -> Arrival:
    delivery = Delivery(f"d{number}", "web", "Mia", "thing", START, START, START, Calls(tuple(operations)))
    return Arrival(delivery, tuple(operations), after)


def replayed(itinerary: Itinerary, order: tuple[int, ...], *, twice: frozenset[int] = frozenset()) -> str:
    """What the order comes to, in a workspace of its own."""
    machine = arrived(itinerary, order, twice=twice)
    machine.apply(Advance(itinerary.ends), at=machine.now)
    return shown(machine)


def arrived(itinerary: Itinerary, order: tuple[int, ...], *, twice: frozenset[int] = frozenset()) -> Machine:
    """A workspace of its own, in which all has arrived in that order."""
    machine = Machine(now=START)
    machine.apply(Define(itinerary.definition), at=START)
    for slot, number in zip(itinerary.slots, order, strict=True):
        if slot.seen:
            machine.apply(Advance(slot.at), at=machine.now)
        for _ in range(2 if number in twice else 1):
            for call in itinerary.arrivals[number].calls:
                machine.apply(call, at=slot.at)
    return machine


def shown(machine: Machine) -> str:
    """Everybody by what is theirs, and what they were sent, without any number of the workspace's own."""
    people = []
    for one in views.people(machine):
        attributes = sorted((name, repr(fact.value)) for name, fact in one.attributes.items())
        events = sorted((fact.kind, fact.name, fact.at, repr(fact.data)) for fact in one.events)
        people.append(repr((one.id, one.email, attributes, events, sorted(one.segments), sent_to(machine, one.cio_id))))
    there = {one.cio_id for one in views.people(machine)}
    gone = {line.cio_id for line in views.messages(machine)} - there
    return repr((sorted(people), sorted(line for cio_id in gone for line in sent_to(machine, cio_id))))


def sent_to(machine: Machine, cio_id: str) -> list[tuple[str, ...]]:
    return sorted(
        (str(line.campaign), line.state, str(line.recipient), str(line.subject))
        for line in views.messages(machine)
        if line.cio_id == cio_id and line.state != "not sent"
    )


def possible(itinerary: Itinerary) -> Iterator[tuple[int, ...]]:
    """Every order in which nothing arrives among what had arrived when it was sent."""
    for order in permutations(range(len(itinerary.arrivals))):
        if all(itinerary.arrivals[number].after <= slot for slot, number in enumerate(order)):
            yield order


def exchanged(order: tuple[int, ...]) -> int:
    """How many pairs of deliveries have changed places."""
    return sum(one > other for one, other in combinations(order, 2))


@given(itineraries())
def test_every_order_comes_to_what_a_replay_of_it_comes_to(itinerary: Itinerary) -> None:
    own = tuple(range(len(itinerary.arrivals)))
    results = {order: replayed(itinerary, order) for order in possible(itinerary)}
    failing = sorted((exchanged(order), order) for order, result in results.items() if result != results[own])

    tried = explored(itinerary)

    note(f"{tried.orders} orders, {tried.states} states, {tried.failing} failing; {failing[:3]}")
    assert tried.orders == len(results) == itinerary.orders
    assert tried.failing == len(failing)
    assert ([tried.smallest.order] if tried.smallest else []) == [order for _, order in failing[:1]]
    if tried.smallest is not None:
        assert results[without_the_exchange(tried.smallest)] == results[own]


def without_the_exchange(failing: FailingOrder) -> tuple[int, ...]:
    """The order in which the two neighbours that it names have changed places."""
    place = failing.order.index(failing.early)
    assert failing.order[place + 1] == failing.late
    return (*failing.order[:place], failing.late, failing.early, *failing.order[place + 2 :])


@given(itineraries())
def test_every_copy_comes_to_what_a_replay_with_it_comes_to(itinerary: Itinerary) -> None:
    own = tuple(range(len(itinerary.arrivals)))
    healthy = replayed(itinerary, own)
    alone = {number for number in own if replayed(itinerary, own, twice=frozenset((number,))) != healthy}
    together = replayed(itinerary, own, twice=frozenset(own)) != healthy

    tried = doubled(itinerary)

    assert [arrival.delivery.id for arrival in tried.failing] == [f"d{number}" for number in sorted(alone)]
    assert (tried.changed is not None) == (bool(alone) or together)
