"""The service as one raw ASGI callable: bytes in, `handle`, bytes out.

A framework would cost more than everything behind it. This is the outermost door: whatever goes wrong inside answers
500 in plain words, and the traceback goes to the log.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TypedDict

from simulator.instants import Clock
from simulator.service import Service
from simulator.wire import Request, Response
from simulator.wire.problem_details import problem

BODY_BYTES_MAX = 10 * 1024 * 1024
_READ_OVER_BYTES_MAX = 10 * BODY_BYTES_MAX
_LENGTH_DIGITS_MAX = 20
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
    more_body: bool


Receive = Callable[[], Awaitable[Received]]
Send = Callable[[Sent], Awaitable[None]]


class _Disconnected(Exception):
    """The caller went away before the body was complete."""


class _TooLarge(Exception):
    """The body has more bytes than are taken; `more_comes` of it."""

    def __init__(self, *, more_comes: bool) -> None:
        super().__init__(more_comes)
        self.more_comes = more_comes


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
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            _check_announced(headers)
            body = await _body(receive)
        except _Disconnected:
            return
        except _TooLarge as too_large:
            await _refuse_body(receive, send, more_comes=too_large.more_comes)
            return
        response = self._answer(scope, headers, body)
        await send(_start(response))
        await send({"type": "http.response.body", "body": response.body})

    def _answer(self, scope: Scope, headers: Mapping[str, str], body: bytes) -> Response:
        try:
            return self._service.handle(_request(scope, headers, body), self._clock.now())
        except Exception:  # noqa: BLE001 - the outermost door
            _log.exception("a request could not be answered")
            return problem(500, "this is a fault of the simulator; please report it with the traceback from its log")


def _check_announced(headers: Mapping[str, str]) -> None:
    announced = headers.get("content-length", "")[:_LENGTH_DIGITS_MAX]
    if announced.isdecimal() and int(announced) > BODY_BYTES_MAX:
        raise _TooLarge(more_comes=True)


async def _body(receive: Receive) -> bytes:
    """The whole body."""
    message = await receive()
    if not message.get("more_body") and message["type"] == "http.request":
        body = message.get("body", b"")
        if len(body) > BODY_BYTES_MAX:
            raise _TooLarge(more_comes=False)
        return body
    parts: list[bytes] = []
    size = 0
    while message["type"] == "http.request":
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > BODY_BYTES_MAX:
            raise _TooLarge(more_comes=message.get("more_body", False))
        if not message.get("more_body"):
            return b"".join(parts)
        message = await receive()
    raise _Disconnected


async def _refuse_body(receive: Receive, send: Send, *, more_comes: bool) -> None:
    """Refuse a body that is too large, at once; what comes of it is read over, else the caller would not see why."""
    refusal = problem(413, f"a body may have at most {BODY_BYTES_MAX} bytes")
    await send(_start(Response(refusal.status, {**refusal.headers, "connection": "close"}, refusal.body)))
    await send({"type": "http.response.body", "body": refusal.body, "more_body": True})
    size = 0
    while more_comes and size < _READ_OVER_BYTES_MAX:
        message = await receive()
        size += len(message.get("body", b""))
        more_comes = message.get("more_body", False)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _start(response: Response) -> Sent:
    headers = [(name.encode(), value.encode()) for name, value in response.headers.items()]
    if response.status != 204 and "content-length" not in response.headers:
        headers.append((b"content-length", b"%d" % len(response.body)))
    return {"type": "http.response.start", "status": response.status, "headers": headers}


def _request(scope: Scope, headers: Mapping[str, str], body: bytes) -> Request:
    return Request(
        scope["method"],
        scope["raw_path"].decode("latin-1"),
        scope["query_string"].decode("latin-1"),
        headers,
        body,
    )


async def _live(receive: Receive, send: Send) -> None:
    """Say yes to the server's start and end: there is nothing to prepare."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
