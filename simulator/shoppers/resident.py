"""One shopper in the course of a run: what they gave, what lies in their cart, and what their devices send."""

from decimal import Decimal

import msgspec

from simulator.deliveries import Calls, SourceName, Webhook
from simulator.seeds import stream
from simulator.shoppers.behaviours import AddToCart, DeviceName, KeyKind, PlaceOrder, StartCheckout, ViewProduct
from simulator.shoppers.cart import Cart, Line, added, items_of, total_of
from simulator.shoppers.catalogue import Catalogue
from simulator.shoppers.devices import device_of
from simulator.shoppers.keyring import Given, Keyring
from simulator.shoppers.money import payable
from simulator.shoppers.sources import checkout_data, event_call, identify_call, product_data
from simulator.shoppers.storefront import Order, buyer_of
from simulator.shoppers.truth import ShopperTruth
from simulator.values import Json


class Deed(msgspec.Struct, frozen=True):
    """What came of a verb: what `source` sends for it, and the `news` that are true from then on."""

    source: SourceName
    what: str
    payload: Calls | Webhook
    news: ShopperTruth


class Resident:
    """A shopper; each of the verbs changes them and tells what came of it."""

    def __init__(self, shopper: str, *, seed: int, catalogue: Catalogue) -> None:
        self._shopper = shopper
        self._seed = seed
        self._catalogue = catalogue
        self._currency = catalogue.currency
        self._keyring = Keyring(seed, shopper)
        self._event_keys = stream(seed, "event keys", shopper)
        self._cart: Cart = ()

    def view(self, verb: ViewProduct, at: int) -> Deed:
        product = self._catalogue.find(name=verb.product, sku=verb.sku)
        data = product_data(product, 1, self._currency)
        return self._perform("Product Viewed", data, verb.device, at, subject=product.name)

    def add_to_cart(self, verb: AddToCart, at: int) -> Deed:
        product = self._catalogue.find(name=verb.product, sku=verb.sku)
        self._cart = added(self._cart, product, verb.quantity)
        data = product_data(product, verb.quantity, self._currency)
        return self._perform("Added to Cart", data, verb.device, at, subject=product.name)

    def start_checkout(self, verb: StartCheckout, at: int) -> Deed:
        return self._perform("Checkout Started", checkout_data(self._basket(), self._currency), verb.device, at)

    def give_key(self, device: DeviceName, kind: KeyKind, value: str | None, at: int) -> Deed:
        """Give `value`, else the shopper's own; from then on the calls of `device` carry the person's key."""
        given = Given(device, kind, self._keyring.own(kind) if value is None else value)
        self._keyring = self._keyring.with_key(given)
        used = device_of(self._shopper, device, seed=self._seed)
        return Deed(
            source=used.source,
            what=f"identified by {kind} {given.value}",
            payload=Calls((identify_call(used, self._keyring, at=at),)),
            news=ShopperTruth(self._keyring.on(device).identifiers, (used.anonymous_id,)),
        )

    def order(self, verb: PlaceOrder, at: int, *, name: str) -> Order:
        """Pay for the cart, which is empty afterwards; a total that the verb names wins over the cart's."""
        currency = self._currency if verb.total is None else verb.total.currency
        paid = None if verb.total is None else payable(Decimal(verb.total.amount), currency)
        basket = self._basket(price=paid)
        total = total_of(basket, currency) if paid is None else paid
        self._cart = ()
        return Order(name, buyer_of(verb, self._keyring), at, total, currency, items_of(basket, currency))

    def _basket(self, *, price: Decimal | None = None) -> Cart:
        """What would be bought now: the cart; where the journey put nothing in, one made-up product for `price`."""
        if self._cart:
            return self._cart
        product = self._catalogue.picked_by(self._shopper)
        return (Line(product if price is None else msgspec.structs.replace(product, price=price), 1),)

    def _perform(self, event: str, data: dict[str, Json], device: DeviceName, at: int, *, subject: str = "") -> Deed:
        """Send `event` from `device`; `subject` is what a reader is told with its name."""
        used = device_of(self._shopper, device, seed=self._seed)
        call = event_call(event, data, used, self._keyring, key=self._event_keys.ulid(at), at=at)
        return Deed(
            source=used.source,
            what=f"{event} {subject}".rstrip(),
            payload=Calls((call,)),
            news=ShopperTruth(anonymous_ids=(used.anonymous_id,)),
        )
