"""The Track API as its vendor describes it: all of it is routed, and what we send and answer is what it says."""

import re

import msgspec
import pytest

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
from simulator.service import Service
from simulator.service.routes import CALLS
from simulator.values import Json
from simulator.wire import CannotSay, Request, track_v1, track_v2
from simulator.wire.credentials import basic_header
from tests.builders import START
from tests.openapi.vendor import Documented, documented, documented_at
from tests.service.caller import DEFINITION, REAL_NOW, Caller
from tests.wire.track_calls import TERMS, WITH_PHONE

FIVE, MAYA = Identifier("id", "5"), Identifier("email", "maya@example.com")
ULID = "01HQ3Z5K8M9N7P6R4S2T1V0W8X"
PEOPLE: list[Operation] = [
    Identify(FIVE, {"plan": "basic", "visits": 42, "vip": True}),
    Identify(MAYA, {"created_at": 1_700_000_000}, 1_700_000_000, update_only=True),
    Identify(Identifier("cio_id", "03000001"), {"email": "maya@example.com"}),
    Delete(FIVE),
    Suppress(MAYA),
    Unsuppress(FIVE),
    AddDevice(FIVE, "t1", "ios", 1_700_000_000, {"app_version": "1.2"}),
    DeleteDevice(FIVE, "t1"),
    Track("buy", FIVE, data={"price": 23.45, "items": [{"sku": "SERUM-30"}]}, timestamp=1_700_000_000, id=ULID),
    Track("https://shop.example.com/", MAYA, "page"),
    Track("Home", FIVE, "screen", anonymous_id="a1"),
    Merge(FIVE, MAYA),
]
V1_ONLY: list[Operation] = [
    Track("watched", None, anonymous_id="a1"),
    AddToSegment("Press list", (FIVE,)),
    RemoveFromSegment("Press list", (MAYA,)),
    Unsubscribe(7),
]
V2_ONLY: list[Operation] = [
    Identify(Identifier("phone", "+12025550123"), {"plan": "basic"}),
    Relate("1", "acme", FIVE, attributes={"role": "admin"}),
    Relate("1", "acme", anonymous_id="a1"),
    Unrelate("1", "acme", FIVE),
]
AUTHORIZATION = basic_header("sim-site", "sim-track-key")
LATER = {"submitForm", "metrics", "pushMetrics"}
"""What has no state yet: 501, which nobody documents."""


MATRIX = {
    "identify": "person object",
    "identify_anonymous": "object",
    "delete": "person object",
    "event": "person delivery",
    "screen": "person",
    "page": "person",
    "add_relationships": "person object",
    "delete_relationships": "person object",
    "add_device": "person",
    "delete_device": "person",
    "merge": "person",
    "suppress": "person",
    "unsuppress": "person",
}
"""Each action and the types that the documentation's table has it for."""
IDENTIFIERS: dict[str, Json] = {
    "person": {"id": "5"},
    "object": {"object_type_id": "1", "object_id": "acme"},
    "delivery": {"id": "d1"},
}


def by_class(operation: Operation) -> str:
    return type(operation).__name__


def by_operation(row: Documented) -> str:
    return row.operation


def full(what: str, action: str) -> dict[str, Json]:
    """A body with all that any operation of that type needs."""
    related: Json = {"object_type_id": "1", "object_id": "acme"} if what == "person" else {"id": "5"}
    if action == "identify_anonymous":
        related = {"anonymous_id": "a1"}
    return {
        "type": what,
        "action": action,
        "identifiers": IDENTIFIERS[what],
        "name": "opened",
        "attributes": {"device_token": "t1"},
        "device": {"token": "t1", "platform": "ios"},
        "cio_relationships": [{"identifiers": related}],
        **({"primary": {"id": "5"}, "secondary": {"id": "6"}} if action == "merge" else {}),
    }


@pytest.fixture
def caller() -> Caller:
    return Caller(Service(now=REAL_NOW, definition=DEFINITION, clock=START))


def sent(caller: Caller, request: Request) -> tuple[int, bytes]:
    headers = {**request.headers, "authorization": caller.track_authorization}
    answer = caller.service.handle(
        Request(request.method, request.path, request.query, headers, request.body), REAL_NOW
    )
    return answer.status, answer.body


@pytest.mark.parametrize("row", documented(), ids=by_operation)
def test_everything_that_is_documented_is_routed(row: Documented) -> None:
    found = CALLS.find(row.method, row.path.replace("{", "").replace("}", ""))

    assert found is not None
    assert (found[0].operation, found[0].api) == (row.operation, "track")


def test_nothing_of_track_is_routed_that_is_neither_documented_nor_called_by_a_known_client() -> None:
    described = {row.operation for row in documented()}

    assert {route.operation for route in CALLS if route.api == "track"} == described | {"in-app metrics"}


