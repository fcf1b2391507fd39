"""The unsubscribe page's call: at the root, without key, for the recipient of the delivery that its path names."""

from simulator.operations import Unsubscribe
from simulator.wire.delivery_ids import delivery_id, workspace_and_message
from simulator.wire.exchange import Request
from simulator.wire.malformed import Malformed
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.wire.track_v1.requests import members_of, refusing, with_body


def _decode(request: Request, arguments: Arguments, _terms: Terms) -> Unsubscribe:
    """What is asked; a body without the member unsubscribes too (track.v1.unsubscribe-bad)."""
    named = workspace_and_message(arguments[0])
    if named is None:
        raise Malformed("invalid", "delivery_id", f"malformed delivery id: {arguments[0]}.")
    if not request.headers.get("content-type", "").lower().startswith("application/json"):
        raise Malformed("invalid", "", "Content-Type must be application/json")
    value = members_of(request.body).get("unsubscribe", True)
    if not isinstance(value, bool):
        raise Malformed("parse_error", "unsubscribe", "unsubscribe must be true or false")
    return Unsubscribe(named[1], value)


def _workspace(arguments: Arguments) -> int | None:
    named = workspace_and_message(arguments[0])
    return None if named is None else named[0]


ROUTES: tuple[Route[Unsubscribe], ...] = (
    Route(
        "POST",
        "/unsubscribe/{delivery_id}",
        "track",
        "unsubscribe",
        refusing(_decode, "unsubscribe"),
        needs_key=False,
        workspace=_workspace,
    ),
)


def encode(operation: Unsubscribe, terms: Terms) -> Request:
    """The request that says `operation`."""
    path = f"/unsubscribe/{delivery_id(terms.workspace, operation.message)}"
    return with_body("POST", path, {"unsubscribe": operation.value})
