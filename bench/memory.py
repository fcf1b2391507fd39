"""What a held event weighs, and how long a workspace of 20,000 people takes to save and to restore, by the prototype.

Weight is counted by Python's own allocator, with the log of operations, from bodies that were read one by one as calls
are: nothing of one event is shared with another. The prototype is saved by pickle.
"""

import gc
import pickle
import tracemalloc
from collections.abc import Callable

import msgspec

from bench.core import START, a_machine, a_prototype
from bench.prototype import Prototype
from bench.segments import NAMES, event_segments
from bench.timing import Figure, paired
from simulator.operations import Identifier, Identify, Track
from simulator.values import Json
from simulator.workspace import Machine
from simulator.workspace.snapshot import restored, saved

PEOPLE, EVENTS_EACH, SEGMENTS = 20_000, 10, 5
BODY = b'{"product":"Calm Serum","sku":"SERUM-30","price":59.0,"quantity":1}'


def read_body() -> dict[str, Json]:
    return msgspec.json.decode(BODY, type=dict[str, Json])


def machine_people(people: int) -> Machine:
    machine = a_machine(event_segments(SEGMENTS))
    for number in range(people):
        machine.apply(Identify(Identifier("id", f"C-{number}"), {"plan": "pro"}), at=START)
    return machine


def machine_events(machine: Machine, people: int) -> None:
    for event in range(EVENTS_EACH):
        for number in range(people):
            call = Track(NAMES[event % 4], who=Identifier("id", f"C-{number}"), data=read_body())
            machine.apply(call, at=START + 60 * event)


def prototype_people(people: int) -> Prototype:
    prototype = a_prototype(event_segments(SEGMENTS))
    for number in range(people):
        prototype.identify(f"C-{number}", {"plan": "pro"}, START)
    return prototype


def prototype_events(prototype: Prototype, people: int) -> None:
    for event in range(EVENTS_EACH):
        for number in range(people):
            prototype.track(f"C-{number}", NAMES[event % 4], read_body(), START + 60 * event)


def bytes_each(fill: Callable[[], object], count: int) -> float:
    """What stays of `fill`, for each of `count` things."""
    gc.collect()
    tracemalloc.start()
    fill()
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / count


def figures(*, people: int = PEOPLE, rounds: int = 3) -> list[Figure]:
    return [_weight(people // 10), *_snapshots(people, rounds)]


def _weight(people: int) -> Figure:
    machine, prototype = machine_people(people), prototype_people(people)
    events = people * EVENTS_EACH
    ours = bytes_each(lambda: machine_events(machine, people), events)
    theirs = bytes_each(lambda: prototype_events(prototype, people), events)
    return Figure(
        f"memory of a held event, its line of the log included, {SEGMENTS} watched segments",
        f"{ours / theirs:.2f} times",
        f"{ours:,.0f} bytes; prototype {theirs:,.0f}, without a log",
    )


def _snapshots(people: int, rounds: int) -> list[Figure]:
    machine, prototype = machine_people(people), prototype_people(people)
    machine_events(machine, people)
    prototype_events(prototype, people)
    ours, theirs = saved(machine), prototype.saved()
    saving = paired(lambda: saved(machine), prototype.saved, rounds=rounds)
    restoring = paired(lambda: restored(ours), lambda: pickle.loads(theirs), rounds=rounds)
    what = f"{people:,} people with ten events each"
    return [
        Figure(
            f"saving {what}, against pickle of the prototype",
            f"{saving.ratio:.2g} times as fast",
            f"{saving.first:.2f} s and {len(ours) / 1e6:.1f} MB; {saving.second:.2f} s and {len(theirs) / 1e6:.1f} MB",
        ),
        Figure(
            f"restoring {what}, against pickle of the prototype",
            f"{restoring.ratio:.2g} times as fast",
            f"{restoring.first:.2f} s; {restoring.second:.2f} s",
        ),
    ]
