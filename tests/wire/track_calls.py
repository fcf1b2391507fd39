"""Track requests as a caller writes them, decoded or refused, for tests."""

import msgspec
import pytest

from simulator.operations import Identifier, Operation
from simulator.values import Json
from simulator.wire import Refused, Request, Response, RouteTable, SegmentTerm, Terms, track_v1, track_v2

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
TABLE = RouteTable((*track_v1.ROUTES, *track_v2.ROUTES))
TERMS = Terms(segments={"1": SegmentTerm("Buyers", "dynamic"), "2": SegmentTerm("Press list", "manual")})
WITH_PHONE = Terms(identifiers=("id", "email", "phone"))
FIVE = Identifier("id", "5")
ACME: dict[str, Json] = {"object_type_id": "1", "object_id": "acme"}
"""An object as bodies name it."""


def decoded(
    method: str, path: str, body: object = None, *, query: str = "", terms: Terms = TERMS, content: str = JSON
) -> Operation | tuple[Operation, ...] | track_v2.Batch | track_v1.Region:
    """What the request means; the body is bytes or becomes JSON."""
    sent = body if isinstance(body, bytes) else msgspec.json.encode({} if body is None else body)
    found = TABLE.find(method, path)
    assert found is not None
    return found[0].decode(Request(method, path, query, {"content-type": content}, sent), found[1], terms)


def refused(
    method: str, path: str, body: object, *, query: str = "", terms: Terms = TERMS, content: str = JSON
) -> Response:
    """What the request is refused with."""
    with pytest.raises(Refused) as refusal:
        decoded(method, path, body, query=query, terms=terms, content=content)
    return refusal.value.response


def refusal(
    method: str, path: str, body: object, *, query: str = "", terms: Terms = TERMS, content: str = JSON
) -> tuple[int, str]:
    """Status and text of an error in `meta.error`."""
    response = refused(method, path, body, query=query, terms=terms, content=content)
    answer = msgspec.json.decode(response.body, type=dict[str, dict[str, str]])
    return response.status, answer["meta"]["error"]
