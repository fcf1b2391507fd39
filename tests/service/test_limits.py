"""What the workspace does not take is answered in the shape of the API that asked, and nothing of it is applied."""

import msgspec
import pytest

from simulator.values import Json
from tests.service.caller import Caller, members


@pytest.mark.rule("attributes.limits")
@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            {f"a{number}": 1 for number in range(301)},
            "cannot identify more than 300 attributes in one request",
            marks=pytest.mark.rule("attributes.limits.count"),
        ),
        pytest.param(
            {"n" * 151: 1},
            "attribute name cannot be longer than 150 bytes",
            marks=pytest.mark.rule("attributes.limits.name"),
        ),
        pytest.param(
            {"bio": "y" * 1_001},
            "value for attribute 'bio' cannot be longer than 1000 bytes",
            marks=pytest.mark.rule("attributes.limits.value"),
        ),
        ({"bio": ["é" * 499]}, "value for attribute 'bio' cannot be longer than 1000 bytes"),
        pytest.param(
            {"id": "i" * 151},
            "id attribute cannot be longer than 150 bytes",
            marks=pytest.mark.rule("identity.id.max"),
        ),
    ],
)
def test_an_identify_over_a_limit_is_refused_in_the_documented_words(
    caller: Caller, body: dict[str, Json], text: str
) -> None:
    response = caller.track("PUT", "/customers/5", {**body, "plan": "pro"})

    assert (response.status, members(response)) == (400, {"meta": {"error": text}})
    assert caller.rows("/profiles") == []


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            {"name": "n" * 101},
            "event name cannot be longer than 100 bytes",
            marks=pytest.mark.rule("events.name-length"),
        ),
        ({"name": "é" * 51}, "event name cannot be longer than 100 bytes"),
        pytest.param(
            {"name": "buy", "data": {"x": "y" * 99_993}},
            "event data cannot be longer than 100000 bytes",
            marks=pytest.mark.rule("events.data-size"),
        ),
    ],
)
@pytest.mark.parametrize("path", ["/customers/5/events", "/events"])
def test_an_event_over_a_limit_is_refused_in_the_documented_words(
    caller: Caller, path: str, body: object, text: str
) -> None:
    response = caller.track("POST", path, body)

    assert (response.status, members(response)) == (400, {"meta": {"error": text}})
    assert caller.rows("/profiles") == []


@pytest.mark.rule("identity.id.max")
def test_an_id_longer_than_150_bytes_is_refused_in_the_path(caller: Caller) -> None:
    assert caller.track("PUT", f"/customers/{'i' * 150}", {}).status == 200
    assert caller.track("PUT", f"/customers/{'%C3%A9' * 76}", {}).status == 400
    assert caller.track("POST", f"/customers/{'i' * 151}/events", {"name": "buy"}).status == 400


@pytest.mark.rule("identity.id.max")
@pytest.mark.parametrize("setting", ["reject_400", "drop_call"])
def test_a_device_makes_nobody_of_an_id_longer_than_150_bytes(caller: Caller, setting: str) -> None:
    caller.sim("PUT", "/workspace", {"settings": {"attribute_overflow": setting}})

    response = caller.track("PUT", f"/customers/{'i' * 151}/devices", {"device": {"id": "t1", "platform": "ios"}})

    assert response.status == (400 if setting == "reject_400" else 200)
    assert caller.rows("/profiles") == []


def test_a_call_exactly_at_its_limits_is_taken(caller: Caller) -> None:
    attributes = {f"a{number}": 1 for number in range(298)} | {"n" * 150: 1, "bio": "y" * 1_000}
    data = {"x": "y" * 99_992}

    assert len(msgspec.json.encode(data)) == 100_000
    assert caller.track("PUT", "/customers/5", {**attributes, "_timestamp": 1}).status == 200
    assert caller.track("POST", "/customers/5/events", {"name": f" {'n' * 100} ", "data": data}).status == 200


@pytest.mark.rule("track.v2.errors-shape")
@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        (
            {"action": "identify", "attributes": {"bio": "x" * 1_001}},
            "attributes",
            "value for attribute 'bio' cannot be longer than 1000 bytes",
        ),
        ({"action": "event", "name": "n" * 101}, "name", "event name cannot be longer than 100 bytes"),
    ],
)
def test_over_a_limit_track_v2_tells_reason_and_field(
    caller: Caller, sent: dict[str, Json], field: str, message: str
) -> None:
    response = caller.v2(identifiers={"id": "5"}, **sent)

    assert response.status == 400
    assert members(response) == {"errors": [{"reason": "invalid", "field": field, "message": message}]}
    assert caller.rows("/profiles") == []


def test_a_call_that_the_workspace_refused_is_kept_with_its_rule_and_is_not_silent(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {"bio": "x" * 1_001})

    (entry,) = caller.journal()

    assert entry.status == 400
    assert [(effect.name, effect.rule) for effect in entry.effects] == [("Rejected", "attributes.limits.value")]
    assert caller.journal("?effect=none") == ()
