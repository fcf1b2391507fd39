"""The orders of a scenario, in the order of its doings: each has a name of its own, and is paid once.

Nothing becomes of an order before it is placed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from simulator.documents import Problems
from simulator.documents.problem import unknown
from simulator.scenario import Act, Shopper
from simulator.shoppers import EVENTS, PayOrder, PlaceOrder, UpdateOrder
from simulator.values import text_of

ORDER_PLACED = EVENTS["orders/create"]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An order that is there: whose it is, and where that is written."""

    shopper: str
    where: str


def orders_before(shoppers: Iterable[Shopper]) -> dict[str, str]:
    """Whose each order is that was placed before the story."""
    return {
        text_of(past.data["order_id"]): shopper.name
        for shopper in shoppers
        for past in shopper.history
        if (past.kind, past.event) == ("event", ORDER_PLACED) and "order_id" in past.data
    }


def check_orders(
    acts: Iterable[Act], shoppers: Iterable[Shopper], problems: Problems, *, missed: Collection[str] = ()
) -> None:
    """Note names that two orders have, payments of what nobody owes, and what becomes of orders that are not there.

    Args:
        shoppers: whose orders of before the story are there from the start.
        missed: sentences that could not be understood; what they name may be there.
    """
    acts = tuple(acts)
    named = {act.verb.order for act in acts if isinstance(act.verb, PlaceOrder) and act.verb.order is not None}
    placed = {name: _Placed(shopper, "before the story") for name, shopper in orders_before(shoppers).items()}
    owed: set[str] = set()
    for act in acts:
        match act.verb:
            case PlaceOrder(order=str(name)) as verb:
                if name in placed:
                    where = placed[name].where
                    problems.add(act.place, f"duplicate name '{name}'; this order is placed already {where}")
                elif not verb.paid:
                    owed.add(name)
                placed.setdefault(name, _Placed(verb.shopper, f"in line {act.place.line}"))
            case PayOrder(order=name) | UpdateOrder(order=name) if name in placed:
                _check_owner(act, name, placed[name], problems)
                if isinstance(act.verb, PayOrder):
                    _check_payment(act, name, owed, problems)
                    owed.discard(name)
            case PayOrder(order=name) | UpdateOrder(order=name) if name in named:
                what = "paid" if isinstance(act.verb, PayOrder) else act.verb.change
                problems.add(act.place, f"order '{name}' is {what} before it is placed")
            case PayOrder(order=name) | UpdateOrder(order=name) if name and not any(
                f'"{name}"' in sentence for sentence in missed
            ):
                problems.add(act.place, unknown("order", name, {*named, *placed}))
            case _:
                pass


def _check_owner(act: Act, name: str, placed: _Placed, problems: Problems) -> None:
    if act.verb.shopper != placed.shopper:
        problems.add(act.place, f"order '{name}' is one of '{placed.shopper}', not of '{act.verb.shopper}'")


def _check_payment(act: Act, name: str, owed: Collection[str], problems: Problems) -> None:
    if name not in owed:
        problems.add(act.place, f"order '{name}' is paid already; one is paid when placed, unless it awaits payment")
