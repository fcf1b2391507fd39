"""The official client of the App API, unmodified, over TLS: a transactional message goes into the outbox."""

from collections.abc import Iterator

import httpx
import pytest
from customerio import APIClient, CustomerIOException, SendEmailRequest

from simulator.emulator import Listening, Serving, running
from simulator.values import Json
from tests.builders import START


@pytest.fixture(scope="module")
def emulator() -> Iterator[Listening]:
    definition: dict[str, Json] = {
        "transactional": {"Receipt": {"email": "Receipt", "subject": "Order {{ trigger.order }}"}}
    }
    with running(Serving(port=0, tls=True, clock=START, definition=definition)) as listening:
        yield listening


@pytest.fixture
def client(emulator: Listening, control: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[APIClient]:
    """The client as its README shows it, told where the emulator is and whom to trust."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(emulator.ca))
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    with APIClient("sim-app-key", url=emulator.url) as opened:
        yield opened


def a_receipt() -> SendEmailRequest:
    return SendEmailRequest(
        to="maya@example.com",
        transactional_message_id="receipt",
        identifiers={"id": "5"},
        message_data={"order": "A-1"},
    )


def test_a_transactional_email_goes_into_the_outbox(client: APIClient, control: httpx.Client) -> None:
    answered = client.send_email(a_receipt())

    (message,) = control.get("/messages").json()["messages"]
    assert answered == {"delivery_id": message["delivery_id"], "queued_at": START}
    assert (message["recipient"], message["subject"], message["state"]) == ("maya@example.com", "Order A-1", "sent")


def test_a_wrong_key_raises(client: APIClient) -> None:
    client.key = "wrong"

    with pytest.raises(CustomerIOException, match="401"):
        client.send_email(a_receipt())
