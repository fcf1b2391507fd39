"""Hypothesis strategies for segment conditions: every value that a definition can spell."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from simulator.instants import EARLIEST, LATEST
from simulator.workspace.segments import conditions as values
from simulator.workspace.segments.conditions import (
    EVER,
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
from simulator.workspace.segments.operators import COMPARES_WITH, Comparand, is_backwards

YEARS = 400 * 366 * 86_400
"""Longer than any duration that somebody writes."""

_odd_names = st.sampled_from(
    ["Added to Cart", "not", "at", "where", 'a "quoted" name', "back\\slash", "two\nlines", "x.y[]"]
)
names = _odd_names | st.text(min_size=1, max_size=12).filter(lambda name: bool(name.strip()))
"""Names of events, segments and attributes; keywords and quotes among them."""

instants = st.integers(EARLIEST, LATEST)
durations = st.integers(0, YEARS)
moments = st.builds(Moment, instants)
relatives = st.builds(Relative, st.integers(-YEARS, YEARS))
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
texts = names | st.just("")

_operands: dict[Comparand, SearchStrategy[Operand]] = {
    Comparand.ANYTHING: st.booleans() | numbers | texts | moments | relatives,
    Comparand.PLAIN: st.booleans() | numbers | texts,
    Comparand.QUANTITY: numbers | moments | relatives,
    Comparand.INSTANT: moments | relatives,
}


@st.composite
def tests(draw: st.DrawFn) -> values.Test:
    """An operator with operands that it compares with."""
    operator = draw(st.sampled_from(sorted(COMPARES_WITH)))
    comparand = COMPARES_WITH[operator]
    if comparand is Comparand.NOTHING:
        return values.Test(operator)
    first, second = draw(_operands[comparand]), draw(_operands[comparand])
    if operator != "is a timestamp between":
        return values.Test(operator, (first,))
    return values.Test(operator, (second, first) if is_backwards(first, second) else (first, second))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Ever, the last so many seconds, or from one instant to a later one, each end left open or not."""
    if draw(st.booleans()):
        return draw(st.just(EVER) | st.builds(Window, within=durations))
    after, before = draw(st.none() | instants), draw(st.none() | instants)
    window = Window(after=after, before=before)
    return EVER if window.is_empty else window


paths = st.builds(
    lambda first, rest: Path((first, *rest)), names, st.lists(names | st.none() | st.integers(0, 999_999), max_size=3)
)
rows = st.builds(Row, paths, tests())
times = st.builds(Times, st.sampled_from(["at least", "at most", "exactly"]), st.integers(0, 10**6))
events = st.builds(Performed, names, st.just("event"), times, windows(), st.lists(rows, max_size=3).map(tuple))
views = st.builds(Performed, names, st.sampled_from(["page", "screen"]), times, windows())
leaves = events | views | st.builds(Attribute, paths, tests()) | st.builds(InSegment, names)


def _grown(parts: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
    groups = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(All, groups) | st.builds(Any, groups)


conditions: SearchStrategy[Condition] = st.recursive(leaves, _grown, max_leaves=6)
"""Any condition: groups in groups of the same kind and double negations too."""
