"""The bundled integration between shop and workspace: a webhook becomes calls when it arrives.

It is a healthy one: the event, then the person's running figures as of the order, under a key that the same order has
in every copy; unless the storefront's habits say otherwise.
"""

from hashlib import blake2b

import msgspec

from simulator.deliveries import Topic, Webhook
from simulator.operations import Identifier, Operation, Track
from simulator.seeds import ulid_text
from simulator.shoppers.cart import item_data
from simulator.shoppers.habits import STOREFRONT, Figure
from simulator.shoppers.keys import Key
from simulator.shoppers.sources import Sources
from simulator.shoppers.storefront import OrderBody
from simulator.values import Json

EVENTS: dict[Topic, str] = {
    "orders/create": "Order Placed",
    "orders/paid": "Order Paid",
    "orders/cancelled": "Order Cancelled",
    "orders/refunded": "Order Refunded",
    "orders/shipped": "Order Shipped",
    "orders/delivered": "Order Delivered",
    "orders/edited": "Order Edited",
    "subscriptions/charged": "Subscription Charged",
}
"""What the integration calls each webhook of the shop."""


def calls_of(webhook: Webhook, sources: Sources) -> tuple[Operation, ...]:
    """The calls for an order, in the order they are made.

    Both carry the instant of what happened, so that an older webhook that arrives after a newer one overwrites
    nothing; unless the storefront has the habit to send no times.
    """
    order = msgspec.convert(webhook.body, OrderBody)
    who = sources.who(STOREFRONT, order.keys)
    name, data = _event(webhook, order, sources)
    key = webhook.event_key or _event_key(webhook, order)
    told = {**_figures(order, sources), **_other_keys(order, who, sources)}
    calls = (
        Track(name, who=who, data=data, timestamp=sources.time(STOREFRONT, order.occurred), id=key),
        sources.identify(STOREFRONT, who, told, order.occurred),
    )
    return sources.made_by(STOREFRONT, calls, currency=order.currency, keyed=webhook.event_key is not None)


def _event(webhook: Webhook, order: OrderBody, sources: Sources) -> tuple[str, dict[str, Json]]:
    """What the webhook is called, and what it tells: of a new order everything, of another news what is new."""
    name = EVENTS[webhook.topic]
    match webhook.topic:
        case "orders/create" | "subscriptions/charged":
            return name, _order_data(order, sources)
        case "orders/refunded":
            return name, {"order_id": order.order_id, "amount": order.amount, "currency": order.currency}
        case "orders/edited":
            return name, {"order_id": order.order_id, "total": order.total, "currency": order.currency}
        case _:
            return name, {"order_id": order.order_id}


def _event_key(webhook: Webhook, order: OrderBody) -> str:
    """A ULID of the instant, made from the source and `order_id`, and from the topic where the order has a second."""
    topic = "" if webhook.topic == "orders/create" else f"{webhook.topic} "
    digest = blake2b(f"{STOREFRONT} {topic}{order.order_id}".encode(), digest_size=10).digest()
    return ulid_text(order.occurred * 1000, int.from_bytes(digest, "big"))


def _order_data(order: OrderBody, sources: Sources) -> dict[str, Json]:
    products_by = sources.habits(STOREFRONT).products_by
    data: dict[str, Json] = {
        "order_id": order.order_id,
        "total": order.total,
        "currency": order.currency,
        "items": [item_data(item, products_by) for item in order.items],
        "discount_codes": list(order.discount_codes),
    }
    if order.is_guest:
        data["email"] = order.email
    return data


def _figures(order: OrderBody, sources: Sources) -> dict[str, Json]:
    known: dict[Figure, Json] = {
        "count": order.total_orders,
        "sum": order.lifetime_value,
        "first": order.first_order_date,
        "last": order.last_order_date,
    }
    return {attribute: known[figure] for attribute, figure in sources.habits(STOREFRONT).figures.items()}


def _other_keys(order: OrderBody, who: Identifier, sources: Sources) -> dict[str, Json]:
    """The keys that the order has beside the one that the calls carry."""
    others: dict[str, Json] = {}
    if order.email is not None and sources.identifier(Key("email", order.email)) != who:
        others["email"] = order.email
    if order.customer_id is not None and sources.identifier(Key("customer id", order.customer_id)) != who:
        others["customer_id"] = order.customer_id
    return others
