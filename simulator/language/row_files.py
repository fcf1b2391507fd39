"""Files of rows that a story names: its people, and what they did before. A file is read once while it does not change.

Of the problems of one file the first are told; a large one that is wrong throughout would tell nothing else.
"""

from functools import lru_cache
from pathlib import Path

from simulator.documents import Node, Problem, Problems, Row, load_rows
from simulator.language.definition_text import file_named
from simulator.language.stories import shown_path

TEXTS = ("shopper", "customer_id", "email", "phone", "event", "source", "kind", "owner")
"""Columns whose cells are names or keys: `0042` is one of them as it stands."""

Rows = tuple[Row, ...]

_TOLD_MAX = 20


def rows_named(node: Node, beside: Path, problems: Problems, *, what: str) -> Rows | None:
    """The rows of the file that the text names, from the folder of `beside`; nothing where it can't be read."""
    file = file_named(node, beside, problems, what=what)
    if file is None:
        return None
    stat = file.stat()
    rows, found = _read(shown_path(file), (stat.st_mtime_ns, stat.st_size))
    tell_first(found, problems)
    return None if found else rows


def tell_first(found: tuple[Problem, ...], problems: Problems) -> None:
    """Note the first problems of a file, and how many more there are."""
    problems.extend(found[:_TOLD_MAX])
    if len(found) > _TOLD_MAX:
        problems.add(found[_TOLD_MAX].place, f"and {len(found) - _TOLD_MAX} more problems from here on")


@lru_cache(maxsize=64)
def _read(path: Path, version: tuple[int, int]) -> tuple[Rows, tuple[Problem, ...]]:  # noqa: ARG001 - a file that changed is another
    problems = Problems()
    rows = load_rows(path, problems, texts=TEXTS)
    return rows, tuple(problems)
