"""Random small histories of a few people who are identified, merged, deleted and suppressed around the edges of time.

An act's operation is written relative to its second, and somebody named by cio_id by the place among all who were ever
created.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from simulator.operations import (
    AddDevice,
    Delete,
    DeleteDevice,
    Identifier,
    Identify,
    Merge,
    Operation,
    Suppress,
    Track,
    Unsuppress,
)
from tests.laws.naive_identity import DAY, MINUTE

HOUR = 60 * MINUTE
IDS = ("u1", "u2", "u3", " u1")
EMAILS = ("ann@example.com", "Ann@Example.com", "bob@example.com", " BOB@example.com", "cid@example.com")
PHONES = ("+12025550101", "+12025550102")
ANONYMOUS = ("x1", "x2", "x3")
EVENT_IDS = ("01ARZ3NDEKTSV4RRFFQ69G5FA1", "01ARZ3NDEKTSV4RRFFQ69G5FA2", "no-ulid")
STEPS = (0, 0, 0, 1, 299, 300, 301, 3_599, 3_600, 3_601, 72 * HOUR, 29 * DAY, 30 * DAY - 300, 30 * DAY, 30 * DAY + 1)
AGES = (0, 600, 72 * HOUR, 29 * DAY - 1, 29 * DAY, 29 * DAY + 1, 31 * DAY, -DAY)


@dataclass(frozen=True)
class Act:
    """So long after the act before, this is asked; nothing means that somebody looks at that second."""

    later: int
    operation: Operation | None


CHOICES: Mapping[str, tuple[Any, ...]] = {
    "identifiers": (["id", "email", "phone"], ["id"], ["email"]),
    "allow_email_update_by_id": (False,),
    "id_modify": ("other",),
    "id_takeover_by_email": (True,),
    "auto_merge": (False,),
    "conflict_applies_rest": (False,),
    "email_trim": (False,),
    "id_trim": (True,),
    "identifier_null": ("ignore", "fail"),
    "empty_string_removes": (False,),
    "anonymous_merge": (False,),
    "anonymous_late_window": ("unlimited",),
    "anon_reidentify_same_id": ("merges",),
    "anon_id_reuse": ("last_wins",),
    "anon_retention_clock": ("event_time",),
    "window_edges": ("exclusive",),
    "merge_events_immediate_days": (30,),
    "merge_events_delay": ("10 minutes",),
    "merge_old_events": (False,),
    "merge_secondary_identifiers": ("freed",),
    "merge_unsubscribed": ("either_true",),
    "merge_empty_map_counts_as_set": (False,),
    "merge_devices": ("drop",),
    "dedupe": ("any_id", "none"),
    "dedupe_window": ("24 hours",),
    "future_events": ("clamp",),
    "suppressed_call": ("error_400",),
    "cio_id_unknown": ("error_400",),
    "merge_impossible": ("error_400",),
    "unknown_person_event": ("drop",),
    "device_creates_person": (False,),
    "device_token_exclusive": (True,),
}
"""What a workspace may choose instead of the defaults."""


def settings_of(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    """A few of these settings at other values than their defaults, mostly."""
    pairs = [(name, value) for name in names for value in CHOICES[name]]
    return st.lists(st.sampled_from(pairs), max_size=6).map(dict)


SETTINGS = settings_of(*CHOICES)
ABOUT_MERGES = settings_of(*(name for name in CHOICES if name.startswith(("merge_", "anon", "window", "empty"))))

_ids, _emails, _phones = st.sampled_from(IDS), st.sampled_from(EMAILS), st.sampled_from(PHONES)
_places = st.integers(1, 4).map(str)


def _weighed(parts: Mapping[st.SearchStrategy[Any], int]) -> st.SearchStrategy[Any]:
    """One of the parts, each as often as its number says: `one_of` knows no weights."""
    return st.sampled_from([part for part, times in parts.items() for _ in range(times)]).flatmap(lambda part: part)


def _named(kind: Any, values: st.SearchStrategy[str]) -> st.SearchStrategy[Identifier]:
    return st.builds(Identifier, st.just(kind), values)


_by_id, _by_email, _by_place = _named("id", _ids), _named("email", _emails), _named("cio_id", _places)
_who = _weighed({_by_id: 3, _by_email: 3, _by_place: 3, _named("phone", _phones): 1})
_side = _weighed({_by_id: 1, _by_email: 1, _by_place: 3})
_brought = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"email": _emails}),
    st.fixed_dictionaries({"email": _emails}),
    st.fixed_dictionaries({"id": _ids}),
    st.fixed_dictionaries({"id": _ids, "email": _emails}),
    st.fixed_dictionaries({"phone": _phones}),
    st.sampled_from(({"id": None}, {"email": None}, {"email": ""}, {"id": ""})),
)
_plain = st.fixed_dictionaries(
    {},
    optional={
        "plan": st.sampled_from(("pro", "free", "", None)),
        "unsubscribed": st.sampled_from((True, False, None)),
        "cio_subscription_preferences": st.sampled_from(({}, {"topics": {"topic_1": False}}, None)),
    },
)
_anonymous = st.sampled_from(ANONYMOUS)
_ages = st.one_of(st.none(), st.sampled_from(AGES).map(lambda age: -age))
_identifies = st.one_of(
    st.builds(
        lambda who, brought, plain, at, only: Identify(who, {**brought, **plain}, at, only),
        _who,
        _brought,
        _plain,
        st.one_of(st.none(), st.none(), st.sampled_from((-HOUR, -1, HOUR))),
        st.sampled_from((False, False, True)),
    ),
    st.builds(
        lambda who, brought, anonymous_id: Identify(who, {**brought, "anonymous_id": anonymous_id}),
        _who,
        _brought,
        _anonymous,
    ),
)
_event_ids = st.one_of(st.none(), st.sampled_from(EVENT_IDS))
_tracks = st.builds(
    lambda who, anonymous_id, age, event_id: Track("E", who=who, anonymous_id=anonymous_id, timestamp=age, id=event_id),
    _who,
    st.one_of(st.none(), _anonymous),
    _ages,
    _event_ids,
)
_strangers = st.builds(
    lambda anonymous_id, age, event_id: Track("E", anonymous_id=anonymous_id, timestamp=age, id=event_id),
    _anonymous,
    _ages,
    _event_ids,
)
_tokens = st.sampled_from(("t1", "t2"))
_calls = {_identifies: 4, _tracks: 2, _strangers: 2}
_others = {
    st.builds(Merge, _side, _side): 5,
    st.builds(Delete, _who): 1,
    st.builds(Suppress, _who): 1,
    st.builds(Unsuppress, _who): 1,
    st.builds(AddDevice, _who, _tokens, st.sampled_from(("ios", "android"))): 2,
    st.builds(DeleteDevice, _who, _tokens): 1,
    st.none(): 1,
}


def _some(weights: Mapping[st.SearchStrategy[Any], int], steps: Sequence[int] = STEPS) -> st.SearchStrategy[list[Act]]:
    """Some fifteen acts: a plain list would be long too seldom, and with a least length would not shrink."""
    act = st.builds(Act, st.sampled_from(steps), _weighed(weights))
    return st.lists(st.lists(act, max_size=8), max_size=8).map(lambda parts: [one for part in parts for one in part])


acts = _some({**_calls, **_others})
"""Anything may happen to anybody."""

_three_people = st.tuples(
    *(
        st.builds(
            lambda who, plain, anonymous: Act(0, Identify(who, {**plain, **anonymous})),
            st.just(who),
            _plain,
            st.sampled_from(({}, {"anonymous_id": "x1"}, {"anonymous_id": "x2"})),
        )
        for who in (Identifier("id", "u1"), Identifier("email", EMAILS[0]), Identifier("id", "u2"))
    )
)
_what_they_do = {
    st.builds(lambda who, age: Track("E", who=who, timestamp=age), _by_place, _ages): 2,
    st.builds(AddDevice, _by_place, _tokens, st.sampled_from(("ios", "android"))): 1,
    st.builds(Merge, _by_place, _by_place): 3,
    _strangers: 2,
    _identifies: 1,
    st.builds(Delete, _by_place): 1,
    st.none(): 1,
}
merging_acts = st.builds(
    lambda people, more: [*people, *more],
    _three_people,
    _some(_what_they_do, steps=(0, 0, 1, 299, 300, 301, 3_599, 3_600, 3_601)),
)
"""Three people who do something, now and long ago, and are merged."""
