"""The door for httpx, sync and async, and for whatever else stands on httpcore.

respx gets one catch-all route for the API hosts, whose side effect is the workspace's answer; every other host passes
untouched, or goes on to the routes of the test's own respx where there are any.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import respx
from respx.mocks import HTTPCoreMocker
from respx.models import AllMockedAssertionError, PassThrough

from simulator.targets.doors.mock import Answer
from simulator.wire import Request
from simulator.wire.hosts import API_OF_HOST

_HOST = f"(?i)^({'|'.join(map(re.escape, sorted(API_OF_HOST)))})$"


@contextmanager
def httpx_answered(answer: Answer) -> Iterator[None]:
    """Let `answer` take the calls of httpx clients, made before or in the block, until it ends."""
    router = respx.MockRouter(assert_all_called=False, using="httpcore")

    def answered(request: httpx.Request) -> httpx.Response:
        response = answer(_plain(request))
        return httpx.Response(response.status, headers=dict(response.headers), content=response.body)

    def passed(request: httpx.Request) -> httpx.Response:
        others = [one for one in HTTPCoreMocker.routers if one is not router]
        if others:
            raise AllMockedAssertionError(f"RESPX: {request!r} not mocked!")
        raise PassThrough(f"{request.url.host} is not Customer.io's", request=request, origin=elsewhere)

    router.route(host__regex=_HOST).mock(side_effect=answered)
    elsewhere = router.route().mock(side_effect=passed)
    with router:
        yield


def _plain(request: httpx.Request) -> Request:
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Request(request.method, path, query, headers, request.content)
