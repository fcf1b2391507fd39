"""From bytes to requests: each whole, in order, however the bytes come in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.emulator.incoming import Incoming, Refusal
from simulator.emulator.limits import Limits
from simulator.wire import Request

LIMITS = Limits(head_bytes=200, body_bytes=20)
HEALTH = b"GET /_sim/health?x=%20 HTTP/1.1\r\nHost: x\r\n\r\n"
EVENT = b"POST /api/v1/events HTTP/1.1\r\nX-Sim-Delivery: d\xe9\r\nContent-Length: 7\r\n\r\n" + b'{"a":1}'
CHUNKED = b"POST /c%2Fd HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n1\r\n]\r\n0\r\nHost: trailer\r\n\r\n"
H2C = b"GET /a HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
MEANT = [
    Request("GET", "/_sim/health", "x=%20", {"host": "x"}),
    Request("POST", "/api/v1/events", "", {"x-sim-delivery": "dé", "content-length": "7"}, b'{"a":1}'),
    Request("POST", "/c%2Fd", "", {"transfer-encoding": "chunked"}, b"[1]"),
    Request("GET", "/a", "", {"connection": "Upgrade", "upgrade": "h2c"}),
    Request("GET", "/_sim/health", "x=%20", {"host": "x"}),
]
SENT = HEALTH + EVENT + CHUNKED + H2C + HEALTH


class Caller:
    """What comes of the bytes of one connection."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.kept: list[bool] = []
        self.encouraged = 0
        self.incoming = Incoming(LIMITS, self._take, self._encourage)

    def _take(self, request: Request, keeps: bool) -> None:
        self.requests.append(request)
        self.kept.append(keeps)

    def _encourage(self) -> None:
        self.encouraged += 1


@given(cuts=st.lists(st.integers(0, len(SENT)), max_size=8).map(sorted))
def test_requests_come_whole_and_in_order_however_they_are_cut(cuts: list[int]) -> None:
    caller = Caller()

    for begin, end in zip([0, *cuts], [*cuts, len(SENT)], strict=True):
        caller.incoming.feed(SENT[begin:end])

    assert caller.requests == MEANT
    assert caller.incoming.place == "between"


@pytest.mark.parametrize(
    ("head", "keeps"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", True),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", False),
        (b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", False),
    ],
)
def test_a_connection_is_kept_as_the_caller_asks(head: bytes, keeps: bool) -> None:
    caller = Caller()

    caller.incoming.feed(head)

    assert caller.kept == [keeps]


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        (b"/a%2Fb?c=d", "/a%2Fb", "c=d"),
        (b"http://track.customer.io/a%2Fb?c=d", "/a%2Fb", "c=d"),
        (b"http://track.customer.io", "/", ""),
    ],
)
def test_an_address_with_a_host_means_its_path(target: bytes, path: str, query: str) -> None:
    caller = Caller()

    caller.incoming.feed(b"GET " + target + b" HTTP/1.1\r\n\r\n")

    assert [(request.path, request.query) for request in caller.requests] == [(path, query)]


def test_who_waits_to_be_told_to_send_the_body_is_told() -> None:
    caller = Caller()

    caller.incoming.feed(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")

    assert (caller.encouraged, caller.requests, caller.incoming.place) == (1, [], "body")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /\xff HTTP/1.1\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"CONNECT example.com:443 HTTP/1.1\r\n\r\n", 403),
        (b"POST / HTTP/1.1\r\nContent-Length: 21\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n" + b"x" * 21, 413),
        (b"GET /" + b"x" * 200, 431),
    ],
)
def test_what_is_no_proper_request_is_refused_after_those_before_it(sent: bytes, status: int) -> None:
    caller = Caller()
    caller.incoming.feed(HEALTH)

    with pytest.raises(Refusal) as refused:
        caller.incoming.feed(sent)

    assert refused.value.status == status
    assert len(caller.requests) == 1
