"""The front of a port that speaks TLS: it looks at the first bytes of a connection and hands the socket on.

A TLS handshake goes to the server as it is, nothing is copied on the way. CONNECT to a host of Customer.io is answered
200, and the tunnel ends here as well: the same server answers in its place. CONNECT to any other host is refused, and
so is plain HTTP; nothing ever leaves this machine.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from simulator.emulator.limits import Limits
from simulator.emulator.outgoing import refusal
from simulator.wire.hosts import API_OF_HOST

_HANDSHAKE = b"\x16"
_HEAD_END = b"\r\n\r\n"
_READ_BYTES = 65_536
_PAUSE_SECONDS = 0.1
_ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Front:
    """Takes the connections of `listener`; `protocol` makes the server's side of one that speaks TLS."""

    def __init__(
        self,
        listener: socket.socket,
        context: ssl.SSLContext,
        protocol: Callable[[], asyncio.Protocol],
        limits: Limits,
    ) -> None:
        self._listener = listener
        self._context = context
        self._protocol = protocol
        self._limits = limits
        self._beginning: set[asyncio.Task[None]] = set()
        listener.setblocking(False)
        self._accepting = asyncio.create_task(self._accept())

    def close(self) -> None:
        """Take no more connections, and let go of those that have not begun to speak TLS."""
        for task in (self._accepting, *self._beginning):
            task.cancel()

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                caller, _ = await loop.sock_accept(self._listener)
            except OSError:  # the caller is gone already, or this process has no file left for it
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            if len(self._beginning) >= self._limits.connections:
                caller.close()
                continue
            task = loop.create_task(self._begin(caller))
            self._beginning.add(task)
            task.add_done_callback(self._beginning.discard)

    async def _begin(self, caller: socket.socket) -> None:
        """Hand the caller to the server, or refuse it; one who is too slow or goes away is let go."""
        seconds = self._limits.head_seconds
        try:
            async with asyncio.timeout(seconds):
                secured = await _asks_for_tls(caller)
            if secured:
                await asyncio.get_running_loop().connect_accepted_socket(
                    self._protocol, caller, ssl=self._context, ssl_handshake_timeout=seconds
                )
                return
        except OSError:  # time ran out, or the caller spoke no proper TLS
            pass
        except BaseException:
            caller.close()
            raise
        caller.close()


async def _asks_for_tls(caller: socket.socket) -> bool:
    """Whether a TLS handshake comes next, after a proxy's work if that is asked for; who is refused is told why."""
    first = await _peeked(caller)
    if first.startswith(_HANDSHAKE):
        return True
    refused = _refused(await _head(caller)) if first else b""
    if refused is None:
        await asyncio.get_running_loop().sock_sendall(caller, _ESTABLISHED)
        return (await _peeked(caller)).startswith(_HANDSHAKE)
    await _dismiss(caller, refused)
    return False


def _refused(head: bytes) -> bytes | None:
    """The answer to a plain request; nothing if it is a CONNECT that is served."""
    method, _, rest = head.partition(b" ")
    if method != b"CONNECT":
        return refusal(400, "this port speaks TLS; write https:// where the address says http://")
    target = rest.partition(b" ")[0].decode("latin-1").lower()
    if target.removesuffix(":443") in API_OF_HOST and target.endswith(":443"):
        return None
    return refusal(403, f"only {', '.join(API_OF_HOST)} are answered here, on port 443; nothing is forwarded")


async def _head(caller: socket.socket) -> bytes:
    """What comes until the first empty line, and not a byte more: what follows is for whoever gets the socket."""
    loop = asyncio.get_running_loop()
    head = b""
    while not head.endswith(_HEAD_END) and len(head) < _READ_BYTES:
        coming = await _peeked(caller)
        if not coming:
            break
        end = (head + coming).find(_HEAD_END)
        wanted = len(coming) if end < 0 else end + len(_HEAD_END) - len(head)
        head += await loop.sock_recv(caller, wanted)
    return head


async def _dismiss(caller: socket.socket, words: bytes) -> None:
    """Say it and hang up. What the caller goes on sending is read over, else it would never see the answer."""
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(caller, words)
    with suppress(OSError):
        caller.shutdown(socket.SHUT_WR)
        while await loop.sock_recv(caller, _READ_BYTES):
            pass


async def _peeked(caller: socket.socket) -> bytes:
    """What has come, left where it is; empty at the end."""
    loop = asyncio.get_running_loop()
    while True:
        with suppress(BlockingIOError):
            return caller.recv(_READ_BYTES, socket.MSG_PEEK)
        await _readable(loop, caller)


async def _readable(loop: asyncio.AbstractEventLoop, caller: socket.socket) -> None:
    coming = asyncio.Event()
    loop.add_reader(caller, coming.set)
    try:
        await coming.wait()
    finally:
        loop.remove_reader(caller)
