"""Calls of Customer.io's own APIs: one handler for all rows of the route table.

In this order: whose workspace it is, what is asked, when it is received; then it is carried out or answered, and the
journal keeps it. What belongs to no workspace stands in the journal of the workspace `default`.
"""

from collections.abc import Callable

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.service.carrying_out import carried_out
from simulator.service.journal import Result
from simulator.service.questions import told
from simulator.service.routes import CALLS, CallAsks, api_of, without_prefix
from simulator.service.workspaces import Workspace, Workspaces
from simulator.wire import Refused, Request, Response, Route, meta_errors, outcomes
from simulator.wire.app_api import errors as app_errors
from simulator.wire.control import AT_HEADER
from simulator.wire.problem_details import problem
from simulator.wire.routing import Api, Arguments

_UNAUTHORIZED: dict[Api, Callable[[], Response]] = {
    "track": meta_errors.unauthorized,
    "app": app_errors.unauthorized,
}
_UNKNOWN_ROUTE: dict[Api, Callable[[], Response]] = {
    "track": meta_errors.unknown_route,
    "app": app_errors.unknown_route,
    "pipelines": meta_errors.unknown_route,
    "control": lambda: problem(404, "nothing is served here; the APIs stand under /api/v1, /v1 and /_sim"),
}


def answer(request: Request, at: Instant, workspaces: Workspaces) -> Response:
    """What the call answers, after it has done what it does."""
    path = without_prefix(request.path)
    try:
        found = CALLS.find(request.method, path)
    except UnicodeDecodeError:
        found = None
    if found is None:
        api = api_of(request)
        return _kept_by_default(workspaces, api, request, _UNKNOWN_ROUTE[api](), at)
    route, arguments = found
    if not route.needs_key:
        return _keyless(route, arguments, request, workspaces, at)
    workspace = _whose(route, request, workspaces, at)
    if workspace is None:
        return _kept_by_default(workspaces, route.api, request, _UNAUTHORIZED[route.api](), at)
    return _answered(workspace, route, arguments, request, at)


def _kept_by_default(workspaces: Workspaces, api: Api, request: Request, response: Response, at: Instant) -> Response:
    kept = workspaces.default
    kept.journal.add(api, request, Result(response), at=kept.clock.present(at), real=at)
    return response


def _whose(route: Route[CallAsks], request: Request, workspaces: Workspaces, at: Instant) -> Workspace | None:
    """Whose workspace the credentials choose."""
    authorization = request.headers.get("authorization")
    if route.api == "app":
        return workspaces.of_app_call(authorization, at)
    return workspaces.of_track_call(authorization, at)


def _keyless(
    route: Route[CallAsks], arguments: Arguments, request: Request, workspaces: Workspaces, at: Instant
) -> Response:
    """Answer a call that needs no key: its path names the workspace, else `default` is meant.

    A workspace that is there no more takes the call and nothing happens (track.v1.auth-not-needed).
    """
    number = None if route.workspace is None else route.workspace(arguments)
    workspace = workspaces.default if number is None else workspaces.numbered(number, at)
    if workspace is None:
        return _kept_by_default(workspaces, route.api, request, outcomes.accepted(route, None), at)
    return _answered(workspace, route, arguments, request, at)


def _answered(
    workspace: Workspace, route: Route[CallAsks], arguments: Arguments, request: Request, at: Instant
) -> Response:
    try:
        received = workspace.clock.received(request.headers.get(AT_HEADER), at)
        asked = route.decode(request, arguments, workspace.terms)
        if isinstance(asked, Operation):
            asked = (asked,)
        if isinstance(asked, tuple):
            result = carried_out(asked, workspace, route, request, received=received, real=at)
        else:
            fired = workspace.clock.look(received)
            result = Result(told(asked, workspace, request), fired=fired)
    except Refused as refused:
        received, result = workspace.clock.present(at), Result(refused.response)
    workspace.journal.add(route.api, request, result, at=received, real=at)
    return result.response
