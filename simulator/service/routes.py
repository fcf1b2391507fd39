"""Every route of every API in one table, and whose a path is that none of them has.

The APIs share one port: their paths do not clash. A path may carry the prefix `/track`, `/app` or `/cdp`, and the
`Host` of the real services says whose errors a caller expects.
"""

from simulator.operations import Operation
from simulator.wire import Request, Route, RouteTable, app_api, control, not_emulated, track_v1, track_v2
from simulator.wire.control_commands import Command
from simulator.wire.routing import Api

CallAsks = Operation | tuple[Operation, ...] | track_v2.Batch | track_v1.Region | app_api.Question

CALLS: RouteTable[CallAsks] = RouteTable((*track_v1.ROUTES, *track_v2.ROUTES, *app_api.ROUTES, *not_emulated.ROUTES))
"""The routes of Customer.io's own APIs."""

CONTROLS: RouteTable[Command] = RouteTable(control.ROUTES)
"""Our own, under `/_sim`."""

ROUTES: tuple[Route[CallAsks | Command], ...] = (*CALLS, *CONTROLS)

_PREFIXES: dict[str, Api] = {"/track/": "track", "/app/": "app", "/cdp/": "pipelines"}
_ALL_PREFIXES = tuple(_PREFIXES)
_HOSTS: dict[str, Api] = {
    "track.customer.io": "track",
    "track-eu.customer.io": "track",
    "api.customer.io": "app",
    "api-eu.customer.io": "app",
    "cdp.customer.io": "pipelines",
    "cdp-eu.customer.io": "pipelines",
}
_ROOTS: dict[str, Api] = {"/api/": "track", "/v1/": "app"}


def without_prefix(path: str) -> str:
    """The path as the real hosts know it."""
    if not path.startswith(_ALL_PREFIXES):
        return path
    return path[path.index("/", 1) :]


def api_of(request: Request) -> Api:
    """Whose a request is that no route fits: by its host, else by its prefix, else by its first segment."""
    host = request.headers.get("host", "").partition(":")[0].lower()
    if host in _HOSTS:
        return _HOSTS[host]
    for roots in (_PREFIXES, _ROOTS):
        for root, api in roots.items():
            if request.path.startswith(root):
                return api
    return "control"
