from urllib.parse import quote

import pytest

from simulator.operations import AddToSegment, Identifier, IdentifierKind, Identify, RemoveFromSegment, Track
from simulator.wire import Terms
from tests.wire.track_calls import decoded, refusal

BUY = b'{"name": "buy"}'


def identified(body: object, path: str = "/api/v1/customers/5") -> Identify:
    operation = decoded("PUT", path, body)
    assert isinstance(operation, Identify)
    return operation


def tracked(body: object, path: str = "/api/v1/customers/5/events") -> Track:
    operation = decoded("POST", path, body)
    assert isinstance(operation, Track)
    return operation


@pytest.mark.rule("identity.path-shape")
@pytest.mark.rule("identity.cio.path-prefix")
@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        ("5", "id", "5"),
        ("a/b@c d", "id", "a/b@c d"),
        ("maya@example.com", "email", "maya@example.com"),
        ("Maya@Example.com", "email", "Maya@Example.com"),
        ("maya+vip@example.com", "email", "maya+vip@example.com"),
        ("cio_03000001", "cio_id", "03000001"),
        ("cio_", "id", "cio_"),
        ("@", "id", "@"),
        ("maya@localhost", "id", "maya@localhost"),
        ("100%", "id", "100%"),
    ],
)
def test_the_shape_of_a_paths_value_says_whom_it_means(value: str, kind: IdentifierKind, read: str) -> None:
    path = f"/api/v1/customers/{quote(value, safe='')}"

    assert identified({}, path).who == Identifier(kind, read)


@pytest.mark.rule("identity.phone.v1-is-id")
def test_a_phone_number_is_an_id() -> None:
    assert identified({}, "/api/v1/customers/%2B12025550123").who == Identifier("id", "+12025550123")


def test_an_address_is_an_id_where_the_workspace_knows_no_email() -> None:
    operation = decoded("PUT", "/api/v1/customers/maya%40example.com", terms=Terms(identifiers=("id",)))

    assert operation == Identify(Identifier("id", "maya@example.com"))


@pytest.mark.rule("attributes.reserved-commands")
def test_timestamp_and_update_are_commands_and_no_attributes() -> None:
    operation = identified({"_timestamp": 1_767_603_600, "_update": True, "plan": "basic"})

    assert operation == Identify(Identifier("id", "5"), {"plan": "basic"}, 1_767_603_600, update_only=True)


def test_values_are_taken_as_they_were_sent() -> None:
    attributes = {"price": "59.00", "n": 42, "x": 1.5, "ok": True, "gone": None, "tags": ["a"], "o": {"a": {"b": 1}}}

    assert identified(attributes).attributes == attributes


def test_an_event_brings_what_its_body_says() -> None:
    body = {"name": "buy", "data": {"price": 23.45}, "timestamp": 7, "id": "01HQ", "anonymous_id": "a", "type": "page"}

    assert tracked(body) == Track("buy", Identifier("id", "5"), "page", {"price": 23.45}, 7, "01HQ", "a")


@pytest.mark.rule("events.type")
@pytest.mark.parametrize(
    ("written", "kind"),
    [("event", "event"), ("page", "page"), ("screen", "screen"), ("Page", "event"), ("", "event"), (5, "event")],
)
def test_only_page_and_screen_are_kinds_of_their_own(written: object, kind: str) -> None:
    assert tracked({"name": "x", "type": written}).kind == kind


@pytest.mark.rule("events.bad-timestamp")
@pytest.mark.parametrize("written", ["1767603600", 1_767_603_600.5, True, None, "now", [1]])
def test_an_event_whose_timestamp_is_no_whole_number_happens_now(written: object) -> None:
    assert tracked({"name": "buy", "timestamp": written}).timestamp is None


def test_an_anonymous_event_names_nobody() -> None:
    operation = decoded("POST", "/api/v1/events", {"name": "watched", "anonymous_id": "abc"})

    assert operation == Track("watched", anonymous_id="abc")


