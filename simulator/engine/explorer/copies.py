"""Every delivery twice, and whether the result is the same: the copy comes in the second of the first, right behind it.

First each delivery alone is doubled, so that the one that changes something is named; then all are.
"""

from dataclasses import dataclass

from simulator.engine.explorer.branch import Trunk
from simulator.engine.explorer.itinerary import Arrival, Itinerary
from simulator.engine.explorer.result import Result


@dataclass(frozen=True, slots=True)
class Doubled:
    """What came of it: `failing` are the deliveries of which a copy alone changes the story's `result` to `changed`.

    With no such delivery `changed` is what copies of all of them together come to, if that is another result.
    """

    result: Result
    failing: tuple[Arrival, ...] = ()
    changed: Result | None = None


def doubled(itinerary: Itinerary, trunk: Trunk) -> Doubled:
    """Try the copies."""
    result = _result(itinerary, trunk, set())
    everything = set(range(len(itinerary.arrivals)))
    alone = {number: _result(itinerary, trunk, {number}) for number in sorted(everything)}
    failing = [number for number, changed in alone.items() if changed.written != result.written]
    changed = alone[failing[0]] if failing else _result(itinerary, trunk, everything)
    return Doubled(
        result,
        tuple(itinerary.arrivals[number] for number in failing),
        None if changed.written == result.written else changed,
    )


def _result(itinerary: Itinerary, trunk: Trunk, twice: set[int]) -> Result:
    """The result of the story's own order, in which the deliveries of these numbers arrive twice."""
    machine = trunk.branch(trunk.state)
    for number, (arrival, slot) in enumerate(zip(itinerary.arrivals, itinerary.slots, strict=True)):
        trunk.arrive(machine, arrival, slot)
        if number in twice:
            trunk.repeat(machine, arrival)
    return trunk.result(machine)
