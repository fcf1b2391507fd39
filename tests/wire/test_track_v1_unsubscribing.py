import pytest

from simulator.operations import Unsubscribe
from simulator.wire.delivery_ids import delivery_id
from tests.wire.track_calls import JSON, decoded, refusal


@pytest.mark.parametrize(
    ("body", "value"), [({"unsubscribe": True}, True), ({}, True), (b"", True), ({"unsubscribe": False}, False)]
)
def test_a_delivery_is_unsubscribed_from_unless_the_body_says_false(body: object, value: bool) -> None:
    operation = decoded("POST", f"/unsubscribe/{delivery_id(1, 7)}", body)

    assert operation == Unsubscribe(7, value)


@pytest.mark.rule("track.v1.unsubscribe-bad")
@pytest.mark.parametrize(
    ("named", "body", "content"),
    [
        ("d1", {}, JSON),
        ("", {}, JSON),
        (delivery_id(1, 7)[:-1], {}, JSON),
        (delivery_id(1, 7) + "x", {}, JSON),
        (delivery_id(1, 7), {}, ""),
        (delivery_id(1, 7), {}, "text/plain"),
        (delivery_id(1, 7), b"{", JSON),
        (delivery_id(1, 7), {"unsubscribe": "yes"}, JSON),
    ],
)
def test_an_unsubscribe_that_is_malformed_is_refused(named: str, body: object, content: str) -> None:
    assert refusal("POST", f"/unsubscribe/{named}", body, content=content)[0] == 400
