"""Documented operations that this version does not emulate: answered 501 by name, so that no success is false.

They stand in the same route table as the others. Those of the App API come from the vendor's list of operations: what
has a route of its own there is emulated.
"""

from collections.abc import Callable
from typing import NoReturn

from simulator.wire import app_api
from simulator.wire.app_api import sends
from simulator.wire.app_api.errors import error
from simulator.wire.app_api.operations import DOCUMENTED
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.meta_errors import NotEmulated
from simulator.wire.routing import Api, Arguments, Route
from simulator.wire.terms import Terms
from simulator.wire.track_v1 import forms, push_metrics
from simulator.wire.track_v1.requests import refusing

_TRACK = (("POST", "/api/v1/forms/{form_id}/submit", "submitForm"),)
_TRACK_WITHOUT_KEY = (  # (track.v1.auth-not-needed)
    ("POST", "/api/v1/metrics", "metrics"),
    ("POST", "/api/v1/push/events", "pushMetrics"),
    ("POST", "/push/events", "pushMetrics"),
    ("POST", "/api/v1/cio_deliveries/events", "in-app metrics"),
)
_CHECKS: dict[str, Callable[[Request], None]] = {"submitForm": forms.check, "pushMetrics": push_metrics.check}
"""What is documented as wrong with a request of the operation, which answers 400 before anything is missed."""
_PIPELINES = (
    *(("POST", f"/v1/{call}", call) for call in ("identify", "track", "page", "screen", "group", "alias", "batch")),
    *(("POST", f"/v1/{letter}", f"the short form {letter}") for letter in ("i", "t", "p", "s", "g", "a", "b", "m")),
    ("POST", "/b", "the short form b"),
    ("GET", "/v1/projects/{write_key}/settings", "source settings"),
    ("GET", "/projects/{write_key}/settings", "source settings"),
)


def _app() -> tuple[tuple[str, str, str], ...]:
    """What the App API has and no route of it answers yet."""
    emulated = {(route.method, _shape(route.pattern)) for route in app_api.ROUTES}
    documented = tuple((row.method, row.path, row.name) for row in DOCUMENTED)
    return tuple(row for row in documented if (row[0], _shape(row[1])) not in emulated)


def _shape(pattern: str) -> tuple[str, ...]:
    """The pattern without the names of its values."""
    return tuple("{}" if part.startswith("{") else part for part in pattern.split("/"))


def _rows(rows: tuple[tuple[str, str, str], ...], api: Api, *, needs_key: bool) -> tuple[Route[NoReturn], ...]:
    return tuple(
        Route(method, pattern, api, operation, _refuser(operation, api, pattern), needs_key=needs_key)
        for method, pattern, operation in rows
    )


def _refuser(operation: str, api: Api, pattern: str) -> Callable[[Request, Arguments, Terms], NoReturn]:
    """A decoder that says in the API's own shape that the operation is not there yet, to a request that is right."""
    check, response = _CHECKS.get(operation), _response(operation, api, pattern)

    def refuse(request: Request, _arguments: Arguments, _terms: Terms) -> NoReturn:
        if check is not None:
            check(request)
        raise Refused(response)

    return refuse if check is None else refusing(refuse, operation)


def _response(operation: str, api: Api, pattern: str) -> Response:
    """The refusal; the send routes of the App API have Track's shape (app.auth.401-send)."""
    refused = NotEmulated(operation)
    if api == "pipelines":
        return json_response(501, {"code": "not_emulated", "message": refused.text})
    if api == "app" and not pattern.startswith(sends.ROOT):
        return error(501, refused.text)
    return refused.response


ROUTES: tuple[Route[NoReturn], ...] = (
    *_rows(_TRACK, "track", needs_key=True),
    *_rows(_TRACK_WITHOUT_KEY, "track", needs_key=False),
    *_rows(_app(), "app", needs_key=True),
    *_rows(_PIPELINES, "pipelines", needs_key=False),
)
