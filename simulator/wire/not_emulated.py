"""Documented operations that this version does not emulate: answered 501 by name, so that no success is false.

They stand in the same route table as the others; whoever builds one takes its row away.
"""

from collections.abc import Callable
from typing import NoReturn

from simulator.wire.app_api.errors import error
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.meta_errors import NotEmulated
from simulator.wire.routing import Api, Arguments, Route
from simulator.wire.terms import Terms
from simulator.wire.track_v1 import forms, push_metrics

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
_APP_ROOTS = frozenset(
    (
        "activities", "broadcasts", "campaigns", "collections", "customers", "data_index", "esp", "exports", "imports",
        "info", "messages", "newsletters", "object_types", "objects", "reporting_webhooks", "segments",
        "sender_identities", "send", "snippets", "subscription_topics", "transactional", "workspaces",
    )
)  # fmt: skip
"""What follows `/v1` in the paths of the documented App API, too many to list them one by one."""


def _rows(rows: tuple[tuple[str, str, str], ...], api: Api, *, needs_key: bool) -> tuple[Route[NoReturn], ...]:
    return tuple(
        Route(method, pattern, api, operation, _refuser(operation, api), needs_key=needs_key)
        for method, pattern, operation in rows
    )


def _refuser(operation: str, api: Api) -> Callable[[Request, Arguments, Terms], NoReturn]:
    """A decoder that says in the API's own shape that the operation is not there yet, to a request that is right."""
    check = _CHECKS.get(operation)

    def refuse(request: Request, _arguments: Arguments, _terms: Terms) -> NoReturn:
        if check is not None:
            check(request)
        raise Refused(_pipelines_error(operation)) if api == "pipelines" else NotEmulated(operation)

    return refuse


def _pipelines_error(operation: str) -> Response:
    return json_response(501, {"code": "not_emulated", "message": _refusal(operation)})


def app_operation(request: Request, path: str) -> Response | None:
    """The answer to a call under a documented path of the App API; nothing if the path is not documented."""
    version, _, rest = path.removeprefix("/").partition("/")
    if version != "v1" or rest.partition("/")[0] not in _APP_ROOTS:
        return None
    return error(501, _refusal(f"{request.method} {path}"))


def _refusal(operation: str) -> str:
    return f"{operation} is not emulated yet; nothing was done"


ROUTES: tuple[Route[NoReturn], ...] = (
    *_rows(_TRACK, "track", needs_key=True),
    *_rows(_TRACK_WITHOUT_KEY, "track", needs_key=False),
    *_rows(_PIPELINES, "pipelines", needs_key=False),
)
