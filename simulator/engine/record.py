"""What a run did so far: who sent what, when it arrived, and which operation it became.

Every question "which delivery did it" is a join over these rows, never a guess.
"""

from collections.abc import Iterator

import msgspec

from simulator.deliveries import Delivery, Fault, Webhook
from simulator.instants import Instant
from simulator.operations import Operation


class Doing(msgspec.Struct, frozen=True):
    """A delivery as it was sent, what befell it, and when it was due to arrive (never, if it was lost)."""

    delivery: Delivery
    fault: Fault
    arrivals: tuple[Instant, ...]
    ids: tuple[str, ...]
    """Under which ids it arrives, the first time under its own."""


class Record:
    """The doings of a run in order, and the operations that their arrivals became."""

    def __init__(self) -> None:
        self.doings: list[Doing] = []
        self._doing_of: dict[str, Doing] = {}
        self.calls: list[tuple[Delivery, Operation]] = []
        self._delivery_of: dict[int, Delivery] = {}
        self._from_before: frozenset[str] = frozenset()

    def sent(self, doing: Doing) -> None:
        self.doings.append(doing)
        self._doing_of |= dict.fromkeys(doing.ids, doing)

    def doing_of(self, arrival: str) -> Doing | None:
        """The delivery that arrives under that id."""
        return self._doing_of.get(arrival)

    def begin(self) -> None:
        """What was sent until now is from before the story."""
        self._from_before = frozenset(doing.delivery.id for doing in self.doings)

    def is_from_before(self, doing: Doing) -> bool:
        """Whether it told what was known when the story began."""
        return doing.delivery.id in self._from_before

    def told(self, delivery: Delivery, operation: Operation) -> None:
        """The arrival of `delivery` made that call, whether or not it was taken."""
        self.calls.append((delivery, operation))

    def arrived(self, delivery: Delivery, operation: int) -> None:
        """The workspace took a call of `delivery` as its operation of that number."""
        self._delivery_of[operation] = delivery

    def delivery_of(self, operation: int) -> Delivery | None:
        """Which delivery that operation came from, if it came from this run."""
        return self._delivery_of.get(operation)

    def operations_of(self, shopper: str) -> frozenset[int]:
        """The numbers of all operations that the shopper's deliveries became."""
        return frozenset(number for number, delivery in self._delivery_of.items() if delivery.shopper == shopper)

    def order_placed(self, order: str) -> Doing | None:
        """How the shop told of the order called so."""
        for doing in self.doings:
            payload = doing.delivery.payload
            if isinstance(payload, Webhook) and payload.topic == "orders/create" and payload.body["order_id"] == order:
                return doing
        return None

    def of(self, shopper: str | None) -> Iterator[Doing]:
        """The shopper's doings, or everybody's."""
        return (doing for doing in self.doings if shopper is None or doing.delivery.shopper == shopper)
