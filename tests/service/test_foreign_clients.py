"""Requests of clients in other languages, byte by byte as their sources write them, and what becomes of each."""

from typing import NamedTuple

import pytest

from simulator.wire import Request
from tests.service.caller import Caller

BASIC = b"Authorization: Basic c2ltLXNpdGU6c2ltLXRyYWNrLWtleQ=="


class Recorded(NamedTuple):
    """Who sends it and where that can be read, the request, its status, and an effect that must be among its own."""

    source: str
    wire: bytes
    status: int = 200
    effect: str | None = None


def wire(first: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join((first + b" HTTP/1.1", *headers, b"", body))


JSON = b"Content-Type: application/json"
RECORDED = [
    Recorded(
        "customerio-node lib/request.ts: encodeURIComponent",
        wire(b"PUT /api/v1/customers/maya%40example.com", BASIC, JSON, body=b'{"plan":"basic"}'),
        effect="PersonCreated",
    ),
    Recorded(
        "customerio-node lib/track.ts: no body, no content type",
        wire(b"DELETE /api/v1/customers/known", BASIC),
        effect="PersonDeleted",
    ),
    Recorded(
        "customerio-ruby lib/customerio/base_client.rb: no body, no content type",
        wire(b"POST /api/v1/customers/known/suppress", BASIC),
        effect="IdentifiersBlocked",
    ),
    Recorded(
        "customerio-ruby lib/customerio/client.rb: the key cio_id",
        wire(b"PUT /api/v1/customers/cio_ffffffff", BASIC, JSON, body=b'{"plan":"basic"}'),
        effect="Ignored",
    ),
    Recorded(
        "customerio-ruby lib/customerio/client.rb: the path without /api/v1",
        wire(b"POST /push/events", BASIC, JSON, body=b'{"delivery_id":"d1","event":"opened","device_id":"t1"}'),
        status=501,
    ),
    Recorded(
        "go-customerio http.go: no body, no content type",
        wire(b"POST /api/v1/customers/known/unsuppress", BASIC),
    ),
    Recorded(
        "customerio-ios: a device with its attributes",
        wire(
            b"PUT /api/v1/customers/5/devices",
            BASIC,
            JSON,
            body=b'{"device":{"id":"t1","platform":"ios","last_used":1772323200,"attributes":{"push_enabled":"true"}}}',
        ),
        effect="DeviceChanged",
    ),
    Recorded(
        "legacy web snippet: a time with a fraction, no key",
        wire(
            b"POST /api/v1/cio_deliveries/events",
            JSON,
            body=b'{"type":"in_app","payload":{"delivery_id":"d1","event":"opened","timestamp":1772323200.5}}',
        ),
        status=501,
    ),
    Recorded(
        "node-customer.io 0.0.2: a form",
        wire(
            b"POST /api/v1/customers/5/events",
            BASIC,
            b"Content-Type: application/x-www-form-urlencoded",
            body=b"name=purchase&data%5Bprice%5D=23.45",
        ),
        effect="EventStored",
    ),
    Recorded(
        "async-customerio: quote with safe='/'",
        wire(b"PUT /api/v1/customers/maya@example.com", BASIC, JSON, body=b"{}"),
        effect="PersonCreated",
    ),
    Recorded(
        "rudder-transformer src/v0 customerio/v2/util.ts: members that the action does not know",
        wire(
            b"POST /api/v2/entity",
            BASIC,
            JSON,
            body=b'{"type":"person","action":"identify","identifiers":{"id":"5"},"cio_relationships":[],'
            b'"attributes":{"plan":"basic","anonymous_id":"a1","_timestamp":1772323200}}',
        ),
        effect="PersonCreated",
    ),
    Recorded(
        "segmentio/action-destinations customerio: an anonymous event in a batch",
        wire(
            b"POST /api/v2/batch",
            BASIC,
            JSON,
            body=b'{"batch":[{"type":"person","action":"event","identifiers":{"anonymous_id":"a1"},"name":"watched",'
            b'"attributes":{}}]}',
        ),
        effect="EventHeldAnonymous",
    ),
    Recorded(
        "PostHog template: a page whose name is null",
        wire(
            b"POST /api/v2/entity",
            BASIC,
            JSON,
            body=b'{"type":"person","action":"page","identifiers":{"id":"5"},"name":null,"attributes":{}}',
        ),
        status=400,
    ),
]


def request_of(recorded: bytes) -> Request:
    head, _, body = recorded.partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    method, path, _ = first.split(" ")
    return Request(
        method, path, headers={name.lower(): value for name, value in (line.split(": ") for line in lines)}, body=body
    )


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: recorded.source)
def test_what_a_foreign_client_sends_does_what_it_means(caller: Caller, recorded: Recorded) -> None:
    caller.track("PUT", "/customers/known", {})

    answer = caller.service.handle(request_of(recorded.wire), caller.real_now)

    assert answer.status == recorded.status, answer.body
    assert recorded.effect is None or recorded.effect in [effect.name for effect in caller.journal()[-1].effects]
