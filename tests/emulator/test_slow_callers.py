"""A caller who is slow, greedy or odd is told so and let go, and nobody else waits for it."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from simulator.emulator import Limits, Listening, Serving, running
from tests.emulator.raw import GOOD, LAST, connected, raw_exchange, rest, secured

LIMITS = Limits(head_seconds=0.5, stall_seconds=0.5, head_bytes=2_000, connections=8)
BODY_BYTES_MAX = LIMITS.body_bytes
POST = b"POST /api/v1/events HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def strict() -> Iterator[Listening]:
    """A server that waits for nobody longer than half a second."""
    with running(Serving(port=0, limits=LIMITS)) as listening:
        yield listening


@pytest.fixture(scope="module")
def strict_tls() -> Iterator[Listening]:
    with running(Serving(port=0, tls=True, limits=LIMITS)) as listening:
        yield listening


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"G", b"the headers were not complete within 0.5 seconds"),
        (b"GET / HTTP/1.1\r\nHost: ", b"the headers were not complete within 0.5 seconds"),
        (GOOD + b"GET / HTTP/1.1\r\n", b"the headers were not complete within 0.5 seconds"),
        (POST + b"Content-Length: 5\r\n\r\n", b"nothing of the body came for 0.5 seconds"),
        (POST + b"Content-Length: 5\r\n\r\n{", b"nothing of the body came for 0.5 seconds"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{", b"nothing of the body came for 0.5 seconds"),
    ],
)
def test_who_stops_in_the_middle_is_told_408(strict: Listening, sent: bytes, said: bytes) -> None:
    received = raw_exchange(strict, sent)

    assert received.count(b"HTTP/1.1 408 Request Timeout\r\n") == 1
    assert received.endswith(said)
    assert received.count(b"HTTP/1.1 200 OK") == sent.count(b"/_sim/health")


@pytest.mark.parametrize("sent", [b"", b"\r\n\r\n"])
def test_who_says_nothing_is_let_go_without_a_word(strict: Listening, sent: bytes) -> None:
    assert raw_exchange(strict, sent) == b""


def test_empty_lines_keep_no_connection_open(strict: Listening) -> None:
    with connected(strict) as connection:
        connection.sendall(GOOD)
        answered = connection.recv(65_536)
        connection.sendall(b"\r\n")

        assert answered.startswith(b"HTTP/1.1 200 OK")
        assert b"HTTP/1.1" not in rest(connection)


def test_a_head_that_comes_byte_by_byte_ends_in_time_and_nobody_waits_for_it(strict: Listening) -> None:
    with connected(strict) as slow, httpx.Client(base_url=strict.url, trust_env=False) as quick:
        slow.setblocking(False)
        answered = 0
        try:
            for byte in b"GET / HTTP/1.1\r\nX: " + b"x" * 1_000_000:
                slow.send(bytes((byte,)))
                answered += quick.get("/_sim/health").status_code == 200
                if slow_answer := _coming(slow):
                    break
        finally:
            slow.settimeout(10)

    assert answered > 10
    assert slow_answer.startswith(b"HTTP/1.1 408 ")


def _coming(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65_536)
    except BlockingIOError:
        return b""


def test_a_body_that_comes_byte_by_byte_is_taken_as_long_as_it_grows(strict: Listening) -> None:
    with connected(strict) as slow:
        slow.sendall(POST + b"Connection: close\r\nContent-Length: 40\r\n\r\n")
        for byte in b" " * 40:
            slow.sendall(bytes((byte,)))
            raw_exchange(strict, LAST)

        assert rest(slow).startswith(b"HTTP/1.1 401 ")


def test_a_caller_who_reads_no_answers_is_let_go(strict: Listening) -> None:
    with httpx.Client(base_url=strict.url, trust_env=False) as client:
        for number in range(30):
            client.put(f"/api/v1/customers/{number}", json={"a": "x" * 900}, auth=("sim-site", "sim-track-key"))
    asked = b"GET /_sim/profiles HTTP/1.1\r\nHost: x\r\n\r\n" * 1_000
    with connected(strict) as deaf:
        deaf.sendall(asked)
        for _ in range(4):
            assert raw_exchange(strict, b"") == b"", "as long as the server waits for somebody who says nothing"

        received = rest(deaf)

    assert 0 < received.count(b"HTTP/1.1 200 OK") < 1_000


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /" + b"x" * 3_000,
        b"GET / HTTP/1.1\r\nX: " + b"x" * 3_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 1_000 + b"\r\n",
        GOOD * 3 + b"GET / HTTP/1.1\r\nX: " + b"x" * 300_000,
    ],
)
def test_a_head_over_the_limit_is_told_431(strict: Listening, sent: bytes) -> None:
    received = raw_exchange(strict, sent)

    assert b"HTTP/1.1 431 Request Header Fields Too Large\r\n" in received
    assert received.endswith(b"may have at most 2000 bytes")


def test_a_large_body_needs_no_small_head(strict: Listening) -> None:
    sent = POST + b"Connection: close\r\nContent-Length: 90000\r\n\r\n" + b" " * 90_000

    assert raw_exchange(strict, sent).startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize("expecting", [b"", b"Expect: 100-continue\r\n"])
def test_a_body_announced_too_large_is_told_413_before_it_comes(strict: Listening, expecting: bytes) -> None:
    received = raw_exchange(strict, POST + expecting + b"Content-Length: %d\r\n\r\n" % (BODY_BYTES_MAX + 1))

    assert received.startswith(b"HTTP/1.1 413 ")
    assert b"a body may have at most 10485760 bytes" in received


def test_a_client_that_sends_all_of_a_body_too_large_still_reads_why(strict: Listening) -> None:
    answered = httpx.post(f"{strict.url}/api/v1/events", content=b" " * (2 * BODY_BYTES_MAX), trust_env=False)

    assert answered.status_code == 413


def test_more_connections_than_the_limit_are_told_503_until_others_end() -> None:
    with running(Serving(port=0, limits=LIMITS)) as fresh:  # where no connection of another test is just ending
        with ExitStack() as open_connections:
            for _ in range(LIMITS.connections):
                held = open_connections.enter_context(connected(fresh))
                held.sendall(GOOD)
                assert held.recv(65_536).startswith(b"HTTP/1.1 200 OK")

            refused = raw_exchange(fresh, LAST)

        assert refused.startswith(b"HTTP/1.1 503 ")
        assert any(raw_exchange(fresh, LAST).startswith(b"HTTP/1.1 200 OK") for _ in range(100))


def test_pipelined_requests_are_answered_in_order_also_when_no_more_will_come(strict: Listening) -> None:
    paths = [b"/a", b"/b", b"/c"] * 10
    sent = b"".join(b"GET /api/v1%s HTTP/1.1\r\nHost: x\r\n\r\n" % path for path in paths) + GOOD

    received = raw_exchange(strict, sent, half_closed=True)

    assert received.count(b"HTTP/1.1 404 ") == len(paths)
    assert received.count(b"HTTP/1.1 200 OK") == 1
    assert received.rindex(b"HTTP/1.1 404 ") < received.index(b"HTTP/1.1 200 OK")


def test_what_was_asked_before_nonsense_is_answered_before_it_is_refused(strict: Listening) -> None:
    received = raw_exchange(strict, GOOD * 2 + b"\x00\x01 nonsense\r\n\r\n")

    assert received.count(b"HTTP/1.1 200 OK") == 2
    assert received.index(b"HTTP/1.1 400 ") > received.rindex(b"HTTP/1.1 200 OK")


def test_a_request_that_is_cut_off_does_nothing(strict: Listening) -> None:
    received = raw_exchange(strict, POST + b"Content-Length: 5\r\n\r\n{", half_closed=True)

    assert received == b""


@pytest.mark.parametrize("sent", [b"", b"\x16\x03\x01", b"CONN", b"CONNECT track.customer.io:443 HTTP/1.1\r\n\r\n"])
def test_who_never_begins_to_speak_tls_is_let_go(strict_tls: Listening, sent: bytes) -> None:
    received = raw_exchange(strict_tls, sent)

    assert received == (b"HTTP/1.1 200 Connection established\r\n\r\n" if b"\r\n" in sent else b"")


def test_the_same_limits_hold_under_tls(strict_tls: Listening) -> None:
    with connected(strict_tls) as plain, secured(plain, strict_tls) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert rest(connection).endswith(b"the headers were not complete within 0.5 seconds")
