"""The schema of tracking_plan.yaml, from the tables of its parser: identity, attributes, events and their fields."""

from simulator.language.schemas.shapes import (
    ANYTHING,
    INSTANT,
    TEXT,
    Schema,
    any_of,
    defined,
    list_of,
    names_of,
    one_or_more,
    record,
    told,
    when,
    words,
)
from simulator.plan import parser
from simulator.plan.tracking_plan import KEY_NAMES, TYPES, UNITS, FieldType
from simulator.values import Json

PLAN = defined("plan")
_TYPE = told(words(TYPES), "what a value is: money is a number with a currency, time is an instant")
_KEYS = one_or_more(words(KEY_NAMES))
_OWNER = told(one_or_more(TEXT), "the source that writes it, or several; 'anybody' for all")
_NUMBER: Schema = {"type": "number"}


def plan_schema() -> Schema:
    """A tracking plan."""
    shapes = {
        "name": told(TEXT, "what the plan is called: scenarios name it so"),
        "owner": told(TEXT, "who answers for the plan"),
        "identity": told(_identity(), "by what people are known"),
        "attributes": told(names_of(any_of(_TYPE, _attribute())), "each attribute by its name"),
        "events": told(names_of(any_of({"type": "null"}, _event())), "each event by its name"),
    }
    return record(parser.KEYS, shapes, required=parser.REQUIRED)


def _identity() -> Schema:
    shapes = {
        "backbone": told(words(KEY_NAMES), "the key that every source sends sooner or later"),
        "contacts": told(_KEYS, "the keys beside it"),
        "sources": told(names_of(_KEYS), "each source with the keys that it sends"),
        "owner": told(TEXT, "who answers for it"),
    }
    return record(parser.IDENTITY_KEYS, shapes, required=["backbone"])


def _event() -> Schema:
    fields = names_of(any_of(_TYPE, _field(parser.FIELD_KEYS)))
    shapes = {
        "owner": _OWNER,
        "aliases": told(one_or_more(TEXT), "other names that are used for it, and should not be"),
        "required": told(fields, "fields that are always there, by path: 'order_id', 'items[].sku'"),
        "optional": told(fields, "fields that may be there"),
        "example": told(names_of(ANYTHING), "data as it should be"),
    }
    return record(parser.EVENT_KEYS, shapes)


def _attribute() -> Schema:
    return _field(parser.ATTRIBUTE_KEYS)


def _field(keys: tuple[str, ...]) -> Schema:
    """A field in full; its type says which units it may have, and whether it has a range."""
    shapes = {
        "type": _TYPE,
        "unit": told(TEXT, "of a time or of money, or of a number in any word"),
        "plausible": told(ANYTHING, "the least and the most that is told where nobody knows the truth"),
        "owner": _OWNER,
        "updates": told(TEXT, "when it changes"),
    }
    by_type: list[Json] = [
        when({"properties": {"type": {"const": kind}}, "required": ["type"]}, _of_type(kind)) for kind in TYPES
    ]
    return {**record(keys, shapes, required=["type"]), "allOf": by_type}


def _of_type(kind: FieldType) -> Schema:
    match kind:
        case "money":
            span = _pair(_NUMBER)
            return {"properties": {"unit": words(UNITS[kind]), "plausible": any_of(span, names_of(span))}}
        case "time":
            return {"properties": {"unit": words(UNITS[kind]), "plausible": _pair(INSTANT)}}
        case "number":
            return {"properties": {"plausible": False}}
        case _:
            return {"properties": {"unit": False, "plausible": False}}


def _pair(bound: Schema) -> Schema:
    return {**list_of(bound), "minItems": 2, "maxItems": 2}
