import msgspec
import pytest

from simulator.operations import (
    AddDevice,
    Delete,
    DeleteDevice,
    Identifier,
    IdentifierKind,
    Identify,
    Merge,
    Operation,
    Relate,
    Suppress,
    Track,
    Unrelate,
    Unsuppress,
)
from simulator.values import Json
from simulator.wire import Terms, track_v2
from tests.wire.track_calls import ACME, FIVE, TERMS, WITH_PHONE, decoded, refused

Members = dict[str, Json]


def of_person(action: str, **members: Json) -> Members:
    return {"type": "person", "action": action, "identifiers": {"id": "5"}, **members}


def entity(members: object, *, terms: Terms = TERMS) -> object:
    return decoded("POST", "/api/v2/entity", members, terms=terms)


def fault(members: object, *, terms: Terms = TERMS) -> tuple[str, str, str]:
    """Reason, field and message of the one error of a 400."""
    response = refused("POST", "/api/v2/entity", members, terms=terms)
    assert response.status == 400
    answer = msgspec.json.decode(response.body, type=dict[str, list[dict[str, str]]])
    (error,) = answer["errors"]
    return error["reason"], error.get("field", ""), error["message"]


@pytest.mark.rule("track.v2.matrix")
@pytest.mark.parametrize(
    ("members", "operation"),
    [
        (of_person("identify", attributes={"plan": "basic"}), Identify(FIVE, {"plan": "basic"}, version=2)),
        (of_person("event", name="buy"), Track("buy", FIVE)),
        (of_person("page", name="/pricing"), Track("/pricing", FIVE, "page")),
        (of_person("screen", name="Home"), Track("Home", FIVE, "screen")),
        (of_person("delete"), Delete(FIVE)),
        (of_person("suppress"), Suppress(FIVE)),
        (of_person("unsuppress"), Unsuppress(FIVE)),
        (
            of_person("add_device", device={"token": "t1", "platform": "ios", "last_used": 7}),
            AddDevice(FIVE, "t1", "ios", 7),
        ),
        (of_person("delete_device", device={"token": "t1"}), DeleteDevice(FIVE, "t1")),
        (of_person("add_relationships", cio_relationships=[{"identifiers": ACME}]), Relate("1", "acme", FIVE)),
        (of_person("delete_relationships", cio_relationships=[{"identifiers": ACME}]), Unrelate("1", "acme", FIVE)),
    ],
)
def test_type_and_action_say_what_is_meant(members: Members, operation: Operation) -> None:
    assert entity(members) == operation


@pytest.mark.rule("track.v2.matrix")
@pytest.mark.parametrize(
    ("what", "action"),
    [
        (what, action)
        for what in ("person", "object", "delivery")
        for action in sorted({action for _, action in track_v2.MATRIX})
        if (what, action) not in track_v2.MATRIX
    ],
)
def test_a_pair_that_is_not_documented_is_invalid(what: str, action: str) -> None:
    reason, field, message = fault({"type": what, "action": action})

    assert (reason, field) == ("invalid", "action")
    assert message.startswith(f"action of a {what} must be one of ")


@pytest.mark.parametrize(
    ("what", "action"), [(what, action) for (what, action), decode in track_v2.MATRIX.items() if decode is None]
)
def test_a_documented_pair_that_is_not_emulated_is_refused_by_name(what: str, action: str) -> None:
    response = refused("POST", "/api/v2/entity", {"type": what, "action": action})

    expected = {"meta": {"error": f"{what} {action} is not emulated yet; nothing was done"}}
    assert (response.status, msgspec.json.decode(response.body)) == (501, expected)


@pytest.mark.rule("track.v2.errors-shape")
@pytest.mark.rule("track.v2.errors-several")
@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"action": "identify"}, ("required", "type", "type is required")),
        ({"type": "person"}, ("required", "action", "action is required")),
        ({"type": 5, "action": "identify"}, ("parse_error", "type", "type must be a string")),
        (
            {"type": "dog", "action": "identify"},
            ("invalid", "type", "type must be one of person, object, delivery"),
        ),
        (of_person("event"), ("required", "name", "name is required")),
        (of_person("event", name=None), ("required", "name", "name is required")),
        (of_person("page", name=" "), ("required", "name", "name is required")),
        (of_person("event", name=5), ("parse_error", "name", "name must be a string")),
        (of_person("event", name="buy", attributes=""), ("parse_error", "attributes", "attributes must be an object")),
        pytest.param(
            of_person("add_device", device={"id": "t1", "platform": "ios"}),
            ("required", "device.token", "device.token is required"),
            marks=pytest.mark.rule("track.v2.device-token"),
        ),
        (of_person("delete_device"), ("required", "device", "device is required")),
        pytest.param(
            of_person("add_relationships", cio_relationships={"action": "add_relationships"}),
            ("parse_error", "cio_relationships", "cio_relationships must be an array"),
            marks=pytest.mark.rule("track.v2.relationships-array"),
        ),
        (
            of_person("delete_relationships", cio_relationships=[]),
            ("required", "cio_relationships", "cio_relationships must list at least one"),
        ),
        (
            of_person("add_relationships", cio_relationships=["acme"]),
            ("parse_error", "cio_relationships.0", "cio_relationships.0 must be an object"),
        ),
        ({"type": "person", "action": "merge"}, ("required", "primary", "primary is required")),
    ],
)
def test_the_first_fault_is_told_with_reason_and_field(members: Members, expected: tuple[str, str, str]) -> None:
    assert fault(members) == expected


