"""Law: whatever JSON is sent, the answer is one that the APIs give, and the state can still be written."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.service import Service
from simulator.values import Json
from tests.builders import START
from tests.service.caller import DEFINITION, REAL_NOW, Caller
from tests.wire.operation_strategies import VALUES

KEYS = st.sampled_from(
    [
        "id", "email", "cio_id", "anonymous_id", "name", "type", "data", "attributes", "device", "token", "platform",
        "identifiers", "primary", "secondary", "timestamp", "_timestamp", "last_used", "_update", "cio_relationships",
        "action", "relationships", "object_type_id", "object_id", "ids", "unsubscribed",
    ]
)  # fmt: skip
WORDS: st.SearchStrategy[Json] = st.sampled_from(["5", "maya@example.com", "ios", "1", "add_relationships", "event", 7])
BIG: st.SearchStrategy[Json] = st.integers(-(10**400), 10**400)
MEMBERS = st.recursive(
    VALUES | WORDS | BIG,
    lambda inner: st.dictionaries(KEYS, inner, max_size=4) | st.lists(inner, max_size=3),
    max_leaves=12,
)
BODIES = st.dictionaries(KEYS, MEMBERS, max_size=6)
V1 = [
    ("PUT", "/customers/5"), ("POST", "/customers/5/events"), ("POST", "/events"), ("POST", "/merge_customers"),
    ("PUT", "/customers/5/devices"), ("POST", "/segments/3/add_customers"),
]  # fmt: skip
ACTIONS = st.sampled_from(
    ["identify", "event", "page", "add_device", "delete_device", "merge", "add_relationships", "delete_relationships"]
)


@given(st.lists(st.tuples(st.sampled_from(V1), BODIES), max_size=4), st.lists(st.tuples(ACTIONS, BODIES), max_size=4))
def test_every_body_is_answered(
    first: list[tuple[tuple[str, str], dict[str, Json]]], second: list[tuple[str, dict[str, Json]]]
) -> None:
    caller = Caller(Service(now=REAL_NOW, definition=DEFINITION, clock=START))

    answers = [caller.track(method, path, body).status for (method, path), body in first]
    answers += [caller.v2(**_on_five(body, action)).status for action, body in second]

    assert set(answers) <= {200, 400, 501}
    assert caller.sim("POST", "/snapshots").status == 201
    for route in ("/profiles", "/activities", "/requests", "/segments"):
        assert caller.sim("GET", route).status == 200
    assert caller.app("/activities?limit=100").status == 200


def _on_five(body: dict[str, Json], action: str) -> dict[str, Json]:
    """The body as that action on person 5, unless it names somebody else."""
    return {"identifiers": {"id": "5"}, **body, "action": action}
