"""The filter of people in the App API, read as a condition: two operators and three connectives.

An attribute is compared with `eq` or `exists` and nothing else (app.filter.ops); every object has one key.
What a malformed filter answers, and one that names an unknown segment, is chosen by settings.
"""

from simulator.values import Json
from simulator.wire.app_api.errors import bad_request, error
from simulator.wire.exchange import Refused
from simulator.wire.terms import Terms
from simulator.workspace.segments.conditions import Attribute, Condition, InSegment, Not, Path, Test, all_of, any_of

_NOWHERE = InSegment("")
"""Nobody is in a segment that is not defined (app.filter.unknown-segment)."""


class _Malformed(Refused):
    """The filter is none."""

    def __init__(self, detail: str) -> None:
        super().__init__(bad_request(f"filter: {detail}"))


def condition_from(written: Json, terms: Terms) -> Condition:
    """The condition that the filter says; a malformed one is refused or holds for nobody (app.filter.bad)."""
    try:
        return _condition(written, terms)
    except _Malformed:
        if terms.settings.app_filter_malformed == "empty":
            return _NOWHERE
        raise


def _condition(written: Json, terms: Terms) -> Condition:
    if not isinstance(written, dict) or len(written) != 1:
        raise _Malformed("a filter is an object with exactly one of and, or, not, segment, attribute")
    ((key, value),) = written.items()
    match key:
        case "and":
            return all_of(_parts(value, terms))
        case "or":
            return any_of(_parts(value, terms))
        case "not":
            return Not(_condition(value, terms))
        case "segment":
            return _segment(value, terms)
        case "attribute":
            return _attribute(value)
        case _:
            raise _Malformed(f"'{key}' is none of and, or, not, segment, attribute")


def _parts(written: Json, terms: Terms) -> list[Condition]:
    if not isinstance(written, list) or not written:
        raise _Malformed("and and or hold a list of filters")
    return [_condition(part, terms) for part in written]


def _segment(written: Json, terms: Terms) -> Condition:
    number = written.get("id") if isinstance(written, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        raise _Malformed("segment holds the number of a segment as id")
    term = terms.segments.get(str(number))
    if term is None and terms.settings.app_unknown_segment_in_filter == "error_404":
        raise Refused(error(404, f"filter: segment {number} not found"))
    return _NOWHERE if term is None else InSegment(term.name)


def _attribute(written: Json) -> Condition:
    if not isinstance(written, dict) or not isinstance(written.get("field"), str) or not written["field"]:
        raise _Malformed("attribute holds field and operator")
    path = Path((str(written["field"]),))
    match written.get("operator"):
        case "exists":
            return Attribute(path, Test("exists"))
        case "eq":
            value = written.get("value")
            if not isinstance(value, bool | int | float | str):
                raise _Malformed("eq compares with a value")
            return Attribute(path, Test("equals", (value,)))
        case _:
            raise _Malformed("operator must be eq or exists")
