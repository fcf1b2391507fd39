"""What is true of a call of the run: when the thing happened, and the amounts of money that it is about.

An order is known by its `order_id`, a product by its `sku`, whatever else a source made of them. Of an event with words
of its own nothing is known.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import accumulate, chain

from simulator.deliveries import Delivery
from simulator.engine.sight import Sight
from simulator.operations import Identify, Operation, Track
from simulator.plan import Known
from simulator.shoppers import Order, minor_units
from simulator.values import Json

Amounts = Mapping[str, tuple[Decimal, ...]]


def known_of(delivery: Delivery, operation: Operation, sight: Sight) -> Known:
    """What is true of the call that the delivery made."""
    match operation:
        case Track(data=data):
            order = sight.order(data.get("order_id"))
            if order is not None:
                return Known(delivery.occurred, _of_order(order), _minor_units(order.currency))
            amounts = _of_products(data, sight)
        case Identify():
            orders = sight.truth(delivery.shopper).orders
            amounts = {"lifetime_value": _of_books(orders)}
            if orders:
                return Known(delivery.occurred, amounts, _minor_units(orders[-1].currency))
        case _:
            amounts = {}
    return Known(delivery.occurred, amounts, _minor_units(sight.currency))


def _minor_units(currency: str) -> int:
    """How many a unit of the currency has: 100 of EUR, 1 of JPY."""
    return minor_units(Decimal(1), currency)


def _of_order(order: Order) -> Amounts:
    prices = tuple(Decimal(str(item.price)) for item in order.items)
    return {"total": (order.total,), "amount": (order.total,), "items[].price": prices}


def _of_books(orders: Iterable[Order]) -> tuple[Decimal, ...]:
    """What a shopper had spent in each currency after each order that is paid."""
    spent: dict[str, list[Decimal]] = {}
    for order in orders:
        if order.paid:
            spent.setdefault(order.currency, []).append(order.total)
    return tuple(chain.from_iterable(map(accumulate, spent.values())))


def _of_products(data: Mapping[str, Json], sight: Sight) -> Amounts:
    """The price of a product, or the prices and the total of a cart."""
    items = data.get("items")
    lines = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    prices = [sight.price(item.get("sku")) for item in lines]
    known = tuple(price for price in prices if price is not None)
    one = sight.price(data.get("sku"))
    amounts: dict[str, tuple[Decimal, ...]] = {"items[].price": known}
    if one is not None:
        amounts["price"] = (one,)
    if known and len(known) == len(lines):
        amounts["total"] = _total(lines, known)
    return amounts


def _total(lines: Iterable[dict[str, Json]], prices: Iterable[Decimal]) -> tuple[Decimal, ...]:
    total = Decimal(0)
    for line, price in zip(lines, prices, strict=True):
        quantity = line.get("quantity")
        if isinstance(quantity, bool) or not isinstance(quantity, int):
            return ()
        total += price * quantity
    return (total,)
