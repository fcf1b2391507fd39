"""One shopper in the course of a run: what they gave, what lies in their cart, and what is sent for what they do."""

from collections.abc import Callable
from decimal import Decimal
from typing import assert_never

import msgspec

from simulator.deliveries import Calls, SourceName, Webhook
from simulator.operations import EventKind, Track
from simulator.seeds import stream
from simulator.shoppers.behaviours import (
    AddToCart,
    ChangeKey,
    ChooseConsent,
    DeviceVerb,
    DoEvent,
    GiveKey,
    KeyKind,
    LogIn,
    LogOut,
    LoseCookies,
    OneOnDevice,
    OrderedItem,
    PlaceOrder,
    SendEvent,
    SetAttributes,
    StartCheckout,
    TellVerb,
    ViewCategory,
    ViewPage,
    ViewProduct,
    ViewScreen,
)
from simulator.shoppers.cart import Cart, Item, Line, added, item_of, items_of, total_of
from simulator.shoppers.catalogue import Catalogue, Product
from simulator.shoppers.consent import Choice, consent_attributes
from simulator.shoppers.device_calls import checkout_data, event_call, identify_call, product_data
from simulator.shoppers.devices import Device, Devices
from simulator.shoppers.keyring import Keyring
from simulator.shoppers.keys import ATTRIBUTE_OF, Key, Keys
from simulator.shoppers.money import amount_told, payable
from simulator.shoppers.past import PastEvent
from simulator.shoppers.sources import BACKEND, Sources
from simulator.shoppers.storefront import Buyer, Order, buyer_of
from simulator.shoppers.truth import ShopperTruth
from simulator.values import Json, text_of


class Deed(msgspec.Struct, frozen=True):
    """What came of a verb: what `source` sends for it, if anything, and the `news` that are true from then on."""

    source: SourceName
    what: str
    payload: Calls | Webhook | None
    news: ShopperTruth = ShopperTruth()


