"""What came to the workspace in a run, delivery by delivery, as an itinerary to be gone through in other orders."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from simulator.deliveries import Delivery
from simulator.engine.explorer import Arrival, Itinerary, Slot
from simulator.instants import Instant
from simulator.operations import Operation
from simulator.values import Json


class Coming:
    """The arrivals of a run in their order; what comes before `begin` was known when the story began."""

    def __init__(self) -> None:
        self._known: tuple[str, ...] = ()
        self._after: dict[str, int] = {}
        self._arrivals: list[Arrival] = []
        self._slots: list[Slot] = []
        self._seen_at: Instant | None = None

    def sent(self, ids: Iterable[str]) -> None:
        """A delivery leaves; it arrives under these ids, after all that has arrived already."""
        for arrival in ids:
            self._after[arrival] = len(self._arrivals)

    def begin(self) -> None:
        """What was sent until now told of the time before."""
        self._known = tuple(self._after)

    def looked(self, at: Instant) -> None:
        """Somebody looks at the second `at`, so that what is due in it has happened before anything else arrives."""
        self._seen_at = at

    def arrived(self, delivery: Delivery, calls: Sequence[Operation]) -> None:
        """It has arrived, whatever became of its calls."""
        self._arrivals.append(Arrival(delivery, tuple(calls), self._after[delivery.id]))
        self._slots.append(Slot(delivery.arrives, seen=self._seen_at == delivery.arrives))
        self._seen_at = None

    def itinerary(
        self,
        definition: dict[str, Json],
        starts: Instant,
        under_way: Iterable[tuple[Delivery, Sequence[Operation]]],
        *,
        now: Instant,
    ) -> Itinerary:
        """All of it, with what is still under way as it will arrive; the result is looked at when all has."""
        coming = [Arrival(delivery, tuple(calls), self._after[delivery.id]) for delivery, calls in under_way]
        arrivals = [*self._arrivals, *coming]
        slots = [*self._slots, *(Slot(arrival.delivery.arrives) for arrival in coming)]
        known = [arrival for arrival in arrivals if arrival.delivery.id in self._known]
        return Itinerary(
            definition=definition,
            starts=starts,
            known=tuple(known),
            arrivals=tuple(replace(one, after=max(0, one.after - len(known))) for one in arrivals[len(known) :]),
            slots=tuple(slots[len(known) :]),
            ends=max([now, *(slot.at for slot in slots)]),
        )
