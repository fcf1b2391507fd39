import os
import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from simulator.emulator import Listening, Serving, running, serve
from simulator.emulator.certificates import NAMES, make_certificates
from simulator.errors import SafetyError, TargetError, UsageError
from tests.emulator.raw import raw_exchange


def test_a_running_emulator_answers_at_its_address(emulator: Listening) -> None:
    answered = httpx.get(f"{emulator.url}/_sim/health", trust_env=False)

    assert answered.json()["status"] == "ok"
    assert emulator.pid != os.getpid()
    assert emulator.ca is None


def test_a_connection_is_kept_unless_the_caller_wants_it_closed(emulator: Listening) -> None:
    asking = b"GET /_sim/health HTTP/1.1\r\nHost: x\r\n%s\r\n"

    received = raw_exchange(emulator, asking % b"" + asking % b"Connection: close\r\n")

    assert received.count(b"HTTP/1.1 200 OK") == 2
    assert received.lower().count(b"connection: close") == 1


def test_head_over_a_socket_tells_the_length_and_sends_no_body(emulator: Listening) -> None:
    received = raw_exchange(emulator, b"HEAD /_sim/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

    head, _, body = received.lower().partition(b"\r\n\r\n")
    assert (head.count(b"content-length: "), b"content-length: 0" in head, body) == (1, False, b"")


@pytest.mark.parametrize(
    "sent",
    [
        b"NONSENSE\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /_sim/profiles/%00%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_bytes_that_are_no_proper_request_answer_4xx(emulator: Listening, sent: bytes) -> None:
    assert raw_exchange(emulator, sent).startswith(b"HTTP/1.1 4")


def test_a_host_that_others_can_reach_is_refused() -> None:
    with pytest.raises(SafetyError, match=r"host '0\.0\.0\.0' would let other machines in"):
        serve(Serving(host="0.0.0.0"))


def test_a_port_that_is_taken_is_told_with_advice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(UsageError, match=rf"port {port} of 127\.0\.0\.1 cannot be served.*--port 0"):
            serve(Serving(port=port))


def test_an_emulator_that_cannot_begin_is_a_target_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        serving = Serving(port=taken.getsockname()[1])

        with pytest.raises(TargetError, match="ended with status 1 before it served"), running(serving):
            pass


def test_the_certificate_is_good_for_loopback_and_the_real_hosts(tmp_path: Path) -> None:
    made = make_certificates(tmp_path)

    assert "track-eu.customer.io" in NAMES
    context = ssl.create_default_context(cafile=str(made.authority))
    assert len(context.get_ca_certs()) == 1
    assert b"PRIVATE KEY" in made.server.read_bytes()
    assert b"PRIVATE KEY" not in made.authority.read_bytes()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "track.customer.io", "cdp-eu.customer.io"])
def test_a_client_that_trusts_the_authority_is_served_under_each_name(tls_emulator: Listening, host: str) -> None:
    address = urlsplit(tls_emulator.url)
    assert address.scheme == "https"
    context = ssl.create_default_context(cafile=tls_emulator.ca)

    with (
        socket.create_connection((address.hostname, address.port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        assert secured.version() in ("TLSv1.2", "TLSv1.3")


def test_a_client_that_does_not_trust_it_goes_away(tls_emulator: Listening) -> None:
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{tls_emulator.url}/_sim/health", trust_env=False)
