"""The core with one and with five watched segments, against the naive evaluator of the tests.

The naive evaluator asks every segment of a person again after every event of that person, over all their events; the
machine looks only at what the event can move and keeps the seconds of entering and leaving besides.
"""

from bench.timing import Figure, paired
from simulator.operations import Define, Identifier, Track
from simulator.values import Json
from simulator.workspace import Machine
from simulator.workspace.segments.conditions import Condition, Not, Performed, Times, Window
from simulator.workspace.segments.sentences import sentence
from tests.laws.naive_segments import NaiveEvent, NaivePerson, naive_holds

EVENTS, PEOPLE, START = 20_000, 200, 1_767_603_600
NAMES = ("Product Viewed", "Added to Cart", "Order Placed", "Checkout Started")


def conditions(count: int) -> dict[str, Condition]:
    """That many segments of the kinds that shops write."""
    kinds: tuple[Condition, ...] = (
        Performed("Added to Cart", window=Window(within=14_400)),
        Not(Performed("Order Placed", window=Window(within=14_400))),
        Performed("Product Viewed", times=Times("at least", 3), window=Window(within=86_400)),
        Performed("Order Placed"),
        Performed("Checkout Started", window=Window(within=3_600)),
    )
    return {f"Segment {number}": condition for number, condition in enumerate(kinds[:count], start=1)}


def machine_run(count: int) -> Machine:
    """All events through a machine that watches `count` segments."""
    machine = Machine(now=START)
    segments = conditions(count)
    definition: dict[str, Json] = {"segments": {name: sentence(condition) for name, condition in segments.items()}}
    machine.apply(Define(definition, watch=tuple(segments)), at=START)
    people = [Identifier("id", f"C-{number}") for number in range(PEOPLE)]
    for number in range(EVENTS):
        machine.apply(Track(NAMES[number % 4], who=people[number * 7 % PEOPLE]), at=START + number)
    return machine


def naive_run(count: int) -> int:
    """All events through lists, each segment asked again after each event."""
    segments = tuple(conditions(count).values())
    people = [NaivePerson(added_at=START + number) for number in range(PEOPLE)]
    members = 0
    for number in range(EVENTS):
        person, now = people[number * 7 % PEOPLE], START + number
        person.events.append(NaiveEvent(NAMES[number % 4], now, now))
        members += sum(naive_holds(condition, person, now) for condition in segments)
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
