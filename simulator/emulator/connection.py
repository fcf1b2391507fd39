"""One connection of HTTP/1.1: uvicorn's, which waits for nobody without end.

A head must be complete in time, a body must grow and an answer must be read; who is slower is told 408 and let go. A
refusal waits until what was asked before it has been answered. The usual request comes in one piece and costs nothing
of this but a look.
"""

import asyncio
from http import HTTPStatus

import uvicorn
from uvicorn._types import HTTPScope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from simulator.emulator.limits import Limits

_HEAD_END = b"\r\n\r\n"


def refusal(status: int, words: str) -> bytes:
    """An answer that ends the connection, where there is no request that the application could answer."""
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        f"content-length: {len(words)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + words.encode()


class Configuration(uvicorn.Config):
    """What uvicorn wants to know, and the limits of its connections."""

    limits: Limits = Limits()


class Connection(HttpToolsProtocol):
    """The server's side of a connection, within the limits of its configuration."""

    scope: HTTPScope | None  # type: ignore[assignment]
    cycle: RequestResponseCycle | None  # type: ignore[assignment]

    def __init__(
        self,
        config: Configuration,
        server_state: ServerState,
        app_state: dict[str, object],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits = config.limits
        self._deadline: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        """What has come of a head that is not complete."""
        self._refusal: bytes | None = None
        """What is answered once nothing is owed any more; nothing that comes after it is looked at."""
        self._has_ended = False
        """Whether the caller has closed its way to us, and waits for answers."""
        self._unread_bytes = 0
        """How much of the answers the caller had not read when that was looked at last."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait(self._limits.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refusal is not None:
            return
        if len(data) + self._head_bytes > self._limits.head_bytes and self._head_is_too_large(data):
            self._refuse(431, f"a request line and its headers may have at most {self._limits.head_bytes} bytes")
            return
        super().data_received(data)
        if self._refusal is None:
            self._look_after(len(data))

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, or is for a proxy."""
        if self.parser.get_method() == b"CONNECT":
            self._refuse(403, "nothing is forwarded from here; `serve --tls` has a proxy to the Customer.io hosts")
        else:
            self._refuse(400, f"this is no request of HTTP/1.1: {msg}")

    def eof_received(self) -> bool | None:  # type: ignore[override]
        """Answer what came whole to a caller who will send no more; under TLS that is the end of both ways."""
        self._has_ended = self._owes_an_answer() and self.transport.can_write_eof()
        return self._has_ended

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._owes_an_answer():
            return
        if self._refusal is not None:
            self._send(self._refusal)
        elif self._has_ended:
            self.transport.close()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread_bytes = self.transport.get_write_buffer_size()
        self._wait(self._limits.stall_seconds)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._wait(self._limits.stall_seconds if self._waits_for_body() else None)

    def _look_after(self, size: int) -> None:
        """Set the time until which more must come, after `size` bytes came."""
        if self._is_in_head():
            if not self._head_bytes:
                self._wait(self._limits.head_seconds)
            self._head_bytes += size
            return
        self._head_bytes = 0
        if self._waits_for_body():
            self._wait(self._limits.stall_seconds)
        elif self._is_idle():
            if self._deadline is None:
                self._wait(self._limits.head_seconds)
        elif self._deadline is not None and not self.flow.write_paused:
            self._wait(None)

    def _is_in_head(self) -> bool:
        """Whether a request has begun whose headers are not complete."""
        return self.scope is not None and (self.cycle is None or self.cycle.scope is not self.scope)

    def _waits_for_body(self) -> bool:
        return self.cycle is not None and self.cycle.more_body and not self._is_in_head()

    def _is_idle(self) -> bool:
        """Whether bytes came that begin no request, such as empty lines, and everything has been answered."""
        return self.cycle is None or (self.cycle.response_complete and self.timeout_keep_alive_task is None)

    def _owes_an_answer(self) -> bool:
        """Whether a request that came whole has not been answered."""
        return bool(self.pipeline) or (
            self.cycle is not None and not self.cycle.response_complete and not self.cycle.more_body
        )

    def _head_is_too_large(self, data: bytes) -> bool:
        if self._waits_for_body():
            return False
        end = data.find(_HEAD_END)
        return end < 0 or self._head_bytes + end > self._limits.head_bytes

    def _wait(self, seconds: float | None) -> None:
        """Let the caller go so many seconds from now; nothing means that we are not waiting for anything."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        if self.flow.write_paused and self._has_read():
            self._wait(self._limits.stall_seconds)
        elif self.flow.write_paused or self._refusal is not None:
            self.transport.abort()
        elif self._is_in_head():
            self._refuse(408, f"the headers were not complete within {self._limits.head_seconds:g} seconds")
        elif self.cycle is not None and self.cycle.more_body and not self.cycle.response_started:
            self._refuse(408, f"nothing of the body came for {self._limits.stall_seconds:g} seconds")
        else:
            self.transport.close()

    def _has_read(self) -> bool:
        """Whether the caller has read any of the answers since that was looked at last."""
        before, self._unread_bytes = self._unread_bytes, self.transport.get_write_buffer_size()
        return self._unread_bytes < before

    def _refuse(self, status: int, words: str) -> None:
        self._refusal = refusal(status, words)
        if not self._owes_an_answer():
            self._send(self._refusal)

    def _send(self, refusal: bytes) -> None:
        """Say it and hang up. What the caller goes on sending is read over, else it would never see the answer."""
        if self.transport.is_closing():
            return
        self.transport.write(refusal)
        if self.transport.can_write_eof():
            self.transport.write_eof()
            self._wait(self._limits.stall_seconds)
        else:
            self.transport.close()
