"""Headers of answers that the live services send with every one, and what a browser asks before it calls.

Track and Pipelines are called from pages of any origin; the App API is for servers, and says nothing of origins. What
the network in front of the live services adds (`via`, `alt-svc`, `strict-transport-security`) is not theirs, nor ours.
"""

from collections.abc import Iterable

from simulator.wire.exchange import Request, Response
from simulator.wire.routing import Api

_ANY_ORIGIN = {"access-control-allow-origin": "*"}
_LIVE: dict[Api, dict[str, str]] = {
    "track": {**_ANY_ORIGIN, "cache-control": "no-cache, no-store, must-revalidate, max-age=0"},
    "pipelines": _ANY_ORIGIN,
}
"""Recorded of Track (fixtures of customerio-node, May 2026); of Pipelines its browser client needs it."""
_PREFLIGHT_SECONDS = "86400"


def with_live_headers(api: Api, response: Response) -> Response:
    """The answer as the live API sends it."""
    live = _LIVE.get(api)
    return response if live is None else Response(response.status, {**live, **response.headers}, response.body)


def allowed_methods(methods: Iterable[str]) -> str:
    """What `Allow` says of a path with these rows: HEAD goes with GET, and OPTIONS always."""
    named = {*methods, "OPTIONS"}
    return ", ".join(sorted(named | {"HEAD"} if "GET" in named else named))


def preflight(request: Request, api: Api, allowed: str) -> Response:
    """The answer to OPTIONS: which methods the path has, and that a page may call them with the headers it names."""
    headers = {"allow": allowed}
    if api in _LIVE:
        wanted = request.headers.get("access-control-request-headers", "authorization, content-type")
        headers["access-control-allow-methods"] = allowed
        headers["access-control-allow-headers"] = wanted
        headers["access-control-max-age"] = _PREFLIGHT_SECONDS
    return Response(204, headers)


def without_body(response: Response) -> Response:
    """The answer to HEAD: all that GET answers except the body."""
    return Response(response.status, {**response.headers, "content-length": str(len(response.body))})
