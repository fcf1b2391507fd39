"""Sentences to conditions: one method for each rule of the grammar.

What can't be read ends the sentence with one problem; a wrong value in a readable place is noted, and reading goes on.
"""

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from simulator.documents import Place, Problems
from simulator.documents.node import DEPTH_MAX
from simulator.documents.problem import nearest
from simulator.operations import EventKind
from simulator.workspace.segments.conditions import (
    Attribute,
    Comparison,
    Condition,
    InSegment,
    Moment,
    Not,
    Operator,
    Path,
    Performed,
    Relative,
    Row,
    Test,
    Times,
    Window,
    all_of,
    any_of,
)
from simulator.workspace.segments.operators import COMPARES_WITH, SPELLINGS, Comparand, is_backwards
from simulator.workspace.segments.sentences.cursor import Cursor, UnreadableError
from simulator.workspace.segments.sentences.tokens import Token
from simulator.workspace.segments.sentences.values import (
    read_duration,
    read_instant,
    read_moment,
    read_number,
    read_operand,
)
from simulator.workspace.segments.sentences.words import (
    CLAUSES,
    KEYWORDS,
    SIGNS,
    STARTS,
    VERBS,
    has_blank_name,
    path_from,
    unquoted,
)
from simulator.workspace.segments.vocabulary import COUNTS, NOT_EMULATED

_T = TypeVar("_T")


def parse_sentence(text: str, place: Place, problems: Problems) -> Condition | None:
    """The condition that the sentence at `place` says, or nothing after noting why it says none.

    Further lines of the sentence are indented as its first, as those of a doc string are.
    """
    return _whole(text, place, problems, lambda cursor: _Grammar(cursor).sentence())


def parse_instant(text: str, place: Place, problems: Problems) -> Moment | Relative | None:
    """An instant on its own: `2026-03-02T09:00:00Z`, `3 days ago`, `4 hours from now`; or nothing after noting why."""
    return _whole(text, place, problems, read_instant)


def parse_path(text: str) -> Path | None:
    """The path that is written so, or nothing if a name in it is blank.

    A text that is no path is the name of one attribute, whatever its characters.
    """
    path = path_from(text) or Path((text,))
    return None if has_blank_name(path) else path


def _whole(text: str, place: Place, problems: Problems, rule: Callable[[Cursor], _T]) -> _T | None:
    """What the rule reads, if it reads all of the text without a problem."""
    found = Problems()
    cursor = Cursor(text, place, found)
    value: _T | None = None
    try:
        value = rule(cursor)
        if cursor.here.kind != "end":
            raise cursor.expected("nothing more")
    except UnreadableError as error:
        found.add(error.place, str(error))
    problems.extend(found)
    return None if found else value


