"""Refuses every other road to Customer.io: a call that no door answers would reach real people.

Names are refused where they are looked up, where a socket connects, and where TLS says whom it expects, so that a
client which looks names up in its own way is found too.
"""

import socket
import ssl
import sysconfig
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from simulator.errors import SafetyError
from simulator.targets.doors.hosts import is_vendors
from simulator.wire.hosts import API_OF_HOST

P = ParamSpec("P")
T = TypeVar("T")
FindHost = Callable[[tuple[object, ...], dict[str, object]], object]
"""Finds in the arguments of a call which host it speaks of."""

_NOT_THE_USERS = ("<", str(Path(__file__).parent), *map(sysconfig.get_path, ("stdlib", "platlib", "purelib")))
"""How the file names begin of frames that are Python's, a library's or ours."""
_ADVICE = (
    "customerio_mock answers httpx, requests and urllib3 only. Call Customer.io by one of these, or give the client "
    "the address that the fixture emulator_url has"
)


class StrayCall(SafetyError):
    """Somebody calls Customer.io by a road that no door answers."""

    def __init__(self, host: str) -> None:
        advice = _ADVICE if host in API_OF_HOST else f"the doors answer for {', '.join(sorted(API_OF_HOST))} only"
        super().__init__(f"a call to {host}{_called_from()} was refused: {advice}.")


@contextmanager
def guarded(strays: list[StrayCall]) -> Iterator[None]:
    """Refuse what looks for a Customer.io host until the block ends, and note it in `strays`."""

    def refused(original: Callable[P, T], host_in: FindHost) -> Callable[P, T]:
        def looked_at(*arguments: P.args, **options: P.kwargs) -> T:
            host = _name(host_in(arguments, options))
            if is_vendors(host):
                stray = StrayCall(host)
                strays.append(stray)
                raise stray
            return original(*arguments, **options)

        return looked_at

    with ExitStack() as patches:
        for owner, name, host_in in (*_ROADS, *_roads_of_uvloop()):
            patches.enter_context(patch.object(owner, name, refused(getattr(owner, name), host_in)))
        yield


def _argument(place: int, name: str) -> FindHost:
    return lambda arguments, options: options.get(name, arguments[place] if len(arguments) > place else None)


def _address(arguments: tuple[object, ...], _: dict[str, object]) -> object:
    """The host of a socket's address, which for some families is no pair."""
    address = arguments[1] if len(arguments) > 1 else None
    return address[0] if isinstance(address, tuple) and address else None


_ROADS: tuple[tuple[object, str, FindHost], ...] = (
    (socket, "getaddrinfo", _argument(0, "host")),
    (socket, "gethostbyname", _argument(0, "hostname")),
    (socket, "gethostbyname_ex", _argument(0, "hostname")),
    (socket.socket, "connect", _address),
    (socket.socket, "connect_ex", _address),
    (ssl.SSLContext, "wrap_socket", _argument(5, "server_hostname")),
    (ssl.SSLContext, "wrap_bio", _argument(4, "server_hostname")),
)


def _roads_of_uvloop() -> Iterator[tuple[object, str, FindHost]]:
    """Its loop looks names up below Python, where none of the other roads passes."""
    if find_spec("uvloop") is not None:
        loop = import_module("uvloop").Loop
        yield loop, "getaddrinfo", _argument(1, "host")
        yield loop, "create_connection", _argument(2, "host")


def _name(host: object) -> str:
    if isinstance(host, bytes | bytearray):
        return bytes(host).decode("ascii", errors="replace").lower().rstrip(".")
    return host.lower().rstrip(".") if isinstance(host, str) else ""


def _called_from() -> str:
    """Where the user's own code stands, as far as it can be told from this thread."""
    for frame in reversed(traceback.extract_stack()):
        if not frame.filename.startswith(_NOT_THE_USERS):
            return f" from {frame.filename}:{frame.lineno}"
    return ""
