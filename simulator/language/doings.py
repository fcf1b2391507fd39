"""What a sentence says that somebody does, as a verb: with what the Givens say of it and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import msgspec

from simulator.documents import Problems
from simulator.language.calls import read_calls
from simulator.language.doc_strings import definition_in
from simulator.language.givens import World
from simulator.language.ordered_items import ordered_items
from simulator.language.owners import owner_of_key, owner_of_order
from simulator.language.people import check_phone
from simulator.language.phrases.parts import (
    DataPart,
    DoesWith,
    DoPart,
    Links,
    OrdersWith,
    Part,
    Pays,
    ReportsWith,
    SendsCalls,
    Updates,
    ViewsPageWith,
    ViewsScreenWith,
    WritesAbout,
)
from simulator.language.sayings import Saying
from simulator.language.tables import told_values
from simulator.shoppers import (
    ChangeKey,
    DoEvent,
    GiveKey,
    LinkKey,
    PayOrder,
    PlaceOrder,
    SendCalls,
    SendEvent,
    SetAttributes,
    UpdateOrder,
    Verb,
    ViewPage,
    ViewScreen,
)
from simulator.values import Json


@dataclass(frozen=True, slots=True)
class Told:
    """All that a scenario says, and the world that its Givens make."""

    sayings: Sequence[Saying]
    world: World

    @property
    def verbs(self) -> list[Verb]:
        """What is done in it, apart from what only names an order or a key."""
        return [verb for said in self.sayings if (verb := _verb(said.part)) is not None]

    def owner_of(self, order: str) -> str:
        """Whose the order is; nobody's where it is nowhere."""
        return owner_of_order(order, self.verbs, self.world.shoppers) or ""


def _verb(part: Part | None) -> Verb | None:
    if isinstance(part, OrdersWith):
        return PlaceOrder(part.shopper, part.device, part.order)
    return part if isinstance(part, Verb) else None


def verb_said(said: Saying, part: DoPart, whole: Told, problems: Problems) -> Verb:
    """The verb, or one that is nobody's after noting that nobody is found."""
    match part:
        case Pays():
            return PayOrder(whole.owner_of(part.order), part.order)
        case Updates():
            return UpdateOrder(
                owner_of_order(part.order, whole.verbs, whole.world.shoppers) or "", part.order, part.change
            )
        case OrdersWith():
            items = tuple(ordered_items(said.rows(part.table), problems))
            if not items:
                problems.add(said.step.place, f"step '{said.step.text}' has a table without rows, so nothing is bought")
            paid = part.order not in whole.world.unpaid
            return PlaceOrder(part.shopper, part.device, part.order, paid=paid, items=items)
        case Links():
            return _link(said, part, whole, problems)
        case WritesAbout():
            values = told_values(said.rows(part.table), problems, name="attribute")
            return SetAttributes(part.shopper, values, part.device, part.source)
        case SendsCalls():
            return SendCalls(part.shopper, part.source, read_calls(definition_in(said.step, problems), problems))
        case DoesWith() | ViewsPageWith() | ViewsScreenWith() | ReportsWith():
            return _with_data(part, told_values(said.rows(part.table), problems, name="data"))
        case PlaceOrder() if part.order in whole.world.unpaid:
            return msgspec.structs.replace(part, paid=False)
        case GiveKey() | ChangeKey():
            check_phone(part.kind, part.value, said.step.place, problems)
            return part
    return part


def _with_data(part: DataPart, data: dict[str, Json]) -> Verb:
    match part:
        case DoesWith():
            return DoEvent(part.shopper, part.device, part.event, data)
        case ViewsPageWith():
            return ViewPage(part.shopper, part.device, part.page, data)
        case ViewsScreenWith():
            return ViewScreen(part.shopper, part.device, part.screen, data)
        case ReportsWith():
            return SendEvent(part.shopper, part.event, part.source, part.kind, data)
    assert_never(part)


def _link(said: Saying, part: Links, whole: Told, problems: Problems) -> LinkKey:
    shoppers, verbs = whole.world.shoppers, whole.verbs
    shopper = owner_of_key(part.kind, part.value, verbs, shoppers)
    if shopper is None:
        problems.add(said.step.place, f"nobody in the scenario has the {part.kind} '{part.value}'")
    return LinkKey(shopper or "", part.kind, part.value, part.customer_id)
