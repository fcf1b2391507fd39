"""The ways of one source: what it names people and products by, what it calls things, and what it gets wrong.

A source that nothing is said about is a healthy one. What differs is data, not code: `drift` reads it.
"""

from typing import Literal

import msgspec

from simulator.deliveries import Lateness, SourceName
from simulator.shoppers.behaviours import KeyKind
from simulator.values import Json

ProductKey = Literal["sku", "product_id", "handle"]
"""What a product can be identified by."""
TimeUnit = Literal["seconds", "milliseconds", "ISO 8601", "ISO 8601 without zone"]
MoneyUnit = Literal["major units", "minor units"]
SentType = Literal["string", "number", "boolean", "null", "list"]
SentAs = SentType | TimeUnit | MoneyUnit
"""As what a field can be sent."""
ORDER_ID = "order_id"
"""What the storefront makes its events' keys from: each news of an order has one that is the same in every copy."""
NO_EVENT_ID = "none"
"""What a source makes its events' keys from that gives them none."""
Figure = Literal["count", "sum", "first", "last"]
"""What the shop knows of a customer's orders: how many, what they cost together, when the first and the last were."""

HEALTHY_FIGURES: dict[str, Figure] = {
    "total_orders": "count",
    "lifetime_value": "sum",
    "last_order_date": "last",
    "first_order_date": "first",
}


class Habits(msgspec.Struct, frozen=True):
    """The ways of one source.

    `identifies_by` are the kinds of key that it names people by, the best first; what else it is given are attributes.
    Where nothing is said, a backend names people as the shop's orders do, any other source by the best key it knows.
    `resets_on_logout` says whether a device of it gets a new anonymous id then. Without `sends_times` its calls tell
    no time of their own, so the receive time counts and an older value that comes later wins. `takes` are the seconds
    from sending to arrival, unless these follow the shape of a `lateness`; with `any_order` deliveries that are under
    way together arrive in an order of the seed.

    `events` is what it calls them and `fields` what it calls their fields and attributes, `types` as what it sends a
    field, `times` and `money` as what it sends all of those, `leaves_out` which fields are missing; each by the name
    that it should have. `products_by` is the only key of products that it tells. `event_id` is the field from which
    the key is made that repeats of an event are recognised by. `figures` are the attributes that the storefront tells
    after an order; `also_writes` are values that go along with whatever the source identifies.
    """

    identifies_by: tuple[KeyKind, ...] = ()
    resets_on_logout: bool = True
    sends_times: bool = True
    takes: int = 0
    lateness: Lateness | None = None
    any_order: bool = False
    events: dict[str, str] = {}
    fields: dict[str, str] = {}
    types: dict[str, SentAs] = {}
    times: TimeUnit = "seconds"
    money: MoneyUnit = "major units"
    leaves_out: tuple[str, ...] = ()
    products_by: ProductKey | None = None
    event_id: str | None = None
    figures: dict[str, Figure] = msgspec.field(default_factory=HEALTHY_FIGURES.copy)
    also_writes: dict[str, Json] = {}


APP: SourceName = "app"
STOREFRONT: SourceName = "storefront"


def usual_habits(source: SourceName) -> Habits:
    """The ways of a source that nothing is said about."""
    return Habits(resets_on_logout=source != APP, event_id=ORDER_ID if source == STOREFRONT else None)
