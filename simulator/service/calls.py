"""Calls of Customer.io's own APIs: one handler for all rows of the route table.

In this order: whose workspace it is, what is asked, when it is received, the machine's times moved onto the clock;
then the machine carries it out, and the journal keeps it. What belongs to no workspace stands in the journal of the
workspace `default`.
"""

from collections.abc import Callable

from simulator.instants import Instant
from simulator.operations import (
    AddToSegment,
    Advance,
    Define,
    Identify,
    Operation,
    Reach,
    RemoveFromSegment,
    Reset,
    Track,
)
from simulator.service.journal import Result
from simulator.service.questions import told
from simulator.service.rebasing import rebased
from simulator.service.routes import CALLS, CallAsks, api_of, without_prefix
from simulator.service.workspaces import Workspace, Workspaces
from simulator.wire import Refused, Request, Response, Route, app_api, meta_errors, not_emulated, track_v1
from simulator.wire.control import AT_HEADER, DELIVERY_HEADER
from simulator.wire.problem_details import problem
from simulator.wire.routing import Api, Arguments

_OPERATIONS = (Track, Identify, AddToSegment, RemoveFromSegment, Define, Reach, Advance, Reset)
"""All of `Operation`, the most frequent first."""
_UNAUTHORIZED: dict[Api, Callable[[], Response]] = {
    "track": meta_errors.unauthorized,
    "app": app_api.unauthorized,
}
_UNKNOWN_ROUTE: dict[Api, Callable[[], Response]] = {
    "track": meta_errors.unknown_route,
    "app": app_api.unknown_route,
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
        unknown = not_emulated.app_operation(request, path) or _UNKNOWN_ROUTE[api_of(request)]()
        return _kept_by_default(workspaces, api_of(request), request, unknown, at)
    route, arguments = found
    workspace = _whose(route, request, workspaces, at)
    if workspace is None:
        return _kept_by_default(workspaces, route.api, request, _UNAUTHORIZED[route.api](), at)
    return _carried_out(workspace, route, arguments, request, at)


def _kept_by_default(workspaces: Workspaces, api: Api, request: Request, response: Response, at: Instant) -> Response:
    kept = workspaces.default
    kept.journal.add(api, request, Result(response), at=kept.clock.present(at), real=at)
    return response


def _whose(route: Route[CallAsks], request: Request, workspaces: Workspaces, at: Instant) -> Workspace | None:
    """Whose workspace the credentials choose; a route without key means the workspace `default`."""
    if not route.needs_key:
        return workspaces.default
    authorization = request.headers.get("authorization")
    if route.api == "app":
        return workspaces.of_app_call(authorization, at)
    return workspaces.of_track_call(authorization, at)


def _carried_out(
    workspace: Workspace, route: Route[CallAsks], arguments: Arguments, request: Request, at: Instant
) -> Response:
    try:
        received = workspace.clock.received(request.headers.get(AT_HEADER), at)
        asked = route.decode(request, arguments, workspace.terms)
        if isinstance(asked, _OPERATIONS):
            result = _applied(asked, workspace, request, received, at)
        else:
            fired = workspace.clock.look(received)
            result = Result(told(asked, workspace, request), fired=fired)
    except Refused as refused:
        received, result = workspace.clock.present(at), Result(refused.response)
    workspace.journal.add(route.api, request, result, at=received, real=at)
    return result.response


def _applied(operation: Operation, workspace: Workspace, request: Request, received: Instant, at: Instant) -> Result:
    moved = None
    if workspace.rebases and DELIVERY_HEADER not in request.headers:
        operation, moved = rebased(operation, received=received, real=at)
    outcome = workspace.machine.apply(operation, at=received)
    effects = outcome.effects if moved is None else (moved, *outcome.effects)
    return Result(track_v1.accepted(outcome.number), outcome.number, effects, outcome.fired)
