"""The town of one run: the shoppers, their shop and the truth about both. Doings go in, healthy deliveries come out.

Nothing comes back from a workspace, so what becomes of a delivery changes nobody's next doing.
"""

from collections.abc import Iterable
from typing import assert_never

import msgspec

from simulator.deliveries import Delivery
from simulator.shoppers.behaviours import AddToCart, GiveKey, LogIn, PlaceOrder, StartCheckout, Verb, ViewProduct
from simulator.shoppers.catalogue import Catalogue
from simulator.shoppers.resident import Deed, Resident
from simulator.shoppers.storefront import STOREFRONT, Storefront
from simulator.shoppers.truth import ShopperTruth, Truth


class Town:
    """Where the shoppers of one run live; `order_names` are the orders that the journey names."""

    def __init__(self, seed: int, *, currency: str, order_names: Iterable[str] = ()) -> None:
        self.truth = Truth()
        self._seed = seed
        self._catalogue = Catalogue(seed, currency)
        self._storefront = Storefront(seed, named=order_names)
        self._residents: dict[str, Resident] = {}
        self._sent = 0

    def act(self, verb: Verb, at: int) -> tuple[Delivery, ...]:
        """Do `verb` in the second `at`; the deliveries that come of it, as they arrive when nothing goes wrong."""
        deed = self._do(verb, at)
        self._sent += 1
        delivery = Delivery(
            id=f"d{self._sent}",
            source=deed.source,
            shopper=verb.shopper,
            what=deed.what,
            occurred=at,
            sent=at,
            arrives=at,
            payload=deed.payload,
        )
        self.truth.add(verb.shopper, msgspec.structs.replace(deed.news, deliveries=(delivery.id,)))
        return (delivery,)

    def _do(self, verb: Verb, at: int) -> Deed:
        resident = self._resident(verb.shopper)
        match verb:
            case ViewProduct():
                return resident.view(verb, at)
            case AddToCart():
                return resident.add_to_cart(verb, at)
            case StartCheckout():
                return resident.start_checkout(verb, at)
            case GiveKey():
                return resident.give_key(verb.device, verb.kind, verb.value, at)
            case LogIn():
                return resident.give_key(verb.device, "customer id", verb.customer_id, at)
            case PlaceOrder():
                return self._place_order(resident, verb, at)
        assert_never(verb)

    def _place_order(self, resident: Resident, verb: PlaceOrder, at: int) -> Deed:
        order = resident.order(verb, at, name=verb.order or self._storefront.unused_name())
        return Deed(
            source=STOREFRONT,
            what=f"Order Placed {order.id}",
            payload=self._storefront.place(order),
            news=ShopperTruth(order.buyer.keys.identifiers, orders=(order,)),
        )

    def _resident(self, shopper: str) -> Resident:
        if shopper not in self._residents:
            self._residents[shopper] = Resident(shopper, seed=self._seed, catalogue=self._catalogue)
        return self._residents[shopper]
