"""Whatever bytes come, the server answers 4xx or what is documented, says nothing in its log, and serves on."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.emulator.raw import LAST, connected, raw_exchange, rest, secured
from tests.emulator.served import Served, served

DOCUMENTED = {b"100", b"200", b"201", b"202", b"204", b"501"}

METHODS = st.sampled_from(
    [b"GET", b"PUT", b"POST", b"DELETE", b"HEAD", b"OPTIONS", b"CONNECT", b"PATCH", b"TRACE", b"get"]
)
TARGETS = st.one_of(
    st.sampled_from([
        b"/", b"*", b"/_sim/health", b"/_sim/profiles", b"/api/v1/customers/5", b"/api/v1/events", b"/api/v2/entity",
        b"/v1/segments", b"/v1/identify", b"/track/api/v1/events", b"//", b"/..", b"/%00%ff", b"/?%zz", b"/#x", b"/api",
        b"http://track.customer.io/api/v1/events", b"track.customer.io:443", b"example.com:443", b"/\xff", b"/a b",
    ]),
    st.binary(max_size=40).map(lambda tail: b"/" + tail),
)  # fmt: skip
HEADERS = st.sampled_from([
    b"Host: x", b"Host: api.customer.io", b"Host: :::", b"Host", b"Content-Length: 5", b"Content-Length: 0",
    b"Content-Length: -1", b"Content-Length: 99999999999999999999999", b"Content-Length: 5\r\nContent-Length: 6",
    b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: x", b"Connection: close",
    b"Connection: keep-alive, upgrade\r\nUpgrade: websocket", b"Connection: upgrade\r\nUpgrade: h2c",
    b"Expect: 100-continue", b"Expect: x", b"Content-Encoding: gzip", b"Content-Type: application/json", b"X: \x00\xff",
    b"Content-Type: multipart/form-data", b"Authorization: Basic c2ltLXNpdGU6c2ltLXRyYWNrLWtleQ==", b" folded: x",
    b"Authorization: Basic \xff", b"X-Sim-At: soon", b"X-Sim-Delivery: ;;;", b"X: " + b"y" * 70_000, b"", b": x",
])  # fmt: skip
BODIES = st.one_of(
    st.sampled_from(
        [b"", b"{}", b'5\r\n{"a":\r\n0\r\n\r\n', b"ffffffffffffffffff\r\n", b"0\r\nX: y\r\n\r\n", b"[[[[["]
    ),
    st.binary(max_size=60),
)
VERSIONS = st.sampled_from([b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0", b"HTTP/9", b"", b"http/1.1"])
ENDS = st.sampled_from([b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r"])


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """Something like a request."""
    end = draw(ENDS)
    first = b" ".join((draw(METHODS), draw(TARGETS), draw(VERSIONS)))
    return end.join((first, *draw(st.lists(HEADERS, max_size=4)), b"", b"")) + draw(BODIES)


TRAFFIC = st.one_of(st.binary(max_size=200), st.lists(requests(), min_size=1, max_size=4).map(b"".join))


@pytest.fixture(scope="module")
def plain_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("plain")) as server:
        yield server


@pytest.fixture(scope="module")
def tls_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("tls"), "--tls") as server:
        yield server


@given(sent=TRAFFIC)
@settings(max_examples=3 * settings().max_examples)
def test_any_bytes_are_answered_as_documented_and_the_next_request_is_served(plain_server: Served, sent: bytes) -> None:
    received = raw_exchange(plain_server.listening, sent, half_closed=True)

    assert undocumented(received) == []
    assert raw_exchange(plain_server.listening, LAST).startswith(b"HTTP/1.1 200 OK")
    assert plain_server.complaints() == ""


@given(sent=TRAFFIC)
def test_any_bytes_to_the_front_are_refused_and_the_next_request_is_served(tls_server: Served, sent: bytes) -> None:
    received = raw_exchange(tls_server.listening, sent, half_closed=True)

    assert undocumented(received) == []
    with connected(tls_server.listening) as plain, secured(plain, tls_server.listening) as connection:
        connection.sendall(LAST)
        assert rest(connection).startswith(b"HTTP/1.1 200 OK")
    assert tls_server.complaints() == ""


def undocumented(received: bytes) -> list[bytes]:
    """The statuses that stand in no documentation."""
    statuses = re.findall(rb"HTTP/1\.1 (\d{3}) ", received)
    return [one for one in statuses if not one.startswith(b"4") and one not in DOCUMENTED]
