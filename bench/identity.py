"""Identifying and merging people with 0, 1, 5 and 20 watched segments, beside the prototype."""

from collections.abc import Callable

from bench.core import COUNTS, START, a_machine, a_prototype, watching
from bench.prototype import Prototype
from bench.segments import NAMES, attribute_segments, event_segments
from bench.timing import Figure, Job, paired_after, rate_figure
from simulator.operations import Advance, Identifier, Identify, Merge, Track
from simulator.values import Json
from simulator.workspace import Machine

PEOPLE, EVENTS_EACH = 2_000, 10
MERGES_AIM = 100_000


def changes(number: int) -> dict[str, Json]:
    """What the call of this number says of a person."""
    return {"visits": number % 47, "plan": "pro" if number % 3 else "free", "city": "Berlin"}


def machine_identifies(count: int, calls: int) -> Job:
    """Calls that create `PEOPLE` people and then change three attributes of them, one call a second."""
    machine = a_machine(attribute_segments(count))
    operations = [Identify(Identifier("id", f"C-{number % PEOPLE}"), changes(number)) for number in range(calls)]

    def job() -> Machine:
        for number, operation in enumerate(operations):
            machine.apply(operation, at=START + number)
        machine.apply(Advance(START + calls), at=machine.now)
        return machine

    return job


def prototype_identifies(count: int, calls: int) -> Job:
    """The same calls through dictionaries."""
    prototype = a_prototype(attribute_segments(count))
    updates = [(f"C-{number % PEOPLE}", changes(number)) for number in range(calls)]

    def job() -> Prototype:
        for number, (key, attributes) in enumerate(updates):
            prototype.identify(key, attributes, START + number)
        return prototype

    return job


def machine_merges(count: int, pairs: int) -> Job:
    """Pairs of people with ten events each: one known by id, one by email, made one person."""
    machine = a_machine(event_segments(count))
    sides = [
        (Identifier("id", f"C-{number}"), Identifier("email", f"c-{number}@example.com")) for number in range(pairs)
    ]
    for event in range(EVENTS_EACH):
        for side in (side for pair in sides for side in pair):
            machine.apply(Track(NAMES[event % 4], who=side, data={"price": 59.0}), at=START + 60 * event)
    machine.apply(Advance(START + 60 * EVENTS_EACH), at=machine.now)
    merges, began = [Merge(*pair) for pair in sides], machine.now

    def job() -> Machine:
        for number, merge in enumerate(merges):
            machine.apply(merge, at=began + number)
        machine.apply(Advance(began + pairs), at=machine.now)
        return machine

    return job


def prototype_merges(count: int, pairs: int) -> Job:
    """The same people as dictionaries, whose lists are put together."""
    prototype = a_prototype(event_segments(count))
    sides = [(f"C-{number}", f"c-{number}@example.com") for number in range(pairs)]
    for event in range(EVENTS_EACH):
        for side in (side for pair in sides for side in pair):
            prototype.track(side, NAMES[event % 4], {"price": 59.0}, START + 60 * event)
    began = START + 60 * EVENTS_EACH

    def job() -> Prototype:
        for number, (primary, secondary) in enumerate(sides):
            prototype.merge(primary, secondary, began + number)
        return prototype

    return job


def figures(*, calls: int = 20_000, pairs: int = 2_000, rounds: int = 3) -> list[Figure]:
    lines = []
    for count in COUNTS:
        pair = paired_after(
            _bound(machine_identifies, count, calls), _bound(prototype_identifies, count, calls), rounds=rounds
        )
        lines.append(rate_figure(f"identifies, {watching(count)}", pair, count=calls, noun="calls"))
    for count in COUNTS:
        pair = paired_after(_bound(machine_merges, count, pairs), _bound(prototype_merges, count, pairs), rounds=rounds)
        what = f"merges of people with ten events each, {watching(count)}"
        lines.append(rate_figure(what, pair, count=pairs, noun="merges", aim=MERGES_AIM if count == 0 else None))
    return lines


def _bound(prepare: Callable[[int, int], Job], count: int, size: int) -> Callable[[], Job]:
    return lambda: prepare(count, size)
