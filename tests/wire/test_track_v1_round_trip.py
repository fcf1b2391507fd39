"""Law: what the Track API can say, it says without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.operations import (
    AddToSegment,
    Advance,
    Identifier,
    Identify,
    Operation,
    Reach,
    RemoveFromSegment,
    Reset,
    Track,
)
from simulator.values import Json
from simulator.wire import CannotSay, RouteTable, SegmentTerm, Terms, track_v1

TABLE = RouteTable(track_v1.ROUTES)
TERMS = Terms(segments={"1": SegmentTerm("Buyers", "dynamic"), "2": SegmentTerm("Press list", "manual")})

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
SCALARS: st.SearchStrategy[Json] = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
)
VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)
ATTRIBUTES = st.dictionaries(TEXTS, VALUES, max_size=5)
PEOPLE = st.builds(Identifier, st.sampled_from(["id", "email", "cio_id"]), TEXTS | st.emails())
LISTED = st.lists(TEXTS.map(lambda value: Identifier("id", value)), min_size=1, max_size=3).map(tuple)
NAMES = TEXTS.filter(lambda name: bool(name.strip()))
MAYBE_TEXT = st.none() | TEXTS.filter(bool)
INSTANTS = st.none() | st.integers(-(2**40), 2**40)

OPERATIONS: st.SearchStrategy[Operation] = st.one_of(
    st.builds(Identify, PEOPLE, ATTRIBUTES, INSTANTS, st.booleans()),
    st.builds(
        Track, NAMES, st.none() | PEOPLE, st.sampled_from(["event", "page", "screen"]), ATTRIBUTES, INSTANTS,
        MAYBE_TEXT, MAYBE_TEXT,
    ),
    st.builds(AddToSegment, st.just("Press list"), LISTED),
    st.builds(RemoveFromSegment, st.just("Press list"), LISTED),
)  # fmt: skip


@given(OPERATIONS)
def test_what_can_be_said_is_understood_as_it_was_meant(operation: Operation) -> None:
    request = track_v1.encode(operation, TERMS)

    if not isinstance(request, CannotSay):
        found = TABLE.find(request.method, request.path)
        assert found is not None
        assert found[0].decode(request, found[1], TERMS) == operation


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (Identify(Identifier("id", "maya@example.com")), "a path cannot say that 'maya@example.com' is meant as id"),
        (Identify(Identifier("id", "cio_7")), "a path cannot say that 'cio_7' is meant as id"),
        (Identify(Identifier("email", "maya")), "a path cannot say that 'maya' is meant as email"),
        (Track("buy", Identifier("id", "")), "a path cannot say that '' is meant as id"),
        (
            Identify(Identifier("id", "5"), {"_update": True}),
            "an attribute called '_update' would be taken as a command",
        ),
        (AddToSegment("Nobody", (Identifier("id", "5"),)), "no segment is called 'Nobody'"),
        (AddToSegment("Press list", ()), "one call lists ids of one kind, and at least one"),
        (Reach(5), "the Track API has no call for Reach"),
        (Advance(5), "the Track API has no call for Advance"),
        (Reset(), "the Track API has no call for Reset"),
    ],
)
def test_what_cannot_be_said_is_refused_with_the_reason(operation: Operation, reason: str) -> None:
    assert track_v1.encode(operation, TERMS) == CannotSay(reason)