def test_an_id_among_the_attributes_that_is_no_text_is_invalid() -> None:
    reason, field, message = fault(of_person("identify", attributes={"id": ["5"]}))

    assert (reason, field.split("."), message) == (
        "invalid",
        ["attributes", "id"],
        "id attribute must be a string value",
    )


@pytest.mark.rule("track.v1.body-bad-json")
@pytest.mark.parametrize("body", [b"{", b"[1]", b'{"a":' * 5_000])
def test_a_body_that_is_no_json_object_is_a_parse_error(body: bytes) -> None:
    assert fault(body)[0] == "parse_error"


@pytest.mark.rule("track.v2.size-entity")
def test_an_operation_may_have_32_kilobytes_and_no_more() -> None:
    body = msgspec.json.encode(of_person("delete"))

    assert entity(body + b" " * (32 * 1024 - len(body))) == Delete(FIVE)
    assert fault(body + b" " * (32 * 1024 - len(body) + 1))[0] == "invalid"


# ---- identifiers


@pytest.mark.rule("track.v2.id-key-decides")
@pytest.mark.rule("track.v2.cio-id-prefix")
@pytest.mark.rule("identity.phone.v2")
@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ({"id": "5"}, "id", "5"),
        ({"id": 5}, "id", "5"),
        ({"id": "maya@example.com"}, "id", "maya@example.com"),
        ({"id": "cio_03000001"}, "id", "cio_03000001"),
        ({"email": "maya@example.com"}, "email", "maya@example.com"),
        ({"phone": "+12025550123"}, "phone", "+12025550123"),
        ({"cio_id": "03000001"}, "cio_id", "03000001"),
        ({"cio_id": "cio_03000001"}, "cio_id", "03000001"),
    ],
)
def test_the_key_says_whom_an_identifier_means(written: Members, kind: IdentifierKind, value: str) -> None:
    members = of_person("delete") | {"identifiers": written}

    assert entity(members, terms=WITH_PHONE) == Delete(Identifier(kind, value))


@pytest.mark.parametrize(
    ("written", "terms", "expected"),
    [
        pytest.param(
            None,
            TERMS,
            ("required", "identifiers", "identifiers is required"),
            marks=pytest.mark.rule("track.v2.identifiers-missing"),
        ),
        ({}, TERMS, ("required", "identifiers", "identifiers is required")),
        ("5", TERMS, ("parse_error", "identifiers", "identifiers must be an object")),
        pytest.param(
            {"id": "5", "email": "maya@example.com"},
            TERMS,
            ("invalid", "identifiers", "identifiers must hold exactly one of id, email, cio_id"),
            marks=pytest.mark.rule("identity.multi-identifiers-400"),
        ),
        pytest.param(
            {"phone": "+12025550123"},
            TERMS,
            ("invalid", "identifiers.phone", "identifiers must hold one of id, email, cio_id, not phone"),
            marks=pytest.mark.rule("identity.phone.v2"),
        ),
        (
            {"email": "maya@example.com"},
            Terms(identifiers=("id",)),
            ("invalid", "identifiers.email", "identifiers must hold one of id, cio_id, not email"),
        ),
        (
            {"phone": "202 555 0123"},
            WITH_PHONE,
            ("invalid", "identifiers.phone", "identifiers.phone must be in E.164 format: + and up to 15 digits"),
        ),
        ({"id": None}, TERMS, ("required", "identifiers.id", "identifiers.id is required")),
        ({"id": " "}, TERMS, ("invalid", "identifiers.id", "identifiers.id cannot be an empty string")),
        ({"id": True}, TERMS, ("parse_error", "identifiers.id", "identifiers.id must be a string")),
        (
            {"anonymous_id": "a"},
            TERMS,
            ("invalid", "identifiers.anonymous_id", "identifiers must hold one of id, email, cio_id, not anonymous_id"),
        ),
    ],
)
def test_identifiers_that_name_nobody_are_refused(written: Json, terms: Terms, expected: tuple[str, str, str]) -> None:
    assert fault(of_person("identify") | {"identifiers": written}, terms=terms) == expected


@pytest.mark.rule("track.v2.anonymous-only")
@pytest.mark.parametrize("action", ["event", "page", "screen"])
def test_an_event_with_an_anonymous_id_alone_is_nobodys_yet(action: str) -> None:
    operation = entity(of_person(action, name="x") | {"identifiers": {"anonymous_id": "abc"}})

    assert isinstance(operation, Track)
    assert (operation.who, operation.anonymous_id) == (None, "abc")


def test_an_anonymous_id_that_is_none_is_refused() -> None:
    members = of_person("event", name="x") | {"identifiers": {"anonymous_id": ""}}

    assert fault(members)[:2] == ("invalid", "identifiers.anonymous_id")


