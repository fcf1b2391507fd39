"""What devices report of pushes in Track v1: a report of no delivery is refused; the others have no state here yet."""

from simulator.wire.exchange import Refused, Request
from simulator.wire.meta_errors import listed_errors
from simulator.wire.track_v1.requests import members_of


def check(request: Request) -> None:
    """Refuse a report with an empty delivery (track.v1.push-empty-delivery)."""
    if members_of(request.body).get("delivery_id") == "":
        raise Refused(listed_errors(400, "malformed delivery id: ."))
