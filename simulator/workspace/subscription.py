"""What a person said about messages as a whole: the attribute `unsubscribed` and how its values are read."""

from simulator.values import Json

UNSUBSCRIBED = "unsubscribed"


def means_unsubscribed(value: Json) -> bool:
    """Whether the value is true in any case, 1 or "1"; anything else means subscribed (consent.unsubscribed-values)."""
    if isinstance(value, str):
        return value.casefold() in ("true", "1")
    return value is True or (value == 1 and not isinstance(value, float))
