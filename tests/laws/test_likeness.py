"""What is alike goes on alike: whatever call comes next, no difference is to be seen between two such workspaces.

They are made by the same deliveries in other orders, which is what the explorer takes for one.
"""

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.explorer import Itinerary
from simulator.engine.explorer.circles import circles_of
from simulator.instants import Instant
from simulator.operations import Advance, Operation
from simulator.workspace import Machine
from simulator.workspace.likeness import Question, asks_for_ages, likeness
from simulator.workspace.snapshot import rewind, state_bytes
from tests.laws.test_every_order import CALLS, arrived, itineraries, possible, shown

LATER = (0, 31, 70)
"""Seconds after which a call comes."""
LOOKED_AT = (0, 71)
"""Seconds after which somebody looks."""


@given(itineraries(least=2, most=3), st.sampled_from(LOOKED_AT))
def test_what_is_alike_goes_on_alike_whatever_comes(itinerary: Itinerary, looked_at: int) -> None:
    for one, *others in alike(itinerary, until=itinerary.slots[-1].at + max(LATER) + looked_at):
        expected = list(futures(one, looked_at))

        for other in others:
            assert list(futures(other, looked_at)) == expected


def alike(itinerary: Itinerary, *, until: Instant) -> Iterable[list[Machine]]:
    """The workspaces that the orders come to, those that are alike together; of equal ones the first."""
    machines = {state_bytes(machine): machine for machine in (arrived(itinerary, one) for one in possible(itinerary))}
    question = Question(until, circles_of(CALLS), ages=asks_for_ages(next(iter(machines.values())).definition))
    found: dict[bytes, list[Machine]] = {}
    for machine in machines.values():
        found.setdefault(likeness(machine, question), []).append(machine)
    return (group for group in found.values() if len(group) > 1)


def futures(machine: Machine, looked_at: int) -> Iterator[tuple[Operation, int, str]]:
    """What is seen some time after each call."""
    state = state_bytes(machine)
    for call in CALLS:
        for later in LATER:
            rewind(machine, state)
            machine.apply(call, at=machine.now + later)
            machine.apply(Advance(machine.now + looked_at), at=machine.now)
            yield call, later, shown(machine)
    rewind(machine, state)
