"""What the Givens of a feature's scenario set up: workspace, shop, start, shoppers, sources, faults.

They count wherever they stand in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from simulator.deliveries import Fault, SourceName
from simulator.documents import Node, Place, Problems, node_of
from simulator.instants import Instant, duration_words, zone_from
from simulator.language.definition_text import WorkspaceText, checked, replaced_workspace, workspace_above
from simulator.language.doc_strings import definition_in
from simulator.language.faults import OrderDelivery, order_faults
from simulator.language.introductions import introduced
from simulator.language.pasts import Calendar
from simulator.language.phrases.parts import (
    AlsoWrites,
    AwaitsPayment,
    CallsEvent,
    CallsField,
    CallsPurchase,
    CampaignIs,
    CampaignRequires,
    CampaignStops,
    CampaignWritten,
    LeavesOut,
    PhoneIdentifies,
    PlanApplies,
    SegmentIs,
    SendsField,
    SourceIs,
    SourcePart,
    StartsAt,
    TradesIn,
    Unavailable,
    UsesSeed,
    WorkspaceWritten,
)
from simulator.language.plans import plan_named
from simulator.language.sayings import Saying
from simulator.language.sources import Amendment, habits_of, lateness_of
from simulator.language.tables import fact_value
from simulator.language.times import instant_named
from simulator.plan import TrackingPlan
from simulator.scenario import DEFAULT_START, Outage, Shop, Shopper
from simulator.shoppers import Habits


@dataclass(frozen=True, slots=True)
class World:
    """What holds from the start; `faults` by the delivery that they befall, `unpaid` orders await payment."""

    workspace: WorkspaceText
    shop: Shop
    starts: Instant
    seed: int
    shoppers: tuple[Shopper, ...]
    faults: dict[OrderDelivery, Fault]
    sources: dict[SourceName, Habits]
    unpaid: frozenset[str]
    unavailable: Outage | None
    plan: TrackingPlan | None = None


def world_of(sayings: Sequence[Saying], path: Path, problems: Problems) -> World:
    """The world that the sayings of a scenario in the file at `path` describe."""
    workspace = _workspace(sayings, path, problems)
    shop = _shop(sayings, workspace.zone, problems)
    starts = _start(sayings, shop.zone, problems)
    return World(
        workspace=workspace,
        shop=shop,
        starts=starts,
        seed=next((said.part.seed for said in reversed(sayings) if isinstance(said.part, UsesSeed)), 0),
        shoppers=introduced(sayings, Calendar(starts, shop.zone), problems),
        faults=order_faults(sayings),
        sources=_sources(sayings, workspace, problems),
        unpaid=frozenset(said.part.order for said in sayings if isinstance(said.part, AwaitsPayment)),
        unavailable=_outage(sayings),
        plan=_plan(sayings, path, problems),
    )


def _outage(sayings: Iterable[Saying]) -> Outage | None:
    """When the workspace takes no call; of several words the longest counts, for all are from the start."""
    seconds = [said.part.seconds for said in sayings if isinstance(said.part, Unavailable)]
    return Outage(0, max(seconds)) if seconds else None


def _workspace(sayings: Iterable[Saying], path: Path, problems: Problems) -> WorkspaceText:
    workspace = _base(sayings, path, problems)
    segments: dict[str, Node] = {}
    campaigns: dict[str, Node] = {}
    settings: dict[str, Node] = {}
    for said in sayings:
        match said.part:
            case TradesIn(zone=zone):
                settings["timezone"] = Node(zone, said.step.place)  # reasons tell times as the steps do
            case PhoneIdentifies():
                settings["identifiers"] = node_of(["id", "email", "phone"], place=said.step.place)
            case SegmentIs(segment, docstring):
                segments[segment] = Node(docstring, said.step.docstring_place or said.step.place)
            case CampaignIs():
                campaigns[said.part.campaign] = _campaign(said.part, said.step.place)
            case CampaignWritten():
                campaigns[said.part.campaign] = definition_in(said.step, problems)
            case _:
                pass
    for said in sayings:
        if isinstance(said.part, CampaignStops | CampaignRequires):
            name = said.part.campaign
            known = campaigns.get(name) or workspace.members("campaigns").get(name)
            if known is not None:
                campaigns[name] = _amended(known, said.part, said.step.place)
    return workspace.with_added({"settings": settings, "segments": segments, "campaigns": campaigns}, problems)


def _base(sayings: Iterable[Saying], path: Path, problems: Problems) -> WorkspaceText:
    """The workspace that is written out, else the nearest one above; one that stands in for all wins over both."""
    written = [said.step for said in sayings if isinstance(said.part, WorkspaceWritten)]
    if not written or replaced_workspace() is not None:
        return workspace_above(path)
    return checked(definition_in(written[-1], problems))


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


def _amended(campaign: Node, part: CampaignStops | CampaignRequires, place: Place) -> Node:
    if not isinstance(campaign.value, dict):
        return campaign
    match part:
        case CampaignStops():
            added = {"exit": node_of({"performed": part.event}, place=place)}
        case CampaignRequires():
            added = {"requires": Node(f"{part.channel} consent", place)}
    keys = {**campaign.keys, **dict.fromkeys(added, place)}
    return Node({**campaign.value, **added}, campaign.place, keys)


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


def _plan(sayings: Iterable[Saying], path: Path, problems: Problems) -> TrackingPlan | None:
    """The plan that was named last."""
    plan = None
    for said in sayings:
        if isinstance(said.part, PlanApplies):
            plan = plan_named(said.part.plan, path, said.step.place, problems)
    return plan


def _sources(sayings: Iterable[Saying], workspace: WorkspaceText, problems: Problems) -> dict[SourceName, Habits]:
    said = (
        {one.part.source: _amendment(one.part, one.step.place, problems)}
        for one in sayings
        if isinstance(one.part, SourcePart)
    )
    return habits_of((workspace.sources, *said))


def _amendment(part: SourcePart, place: Place, problems: Problems) -> Amendment:
    match part:
        case SourceIs():
            return _ways(part)
        case CallsPurchase():
            return {"events": {"Order Placed": part.event}}
        case CallsEvent():
            return {"events": {part.event: part.name}}
        case CallsField():
            return {"fields": {part.field: part.name}}
        case SendsField():
            return {"types": {part.field: part.type}}
        case LeavesOut():
            return {"leaves_out": (part.field,)}
        case AlsoWrites():
            return {"also_writes": {part.attribute: fact_value(place, part.value, problems)}}
    assert_never(part)


def _ways(part: SourceIs) -> Amendment:
    fields: dict[str, object] = {
        "identifies_by": None if part.kind is None else (part.kind,),
        "resets_on_logout": part.resets_on_logout,
        "sends_times": part.sends_times,
        "takes": part.takes,
        "event_id": part.event_id,
        "any_order": part.any_order,
        "money": part.money,
        "products_by": part.products_by,
        "times": part.times,
    }
    said = {name: value for name, value in fields.items() if value is not None}
    late = part.takes if part.lateness is None else part.lateness
    return said if late is None else {**said, **lateness_of(late)}
