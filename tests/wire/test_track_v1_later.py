"""Calls of Track v1 whose state comes later: what is documented as wrong with them is refused already."""

import msgspec
import pytest

from simulator.values import Json
from simulator.wire import Refused, Request, RouteTable, Terms, not_emulated

TABLE = RouteTable(not_emulated.ROUTES)


def answer(path: str, body: object) -> tuple[int, Json]:
    found = TABLE.find("POST", path)
    assert found is not None
    sent = body if isinstance(body, bytes) else msgspec.json.encode(body)
    with pytest.raises(Refused) as refused:
        found[0].decode(Request("POST", path, body=sent), found[1], Terms())
    answered = msgspec.json.decode(refused.value.response.body, type=dict[str, dict[str, Json]])
    return refused.value.response.status, answered["meta"].get("errors")


@pytest.mark.rule("track.v1.form-bad")
@pytest.mark.rule("track.v1.error-envelope")
@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"email": "maya@example.com", "age": 5}, ["age must be a string"]),
        ({"plan": "basic"}, ["data must hold exactly one of id and email"]),
        ({"id": "5", "email": "maya@example.com"}, ["data must hold exactly one of id and email"]),
        ({"id": 5}, ["id must be a string"]),
        (None, ["data must be an object"]),
        ("id=5", ["data must be an object"]),
    ],
)
def test_a_form_that_is_wrong_is_refused_with_a_list(data: Json, errors: list[str]) -> None:
    assert answer("/api/v1/forms/f1/submit", {"data": data}) == (400, errors)


def test_a_form_that_is_right_is_not_emulated_yet() -> None:
    assert answer("/api/v1/forms/f1/submit", {"data": {"id": "5", "age": "5"}}) == (501, None)


@pytest.mark.rule("track.v1.push-empty-delivery")
@pytest.mark.rule("track.v1.error-envelope")
@pytest.mark.parametrize("path", ["/api/v1/push/events", "/push/events"])
def test_a_push_metric_of_no_delivery_is_refused(path: str) -> None:
    assert answer(path, {"delivery_id": "", "event": "opened"}) == (400, ["malformed delivery id: ."])


@pytest.mark.rule("track.v1.body-bad-json")
@pytest.mark.parametrize("path", ["/api/v1/push/events", "/api/v1/forms/f1/submit"])
def test_a_call_that_is_no_json_is_refused_before_it_is_missed(path: str) -> None:
    assert answer(path, b"{")[0] == 400
