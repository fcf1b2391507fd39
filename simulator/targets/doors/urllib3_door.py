"""The door for requests and for plain urllib3, which are one: the connection that both of them make.

Below the pool, so that sessions made earlier are covered, and retries, redirects and proxies are the client's own as
on the real network. Who has no urllib3 does without this door.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import responses
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from unittest.mock import patch
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from simulator.targets.doors.hosts import is_api
from simulator.targets.doors.mock import Answer
from simulator.wire import Request

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import HTTPResponse

P = ParamSpec("P")
T = TypeVar("T")
_CHUNK_BYTES = 16_384
_Text = str | bytes


@contextmanager
def urllib3_answered(answer: Answer) -> Iterator[None]:
    """Let `answer` take the calls that go through urllib3 until the block ends."""
    if find_spec("urllib3") is None:
        yield
        return
    from urllib3.connection import HTTPConnection, HTTPSConnection  # noqa: PLC0415 - the user's, not a dependency

    waiting: WeakKeyDictionary[HTTPConnection, HTTPResponse] = WeakKeyDictionary()

    def request(connection: "HTTPConnection", method: str, url: str, **options: object) -> None:
        waiting[connection] = _answered(answer, connection, method, url, options)

    with ExitStack() as patches:
        for owner, name, instead in (
            (HTTPConnection, "connect", _connected),
            (HTTPSConnection, "connect", _connected),
            (HTTPConnection, "request", request),
            (HTTPConnection, "getresponse", waiting.pop),
        ):
            patches.enter_context(patch.object(owner, name, _for_api_hosts(instead, getattr(owner, name))))
        yield


def _for_api_hosts(instead: Callable[..., T], original: Callable[P, T]) -> Callable[P, T]:
    """A method that is `instead` on a connection to an API host, and the original on every other."""

    def chosen(*arguments: P.args, **options: P.kwargs) -> T:
        return (instead if is_api(_host_of(arguments[0])) else original)(*arguments, **options)

    return chosen


def _host_of(connection: object) -> str:
    """The host that is called; behind a proxy the one that the tunnel leads to."""
    return str(getattr(connection, "_tunnel_host", None) or getattr(connection, "host", ""))


def _connected(connection: "HTTPConnection") -> None:
    """Connect to nothing; there is nobody to mistrust."""
    connection.is_verified = True


def _answered(
    answer: Answer, connection: "HTTPConnection", method: str, url: str, options: Mapping[str, object]
) -> "HTTPResponse":
    from urllib3.response import HTTPResponse  # noqa: PLC0415 - the user's, not a dependency
    from urllib3.util.request import body_to_chunks  # noqa: PLC0415 - likewise

    parts = urlsplit(url)
    given = options.get("headers")
    pairs = given.items() if isinstance(given, Mapping) else ()
    headers = {"host": _host_of(connection), **{_text(name).lower(): _text(value) for name, value in pairs}}
    chunks = body_to_chunks(options.get("body"), method, _CHUNK_BYTES).chunks or ()
    body = b"".join(chunks)
    response = answer(Request(method, parts.path or "/", parts.query, headers, body))
    return HTTPResponse(
        BytesIO(response.body),
        headers=dict(response.headers),
        status=response.status,
        reason=responses.get(response.status),
        version=11,
        version_string="HTTP/1.1",
        preload_content=bool(options.get("preload_content", True)),
        decode_content=bool(options.get("decode_content", True)),
        request_method=method,
        request_url=url,
    )


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
