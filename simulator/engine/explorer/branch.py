"""A workspace that can be tried out: many futures from one state, each as if the others had never been.

A state is kept as the bytes of its snapshot, and a branch is a machine made from them. Both are exact by a law of the
core (what is restored goes on as the first would have), and no second list of what a workspace consists of has to
follow every change of it, as copying by hand or undoing would need. A copy in depth costs several times as much; going
through the deliveries again from the beginning costs less only while there are few. With the memo it hardly matters:
seven deliveries in any order are some hundred branches, not thousands.

Operations have the same numbers in every branch, whatever the order of their deliveries, because what the settings
leave to chance is drawn by these numbers.
"""

from itertools import count

from simulator.engine.explorer.itinerary import Arrival, Itinerary, Slot
from simulator.engine.explorer.result import Result, result_of
from simulator.instants import Instant
from simulator.operations import Advance, Define, Identifier, Merge, Operation
from simulator.workspace import Machine, views
from simulator.workspace.likeness import likeness
from simulator.workspace.snapshot import branched, state_bytes

Numbers = tuple[int, ...]
"""The number of each call of a delivery."""


class Trunk:
    """The workspace as it was when the story began; branches go on from it."""

    def __init__(self, itinerary: Itinerary) -> None:
        self._ends = itinerary.ends
        self._numbers, self._copied = _numbered(itinerary)
        self._machine = Machine(now=itinerary.starts)
        self._machine.apply(Define(itinerary.definition), at=itinerary.starts)
        for arrival in itinerary.known:
            self.arrive(self._machine, arrival, Slot(itinerary.starts))

    @property
    def state(self) -> bytes:
        """The state from which every order goes on."""
        return state_bytes(self._machine)

    def branch(self, state: bytes) -> Machine:
        """A workspace of its own in that state."""
        return branched(state, self._machine)

    def arrive(self, machine: Machine, arrival: Arrival, slot: Slot) -> None:
        """Let the delivery arrive at that slot."""
        if slot.seen:
            machine.apply(Advance(slot.at), at=machine.now)
        self._carry_out(machine, arrival, slot.at, self._numbers[arrival.delivery.id])

    def repeat(self, machine: Machine, arrival: Arrival) -> None:
        """Let a copy of the delivery arrive in the present second."""
        self._carry_out(machine, arrival, machine.now, self._copied[arrival.delivery.id])

    def likeness(self, machine: Machine) -> bytes:
        """Equal for two branches from which the same deliveries come to the same result."""
        return likeness(machine, until=self._ends)

    def result(self, machine: Machine) -> Result:
        """What is so in the last second; the branch ends with it."""
        machine.apply(Advance(max(self._ends, machine.now)), at=machine.now)
        return result_of(views.people(machine), views.messages(machine))

    def _carry_out(self, machine: Machine, arrival: Arrival, at: Instant, numbers: Numbers) -> None:
        for operation, number in zip(arrival.calls, numbers, strict=True):
            call = _said(operation, machine)
            if call is not None:
                machine.sources = [None] * (number - 1)
                machine.apply(call, at=at)


def _numbered(itinerary: Itinerary) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    """The numbers of the calls of each arrival, and of its copy: those of the story, else such as nothing else has."""
    arrivals = (*itinerary.known, *itinerary.arrivals)
    given = [number for arrival in arrivals for number in arrival.numbers if number is not None]
    unused = count(max(given, default=1) + 1)
    own = {
        one.delivery.id: tuple(next(unused) if number is None else number for number in one.numbers) for one in arrivals
    }
    return own, {name: tuple(next(unused) for _ in numbers) for name, numbers in own.items()}


def _said(operation: Operation, machine: Machine) -> Operation | None:
    """The call as it travels: a side of a merge that is known by phone is looked up first, nothing if nobody has it."""
    if not isinstance(operation, Merge):
        return operation
    primary, secondary = _merge_side(operation.primary, machine), _merge_side(operation.secondary, machine)
    return None if primary is None or secondary is None else Merge(primary, secondary)


def _merge_side(side: Identifier, machine: Machine) -> Identifier | None:
    if side.kind != "phone":
        return side
    found = machine.facts.directory.find(side)
    return None if found is None else Identifier("cio_id", found.cio_id)
