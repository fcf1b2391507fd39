"""What a call answers that became an operation, in the words of the API that asked."""

from simulator.wire import track_v2
from simulator.wire.app_api.errors import error
from simulator.wire.exchange import Response
from simulator.wire.json_body import JSON_TYPE
from simulator.wire.meta_errors import meta_error
from simulator.wire.routing import Route
from simulator.workspace.effects import Rejected

OPERATION_HEADER = "x-sim-operation"
"""Tells the number of the operation that a call became to whom it may concern; official clients look past it."""

_ACCEPTED_BODY = b"{}\n"


def accepted(route: Route[object], operation: int | None) -> Response:
    """The answer to a call that was taken (track.v1.ok-body): 200, or 204 where the App API deletes.

    Args:
        operation: the first that the call became, nothing if it concerned nothing that is there.
    """
    headers = {} if operation is None else {OPERATION_HEADER: str(operation)}
    if route.api == "app" and route.method == "DELETE":
        return Response(204, headers)
    return Response(200, {"content-type": JSON_TYPE, **headers}, _ACCEPTED_BODY)


def rejected(route: Route[object], effect: Rejected) -> Response:
    """The answer to a call that the workspace did not take."""
    if route.api == "app":
        return error(400, effect.reason)
    return track_v2.rejected(effect) if route.pattern in track_v2.PATHS else meta_error(400, effect.reason)


def unreadable(route: Route[object], status: int, text: str) -> Response:
    """The answer to a body that nobody could unpack."""
    if route.api == "app":
        return error(status, text)
    return track_v2.unreadable(status, text) if route.pattern in track_v2.PATHS else meta_error(status, text)
