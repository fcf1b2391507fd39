"""Definition nodes to conditions: the mapping form of a workspace's definition, or a sentence where a text stands.

One key of the mapping, by custom its first, names the kind of condition; the others are its parts.
"""

from collections.abc import Callable

from simulator.documents import Node, Problems
from simulator.documents.reading import expect, fields, items, text, unknown_key
from simulator.workspace.segments.conditions import (
    AT_LEAST_ONCE,
    Attribute,
    Condition,
    InSegment,
    Not,
    Performed,
    all_of,
    any_of,
)
from simulator.workspace.segments.event_parts import WINDOW_PARTS, read_times, read_where, read_window
from simulator.workspace.segments.rows import read_test_of
from simulator.workspace.segments.sentences import parse_sentence
from simulator.workspace.segments.vocabulary import EVENTS, NOT_EMULATED

_LATER = frozenset(("device", "message", "object", "relationship", "topic", "campaign"))
"""What conditions of the real product speak of and ours do not yet."""


def read_condition(node: Node, problems: Problems) -> Condition | None:
    """The condition in `node`, or nothing after noting all that is wrong with it."""
    found = Problems()
    condition = _read(node, found)
    problems.extend(found)
    return None if found else condition


def _read(node: Node, problems: Problems) -> Condition | None:
    if isinstance(node.value, str):
        return parse_sentence(node.value, node.text_place, problems)
    if not isinstance(node.value, dict):
        expect(node, "a condition, such as '{performed: Order Placed}' or a sentence", problems)
        return None
    kind = next((key for key in node.value if key in KINDS), None)
    if kind is None:
        _note_no_kind(node, problems)
        return None
    return KINDS[kind](node, kind, problems)


def _note_no_kind(node: Node, problems: Problems) -> None:
    """Say that no key of the mapping names a kind of condition, or that it is one of the real product's only."""
    entries = [(key, place) for key, place, _ in node.entries()]
    for key, place in entries:
        if key.removeprefix("not ") in NOT_EMULATED or not _LATER.isdisjoint(key.split()):
            problems.add(place, f"'{key}' is not emulated yet")
            return
    if entries:
        key, place = entries[0]
        problems.add(place, unknown_key(key, KINDS, what="a condition, whose first key names its kind"))
    else:
        problems.add(node.place, "an empty condition; its first key names its kind, as in '{performed: Order Placed}'")


def _read_event(node: Node, key: str, problems: Problems) -> Condition | None:
    kind = EVENTS[key.removeprefix("not ")]
    parts = (*WINDOW_PARTS, "times", "where") if kind == "event" else (*WINDOW_PARTS, "times")
    found = fields(node, problems, what=f"'{key}'", known=(key, *parts))
    name = text(found[key], problems, what=f"'{key}'")
    times = read_times(found["times"], problems) if "times" in found else AT_LEAST_ONCE
    window = read_window(node, found, problems)
    where = read_where(found["where"], problems) if "where" in found else ()
    return None if name is None else Performed(name, kind, times, window, where)


def _read_segment(node: Node, key: str, problems: Problems) -> Condition | None:
    name = text(_only(node, key, problems), problems, what=f"'{key}'")
    return None if name is None else InSegment(name)


def _read_attribute(node: Node, key: str, problems: Problems) -> Condition | None:
    tested = read_test_of(key, node, problems)
    return None if tested is None else Attribute(*tested)


def _read_not(node: Node, key: str, problems: Problems) -> Condition | None:
    condition = _read(_only(node, key, problems), problems)
    return None if condition is None else Not(condition)


def _read_group(node: Node, key: str, problems: Problems) -> Condition | None:
    written = _only(node, key, problems)
    if written.value == []:
        problems.add(written.place, f"'{key}': expected at least one condition, found an empty list")
    members = [_read(member, problems) for member in items(written, problems, what=f"'{key}'")]
    conditions = [member for member in members if member is not None]
    if not conditions:
        return None
    match key:
        case "all":
            return all_of(conditions)
        case "any":
            return any_of(conditions)
        case _:
            return Not(any_of(conditions))


def _only(node: Node, key: str, problems: Problems) -> Node:
    """What stands under `key`, which is the only one the mapping may have."""
    return fields(node, problems, what=f"'{key}'", known=(key,))[key]


_Reader = Callable[[Node, str, Problems], Condition | None]


def _negated(read: _Reader) -> _Reader:
    def read_negated(node: Node, key: str, problems: Problems) -> Condition | None:
        condition = read(node, key, problems)
        return None if condition is None else Not(condition)

    return read_negated


KINDS: dict[str, _Reader] = {
    "performed": _read_event,
    "not performed": _negated(_read_event),
    "viewed page": _read_event,
    "not viewed page": _negated(_read_event),
    "viewed screen": _read_event,
    "not viewed screen": _negated(_read_event),
    "attribute": _read_attribute,
    "in segment": _read_segment,
    "not in segment": _negated(_read_segment),
    "all": _read_group,
    "any": _read_group,
    "none": _read_group,
    "not": _read_not,
}
"""What each kind of condition is read by; the keys are the kinds."""
