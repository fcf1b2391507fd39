"""A plain request and response: what every door hands to the service and gets back."""

from collections.abc import Mapping

import msgspec


class Request(msgspec.Struct, frozen=True, gc=False):
    """`path` is the raw path, still percent-encoded and without the query; header names are in lower case.

    `scheme` is what stands before the host in an address of whoever answers: `http` or `https`.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = {}
    body: bytes = b""
    scheme: str = "http"


class Response(msgspec.Struct, frozen=True, gc=False):
    """What goes back; `headers` has at least `content-type` where there is a body."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""


class Refused(Exception):
    """Raised where a request turns out to be one that the API refuses; `response` is what it answers."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


class CannotSay(msgspec.Struct, frozen=True):
    """An operation that the wire format has no words for, and why."""

    reason: str
