"""Bodies that come packed: `Content-Encoding: gzip`, as batching clients send them.

A body is unpacked up to a bound and no further, so that a small one cannot become a huge one.
"""

import zlib

from msgspec.structs import replace

from simulator.wire.exchange import Request

UNPACKED_BYTES_MAX = 10 * 1024 * 1024
_GZIP = ("gzip", "x-gzip")
_GZIP_BITS = zlib.MAX_WBITS | 16
"""Says to zlib that a gzip header and its checksum are expected."""


class Unreadable(Exception):
    """The body cannot be unpacked; `status` is what that answers."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def unpacked(request: Request) -> Request:
    """The request with its body as it was before anybody packed it.

    Raises:
        Unreadable: it is packed in another way (415), is broken (400), or holds too much (413).
    """
    written = request.headers.get("content-encoding")
    if written is None:
        return request
    encoding = written.strip().lower()
    if encoding in ("", "identity"):
        return request
    if encoding not in _GZIP:
        raise Unreadable(415, f"content-encoding {encoding} is not taken; send gzip, or the body as it is")
    headers = {name: value for name, value in request.headers.items() if name != "content-encoding"}
    return replace(request, headers=headers, body=_inflated(request.body))


def _inflated(packed: bytes) -> bytes:
    """The bytes in one gzip member; a second one is refused: no client sends it, and thousands of them cost time."""
    stream = zlib.decompressobj(wbits=_GZIP_BITS)
    try:
        body = stream.decompress(packed, UNPACKED_BYTES_MAX + 1)
    except zlib.error as error:
        raise Unreadable(400, f"request body is not gzip: {error}") from error
    if len(body) > UNPACKED_BYTES_MAX:
        raise Unreadable(413, f"a body may have at most {UNPACKED_BYTES_MAX} bytes when it is unpacked")
    if not stream.eof or stream.unused_data:
        raise Unreadable(400, "request body is not gzip: it ends early or goes on behind its end")
    return body
