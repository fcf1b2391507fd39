"""From responses to bytes of HTTP/1.1."""

from collections.abc import Iterable
from http import HTTPStatus

from simulator.wire import Response

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_FIRST_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
_NO_CONTENT = 204


def written(response: Response, usual: Iterable[tuple[bytes, bytes]] = (), *, keeps: bool) -> bytes:
    """The answer as it goes out.

    Args:
        usual: headers that every answer has.
        keeps: whether the connection is kept after it.
    """
    headers = response.headers
    lines = [_FIRST_LINES[response.status]]
    lines += [f"{name}: {value}\r\n".encode() for name, value in headers.items()]
    for name, value in usual:
        lines.append(b"%b: %b\r\n" % (name, value))
    if response.status != _NO_CONTENT and "content-length" not in headers:
        lines.append(b"content-length: %d\r\n" % len(response.body))
    lines.append(b"\r\n" if keeps else b"connection: close\r\n\r\n")
    lines.append(response.body)
    return b"".join(lines)


def refusal(status: int, words: str) -> bytes:
    """An answer that ends the connection, where there is no request that the service could answer."""
    return written(Response(status, {"content-type": "text/plain; charset=utf-8"}, words.encode()), keeps=False)
