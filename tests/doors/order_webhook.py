"""An integration as a user has it: the shop's order webhook, handled with the official client, which uses requests."""

from datetime import UTC, datetime
from typing import TypedDict

from customerio import CustomerIO

cio = CustomerIO("sim-site", "sim-track-key")


class Order(TypedDict):
    id: str
    customer: str
    email: str
    total: float


def order_placed(order: Order) -> None:
    """Tell of the order, and count it on the person."""
    now = datetime.now(UTC)
    cio.identify(id=order["customer"], email=order["email"], last_order_date=int(now.timestamp()))
    cio.track(order["customer"], "Order Placed", {"order_id": order["id"], "total": order["total"]}, timestamp=now)
