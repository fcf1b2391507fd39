"""A workspace that can be tried out: many futures from one state, each as if the others had never been.

A state is kept as the bytes of its snapshot, and the one machine there is goes back to them for each future. That is
exact by a law of the core (what is restored goes on as the first would have), and no second list of what a workspace
consists of has to follow every change of it, as copying by hand or undoing would need. A copy in depth costs several
times as much, and so does a machine anew, for its segments and campaigns are compiled again; going through the
deliveries again from the beginning costs more with each of them.

Operations are numbered by the slot at which they come, so that numbers count up with time in every future.
"""

from collections.abc import Iterable

from simulator.engine.explorer.circles import circles_of
from simulator.engine.explorer.itinerary import Arrival, Itinerary, Slot
from simulator.engine.explorer.result import Result, result_of
from simulator.instants import Instant
from simulator.operations import Advance, Define, Identifier, Merge, Operation
from simulator.workspace import Machine, views
from simulator.workspace.likeness import Question, asks_for_ages, likeness
from simulator.workspace.snapshot import rewind, state_bytes


class Branching:
    """A workspace that stands where the story began, and goes from any state into any future."""

    def __init__(self, itinerary: Itinerary) -> None:
        arrivals = (*itinerary.known, *itinerary.arrivals)
        self._slots = (*(Slot(itinerary.starts) for _ in itinerary.known), *itinerary.slots)
        self._known = len(itinerary.known)
        self._calls_max = max((len(arrival.calls) for arrival in arrivals), default=0)
        circles = circles_of(call for arrival in arrivals for call in arrival.calls)
        self._circles = frozenset(circles.values())
        self._named_by = [
            frozenset(circles[name] for name in circles_of(arrival.calls) if name in circles)
            for arrival in itinerary.arrivals
        ]
        self._machine = Machine(now=itinerary.starts)
        self._machine.apply(Define(itinerary.definition), at=itinerary.starts)
        self._question = Question(
            until=itinerary.ends,
            circles=circles,
            ages=asks_for_ages(self._machine.definition),
        )
        for place, arrival in enumerate(itinerary.known, -self._known):
            self.arrive(arrival, place)
        self.root = self.state
        """The state in which the story began."""

    @property
    def state(self) -> bytes:
        """The present state."""
        return state_bytes(self._machine)

    def go_back(self, state: bytes) -> None:
        """Be in that state again."""
        rewind(self._machine, state)

    def arrive(self, arrival: Arrival, slot: int) -> None:
        """Let the delivery arrive at the slot of that number."""
        at, seen = self._slots[self._known + slot]
        if seen:
            self._machine.apply(Advance(at), at=self._machine.now)
        self._carry_out(arrival, at, slot)

    def repeat(self, arrival: Arrival, slot: int) -> None:
        """Let a copy of the delivery arrive right behind it."""
        self._carry_out(arrival, self._machine.now, slot, copy=True)

    def likeness(self, remaining: Iterable[int]) -> bytes:
        """Equal for two states from which the deliveries that remain come to the same result.

        People to whom none of them comes any more have their result already, however they got to it.
        """
        closed = self._circles.difference(*(self._named_by[number] for number in remaining))
        if not closed or closed == self._circles:
            return likeness(self._machine, self._question)
        state = self.state
        alike = likeness(self._machine, self._question._replace(closed=closed))
        settled = self.result().of(closed, self._question.circles)
        self.go_back(state)
        return alike + settled

    def result(self) -> Result:
        """What is so in the last second, to which this leads."""
        machine = self._machine
        machine.apply(Advance(max(self._question.until, machine.now)), at=machine.now)
        return result_of(views.people(machine), views.messages(machine))

    def _carry_out(self, arrival: Arrival, at: Instant, slot: int, *, copy: bool = False) -> None:
        first = (2 * (self._known + slot) + copy) * self._calls_max + 2  # the definition is number 1
        for number, operation in enumerate(arrival.calls, first):
            call = _said(operation, self._machine)
            if call is not None:
                self._machine.sources = [None] * (number - 1)
                self._machine.apply(call, at=at)


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
