"""Every order of a story's deliveries, and whether the result is the same in each.

The orders are walked by slots: after each, what is alike goes on as one (the memo), so the work is by states and not
by orders. With each state goes how many orders lead to it, and the one of them that is nearest to the story's own: with
the fewest pairs of deliveries exchanged, the earlier ones first. So the failing order that is found is a smallest one,
and there is always a pair in it, next to each other, whose exchange alone makes it hold.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from simulator.engine.explorer.branching import Branching
from simulator.engine.explorer.itinerary import Itinerary
from simulator.engine.explorer.result import Result

Order = tuple[int, ...]
"""Which arrival of the itinerary comes at each slot."""


@dataclass(frozen=True, slots=True)
class FailingOrder:
    """An order with another result; without the exchange of `early` and `late`, its neighbours, it has the story's."""

    order: Order
    result: Result
    early: int
    late: int


@dataclass(frozen=True, slots=True)
class Explored:
    """What came of all `orders` by so many `states`; `result` is the story's own, `failing` orders have another."""

    orders: int
    states: int
    result: Result
    failing: int = 0
    smallest: FailingOrder | None = None


class _Reached(NamedTuple):
    """By how many orders something is reached; the nearest of them, behind the number of its exchanged pairs."""

    orders: int
    nearest: tuple[int, Order]

    def __or__(self, other: "_Reached") -> "_Reached":
        """By either way."""
        return _Reached(self.orders + other.orders, min(self.nearest, other.nearest))


_UNREACHED = _Reached(0, (sys.maxsize, ()))


@dataclass(slots=True)
class _State:
    """A workspace after the deliveries of some slots; `remaining` have not arrived."""

    state: bytes
    remaining: Order
    reached: _Reached


@dataclass(slots=True)
class _Ending:
    result: Result
    reached: _Reached


def explored(itinerary: Itinerary) -> Explored:
    """Try every order; the story's own is the first of them."""
    workspace = Branching(itinerary)
    everything = tuple(range(len(itinerary.arrivals)))
    layer, states = [_State(workspace.root, everything, _Reached(1, (0, ())))], 1
    for slot in everything[:-1]:
        layer = _next_layer(layer, slot, itinerary, workspace)
        states += len(layer)
    endings = _endings(layer, itinerary, workspace)
    own = next(ending for ending in endings if ending.reached.nearest == (0, everything))
    others = [ending for ending in endings if ending is not own]
    smallest = min(others, key=lambda ending: ending.reached.nearest, default=None)
    return Explored(
        orders=sum(ending.reached.orders for ending in endings),
        states=states,
        result=own.result,
        failing=sum(ending.reached.orders for ending in others),
        smallest=None if smallest is None else _failing(smallest),
    )


def _next_layer(layer: Iterable[_State], slot: int, itinerary: Itinerary, workspace: Branching) -> list[_State]:
    """The states after that slot; those that are alike and wait for the same deliveries are one."""
    alike: dict[tuple[Order, bytes], _State] = {}
    for remaining, reached in _arriving(layer, slot, itinerary, workspace):
        key = (remaining, workspace.likeness(remaining))
        if key in alike:
            alike[key].reached |= reached
        else:
            alike[key] = _State(workspace.state, remaining, reached)
    return list(alike.values())


def _endings(layer: Iterable[_State], itinerary: Itinerary, workspace: Branching) -> list[_Ending]:
    """The results after the last slot, each once."""
    alike: dict[bytes, _Ending] = {}
    different: dict[bytes, _Ending] = {}
    for _, reached in _arriving(layer, len(itinerary.slots) - 1, itinerary, workspace):
        key = workspace.likeness(())
        if key not in alike:
            result = workspace.result()
            alike[key] = different.setdefault(result.written, _Ending(result, _UNREACHED))
        alike[key].reached |= reached
    return list(different.values())


def _arriving(
    layer: Iterable[_State], slot: int, itinerary: Itinerary, workspace: Branching
) -> Iterator[tuple[Order, _Reached]]:
    """From each state each delivery that can come at the slot, after which the workspace stands; and what remains."""
    for state in layer:
        orders, (exchanged, order) = state.reached
        for number in itinerary.candidates(slot, state.remaining):
            workspace.go_back(state.state)
            workspace.arrive(itinerary.arrivals[number], slot)
            remaining = tuple(other for other in state.remaining if other != number)
            exchanges = exchanged + sum(other < number for other in remaining)
            yield remaining, _Reached(orders, (exchanges, (*order, number)))


def _failing(ending: _Ending) -> FailingOrder:
    """The smallest order, and a pair of neighbours whose exchange makes it smaller, so that it holds.

    The first delivery that is not where it was in the story comes later; the one before it belongs behind it. It can
    come there, for its own slot in the story is earlier still.
    """
    _, order = ending.reached.nearest
    late = next(number for slot, number in enumerate(sorted(order)) if order[slot] != number)
    return FailingOrder(order, ending.result, early=order[order.index(late) - 1], late=late)
