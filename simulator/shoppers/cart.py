"""A shopper's cart: lines of products, the same on every device of theirs."""

from decimal import Decimal

import msgspec

from simulator.shoppers.catalogue import Product
from simulator.shoppers.habits import ProductKey
from simulator.shoppers.money import json_number, payable
from simulator.values import Json


class Line(msgspec.Struct, frozen=True, gc=False):
    product: Product
    quantity: int


Cart = tuple[Line, ...]
"""Lines in the order in which their products were first added."""


class Item(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A line as the shop books it; `price` of one piece, `discount` off the whole line."""

    sku: str
    product_id: str
    handle: str
    quantity: int
    price: int | float
    discount: int | float = 0


def added(cart: Cart, product: Product, quantity: int) -> Cart:
    """The cart with `quantity` more pieces of `product`."""
    quantities = {line.product: line.quantity for line in cart}
    quantities[product] = quantities.get(product, 0) + quantity
    return tuple(Line(each, pieces) for each, pieces in quantities.items())


def total_of(cart: Cart, currency: str) -> Decimal:
    return payable(sum((line.product.price * line.quantity for line in cart), Decimal(0)), currency)


def items_of(cart: Cart, currency: str) -> tuple[Item, ...]:
    return tuple(item_of(line.product, line.quantity, line.product.price, currency) for line in cart)


def item_of(product: Product, quantity: int, price: Decimal, currency: str, *, discount: Decimal = Decimal(0)) -> Item:
    """A line of `quantity` pieces at `price` each."""
    off = json_number(discount, currency) if discount else 0
    return Item(product.sku, product.product_id, product.handle, quantity, json_number(price, currency), off)


def item_data(item: Item, products_by: ProductKey | None) -> dict[str, Json]:
    """The line as an event tells it, its product by the one key that the source goes by, else by the sku."""
    data: dict[str, Json] = {products_by or "sku": getattr(item, products_by or "sku")}
    data |= {"quantity": item.quantity, "price": item.price}
    return {**data, "discount": item.discount} if item.discount else data
