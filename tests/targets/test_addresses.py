import socket

import httpx
import pytest
import respx

from simulator.errors import SafetyError, TargetError, UsageError
from simulator.targets import open_target
from tests.builders import START

URL = "http://127.0.0.1:8025"


@pytest.mark.parametrize(
    "address", ["embeded", "127.0.0.1:8025", "", "ftp://127.0.0.1", "http://", "http://[::1", URL + "5x"]
)
def test_what_is_no_target_is_a_usage_error(address: str) -> None:
    with pytest.raises(UsageError, match=r"no target is called|is no address"):
        open_target(address)


@pytest.mark.parametrize(
    "address", ["http://192.0.2.1:8025", "https://track.customer.io", "http://localhost.example.com", "http://0.0.0.0"]
)
def test_an_address_beyond_this_machine_is_refused(address: str) -> None:
    with pytest.raises(SafetyError, match="is not on this machine"):
        open_target(address)


def test_an_emulator_that_does_not_answer_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with (
        pytest.raises(TargetError, match=rf"http://127\.0\.0\.1:{port} does not answer: .*`simulator serve`"),
        open_target(f"http://127.0.0.1:{port}"),
    ):
        pass


@pytest.mark.parametrize(
    ("response", "message"),
    [
        (httpx.Response(200, text="<html>hello</html>"), "answered what no emulator of this version answers"),
        (httpx.Response(200, json={"ok": True}), "answered what no emulator of this version answers"),
        (httpx.Response(200, content=b"[" * 100_000), "answered what no emulator of this version answers"),
        (httpx.Response(404, text="Not Found"), "GET /_sim/health answered 404: Not Found"),
        (httpx.Response(502), "GET /_sim/health answered 502: without a word"),
    ],
)
def test_a_server_that_is_no_emulator_is_found_out_at_once(response: httpx.Response, message: str) -> None:
    with respx.mock:
        respx.get(f"{URL}/_sim/health").mock(return_value=response)

        with pytest.raises(TargetError, match=message), open_target(URL):
            pass


def test_an_emulator_that_goes_away_in_the_middle_is_a_target_error() -> None:
    with respx.mock:
        respx.get(f"{URL}/_sim/health").respond(json={"status": "ok", "version": "0", "now": "x"})
        respx.post(f"{URL}/_sim/workspaces").mock(side_effect=httpx.ReadTimeout("too slow"))

        with (
            open_target(URL) as targets,
            pytest.raises(TargetError, match="does not answer: too slow"),
            targets.workspace({}, (), START),
        ):
            pass
