"""An order of deliveries that fails, as Gherkin: what arrives when, from the first that was moved to the last."""

from collections.abc import Callable, Iterator

from simulator.engine.explorer.itinerary import Arrival, Itinerary
from simulator.engine.explorer.orders import FailingOrder
from simulator.instants import Instant

Clock = Callable[[Instant], str]


def counterexample(failing: FailingOrder, itinerary: Itinerary, outcome: str, clock: Clock) -> Iterator[str]:
    """The lines of a scenario; `outcome` is what it comes to, `clock` tells an instant to a reader."""
    order, arrivals = failing.order, itinerary.arrivals
    moved = [slot for slot, number in enumerate(order) if slot != number]
    first, last = moved[0], moved[-1]
    early, late = arrivals[failing.early], arrivals[failing.late]
    yield f"Scenario: {called(early)} arrives before {called(late)}"
    if first:
        yield f"  Given {_listed(arrivals[:first])} arrived as in the story"
    for slot in range(first, last + 1):
        word = "When" if slot == first else "And"
        yield f"  {word} {called(arrivals[order[slot]])} arrives at {clock(itinerary.slots[slot].at)}"
    if last + 1 < len(order):
        yield f"  And {_listed(arrivals[last + 1 :])} arrive as in the story"
    yield f"  Then {outcome}"


def called(arrival: Arrival) -> str:
    """A delivery by what it tells, where it comes from, and its id."""
    delivery = arrival.delivery
    return f'"{delivery.what}" from {delivery.source} ({delivery.id})'


def _listed(arrivals: tuple[Arrival, ...]) -> str:
    return ", ".join(arrival.delivery.id for arrival in arrivals)
