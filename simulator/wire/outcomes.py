"""What a call answers that became an operation, in the words of the API that asked."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from simulator.instants import Instant
from simulator.wire import track_v2
from simulator.wire.app_api import segments, sends
from simulator.wire.app_api.errors import error
from simulator.wire.delivery_ids import delivery_id
from simulator.wire.exchange import Response
from simulator.wire.json_body import JSON_TYPE, encode
from simulator.wire.meta_errors import meta_error, v1_error
from simulator.wire.problem_details import problem
from simulator.wire.routing import Api, Route
from simulator.wire.terms import Terms
from simulator.workspace.effects import Effect, MessageDecided, MessageQueued, Rejected, SegmentCreated

OPERATION_HEADER = "x-sim-operation"
"""Tells the number of the operation that a call became to whom it may concern; official clients look past it."""

_STATUSES = {"app.seg.delete-used": 409}
"""What a call answers that the workspace did not take by that rule; by any other, 400."""
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


def queued(operation: int, effects: Iterable[Effect], at: Instant, terms: Terms) -> Response | None:
    """The answer to a call that put a message into the outbox (app.send.queued); nothing if it was another."""
    for effect in effects:
        if isinstance(effect, MessageDecided | MessageQueued):
            leaves = effect.at if isinstance(effect, MessageQueued) else at
            told = {"delivery_id": delivery_id(terms.workspace, effect.message), "queued_at": leaves}
            return Response(200, {"content-type": JSON_TYPE, OPERATION_HEADER: str(operation)}, encode(told))
    return None


def created(operation: int, effects: Iterable[Effect], terms: Terms) -> Response | None:
    """The answer to a call that made a segment, which `terms` know (app.seg.create-200); nothing if it was another."""
    for effect in effects:
        if isinstance(effect, SegmentCreated):
            told = segments.segment(str(effect.number), terms)
            return replace(told, headers={**told.headers, OPERATION_HEADER: str(operation)})
    return None


def rejected(route: Route[object], refusals: Sequence[Rejected], terms: Terms) -> Response:
    """The answer to a call that the workspace did not take, for one reason at least."""
    if route.pattern in track_v2.PATHS:
        return track_v2.rejected(refusals, terms)
    return _refusal(route, _STATUSES.get(refusals[0].rule, 400), refusals[0].reason, terms)


def unreadable(route: Route[object], status: int, text: str, terms: Terms) -> Response:
    """The answer to a body that nobody could unpack."""
    if route.pattern in track_v2.PATHS:
        return track_v2.unreadable(status, text)
    return _refusal(route, status, text, terms)


def too_often(route: Route[object], text: str, terms: Terms) -> Response:
    """The answer to one call too many in its second or day."""
    return _refusal(route, 429, text, terms)


def out_of_order(api: Api, status: int, text: str) -> Response:
    """The answer to any call where the workspace itself cannot serve it: it has no room, or a fault was asked for."""
    match api:
        case "app":
            return error(status, text)
        case "control":
            return problem(status, text)
        case _:
            return meta_error(status, text)


def _refusal(route: Route[object], status: int, text: str, terms: Terms) -> Response:
    """A text in the shape of the API: the App API's sends have one of Track v1's."""
    if route.api == "track":
        return v1_error(status, text, route.operation, terms)
    is_listed = route.api == "app" and not route.pattern.startswith(sends.ROOT)
    return error(status, text) if is_listed else meta_error(status, text)