class Resident:
    """A shopper; each of the verbs changes them and tells what came of it."""

    def __init__(
        self, shopper: str, *, seed: int, phone: str, catalogue: Catalogue, devices: Devices, sources: Sources
    ) -> None:
        self._shopper = shopper
        self._catalogue = catalogue
        self._devices = devices
        self._sources = sources
        self._currency = catalogue.currency
        self.keyring = Keyring(seed, shopper, phone)
        self._event_keys = stream(seed, "event keys", shopper)
        self._past_keys = stream(seed, "event keys before", shopper)
        self._cart: Cart = ()

    @property
    def account(self) -> Keys:
        """The keys that the shop books on; who never gave one has an email of their own there."""
        known = self.keyring.account(None)
        return Keys(email=self.keyring.own("email")) if known == Keys() else known

    def on_device(self, verb: DeviceVerb, at: int) -> tuple[Deed, ...]:
        """Do what is done on a device."""
        used = self._devices.of(self._shopper, verb.device)
        if isinstance(verb, ViewCategory):
            viewed = self._catalogue.of_category(verb.category, verb.count)
            return tuple(self._about("Product Viewed", product, 1, used, at) for product in viewed)
        return (self._one_on_device(verb, used, at),)

    def _one_on_device(self, verb: OneOnDevice, used: Device, at: int) -> Deed:
        match verb:
            case ViewProduct():
                product = self._catalogue.find(name=verb.product, sku=verb.sku)
                return self._about("Product Viewed", product, 1, used, at)
            case AddToCart():
                return self._add_to_cart(verb, used, at)
            case StartCheckout():
                products_by = self._sources.habits(used.source).products_by
                data = checkout_data(self._basket(), self._currency, products_by=products_by)
                return self._perform("Checkout Started", data, used, at)
            case GiveKey():
                return self._give_key(used, verb.kind, verb.value, at)
            case LogIn():
                return self._give_key(used, "customer id", verb.customer_id, at)
            case LogOut():
                used.log_out(resets=self._sources.habits(used.source).resets_on_logout)
                return _unsent(used, f"logged out on the {used.name}")
            case LoseCookies():
                used.log_out(resets=True)
                return _unsent(used, f"lost all cookies on the {used.name}")
            case ViewPage():
                kind: EventKind = "screen" if used.source == "app" else "page"
                return self._perform(verb.page, verb.data, used, at, kind=kind)
            case ViewScreen():
                return self._perform(verb.screen, verb.data, used, at, kind="screen")
            case DoEvent():
                return self._perform(verb.event, verb.data, used, at)
        assert_never(verb)

    def tell(self, verb: TellVerb, at: int) -> Deed:
        """Tell something of the shopper: from their device under whom that knows, else from a backend."""
        who = self._sources.who(verb.source or BACKEND, self.account)
        attributes, what, news = self._told(verb, at)
        if verb.device is None:
            source = verb.source or BACKEND
            call = self._sources.identify(source, who, attributes, at)
            news = msgspec.structs.replace(news, identifiers=(*news.identifiers, who))
            return Deed(source, what, Calls((call,)), news)
        used = self._devices.of(self._shopper, verb.device)
        if used.person is None:
            return _unsent(used, f"{what} on the {used.name}, where nobody is known", news)
        return _sent(used, what, Calls((self._sources.identify(used.source, used.person, attributes, at),)), news)

    def report(self, verb: SendEvent, at: int) -> Deed:
        """Have a source tell what the shopper did."""
        who = self._sources.who(verb.source, self.account)
        time, key = self._sources.time(verb.source, at), self._event_keys.ulid(at)
        return _reported(
            verb.source, Track(verb.event, who=who, kind=verb.kind, data=verb.data, timestamp=time, id=key)
        )

    def did_before(self, past: PastEvent, at: int) -> Deed:
        """Tell of an event from before the story, which begins at `at`: as the story says, whatever its source does."""
        occurred = past.occurred(at)
        used = None if past.under else self._devices.running(self._shopper, past.source)
        call = Track(past.event, kind=past.kind, data=past.data, timestamp=occurred, id=self._past_keys.ulid(occurred))
        if used is not None and used.person is None:
            news = ShopperTruth(anonymous_ids=(used.anonymous_id,))
            call = msgspec.structs.replace(call, anonymous_id=used.anonymous_id)
            return _sent(used, _what(call), Calls((call,)), news)
        named = None if past.under is None else self._sources.identifier(past.under)
        known = None if used is None else used.person
        who = named or known or self._sources.who(past.source, self.account)
        return _reported(past.source, msgspec.structs.replace(call, who=who))

    def ordered_before(self, past: PastEvent, at: int, *, unused_name: Callable[[], str]) -> Order:
        """The order that an `Order Placed` from before the story tells of."""
        name, currency = past.data.get("order_id"), past.data.get("currency")
        paid_in = currency if isinstance(currency, str) else self._currency
        total = amount_told(past.data.get("total"), paid_in)
        order_id = unused_name() if name is None else text_of(name)
        return Order(order_id, Buyer(self.account, is_guest=False), past.occurred(at), total, paid_in, ())

    def order(self, verb: PlaceOrder, at: int, *, name: str) -> Order:
        """Buy the cart, which is empty afterwards; a total or items that the verb names win over the cart's."""
        buyer = self._buyer(verb)
        if verb.items:
            self._cart = ()
            return self._itemized(verb.items, Order(name, buyer, at, Decimal(0), self._currency, (), paid=verb.paid))
        currency = self._currency if verb.total is None else verb.total.currency
        named = None if verb.total is None else payable(Decimal(verb.total.amount), currency)
        basket = self._basket(price=named)
        total = total_of(basket, currency) if named is None else named
        self._cart = ()
        return Order(name, buyer, at, total, currency, items_of(basket, currency), paid=verb.paid)

    def _buyer(self, verb: PlaceOrder) -> Buyer:
        """Whom the shop books the order on; of somebody who gave nothing it learns the email now."""
        buyer = buyer_of(verb, self.keyring)
        if self.keyring.account(None) == Keys() and buyer.keys.email is not None:
            self.keyring = self.keyring.with_key(None, Key("email", buyer.keys.email))
        return buyer

    def _itemized(self, rows: tuple[OrderedItem, ...], order: Order) -> Order:
        """The order with these rows: what they cost together less their discounts is its total."""
        items: list[Item] = []
        total = Decimal(0)
        for row in rows:
            product = self._catalogue.find(sku=row.sku)
            price, off = (
                payable(Decimal(row.price), order.currency),
                payable(Decimal(row.discount or 0), order.currency),
            )
            total += price * row.quantity - off
            items.append(item_of(product, row.quantity, price, order.currency, discount=off))
        codes = tuple(dict.fromkeys(row.code for row in rows if row.code is not None))
        return msgspec.structs.replace(order, items=tuple(items), total=total, discount_codes=codes)

    def charged(self, product: Product, at: int, *, name: str) -> Order:
        """What a subscription to `product` costs them now, as an order of that name."""
        buyer = self._buyer(PlaceOrder(self._shopper))
        item = item_of(product, 1, product.price, self._currency)
        return Order(name, buyer, at, payable(product.price, self._currency), self._currency, (item,))

    def _add_to_cart(self, verb: AddToCart, used: Device, at: int) -> Deed:
        product = self._catalogue.find(name=verb.product, sku=verb.sku)
        self._cart = added(self._cart, product, verb.quantity)
        return self._about("Added to Cart", product, verb.quantity, used, at)

    def _about(self, event: str, product: Product, quantity: int, used: Device, at: int) -> Deed:
        """Send `event`, which is about a product."""
        products_by = self._sources.habits(used.source).products_by
        data = product_data(product, quantity, self._currency, products_by=products_by)
        return self._perform(event, data, used, at, subject=product.name)

    def _give_key(self, used: Device, kind: KeyKind, value: str | None, at: int) -> Deed:
        """Give `value`, else the shopper's own; from then on the calls of the device carry the person's key."""
        key = Key(kind, self.keyring.own(kind) if value is None else value)
        self.keyring = self.keyring.with_key(used.name, key)
        used.give(self._shopper, key)
        news = ShopperTruth((self._sources.identifier(key),), (used.anonymous_id,))
        call = identify_call(used, self.keyring, self._sources, at=at)
        if call is None:
            kinds = " or ".join(self._sources.kinds(used.source))
            return _unsent(used, f"gave {kind} {key.value}; {used.source} waits for {kinds}", news)
        used.person = call.who
        return _sent(used, f"identified by {kind} {key.value}", Calls((call,)), news)

    def _told(self, verb: TellVerb, at: int) -> tuple[dict[str, Json], str, ShopperTruth]:
        """The attributes that the verb tells, its words for a reader, and what is true from then on."""
        match verb:
            case ChangeKey():
                key = Key(verb.kind, verb.value)
                self.keyring = self.keyring.changed(key)
                news = ShopperTruth((self._sources.identifier(key),))
                return {ATTRIBUTE_OF[key.kind]: key.value}, f"changed {key.kind} to {key.value}", news
            case ChooseConsent():
                choice = Choice(verb.channel, verb.given, at)
                what = f"opted {'in to' if verb.given else 'out of'} {verb.channel}"
                return consent_attributes(verb.channel, given=verb.given), what, ShopperTruth(choices=(choice,))
            case SetAttributes():
                values = ", ".join(f"{name} {text_of(value)}" for name, value in verb.attributes.items())
                return verb.attributes, f"set {values}", ShopperTruth()
        assert_never(verb)

    def _basket(self, *, price: Decimal | None = None) -> Cart:
        """What would be bought now: the cart; where the journey put nothing in, one made-up product for `price`."""
        if self._cart:
            return self._cart
        product = self._catalogue.picked_by(self._shopper)
        return (Line(product if price is None else msgspec.structs.replace(product, price=price), 1),)

    def _perform(
        self, event: str, data: dict[str, Json], used: Device, at: int, *, subject: str = "", kind: EventKind = "event"
    ) -> Deed:
        """Send `event` from a device; `subject` is what a reader is told with its name."""
        key = self._event_keys.ulid(at)
        call = event_call(event, data, used, self._sources, key=key, at=at, kind=kind)
        return _sent(
            used, f"{_what(call)} {subject}".rstrip(), Calls((call,)), ShopperTruth(anonymous_ids=(used.anonymous_id,))
        )


def _reported(source: SourceName, call: Track) -> Deed:
    assert call.who is not None, f"{source} names nobody"
    return Deed(source, _what(call), Calls((call,)), ShopperTruth((call.who,)))


def _what(call: Track) -> str:
    """What the call tells, for a reader."""
    return call.name if call.kind == "event" else f"viewed {call.kind} {call.name}"


def _sent(used: Device, what: str, calls: Calls, news: ShopperTruth) -> Deed:
    """What leaves a device, unless tracking is blocked on it."""
    if used.blocks:
        return _unsent(used, f"{what}; the {used.name} blocks tracking", news)
    return Deed(used.source, what, calls, news)


def _unsent(used: Device, what: str, news: ShopperTruth | None = None) -> Deed:
    return Deed(used.source, what, None, news or ShopperTruth())
