"""A segment beside the shop's own list, and why each shopper that differs does.

The list is the ground truth of the run: whoever has a paid order is on it, once, as the customer whom the shop knows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.engine.finding import Finding, profile_name
from simulator.engine.sight import Sight, holds
from simulator.scenario import SegmentIsList
from simulator.shoppers import Order
from simulator.workspace import PersonAnswer


@dataclass(frozen=True, slots=True)
class _Standing:
    """A shopper on the list or not, their profiles, and those of them that are members."""

    shopper: str
    on_list: bool
    profiles: tuple[PersonAnswer, ...]
    members: tuple[PersonAnswer, ...]

    def words(self) -> str:
        """The members that are the shopper, as a list of the segment would have them."""
        if len(self.profiles) <= 1:
            return self.shopper
        return f"{self.shopper} as {' and as '.join(map(profile_name, self.members))}"


def segment_is_list(check: SegmentIsList, sight: Sight, shoppers: Sequence[str]) -> Finding:
    """Compare members and list, shopper by shopper; a member who is nobody of the story differs too."""
    inside = {member.cio_id for member in sight.segment(check.segment).members}
    buyers = frozenset(sight.buyers())
    standings = [_standing(shopper, shopper in buyers, inside, sight) for shopper in shoppers]
    causes = {standing.shopper: cause for standing in standings if (cause := tuple(_causes(standing, sight)))}
    strangers = sorted(inside - {profile.cio_id for standing in standings for profile in standing.members})
    found = [standing.words() for standing in standings if standing.members]
    found += [f"a profile of nobody in the story ({one})" for one in strangers]
    return Finding(
        holds=not causes and not strangers,
        expected=f"'{check.segment}' is the list of {check.list}: {', '.join(sorted(buyers)) or 'nobody'}",
        found=", ".join(found) or "nobody",
        shoppers=tuple(causes),
        causes=tuple(cause for each in causes.values() for cause in each),
    )


def _standing(shopper: str, on_list: bool, inside: set[str], sight: Sight) -> _Standing:
    profiles = sight.profiles(shopper)
    return _Standing(shopper, on_list, profiles, tuple(one for one in profiles if one.cio_id in inside))


def _causes(standing: _Standing, sight: Sight) -> Iterator[str]:
    """Why the shopper stands otherwise in the segment than on the list; nothing if they do not."""
    orders = sight.truth(standing.shopper).orders
    if standing.members and not standing.on_list:
        yield from _never_paid(standing.shopper, orders)
    elif standing.on_list and not standing.members:
        yield from (_missing(standing, order, sight) for order in orders if order.is_bought)
    elif standing.on_list:
        yield from _split(standing, orders, sight)


def _never_paid(shopper: str, orders: Sequence[Order]) -> Iterator[str]:
    for order in orders:
        what = f"unpaid: {shopper} never paid order {order.id}"
        if order.is_cancelled:
            what = f"cancelled: {shopper} has order {order.id} no more"
        yield f"{what}; the segment counts it as a purchase"
    if not orders:
        yield f"no order: {shopper} bought nothing, and is a member all the same"


def _missing(standing: _Standing, order: Order, sight: Sight) -> str:
    """What became of a purchase of somebody who is no member."""
    doing = sight.record.order_placed(order.id)
    sent = "" if doing is None else f" ({doing.delivery.id})"
    if doing is not None and not doing.arrivals:
        return f"lost: the purchase {order.id}{sent} of {standing.shopper} was lost on the way"
    if doing is not None and min(doing.arrivals) > sight.now:
        return f"late: the purchase {order.id}{sent} of {standing.shopper} has not arrived yet"
    if not any(_has(profile, order) for profile in standing.profiles):
        return f"ignored: the purchase {order.id}{sent} of {standing.shopper} arrived and is on no profile"
    return f"other rule: the purchase {order.id}{sent} is on the profile of {standing.shopper}, who is no member"


def _split(standing: _Standing, orders: Sequence[Order], sight: Sight) -> Iterator[str]:
    """A buyer who is several profiles: counted twice, or counted as another than whom the shop knows."""
    if len(standing.members) > 1:
        names = " and as ".join(map(profile_name, standing.members))
        yield f"split: {standing.shopper} is on the list once and counted {len(standing.members)} times: as {names}"
        return
    account = sight.truth(standing.shopper).account
    known = [profile for profile in standing.profiles if account is not None and holds(profile, account)]
    if known and known[0] not in standing.members:
        bought = [order.id for order in orders if _has(standing.members[0], order)]
        what = f"the purchase {', '.join(bought)} sits on" if bought else "it is"
        yield (
            f"split: {what} the profile {profile_name(standing.members[0])}; "
            f"the shop knows {standing.shopper} as {profile_name(known[0])}"
        )


def _has(profile: PersonAnswer, order: Order) -> bool:
    return any(event.data.get("order_id") == order.id for event in profile.events)
