"""What else could have come of the same deliveries: every order of them, and every one of them twice.

Pure: an itinerary goes in, what was found comes out; nothing here knows a target, a clock or a file.
"""

from simulator.engine.explorer.copies import Doubled, doubled
from simulator.engine.explorer.counterexample import counterexample
from simulator.engine.explorer.itinerary import Arrival, Itinerary, Slot
from simulator.engine.explorer.orders import Explored, FailingOrder, explored
from simulator.engine.explorer.result import Result, differences, result_of

__all__ = [
    "Arrival",
    "Doubled",
    "Explored",
    "FailingOrder",
    "Itinerary",
    "Result",
    "Slot",
    "counterexample",
    "differences",
    "doubled",
    "explored",
    "result_of",
]
