"""What nobody knows of Track, each with both of the ways that a workspace can choose."""

import msgspec
import pytest

from simulator.service import Service
from simulator.values import Json
from simulator.wire import Response
from simulator.wire.track_v2.people import ATTRIBUTES
from tests.builders import START
from tests.service.caller import DEFINITION, REAL_NOW, Caller, members

LONG_ID = "i" * 151


def set_up(**settings: Json) -> Caller:
    """A caller of a workspace with these settings; segment 1 is data-driven."""
    definition = {"settings": settings, "segments": DEFINITION["segments"]}
    return Caller(Service(now=REAL_NOW, definition=definition, clock=START))


def faults(response: Response) -> list[tuple[Json, Json, Json]]:
    """Place, reason and field of each."""
    told = msgspec.convert(members(response)["errors"], list[dict[str, Json]])
    return [(one.get("batch_index"), one["reason"], one.get("field")) for one in told]


V1_REFUSALS: list[tuple[str, str, object]] = [
    ("PUT", "/customers/", {}),
    ("PUT", "/customers/5", b"{"),
    ("PUT", "/customers/5", {"id": [1]}),
    ("PUT", f"/customers/{LONG_ID}", {}),
    ("PUT", "/customers/5/devices", {"device": {}}),
    ("DELETE", "/customers/5/devices/", None),
    ("POST", "/events", {"name": "buy", "data": []}),
    ("POST", "/segments/9/add_customers", {"ids": ["5"]}),
    ("POST", "/segments/1/remove_customers", {"ids": ["5"]}),
    ("POST", "/segments/3/add_customers", {"ids": []}),
]


@pytest.mark.rule("track.v1.error-envelope")
@pytest.mark.parametrize(("method", "path", "body"), V1_REFUSALS)
def test_a_refusal_of_v1_holds_one_text_or_a_list_as_the_workspace_chooses(
    method: str, path: str, body: object
) -> None:
    single = set_up(errors_v1_envelope="error").track(method, path, body)
    listed = set_up(errors_v1_envelope="errors").track(method, path, body)

    assert single.status == listed.status in (400, 404)
    meta = msgspec.convert(members(single)["meta"], dict[str, str])
    assert members(listed) == {"meta": {"errors": [meta["error"]]}}


@pytest.mark.rule("track.v1.error-envelope")
@pytest.mark.rule("track.v1.unsubscribe-bad")
@pytest.mark.parametrize(
    ("envelope", "text"), [("error", "malformed delivery id: x."), ("errors", ["malformed delivery id: x."])]
)
def test_the_unsubscribe_page_is_refused_in_that_envelope_too(envelope: str, text: Json) -> None:
    response = set_up(errors_v1_envelope=envelope).call("POST", "/unsubscribe/x", {"unsubscribe": True})

    assert (response.status, members(response)) == (400, {"meta": {envelope: text}})


@pytest.mark.rule("track.v1.error-envelope")
def test_a_packed_body_that_is_none_is_refused_in_that_envelope_too() -> None:
    response = set_up(errors_v1_envelope="errors").track("PUT", "/customers/5", b"{}", content_encoding="gzip")

    assert "errors" in msgspec.convert(members(response)["meta"], dict[str, Json])


@pytest.mark.rule("track.v1.error-envelope")
@pytest.mark.parametrize("envelope", ["error", "errors"])
@pytest.mark.parametrize(
    ("path", "body", "known"),
    [
        ("/events", {"name": " "}, "error"),
        ("/merge_customers", {"primary": {}}, "error"),
        ("/merge_customers", b"{", "error"),
        ("/forms/f1/submit", {"data": {}}, "errors"),
        ("/forms/f1/submit", b"{", "errors"),
        ("/push/events", {"delivery_id": ""}, "errors"),
    ],
)
def test_where_the_envelope_is_known_the_workspace_has_no_choice(
    envelope: str, path: str, body: object, known: str
) -> None:
    response = set_up(errors_v1_envelope=envelope).track("POST", path, body)

    assert response.status == 400
    assert list(msgspec.convert(members(response)["meta"], dict[str, Json])) == [known]


@pytest.mark.rule("track.v1.auth-missing")
@pytest.mark.parametrize("text", ["Unauthorized request", "Unauthorized"])
@pytest.mark.parametrize("path", ["/api/v1/customers/5", "/api/v1/accounts/region"])
def test_a_wrong_key_is_told_so_in_the_words_of_the_default_workspace(text: str, path: str) -> None:
    method = "PUT" if path.endswith("5") else "GET"

    response = set_up(errors_unauthorized_text=text).call(method, path, {}, authorization="Basic eDp5")

    assert (response.status, members(response)) == (401, {"meta": {"error": text}})


@pytest.mark.rule("app.auth.401-send")
def test_the_text_of_track_is_none_of_the_app_api() -> None:
    caller = set_up(errors_unauthorized_text="Unauthorized")

    assert members(caller.call("POST", "/v1/send/email", {})) == {"meta": {"error": "Unauthorized request"}}


@pytest.mark.rule("track.v1.unknown-route")
@pytest.mark.parametrize(
    ("choice", "body"), [("json_404", '{"meta":{"error":"Not found"}}'), ("html_404", "<!DOCTYPE html>")]
)
def test_an_unknown_path_of_track_answers_json_or_a_page(choice: str, body: str) -> None:
    response = set_up(track_unknown_route=choice).track("PUT", "/nowhere", {})

    assert response.status == 404
    assert response.body.decode().startswith(body)
    assert response.headers["content-type"].startswith("text/html" if choice == "html_404" else "application/json")


