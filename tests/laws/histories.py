"""Random small histories: few names, few seconds, so that edges, ties, late and future events are hit all the time."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from simulator.operations import Operation, SendTransactional
from simulator.values import Json
from tests.builders import START, identify, named, put_in, take_out, track
from tests.laws.naive_segments import Condition, Happened, Listed, Somebody, Wrote

LASTS = 60
"""Seconds in which operations come."""
HORIZON = 140
"""Seconds after which nothing changes by itself any more: longer than the latest date and the longest window."""

PEOPLE = ("u1", "u2")
WINDOWS = st.integers(1, 20).map(lambda count: f"{count} seconds")
OFFSETS = st.integers(-30, 80)
NUMBERS = st.integers(0, 2)


@dataclass(frozen=True)
class Act:
    """An operation, and the second after `START` in which it comes."""

    second: int
    operation: Operation


def _moment(offset: int) -> str:
    return datetime.fromtimestamp(START + offset, UTC).isoformat()


def _moving(offset: int) -> str:
    return f"{-offset} seconds ago" if offset < 0 else f"{offset} seconds from now"


_windows = st.one_of(
    st.just({}),
    st.builds(lambda within: {"within": within}, WINDOWS),
    st.builds(lambda within: {"within": within}, WINDOWS),
    st.builds(lambda after: {"after": _moment(after)}, st.integers(-20, 60)),
    st.builds(lambda before: {"before": _moment(before)}, st.integers(-20, 60)),
    st.builds(
        lambda after, length: {"after": _moment(after), "before": _moment(after + length)},
        st.integers(-20, 60),
        st.integers(1, 20),
    ),
)
_times = st.one_of(
    st.just({}),
    st.builds(
        lambda comparison, count: {"times": {comparison: count}},
        st.sampled_from(("at least", "at most", "exactly")),
        st.integers(0, 3),
    ),
)
_rows = st.one_of(
    st.builds(
        lambda operator, number: {"data": "n", operator: number},
        st.sampled_from(("equals", "not equals", "at least", "less than")),
        NUMBERS,
    ),
    st.builds(
        lambda operator, offset: {"data": "due", operator: _moving(offset)},
        st.sampled_from(("before", "after")),
        st.integers(-10, 10),
    ),
)
_where = st.one_of(st.just({}), st.just({}), st.lists(_rows, min_size=1, max_size=2).map(lambda rows: {"where": rows}))
_events = st.builds(
    lambda kind, name, window, times, where: {kind: name, **times, **window, **({} if "viewed" in kind else where)},
    st.sampled_from(("performed", "not performed", "performed", "not performed", "viewed page")),
    st.sampled_from(("A", "B")),
    _windows,
    _times,
    _where,
)
_attributes = st.one_of(
    st.builds(
        lambda operator, value: {"attribute": "plan", operator: value},
        st.sampled_from(("equals", "not equals", "contains", "not contains", "starts with")),
        st.sampled_from(("pro", "P", "free")),
    ),
    st.builds(lambda there: {"attribute": "plan", "exists": there}, st.booleans()),
    st.builds(
        lambda operator, number: {"attribute": "n", operator: number},
        st.sampled_from(("equals", "not equals", "greater than", "at least", "less than", "at most")),
        NUMBERS,
    ),
    st.just({"attribute": "due", "is a timestamp": True}),
    st.builds(
        lambda operator, offset: {"attribute": "due", operator: _moving(offset)},
        st.sampled_from(("before", "after")),
        st.integers(-20, 20),
    ),
)


def conditions(*others: str) -> st.SearchStrategy[Condition]:
    """A condition of any shape, which may ask for the membership of the segments `others`."""
    leaves = [_events, _events, _attributes]
    if others:
        asked = st.sampled_from(others)
        leaves.append(
            st.builds(lambda kind, name: {kind: name}, st.sampled_from(("in segment", "not in segment")), asked)
        )
    return st.recursive(
        st.one_of(leaves),
        lambda members: st.builds(
            lambda kind, parts: {kind: parts},
            st.sampled_from(("all", "any", "none")),
            st.lists(members, min_size=1, max_size=3),
        ),
        max_leaves=5,
    )


@st.composite
def segment_sets(draw: st.DrawFn) -> dict[str, Any]:
    """A manual list and three segments, each of which may ask for those before it."""
    segments: dict[str, Any] = {"M": "manual"}
    for name in ("S1", "S2", "S3"):
        segments[name] = draw(conditions(*segments))
    return segments


_values: dict[str, st.SearchStrategy[Json]] = {
    "plan": st.sampled_from(("pro", "PRO", "free", "", None)),
    "n": st.one_of(NUMBERS, st.none()),
    "due": st.integers(-10, 80).map(lambda offset: START + offset),
}
_data = st.one_of(
    st.just({}),
    st.builds(lambda number: {"n": number}, NUMBERS),
    st.builds(lambda offset: {"due": START + offset}, st.integers(-10, 70)),
)
_who = st.sampled_from(PEOPLE)
_sometimes_dated = st.one_of(st.none(), OFFSETS.map(lambda offset: START + offset))


@st.composite
def _identifies(draw: st.DrawFn) -> Operation:
    name = draw(st.sampled_from(sorted(_values)))
    return identify(draw(_who), {name: draw(_values[name])}, timestamp=draw(_sometimes_dated))


_tracks = st.builds(
    lambda who, name, kind, timestamp, data: track(who, name, data, kind=kind, timestamp=timestamp),
    _who,
    st.sampled_from(("A", "B")),
    st.sampled_from(("event", "event", "event", "page")),
    _sometimes_dated,
    _data,
)
_lists = st.builds(lambda change, who: change("M", who), st.sampled_from((put_in, take_out)), _who)


_sends = st.builds(
    lambda who, send_at, said: SendTransactional(
        named(who), "email", ("who@example.com",), subject=said, body="b", send_at=send_at
    ),
    _who,
    _sometimes_dated,
    st.sampled_from(("Hello", "{{ customer.plan }}")),
)


def histories(max_size: int = 14) -> st.SearchStrategy[list[Act]]:
    """Operations in the order in which they come; several often come in one second."""
    act = st.builds(Act, st.integers(0, LASTS), st.one_of(_tracks, _tracks, _identifies(), _lists, _sends))
    return st.lists(act, max_size=max_size).map(lambda acts: sorted(acts, key=lambda one: one.second))


def known_people(acts: list[Act]) -> dict[str, Somebody]:
    """What the operations make known of each person, as plain facts."""
    known: dict[str, Somebody] = {}
    for act in acts:
        _learn(known, START + act.second, act.operation)
    return known


def _learn(known: dict[str, Somebody], now: int, operation: Any) -> None:
    kind = type(operation).__name__
    if kind in ("AddToSegment", "RemoveFromSegment"):
        for asked in operation.people:
            if asked.value in known:
                known[asked.value].listings.append(Listed(operation.segment, kind == "AddToSegment", now))
        return
    somebody = known.setdefault(operation.who.value, Somebody(now))
    if kind == "SendTransactional":
        return
    at = now if operation.timestamp is None else operation.timestamp
    if kind == "Track":
        somebody.events.append(Happened(operation.name, at, now, operation.data, operation.kind))
    else:
        somebody.writes += [Wrote(name, value, now, at) for name, value in operation.attributes.items()]
