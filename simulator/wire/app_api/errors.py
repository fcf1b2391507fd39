"""The errors of the App API: entries of detail and status, a page for people where the path is unknown."""

from collections.abc import Container
from typing import assert_never

from simulator.seeds import stream
from simulator.values import Json
from simulator.wire import meta_errors
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.json_body import json_response, object_from
from simulator.workspace.settings import Settings

_PAGE_NOT_FOUND = b"<!DOCTYPE html>\n<title>Page Not Found</title>\n<h1>Page Not Found</h1>\n"


def unauthorized(*, of_a_send: bool, settings: Settings) -> Response:
    """The key is missing, wrong or in a wrong scheme: one answer for all (app.auth.same-401).

    Sends have the shape of the Track API, the others have not (app.auth.401-send, app.auth.401-errors).
    """
    match settings.app_unauthorized_body:
        case "by_endpoint":
            return meta_errors.unauthorized() if of_a_send else error(401, "unauthorized")
        case "errors":
            return error(401, "unauthorized")
        case "meta_error":
            return meta_errors.unauthorized()
        case _:
            assert_never(settings.app_unauthorized_body)


def not_found(request: Request) -> Response:
    """The person or segment is unknown (app.404.resource); the reference is the same for the same request."""
    return error(404, f"not found (reference {_reference(request)})")


def known_number(request: Request, number: str, known: Container[str]) -> str:
    """The number in a path, which must be one of those that are there."""
    if number not in known:
        raise Refused(not_found(request))
    return number


def members_from(request: Request) -> dict[str, Json]:
    """The members of the body, which must be a JSON object."""
    try:
        return object_from(request.body)
    except ValueError as error:
        raise Refused(no_json(request)) from error


def unknown_route(settings: Settings) -> Response:
    """Path or method is unknown: a page for people to read, or an error as others are (app.404.route)."""
    return error(404, "not found") if settings.app_unknown_route == "json_404" else page_not_found()


def page_not_found() -> Response:
    """The page that people read."""
    return Response(404, {"content-type": "text/html; charset=utf-8"}, _PAGE_NOT_FOUND)


def error(status: int, detail: str) -> Response:
    """A refusal with one entry in `errors`."""
    return json_response(status, {"errors": [{"detail": detail, "status": str(status)}]})


def bad_request(detail: str) -> Response:
    """Something of the request cannot be meant."""
    return error(400, detail)


def no_json(request: Request) -> Response:
    """The body is no JSON object (app.400.json)."""
    return bad_request(f"bad request (reference {_reference(request)})")


def _reference(request: Request) -> str:
    return stream(0, request.method, request.path, request.query).ulid(0)
