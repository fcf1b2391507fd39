"""The bundled integration between shop and workspace: a webhook becomes calls when it arrives.

It is a healthy one: the event, then the person's running figures as of the order, under a key that the same order has
in every copy.
"""

from hashlib import blake2b

import msgspec

from simulator.deliveries import Webhook
from simulator.operations import Identify, Operation, Track
from simulator.seeds import ulid_text
from simulator.shoppers.keyring import Keys
from simulator.shoppers.storefront import STOREFRONT, OrderBody
from simulator.values import Json


def calls_of(webhook: Webhook) -> tuple[Operation, ...]:
    """The calls for an order, in the order they are made.

    Both carry the instant of the order, so that an older webhook that arrives after a newer one overwrites nothing.
    """
    order = msgspec.convert(webhook.body, OrderBody)
    who = Keys(order.customer_id, order.email).key
    assert who is not None, f"order {order.order_id} names nobody"
    key = webhook.event_key or _event_key(order)
    figures = _figures(order)
    if who.kind != "email" and order.email is not None:
        figures["email"] = order.email
    return (
        Track("Order Placed", who=who, data=_event_data(order), timestamp=order.occurred, id=key),
        Identify(who, attributes=figures, timestamp=order.occurred),
    )


def _event_key(order: OrderBody) -> str:
    """A ULID of the order's instant, made from the source and `order_id`."""
    digest = blake2b(f"{STOREFRONT} {order.order_id}".encode(), digest_size=10).digest()
    return ulid_text(order.occurred * 1000, int.from_bytes(digest, "big"))


def _event_data(order: OrderBody) -> dict[str, Json]:
    data: dict[str, Json] = {
        "order_id": order.order_id,
        "total": order.total,
        "currency": order.currency,
        "items": [msgspec.to_builtins(item) for item in order.items],
        "discount_codes": list(order.discount_codes),
    }
    if order.is_guest:
        data["email"] = order.email
    return data


def _figures(order: OrderBody) -> dict[str, Json]:
    return {
        "total_orders": order.total_orders,
        "lifetime_value": order.lifetime_value,
        "last_order_date": order.last_order_date,
        "first_order_date": order.first_order_date,
    }
