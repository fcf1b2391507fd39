"""The door for httpx, sync and async, and for whatever else stands on httpcore.

respx stands in for the transport. Its router is ours: there are no routes to match and no calls to record, a call to a
host of the APIs gets the workspace's answer. Every other host passes untouched, or goes on to the routes of the test's
own respx where there are any.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import respx
from respx.mocks import HTTPCoreMocker
from respx.models import AllMockedAssertionError, PassThrough

from simulator.targets.doors.hosts import is_api
from simulator.targets.doors.mock import Answer
from simulator.wire import Request


@contextmanager
def httpx_answered(answer: Answer) -> Iterator[None]:
    """Let `answer` take the calls of httpx clients, made before or in the block, until it ends."""
    with _Door(answer):
        yield


class _Door(respx.MockRouter):
    """Asked by respx for each request what it answers."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(assert_all_called=False, using="httpcore")
        self._answer = answer

    def handler(self, request: httpx.Request) -> httpx.Response:
        """The workspace's answer.

        Raises:
            PassThrough: the host is none of the APIs, so that the request goes where it was to go.
            AllMockedAssertionError: so it is, and the test has routes of its own, of which one may answer.
        """
        if is_api(request.url.host):
            response = self._answer(_plain(request))
            return httpx.Response(response.status, headers=dict(response.headers), content=response.body)
        if any(one is not self for one in HTTPCoreMocker.routers):
            raise AllMockedAssertionError(f"RESPX: {request!r} not mocked!")
        raise PassThrough(f"{request.url.host} is not Customer.io's", request=request, origin=respx.Route())

    async def async_handler(self, request: httpx.Request) -> httpx.Response:
        """The same for an async client: the workspace needs no waiting for."""
        return self.handler(request)


def _plain(request: httpx.Request) -> Request:
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Request(request.method, path, query, headers, request.content)
