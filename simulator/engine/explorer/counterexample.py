"""An order of deliveries that fails, as Gherkin: what arrives when, from the first that was moved to the last."""

from collections.abc import Callable, Iterator

from simulator.engine.explorer.itinerary import Arrival, Itinerary
from simulator.engine.explorer.orders import Order
from simulator.instants import Instant


def counterexample(order: Order, itinerary: Itinerary, outcome: str, clock: Callable[[Instant], str]) -> Iterator[str]:
    """The lines of a scenario; `outcome` is what it comes to, `clock` tells an instant to a reader."""
    arrivals = itinerary.arrivals
    moved = [slot for slot, number in enumerate(order) if slot != number]
    first, end = moved[0], moved[-1] + 1
    yield "Scenario: the smallest order with another result"
    if first:
        yield f"  Given {_as_they_did(arrivals[:first])}"
    for slot in range(first, end):
        delivery = arrivals[order[slot]].delivery
        keyword = "When" if slot == first else "And"
        arrives = f"arrives at {clock(itinerary.slots[slot].at)}"
        yield f'  {keyword} "{delivery.what}" from {delivery.source} ({delivery.id}) {arrives}'
    if end < len(order):
        yield f"  And {_as_they_did(arrivals[end:])}"
    yield f"  Then {outcome}"


def _as_they_did(arrivals: tuple[Arrival, ...]) -> str:
    ids = ", ".join(arrival.delivery.id for arrival in arrivals)
    return f"{ids} arrives as it did" if len(arrivals) == 1 else f"{ids} arrive as they did"
