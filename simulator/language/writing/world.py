"""What holds from the start, as the parts that a feature's Givens say: the other way round of `givens`."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec

from simulator.deliveries import SourceName
from simulator.documents import Place, Problems, node_of
from simulator.instants import clock_text
from simulator.language.definition_text import workspace_above
from simulator.language.phrases.parts import (
    AlsoUses,
    AlsoWrites,
    BlocksTracking,
    CallsEvent,
    CallsField,
    CallsPurchase,
    CampaignIs,
    CampaignRequires,
    CampaignStops,
    CampaignWritten,
    DidBefore,
    KnownCustomer,
    LeavesOut,
    NewVisitor,
    PhoneIdentifies,
    PlanApplies,
    SegmentIs,
    SendsField,
    SeparateProfiles,
    SharesDevice,
    SourceIs,
    SourcePart,
    StartsAt,
    Table,
    TradesIn,
    Unavailable,
    UsesSeed,
    WorkspaceWritten,
    WorldPart,
)
from simulator.language.sources import habits_of
from simulator.language.times import instant_named
from simulator.language.writing.cells import known_table, past_table, profile_tables, told_cells
from simulator.language.writing.layout import block_text
from simulator.language.writing.refusal import check_history, member_place, refusal
from simulator.language.yaml_expectations import CHANNELS
from simulator.scenario import Scenario, Shop
from simulator.shoppers import Habits, SentType, Shopper, usual_habits
from simulator.values import Json
from simulator.workspace import Definition, read_definition
from simulator.workspace.campaigns.campaign import EVERY_TIME, Campaign, Delay, Send
from simulator.workspace.definition import MANUAL
from simulator.workspace.segments.sentences import sentence

Placed = tuple[WorldPart, Place]
"""A part, and where what it says is written."""

GHERKIN = "Gherkin"
_SENT_TYPES: tuple[SentType, ...] = get_args(SentType)
_PHONE_TOO = ("id", "email", "phone")


def world_parts(scenario: Scenario, path: Path) -> Iterator[Placed]:
    """What the Givens of a feature at `path` must say."""
    base = workspace_above(path)
    wanted, given = _defined(scenario.definition), _defined(base.plain())
    is_whole = not _is_amended(wanted, given, scenario.shop)
    zone = wanted.settings.timezone if is_whole else base.zone
    if scenario.shop != Shop(zone=zone):
        shop = scenario.shop
        yield TradesIn(shop.name, shop.currency, shop.zone), member_place(scenario, "shop")
    yield _start(scenario), member_place(scenario, "starts")
    if scenario.seed:
        yield UsesSeed(scenario.seed), member_place(scenario, "seed")
    if is_whole:
        yield WorkspaceWritten(block_text(scenario.definition)), member_place(scenario, "workspace")
    else:
        yield from _amendments(scenario, wanted, given)
    if scenario.plan is not None:
        yield PlanApplies(scenario.plan.name), member_place(scenario, "plan")
    if scenario.unavailable is not None:
        place = member_place(scenario, "unavailable")
        if scenario.unavailable.at:
            raise refusal(place, GHERKIN, "an outage that begins after the start")
        yield Unavailable(scenario.unavailable.seconds), place
    yield from _sources(scenario, {} if is_whole else habits_of((base.sources,)))
    yield from _people(scenario)


def _defined(definition: dict[str, Json]) -> Definition:
    return read_definition(node_of(definition), Problems())


def _start(scenario: Scenario) -> StartsAt:
    """The start in shop time; one that its clocks show twice is not said."""
    zone, place = scenario.shop.zone, member_place(scenario, "starts")
    if scenario.starts_now:
        raise refusal(place, GHERKIN, "'starts: now'; write an instant")
    written = clock_text(scenario.starts, zone=zone).removesuffix(":00")
    if instant_named(written, zone=zone) != scenario.starts:
        raise refusal(place, GHERKIN, f"the start {written}, which the clocks of {zone} show twice")
    return StartsAt(written)


def _is_amended(wanted: Definition, given: Definition, shop: Shop) -> bool:
    """Whether the workspace above is the one wanted, but for segments, campaigns and what the shop says of itself."""
    zone = given.settings.timezone if shop == Shop(zone=given.settings.timezone) else shop.zone
    settings = msgspec.structs.replace(given.settings, timezone=zone)
    phone_too = msgspec.structs.replace(settings, identifiers=_PHONE_TOO)
    rest, rest_given = [(one.name, one.topics, one.transactional) for one in (wanted, given)]
    return (
        rest == rest_given
        and wanted.settings in (settings, phone_too)
        and given.segments.keys() <= wanted.segments.keys()
        and given.campaigns.keys() <= wanted.campaigns.keys()
    )


def _amendments(scenario: Scenario, wanted: Definition, given: Definition) -> Iterator[Placed]:
    if wanted.settings.identifiers != given.settings.identifiers:
        yield PhoneIdentifies(), member_place(scenario, "workspace", "settings", "identifiers")
    for name, condition in wanted.segments.items():
        if name not in given.segments or given.segments[name] != condition:
            rule = MANUAL if condition is None else sentence(condition)
            yield SegmentIs(name, rule), member_place(scenario, "segments", name)
    for name, campaign in wanted.campaigns.items():
        if given.campaigns.get(name) != campaign:
            place = member_place(scenario, "campaigns", name)
            yield from ((part, place) for part in _campaign(campaign, scenario.definition))


def _campaign(campaign: Campaign, definition: dict[str, Json]) -> Iterator[WorldPart]:
    """In sentences where it is one email after a wait, else written out."""
    name = campaign.name
    match campaign:
        case Campaign(steps=(Delay(seconds=delay), send), gap=gap, filter=None) if (
            send == Send(name, name) and gap == EVERY_TIME and campaign.requires in (None, *CHANNELS)
        ):
            yield CampaignIs(name, campaign.trigger, delay)
            if campaign.goal is not None:
                yield CampaignStops(name, campaign.goal)
            yield from (CampaignRequires(name, channel) for channel in CHANNELS if channel == campaign.requires)
        case _:
            campaigns = definition["campaigns"]
            assert isinstance(campaigns, dict), "a campaign that was read stands under 'campaigns'"
            yield CampaignWritten(name, block_text(campaigns[name]))


def _sources(scenario: Scenario, given: dict[SourceName, Habits]) -> Iterator[Placed]:
    """Each way in which a source differs from what the workspace says of it, in a sentence of its own."""
    for source in {**given, **scenario.sources}:
        habits, before = (habits.get(source, usual_habits(source)) for habits in (scenario.sources, given))
        place = member_place(scenario, "sources", source)
        for field in habits.__struct_fields__:
            said = getattr(habits, field)
            if said != getattr(before, field):
                yield from ((part, place) for part in _ways(source, field, habits, before, place))


def _ways(source: SourceName, field: str, habits: Habits, before: Habits, place: Place) -> Iterator[SourcePart]:
    match field:
        case "identifies_by" if len(habits.identifies_by) == 1:
            yield SourceIs(source, kind=habits.identifies_by[0])
        case "resets_on_logout":
            yield SourceIs(source, resets_on_logout=habits.resets_on_logout)
        case "sends_times":
            yield SourceIs(source, sends_times=habits.sends_times)
        case "takes":
            yield SourceIs(source, takes=habits.takes)
        case "lateness" if habits.lateness is not None:
            yield SourceIs(source, lateness=habits.lateness)
        case "event_id":
            yield SourceIs(source, event_id=habits.event_id)
        case "fields":
            yield from (CallsField(source, one, name) for one, name in habits.fields.items())
        case "any_order":
            yield SourceIs(source, any_order=habits.any_order)
        case "times":
            yield SourceIs(source, times=habits.times)
        case "money":
            yield SourceIs(source, money=habits.money)
        case "products_by":
            yield SourceIs(source, products_by=habits.products_by)
        case "events" if habits.events.keys() - before.events.keys() <= {"Order Placed"}:
            yield CallsPurchase(source, habits.events["Order Placed"])
        case "events":
            yield from (CallsEvent(source, event, name) for event, name in habits.events.items())
        case "types":
            yield from _types(source, habits, place)
        case "leaves_out":
            yield from (LeavesOut(source, left) for left in habits.leaves_out if left not in before.leaves_out)
        case "also_writes":
            yield from _writings(source, habits, place)
        case "identifies_by":
            raise refusal(place, GHERKIN, f"the keys of source '{source}'; a sentence names one")
        case _:
            raise refusal(place, GHERKIN, f"'{field.replace('_', ' ')}' of source '{source}' as it is here")


def _types(source: SourceName, habits: Habits, place: Place) -> Iterator[SendsField]:
    for field, sent_as in habits.types.items():
        kind = next((kind for kind in _SENT_TYPES if kind == sent_as), None)
        if kind is None:
            raise refusal(place, GHERKIN, f"the field '{field}' of source '{source}' as {sent_as}")
        yield SendsField(source, field, kind)


def _writings(source: SourceName, habits: Habits, place: Place) -> Iterator[AlsoWrites]:
    for attribute, value in habits.also_writes.items():
        cells = told_cells(value)
        if cells is None or cells[1]:
            raise refusal(place, GHERKIN, f"the value of '{attribute}' that source '{source}' also writes")
        yield AlsoWrites(source, attribute, cells[0])


def _people(scenario: Scenario) -> Iterator[Placed]:
    """Everybody is introduced before anybody's device is shared."""
    for shopper in scenario.shoppers:
        place = member_place(scenario, "shoppers", shopper.name)
        yield from ((part, place) for part in _introduction(shopper, place))
    for shopper in scenario.shoppers:
        place = member_place(scenario, "shoppers", shopper.name)
        check_history(shopper, place, GHERKIN)
        if shopper.history:
            told = _told(past_table(shopper.history), f"what '{shopper.name}' did before", place)
            yield DidBefore(shopper.name, told), place
        yield from ((SharesDevice(shopper.name, shared.device, shared.owner), place) for shared in shopper.shares)
        yield from ((BlocksTracking(shopper.name, device), place) for device in shopper.blocks)


def _introduction(shopper: Shopper, place: Place) -> Iterator[WorldPart]:
    name, others = shopper.name, shopper.devices
    if shopper.known:
        yield KnownCustomer(name, _told(known_table(shopper.known), f"what is known of '{name}'", place))
    for table in profile_tables(shopper.profiles):
        yield SeparateProfiles(name, _told(table, f"a profile of '{name}'", place))
    if not shopper.known and not shopper.profiles:
        yield NewVisitor(name, shopper.devices[0] if shopper.devices else None, shopper.persona)
        others = shopper.devices[1:]
    elif shopper.persona != "visitor":
        raise refusal(place, GHERKIN, f"'{name}', who is a {shopper.persona} and known from before")
    yield from (AlsoUses(name, device) for device in others)


def _told(table: Table | None, what: str, place: Place) -> Table:
    if table is None:
        raise refusal(place, GHERKIN, f"{what}: a cell can't tell one of the values")
    return table
