"""Every route of every API in one table, and which of the APIs a request means.

The APIs share one port: their paths do not clash. A `Host` of the real services names one of them, on any other host
the prefix `/track`, `/app` or `/cdp` does; a request that names an API reaches the routes of that API only, and gets
its errors. A request that names none reaches all.
"""

from simulator.operations import Operation
from simulator.wire import Request, Route, RouteTable, app_api, control, not_emulated, track_v1, track_v2
from simulator.wire.control_commands import Command
from simulator.wire.hosts import api_of_host
from simulator.wire.routing import Api, Arguments

CallAsks = Operation | tuple[Operation, ...] | track_v2.Batch | track_v1.Region | app_api.Asked

CALLS: RouteTable[CallAsks] = RouteTable((*track_v1.ROUTES, *track_v2.ROUTES, *app_api.ROUTES, *not_emulated.ROUTES))
"""The routes of Customer.io's own APIs."""

CONTROLS: RouteTable[Command] = RouteTable(control.ROUTES)
"""Our own, under `/_sim`."""

ROUTES: tuple[Route[CallAsks | Command], ...] = (*CALLS, *CONTROLS)

_PREFIXES: dict[str, Api] = {"track": "track", "app": "app", "cdp": "pipelines"}
_ROOTS: dict[str, Api] = {"api": "track", "v1": "app"}


def addressed(request: Request) -> tuple[Api | None, str]:
    """Which API a request names, if any, and the path as that API knows it."""
    by_host = api_of_host(request.headers.get("host", ""))
    if by_host is not None:
        return by_host, request.path
    first, slash, rest = request.path[1:].partition("/")
    by_prefix = _PREFIXES.get(first)
    return (by_prefix, slash + rest) if by_prefix and slash else (None, request.path)


def find_call(method: str, path: str, api: Api | None) -> tuple[Route[CallAsks], Arguments] | None:
    """The route of a call among those of the API that it names, with the path's values; nothing if none fits."""
    try:
        found = CALLS.find(method, path)
    except UnicodeDecodeError:
        return None
    return found if found is not None and api in (None, found[0].api) else None


def rows_at(path: str, api: Api | None) -> tuple[Route[CallAsks], ...]:
    """The routes of a path, one for each of its methods, among those of the API that a request names."""
    try:
        rows = CALLS.rows_at(path)
    except UnicodeDecodeError:
        return ()
    return tuple(row for row in rows if api in (None, row.api))


def api_of(path: str) -> Api:
    """Whose a path is that no route fits, where the request names no API: told by its first segment."""
    return _ROOTS.get(path[1:].partition("/")[0], "control")
