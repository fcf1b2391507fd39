import pytest

from simulator.operations import Track
from simulator.values import Json
from tests.wire.track_calls import FIVE, FORM, decoded, refusal


@pytest.mark.rule("track.v1.event-form-encoded")
def test_an_event_may_come_as_a_form() -> None:
    body = b"name=buy+now&data[price]=1&data[items][0][sku]=A%261&data[tags][]=x&data[tags][]=y&timestamp=7&type=page"

    operation = decoded("POST", "/api/v1/customers/5/events", body, content=f"{FORM}; charset=utf-8")

    data: dict[str, Json] = {"price": "1", "items": [{"sku": "A&1"}], "tags": ["x", "y"]}
    assert operation == Track("buy now", FIVE, "page", data, 7)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"data[price]=1", "name cannot be blank"),
        (b"name=buy&data=1", 'event data must be a hash (e.g., send "data":{} instead of "data":"")'),
        (b"name=buy&data[a]=1&data[a][b]=2", "request body is not a form: 'a' is a text and has no members"),
        (b"name=buy&data[a=1", "request body is not a form: 'data[a' is no name of a form"),
        (b"name=buy&data" + b"[a]" * 5_000 + b"=1", "request body is not a form: nested more than 20 levels deep"),
    ],
)
def test_a_form_that_is_no_event_is_refused(body: bytes, text: str) -> None:
    assert refusal("POST", "/api/v1/events", body, content=FORM) == (400, text)


@pytest.mark.parametrize("body", [b"name=\xff", b"name=%ff"])
def test_a_form_that_is_no_text_is_refused(body: bytes) -> None:
    assert refusal("POST", "/api/v1/events", body, content=FORM)[0] == 400
