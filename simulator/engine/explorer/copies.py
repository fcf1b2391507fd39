"""Every delivery twice, and whether the result is the same: the copy comes in the second of the first, right behind it.

First each delivery alone is doubled, so that the one that changes something is named; then all are.
"""

from collections.abc import Container
from dataclasses import dataclass

from simulator.engine.explorer.branching import Branching
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


def doubled(itinerary: Itinerary) -> Doubled:
    """Try the copies."""
    workspace = Branching(itinerary)
    everything = range(len(itinerary.arrivals))
    result = _result(itinerary, workspace, ())
    alone = {number: _result(itinerary, workspace, (number,)) for number in everything}
    failing = [number for number, changed in alone.items() if changed.written != result.written]
    changed = alone[failing[0]] if failing else _result(itinerary, workspace, everything)
    return Doubled(
        result,
        tuple(itinerary.arrivals[number] for number in failing),
        None if changed.written == result.written else changed,
    )


def _result(itinerary: Itinerary, workspace: Branching, twice: Container[int]) -> Result:
    """The result of the story's own order, in which the deliveries of these numbers arrive twice."""
    workspace.go_back(workspace.root)
    for number, arrival in enumerate(itinerary.arrivals):
        workspace.arrive(arrival, number)
        if number in twice:
            workspace.repeat(arrival, number)
    return workspace.result()
