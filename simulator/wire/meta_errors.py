"""The errors of the Track API: one text in `meta.error`, a list in `meta.errors` (track.v1.error-envelope).

Which of them a call of v1 answers is known of a few; of the others the workspace chooses.
"""

from simulator.wire.exchange import Refused, Response
from simulator.wire.json_body import json_response
from simulator.wire.terms import Terms

_ENVELOPES = {"merge": "error", "submitForm": "errors", "pushMetrics": "errors"}
"""Of these operations of v1 it is known."""


def meta_error(status: int, text: str) -> Response:
    """A refusal with its text."""
    return json_response(status, {"meta": {"error": text}})


def listed_errors(status: int, *texts: str) -> Response:
    """A refusal by one of the calls that answer with a list of texts: forms and push metrics."""
    return json_response(status, {"meta": {"errors": texts}})


def v1_error(status: int, text: str, operation: str, terms: Terms) -> Response:
    """A refusal of an operation of v1, in the envelope that is known of it or that the workspace chooses."""
    envelope = _ENVELOPES.get(operation, terms.settings.errors_v1_envelope)
    return listed_errors(status, text) if envelope == "errors" else meta_error(status, text)


class NotEmulated(Refused):
    """A documented operation that this version has no state for: 501 by its name, so that no success is false."""

    def __init__(self, operation: str) -> None:
        self.text = f"{operation} is not emulated yet; nothing was done"
        super().__init__(meta_error(501, self.text))


def unauthorized(text: str = "Unauthorized request") -> Response:
    """Credentials are missing or wrong (track.v1.auth-missing)."""
    return meta_error(401, text)


def unknown_route() -> Response:
    """Nobody documents the path (track.v1.unknown-route)."""
    return meta_error(404, "Not found")


def wrong_method(method: str, allowed: str) -> Response:
    """The path is documented, with other methods: those of `allowed`."""
    refusal = meta_error(405, f"{method} is not allowed here")
    return Response(refusal.status, {**refusal.headers, "allow": allowed}, refusal.body)
