import msgspec
import pytest

from simulator.emulator.answering import answering
from simulator.emulator.outgoing import written
from simulator.service import Service
from simulator.wire import Request, Response
from tests.builders import START


class StoppedClock:
    def now(self) -> int:
        return START


class Broken(Service):
    def handle(self, request: Request, at: int) -> Response:
        raise ZeroDivisionError


def test_a_request_is_answered_in_the_second_of_the_clock() -> None:
    answered = answering(Service(now=0, clock="real"), StoppedClock())(Request("GET", "/_sim/clock"))

    assert b'"now":"2026-03-02T09:00:00Z"' in answered.body


def test_a_fault_of_ours_answers_500_without_a_traceback_and_logs_one(caplog: pytest.LogCaptureFixture) -> None:
    answered = answering(Broken(now=START), StoppedClock())(Request("GET", "/"))

    assert answered.status == 500
    details = msgspec.json.decode(answered.body, type=dict[str, object])
    assert "please report it" in str(details["detail"])
    assert b"ZeroDivisionError" not in answered.body
    assert "ZeroDivisionError" in caplog.text


def test_an_answer_goes_out_with_its_length_and_what_every_answer_has() -> None:
    out = written(Response(200, {"content-type": "text/plain"}, b"yes"), [(b"date", b"today")], keeps=True)

    assert out == b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ndate: today\r\ncontent-length: 3\r\n\r\nyes"


def test_no_content_has_no_length() -> None:
    assert written(Response(204), keeps=False) == b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"
