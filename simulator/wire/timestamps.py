"""Times in requests: whole Unix seconds, under the names that the APIs gave them."""

from simulator.values import Json
from simulator.wire.terms import OrderField

_SECONDS_MAX = 1 << 53
"""Beyond it a JSON number is no exact one, and no time is meant."""
_V2_NAMES: dict[OrderField, tuple[str, ...]] = {
    "any_name": ("timestamp", "_timestamp"),
    "strict_2025": ("_timestamp",),
    "strict_2026": ("timestamp",),
}


def whole_seconds(written: Json) -> int | None:
    """A whole number of seconds; with anything else the receive time counts.

    The server's way with other values is not documented; clients drop what is no whole number before they send it
    (events.bad-timestamp), and milliseconds are stored as they come (setting `timestamps_milliseconds`).
    """
    if isinstance(written, bool) or not isinstance(written, int):
        return None
    return written if abs(written) <= _SECONDS_MAX else None


def update_time(members: dict[str, Json], attributes: dict[str, Json], order: OrderField) -> int | None:
    """When the values of a v2 identify were true (attributes.order).

    `timestamp` and `_timestamp` stand beside the attributes; where any name is taken, `_timestamp` among them counts
    too, as some clients send it.
    """
    for name in _V2_NAMES[order]:
        if name in members:
            return whole_seconds(members[name])
    return whole_seconds(attributes.get("_timestamp")) if order == "any_name" else None


def update_time_name(order: OrderField) -> str:
    """The name under which a v2 identify says its time."""
    return _V2_NAMES[order][0]
