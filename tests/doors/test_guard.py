"""Every other road to a Customer.io host is refused, in words that say where and what to do instead."""

import asyncio
import http.client
import socket
import ssl
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from simulator.errors import SafetyError
from simulator.targets import Target, open_target
from simulator.targets.doors import StrayCall, mocked
from tests.builders import START

HOST = "track.customer.io"


def by_raw_socket() -> None:
    with socket.socket() as plain:
        plain.connect((HOST, 443))


def by_tls_to_an_address_looked_up_elsewhere() -> None:
    context = ssl.create_default_context()
    context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname=HOST)


def by_tls_on_a_socket() -> None:
    with socket.socket() as plain:
        ssl.create_default_context().wrap_socket(plain, server_hostname=HOST)


ROADS: dict[str, Callable[[], object]] = {
    "urllib.request": lambda: urllib.request.urlopen(f"https://{HOST}/api/v1/customers/5"),
    "http.client": lambda: http.client.HTTPSConnection(HOST).request("GET", "/"),
    "asyncio": lambda: asyncio.run(asyncio.open_connection(HOST, 443, ssl=True)),
    "create_connection": lambda: socket.create_connection((HOST.upper(), 443)),
    "a raw socket": by_raw_socket,
    "gethostbyname": lambda: socket.gethostbyname(HOST),
    "TLS without a look-up": by_tls_to_an_address_looked_up_elsewhere,
    "TLS on a socket": by_tls_on_a_socket,
}


@pytest.fixture
def workspace() -> Iterator[Target]:
    with open_target("embedded") as targets, targets.workspace({}, (), START) as made:
        yield made


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS.keys())
def test_another_road_is_refused_in_words(workspace: Target, road: Callable[[], object]) -> None:
    refused = pytest.raises(StrayCall, match=f"a call to {HOST}.* answers httpx, requests and urllib3 only")

    with pytest.raises(SafetyError, match=HOST), mocked(workspace), refused:
        road()


def test_a_loop_that_looks_names_up_below_python_is_refused_too(workspace: Target) -> None:
    uvloop = pytest.importorskip("uvloop", reason="uvloop is an extra")

    with pytest.raises(SafetyError), mocked(workspace), pytest.raises(StrayCall):
        uvloop.run(asyncio.open_connection(HOST, 443, ssl=True))


def test_a_host_of_customer_io_that_no_door_answers_is_refused(workspace: Target) -> None:
    refused = pytest.raises(StrayCall, match=r"the doors answer for .*api-eu\.customer\.io.* only")

    with pytest.raises(SafetyError), mocked(workspace), refused:
        socket.getaddrinfo("assets.customer.io", 443)


def test_a_host_that_only_looks_like_it_passes(workspace: Target) -> None:
    with mocked(workspace), pytest.raises(socket.gaierror):
        socket.getaddrinfo("notcustomer.io.invalid", 443)


def test_a_refusal_that_the_code_keeps_to_itself_fails_the_test_all_the_same(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import urllib.request

        def tell():
            try:
                urllib.request.urlopen("https://track.customer.io/api/v1/customers/5")
            except Exception:
                pass

        def test_swallowed(customerio_mock):
            tell()
    """)

    result = pytester.runpytest_inprocess()

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["a call to track.customer.io from *.py:5 was refused: *emulator_url*"])
    result.stdout.no_fnmatch_line("*Traceback*")