@pytest.mark.rule("track.v1.unknown-route")
def test_a_path_of_the_other_apis_is_not_concerned() -> None:
    caller = set_up(track_unknown_route="html_404")

    assert caller.call("GET", "/_sim/nowhere").headers["content-type"] == "application/problem+json"
    assert caller.call("GET", "/cdp/v1/nowhere").body == b'{"meta":{"error":"Not found"}}'


@pytest.mark.rule("track.v2.cio-id-prefix")
@pytest.mark.parametrize(
    ("choice", "bare", "prefixed"), [("both", 200, 200), ("bare", 200, 400), ("prefixed", 400, 200)]
)
def test_a_cio_id_comes_with_its_prefix_or_without_as_the_workspace_chooses(
    choice: str, bare: int, prefixed: int
) -> None:
    caller = set_up(v2_cio_id_prefix=choice)
    caller.track("PUT", "/customers/5", {})

    for identifier, status in (("03000001", bare), ("cio_03000001", prefixed)):
        response = caller.v2(action="identify", identifiers={"cio_id": identifier}, attributes={identifier: 1})
        assert response.status == status
        assert (identifier in caller.profile("5").attributes) == (status == 200)
        if status == 400:
            assert faults(response) == [(None, "invalid", "identifiers.cio_id")]


@pytest.mark.rule("track.v2.cio-id-prefix")
def test_the_sides_of_a_merge_are_cio_ids_of_the_same_form() -> None:
    caller = set_up(v2_cio_id_prefix="bare")

    response = caller.v2(action="merge", primary={"cio_id": "cio_1"}, secondary={"cio_id": "2"})

    assert faults(response) == [(None, "invalid", "primary.cio_id")]


@pytest.mark.rule("track.v2.id-key-decides")
@pytest.mark.parametrize(("choice", "people"), [("id", 2), ("cio_id", 1)])
def test_an_id_with_the_prefix_is_an_id_or_a_cio_id_as_the_workspace_chooses(choice: str, people: int) -> None:
    caller = set_up(v2_id_with_cio_prefix=choice)
    caller.track("PUT", "/customers/5", {})

    response = caller.v2(action="identify", identifiers={"id": "cio_03000001"}, attributes={"plan": "pro"})

    assert response.status == 200
    assert len(caller.rows("/profiles")) == people
    assert ("plan" in caller.profile("5").attributes) == (choice == "cio_id")


SEVERAL: list[tuple[dict[str, Json], list[tuple[Json, str, str | None]]]] = [
    ({"type": None, "action": 5}, [(None, "required", "type"), (None, "parse_error", "action")]),
    (
        {"action": "event", "name": " ", "attributes": 5},
        [(None, "required", "identifiers"), (None, "required", "name"), (None, "parse_error", "attributes")],
    ),
    (
        {"action": "identify", "identifiers": {"id": ""}, "attributes": {"id": []}, "cio_relationships": [1, {}]},
        [
            (None, "invalid", "identifiers.id"),
            (None, "invalid", f"{ATTRIBUTES}.id"),
            (None, "parse_error", "cio_relationships.0"),
            (None, "required", "cio_relationships.1.identifiers"),
        ],
    ),
    (
        {"action": "add_device", "device": {"attributes": 5, "platform": "fax"}},
        [
            (None, "required", "identifiers"),
            (None, "parse_error", "device.attributes"),
            (None, "required", "device.token"),
            (None, "invalid", "device.platform"),
        ],
    ),
    ({"action": "merge"}, [(None, "required", "primary"), (None, "required", "secondary")]),
    (
        {"type": "delivery", "action": "event", "name": "sent"},
        [
            (None, "required", "identifiers.id"),
            (None, "invalid", "name"),
            (None, "required", "attributes.device_token"),
        ],
    ),
    (
        {"type": "object", "action": "identify_anonymous", "cio_relationships": [{"relationship_attributes": 1}]},
        [
            (None, "required", "identifiers"),
            (None, "parse_error", "cio_relationships.0.relationship_attributes"),
            (None, "required", "anonymous_id"),
        ],
    ),
    (
        {"action": "identify", "identifiers": {"id": LONG_ID}, "attributes": {"n" * 151: 1, "m" * 151: 2}},
        [(None, "invalid", "attributes"), (None, "invalid", "identifiers.id")],
    ),
]  # fmt: skip


@pytest.mark.rule("track.v2.errors-several")
@pytest.mark.parametrize(("operation", "expected"), SEVERAL)
def test_the_first_fault_of_an_operation_is_listed_or_all_of_them(
    operation: dict[str, Json], expected: list[tuple[Json, str, str | None]]
) -> None:
    first = set_up(v2_several_errors_per_item="first").v2(**operation)
    every = set_up(v2_several_errors_per_item="all").v2(**operation)

    assert (first.status, faults(first)) == (400, expected[:1])
    assert (every.status, faults(every)) == (400, expected)


@pytest.mark.rule("track.v2.errors-several")
def test_all_faults_of_an_item_carry_the_place_of_the_item() -> None:
    caller = set_up(v2_several_errors_per_item="all")
    merge: Json = {"type": "person", "action": "merge"}
    good: Json = {"type": "person", "action": "identify", "identifiers": {"id": "5"}}

    response = caller.call("POST", "/api/v2/batch", {"batch": [good, merge]}, authorization=caller.track_authorization)

    assert response.status == 207
    assert faults(response) == [(1, "required", "primary"), (1, "required", "secondary")]


@pytest.mark.rule("track.v2.errors-several")
def test_what_is_malformed_is_told_before_what_is_not_emulated() -> None:
    unknown: Json = [{"identifiers": {"cio_object_id": "1"}}]

    response = set_up().v2(action="add_relationships", identifiers={}, cio_relationships=unknown)

    assert (response.status, faults(response)) == (400, [(None, "required", "identifiers")])
