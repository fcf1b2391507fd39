"""Whether the result depends on the order of the deliveries, or on a copy of each; and if so, on which.

What is looked at is what was sent so far. A check that could try nothing, or not everything, does not hold: it says
so instead.
"""

from simulator.deliveries import Delivery
from simulator.documents import Problems, node_of
from simulator.engine.explorer import (
    Explored,
    FailingOrder,
    Itinerary,
    Result,
    counterexample,
    differences,
    doubled,
    explored,
    result_of,
)
from simulator.engine.finding import Finding, counted
from simulator.engine.sight import Sight
from simulator.instants import Instant, clock_text
from simulator.scenario import SameResult
from simulator.workspace import read_definition

ORDERS_MAX = 5_040
"""How many orders are tried: those of seven deliveries that can come in any."""
_DIFFERENCES_MAX = 3
_FOREIGN = "something that no delivery of the story brought, so nobody knows what another order comes to"


def same_result(check: SameResult, sight: Sight, *, zone: str) -> Finding:
    """Try the deliveries anew, in a workspace apart."""
    itinerary = sight.itinerary()
    if read_definition(node_of(itinerary.definition), Problems()).settings.reorder_window:
        expected = "the same result whatever befalls the deliveries"
        return Finding(False, expected, "the setting reorder_window lets calls change places by chance")
    if check.under == "any order":
        return _in_any_order(itinerary, sight, zone)
    return _with_copies(itinerary, sight)


def _in_any_order(itinerary: Itinerary, sight: Sight, zone: str) -> Finding:
    expected = "the same result for every delivery order"
    if itinerary.orders == 1:
        found = "no other order is possible: each delivery arrives before the next one is sent, so let some be late"
        return Finding(False, expected, found)
    if itinerary.orders > ORDERS_MAX:
        found = f"{itinerary.orders:,} orders are possible; at most {ORDERS_MAX:,} are tried, those of seven deliveries"
        return Finding(False, expected, found)
    tried = explored(itinerary)
    if not _is_known(tried.result, itinerary, sight):
        return Finding(False, expected, _FOREIGN)
    if tried.smallest is None:
        return Finding(True, expected, f"the same in all {tried.orders:,} orders")
    return _order_matters(expected, tried, tried.smallest, itinerary, sight, zone)


def _order_matters(
    expected: str, tried: Explored, failing: FailingOrder, itinerary: Itinerary, sight: Sight, zone: str
) -> Finding:
    outcome = _differing(tried.result, failing.result)
    early, late = itinerary.arrivals[failing.early], itinerary.arrivals[failing.late]

    def clock(instant: Instant) -> str:
        return clock_text(instant, zone=zone, beside=sight.now)

    return Finding(
        False,
        expected,
        f"another in {tried.failing:,} of {tried.orders:,} orders: {outcome}",
        shoppers=_shoppers(early.delivery, late.delivery),
        causes=(
            f"it is enough that {_called(early.delivery)} arrives before {_called(late.delivery)}",
            *counterexample(failing.order, itinerary, outcome, clock),
        ),
    )


def _with_copies(itinerary: Itinerary, sight: Sight) -> Finding:
    expected = "the same result when every delivery arrives twice"
    if not itinerary.arrivals:
        return Finding(False, expected, "nothing has been sent, so nothing can arrive twice")
    tried = doubled(itinerary)
    if not _is_known(tried.result, itinerary, sight):
        return Finding(False, expected, _FOREIGN)
    if tried.changed is None:
        return Finding(True, expected, f"the same with {counted(len(itinerary.arrivals), 'copy', 'copies')}")
    return Finding(
        False,
        expected,
        f"another: {_differing(tried.result, tried.changed)}",
        shoppers=_shoppers(*(arrival.delivery for arrival in tried.failing or itinerary.arrivals)),
        causes=tuple(f"a copy of {_called(arrival.delivery)} changes the result" for arrival in tried.failing)
        or ("no copy alone changes the result, but all of them together do",),
    )


def _is_known(result: Result, itinerary: Itinerary, sight: Sight) -> bool:
    """Whether the story's own order comes to what the workspace shows, as soon as everything has arrived."""
    return itinerary.ends > sight.now or result.written == result_of(sight.people, sight.messages).written


def _differing(expected: Result, found: Result) -> str:
    told = list(differences(expected, found))
    more = len(told) - _DIFFERENCES_MAX
    return "; ".join(told[:_DIFFERENCES_MAX]) + (f"; and {more} more" if more > 0 else "")


def _called(delivery: Delivery) -> str:
    return f'"{delivery.what}" ({delivery.id})'


def _shoppers(*deliveries: Delivery) -> tuple[str, ...]:
    return tuple(dict.fromkeys(delivery.shopper for delivery in deliveries))
