"""The ground truth of a run: who is who and who bought what, whatever became of the deliveries."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from simulator.operations import Identifier
from simulator.shoppers.storefront import Order

_T = TypeVar("_T")


class ShopperTruth(msgspec.Struct, frozen=True):
    """What is true of one shopper, each in the order in which it became so and once.

    `identifiers` are the emails and customer ids that they gave or that were used for them; `deliveries` are ids of
    deliveries as they were sent, so a second arrival stands under the id of the first.
    """

    identifiers: tuple[Identifier, ...] = ()
    anonymous_ids: tuple[str, ...] = ()
    orders: tuple[Order, ...] = ()
    deliveries: tuple[str, ...] = ()


class Truth:
    """What is true of all shoppers."""

    def __init__(self) -> None:
        self._shoppers: dict[str, ShopperTruth] = {}

    def of(self, shopper: str) -> ShopperTruth:
        """What is true of `shopper`; of one who has done nothing, nothing is."""
        return self._shoppers.get(shopper, ShopperTruth())

    def buyers(self) -> tuple[str, ...]:
        """The shoppers who placed an order, in the order of their first doing."""
        return tuple(shopper for shopper, truth in self._shoppers.items() if truth.orders)

    def add(self, shopper: str, news: ShopperTruth) -> None:
        known = self.of(shopper)
        self._shoppers[shopper] = ShopperTruth(
            identifiers=_each_once((*known.identifiers, *news.identifiers)),
            anonymous_ids=_each_once((*known.anonymous_ids, *news.anonymous_ids)),
            orders=(*known.orders, *news.orders),
            deliveries=(*known.deliveries, *news.deliveries),
        )


def _each_once(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
