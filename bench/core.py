"""The core with one and with five watched segments, against the naive evaluator of the tests.

The naive evaluator asks every segment of a person again after every event of that person, over all their events; the
machine looks only at what the event can move and keeps the seconds of entering and leaving besides.
"""

from bench.timing import Figure, paired
from simulator.operations import Define, Identifier, Track
from simulator.values import Json
from simulator.workspace import Machine
from tests.laws.naive_segments import Condition as Written
from tests.laws.naive_segments import Happened, Naive, Somebody

EVENTS, PEOPLE, START = 20_000, 200, 1_767_603_600
NAMES = ("Product Viewed", "Added to Cart", "Order Placed", "Checkout Started")


def segments(count: int) -> dict[str, Written]:
    """That many segments of the kinds that shops write."""
    kinds: tuple[Written, ...] = (
        {"performed": "Added to Cart", "within": "14400 seconds"},
        {"not performed": "Order Placed", "within": "14400 seconds"},
        {"performed": "Product Viewed", "times": {"at least": 3}, "within": "86400 seconds"},
        {"performed": "Order Placed"},
        {"performed": "Checkout Started", "within": "3600 seconds"},
    )
    return {f"Segment {number}": condition for number, condition in enumerate(kinds[:count], start=1)}


def machine_run(count: int) -> Machine:
    """All events through a machine that watches `count` segments."""
    machine = Machine(now=START)
    defined: dict[str, Json] = {name: dict(condition) for name, condition in segments(count).items()}
    machine.apply(Define({"segments": defined}, watch=tuple(defined)), at=START)
    people = [Identifier("id", f"C-{number}") for number in range(PEOPLE)]
    for number in range(EVENTS):
        machine.apply(Track(NAMES[number % 4], who=people[number * 7 % PEOPLE]), at=START + number)
    return machine


def naive_run(count: int) -> int:
    """All events through lists, each segment asked again after each event."""
    naive = Naive(segments(count))
    people = [Somebody(added_at=START + number) for number in range(PEOPLE)]
    members = 0
    for number in range(EVENTS):
        person, now = people[number * 7 % PEOPLE], START + number
        person.events.append(Happened(NAMES[number % 4], now, now, {}))
        members += sum(naive.inside(name, person, now) for name in naive.segments)
    return members


def figures() -> list[Figure]:
    lines = []
    for count in (1, 5):
        pair = paired(lambda: machine_run(count), lambda: naive_run(count), rounds=3)  # noqa: B023
        lines.append(
            Figure(
                f"core, {count} watched segment{'s' if count > 1 else ''}, against the naive evaluator",
                f"{pair.ratio:.1f} times as fast",
                f"{EVENTS / pair.first:,.0f} events/s; naive {EVENTS / pair.second:,.0f} events/s",
            )
        )
    return lines
