"""Events through the core with 0, 1, 5 and 20 watched segments, beside the prototype.

The prototype asks every segment of a person again after every event of that person, over all their events; the
machine looks only at what the event can move and keeps the seconds of entering and leaving besides.
"""

from collections.abc import Mapping

from bench.prototype import Prototype
from bench.segments import NAMES, Segment, event_segments
from bench.timing import Figure, Job, paired_after, rate_figure
from simulator.operations import Advance, Define, Identifier, Track
from simulator.values import Json
from simulator.workspace import Machine

PEOPLE, START = 200, 1_767_603_600
COUNTS = {0: None, 1: None, 5: 50_000, 20: None}
"""How many segments are watched, and how many events a second are aimed at."""


def a_machine(segments: Mapping[str, Segment]) -> Machine:
    """An empty workspace that watches the segments."""
    machine = Machine(now=START)
    defined: dict[str, Json] = {name: segment.condition for name, segment in segments.items()}
    machine.apply(Define({"segments": defined}, watch=tuple(defined)), at=START)
    return machine


def a_prototype(segments: Mapping[str, Segment]) -> Prototype:
    return Prototype({name: segment.holds for name, segment in segments.items()})


def watching(count: int) -> str:
    return f"{count or 'no'} watched segment{'' if count == 1 else 's'}"


def machine_tracks(count: int, events: int) -> Job:
    """All events, one a second, through a machine that watches `count` segments."""
    machine = a_machine(event_segments(count))
    people = [Identifier("id", f"C-{number}") for number in range(PEOPLE)]
    calls = [
        Track(NAMES[number % 4], who=people[number * 7 % PEOPLE], data={"price": 59.0}) for number in range(events)
    ]

    def job() -> Machine:
        for number, call in enumerate(calls):
            machine.apply(call, at=START + number)
        machine.apply(Advance(START + events), at=machine.now)
        return machine

    return job


def prototype_tracks(count: int, events: int) -> Job:
    """The same events through dictionaries and lists."""
    prototype = a_prototype(event_segments(count))
    calls: list[tuple[str, str, dict[str, Json]]] = [
        (f"C-{number * 7 % PEOPLE}", NAMES[number % 4], {"price": 59.0}) for number in range(events)
    ]

    def job() -> Prototype:
        for number, (key, name, data) in enumerate(calls):
            prototype.track(key, name, data, START + number)
        return prototype

    return job


def figures(*, events: int = 20_000, rounds: int = 3) -> list[Figure]:
    lines = []
    for count, aim in COUNTS.items():
        pair = paired_after(
            lambda: machine_tracks(count, events),  # noqa: B023
            lambda: prototype_tracks(count, events),  # noqa: B023
            rounds=rounds,
        )
        lines.append(rate_figure(f"events, {watching(count)}", pair, count=events, noun="events", aim=aim))
    return lines
