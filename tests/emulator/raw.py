"""Bytes to a server and back, as no client would send them."""

import socket
import ssl
from contextlib import suppress
from urllib.parse import urlsplit

from simulator.emulator import Listening

GOOD = b"GET /_sim/health HTTP/1.1\r\nHost: x\r\n\r\n"
LAST = b"GET /_sim/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def connected(listening: Listening) -> socket.socket:
    """A connection to the server, not yet secured."""
    address = urlsplit(listening.url)
    return socket.create_connection((address.hostname, address.port), timeout=10)


def secured(plain: socket.socket, listening: Listening, host: str = "localhost") -> ssl.SSLSocket:
    """The same connection after the handshake, for `host`, with whoever is at its other end."""
    return ssl.create_default_context(cafile=listening.ca).wrap_socket(plain, server_hostname=host)


def rest(connection: socket.socket) -> bytes:
    """What comes until the server closes."""
    received = b""
    try:
        while part := connection.recv(65_536):
            received += part
    except ConnectionResetError:
        pass
    return received


def raw_exchange(listening: Listening, sent: bytes, *, half_closed: bool = False) -> bytes:
    """What comes back for these very bytes, until the server closes."""
    with connected(listening) as connection:
        connection.sendall(sent)
        if half_closed:
            with suppress(OSError):  # it has hung up already
                connection.shutdown(socket.SHUT_WR)
        return rest(connection)
