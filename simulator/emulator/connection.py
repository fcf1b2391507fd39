"""One connection of HTTP/1.1, which waits for nobody without end.

A request is answered as soon as it is whole, in the order in which it came; nothing is waited for in between, so there
is nothing to schedule. A head must be complete in time, a body must grow and an answer must be read; who is slower is
told 408 and let go.
"""

import asyncio
from collections import deque
from collections.abc import Callable

import uvicorn
from uvicorn.server import ServerState

from simulator.emulator.incoming import Incoming, Refusal
from simulator.emulator.limits import Limits
from simulator.emulator.outgoing import CONTINUE, refusal, written
from simulator.wire import Request, Response

_GOODBYE_SECONDS = 0.2
_CLOCK_SECONDS = 0.001
"""By how much an alarm may ring too early."""

Answer = Callable[[Request], Response]


class Configuration(uvicorn.Config):
    """What uvicorn wants to know, who answers, and the limits of its connections."""

    answer: Answer
    limits: Limits = Limits()


class Connection(asyncio.Protocol):
    """The server's side of a connection, made and ended by uvicorn."""

    _transport: asyncio.Transport

    def __init__(
        self,
        config: Configuration,
        server_state: ServerState,
        app_state: dict[str, object],  # noqa: ARG002 - an application's, and there is none
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._loop = _loop or asyncio.get_running_loop()
        self._answer = config.answer
        self._limits = config.limits
        self._server = server_state
        scheme = "https" if config.is_ssl else "http"
        self._incoming = Incoming(config.limits, self._take, self._encourage, scheme=scheme)
        self._owed: deque[tuple[Request, bool]] = deque()
        """Requests that came whole while the caller did not read the answers before."""
        self._is_unread = False
        """Whether the caller leaves answers unread, so that no more are written."""
        self._unread_bytes = 0
        """How much of the answers the caller had not read when that was looked at last."""
        self._refusal: Refusal | None = None
        """What is answered last; nothing that comes after is looked at."""
        self._has_said_last = False
        self._has_ended = False
        """Whether the caller has closed its way to us, and waits for answers."""
        self._steps = 0
        """What of the requests has come, when that was looked at last."""
        self._deadline = 0.0
        self._alarm: asyncio.TimerHandle | None = None

    # What the event loop calls.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport
        self._server.connections.add(self)  # type: ignore[arg-type]
        self._wait(self._limits.head_seconds)
        if len(self._server.connections) > self._limits.connections:
            self._refusal = Refusal(503, "too many connections are open; end some, or wait until others end theirs")

    def connection_lost(self, _exc: Exception | None) -> None:
        self._server.connections.discard(self)
        if self._alarm is not None:
            self._alarm.cancel()

    def data_received(self, data: bytes) -> None:
        if self._refusal is not None:
            self._say_last()
            return
        try:
            self._incoming.feed(data)
        except Refusal as refused:
            self._end_with(refused)
        else:
            if not self._is_unread:
                self._look_after()

    def eof_received(self) -> bool:
        """Answer what came whole to a caller who will send no more; under TLS that is the end of both ways."""
        self._has_ended = bool(self._owed) and self._transport.can_write_eof()
        return self._has_ended

    def pause_writing(self) -> None:
        self._is_unread = True
        self._transport.pause_reading()
        self._unread_bytes = self._transport.get_write_buffer_size()
        self._wait(self._limits.stall_seconds)

    def resume_writing(self) -> None:
        self._is_unread = False
        while self._owed and not self._is_unread:
            self._respond(*self._owed.popleft())
        if self._is_unread or self._transport.is_closing():
            return
        if self._refusal is not None:
            self._say_last()
        elif self._has_ended:
            self._transport.close()
        else:
            self._look_after()
        self._transport.resume_reading()

    # What uvicorn calls.

    def shutdown(self) -> None:
        """Hang up when the server ends; a caller who does not say goodbye in turn is not waited for."""
        self._transport.close()
        self._loop.call_later(_GOODBYE_SECONDS, self._transport.abort)

    # Requests and answers.

    def _take(self, request: Request, keeps: bool) -> None:
        if self._has_said_last:
            return
        if self._is_unread:
            self._owed.append((request, keeps))
        else:
            self._respond(request, keeps)

    def _respond(self, request: Request, keeps: bool) -> None:
        self._transport.write(written(self._answer(request), self._server.default_headers, keeps=keeps))
        if not keeps:
            self._has_said_last = True
            self._owed.clear()
            self._transport.close()

    def _encourage(self) -> None:
        """Tell a caller who asks for it to send the body, unless there are answers that must come before."""
        if not self._owed and not self._has_said_last:
            self._transport.write(CONTINUE)

    def _end_with(self, refused: Refusal) -> None:
        self._refusal = refused
        if not self._owed:
            self._say_last()

    def _say_last(self) -> None:
        """Refuse and hang up. What the caller goes on sending is read over, else it would never see the answer."""
        if self._has_said_last or self._refusal is None or self._owed:
            return
        self._has_said_last = True
        self._transport.write(refusal(self._refusal.status, self._refusal.words))
        if self._transport.can_write_eof():
            self._transport.write_eof()
            self._wait(self._limits.stall_seconds)
        else:
            self._loop.call_later(_GOODBYE_SECONDS, self._transport.close)

    # Time.

    def _look_after(self) -> None:
        """Set the time until which more must come, after bytes came."""
        place, steps = self._incoming.place, self._incoming.steps
        if place == "body":
            self._wait(self._limits.stall_seconds)
        elif steps != self._steps:
            self._wait(self._limits.head_seconds if place == "head" else self._limits.idle_seconds)
        elif place == "between":  # what came begins no request, such as an empty line
            self._wait(min(self._limits.head_seconds, self._deadline - self._loop.time()))
        self._steps = steps

    def _wait(self, seconds: float) -> None:
        """Let the caller go so many seconds from now. An alarm that is set too early is set anew when it rings."""
        self._deadline = self._loop.time() + seconds
        if self._alarm is not None and self._alarm.when() > self._deadline:
            self._alarm.cancel()
            self._alarm = None
        if self._alarm is None:
            self._alarm = self._loop.call_at(self._deadline, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        if self._deadline > self._loop.time() + _CLOCK_SECONDS:
            self._alarm = self._loop.call_at(self._deadline, self._ring)
        else:
            self._give_up()

    def _give_up(self) -> None:
        if self._is_unread and self._has_read():
            self._wait(self._limits.stall_seconds)
        elif self._is_unread or self._has_said_last:
            self._transport.abort()
        elif self._incoming.place == "head":
            self._end_with(Refusal(408, f"the headers were not complete within {self._limits.head_seconds:g} seconds"))
        elif self._incoming.place == "body":
            self._end_with(Refusal(408, f"nothing of the body came for {self._limits.stall_seconds:g} seconds"))
        else:
            self._transport.close()

    def _has_read(self) -> bool:
        """Whether the caller has read any of the answers since that was looked at last."""
        before, self._unread_bytes = self._unread_bytes, self._transport.get_write_buffer_size()
        return self._unread_bytes < before
