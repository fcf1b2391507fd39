"""A shopper's cart: lines of products, the same on every device of theirs."""

from decimal import Decimal

import msgspec

from simulator.shoppers.catalogue import Product
from simulator.shoppers.money import json_number, payable


class Line(msgspec.Struct, frozen=True, gc=False):
    product: Product
    quantity: int


Cart = tuple[Line, ...]
"""Lines in the order in which their products were first added."""


class Item(msgspec.Struct, frozen=True, gc=False):
    """A line as it is sent; `price` of one piece."""

    sku: str
    quantity: int
    price: int | float


def added(cart: Cart, product: Product, quantity: int) -> Cart:
    """The cart with `quantity` more pieces of `product`."""
    quantities = {line.product: line.quantity for line in cart}
    quantities[product] = quantities.get(product, 0) + quantity
    return tuple(Line(each, pieces) for each, pieces in quantities.items())


def total_of(cart: Cart, currency: str) -> Decimal:
    return payable(sum((line.product.price * line.quantity for line in cart), Decimal(0)), currency)


def items_of(cart: Cart, currency: str) -> tuple[Item, ...]:
    return tuple(Item(line.product.sku, line.quantity, json_number(line.product.price, currency)) for line in cart)
