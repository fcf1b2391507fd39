import pytest

from simulator.operations import Delete, Identifier, Merge, Operation, Suppress, Unsuppress
from tests.wire.track_calls import FIVE, WITH_PHONE, decoded, refusal


@pytest.mark.rule("track.v1.body-empty-json")
@pytest.mark.parametrize("body", [b"", b"{}", b"\x00"])
@pytest.mark.parametrize(
    ("method", "below", "operation"),
    [("DELETE", "", Delete(FIVE)), ("POST", "/suppress", Suppress(FIVE)), ("POST", "/unsuppress", Unsuppress(FIVE))],
)
def test_a_call_that_says_all_by_its_path_takes_any_body(
    method: str, below: str, operation: Operation, body: bytes
) -> None:
    assert decoded(method, f"/api/v1/customers/5{below}", body) == operation


def test_a_merge_names_two_people_each_by_one_key() -> None:
    body = {"primary": {"id": 5}, "secondary": {"email": "maya@example.com"}}

    assert decoded("POST", "/api/v1/merge_customers", body) == Merge(FIVE, Identifier("email", "maya@example.com"))


@pytest.mark.rule("track.v2.cio-id-prefix")
@pytest.mark.parametrize("written", ["03000001", "cio_03000001"])
def test_a_merge_takes_a_cio_id_with_and_without_its_prefix(written: str) -> None:
    body = {"primary": {"id": "5"}, "secondary": {"cio_id": written}}

    assert decoded("POST", "/api/v1/merge_customers", body) == Merge(FIVE, Identifier("cio_id", "03000001"))


@pytest.mark.parametrize(
    ("secondary", "text"),
    [
        pytest.param(
            {"id": "6", "email": "maya@example.com"},
            "secondary must hold exactly one of id, email, cio_id",
            marks=pytest.mark.rule("identity.multi-identifiers-400"),
        ),
        (None, "secondary is required"),
        ({}, "secondary is required"),
        ("6", "secondary must be an object"),
        ({"id": None}, "secondary.id is required"),
        ({"id": ""}, "secondary.id cannot be an empty string"),
        ({"id": ["6"]}, "secondary.id must be a string"),
        pytest.param(
            {"phone": "+12025550123"},
            "secondary must hold one of id, email, cio_id, not phone",
            marks=pytest.mark.rule("identity.phone.not-merge"),
        ),
    ],
)
def test_a_merge_with_a_side_that_is_none_is_refused(secondary: object, text: str) -> None:
    body = {"primary": {"id": "5"}, "secondary": secondary}

    assert refusal("POST", "/api/v1/merge_customers", body, terms=WITH_PHONE) == (400, text)
