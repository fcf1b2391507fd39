"""Law: what the Track API can say, it says without loss."""

import pytest
from hypothesis import given

from simulator.operations import (
    AddDevice,
    AddToSegment,
    Advance,
    DeleteDevice,
    Identifier,
    Identify,
    Merge,
    Operation,
    Reach,
    Relate,
    Reset,
    Track,
)
from simulator.wire import CannotSay, track_v1
from tests.wire.operation_strategies import operations
from tests.wire.track_calls import FIVE, TABLE, TERMS

PHONE = Identifier("phone", "+12025550123")


@given(operations(1))
def test_what_can_be_said_is_understood_as_it_was_meant(operation: Operation) -> None:
    request = track_v1.encode(operation, TERMS)

    if not isinstance(request, CannotSay):
        found = TABLE.find(request.method, request.path)
        assert found is not None
        assert found[0].decode(request, found[1], TERMS) == operation


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (Identify(Identifier("id", "maya@example.com")), "a path cannot say that 'maya@example.com' is meant as id"),
        (Identify(Identifier("id", "cio_7")), "a path cannot say that 'cio_7' is meant as id"),
        (Identify(Identifier("email", "maya")), "a path cannot say that 'maya' is meant as email"),
        (Track("buy", Identifier("id", "")), "a path cannot say that '' is meant as id"),
        (
            Identify(Identifier("id", "5"), {"_update": True}),
            "an attribute called '_update' would be taken as a command",
        ),
        (AddToSegment("Nobody", (Identifier("id", "5"),)), "no segment is called 'Nobody'"),
        (AddToSegment("Press list", ()), "one call lists ids of one kind, and at least one"),
        (AddToSegment("Press list", (PHONE,)), "a call lists no ids of the kind phone"),
        (Identify(PHONE), "a path cannot say that '+12025550123' is meant as phone"),
        (Identify(None, {"anonymous_id": "a"}), "an identify of nobody has no path"),
        (Merge(FIVE, PHONE), "a merge cannot say that '+12025550123' is meant as phone"),
        (Merge(Identifier("id", " "), FIVE), "a merge cannot say that ' ' is meant as id"),
        (AddDevice(FIVE, "", "ios"), "a device has a token"),
        (DeleteDevice(FIVE, " "), "a device has a token"),
        (Relate("1", "acme", FIVE), "the Track API has no call for Relate"),
        (Reach(5), "the Track API has no call for Reach"),
        (Advance(5), "the Track API has no call for Advance"),
        (Reset(), "the Track API has no call for Reset"),
    ],
)
def test_what_cannot_be_said_is_refused_with_the_reason(operation: Operation, reason: str) -> None:
    assert track_v1.encode(operation, TERMS) == CannotSay(reason)
