"""What the official Python client sends, byte by byte: caught behind its own session, and taken by the service."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
import requests
from customerio import CustomerIO
from requests.adapters import HTTPAdapter

from simulator.service import Service
from simulator.wire import Request
from tests.builders import START
from tests.service.caller import DEFINITION, REAL_NOW, Caller


class Sent(NamedTuple):
    method: str
    path: str
    body: bytes


class Catching(HTTPAdapter):
    """Hands every request to the service, and keeps what was sent."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service
        self.caught: list[Sent] = []

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        assert request.method is not None
        body = request.body or b""
        assert isinstance(body, bytes)
        self.caught.append(Sent(request.method, request.path_url, body))
        headers = {name.lower(): str(value) for name, value in request.headers.items()}
        answer = self.service.handle(Request(request.method, request.path_url, "", headers, body), REAL_NOW)
        response = requests.Response()
        response.status_code, response._content, response.request = answer.status, answer.body, request
        return response


@pytest.fixture
def catching() -> Catching:
    return Catching(Service(now=REAL_NOW, definition=DEFINITION, clock=START))


@pytest.fixture
def client(catching: Catching) -> Iterator[CustomerIO]:
    with CustomerIO("sim-site", "sim-track-key") as opened:
        opened.http.mount("https://", catching)
        yield opened


def effects(catching: Catching) -> list[str]:
    """The names of what the last call did."""
    return [effect.name for effect in Caller(catching.service).journal()[-1].effects]


@pytest.mark.rule("track.v1.path-decode")
def test_an_identify_is_encoded_and_holds_null_for_what_is_no_number(client: CustomerIO, catching: Catching) -> None:
    client.identify(id="a/b@c d", plan="basic", score=float("nan"), at=datetime(2026, 3, 1, tzinfo=UTC))

    body = b'{"plan": "basic", "score": null, "at": 1772323200}'
    assert catching.caught == [Sent("PUT", "/api/v1/customers/a%2Fb%40c%20d", body)]
    assert Caller(catching.service).rows("/profiles")[0]["id"] == "a/b@c d"


def test_an_event_has_its_time_beside_its_data(client: CustomerIO, catching: Catching) -> None:
    client.track("5", "buy", {"price": 5}, timestamp=datetime(2026, 3, 1, tzinfo=UTC))

    body = b'{"name": "buy", "data": {"price": 5}, "timestamp": 1772323200}'
    assert catching.caught == [Sent("POST", "/api/v1/customers/5/events", body)]
    assert "EventStored" in effects(catching)


def test_a_page_view_is_an_event_of_that_type(client: CustomerIO, catching: Catching) -> None:
    client.pageview("5", "https://shop.example.com/", referrer="mail")

    body = b'{"type": "page", "name": "https://shop.example.com/", "data": {"referrer": "mail"}}'
    assert catching.caught == [Sent("POST", "/api/v1/customers/5/events", body)]
    assert "EventStored" in effects(catching)


def test_an_anonymous_event_names_nobody(client: CustomerIO, catching: Catching) -> None:
    client.track_anonymous("a1", "watched", {"sku": "SERUM-30"})

    body = b'{"name": "watched", "data": {"sku": "SERUM-30"}, "anonymous_id": "a1"}'
    assert catching.caught == [Sent("POST", "/api/v1/events", body)]
    assert effects(catching) == ["EventHeldAnonymous"]


@pytest.mark.rule("track.v1.device-flat-keys")
def test_a_device_has_its_attributes_beside_its_id(client: CustomerIO, catching: Catching) -> None:
    client.add_device("5", "t1", "ios", last_used=1_772_323_200, app="1.2")
    client.delete_device("5", "t1")

    body = b'{"device": {"last_used": 1772323200, "app": "1.2", "id": "t1", "platform": "ios"}}'
    assert catching.caught == [
        Sent("PUT", "/api/v1/customers/5/devices", body),
        Sent("DELETE", "/api/v1/customers/5/devices/t1", b"{}"),
    ]
    assert effects(catching) == ["DeviceChanged"]


@pytest.mark.rule("track.v1.body-empty-json")
def test_calls_that_need_no_body_have_an_empty_object(client: CustomerIO, catching: Catching) -> None:
    client.suppress("5")
    client.unsuppress("5")
    client.delete("5")

    assert catching.caught == [
        Sent("POST", "/api/v1/customers/5/suppress", b"{}"),
        Sent("POST", "/api/v1/customers/5/unsuppress", b"{}"),
        Sent("DELETE", "/api/v1/customers/5", b"{}"),
    ]


def test_a_merge_names_both_sides_by_their_kinds(client: CustomerIO, catching: Catching) -> None:
    client.identify(id="5")
    client.identify(id="maya@example.com")
    client.merge_customers("id", "5", "email", "maya@example.com")

    body = b'{"primary": {"id": "5"}, "secondary": {"email": "maya@example.com"}}'
    assert catching.caught[-1] == Sent("POST", "/api/v1/merge_customers", body)
    assert "PeopleMerged" in effects(catching)


@pytest.mark.rule("track.v2.batch-order")
def test_a_batch_goes_to_track_v2(client: CustomerIO, catching: Catching) -> None:
    who = {"type": "person", "identifiers": {"id": "5"}}

    client.batch([{**who, "action": "identify"}, {**who, "action": "event", "name": "buy"}])

    (sent,) = catching.caught
    assert (sent.method, sent.path) == ("POST", "/api/v2/batch")
    assert sent.body == (
        b'{"batch": [{"type": "person", "identifiers": {"id": "5"}, "action": "identify"}, '
        b'{"type": "person", "identifiers": {"id": "5"}, "action": "event", "name": "buy"}]}'
    )
    assert "EventStored" in effects(catching)
