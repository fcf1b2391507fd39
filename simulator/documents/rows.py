"""Rows of a CSV or JSONL file: each with the line it begins in; whatever is wrong is a problem at its line.

A cell of CSV that writes a number, true or false is that, as in YAML, and one that is blank is not there. A line of
JSONL is an object, whose nulls are not there.
"""

import csv
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import msgspec

from simulator.documents.loading import read_text
from simulator.documents.node import Place
from simulator.documents.problem import Problems
from simulator.values import Json

_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one row by the names of its columns."""

    place: Place
    cells: dict[str, Json]


def load_rows(path: Path | str, problems: Problems, *, texts: Collection[str] = ()) -> tuple[Row, ...]:
    """The rows of a file that ends in `.csv`, `.tsv`, `.jsonl` or `.ndjson`; none after noting why it can't be read.

    Args:
        texts: columns whose cells are texts, whatever they look like.
    """
    read = _READERS.get(Path(path).suffix.lower())
    if read is None:
        problems.add(Place(str(path), 1, 1), f"holds no rows; write a file that ends in {', '.join(_READERS)}")
        return ()
    text = read_text(path, problems)
    return () if text is None else tuple(read(text, str(path), texts, problems))


def cell_value(cell: str) -> Json:
    """What a cell tells that names no type."""
    try:
        value: Json = msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        return cell
    return value if isinstance(value, bool | int | float) else cell


def _csv_rows(text: str, path: str, texts: Collection[str], problems: Problems) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        _check_heading(names, Place(path, 1, 1), problems)
        line = reader.line_num + 1
        for cells in reader:
            place, line = Place(path, line, 1), reader.line_num + 1
            if len(cells) not in (0, len(names)):
                problems.add(place, f"the row has {len(cells)} cells, the heading {len(names)}")
            elif any(cells):
                told = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
                yield Row(place, {name: cell if name in texts else cell_value(cell) for name, cell in told.items()})
    except csv.Error as error:
        problems.add(Place(path, reader.line_num, 1), f"is no CSV: {error}")


def _delimiter(text: str) -> str:
    """What stands between the names of the heading most often."""
    heading = text.partition("\n")[0]
    return max(_DELIMITERS, key=heading.count)


def _check_heading(names: list[str], place: Place, problems: Problems) -> None:
    if not names:
        problems.add(place, "is empty; expected a heading with the names of the columns")
    for name in dict.fromkeys(names):
        if not name:
            problems.add(place, "the heading has a column without a name")
        elif names.count(name) > 1:
            problems.add(place, f"duplicate column '{name}'")


def _json_rows(text: str, path: str, _texts: Collection[str], problems: Problems) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = Place(path, number, 1)
        try:
            value: Json = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
            problems.add(place, f"is no JSON: {error}")
            continue
        if isinstance(value, dict):
            yield Row(place, {name: member for name, member in value.items() if member is not None})
        else:
            problems.add(place, "expected a JSON object in each line")


_READERS: dict[str, Callable[[str, str, Collection[str], Problems], Iterator[Row]]] = {
    ".csv": _csv_rows,
    ".tsv": _csv_rows,
    ".jsonl": _json_rows,
    ".ndjson": _json_rows,
}
