"""What every call of Track v1 is made of: a person in the path, an object in the body, errors in `meta`."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

from simulator.operations import Identifier
from simulator.values import Json
from simulator.wire import json_body
from simulator.wire.exchange import CannotSay, Refused, Request
from simulator.wire.identifiers import identifier_from
from simulator.wire.malformed import Malformed
from simulator.wire.meta_errors import v1_error
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms

T = TypeVar("T")
Decode = Callable[[Request, Arguments, Terms], T]


def row(method: str, pattern: str, operation: str, decode: Decode[T]) -> Route[T]:
    """The row of an operation that needs a key."""
    return Route(method, pattern, "track", operation, refusing(decode, operation))


def refusing(decode: Decode[T], operation: str) -> Decode[T]:
    """The decoder of the operation, with what is malformed answered as this API does."""

    def decoded(request: Request, arguments: Arguments, terms: Terms) -> T:
        try:
            return decode(request, arguments, terms)
        except Malformed as malformed:
            raise Refused(v1_error(400, malformed.message, operation, terms)) from malformed

    return decoded


def person_from(value: str, terms: Terms) -> Identifier:
    """The person that a path's value means."""
    if not value:
        raise Malformed("required", "identifier", "id attribute cannot be an empty string")
    return identifier_from(value, terms)


def members_of(body: bytes) -> dict[str, Json]:
    """The body's members; what is no JSON object is malformed (track.v1.body-bad-json)."""
    try:
        return json_body.object_from(body)
    except ValueError as error:
        raise Malformed("parse_error", "", f"request body is not a JSON object: {error}") from error


def person_path(who: Identifier, terms: Terms) -> str | CannotSay:
    """The path that means the person."""
    if not who.value or identifier_from(str(who), terms) != who:
        return CannotSay(f"a path cannot say that '{who}' is meant as {who.kind}")
    return f"/api/v1/customers/{quote(str(who), safe='')}"


def about_person(
    method: str, who: Identifier, terms: Terms, *, below: str = "", members: dict[str, Json] | None = None
) -> Request | CannotSay:
    """The request to the path of the person, or to one `below` it; without members it has no body."""
    path = person_path(who, terms)
    if isinstance(path, CannotSay):
        return path
    if members is None:
        return Request(method, f"{path}{below}")
    return with_body(method, f"{path}{below}", members)


def with_body(method: str, path: str, members: dict[str, Json], *, query: str = "") -> Request:
    """The request with these members as its body."""
    return Request(method, path, query, {"content-type": json_body.JSON_TYPE}, json_body.encode(members))