@pytest.mark.parametrize("operation", [*PEOPLE, *V1_ONLY], ids=by_class)
def test_what_v1_sends_is_as_documented(operation: Operation) -> None:
    request = track_v1.encode(operation, TERMS)

    assert not isinstance(request, CannotSay)
    row = documented_at(request.method, request.path)
    assert not request.body or row.request_faults(request.body) == []


@pytest.mark.rule("track.v2.matrix")
@pytest.mark.parametrize("operation", [*PEOPLE, *V2_ONLY], ids=by_class)
def test_what_v2_sends_is_as_documented(operation: Operation) -> None:
    request = track_v2.encode(operation, WITH_PHONE)

    assert not isinstance(request, CannotSay)
    assert documented_at(request.method, request.path).request_faults(request.body) == []


@pytest.mark.parametrize("translator", [track_v1, track_v2], ids=["v1", "v2"])
@pytest.mark.parametrize("operation", PEOPLE, ids=by_class)
def test_what_is_answered_is_as_documented(caller: Caller, operation: Operation, translator: object) -> None:
    encode = track_v1.encode if translator is track_v1 else track_v2.encode
    request = encode(operation, TERMS)
    assert not isinstance(request, CannotSay)

    status, body = sent(caller, request)

    row = documented_at(request.method, request.path)
    assert status == 200
    assert row.answer_faults(status, body) == []


@pytest.mark.parametrize("row", [row for row in documented() if row.operation not in LATER], ids=by_operation)
def test_a_call_without_a_usable_body_or_key_answers_a_documented_status(caller: Caller, row: Documented) -> None:
    path = row.path.replace("{segment_id}", "3").replace("{", "").replace("}", "")

    for authorization in ("", caller.track_authorization):
        answer = caller.call(row.method, path, {}, authorization=authorization)
        assert answer.status in row.statuses
        assert row.answer_faults(answer.status, answer.body) == []


EXAMPLES = [
    pytest.param(row, body, id=f"{row.operation}-{number}")
    for row in documented()
    for number, body in enumerate(row.examples())
]


@pytest.mark.parametrize(("row", "body"), EXAMPLES)
def test_the_vendors_own_examples_are_taken(caller: Caller, row: Documented, body: Json) -> None:
    """As far as a new workspace goes: it has the object type 1 only, and no delivery that could be reported of."""
    path = row.path.replace("{segment_id}", "3").replace("{", "").replace("}", "")
    sent = re.sub(rb'"object_type_id":"?2"?', b'"object_type_id":"1"', msgspec.json.encode(body))

    answer = caller.call(
        row.method, path, sent, authorization=caller.track_authorization, content_type="application/json"
    )

    is_later = answer.status == 501 and b" is not emulated yet" in answer.body
    assert is_later or answer.status in row.statuses - {400, 401}, answer.body


@pytest.mark.rule("track.v2.matrix")
@pytest.mark.parametrize("what", ["person", "object", "delivery"])
@pytest.mark.parametrize("action", MATRIX)
def test_the_matrix_is_the_vendors_row_by_row(caller: Caller, what: str, action: str) -> None:
    body = full(what, action)
    answer = caller.call("POST", "/api/v2/entity", body, authorization=caller.track_authorization)

    is_documented = what in MATRIX[action].split()
    entity = documented_at("POST", "/api/v2/entity")
    assert (entity.request_faults(msgspec.json.encode(body)) == []) is is_documented
    if is_documented:
        assert answer.status == 200 or b" is not emulated yet" in answer.body
    else:
        assert (answer.status, b'"reason":"invalid","field":"action"' in answer.body) == (400, True)


@pytest.mark.rule("track.v2.errors-shape")
@pytest.mark.rule("track.v2.batch-207")
def test_what_a_batch_with_a_bad_item_answers_is_as_documented(caller: Caller) -> None:
    row, bad = documented_at("POST", "/api/v2/batch"), {"type": "person", "action": "event"}

    some = caller.call("POST", row.path, {"batch": [full("person", "identify"), bad]}, authorization=AUTHORIZATION)
    none = caller.call("POST", row.path, {"batch": 5}, authorization=AUTHORIZATION)

    assert [(answer.status, row.answer_faults(answer.status, answer.body)) for answer in (some, none)] == [
        (207, []), (400, []),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/forms/f1/submit", {"data": {"id": "5"}}),
        ("/api/v1/metrics", {"delivery_id": "d1", "metric": "opened"}),
        ("/api/v1/push/events", {"delivery_id": "d1", "event": "opened"}),
    ],
)
def test_what_has_no_state_yet_is_refused_by_its_documented_name(caller: Caller, path: str, body: Json) -> None:
    answer = caller.call("POST", path, body, authorization=AUTHORIZATION)

    row = documented_at("POST", path)
    assert (row.operation in LATER, row.request_faults(msgspec.json.encode(body))) == (True, [])
    assert (answer.status, row.operation.encode() in answer.body) == (501, True)
