"""Conditions to their canonical sentences: one spelling for each meaning, parentheses only where they are needed."""

from typing import assert_never

from simulator.instants import duration_words, instant_text
from simulator.workspace.segments.conditions import (
    AT_LEAST_ONCE,
    All,
    Any,
    Attribute,
    Condition,
    InSegment,
    Moment,
    Not,
    Operand,
    Performed,
    Relative,
    Row,
    Test,
    Times,
    Window,
)
from simulator.workspace.segments.sentences.words import path_words, quoted
from simulator.workspace.segments.vocabulary import EVENTS

_VERBS = {kind: verb for verb, kind in EVENTS.items()}
_TERM, _FACTOR = 1, 2


def sentence(condition: Condition) -> str:
    """The condition in the sentence form."""
    match condition:
        case Any(members):
            return " or ".join(_inside(member, _TERM) for member in members)
        case All(members):
            return " and ".join(_inside(member, _FACTOR) for member in members)
        case Not(inner):
            return f"not {_inside(inner, _FACTOR)}"
        case Performed():
            return _event_words(condition)
        case InSegment(name):
            return f"in segment {quoted(name)}"
        case Attribute(path, test):
            return f"{path_words(path)} {_test_words(test)}"
        case _:
            assert_never(condition)


def _inside(condition: Condition, strength: int) -> str:
    """The sentence of a part, in parentheses if it binds less than `strength` asks for."""
    binds = 0 if isinstance(condition, Any) else _TERM if isinstance(condition, All) else _FACTOR
    return sentence(condition) if binds >= strength else f"({sentence(condition)})"


def _event_words(event: Performed) -> str:
    parts = (_VERBS[event.kind], quoted(event.name), _times(event.times), _window(event.window), _where(event.where))
    return " ".join(part for part in parts if part)


def _times(times: Times) -> str:
    if times == AT_LEAST_ONCE:
        return ""
    return f"{times.comparison} {times.count} {'time' if times.count == 1 else 'times'}"


def _window(window: Window) -> str:
    parts = (
        "" if window.within is None else f"within {duration_words(window.within)}",
        "" if window.after is None else f"after {instant_text(window.after)}",
        "" if window.before is None else f"before {instant_text(window.before)}",
    )
    return " ".join(part for part in parts if part)


def _where(rows: tuple[Row, ...]) -> str:
    return "where " + ", ".join(f"{path_words(row.path)} {_test_words(row.test)}" for row in rows) if rows else ""


def _test_words(test: Test) -> str:
    operands = " and ".join(_operand(operand) for operand in test.operands)
    return f"{test.operator} {operands}" if operands else test.operator


def _operand(operand: Operand) -> str:
    match operand:
        case bool():
            return "true" if operand else "false"
        case int() | float():
            return repr(operand)
        case str():
            return quoted(operand)
        case Moment(instant):
            return instant_text(instant)
        case Relative(seconds):
            return f"{duration_words(abs(seconds))} {'ago' if seconds < 0 else 'from now'}"
        case _:
            assert_never(operand)
