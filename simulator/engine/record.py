"""What a run did so far: who sent what, when it arrived, and which operation it became.

Every question "which delivery did it" is a join over these rows, never a guess.
"""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from simulator.deliveries import Delivery, Fault, Webhook
from simulator.instants import Instant
from simulator.operations import Operation


class Doing(msgspec.Struct, frozen=True):
    """A delivery as it was sent, what befell it, and when it arrives (never, if it was lost).

    `refusals` counts how often it came while the workspace was unavailable, and was sent again.
    """

    delivery: Delivery
    fault: Fault
    arrivals: tuple[Instant, ...]
    ids: tuple[str, ...]
    """Under which ids it arrives, the first time under its own."""
    refusals: int = 0


class Record:
    """The doings of a run in order, and the operations that their arrivals became."""

    def __init__(self) -> None:
        self.doings: list[Doing] = []
        self._doing_of: dict[str, Doing] = {}
        self.calls: list[tuple[Delivery, Operation]] = []
        self._delivery_of: dict[int, Delivery] = {}
        self._operations_of: defaultdict[str, set[int]] = defaultdict(set)
        self._number_of: dict[str, int] = {}
        self._from_before: frozenset[str] = frozenset()

    def sent(self, doing: Doing) -> None:
        self._number_of.update(dict.fromkeys((doing.delivery.id, *doing.ids), len(self.doings)))
        self.doings.append(doing)
        self._doing_of |= dict.fromkeys(doing.ids, doing)

    def doing_of(self, arrival: str) -> Doing | None:
        """The delivery that arrives under that id."""
        return self._doing_of.get(arrival)

    def sent_again(self, doing: Doing, arrival: Delivery) -> None:
        """The delivery was repeated, and arrives once more."""
        number = self._number_of[doing.delivery.id]
        self._number_of[arrival.id] = number
        arrivals, ids = (*doing.arrivals, arrival.arrives), (*doing.ids, arrival.id)
        self.doings[number] = msgspec.structs.replace(doing, arrivals=arrivals, ids=ids)

    def moved(self, arrival: Delivery, *, is_refused: bool = False) -> None:
        """It arrives at another time than it was due: because it was refused, or because another came before."""
        number = self._number_of[arrival.id]
        doing = self.doings[number]
        arrivals = tuple(
            arrival.arrives if one == arrival.id else at for one, at in zip(doing.ids, doing.arrivals, strict=True)
        )
        self.doings[number] = msgspec.structs.replace(
            doing, arrivals=arrivals, refusals=doing.refusals + int(is_refused)
        )

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
        self._operations_of[delivery.shopper].add(operation)

    def delivery_of(self, operation: int) -> Delivery | None:
        """Which delivery that operation came from, if it came from this run."""
        return self._delivery_of.get(operation)

    def operations_of(self, shopper: str) -> frozenset[int]:
        """The numbers of all operations that the shopper's deliveries became."""
        return frozenset(self._operations_of.get(shopper, ()))

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
