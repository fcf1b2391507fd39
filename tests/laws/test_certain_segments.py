"""A segment that is said to hold for everybody or for nobody does so for random people at random instants."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from simulator.instants import Instant
from simulator.values import Json
from simulator.workspace.events import EventRow
from simulator.workspace.profiles import AttributeRow, Person
from simulator.workspace.segments import conditions as values
from simulator.workspace.segments.certainty import certainty
from simulator.workspace.segments.conditions import (
    All,
    Any,
    Attribute,
    Condition,
    InSegment,
    Moment,
    Not,
    Operand,
    Path,
    Performed,
    Relative,
    Row,
    Times,
    Window,
)
from simulator.workspace.segments.evaluator import compiled
from simulator.workspace.segments.operators import COMPARES_WITH, Comparand
from simulator.workspace.segments.truth import Truth

MANUAL, NESTED = "M", "N"
NOW = 40
"""About when things happen: so few seconds that edges are hit all the time."""

NUMBERS: list[int | float] = [0, 5, 5.0, 5.5, 6, 40, 41]
TEXTS = ["", "a", "A", "ab", "b", "5", "5.0", "true", "[5]", "nan", "40"]
VALUES: list[Json] = [*NUMBERS, *TEXTS, True, False, [], [5], ["a", "b"], [6, "ab"], {"y": 5}, {"y": "a"}]
"""What people have, so that tests are passed by some and failed by others."""

numbers = st.sampled_from(NUMBERS)
texts = st.sampled_from(TEXTS)
moments: SearchStrategy[Operand] = st.builds(Moment, st.integers(38, 42)) | st.builds(Relative, st.integers(-2, 2))
_operands: dict[Comparand, SearchStrategy[Operand]] = {
    Comparand.ANYTHING: st.booleans() | numbers | texts | moments,
    Comparand.PLAIN: st.booleans() | numbers | texts,
    Comparand.QUANTITY: numbers | moments,
    Comparand.INSTANT: moments,
}


@st.composite
def some_tests(draw: st.DrawFn) -> values.Test:
    operator = draw(st.sampled_from(sorted(COMPARES_WITH)))
    if COMPARES_WITH[operator] is Comparand.NOTHING:
        return values.Test(operator)
    operands = _operands[COMPARES_WITH[operator]]
    count = 2 if operator == "is a timestamp between" else 1
    return values.Test(operator, tuple(draw(operands) for _ in range(count)))


paths = st.sampled_from([Path(("x",)), Path(("x",)), Path(("x", None)), Path(("x", "y"))])
windows = st.builds(Window, within=st.integers(0, 3)) | st.builds(
    Window, after=st.none() | st.integers(37, 42), before=st.none() | st.integers(38, 43)
)
times = st.builds(Times, st.sampled_from(["at least", "at most", "exactly"]), st.integers(0, 2))
rows = st.builds(Row, paths, some_tests())
events = st.builds(Performed, st.just("A"), st.just("event"), times, windows, st.lists(rows, max_size=2).map(tuple))
attributes = st.builds(Attribute, paths, some_tests())
segments = st.builds(InSegment, st.sampled_from([MANUAL, NESTED]))


def _grown(parts: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
    groups = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(All, groups) | st.builds(Any, groups)


def conditions(leaves: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
    """Two or three parts of a kind that may well clash, or something deeper."""
    literals = leaves | st.builds(Not, leaves)
    groups = st.lists(literals, min_size=2, max_size=3).map(tuple)
    return st.builds(All, groups) | st.builds(Any, groups) | st.recursive(leaves, _grown, max_leaves=5)


def events_in(windows: SearchStrategy[Window], *, rows: SearchStrategy[Row] | None = None) -> SearchStrategy[Condition]:
    where = st.just(()) if rows is None else st.lists(rows, max_size=2).map(tuple)
    return st.builds(Performed, st.just("A"), st.just("event"), times, windows, where)


X, ANY_X = st.just(Path(("x",))), st.just(Path(("x", None)))
moving = st.builds(Window, within=st.integers(0, 3))
fixed = st.builds(Window, after=st.none() | st.integers(37, 40), before=st.none() | st.integers(40, 43))
THEMES: dict[str, SearchStrategy[Condition]] = {
    "one value": st.builds(Attribute, X, some_tests()),
    "many values": st.builds(Attribute, ANY_X, some_tests()),
    "moving windows": events_in(moving | st.just(Window())),
    "fixed windows": events_in(fixed),
    "rows": events_in(st.just(Window()), rows=st.builds(Row, X, some_tests())),
    "everything": events | attributes | segments,
}
"""What may clash with what."""


def _somebody(chance: Random, value: Json) -> Person:
    somebody = Person(0, chance.randint(34, NOW), 0)
    if value is not None:
        somebody.attributes["x"] = AttributeRow(value, NOW, 0)
    for number in range(chance.choice([0, 1, 1, 2, 3])):
        at = chance.randint(34, 43)
        data = {"x": chance.choice(VALUES)} if chance.random() < 0.8 else {}
        somebody.history.add(EventRow("A", "event", at, at, data, number))
    return somebody


_CHANCE = Random(7)
TOWN = [_somebody(_CHANCE, value) for value in [None, *VALUES] for _ in range(12)]
"""Random people; every value is held by some, with and without events."""


@pytest.mark.parametrize("theme", THEMES)
@given(st.data())
def test_what_is_certain_of_a_segment_is_so_for_everybody(theme: str, data: st.DataObject) -> None:
    nested = data.draw(attributes)
    asked = data.draw(st.lists(conditions(THEMES[theme]), min_size=1, max_size=8))

    for condition in asked:
        told = certainty(condition, {MANUAL: None, NESTED: nested})

        if told is not None:
            assert exceptions(condition, nested, told=told) == []


def exceptions(condition: Condition, nested: Condition, *, told: bool) -> list[tuple[Person, Instant]]:
    """The people for whom the condition holds otherwise, and when; some are on the manual list."""

    def inside(name: str, person: Person, now: Instant) -> Truth:
        return ask_nested(person, now) if name == NESTED else Truth(person.added_at % 2 == 0)

    ask, ask_nested = compiled(condition, inside), compiled(nested, inside)
    return [(person, now) for person in TOWN for now in range(NOW - 2, NOW + 3) if ask(person, now).holds is not told]
