"""The parts of an event condition in the mapping form: how often, when, and on which of its data."""

from collections.abc import Mapping

from simulator.documents import Node, Problems
from simulator.documents.reading import duration, expect, fields, instant, integer, items, pair
from simulator.workspace.segments.conditions import AT_LEAST_ONCE, EVER, Row, Times, Window
from simulator.workspace.segments.rows import read_test_of
from simulator.workspace.segments.vocabulary import COUNTS

WINDOW_PARTS = ("within", "after", "before", "between")
"""The keys that say when an event counts."""


def read_times(node: Node, problems: Problems) -> Times:
    """How often: a mapping with one comparison; the default after noting that it is none."""
    if not isinstance(node.value, dict):
        expect(node, "a comparison, such as '{at least: 3}' or '{exactly: 1}'", problems, what="'times'")
        return AT_LEAST_ONCE
    found = fields(node, problems, what="'times'", known=COUNTS)
    if len(node.value) != 1:
        problems.add(node.place, f"'times': expected one of {', '.join(COUNTS)}, found {len(node.value)} keys")
    for comparison, member in found.items():
        count = integer(member, problems, what=f"'{comparison}'", least=0)
        if count is not None:
            return Times(COUNTS[comparison], count)
    return AT_LEAST_ONCE


def read_window(node: Node, parts: Mapping[str, Node], problems: Problems) -> Window:
    """When the event counts: what those of the `parts` of its mapping `node` say that speak of time."""
    given = [part for part in parts if part in WINDOW_PARTS]
    if not given:
        return EVER
    place = node.keys.get(given[-1], node.place)
    if len(given) > 1 and set(given) != {"after", "before"}:
        problems.add(place, f"'{given[-1]}' beside '{given[0]}'; an event has one window")
        return EVER
    window = _window_of(parts, problems)
    if window.is_empty:
        problems.add(place, "the window ends before it begins; nothing can lie in it")
    return window


def _window_of(parts: Mapping[str, Node], problems: Problems) -> Window:
    within, after, before = parts.get("within"), parts.get("after"), parts.get("before")
    if "between" in parts:
        after, before = pair(parts["between"], problems, what="'between'") or (None, None)
    return Window(
        within=None if within is None else duration(within, problems, what="'within'"),
        after=None if after is None else instant(after, problems, what="'after'"),
        before=None if before is None else instant(before, problems, what="'before'"),
    )


def read_where(node: Node, problems: Problems) -> tuple[Row, ...]:
    """The tests on the event's data, each a mapping with `data` and one operator."""
    if node.value == []:
        problems.add(node.place, "'where': expected at least one row, such as '{data: total, at least: 50}'")
    tested = [read_test_of("data", row, problems) for row in items(node, problems, what="'where'")]
    return tuple(Row(*path_and_test) for path_and_test in tested if path_and_test is not None)
