"""The ground truth of a run: who is who, who bought and chose what, whatever became of the deliveries."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from simulator.operations import Identifier
from simulator.shoppers.consent import Choice
from simulator.shoppers.storefront import Order

_T = TypeVar("_T")


class Unsent(msgspec.Struct, frozen=True, gc=False):
    """Something that happened at `at`, when `after` deliveries had been sent, and of which nothing was sent."""

    what: str
    at: int
    after: int


class ShopperTruth(msgspec.Struct, frozen=True):
    """What is true of one shopper, each in the order in which it became so and once.

    `identifiers` are the keys that they gave or that were used for them, `account` is the one that the shop knows them
    by at last; `anonymous_ids` are those of the devices that they used, also a shared one. `deliveries` are ids of
    deliveries as they were sent, so a second arrival stands under the id of the first.
    """

    identifiers: tuple[Identifier, ...] = ()
    anonymous_ids: tuple[str, ...] = ()
    orders: tuple[Order, ...] = ()
    deliveries: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    unsent: tuple[Unsent, ...] = ()
    account: Identifier | None = None

    @property
    def has_bought(self) -> bool:
        """Whether an order of theirs is paid and stands."""
        return any(order.is_bought for order in self.orders)


class Truth:
    """What is true of all shoppers."""

    def __init__(self) -> None:
        self._shoppers: dict[str, ShopperTruth] = {}

    def of(self, shopper: str) -> ShopperTruth:
        """What is true of `shopper`; of one who has done nothing, nothing is."""
        return self._shoppers.get(shopper, ShopperTruth())

    def order(self, name: str) -> Order | None:
        """The order called `name`, whoever placed it."""
        orders = (order for truth in self._shoppers.values() for order in truth.orders)
        return next((order for order in orders if order.id == name), None)

    def buyers(self) -> tuple[str, ...]:
        """The shoppers with a paid order, in the order of their first doing: the shop's own list."""
        return tuple(shopper for shopper, truth in self._shoppers.items() if truth.has_bought)

    def add(self, shopper: str, news: ShopperTruth) -> None:
        known = self.of(shopper)
        orders = {order.id: order for order in (*known.orders, *news.orders)}
        self._shoppers[shopper] = ShopperTruth(
            identifiers=_each_once((*known.identifiers, *news.identifiers)),
            anonymous_ids=_each_once((*known.anonymous_ids, *news.anonymous_ids)),
            orders=tuple(orders.values()),
            deliveries=(*known.deliveries, *news.deliveries),
            choices=(*known.choices, *news.choices),
            unsent=(*known.unsent, *news.unsent),
            account=news.account or known.account,
        )


def _each_once(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
