"""The orders of a scenario, in the order of its doings: each has a name of its own, and is paid once.

Nothing becomes of an order before it is placed.
"""

from collections.abc import Collection, Iterable

from simulator.documents import Problems
from simulator.documents.problem import unknown
from simulator.scenario import Act
from simulator.shoppers import PayOrder, PlaceOrder, UpdateOrder


def check_orders(acts: Iterable[Act], problems: Problems, *, missed: Collection[str] = ()) -> None:
    """Note names that two orders have, payments of what nobody owes, and what becomes of orders that are not there.

    Args:
        missed: sentences that could not be understood; what they name may be there.
    """
    acts = tuple(acts)
    named = {act.verb.order for act in acts if isinstance(act.verb, PlaceOrder) and act.verb.order is not None}
    placed: dict[str, Act] = {}
    owed: set[str] = set()
    for act in acts:
        match act.verb:
            case PlaceOrder(order=str(name)) as verb:
                if name in placed:
                    line = placed[name].place.line
                    problems.add(act.place, f"duplicate name '{name}'; this order is placed already in line {line}")
                elif not verb.paid:
                    owed.add(name)
                placed.setdefault(name, act)
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
                problems.add(act.place, unknown("order", name, named))
            case _:
                pass


def _check_owner(act: Act, name: str, placed: Act, problems: Problems) -> None:
    if act.verb.shopper != placed.verb.shopper:
        problems.add(act.place, f"order '{name}' is one of '{placed.verb.shopper}', not of '{act.verb.shopper}'")


def _check_payment(act: Act, name: str, owed: Collection[str], problems: Problems) -> None:
    if name not in owed:
        problems.add(act.place, f"order '{name}' is paid already; one is paid when placed, unless it awaits payment")
