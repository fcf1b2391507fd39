"""What travels from a source to a workspace: calls, or a shop's webhook that becomes calls on its arrival."""

from typing import Literal

import msgspec

from simulator.operations import Operation
from simulator.values import Json

SourceName = str
"""`web`, `app`, `storefront` or the name of a backend source."""


Topic = Literal[
    "orders/create",
    "orders/paid",
    "orders/cancelled",
    "orders/refunded",
    "orders/shipped",
    "orders/delivered",
    "orders/edited",
    "subscriptions/charged",
]
"""What a webhook of the shop is about."""


class Calls(msgspec.Struct, frozen=True, gc=False, tag="calls"):
    """What an SDK or a backend sends by itself."""

    operations: tuple[Operation, ...]


class Webhook(msgspec.Struct, frozen=True, gc=False, tag="webhook"):
    """What the shop's platform sends; the integration turns it into calls when it arrives.

    `event_key` is there when a fault gave this arrival a key that its event carries instead of the integration's own.
    """

    topic: Topic
    body: dict[str, Json]
    event_key: str | None = None


class Delivery(msgspec.Struct, frozen=True, gc=False):
    """`occurred` is when the thing happened, `sent` when it left, `arrives` when the workspace gets it (seconds).

    `id` is unique in a run; a second arrival of the same delivery has the same `payload` and the id with `.2` behind.
    `what` names it for a reader: `Order Placed R-1`.
    """

    id: str
    source: SourceName
    shopper: str
    what: str
    occurred: int
    sent: int
    arrives: int
    payload: Calls | Webhook
