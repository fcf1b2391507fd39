"""What came to a workspace and when, apart from each other: deliveries on one side, instants of arrival on the other.

An order is another way to put the deliveries on these instants; none arrives before it was sent. What the sources told
before the story began stays at its beginning.
"""

from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from simulator.deliveries import Delivery
from simulator.instants import Instant
from simulator.operations import Operation
from simulator.values import Json


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery and its calls.

    `after` is how many deliveries had arrived when this one was sent: it can't come to stand among them.
    """

    delivery: Delivery
    calls: tuple[Operation, ...]
    after: int


class Slot(NamedTuple):
    """An instant at which something arrives; `seen` if somebody looked at that second just before."""

    at: Instant
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A story's deliveries as they came: `arrivals[n]` came at `slots[n]`, and `known` when it began.

    The result is looked at in the second `ends`.
    """

    definition: dict[str, Json]
    starts: Instant
    known: tuple[Arrival, ...]
    arrivals: tuple[Arrival, ...]
    slots: tuple[Slot, ...]
    ends: Instant

    def candidates(self, slot: int, remaining: tuple[int, ...]) -> tuple[int, ...]:
        """Which of the arrivals that remain can come at that slot."""
        return tuple(number for number in remaining if self.arrivals[number].after <= slot)

    @property
    def orders(self) -> int:
        """How many orders there are, the one that was among them."""
        sent = (sum(arrival.after <= slot for arrival in self.arrivals) for slot in range(len(self.slots)))
        return prod(count - slot for slot, count in enumerate(sent))
