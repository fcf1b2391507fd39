"""Law: what a transactional send can say, it says without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.operations import Identifier, SendTransactional
from simulator.wire import CannotSay, RouteTable, Terms, app_api
from tests.wire.operation_strategies import ATTRIBUTES, INSTANTS, MAYBE_TEXT, PEOPLE, PHONES, TEXTS

TABLE = RouteTable(app_api.ROUTES)
MAYBE = st.none() | st.booleans()
ADDRESSES = st.lists(st.sampled_from(("maya@example.com", "ada@example.net")) | TEXTS | PHONES, max_size=3).map(tuple)
TEMPLATES = st.none() | st.integers(1, 9) | TEXTS
SENDS = st.builds(
    SendTransactional, PEOPLE, st.sampled_from(("email", "sms", "push")), ADDRESSES, TEMPLATES,
    ATTRIBUTES, MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT, ADDRESSES, st.booleans(), MAYBE_TEXT,
    st.lists(st.sampled_from(("a.pdf", "b.exe")), max_size=2, unique=True).map(tuple), INSTANTS, MAYBE, MAYBE,
    st.booleans(),
)  # fmt: skip
MAYA = Identifier("id", "maya")


@given(SENDS)
def test_a_send_is_understood_as_it_was_meant(operation: SendTransactional) -> None:
    request = app_api.encode(operation, Terms())

    if not isinstance(request, CannotSay):
        found = TABLE.find(request.method, request.path)
        assert found is not None
        assert found[0].decode(request, found[1], Terms()) == operation


@pytest.mark.parametrize(
    "operation",
    [
        SendTransactional(MAYA, "email", ("m@example.com", "b@example.net"), 2, {"n": 1}, bcc=("c@example.com",)),
        SendTransactional(MAYA, "email", ("maya@example.com",), None, {}, "Hi", "Hello", "shop@example.com"),
        SendTransactional(MAYA, "sms", ("+12025550143",), 4, send_at=5, queue_draft=True),
        SendTransactional(MAYA, "push", (), "Shipped", {}, "Title", "Text", keeps_body=False),
    ],
)  # fmt: skip
def test_what_is_usual_can_be_said(operation: SendTransactional) -> None:
    assert not isinstance(app_api.encode(operation, Terms()), CannotSay)


@pytest.mark.parametrize(
    "operation",
    [
        SendTransactional(Identifier("phone", "+12025550143"), "sms", ("+12025550143",), 4),
        SendTransactional(MAYA, "sms", ("0202",), 4),
        SendTransactional(MAYA, "email", ("maya@example.com",), None),
    ],
)
def test_what_the_api_would_refuse_cannot_be_said(operation: SendTransactional) -> None:
    assert isinstance(app_api.encode(operation, Terms()), CannotSay)
