"""A segment that is said to hold for everybody or for nobody does so for random people at random instants."""

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

numbers = st.sampled_from([0, 5, 5.0, 5.5, 6, 40, 41])
texts = st.sampled_from(["", "a", "A", "ab", "b", "5", "5.0", "true", "[5]", "nan", "40"])
moments: SearchStrategy[Operand] = st.builds(Moment, st.integers(38, 42)) | st.builds(Relative, st.integers(-2, 2))
_operands: dict[Comparand, SearchStrategy[Operand]] = {
    Comparand.ANYTHING: st.booleans() | numbers | texts | moments,
    Comparand.PLAIN: st.booleans() | numbers | texts,
    Comparand.QUANTITY: numbers | moments,
    Comparand.INSTANT: moments,
}
json_values: SearchStrategy[Json] = st.one_of(
    numbers, texts, st.booleans(), st.lists(numbers | texts, max_size=2), st.just({"y": 5})
)


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
    return st.recursive(leaves, _grown, max_leaves=5)


@st.composite
def people(draw: st.DrawFn) -> Person:
    somebody = Person(0, draw(st.integers(34, NOW)), 0)
    if draw(st.booleans()):
        somebody.attributes["x"] = AttributeRow(draw(json_values), NOW, 0)
    for number, at in enumerate(draw(st.lists(st.integers(34, 43), max_size=3))):
        data = {"x": draw(json_values)} if draw(st.booleans()) else {}
        somebody.history.add(EventRow("A", "event", at, at, data, number))
    return somebody


looks = st.lists(st.tuples(people(), st.integers(NOW - 2, NOW + 2), st.booleans()), min_size=5, max_size=8)
"""People, when they are looked at, and whether they are on the manual list."""


@given(
    conditions(events | attributes | segments) | conditions(attributes) | conditions(events),
    conditions(events | attributes),
    st.data(),
)
def test_what_is_certain_of_a_segment_is_so_for_everybody(
    condition: Condition, nested: Condition, data: st.DataObject
) -> None:
    told = certainty(condition, {MANUAL: None, NESTED: nested})
    if told is None:
        return

    for person, now, listed in data.draw(looks):

        def inside(name: str, person: Person, now: Instant, *, listed: bool = listed) -> Truth:
            return compiled(nested, inside)(person, now) if name == NESTED else Truth(listed)

        assert compiled(condition, inside)(person, now).holds is told
