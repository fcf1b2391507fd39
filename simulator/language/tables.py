"""Rows of a table as checks: attributes with their types, and the events of a history."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import get_args

import msgspec

from simulator.documents import Place, Problems, cell_value
from simulator.documents.problem import unknown
from simulator.instants import Instant
from simulator.language.sources import source_named
from simulator.language.times import history_time
from simulator.scenario import AttributeIs, AttributeType, HistoryIs, SegmentMembers
from simulator.values import Json

Row = Mapping[str, str]

_PYTHON_TYPES: dict[AttributeType, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "list": (list,),
    "object": (dict,),
}


def attribute_checks(shopper: str, rows: Iterable[tuple[Place, Row]], problems: Problems) -> tuple[AttributeIs, ...]:
    """One check for each row of `attribute`, `value` and perhaps `type`."""
    checks: list[AttributeIs] = []
    for place, row in rows:
        try:
            wanted = _type_named(row.get("type", ""))
            checks.append(AttributeIs(shopper, row["attribute"], _typed(row["value"], wanted), wanted))
        except ValueError as error:
            problems.add(place, str(error))
    return tuple(checks)


def members_check(
    segment: str, rows: Iterable[tuple[Place, Row]], shoppers: Collection[str], problems: Problems
) -> SegmentMembers:
    """The check that exactly the shoppers of the rows are members."""
    names: list[str] = []
    for place, row in rows:
        if row["shopper"] not in shoppers:
            problems.add(place, unknown("shopper", row["shopper"], shoppers))
        names.append(row["shopper"])
    return SegmentMembers(segment, tuple(names))


def told_values(rows: Iterable[tuple[Place, Row]], problems: Problems, *, name: str) -> dict[str, Json]:
    """What is told in rows of `name`, `value` and perhaps `type`."""
    return {row[name]: fact_value(place, row["value"], problems, type_named=row.get("type", "")) for place, row in rows}


def fact_value(place: Place, cell: str, problems: Problems, *, type_named: str = "") -> Json:
    """What a cell tells: without a type a number, true and false are those, as in YAML, and the rest is a text."""
    try:
        wanted = _type_named(type_named)
        return cell_value(cell) if wanted is None else _typed(cell, wanted)
    except ValueError as error:
        problems.add(place, str(error))
        return None


def _type_named(cell: str) -> AttributeType | None:
    for known in _PYTHON_TYPES:
        if cell == known:
            return known
    if cell:
        raise ValueError(unknown("type", cell, get_args(AttributeType)))
    return None


def _typed(cell: str, wanted: AttributeType | None) -> Json:
    """The value that the cell writes: a text as it is, anything else as JSON does."""
    if wanted is None or wanted == "string":
        return cell
    try:
        value: Json = msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        value = None
    if not isinstance(value, _PYTHON_TYPES[wanted]) or (wanted == "number" and isinstance(value, bool)):
        raise ValueError(f"'{cell}' is no {wanted}")
    return value


def history_check(
    shopper: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Place, Row]],
    problems: Problems,
    *,
    starts: Instant | None,
    zone: str,
) -> HistoryIs:
    """The check that a shopper's events are exactly these; a row without a column has no such data."""

    def cell(column: str, row: Row) -> str:
        written = row.get(column, "")
        if column == "at" and written:
            return history_time(written, starts=starts, zone=zone)
        return source_named(written) if column == "source" else written

    read: list[tuple[str, ...]] = []
    for place, row in rows:
        try:
            read.append(tuple(cell(column, row) for column in columns))
        except ValueError as error:
            problems.add(place, str(error))
    return HistoryIs(shopper, tuple(columns), tuple(read))