class _Grammar:
    """The rules of the grammar, each reading on from where the cursor stands."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def sentence(self) -> Condition:
        condition = self._condition(0)
        if self._cursor.here.kind != "end":
            raise self._cursor.expected("'and', 'or' or the end of the sentence", near=("and", "or", *CLAUSES))
        return condition

    def _condition(self, depth: int) -> Condition:
        members = [self._term(depth)]
        while self._cursor.took("or"):
            members.append(self._term(depth))
        return any_of(members)

    def _term(self, depth: int) -> Condition:
        members = [self._factor(depth)]
        while self._cursor.took("and"):
            members.append(self._factor(depth))
        return all_of(members)

    def _factor(self, depth: int) -> Condition:
        cursor = self._cursor
        if depth > DEPTH_MAX:
            raise cursor.unreadable(cursor.here, f"is nested more than {DEPTH_MAX} levels deep")
        if cursor.took("not"):
            return Not(self._factor(depth + 1))
        if cursor.took("("):
            inner = self._condition(depth + 1)
            cursor.need(")")
            return inner
        if verb := cursor.took_one(VERBS):
            return self._event(VERBS[verb])
        if cursor.took("in segment"):
            return InSegment(self._name("segment"))
        return self._attribute()

    def _event(self, kind: EventKind) -> Performed:
        cursor = self._cursor
        event = Performed(self._name(kind), kind)
        given: set[str] = set()
        while True:
            first = cursor.here
            clause = cursor.took_one(CLAUSES)
            if clause is None:
                return event
            if CLAUSES[clause] in given:
                cursor.note(first, f"'{clause}' gives the {CLAUSES[clause]} of '{event.name}' a second time")
            given.add(CLAUSES[clause])
            event = self._with_clause(event, clause, first)

    def _with_clause(self, event: Performed, clause: str, first: Token) -> Performed:
        if clause in COUNTS:
            return replace(event, times=self._times(COUNTS[clause]))
        if clause != "where":
            return replace(event, window=self._window(clause, first))
        if event.kind != "event":
            self._cursor.note(first, f"'where' asks for the data of an event; 'viewed {event.kind}' takes none")
        return replace(event, where=self._rows())

    def _times(self, comparison: Comparison) -> Times:
        first = self._cursor.here
        count = read_number(self._cursor) if first.kind == "number" else None
        if not isinstance(count, int) or count < 0:
            raise self._cursor.unreadable(first, f"'{comparison}': expected a whole number, found '{first.text}'")
        if not self._cursor.took_one(("time", "times")):
            raise self._cursor.expected("'times'", near=("time", "times"))
        return Times(comparison, count)

    def _window(self, clause: str, first: Token) -> Window:
        match clause:
            case "within":
                return Window(within=read_duration(self._cursor))
            case "before":
                return Window(before=read_moment(self._cursor))
        after = read_moment(self._cursor)
        window = Window(after=after, before=read_moment(self._cursor) if self._cursor.took("before") else None)
        if window.is_empty:
            self._cursor.note(first, "the window ends before it begins; nothing can lie in it")
        return window

    def _rows(self) -> tuple[Row, ...]:
        rows = [self._row()]
        while self._cursor.took(","):
            rows.append(self._row())
        return tuple(rows)

    def _row(self) -> Row:
        subject = self._cursor.here
        return Row(self._path("the name of a datum, as in 'total at least 50'"), self._test(subject))

    def _attribute(self) -> Attribute:
        subject = self._cursor.here
        if phrase := self._cursor.took_one(NOT_EMULATED):
            raise self._cursor.unreadable(subject, f"'{phrase}' is not emulated yet")
        return Attribute(self._path("a condition"), self._test(subject))

    def _path(self, what: str) -> Path:
        token = self._cursor.here
        if token.keyword in KEYWORDS:
            raise self._cursor.expected(f"{what} (a name that is a keyword stands in double quotes)", near=STARTS)
        path = path_from(token.text)
        if path is None:
            raise self._cursor.expected(what)
        if has_blank_name(path):
            self._cursor.note(token, "the name in the quotes is empty")
        self._cursor.take()
        return path

    def _name(self, what: str) -> str:
        token = self._cursor.here
        if token.kind != "quoted":
            raise self._cursor.expected(f"the name of the {what} in double quotes")
        name = unquoted(self._cursor.take().text)
        if not name.strip():
            self._cursor.note(token, f"the name of the {what} is empty")
        return name

    def _test(self, subject: Token) -> Test:
        operator = self._operator(subject)
        if COMPARES_WITH[operator] is Comparand.NOTHING:
            return Test(operator)
        first = read_operand(self._cursor, operator)
        if operator != "is a timestamp between":
            return Test(operator, (first,))
        self._cursor.need("and")
        token = self._cursor.here
        second = read_operand(self._cursor, operator)
        if is_backwards(first, second):
            self._cursor.note(token, "the second instant comes before the first; nothing lies between them")
        return Test(operator, (first, second))

    def _operator(self, subject: Token) -> Operator:
        cursor = self._cursor
        if cursor.here.keyword in SIGNS:
            return SIGNS[cursor.take().keyword]
        if spelling := cursor.took_one(SPELLINGS):
            return SPELLINGS[spelling]
        meant = nearest(f"{subject.keyword} {cursor.here.keyword}".strip(), STARTS) if subject.keyword else None
        if meant and not cursor.advice(SPELLINGS):
            raise cursor.unreadable(subject, f"unknown word '{subject.text}'. Did you mean '{meant}'?")
        raise cursor.expected("an operator such as 'equals', 'at least' or 'exists'", near=SPELLINGS)
