"""How what a source sends differs from what it should: other names, types and units, fields too few and too many.

A call goes in as a healthy source would make it, and comes out by the source's habits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from typing import Literal, assert_never

import msgspec

from simulator.deliveries import SourceName
from simulator.instants import EARLIEST, LATEST, clock_text, instant_text
from simulator.operations import Identify, Operation, Track
from simulator.seeds import ulid_text
from simulator.shoppers.habits import NO_EVENT_ID, ORDER_ID, STOREFRONT, Habits, SentAs
from simulator.shoppers.money import minor_units, payable
from simulator.values import Json, text_of

TIMES = frozenset(("timestamp", "created_at", "first_order_date", "last_order_date"))
"""Fields that are instants; `timestamp` stands beside the others, for when a thing happened or was so."""
MONEY = frozenset(("total", "price", "discount", "amount", "lifetime_value"))
"""Fields that are amounts."""


@dataclass(frozen=True, slots=True)
class Local:
    """What amounts are in that name no currency, and what clock times without a zone are told by."""

    currency: str = "USD"
    zone: str = "UTC"


def drifted(calls: Iterable[Operation], habits: Habits, local: Local) -> tuple[Operation, ...]:
    """The calls as a source with these habits makes them."""
    return tuple(_drifted(call, habits, local) for call in calls)


def event_key(call: Track, source: SourceName, habits: Habits) -> str | None:
    """The key by which repeats of the event are recognised, as `source` makes it; nothing where it makes none.

    One that is made from a field is made of nothing but that, the event's name and the source's; what has no such field
    keeps its own. The storefront's of an order are its own already.
    """
    if habits.event_id == NO_EVENT_ID:
        return None
    is_its_own = source == STOREFRONT and habits.event_id == ORDER_ID
    if habits.event_id is None or is_its_own or habits.event_id not in call.data:
        return call.id
    text = f"{source} {call.name} {text_of(call.data[habits.event_id])}"
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return ulid_text(int.from_bytes(digest[:6], "big"), int.from_bytes(digest[6:], "big"))


def _drifted(call: Operation, habits: Habits, local: Local) -> Operation:
    match call:
        case Track():
            paid_in = call.data.get("currency")
            there = Local(paid_in, local.zone) if isinstance(paid_in, str) else local
            return msgspec.structs.replace(
                call,
                name=habits.events.get(call.name, call.name),
                data=_fields(call.data, habits, there),
                timestamp=_time(call.timestamp, habits),
            )
        case Identify():
            attributes = {**call.attributes, **habits.also_writes}
            return msgspec.structs.replace(
                call, attributes=_fields(attributes, habits, local), timestamp=_time(call.timestamp, habits)
            )
        case _:
            return call


def _time(at: int | None, habits: Habits) -> int | None:
    """The time of the call; one that is no whole number counts for nothing, so none is told (events.bad-timestamp)."""
    if at is None or "timestamp" in habits.leaves_out:
        return None
    match habits.types.get("timestamp", habits.times):
        case "seconds" | "number":
            return at
        case "milliseconds":
            return at * 1000
        case _:
            return None


def _fields(fields: dict[str, Json], habits: Habits, local: Local) -> dict[str, Json]:
    return {
        habits.fields.get(name, name): _value(name, value, habits, local)
        for name, value in fields.items()
        if name not in habits.leaves_out
    }


def _value(name: str, value: Json, habits: Habits, local: Local) -> Json:
    """The value as the source sends it; rows of a list are fields as well."""
    sent_as = habits.types.get(name)
    if sent_as is not None:
        return _sent(name, value, sent_as, local)
    if isinstance(value, list):
        return [_fields(row, habits, local) if isinstance(row, dict) else row for row in value]
    if name in TIMES:
        return _sent(name, value, habits.times, local)
    return _sent(name, value, habits.money, local) if name in MONEY else value


def _sent(name: str, value: Json, sent_as: SentAs, local: Local) -> Json:
    """`value` of the field `name` as another type or in another unit; what has no such form stays as it is."""
    match sent_as:
        case "string":
            return _text(name, value, local)
        case "number":
            return _number(value)
        case "boolean":
            return bool(value)
        case "null":
            return None
        case "list":
            return value if isinstance(value, list) else [value]
        case "seconds" | "major units":
            return value
        case "minor units":
            return minor_units(Decimal(str(value)), local.currency) if _is_number(value) else value
        case "milliseconds" | "ISO 8601" | "ISO 8601 without zone":
            return _instant(value, sent_as, local) if isinstance(value, int) and _is_instant(value) else value
    assert_never(sent_as)


def _instant(at: int, unit: Literal["milliseconds", "ISO 8601", "ISO 8601 without zone"], local: Local) -> Json:
    match unit:
        case "milliseconds":
            return at * 1000
        case "ISO 8601":
            return instant_text(at)
        case "ISO 8601 without zone":
            return clock_text(at, zone=local.zone).replace(" ", "T")


def _is_instant(value: int) -> bool:
    return not isinstance(value, bool) and EARLIEST <= value <= LATEST


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(name: str, value: Json, local: Local) -> str:
    """The value as text; an amount with all its digits, `59.00`."""
    if name in MONEY and _is_number(value):
        return str(payable(Decimal(str(value)), local.currency))
    return text_of(value)


def _number(value: Json) -> Json:
    """The number that a text writes, or that its digits make: of `R-7` it is 7."""
    if not isinstance(value, str):
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        digits = "".join(character for character in value if character in "0123456789")
        return int(digits) if digits else value
    if not number.is_finite():
        return value
    return int(number) if number == number.to_integral_value() else float(number)
