"""Errors of the `/_sim` routes: problem details as RFC 9457 has them, with every problem of a definition listed."""

from collections.abc import Iterable
from http import HTTPStatus

import msgspec

from simulator.documents import Problem
from simulator.wire import json_body
from simulator.wire.exchange import Refused, Response

PROBLEM_TYPE = "application/problem+json"


class Located(msgspec.Struct, frozen=True, gc=False):
    """One finding in what was sent; line and column count from 1."""

    line: int
    column: int
    message: str


class ProblemDetails(msgspec.Struct, frozen=True, gc=False):
    """Why a request was not carried out; `detail` is for a person to read."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    problems: tuple[Located, ...] = ()


def problem(status: int, detail: str, *, problems: Iterable[Problem] = ()) -> Response:
    """The answer that says so."""
    located = tuple(Located(found.place.line, found.place.column, found.message) for found in problems)
    details = ProblemDetails(HTTPStatus(status).phrase, status, detail, problems=located)
    return Response(status, {"content-type": PROBLEM_TYPE}, json_body.encode(details))


def refused(status: int, detail: str, *, problems: Iterable[Problem] = ()) -> Refused:
    """The same, to be raised."""
    return Refused(problem(status, detail, problems=problems))
