"""The filter of people in the App API, read as a condition: two operators and three connectives.

An attribute is compared with `eq` or `exists` and nothing else (app.filter.ops); every object has one key.
"""

from simulator.values import Json
from simulator.wire.app_api.errors import bad_request
from simulator.wire.exchange import Refused
from simulator.wire.terms import Terms
from simulator.workspace.segments.conditions import Attribute, Condition, InSegment, Not, Path, Test, all_of, any_of

_NOWHERE = InSegment("")
"""Nobody is in a segment that is not defined (app.filter.unknown-segment)."""


def condition_from(written: Json, terms: Terms) -> Condition:
    """The condition that the filter says; a malformed one is refused (app.filter.bad)."""
    if not isinstance(written, dict) or len(written) != 1:
        raise _malformed("a filter is an object with exactly one of and, or, not, segment, attribute")
    ((key, value),) = written.items()
    match key:
        case "and":
            return all_of(_parts(value, terms))
        case "or":
            return any_of(_parts(value, terms))
        case "not":
            return Not(condition_from(value, terms))
        case "segment":
            return _segment(value, terms)
        case "attribute":
            return _attribute(value)
        case _:
            raise _malformed(f"'{key}' is none of and, or, not, segment, attribute")


def _parts(written: Json, terms: Terms) -> list[Condition]:
    if not isinstance(written, list) or not written:
        raise _malformed("and and or hold a list of filters")
    return [condition_from(part, terms) for part in written]


def _segment(written: Json, terms: Terms) -> Condition:
    number = written.get("id") if isinstance(written, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        raise _malformed("segment holds the number of a segment as id")
    term = terms.segments.get(str(number))
    return _NOWHERE if term is None else InSegment(term.name)


def _attribute(written: Json) -> Condition:
    if not isinstance(written, dict) or not isinstance(written.get("field"), str) or not written["field"]:
        raise _malformed("attribute holds field and operator")
    path = Path((str(written["field"]),))
    match written.get("operator"):
        case "exists":
            return Attribute(path, Test("exists"))
        case "eq":
            value = written.get("value")
            if not isinstance(value, bool | int | float | str):
                raise _malformed("eq compares with a value")
            return Attribute(path, Test("equals", (value,)))
        case _:
            raise _malformed("operator must be eq or exists")


def _malformed(detail: str) -> Refused:
    return Refused(bad_request(f"filter: {detail}"))
