"""The town of one run: the shoppers, their shop and the truth about both. Doings go in, healthy deliveries come out.

Nothing comes back from a workspace, so what becomes of a delivery changes nobody's next doing.
"""

from collections.abc import Iterable

import msgspec

from simulator.deliveries import Delivery, Webhook
from simulator.seeds import stream
from simulator.shoppers.back_office import done_to, known_before
from simulator.shoppers.behaviours import DeviceVerb, LinkKey, PayOrder, PlaceOrder, TellVerb, Verb
from simulator.shoppers.catalogue import Catalogue
from simulator.shoppers.devices import Devices
from simulator.shoppers.keys import Key
from simulator.shoppers.past import PastEvent
from simulator.shoppers.resident import Deed, Resident
from simulator.shoppers.shopper import Shopper
from simulator.shoppers.sources import STOREFRONT, Sources
from simulator.shoppers.storefront import Order, Storefront
from simulator.shoppers.truth import ShopperTruth, Truth, Unsent

_PHONES = 100
"""How many numbers of one area code are reserved for fiction: +1 202 555 0100 to 0199."""


class Town:
    """Where the shoppers of one run live; `order_names` are the orders that the journey names."""

    def __init__(
        self,
        seed: int,
        *,
        currency: str,
        order_names: Iterable[str] = (),
        shoppers: Iterable[Shopper] = (),
        sources: Sources | None = None,
    ) -> None:
        self.truth = Truth()
        self.sources = sources or Sources()
        self._seed = seed
        self._introduced = {shopper.name: shopper for shopper in shoppers}
        self._catalogue = Catalogue(seed, currency)
        self._storefront = Storefront(seed, named=order_names)
        self._devices = Devices(seed, self._introduced.values(), self.sources)
        self._residents: dict[str, Resident] = {}
        self._sent = 0
        for name in self._introduced:
            self._resident(name)

    def open(self, at: int) -> tuple[Delivery, ...]:
        """What was told of the shoppers before the story, as deliveries that arrive when it begins, at `at`."""
        deliveries: list[Delivery] = []
        for name, shopper in self._introduced.items():
            for deed in known_before(shopper, self._resident(name), self.sources, at):
                deliveries += self._done(name, deed, at, takes=0)
            for past in sorted(shopper.history, key=lambda one: one.occurred(at)):
                deliveries += self._done(
                    name, self._did_before(name, past, at), at, takes=0, occurred=past.occurred(at)
                )
        return tuple(deliveries)

    def _did_before(self, name: str, past: PastEvent, at: int) -> Deed:
        """What came of an event from before the story; an order that was placed is in the shop's books."""
        resident = self._resident(name)
        deed = resident.did_before(past, at)
        if (past.kind, past.event) != ("event", "Order Placed"):
            return deed
        order = resident.ordered_before(past, at, unused_name=self._storefront.unused_name)
        self._storefront.remember(order)
        news = msgspec.structs.replace(deed.news, orders=(order,))
        return msgspec.structs.replace(deed, what=f"{past.event} {order.id}", news=news)

    def act(self, verb: Verb, at: int) -> tuple[Delivery, ...]:
        """Do `verb` in the second `at`; the deliveries that come of it, as they arrive when nothing goes wrong."""
        deed = self._do(verb, at)
        return self._done(verb.shopper, deed, at, takes=self.sources.habits(deed.source).takes)

    def _do(self, verb: Verb, at: int) -> Deed:
        resident = self._resident(verb.shopper)
        if isinstance(verb, PlaceOrder):
            order = resident.order(verb, at, name=verb.order or self._storefront.unused_name())
            return self._ordered(f"Order Placed {order.id}", self._storefront.place(order), order)
        if isinstance(verb, PayOrder):
            order, webhook = self._storefront.pay(verb.order, at)
            return self._ordered(f"Order Paid {order.id}", webhook, order)
        if isinstance(verb, LinkKey):
            self._storefront.link(Key(verb.kind, verb.value), verb.customer_id)
        if isinstance(verb, DeviceVerb):
            return resident.on_device(verb, at)
        if isinstance(verb, TellVerb):
            return resident.tell(verb, at)
        return done_to(verb, resident, self.sources, at)

    def _ordered(self, what: str, webhook: Webhook, order: Order) -> Deed:
        identifiers = tuple(map(self.sources.identifier, order.buyer.keys.each))
        return Deed(STOREFRONT, what, webhook, ShopperTruth(identifiers, orders=(order,)))

    def _done(
        self, shopper: str, deed: Deed, at: int, *, takes: int, occurred: int | None = None
    ) -> tuple[Delivery, ...]:
        """Note what is true from now on, and hand over what leaves."""
        account = self.sources.who(STOREFRONT, self._resident(shopper).account)
        news = msgspec.structs.replace(deed.news, account=account)
        if deed.payload is None:
            self.truth.add(shopper, msgspec.structs.replace(news, unsent=(Unsent(deed.what, at, self._sent),)))
            return ()
        self._sent += 1
        delivery = Delivery(
            id=f"d{self._sent}",
            source=deed.source,
            shopper=shopper,
            what=deed.what,
            occurred=at if occurred is None else occurred,
            sent=at,
            arrives=at + takes,
            payload=deed.payload,
        )
        self.truth.add(shopper, msgspec.structs.replace(news, deliveries=(delivery.id,)))
        return (delivery,)

    def _resident(self, shopper: str) -> Resident:
        if shopper not in self._residents:
            self._residents[shopper] = Resident(
                shopper,
                seed=self._seed,
                phone=self._phone(len(self._residents)),
                catalogue=self._catalogue,
                devices=self._devices,
                sources=self.sources,
            )
        return self._residents[shopper]

    def _phone(self, number: int) -> str:
        """The phone of the resident of that number; the first hundred have one each."""
        first = stream(self._seed, "phones").below(_PHONES)
        return f"+120255501{(first + number) % _PHONES:02d}"
