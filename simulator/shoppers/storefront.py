"""The shop's order ledger. Orders reach the workspace from here only, each as one webhook.

The webhook carries the customer's running figures by the shop's own books as absolute values, so that a copy of it
changes nothing.
"""

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from simulator.deliveries import Webhook
from simulator.seeds import stream
from simulator.shoppers.behaviours import PlaceOrder
from simulator.shoppers.cart import Item
from simulator.shoppers.keyring import Keyring
from simulator.shoppers.keys import Key, Keys
from simulator.shoppers.money import json_number


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


class OrderBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of an order's webhook; dates are Unix seconds, amounts in `currency`.

    `occurred` is when the order was placed, or in `orders/paid` when it was paid.
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
    first_order_date: int
    last_order_date: int
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

    def place(self, order: Order) -> Webhook:
        """Book `order` and tell what the platform sends for it."""
        assert order.id not in self._orders, f"order {order.id} was placed before"
        self._orders[order.id] = order
        self._names.add(order.id)
        return Webhook("orders/create", msgspec.to_builtins(_body(order, self._booked_with(order), at=order.occurred)))

    def remember(self, order: Order) -> None:
        """Have `order` in the books from before; what was told of it twice is one order."""
        self._orders.setdefault(order.id, order)
        self._names.add(order.id)

    def pay(self, name: str, at: int) -> tuple[Order, Webhook]:
        """Take the payment of the order called `name`: the order as it is then, and what the platform sends."""
        order = msgspec.structs.replace(self._orders[name], paid=True)
        self._orders[name] = order
        return order, Webhook("orders/paid", msgspec.to_builtins(_body(order, self._booked_with(order), at=at)))

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


def _body(order: Order, booked: list[Order], *, at: int) -> OrderBody:
    """`booked` are the customer's orders so far, with this one; the paid ones make the lifetime value.

    Nothing is converted between currencies.
    """
    spent = sum((other.total for other in booked if other.paid and other.currency == order.currency), Decimal(0))
    return OrderBody(
        order_id=order.id,
        total=json_number(order.total, order.currency),
        currency=order.currency,
        items=order.items,
        discount_codes=(),
        is_guest=order.buyer.is_guest,
        occurred=at,
        total_orders=len(booked),
        lifetime_value=json_number(spent, order.currency),
        first_order_date=min(other.occurred for other in booked),
        last_order_date=max(other.occurred for other in booked),
        customer_id=order.buyer.keys.customer_id,
        email=order.buyer.keys.email,
        phone=order.buyer.keys.phone,
    )
