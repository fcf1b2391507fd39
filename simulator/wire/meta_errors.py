"""The errors of the Track API: one text in `meta.error` (track.v1.error-envelope)."""

from simulator.wire.exchange import Response
from simulator.wire.json_body import json_response


def meta_error(status: int, text: str) -> Response:
    """A refusal with its text."""
    return json_response(status, {"meta": {"error": text}})


def unauthorized() -> Response:
    """Credentials are missing or wrong (track.v1.auth-missing)."""
    return meta_error(401, "Unauthorized request")


def unknown_route() -> Response:
    """Nobody documents the path (track.v1.unknown-route)."""
    return meta_error(404, "Not found")
