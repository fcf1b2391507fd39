"""Names in a feature's scenario: each shopper, segment, campaign and order that a step speaks of must be there.

A name is noted once. One that also stands in a step that could not be understood is left alone: that step may be the
one that brings it, and it has its own problem.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.documents import Place, Problems
from simulator.documents.problem import unknown
from simulator.language.definition_text import WorkspaceText
from simulator.language.givens import World
from simulator.language.introductions import INTRODUCES, listed
from simulator.language.orders import orders_before
from simulator.language.phrases.parts import AwaitsPayment, DeliveryFault, OrdersWith, PeopleIn
from simulator.language.sayings import Saying
from simulator.shoppers import EVENTS, PlaceOrder

_ORDER_DELIVERIES = tuple(event for topic, event in EVENTS.items() if topic.startswith("orders/"))
"""What the shop sends of an order."""


@dataclass(frozen=True, slots=True)
class _Missing:
    """A name that nothing has, of those that are `known`."""

    kind: str
    name: str
    known: Collection[str]
    place: Place

    def __str__(self) -> str:
        advice = f' Say first: "{self.name}" is a new visitor on a laptop.' if self.kind == "shopper" else ""
        return unknown(self.kind, self.name, self.known) + advice


def check_names(sayings: Sequence[Saying], world: World, missed: Collection[str], problems: Problems) -> None:
    """Note names that nothing has.

    Args:
        missed: the sentences that could not be understood.
    """
    placed = {said.part.order for said in sayings if isinstance(said.part, PlaceOrder | OrdersWith) and said.part.order}
    placed |= orders_before(world.shoppers).keys()
    noted: set[tuple[str, str]] = set()
    for missing in (*_missing_mentions(sayings, world.workspace), *_missing_deliveries(sayings, placed)):
        seen = (missing.kind, missing.name)
        if seen not in noted and not any(f'"{missing.name}"' in sentence for sentence in missed):
            problems.add(missing.place, str(missing))
        noted.add(seen)


def _missing_mentions(sayings: Iterable[Saying], workspace: WorkspaceText) -> Iterator[_Missing]:
    """Shoppers named before they were introduced; segments and campaigns that are nowhere in the scenario."""
    shoppers: dict[str, None] = {}
    known: dict[str, Collection[str] | None] = {
        "shopper": shoppers,
        "segment": workspace.names("segments"),
        "campaign": workspace.names("campaigns"),
    }
    for said in sayings:
        if isinstance(said.part, INTRODUCES):
            shoppers[said.part.shopper] = None
        if isinstance(said.part, PeopleIn) and known["shopper"] is not None:
            names = listed(said, said.part)
            shoppers.update(dict.fromkeys(names or ()))
            known["shopper"] = None if names is None else shoppers
        for capture in said.captures:
            kind = capture.type.mentions
            defined = known[kind] if kind else None
            if kind and defined is not None and capture.text not in defined:
                yield _Missing(kind, capture.text, tuple(defined), said.step.place)


def _missing_deliveries(sayings: Iterable[Saying], placed: Collection[str]) -> Iterator[_Missing]:
    for said in sayings:
        if isinstance(said.part, DeliveryFault) and said.part.event not in _ORDER_DELIVERIES:
            yield _Missing("delivery of an order", said.part.event, _ORDER_DELIVERIES, said.step.place)
        if isinstance(said.part, DeliveryFault | AwaitsPayment) and said.part.order not in placed:
            yield _Missing("order", said.part.order, placed, said.step.place)
