"""The unsubscribe page's call: at the root, without key, for the recipient of the delivery that its path names."""

from simulator.operations import Unsubscribe
from simulator.wire.delivery_ids import delivery_id, workspace_and_message
from simulator.wire.exchange import Refused, Request
from simulator.wire.meta_errors import meta_error
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.wire.track_v1.requests import members_of, with_body


def _decode(request: Request, arguments: Arguments, _terms: Terms) -> Unsubscribe:
    """What is asked; a body without the member unsubscribes too (track.v1.unsubscribe-bad)."""
    named = workspace_and_message(arguments[0])
    if named is None:
        raise Refused(meta_error(400, f"malformed delivery id: {arguments[0]}."))
    if not request.headers.get("content-type", "").lower().startswith("application/json"):
        raise Refused(meta_error(400, "Content-Type must be application/json"))
    value = members_of(request.body).get("unsubscribe", True)
    if not isinstance(value, bool):
        raise Refused(meta_error(400, "unsubscribe must be true or false"))
    return Unsubscribe(named[1], value)


def _workspace(arguments: Arguments) -> int | None:
    named = workspace_and_message(arguments[0])
    return None if named is None else named[0]


ROUTES: tuple[Route[Unsubscribe], ...] = (
    Route("POST", "/unsubscribe/{delivery_id}", "track", "unsubscribe", _decode, needs_key=False, workspace=_workspace),
)


def encode(operation: Unsubscribe, terms: Terms) -> Request:
    """The request that says `operation`."""
    path = f"/unsubscribe/{delivery_id(terms.workspace, operation.message)}"
    return with_body("POST", path, {"unsubscribe": operation.value})
