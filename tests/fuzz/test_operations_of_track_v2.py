"""Law: an operation of Track v2 by its right name, whatever else it holds, is answered, and its faults are told alike.

The calls of every route seldom come past type and action; these always do.
"""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from simulator.service import Service
from simulator.values import Json
from simulator.wire.track_v2 import MATRIX
from tests.builders import START
from tests.fuzz.hostile import NAMES, VALUES
from tests.service.caller import DEFINITION, REAL_NOW, Caller, members

MEMBERS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6)
OPERATIONS = st.builds(
    lambda named, held: {"identifiers": {"id": "5"}, **held, "type": named[0], "action": named[1]},
    st.sampled_from(sorted(MATRIX)),
    MEMBERS,
)


def answer(operation: dict[str, Json], listed: str) -> tuple[int, list[Json]]:
    """Status and faults, where the workspace lists the first of them or all; it can be saved and read afterwards."""
    definition: dict[str, Json] = {**DEFINITION, "settings": {"v2_several_errors_per_item": listed}}
    caller = Caller(Service(now=REAL_NOW, definition=definition, clock=START))

    response = caller.v2(**operation)

    assert caller.sim("POST", "/snapshots").status == 201
    for route in ("/profiles", "/activities", "/requests"):
        assert caller.sim("GET", route).status == 200
    errors = members(response).get("errors", [])
    return response.status, msgspec.convert(errors, list[Json])


@given(OPERATIONS)
def test_the_first_fault_is_the_first_of_all(operation: dict[str, Json]) -> None:
    status, first = answer(operation, "first")
    status_of_all, every = answer(operation, "all")

    assert status == status_of_all
    assert status in {200, 400, 501}
    assert first == every[:1]
    assert len(every) == len({msgspec.json.encode(fault) for fault in every})
    assert bool(every) is (status == 400)
