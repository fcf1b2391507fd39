"""The values of a sentence: what an operator compares with, and the instants, durations and numbers in it.

A value that is written in the right form but cannot be, such as a 30th of February, is noted, and reading goes on with
some other value.
"""

from simulator.documents.numbers import number_from
from simulator.instants import Instant, duration_from, instant_from
from simulator.workspace.segments.conditions import Moment, Operand, Operator, Relative
from simulator.workspace.segments.operators import COMPARES_WITH, comparable
from simulator.workspace.segments.sentences.cursor import Cursor
from simulator.workspace.segments.sentences.tokens import Token
from simulator.workspace.segments.sentences.words import KEYWORDS, unquoted

_NO_UNITS = {*KEYWORDS, "time", "times"}


def read_operand(cursor: Cursor, operator: Operator) -> Operand:
    """What the operator compares with."""
    first, wanted = cursor.here, COMPARES_WITH[operator].value
    value = _read_value(cursor, wanted)
    operand = comparable(operator, value)
    if operand is None:
        cursor.note(first, f"'{operator}': expected {wanted}, found {cursor.written_since(first)}")
        return value
    return operand


def _read_value(cursor: Cursor, wanted: str) -> Operand:
    match cursor.here:
        case Token("quoted"):
            return unquoted(cursor.take().text)
        case Token("number") if not _is_duration_ahead(cursor):
            return read_number(cursor)
        case Token(keyword="true" | "false"):
            return cursor.take().keyword == "true"
        case Token("instant" | "number" | "span"):
            return read_instant(cursor)
    raise cursor.expected(wanted)


def read_instant(cursor: Cursor) -> Moment | Relative:
    """A fixed instant, or one that moves with the clock."""
    first = cursor.here
    if not _is_duration_ahead(cursor):
        return Moment(read_moment(cursor) or 0)
    seconds = read_duration(cursor)
    if cursor.took("ago"):
        return Relative(-seconds)
    if cursor.took("from now"):
        return Relative(seconds)
    written = cursor.written_since(first)
    raise cursor.expected(f"'ago' or 'from now' after '{written}'", near=("ago", "from now"))


def read_moment(cursor: Cursor) -> Instant | None:
    """A fixed instant; nothing after noting that there is no such one."""
    token = cursor.here
    if token.kind != "instant":
        raise cursor.expected("an instant such as 2026-03-02T09:00:00Z")
    try:
        return instant_from(cursor.take().text)
    except ValueError as error:
        cursor.note(token, str(error))
        return None


def read_duration(cursor: Cursor) -> int:
    """Seconds of a duration: `4 hours`, `1h30m`, `4 hours 30 minutes`."""
    first = cursor.here
    while _is_duration_ahead(cursor):
        if cursor.take().kind == "number":
            cursor.take()
    if cursor.here is first:
        raise cursor.expected("a duration such as '30 minutes' or '4 hours'")
    try:
        return duration_from(cursor.written_since(first))
    except ValueError as error:
        cursor.note(first, str(error))
        return 0


def _is_duration_ahead(cursor: Cursor) -> bool:
    """Whether a unit follows a number."""
    here, following = cursor.here, cursor.following
    is_unit = following.kind == "word" and following.keyword not in _NO_UNITS
    return here.kind == "span" or (here.kind == "number" and is_unit)


def read_number(cursor: Cursor) -> int | float:
    """The number that comes next."""
    token = cursor.take()
    try:
        return number_from(token.text)
    except ValueError as error:
        cursor.note(token, str(error))
        return 0
