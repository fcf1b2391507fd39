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
from simulator.shoppers.keyring import Keyring, Keys
from simulator.shoppers.money import json_number

STOREFRONT = "storefront"


class Buyer(msgspec.Struct, frozen=True, gc=False):
    """Who an order is booked on."""

    keys: Keys
    is_guest: bool


class Order(msgspec.Struct, frozen=True, gc=False):
    """An order, paid when it occurred."""

    id: str
    buyer: Buyer
    occurred: int
    total: Decimal
    currency: str
    items: tuple[Item, ...]


class OrderBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of an `orders/create` webhook; dates are Unix seconds, amounts in `currency`."""

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
        booked = [other for other in self._orders.values() if _is_same_customer(other.buyer.keys, order.buyer.keys)]
        return Webhook("orders/create", msgspec.to_builtins(_body(order, booked)))


def buyer_of(verb: PlaceOrder, keyring: Keyring) -> Buyer:
    """A guest is known by email alone; anybody else by customer id and email, or by the one key they gave.

    Whoever never gave a key buys as a guest, with an email of their own.
    """
    account = keyring.account(verb.device)
    is_guest = verb.guest or verb.email is not None or account.key is None
    if not is_guest:
        return Buyer(account, is_guest=False)
    return Buyer(Keys(email=verb.email or account.email or keyring.own("email")), is_guest=True)


def _is_same_customer(one: Keys, other: Keys) -> bool:
    """Whether the shop books both on one customer: the same customer id, or the same email."""
    if one.customer_id is not None and one.customer_id == other.customer_id:
        return True
    return one.email is not None and other.email is not None and one.email.lower() == other.email.lower()


def _body(order: Order, booked: list[Order]) -> OrderBody:
    """`booked` are the customer's orders so far, with this one; nothing is converted between currencies."""
    spent = sum((other.total for other in booked if other.currency == order.currency), Decimal(0))
    return OrderBody(
        order_id=order.id,
        total=json_number(order.total, order.currency),
        currency=order.currency,
        items=order.items,
        discount_codes=(),
        is_guest=order.buyer.is_guest,
        occurred=order.occurred,
        total_orders=len(booked),
        lifetime_value=json_number(spent, order.currency),
        first_order_date=min(other.occurred for other in booked),
        last_order_date=max(other.occurred for other in booked),
        customer_id=order.buyer.keys.customer_id,
        email=order.buyer.keys.email,
    )