def test_an_empty_anonymous_id_is_none() -> None:
    assert decoded("POST", "/api/v1/events", {"name": "invited", "anonymous_id": ""}) == Track("invited")


@pytest.mark.parametrize(
    ("body", "status", "text"),
    [
        pytest.param({}, 400, "name cannot be blank", marks=pytest.mark.rule("track.v1.event-name-blank")),
        ({"name": ""}, 400, "name cannot be blank"),
        ({"name": "  \t"}, 400, "name cannot be blank"),
        ({"name": None}, 400, "name cannot be blank"),
        ({"name": ["buy"]}, 400, "name cannot be blank"),
        pytest.param(
            {"name": "buy", "data": ""},
            400,
            'event data must be a hash (e.g., send "data":{} instead of "data":"")',
            marks=pytest.mark.rule("events.data-object"),
        ),
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/customers/5/events", "/api/v1/events"])
def test_an_event_is_refused_in_the_documented_words(path: str, body: object, status: int, text: str) -> None:
    assert refusal("POST", path, body) == (status, text)


@pytest.mark.parametrize("written", [["5"], True, 5.5, {}])
def test_an_id_that_is_no_text_is_refused_in_the_documented_words(written: object) -> None:
    assert refusal("PUT", "/api/v1/customers/5", {"id": written}) == (400, "id attribute must be a string value")


def test_an_empty_id_in_the_path_is_refused() -> None:
    assert refusal("PUT", "/api/v1/customers/", {}) == (400, "id attribute cannot be an empty string")
    assert refusal("POST", "/api/v1/customers//events", BUY) == (400, "id attribute cannot be an empty string")


@pytest.mark.rule("track.v1.body-bad-json")
@pytest.mark.parametrize("body", [b"{", b"[1]", b"\x00", b'{"name": "\xff"}', b'{"a":' * 10_000, b"name=buy"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/api/v1/customers/5"),
        ("POST", "/api/v1/customers/5/events"),
        ("POST", "/api/v1/events"),
        ("POST", "/api/v1/segments/2/add_customers"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(method: str, path: str, body: bytes) -> None:
    status, text = refusal(method, path, body)

    assert status == 400
    assert text.startswith("request body is not a JSON object: ")


def test_people_are_put_into_a_manual_segment_and_taken_out() -> None:
    add, remove = "/api/v1/segments/2/add_customers", "/api/v1/segments/2/remove_customers"
    five = (Identifier("id", "5"),)

    assert decoded("POST", add, {"ids": ["5"]}) == AddToSegment("Press list", five)
    assert decoded("POST", remove, {"ids": [5]}) == RemoveFromSegment("Press list", five)


@pytest.mark.rule("segments.manual.id-type")
def test_all_listed_ids_are_of_the_kind_that_the_query_names() -> None:
    operation = decoded(
        "POST", "/api/v1/segments/2/add_customers", {"ids": ["b@example.com", "5"]}, query="id_type=email"
    )

    assert operation == AddToSegment("Press list", (Identifier("email", "b@example.com"), Identifier("email", "5")))


@pytest.mark.parametrize(
    ("number", "body", "query", "status"),
    [
        pytest.param("9", {"ids": ["5"]}, "", 404, marks=pytest.mark.rule("segments.manual.404")),
        ("x", {"ids": ["5"]}, "", 404),
        pytest.param("1", {"ids": ["5"]}, "", 400, marks=pytest.mark.rule("segments.manual.dynamic-refused")),
        pytest.param("2", {"ids": []}, "", 400, marks=pytest.mark.rule("segments.manual.1000")),
        ("2", {"ids": [str(number) for number in range(1_001)]}, "", 400),
        ("2", {"ids": "5"}, "", 400),
        ("2", {"ids": [None]}, "", 400),
        ("2", {}, "", 400),
        ("2", {"ids": ["5"]}, "id_type=phone", 400),
    ],
)
def test_a_listing_that_cannot_be_done_is_refused(number: str, body: object, query: str, status: int) -> None:
    assert refusal("POST", f"/api/v1/segments/{number}/add_customers", body, query=query)[0] == status
