"""Form responses in Track v1: what is wrong with one is told; a form itself has no state here yet."""

from simulator.wire.exchange import Refused, Request
from simulator.wire.meta_errors import listed_errors
from simulator.wire.track_v1.requests import members_of


def check(request: Request) -> None:
    """Refuse a response that holds a value that is no text, or none or both of id and email (track.v1.form-bad)."""
    data = members_of(request.body).get("data")
    if not isinstance(data, dict):
        raise Refused(listed_errors(400, "data must be an object"))
    faults = [f"{name} must be a string" for name, value in data.items() if not isinstance(value, str)]
    if len([kind for kind in ("id", "email") if data.get(kind)]) != 1:
        faults.append("data must hold exactly one of id and email")
    if faults:
        raise Refused(listed_errors(400, *faults))
