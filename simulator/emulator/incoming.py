"""From bytes to requests of HTTP/1.1: httptools parses, and here each request is put together.

What is no proper request ends with a `Refusal`, after the requests before it have been handed on.
"""

from collections.abc import Callable
from typing import Literal, NoReturn

import httptools

from simulator.emulator.limits import Limits
from simulator.wire import Request

Place = Literal["between", "head", "body"]
"""Where the bytes that came last leave off: between two requests, or in one's head or body."""

_HEAD_END = b"\r\n\r\n"


class Refusal(Exception):
    """Nothing that comes after is read; the caller is told `status` and `words`."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(status, words)
        self.status = status
        self.words = words


class Incoming:
    """The requests of one connection, in the order in which they come.

    Args:
        take: gets each request once it is whole, and whether the caller wants the connection kept after it.
        encourage: is called where a caller waits to be told to send the body.
        scheme: what the addresses begin with that are answered here.
    """

    def __init__(
        self,
        limits: Limits,
        take: Callable[[Request, bool], None],
        encourage: Callable[[], None],
        *,
        scheme: str = "http",
    ) -> None:
        self.place: Place = "between"
        self.steps = 0
        """How many requests have begun, and how many have ended, taken together."""
        self._limits = limits
        self._take = take
        self._encourage = encourage
        self._scheme = scheme
        self._parser = httptools.HttpRequestParser(self)
        self._refusal: Refusal | None = None
        self._head_bytes = 0
        """What has come of a head that is not complete, without the piece in which it began."""
        self._begin()

    def _begin(self) -> None:
        self._url = self._target = b""
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []
        self._body_bytes = 0

    def feed(self, data: bytes) -> None:
        """Read what came.

        Raises:
            Refusal: it is no request, or one that is too large.
        """
        if len(data) + self._head_bytes > self._limits.head_bytes:
            self._check_head(data)
        steps = self.steps
        self._parse(data)
        self._head_bytes = self._head_bytes + len(data) if self.place == "head" and steps == self.steps else 0

    def _check_head(self, data: bytes) -> None:
        """Refuse a head that is too large before anything of it is kept."""
        end = data.find(_HEAD_END)
        if self.place != "body" and (end < 0 or self._head_bytes + end > self._limits.head_bytes):
            most = self._limits.head_bytes
            raise Refusal(431, f"a request line and its headers may have at most {most} bytes")

    def _parse(self, data: bytes) -> None:
        try:
            while data:
                data = self._rest_after(data)
        except httptools.HttpParserError as error:
            raise self._refusal or Refusal(400, f"this is no request of HTTP/1.1: {error}") from error

    def _rest_after(self, data: bytes) -> bytes:
        """Let the parser read; what follows a request that asks for another protocol it gives back.

        There is no other protocol to change to: the request is answered as it is, and the next one follows.
        """
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as other:
            return data[other.args[0] :]
        return b""

    def _refuse(self, status: int, words: str) -> NoReturn:
        """Let the parser stop: what is raised in its callbacks comes out of it as an error of its own."""
        self._refusal = Refusal(status, words)
        raise self._refusal

    # What the parser calls, with these names.

    def on_message_begin(self) -> None:
        self.place = "head"
        self.steps += 1

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._target:  # what comes after the head is a trailer
            self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        self.place = "body"
        if self._parser.get_method() == b"CONNECT":
            self._refuse(403, "nothing is forwarded from here; `serve --tls` has a proxy to the Customer.io hosts")
        self._target = self._url if self._url.startswith(b"/") else _origin_form(self._url)
        if not self._target.isascii():
            self._refuse(400, "this is no request of HTTP/1.1: its path must be percent-encoded")
        announced = self._headers.get("content-length")
        if announced is not None and int(announced) > self._limits.body_bytes:
            self._refuse_body()
        if "expect" in self._headers and self._headers["expect"].lower() == "100-continue":
            self._encourage()

    def on_body(self, part: bytes) -> None:
        self._body.append(part)
        self._body_bytes += len(part)
        if self._body_bytes > self._limits.body_bytes:
            self._refuse_body()

    def _refuse_body(self) -> NoReturn:
        self._refuse(413, f"a body may have at most {self._limits.body_bytes} bytes")

    def on_message_complete(self) -> None:
        path, _, query = self._target.decode("ascii").partition("?")
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        request = Request(self._parser.get_method().decode("ascii"), path, query, self._headers, body, self._scheme)
        keeps = self._parser.should_keep_alive() and self._parser.get_http_version() != "1.0"
        self.place = "between"
        self.steps += 1
        self._begin()
        self._take(request, keeps)


def _origin_form(url: bytes) -> bytes:
    """The path and the query of an address with a host, which a proxy's client sends (RFC 9112, 3.2.2)."""
    parsed = httptools.parse_url(url)
    return (parsed.path or b"/") + (b"?" + parsed.query if parsed.query else b"")
