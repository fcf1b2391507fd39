"""The schema of conditions: a sentence, or a mapping of one of the parser's kinds with its parts and operators."""

from simulator.language.schemas.shapes import (
    ANYTHING,
    BOOLEAN,
    COUNT,
    DURATION,
    INSTANT,
    TEXT,
    Schema,
    any_of,
    defined,
    list_of,
    record,
    told,
)
from simulator.workspace.segments.event_parts import WINDOW_PARTS
from simulator.workspace.segments.operators import COMPARES_WITH, SPELLINGS, Comparand
from simulator.workspace.segments.parser import KINDS
from simulator.workspace.segments.vocabulary import COUNTS, EVENTS

CONDITION = defined("condition")
_ROW_SUBJECT = "data"


def condition_schema() -> Schema:
    """A condition; its parts lead back to the definition `condition`."""
    sentence: Schema = {
        "type": "string",
        "description": "a sentence, such as 'performed \"Order Placed\" within 30 days'",
    }
    return any_of(sentence, *map(_kind, KINDS))


def _kind(kind: str) -> Schema:
    plain = kind.removeprefix("not ")
    if plain in EVENTS:
        return _event(kind, has_data=EVENTS[plain] == "event")
    match plain:
        case "attribute":
            return _test(kind)
        case "in segment":
            return _only(kind, told(TEXT, "the name of a segment"))
        case "all" | "any" | "none":
            return _only(kind, {**list_of(CONDITION), "minItems": 1, "description": f"conditions: {plain} of them"})
        case "not":
            return _only(kind, CONDITION)
    raise AssertionError(f"no shape is known for conditions of '{kind}'")


def _only(kind: str, shape: Schema) -> Schema:
    return record([kind], {kind: shape}, required=[kind])


def _event(kind: str, *, has_data: bool) -> Schema:
    rows: Schema = {**list_of(_test(_ROW_SUBJECT)), "minItems": 1}
    shapes: dict[str, Schema] = {
        kind: told(TEXT, "the name of the event, page or screen"),
        "within": told(DURATION, "up to so long ago, the last second included"),
        "after": told(INSTANT, "from this instant on"),
        "before": told(INSTANT, "before this instant"),
        "between": {**list_of(INSTANT), "minItems": 2, "maxItems": 2},
        "times": told(
            {**record(COUNTS, dict.fromkeys(COUNTS, COUNT)), "minProperties": 1, "maxProperties": 1}, "how often"
        ),
        "where": told(rows, "tests of the event's data; all must hold on one and the same event"),
    }
    return record([kind, *WINDOW_PARTS, "times", *(["where"] if has_data else [])], shapes, required=[kind])


def _test(subject: str) -> Schema:
    """The name of a value, and one operator."""
    operators = {spelling: _operand(COMPARES_WITH[operator]) for spelling, operator in SPELLINGS.items()}
    operators["is a timestamp between"] = {**list_of(ANYTHING), "minItems": 2, "maxItems": 2}
    shapes = {subject: told(TEXT, "a name or a path, such as 'items[].sku'"), **operators}
    return {**record(shapes, shapes, required=[subject]), "minProperties": 2, "maxProperties": 2}


def _operand(comparand: Comparand) -> Schema:
    if comparand is Comparand.NOTHING:
        return BOOLEAN
    plain: Schema = {"type": ["string", "number", "boolean"]}
    quantity: Schema = {"type": ["string", "number"]}
    return told(quantity if comparand in (Comparand.QUANTITY, Comparand.INSTANT) else plain, comparand.value)
