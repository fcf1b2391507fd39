"""The port of `--tls` is a server and a proxy to the Customer.io hosts, and nothing else."""

import pytest

from simulator.emulator import Listening
from simulator.wire.hosts import API_OF_HOST
from tests.emulator.raw import LAST, connected, raw_exchange, rest, secured

CONNECT = b"CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n"
ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


@pytest.mark.parametrize("host", API_OF_HOST)
def test_a_tunnel_to_a_host_of_customerio_ends_here(tls_emulator: Listening, host: str) -> None:
    with connected(tls_emulator) as plain:
        plain.sendall(CONNECT % ((f"{host}:443".encode(),) * 2))
        established = plain.recv(len(ESTABLISHED))
        with secured(plain, tls_emulator, host) as tunnel:
            tunnel.sendall(b"GET /nowhere HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % host.encode())
            answered = rest(tunnel)

    assert established == ESTABLISHED
    assert answered.startswith(b"HTTP/1.1 404 ")


def test_a_handshake_may_follow_before_the_tunnel_is_confirmed(tls_emulator: Listening) -> None:
    with connected(tls_emulator) as plain:
        for byte in CONNECT % ((b"Track.customer.io:443",) * 2):
            plain.sendall(bytes((byte,)))
        assert plain.recv(len(ESTABLISHED)) == ESTABLISHED
        with secured(plain, tls_emulator, "track.customer.io") as tunnel:
            tunnel.sendall(LAST)
            assert rest(tunnel).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    "target",
    [
        b"example.com:443", b"track.customer.io:80", b"track.customer.io", b"track.customer.io:443:443", b"",
        b"127.0.0.1:22", b"nottrack.customer.io:443", b"track.customer.io.example.com:443", b"\xff\xfe:443",
        b"track.customer.io@example.com:443",
    ],
)  # fmt: skip
def test_a_tunnel_to_anywhere_else_is_refused_in_words(tls_emulator: Listening, target: bytes) -> None:
    received = raw_exchange(tls_emulator, CONNECT % (target, target))

    assert received.startswith(b"HTTP/1.1 403 Forbidden\r\n")
    assert b"only track.customer.io, track-eu.customer.io, api.customer.io" in received
    assert received.endswith(b"on port 443; nothing is forwarded")


@pytest.mark.parametrize("sent", [LAST, b"GET http://track.customer.io/ HTTP/1.1\r\n\r\n", b"NONSENSE\r\n\r\n"])
def test_plain_http_is_told_to_speak_tls(tls_emulator: Listening, sent: bytes) -> None:
    received = raw_exchange(tls_emulator, sent)

    assert received.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"this port speaks TLS; write https://" in received


def test_a_tunnel_in_a_tunnel_is_refused(tls_emulator: Listening) -> None:
    with connected(tls_emulator) as plain, secured(plain, tls_emulator) as connection:
        connection.sendall(CONNECT % ((b"track.customer.io:443",) * 2))

        assert rest(connection).startswith(b"HTTP/1.1 403 Forbidden\r\n")


def test_a_port_without_tls_is_no_proxy(emulator: Listening) -> None:
    received = raw_exchange(emulator, CONNECT % ((b"track.customer.io:443",) * 2))

    assert received.startswith(b"HTTP/1.1 403 Forbidden\r\n")
    assert b"nothing is forwarded from here; `serve --tls` has a proxy" in received


@pytest.mark.parametrize("sent", [b"", b"\x16", b"\x16\x03\x01\x00\x05hello", b"C", b"CONNECT track.customer.io:443"])
def test_a_caller_who_goes_away_early_leaves_the_server_in_peace(tls_emulator: Listening, sent: bytes) -> None:
    raw_exchange(tls_emulator, sent, half_closed=True)

    with connected(tls_emulator) as plain, secured(plain, tls_emulator) as connection:
        connection.sendall(LAST)
        assert rest(connection).startswith(b"HTTP/1.1 200 OK")
