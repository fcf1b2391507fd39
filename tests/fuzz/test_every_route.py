"""Law: whatever is sent to whatever route, the answer is one that the APIs give, and nobody else's data.

`handle` has no net below it: a fault of ours would end the test as it ends a request with 500.
"""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.service import Service
from simulator.service.routes import ROUTES
from simulator.wire import Request, Response
from simulator.wire.credentials import basic_header
from simulator.wire.routing import Api
from tests.builders import START
from tests.fuzz.hostile import ANYWHERE, KEYS, calls_of
from tests.service.caller import DEFINITION, REAL_NOW

EXAMPLES = max(20, settings().max_examples // 10)
"""For each route: 20, and 500 in `make prove`; there are many."""
NEIGHBOUR = "neighbour-7f3a"
"""A word that stands in another workspace only."""

ANSWERS: dict[Api, frozenset[int]] = {
    "track": frozenset({200, 204, 207, 400, 401, 404, 405, 409, 413, 415, 501}),
    "app": frozenset({200, 204, 400, 401, 403, 404, 405, 409, 413, 415, 422, 501}),
    "pipelines": frozenset({200, 400, 401, 404, 405, 409, 413, 415, 501}),
    "control": frozenset({200, 201, 204, 400, 404, 405, 409, 413, 415, 501}),
}
"""What each API may answer to anything; 409 is our own, for a time that goes backwards."""

ROUTED = [(route.method, route.pattern, route.api) for route in ROUTES]
OF_ITS_OWN = [row for row in ROUTED if "/_sim/workspaces" not in row[1]]
"""Routes that mean one workspace only."""


def a_service() -> Service:
    """Two workspaces; Maya is in one, the neighbour in the other."""
    service = Service(now=REAL_NOW, definition=DEFINITION, clock=START)
    made = service.handle(Request("POST", "/_sim/workspaces", body=b'{"name":"theirs","clock":"frozen"}'), REAL_NOW)
    keys = msgspec.json.decode(made.body)["credentials"]
    theirs = KEYS["track"] | {"authorization": basic_header(keys["site_id"], keys["track_key"])}
    person = msgspec.json.encode({"email": "maya@example.com", "city": NEIGHBOUR})
    for path, keyed in (("/api/v1/customers/5", theirs), ("/api/v1/customers/5", KEYS["track"])):
        body = person if keyed is theirs else b'{"email":"maya@example.com"}'
        assert service.handle(Request("PUT", path, headers=keyed, body=body), REAL_NOW).status == 200
    return service


def neighbours(service: Service) -> bytes:
    return service.handle(Request("GET", "/_sim/workspaces/theirs/profiles"), REAL_NOW).body


def check(api: Api, request: Request, response: Response) -> None:
    assert response.status in ANSWERS[api], (request, response)
    assert NEIGHBOUR.encode() not in response.body, (request, response)
    if response.body and "json" in response.headers.get("content-type", ""):
        msgspec.json.decode(response.body)


@pytest.mark.parametrize(("method", "pattern", "api"), OF_ITS_OWN, ids=[f"{m} {p}" for m, p, _ in OF_ITS_OWN])
@settings(max_examples=EXAMPLES)
@given(st.data())
def test_a_route_answers_anything_in_its_own_words(method: str, pattern: str, api: Api, data: st.DataObject) -> None:
    service = a_service()
    before = neighbours(service)

    for request in data.draw(st.lists(calls_of(method, pattern, api), min_size=1, max_size=3)):
        check(api, request, service.handle(request, REAL_NOW))

    assert neighbours(service) == before


@given(st.lists(ANYWHERE, min_size=1, max_size=4))
def test_a_path_of_nobody_is_answered(requests: list[Request]) -> None:
    service = a_service()

    answers = [service.handle(request, REAL_NOW).status for request in requests]

    assert all(status < 500 or status == 501 for status in answers)


@given(st.lists(st.sampled_from(ROUTED).flatmap(lambda row: calls_of(*row)), min_size=1, max_size=8))
def test_after_any_calls_the_workspace_can_be_read_saved_and_used(requests: list[Request]) -> None:
    service = a_service()

    for request in requests:
        assert service.handle(request, REAL_NOW).status < 502

    for route in ("profiles", "activities", "requests", "segments", "messages", "clock", "workspace"):
        assert service.handle(Request("GET", f"/_sim/{route}"), REAL_NOW).status == 200, route
    assert service.handle(Request("POST", "/_sim/snapshots"), REAL_NOW).status in (200, 201)
    after = service.handle(Request("PUT", "/api/v1/customers/9", headers=KEYS["track"], body=b"{}"), REAL_NOW)
    assert after.status == 200