@pytest.mark.rule("track.v2.merge-no-identifiers")
def test_a_merge_names_two_people_and_no_identifiers() -> None:
    members = {"type": "person", "action": "merge", "primary": {"id": "5"}, "secondary": {"cio_id": "cio_03000001"}}

    assert entity(members) == Merge(FIVE, Identifier("cio_id", "03000001"))


@pytest.mark.rule("identity.phone.not-merge")
def test_a_side_of_a_merge_is_no_phone() -> None:
    members = {"type": "person", "action": "merge", "primary": {"id": "5"}, "secondary": {"phone": "+12025550123"}}

    assert fault(members, terms=WITH_PHONE) == (
        "invalid", "secondary.phone", "secondary must hold one of id, email, cio_id, not phone",
    )  # fmt: skip


# ---- what the members mean


@pytest.mark.rule("track.v2.event-attributes")
def test_event_data_are_read_from_attributes_alone() -> None:
    members = of_person("event", name="buy", id="01HQ", timestamp=7, attributes={"price": 5}, data={"price": 6})

    assert entity(members) == Track("buy", FIVE, data={"price": 5}, timestamp=7, id="01HQ")


@pytest.mark.rule("track.v2.surplus-ignored")
def test_members_that_an_action_does_not_know_are_passed_over() -> None:
    assert entity(of_person("delete", attributes={}, cio_relationships=[], name="x")) == Delete(FIVE)
    assert entity(of_person("identify", cio_relationships=[])) == Identify(FIVE, version=2)


@pytest.mark.rule("attributes.reserved-commands")
@pytest.mark.rule("track.v2.email-attribute")
def test_an_identify_may_bring_identifiers_and_commands_among_its_attributes() -> None:
    attributes: Members = {"email": "maya@example.com", "_update": True, "_timestamp": 7}

    assert entity(of_person("identify", attributes=attributes)) == Identify(
        FIVE, {"email": "maya@example.com"}, 7, update_only=True, version=2
    )


@pytest.mark.rule("attributes.order")
@pytest.mark.parametrize(
    ("order", "taken"), [("any_name", (1, 2, 3)), ("strict_2025", (None, 2, None)), ("strict_2026", (1, None, None))]
)
def test_the_time_of_an_update_has_the_names_that_the_workspace_takes(
    order: str, taken: tuple[int | None, ...]
) -> None:
    terms = msgspec.convert({"order_field": order}, Terms)
    written = (
        of_person("identify", timestamp=1),
        of_person("identify", _timestamp=2),
        of_person("identify", attributes={"_timestamp": 3}),
    )

    assert [entity(members, terms=terms) for members in written] == [
        Identify(FIVE, timestamp=time, version=2) for time in taken
    ]


def test_an_identify_brings_relations_as_operations_of_their_own() -> None:
    members = of_person(
        "identify", cio_relationships=[{"identifiers": ACME, "relationship_attributes": {"role": "admin"}}]
    )

    assert entity(members) == (
        Identify(FIVE, version=2), Relate("1", "acme", FIVE, attributes={"role": "admin"}),
    )  # fmt: skip


@pytest.mark.parametrize(
    "members",
    [
        {"anonymous_id": "a1"},
        {"cio_relationships": [{"identifiers": {"anonymous_id": "a1"}}]},
    ],
)
def test_an_object_is_related_to_an_anonymous_id(members: Members) -> None:
    sent = {"type": "object", "action": "identify_anonymous", "identifiers": ACME, **members}

    assert entity(sent) == Relate("1", "acme", anonymous_id="a1")


def test_an_object_is_related_to_every_anonymous_id_that_is_listed() -> None:
    listed: list[Json] = [{"identifiers": {"anonymous_id": name}} for name in ("a1", "a2")]
    sent = {"type": "object", "action": "identify_anonymous", "identifiers": ACME, "cio_relationships": listed}

    assert entity(sent) == (Relate("1", "acme", anonymous_id="a1"), Relate("1", "acme", anonymous_id="a2"))


@pytest.mark.rule("track.v2.delivery-names")
@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"name": "clicked"}, ("invalid", "name")),
        ({"name": None}, ("required", "name")),
        ({"attributes": {}}, ("required", "attributes.device_token")),
        ({"identifiers": {}}, ("required", "identifiers.id")),
    ],
)
def test_a_report_of_a_delivery_that_is_not_documented_is_refused(members: Members, expected: tuple[str, str]) -> None:
    report: Members = {"name": "opened", "identifiers": {"id": "d1"}, "attributes": {"device_token": "t1"}}

    assert fault({"type": "delivery", "action": "event", **report, **members})[:2] == expected


def test_a_report_of_a_delivery_is_refused_by_name() -> None:
    report: Members = {"name": "opened", "identifiers": {"id": "d1"}, "attributes": {"device_token": "t1"}}

    response = refused("POST", "/api/v2/entity", {"type": "delivery", "action": "event", **report})

    assert response.status == 501
    assert b"delivery event is not emulated yet" in response.body
