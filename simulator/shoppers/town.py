"""The town of one run: the shoppers, their shop and the truth about both. Doings go in, healthy deliveries come out.

Nothing comes back from a workspace, so what becomes of a delivery changes nobody's next doing.
"""

from collections.abc import Iterable
from operator import itemgetter
from typing import assert_never

import msgspec

from simulator.deliveries import Calls, Delivery, SourceName, Webhook, seconds_late
from simulator.seeds import stream
from simulator.shoppers.back_office import done_to, known_before
from simulator.shoppers.behaviours import (
    DeviceVerb,
    LinkKey,
    ModelledVerb,
    OrderVerb,
    PayOrder,
    PlaceOrder,
    SendCalls,
    SendEvent,
    Subscribe,
    TellVerb,
    UpdateOrder,
    Verb,
)
from simulator.shoppers.calls import sent_as_written
from simulator.shoppers.catalogue import Catalogue
from simulator.shoppers.devices import Devices
from simulator.shoppers.habits import STOREFRONT
from simulator.shoppers.integration import EVENTS
from simulator.shoppers.keys import Key
from simulator.shoppers.past import PastEvent
from simulator.shoppers.resident import Deed, Resident
from simulator.shoppers.shopper import Shopper
from simulator.shoppers.sources import Sources
from simulator.shoppers.storefront import Order, Storefront
from simulator.shoppers.subscriptions import Subscriptions
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
        self._subscriptions = Subscriptions()
        self._sent = 0
        for name in self._introduced:
            self._resident(name)

    @property
    def catalogue(self) -> Catalogue:
        """What the shop sells."""
        return self._catalogue

    def open(self, at: int) -> tuple[Delivery, ...]:
        """What was told of the shoppers before the story, as deliveries that arrive when it begins, at `at`."""
        deliveries: list[Delivery] = []
        for name, shopper in self._introduced.items():
            for deed in known_before(shopper, self._resident(name), self.sources, at):
                deliveries += self._done(name, deed, at, before=at)
            for occurred, past in sorted(((one.occurred(at), one) for one in shopper.history), key=itemgetter(0)):
                deed = self._did_before(name, past, at)
                deliveries += self._done(name, deed, at, before=occurred)
        return tuple(deliveries)

    def _did_before(self, name: str, past: PastEvent, at: int) -> Deed:
        """What came of an event from before the story; an order that was placed is in the shop's books."""
        resident = self._resident(name)
        deed = resident.did_before(past, at)
        if (past.kind, past.event) != ("event", EVENTS["orders/create"]):
            return deed
        order = resident.ordered_before(past, at, unused_name=self._storefront.unused_name)
        self._storefront.remember(order)
        news = msgspec.structs.replace(deed.news, orders=(order,))
        return msgspec.structs.replace(deed, what=f"{past.event} {order.id}", news=news)

    def act(self, verb: Verb, at: int) -> tuple[Delivery, ...]:
        """Do `verb` in the second `at`; the deliveries that come of it, as they arrive when nothing goes wrong."""
        if isinstance(verb, SendCalls):
            return self._done(verb.shopper, sent_as_written(verb), at, before=at)
        deeds = self._do(verb, at)
        return tuple(delivery for deed in deeds for delivery in self._leaving(verb.shopper, deed, at))

    def charge(self, until: int) -> tuple[Delivery, ...]:
        """Charge the subscriptions that are due up to and in the second `until`, each in its own second."""
        return tuple(
            delivery
            for verb, at in self._subscriptions.due(until)
            for delivery in self._leaving(verb.shopper, self._charged(verb, at), at)
        )

    def takes(self, source: SourceName, arrival_id: str) -> int:
        """How long what has that id is on its way from `source`."""
        habits = self.sources.habits(source)
        return habits.takes if habits.lateness is None else seconds_late(habits.lateness, arrival_id, seed=self._seed)

    def _do(self, verb: ModelledVerb, at: int) -> tuple[Deed, ...]:
        resident = self._resident(verb.shopper)
        if isinstance(verb, LinkKey):
            self._storefront.link(Key(verb.kind, verb.value), verb.customer_id)
        if isinstance(verb, DeviceVerb):
            return resident.on_device(verb, at)
        if isinstance(verb, SendEvent):
            return (resident.report(verb, at),)
        if isinstance(verb, TellVerb):
            return (resident.tell(verb, at),)
        if isinstance(verb, OrderVerb):
            return (self._ordering(verb, resident, at),)
        return (done_to(verb, resident, self.sources, at),)

    def _ordering(self, verb: OrderVerb, resident: Resident, at: int) -> Deed:
        match verb:
            case PlaceOrder():
                order = resident.order(verb, at, name=verb.order or self._storefront.unused_name())
                return self._ordered(order, self._storefront.place(order))
            case PayOrder():
                return self._ordered(*self._storefront.pay(verb.order, at))
            case UpdateOrder():
                return self._ordered(*self._storefront.update(verb, at))
            case Subscribe():
                self._subscriptions.add(verb, at)
                return self._charged(verb, at)
        assert_never(verb)

    def _charged(self, verb: Subscribe, at: int) -> Deed:
        product = self._catalogue.find(name=verb.product)
        order = self._resident(verb.shopper).charged(product, at, name=self._storefront.unused_name())
        return self._ordered(order, self._storefront.place(order, "subscriptions/charged"))

    def _ordered(self, order: Order, webhook: Webhook) -> Deed:
        identifiers = tuple(map(self.sources.identifier, order.buyer.keys.each))
        what = f"{EVENTS[webhook.topic]} {order.id}"
        return Deed(STOREFRONT, what, webhook, ShopperTruth(identifiers, orders=(order,)))

    def _leaving(self, shopper: str, deed: Deed, at: int) -> tuple[Delivery, ...]:
        """What the source sends for the deed in its own ways; a webhook meets them when it arrives."""
        if isinstance(deed.payload, Calls):
            calls = self.sources.made_by(deed.source, deed.payload.operations)
            deed = msgspec.structs.replace(deed, payload=Calls(calls))
        return self._done(shopper, deed, at)

    def _done(self, shopper: str, deed: Deed, at: int, *, before: int | None = None) -> tuple[Delivery, ...]:
        """Note what is true from now on, and hand over what leaves.

        Args:
            before: when it happened, of what was so before the story and is told at once when it begins.
        """
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
            occurred=at if before is None else before,
            sent=at,
            arrives=at if before is not None else at + self.takes(deed.source, f"d{self._sent}"),
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
