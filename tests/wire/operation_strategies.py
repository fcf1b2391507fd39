"""Operations of every kind that a Track API has words for, and some that it has none for, for laws."""

from hypothesis import strategies as st

from simulator.operations import (
    AddDevice,
    AddToSegment,
    Delete,
    DeleteDevice,
    Identifier,
    Identify,
    Merge,
    Operation,
    Relate,
    RemoveFromSegment,
    Suppress,
    Track,
    Unrelate,
    Unsubscribe,
    Unsuppress,
)
from simulator.values import Json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WHOLE = st.integers(-(2**63), 2**64 - 1)
SCALARS: st.SearchStrategy[Json] = (
    st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
)
VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)
ATTRIBUTES = st.dictionaries(TEXTS, VALUES, max_size=5)
PHONES = st.integers(0, 99).map(lambda number: f"+120255501{number:02d}")
PEOPLE = st.builds(Identifier, st.sampled_from(["id", "email", "phone", "cio_id"]), TEXTS | st.emails() | PHONES)
LISTED = st.lists(TEXTS.map(lambda value: Identifier("id", value)), min_size=1, max_size=3).map(tuple)
NAMES = TEXTS.filter(lambda name: bool(name.strip()))
MAYBE_TEXT = st.none() | TEXTS.filter(bool)
INSTANTS = st.none() | st.integers(-(2**40), 2**40)
PLATFORMS = st.sampled_from(["ios", "android"])
TYPES = st.sampled_from(["1", "2"])


def operations(version: int) -> st.SearchStrategy[Operation]:
    """Operations as an API of that version would say them."""
    return st.one_of(
        st.builds(Identify, st.none() | PEOPLE, ATTRIBUTES, INSTANTS, st.booleans(), st.just(version)),
        st.builds(
            Track, NAMES, st.none() | PEOPLE, st.sampled_from(["event", "page", "screen"]), ATTRIBUTES, INSTANTS,
            MAYBE_TEXT, MAYBE_TEXT,
        ),
        st.builds(Merge, PEOPLE, PEOPLE),
        st.builds(Delete, PEOPLE),
        st.builds(Suppress, PEOPLE),
        st.builds(Unsuppress, PEOPLE),
        st.builds(AddDevice, PEOPLE, TEXTS, PLATFORMS, INSTANTS, ATTRIBUTES),
        st.builds(DeleteDevice, PEOPLE, TEXTS),
        st.builds(Relate, TYPES, NAMES, st.none() | PEOPLE, st.none(), ATTRIBUTES),
        st.builds(Relate, TYPES, NAMES, st.none(), MAYBE_TEXT, ATTRIBUTES),
        st.builds(Unrelate, TYPES, NAMES, PEOPLE),
        st.builds(Unsubscribe, st.integers(1, 10**9 - 1), st.booleans()),
        st.builds(AddToSegment, st.just("Press list"), LISTED),
        st.builds(RemoveFromSegment, st.just("Press list"), LISTED),
    )  # fmt: skip
