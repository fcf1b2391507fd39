"""Calls of Customer.io's own APIs: one handler for all rows of the route table.

In this order: whose workspace it is, what is asked, when it is received; then it is carried out or answered, and the
journal keeps it. What belongs to no workspace stands in the journal of the workspace `default`.
"""

from collections.abc import Callable

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.service.call_limits import TRACK_LIMITS, CallLimit, app_limits
from simulator.service.carrying_out import carried_out, carried_out_batch
from simulator.service.journal import Result
from simulator.service.ledger import NotKept
from simulator.service.questions import told
from simulator.service.routes import CallAsks, addressed, api_of, find_call, rows_at
from simulator.service.workspaces import Workspace, Workspaces
from simulator.wire import (
    Refused,
    Request,
    Response,
    Route,
    live_headers,
    meta_errors,
    outcomes,
    track_v2,
)
from simulator.wire.app_api import errors as app_errors
from simulator.wire.app_api import sends
from simulator.wire.content_encoding import Unreadable, unpacked
from simulator.wire.control import AT_HEADER
from simulator.wire.problem_details import problem
from simulator.wire.routing import Api, Arguments
from simulator.workspace.settings import Settings

_UNKNOWN_TRACK_ROUTE: dict[str, Callable[[], Response]] = {
    "json_404": meta_errors.unknown_route,
    "html_404": app_errors.page_not_found,
}
_UNKNOWN_ROUTE: dict[Api, Callable[[Settings], Response]] = {
    "track": lambda settings: _UNKNOWN_TRACK_ROUTE[settings.track_unknown_route](),
    "app": app_errors.unknown_route,
    "pipelines": lambda _settings: meta_errors.unknown_route(),
    "control": lambda _settings: problem(404, "nothing is served here; the APIs stand under /api/v1, /v1 and /_sim"),
}


def answer(request: Request, at: Instant, workspaces: Workspaces) -> Response:
    """What the call answers, after it has done what it does."""
    api, response = _answer(request, at, workspaces)
    return live_headers.with_live_headers(api, response)


def _answer(request: Request, at: Instant, workspaces: Workspaces) -> tuple[Api, Response]:
    named, path = addressed(request)
    found = find_call(request.method, path, named)
    if found is None:
        rows = rows_at(path, named)
        api = named or (rows[0].api if rows else api_of(path))
        return api, _kept_by_default(workspaces, api, request, _unrouted(request, api, rows, workspaces), at)
    route, arguments = found
    if not route.needs_key:
        return route.api, _keyless(route, arguments, request, workspaces, at)
    workspace = _whose(route, request, workspaces, at)
    if workspace is None:
        return route.api, _kept_by_default(workspaces, route.api, request, _unauthorized(route, workspaces), at)
    if route.api == "app" and workspace.terms.settings.app_rate_limits:
        passed = workspace.call_counts.passed(app_limits(route.operation), at)
        if passed is not None:
            return route.api, _too_often(workspace, route, passed, request, at)
    return route.api, _answered(workspace, route, arguments, request, at)


def _unrouted(request: Request, api: Api, rows: tuple[Route[CallAsks], ...], workspaces: Workspaces) -> Response:
    """The answer where no row has the method; `rows` are those that the path has, and `default` decides."""
    allowed = live_headers.allowed_methods(row.method for row in rows)
    if rows and request.method == "OPTIONS":
        return live_headers.preflight(request, api, allowed)
    if rows and api in ("track", "pipelines"):
        return meta_errors.wrong_method(request.method, allowed)
    return _UNKNOWN_ROUTE[api](workspaces.default.terms.settings)


def _unauthorized(route: Route[CallAsks], workspaces: Workspaces) -> Response:
    """What a wrong key is answered, which is nobody's: `default` decides."""
    if route.api == "app":
        of_a_send = route.pattern.startswith(sends.ROOT)
        return app_errors.unauthorized(of_a_send=of_a_send, settings=workspaces.default.terms.settings)
    return meta_errors.unauthorized(workspaces.default.terms.settings.errors_unauthorized_text)


def _too_often(
    workspace: Workspace, route: Route[CallAsks], passed: CallLimit, request: Request, at: Instant
) -> Response:
    """The answer to a call too many: when to come again stands in it, if that is soon (app.429.retry-after)."""
    refusal = outcomes.too_often(route, passed.says, workspace.terms)
    if passed.is_soon_over and workspace.terms.settings.app_retry_after == "1 second":
        refusal = Response(refusal.status, {**refusal.headers, "retry-after": "1"}, refusal.body)
    workspace.journal.add(route.api, request, Result(refusal), at=workspace.clock.present(at), real=at)
    return refusal


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

    Of a workspace that is there no more nothing is shown.
    """
    number = None if route.workspace is None else route.workspace(arguments)
    workspace = workspaces.default if number is None else workspaces.numbered(number, at)
    if workspace is None:
        return _kept_by_default(workspaces, route.api, request, _gone(route, request), at)
    return _answered(workspace, route, arguments, request, at)


def _gone(route: Route[CallAsks], request: Request) -> Response:
    """The answer for a workspace that is there no more: Track takes calls without key (track.v1.auth-not-needed)."""
    return app_errors.not_found(request) if route.api == "app" else outcomes.accepted(route, None)


def _check_pace(workspace: Workspace, route: Route[CallAsks], received: Instant) -> None:
    """Refuse a call of Track or Pipelines that comes on top of too many (track.v1.rate)."""
    if route.api in ("track", "pipelines") and (limits := TRACK_LIMITS[workspace.terms.settings.rate_limit]):
        passed = workspace.call_counts.passed(limits, received)
        if passed is not None:
            raise Refused(outcomes.too_often(route, passed.says, workspace.terms))


def _answered(
    workspace: Workspace, route: Route[CallAsks], arguments: Arguments, request: Request, at: Instant
) -> Response:
    try:
        received = workspace.clock.received(request.headers.get(AT_HEADER), at)
        workspace.faults.check(route.api, received)
        _check_pace(workspace, route, received)
        request = unpacked(request)
        asked = route.decode(request, arguments, workspace.terms)
        if isinstance(asked, Operation):
            asked = (asked,)
        if isinstance(asked, tuple):
            result = carried_out(asked, workspace, route, request, received=received, real=at)
        elif isinstance(asked, track_v2.Batch):
            result = carried_out_batch(asked, workspace, route, request, received=received, real=at)
        else:
            fired = workspace.clock.look(received)
            result = Result(told(asked, workspace, request), fired=fired)
    except Refused as refused:
        received, result = workspace.clock.present(at), Result(refused.response)
    except Unreadable as packed:
        received = workspace.clock.present(at)
        result = Result(outcomes.unreadable(route, packed.status, packed.text, workspace.terms))
    except NotKept as why:
        received, result = workspace.clock.present(at), Result(outcomes.out_of_order(route.api, 507, str(why)))
    workspace.journal.add(route.api, request, result, at=received, real=at)
    return result.response
