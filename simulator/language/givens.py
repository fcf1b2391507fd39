"""What the Givens of a feature's scenario set up: workspace, shop, start, shoppers, faults.

They count wherever they stand in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.deliveries import HEALTHY, Fault
from simulator.documents import Node, Place, Problems, node_of
from simulator.instants import Instant, duration_words, zone_from
from simulator.language.definition_text import WorkspaceText, workspace_above
from simulator.language.phrases.parts import (
    AlsoUses,
    CampaignIs,
    CampaignStops,
    DeliveryFault,
    NewVisitor,
    SegmentIs,
    StartsAt,
    TradesIn,
    UsesSeed,
)
from simulator.language.sayings import Saying
from simulator.language.times import instant_named
from simulator.scenario import DEFAULT_START, Shop, Shopper


@dataclass(frozen=True, slots=True)
class World:
    """What holds from the start; `faults` by the order whose delivery they befall."""

    workspace: WorkspaceText
    shop: Shop
    starts: Instant
    seed: int
    shoppers: tuple[Shopper, ...]
    faults: dict[str, Fault]


def world_of(sayings: Sequence[Saying], path: Path, problems: Problems) -> World:
    """The world that the sayings of a scenario in the file at `path` describe."""
    workspace = _workspace(sayings, path, problems)
    shop = _shop(sayings, workspace.zone, problems)
    return World(
        workspace=workspace,
        shop=shop,
        starts=_start(sayings, shop.zone, problems),
        seed=next((said.part.seed for said in reversed(sayings) if isinstance(said.part, UsesSeed)), 0),
        shoppers=_shoppers(sayings, problems),
        faults=_faults(sayings),
    )


def _workspace(sayings: Iterable[Saying], path: Path, problems: Problems) -> WorkspaceText:
    workspace = workspace_above(path)
    segments: dict[str, Node] = {}
    campaigns: dict[str, Node] = {}
    settings: dict[str, Node] = {}
    for said in sayings:
        match said.part:
            case TradesIn(zone=zone):
                settings["timezone"] = Node(zone, said.step.place)  # reasons tell times as the steps do
            case SegmentIs(segment, docstring):
                segments[segment] = Node(docstring, said.step.docstring_place or said.step.place)
            case CampaignIs():
                campaigns[said.part.campaign] = _campaign(said.part, said.step.place)
            case _:
                pass
    for said in sayings:
        if isinstance(said.part, CampaignStops):
            name = said.part.campaign
            known = campaigns.get(name) or workspace.members("campaigns").get(name)
            if known is not None:
                campaigns[name] = _stopped(known, said.part.event, said.step.place)
    return workspace.with_added({"settings": settings, "segments": segments, "campaigns": campaigns}, problems)


def _campaign(part: CampaignIs, place: Place) -> Node:
    return node_of(
        {
            "trigger": {"event": part.event},
            "frequency": "every time",
            "steps": [
                {"delay": duration_words(part.delay)},
                {"send": {"email": part.campaign, "subject": part.campaign}},
            ],
        },
        place=place,
    )


def _stopped(campaign: Node, event: str, place: Place) -> Node:
    if not isinstance(campaign.value, dict):
        return campaign
    return Node({**campaign.value, "exit": node_of({"performed": event}, place=place)}, campaign.place, campaign.keys)


def _shop(sayings: Iterable[Saying], zone: str, problems: Problems) -> Shop:
    shop = Shop(zone=zone)
    for said in sayings:
        if isinstance(said.part, TradesIn):
            try:
                zone_from(said.part.zone)
            except ValueError as error:
                problems.add(said.step.place, str(error))
            else:
                shop = Shop(said.part.shop, said.part.currency, said.part.zone)
    return shop


def _start(sayings: Iterable[Saying], zone: str, problems: Problems) -> Instant:
    starts = DEFAULT_START
    for said in sayings:
        if isinstance(said.part, StartsAt):
            try:
                starts = instant_named(said.part.time, zone=zone)
            except ValueError as error:
                problems.add(said.step.place, str(error))
    return starts


def _shoppers(sayings: Iterable[Saying], problems: Problems) -> tuple[Shopper, ...]:
    shoppers: dict[str, Shopper] = {}
    for said in sayings:
        match said.part:
            case NewVisitor(name, device):
                if name in shoppers:
                    problems.add(said.step.place, f"duplicate name '{name}'; this shopper is there already")
                shoppers[name] = Shopper(name, devices=(device,))
            case AlsoUses(name, device) if name in shoppers and device not in shoppers[name].devices:
                shoppers[name] = Shopper(name, devices=(*shoppers[name].devices, device))
            case _:
                pass
    return tuple(shoppers.values())


def _faults(sayings: Iterable[Saying]) -> dict[str, Fault]:
    faults: dict[str, Fault] = {}
    for said in sayings:
        if isinstance(said.part, DeliveryFault):
            faults[said.part.order] = _with(faults.get(said.part.order, HEALTHY), said.part)
    return faults


def _with(fault: Fault, said: DeliveryFault) -> Fault:
    """Both together; of two delays or two counts the later word counts."""
    return Fault(
        late=said.late or fault.late,
        times=said.times if said.times > 1 else fault.times,
        lost=fault.lost or said.lost,
    )
