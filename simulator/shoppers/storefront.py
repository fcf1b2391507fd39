"""The shop's order ledger. Orders reach the workspace from here only, each as one webhook.

The webhook carries the customer's running figures by the shop's own books as absolute values, so that a copy of it
changes nothing.
"""

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from simulator.deliveries import Topic, Webhook
from simulator.seeds import stream
from simulator.shoppers.behaviours import OrderChange, PlaceOrder, UpdateOrder
from simulator.shoppers.cart import Item
from simulator.shoppers.keyring import Keyring
from simulator.shoppers.keys import Key, Keys
from simulator.shoppers.money import json_number, payable

_TOPICS: dict[OrderChange, Topic] = {
    "cancelled": "orders/cancelled",
    "refunded": "orders/refunded",
    "shipped": "orders/shipped",
    "delivered": "orders/delivered",
    "edited": "orders/edited",
}


class Buyer(msgspec.Struct, frozen=True, gc=False):
    """Who an order is booked on."""

    keys: Keys
    is_guest: bool


class Order(msgspec.Struct, frozen=True, gc=False):
    """An order that was placed when it occurred, and is paid or awaits payment."""

    id: str
    buyer: Buyer
    occurred: int
    total: Decimal
    currency: str
    items: tuple[Item, ...]
    paid: bool = True
    discount_codes: tuple[str, ...] = ()
    refunded: Decimal = Decimal(0)
    is_cancelled: bool = False

    @property
    def is_bought(self) -> bool:
        """Whether it is paid and stands."""
        return self.paid and not self.is_cancelled

    @property
    def spent(self) -> Decimal:
        """What the shop has of it."""
        return self.total - self.refunded if self.is_bought else Decimal(0)


class OrderBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of an order's webhook; dates are Unix seconds, amounts in `currency`.

    `occurred` is when the order was placed, or when what the webhook is about happened to it; `amount` is what was
    refunded then. Whose orders are all cancelled has no dates.
    """

    order_id: str
    total: int | float
    currency: str
    items: tuple[Item, ...]
    discount_codes: tuple[str, ...]
    is_guest: bool
    occurred: int
    total_orders: int
    lifetime_value: int | float
    first_order_date: int | None
    last_order_date: int | None
    amount: int | float | None = None
    customer_id: str | None = None
    email: str | None = None
    phone: str | None = None

    @property
    def keys(self) -> Keys:
        """The keys that the order names its buyer by."""
        return Keys(self.customer_id, self.email, self.phone)


class Storefront:
    """The shop's books of one run; `named` are orders that a journey names, so that no made-up name takes theirs."""

    def __init__(self, seed: int, *, named: Iterable[str] = ()) -> None:
        self._orders: dict[str, Order] = {}
        self._draws = stream(seed, "order names")
        self._names = set(named)

    def unused_name(self) -> str:
        """A name that no order has: `R-` and four digits, more once thousands are taken."""
        while True:
            name = f"R-{1000 + self._draws.below(max(9000, 2 * len(self._names)))}"
            if name not in self._names:
                self._names.add(name)
                return name

    def place(self, order: Order, topic: Topic = "orders/create") -> Webhook:
        """Book `order` and tell what the platform sends for it."""
        assert order.id not in self._orders, f"order {order.id} was placed before"
        self._names.add(order.id)
        return self._booked(order, topic, at=order.occurred)

    def remember(self, order: Order) -> None:
        """Have `order` in the books from before; what was told of it twice is one order."""
        self._orders.setdefault(order.id, order)
        self._names.add(order.id)

    def pay(self, name: str, at: int) -> tuple[Order, Webhook]:
        """Take the payment of the order called `name`: the order as it is then, and what the platform sends."""
        order = msgspec.structs.replace(self._orders[name], paid=True)
        return order, self._booked(order, "orders/paid", at=at)

    def update(self, verb: UpdateOrder, at: int) -> tuple[Order, Webhook]:
        """Book what becomes of an order: the order as it is then, and what the platform sends.

        Of a refund nothing more than what is left is paid back.
        """
        before = self._orders[verb.order]
        named = None if verb.amount is None else payable(Decimal(verb.amount.amount), before.currency)
        match verb.change:
            case "cancelled":
                order = msgspec.structs.replace(before, is_cancelled=True)
            case "refunded":
                left = before.total - before.refunded
                back = left if named is None else min(left, named)
                order = msgspec.structs.replace(before, refunded=before.refunded + back)
            case "edited" if named is not None:
                order = msgspec.structs.replace(before, total=named)
            case "shipped" | "delivered" | "edited":
                order = before
        topic = _TOPICS[verb.change]
        return order, self._booked(order, topic, at=at, amount=order.refunded - before.refunded)

    def _booked(self, order: Order, topic: Topic, *, at: int, amount: Decimal = Decimal(0)) -> Webhook:
        self._orders[order.id] = order
        return Webhook(topic, msgspec.to_builtins(_body(order, self._booked_with(order), at=at, amount=amount)))

    def link(self, key: Key, customer_id: str) -> None:
        """Book the orders under `key` on the customer, who has it."""
        for order in list(self._orders.values()):
            if _form(key) in map(_form, order.buyer.keys.each) and order.buyer.keys.customer_id is None:
                keys = msgspec.structs.replace(order.buyer.keys, customer_id=customer_id)
                buyer = msgspec.structs.replace(order.buyer, keys=keys)
                self._orders[order.id] = msgspec.structs.replace(order, buyer=buyer)

    def _booked_with(self, order: Order) -> list[Order]:
        """The orders of its customer so far, with itself."""
        return [other for other in self._orders.values() if _is_same_customer(other.buyer.keys, order.buyer.keys)]


def buyer_of(verb: PlaceOrder, keyring: Keyring) -> Buyer:
    """A guest is known by email alone; anybody else by customer id and email, or by the one key they gave.

    Whoever never gave a key buys as a guest, with an email of their own.
    """
    account = keyring.account(verb.device)
    if verb.guest or verb.email is not None or account == Keys():
        return Buyer(Keys(email=verb.email or account.email or keyring.own("email")), is_guest=True)
    has_better = account.customer_id is not None or account.email is not None
    return Buyer(Keys(account.customer_id, account.email) if has_better else account, is_guest=False)


def _is_same_customer(one: Keys, other: Keys) -> bool:
    """Whether the shop books both on one customer: they have a key in common."""
    return not {_form(key) for key in one.each}.isdisjoint(_form(key) for key in other.each)


def _form(key: Key) -> Key:
    return Key(key.kind, key.value.lower()) if key.kind == "email" else key


def _body(order: Order, booked: list[Order], *, at: int, amount: Decimal) -> OrderBody:
    """`booked` are the customer's orders so far, with this one; what was paid and not refunded is the lifetime value.

    A cancelled order is none. Nothing is converted between currencies.
    """
    spent = sum((other.spent for other in booked if other.currency == order.currency), Decimal(0))
    dates = [other.occurred for other in booked if not other.is_cancelled]
    return OrderBody(
        order_id=order.id,
        total=json_number(order.total, order.currency),
        currency=order.currency,
        items=order.items,
        discount_codes=order.discount_codes,
        is_guest=order.buyer.is_guest,
        occurred=at,
        total_orders=len(dates),
        lifetime_value=json_number(spent, order.currency),
        first_order_date=min(dates, default=None),
        last_order_date=max(dates, default=None),
        amount=json_number(amount, order.currency) if amount else None,
        customer_id=order.buyer.keys.customer_id,
        email=order.buyer.keys.email,
        phone=order.buyer.keys.phone,
    )
