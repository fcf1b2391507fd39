import asyncio
from collections.abc import Iterable

import msgspec
import pytest

from simulator.emulator import Application
from simulator.emulator.asgi import BODY_BYTES_MAX, Received, Scope, Sent
from simulator.service import Service
from simulator.wire import Request, Response
from tests.builders import START


class StoppedClock:
    def now(self) -> int:
        return START


def body(*parts: bytes) -> list[Received]:
    """The messages that bring a body in parts."""
    last = len(parts) - 1
    return [{"type": "http.request", "body": part, "more_body": number < last} for number, part in enumerate(parts)]


def exchanged(application: Application, scope: Scope, incoming: Iterable[Received]) -> list[Sent]:
    """What the application sends when the server brings `incoming`."""
    waiting = list(incoming)
    sent: list[Sent] = []

    async def receive() -> Received:
        return waiting.pop(0)

    async def send(message: Sent) -> None:
        sent.append(message)

    asyncio.run(application(scope, receive, send))
    return sent


def http(method: str, path: str, *, query: bytes = b"", headers: Iterable[tuple[bytes, bytes]] = ()) -> Scope:
    return {
        "type": "http", "method": method, "raw_path": path.encode(), "query_string": query, "headers": list(headers),
    }  # fmt: skip


@pytest.fixture
def application() -> Application:
    return Application(Service(now=START, clock="frozen"), StoppedClock())


class Recorder(Service):
    """A service that keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(now=START)
        self.asked: list[tuple[Request, int]] = []

    def handle(self, request: Request, at: int) -> Response:
        self.asked.append((request, at))
        return Response(204)


def test_a_response_goes_out_whole_with_its_length(application: Application) -> None:
    start, content = exchanged(application, http("GET", "/_sim/clock"), body(b""))

    assert start["status"] == 200
    assert dict(start["headers"]) == {
        b"content-type": b"application/json; charset=utf-8",
        b"content-length": str(len(content["body"])).encode(),
    }
    assert b'"mode":"frozen"' in content["body"]


def test_the_service_gets_the_raw_path_the_query_and_the_whole_body() -> None:
    service = Recorder()

    scope = http("PUT", "/api/v1/customers/a%2Fb", query=b"x=%20", headers=[(b"x-sim-delivery", b"d\xe9;source=web")])
    exchanged(Application(service, StoppedClock()), scope, body(b'{"a"', b"", b": 1}"))

    expected = Request("PUT", "/api/v1/customers/a%2Fb", "x=%20", {"x-sim-delivery": "dé;source=web"}, b'{"a": 1}')
    assert service.asked == [(expected, START)]


def test_no_content_has_no_length() -> None:
    start, content = exchanged(Application(Recorder(), StoppedClock()), http("DELETE", "/"), body(b""))

    assert (start["headers"], content["body"]) == ([], b"")


@pytest.mark.parametrize("parts", [[b"x" * (BODY_BYTES_MAX + 1)], [b"x" * BODY_BYTES_MAX, b"x", b"never read"]])
def test_a_body_over_the_limit_is_refused(application: Application, parts: list[bytes]) -> None:
    start, content, _end = exchanged(application, http("POST", "/api/v1/events"), body(*parts))

    assert start["status"] == 413
    assert (b"connection", b"close") in start["headers"]
    assert b"a body may have at most 10485760 bytes" in content["body"]


def test_a_body_that_is_announced_too_large_is_refused_before_it_is_read(application: Application) -> None:
    announced = [(b"content-length", b"%d" % (BODY_BYTES_MAX + 1))]

    sent = exchanged(application, http("POST", "/api/v1/events", headers=announced), [{"type": "http.disconnect"}])

    assert [message.get("status") for message in sent] == [413, None, None]
    assert [message.get("more_body") for message in sent] == [None, True, False]


@pytest.mark.parametrize(
    "incoming",
    [
        [Received(type="http.disconnect")],
        [Received(type="http.request", body=b"{", more_body=True), Received(type="http.disconnect")],
    ],
)
def test_a_caller_who_goes_away_gets_no_answer_and_does_nothing(incoming: list[Received]) -> None:
    service = Recorder()

    sent = exchanged(Application(service, StoppedClock()), http("PUT", "/api/v1/customers/5"), incoming)

    assert (sent, service.asked) == ([], [])


class Broken(Service):
    def handle(self, request: Request, at: int) -> Response:
        raise ZeroDivisionError


def test_a_fault_of_ours_answers_500_without_a_traceback_and_logs_one(caplog: pytest.LogCaptureFixture) -> None:
    start, content = exchanged(Application(Broken(now=START), StoppedClock()), http("GET", "/"), body(b""))

    assert start["status"] == 500
    details = msgspec.json.decode(content["body"], type=dict[str, object])
    assert "please report it" in str(details["detail"])
    assert b"ZeroDivisionError" not in content["body"]
    assert "ZeroDivisionError" in caplog.text


def test_start_and_end_of_the_server_are_said_yes_to(application: Application) -> None:
    sent = exchanged(application, {"type": "lifespan"}, [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

    assert [message["type"] for message in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
