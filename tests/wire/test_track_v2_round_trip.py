"""Law: what Track v2 can say, it says without loss."""

from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from simulator.operations import (
    AddDevice,
    AddToSegment,
    Delete,
    Identifier,
    Identify,
    Merge,
    Operation,
    Relate,
    Track,
    Unsubscribe,
)
from simulator.wire import CannotSay, Terms, track_v2
from simulator.workspace.settings import Settings
from tests.wire.operation_strategies import operations
from tests.wire.track_calls import FIVE, TABLE, TERMS, WITH_PHONE

PHONE = Identifier("phone", "+12025550123")
ALL_TERMS = st.sampled_from(
    [
        TERMS,
        WITH_PHONE,
        replace(TERMS, order_field="strict_2025"),
        replace(TERMS, settings=Settings(v2_cio_id_prefix="bare")),
        replace(TERMS, settings=Settings(v2_cio_id_prefix="prefixed")),
        replace(TERMS, settings=Settings(v2_id_with_cio_prefix="cio_id")),
    ]
)


@given(operations(2), ALL_TERMS)
def test_what_can_be_said_is_understood_as_it_was_meant(operation: Operation, terms: Terms) -> None:
    request = track_v2.encode(operation, terms)

    if not isinstance(request, CannotSay) and len(request.body) <= 32 * 1024:
        found = TABLE.find(request.method, request.path)
        assert found is not None
        assert found[0].decode(request, found[1], terms) == operation


@pytest.mark.parametrize(("form", "written"), [("both", "7"), ("bare", "7"), ("prefixed", "cio_7")])
def test_a_cio_id_is_said_in_the_form_that_the_workspace_takes(
    form: Literal["both", "bare", "prefixed"], written: str
) -> None:
    request = track_v2.encode(
        Delete(Identifier("cio_id", "7")), replace(TERMS, settings=Settings(v2_cio_id_prefix=form))
    )

    assert not isinstance(request, CannotSay)
    assert msgspec.json.decode(request.body)["identifiers"] == {"cio_id": written}


def test_an_id_that_would_be_taken_as_a_cio_id_cannot_be_said() -> None:
    who = Identifier("id", "cio_7")

    said = track_v2.encode(Delete(who), replace(TERMS, settings=Settings(v2_id_with_cio_prefix="cio_id")))

    assert said == CannotSay("no body can say that 'cio_7' is meant as id")


def test_an_identify_of_the_other_version_is_said_as_one_of_this() -> None:
    request = track_v2.encode(Identify(PHONE, {"plan": "basic"}), WITH_PHONE)

    assert not isinstance(request, CannotSay)
    found = TABLE.find(request.method, request.path)
    assert found is not None
    assert found[0].decode(request, (), WITH_PHONE) == Identify(PHONE, {"plan": "basic"}, version=2)


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (Identify(PHONE), "no body can say that '+12025550123' is meant as phone"),
        (Identify(Identifier("id", " ")), "no body can say that ' ' is meant as id"),
        (Identify(Identifier("cio_id", "cio_7")), "no body can say that 'cio_cio_7' is meant as cio_id"),
        (Identify(None), "an identify of nobody has no identifiers"),
        (Identify(FIVE, {"_update": 1}), "an attribute called '_update' would be taken as a command"),
        (Track("invited"), "an event of nobody has no identifiers"),
        (Merge(FIVE, PHONE), "a merge cannot say that '+12025550123' is meant as phone"),
        (AddDevice(FIVE, "", "ios"), "a device has a token"),
        (Relate("9", "acme", FIVE), "no object is called 'acme' of type '9'"),
        (Relate("1", "acme"), "a relation of nobody has no anonymous id"),
        (Unsubscribe(5), "Track v2 has no operation for Unsubscribe"),
        (AddToSegment("Press list", (FIVE,)), "Track v2 has no operation for AddToSegment"),
    ],
)
def test_what_cannot_be_said_is_refused_with_the_reason(operation: Operation, reason: str) -> None:
    assert track_v2.encode(operation, TERMS) == CannotSay(reason)
