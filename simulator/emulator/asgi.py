"""The service as one raw ASGI callable: bytes in, `handle`, bytes out.

A framework would cost more than everything behind it. This is the outermost door: whatever goes wrong inside answers
500 in plain words, and the traceback goes to the log.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import TypedDict

from simulator.instants import Clock
from simulator.service import Service
from simulator.wire import Request, Response
from simulator.wire.problem_details import problem

BODY_BYTES_MAX = 10 * 1024 * 1024
_log = logging.getLogger(__name__)


class Scope(TypedDict, total=False):
    """What of a connection is looked at; `raw_path` is the path before anything decodes it."""

    type: str
    method: str
    raw_path: bytes
    query_string: bytes
    headers: list[tuple[bytes, bytes]]


class Received(TypedDict, total=False):
    """A message of the server."""

    type: str
    body: bytes
    more_body: bool


class Sent(TypedDict, total=False):
    """A message to the server."""

    type: str
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


Receive = Callable[[], Awaitable[Received]]
Send = Callable[[Sent], Awaitable[None]]


class _Disconnected(Exception):
    """The caller went away before the body was complete."""


class Application:
    """An ASGI application for `service`; `clock` is the machine's."""

    def __init__(self, service: Service, clock: Clock) -> None:
        self._service = service
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._exchange(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _live(receive, send)

    async def _exchange(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await _body(receive)
        except _Disconnected:
            return
        response = _too_large() if body is None else self._answer(scope, body)
        headers = [(name.encode(), value.encode()) for name, value in response.headers.items()]
        if response.status != 204 and "content-length" not in response.headers:
            headers.append((b"content-length", b"%d" % len(response.body)))
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})

    def _answer(self, scope: Scope, body: bytes) -> Response:
        try:
            return self._service.handle(_request(scope, body), self._clock.now())
        except Exception:  # noqa: BLE001 - the outermost door
            _log.exception("a request could not be answered")
            return problem(500, "this is a fault of the simulator; please report it with the traceback from its log")


async def _body(receive: Receive) -> bytes | None:
    """The whole body; nothing if it is larger than what is taken."""
    message = await receive()
    if not message.get("more_body") and message["type"] == "http.request":
        return _bounded(message.get("body", b""))
    parts: list[bytes] = []
    size = 0
    while message["type"] == "http.request":
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > BODY_BYTES_MAX:
            return None
        if not message.get("more_body"):
            return b"".join(parts)
        message = await receive()
    raise _Disconnected


def _bounded(body: bytes) -> bytes | None:
    return body if len(body) <= BODY_BYTES_MAX else None


def _request(scope: Scope, body: bytes) -> Request:
    return Request(
        scope["method"],
        scope["raw_path"].decode("latin-1"),
        scope["query_string"].decode("latin-1"),
        {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
        body,
    )


def _too_large() -> Response:
    refusal = problem(413, f"a body may have at most {BODY_BYTES_MAX} bytes")
    return Response(refusal.status, {**refusal.headers, "connection": "close"}, refusal.body)


async def _live(receive: Receive, send: Send) -> None:
    """Say yes to the server's start and end: there is nothing to prepare."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
