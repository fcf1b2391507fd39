"""The fields of one call beside the plan: which are missing, of another type, or in another unit.

A path leads to every value that it names: `items[].sku` to that of each item. Null is no value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import msgspec

from simulator.instants import instant_from
from simulator.plan.scales import money_off, time_off
from simulator.plan.tracking_plan import PlannedField, PlanRule
from simulator.values import Json, text_of

_SHOWN_MAX = 40
"""How much of a value a reader is shown."""
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "list": (list,),
    "object": (dict,),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is true of a call of the run: when it happened, and the amounts that its fields tell, by their paths.

    `minor_units` says how many a unit of its currency has.
    """

    occurred: int | None = None
    amounts: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)
    minor_units: int = 100


NOTHING_KNOWN = Known()


class Slip(msgspec.Struct, frozen=True):
    """That a field differs from the plan, in words that begin with what was found: `is the text '59.00'; ...`."""

    rule: PlanRule
    path: str
    words: str


def slips(
    data: Mapping[str, Json], planned: Mapping[str, PlannedField], known: Known = NOTHING_KNOWN
) -> Iterator[Slip]:
    """In what the values that are there differ from the plan."""
    currency = data.get("currency")
    for path, one in planned.items():
        for value in values_at(data, path):
            if value is not None:
                slip = _slip(value, path, one, known, currency if isinstance(currency, str) else "")
                if slip is not None:
                    yield slip
                    break


def missing(data: Mapping[str, Json], required: Mapping[str, PlannedField]) -> Iterator[Slip]:
    """The required fields that are not there."""
    for path in required:
        if any(value is None for value in values_at(data, path)):
            yield Slip("missing field", path, "is missing")


def values_at(data: Mapping[str, Json], path: str) -> Iterator[Json]:
    """The values that the path names, None for each that is not there; none of what is in a list that is not there."""
    if path in data:
        yield data[path]
        return
    outer, is_each, inner = path.partition("[]")
    if is_each:
        for listed in values_at(data, outer):
            if isinstance(listed, list):
                for member in listed:
                    yield from _inside(member, inner.removeprefix("."))
        return
    outer, is_inside, inner = path.partition(".")
    if is_inside and outer in data:
        yield from _inside(data[outer], inner)
    elif not is_inside or outer not in data:
        yield None


def _inside(value: Json, path: str) -> Iterator[Json]:
    if not path:
        yield value
    elif isinstance(value, dict):
        yield from values_at(value, path)
    else:
        yield None


def _slip(value: Json, path: str, planned: PlannedField, known: Known, currency: str) -> Slip | None:
    if not _fits(value, planned):
        return Slip("wrong type", path, f"is {value_words(value)}; the plan says {type_words(planned)}")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    match planned.type:
        case "time":
            off = time_off(value, planned)
        case "money":
            truth = known.amounts.get(path, ())
            off = money_off(value, planned, truth=truth, minor_units=known.minor_units, currency=currency)
        case _:
            return None
    rule: PlanRule = "time scale" if planned.type == "time" else "money scale"
    return None if off is None else Slip(rule, path, f"is {text_of(value)}, {off}")


def _fits(value: Json, planned: PlannedField) -> bool:
    if planned.type == "time" and planned.unit == "ISO 8601":
        return isinstance(value, str) and _is_instant(value)
    kind = "number" if planned.type in ("money", "time") else planned.type
    return isinstance(value, _PYTHON_TYPES[kind]) and isinstance(value, bool) == (kind == "boolean")


def _is_instant(text: str) -> bool:
    try:
        instant_from(text)
    except ValueError:
        return False
    return True


_WORDS: dict[str, Callable[[PlannedField], str]] = {
    "string": lambda _: "a text",
    "boolean": lambda _: "true or false",
    "list": lambda _: "a list",
    "object": lambda _: "an object",
    "number": lambda planned: f"a number of {planned.unit}" if planned.unit else "a number",
    "money": lambda planned: f"money in {planned.unit}, a number",
    "time": lambda planned: f"a time in {planned.unit}" + ("" if planned.unit == "ISO 8601" else ", a number"),
}


def type_words(planned: PlannedField) -> str:
    """What the plan says a value is."""
    return _WORDS[planned.type](planned)


def value_words(value: Json) -> str:
    """A value for a reader, with its type: `the text '59.00'`."""
    shown = text_of(value)
    shown = shown if len(shown) <= _SHOWN_MAX else f"{shown[:_SHOWN_MAX]}..."
    match value:
        case None:
            return "nothing"
        case bool():
            return shown
        case int() | float():
            return f"the number {shown}"
        case str():
            return f"the text '{shown}'"
        case list():
            return f"the list {shown}"
        case dict():
            return f"the object {shown}"
