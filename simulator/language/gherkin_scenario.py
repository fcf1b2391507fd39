"""A written scenario of a feature file to a scenario value: every step becomes one item, in order."""

from collections.abc import Iterable
from pathlib import Path

from simulator.deliveries import HEALTHY, Fault
from simulator.documents import Place, Problems
from simulator.instants import clock_text
from simulator.language.doings import Told, verb_said
from simulator.language.faults import next_faults, with_fault
from simulator.language.givens import World, world_of
from simulator.language.names import check_names
from simulator.language.orders import check_orders
from simulator.language.phrases.parts import (
    DoPart,
    EverythingArrives,
    HistoryShows,
    MembersAre,
    MovePart,
    Passes,
    PlanApplies,
    ProfileShows,
    Reaches,
    SendsAgain,
    StartsAt,
)
from simulator.language.plans import check_has_plan
from simulator.language.sayings import IsOwn, Saying, understand
from simulator.language.tables import attribute_checks, history_check, members_check
from simulator.language.times import instant_named, is_reachable
from simulator.language.written import WrittenScenario, WrittenStep
from simulator.scenario import (
    Act,
    Check,
    Expect,
    LetArrive,
    LetPass,
    Opaque,
    ReachInstant,
    SameResult,
    Scenario,
    ScenarioItem,
    SendAgain,
    Setting,
)
from simulator.shoppers import PayOrder, PlaceOrder, UpdateOrder, Verb


def _nobodys(_: WrittenStep) -> bool:
    return False


def compile_written(written: WrittenScenario, problems: Problems, *, is_own: IsOwn = _nobodys) -> Scenario | None:
    """The scenario value, or nothing after noting every problem.

    The workspace is the nearest workspace.yaml above the feature, with the segments and campaigns of the Givens.

    Args:
        is_own: whether a step is the user's own; it becomes an `Opaque` item.
    """
    found = Problems()
    understood = [understand(step, found, is_own=is_own) for step in written.steps]
    sayings = [said for said in understood if said is not None]
    world = world_of(sayings, Path(written.place.path), found)
    missed = [step.text for step, said in zip(written.steps, understood, strict=True) if said is None]
    check_names(sayings, world, missed, found)
    _check_start(sayings, found)
    whole = Told(sayings, world)
    befalling = next_faults(sayings, found)
    items = tuple(_item(said, fault, whole, found) for said, fault in zip(sayings, befalling, strict=True))
    check_orders((item for item in items if isinstance(item, Act)), world.shoppers, found, missed=missed)
    _check_clock(items, world, found)
    names_plan = world.plan or any(isinstance(said.part, PlanApplies) for said in sayings)
    check_has_plan(items, names_plan or None, found, advice='Given the tracking plan "core commerce" applies')
    _check_own_steps(items, found)
    problems.extend(found)
    if found:
        return None
    return Scenario(
        name=written.name,
        place=written.place,
        definition=world.workspace.plain(),
        items=items,
        story=written.story,
        starts=world.starts,
        seed=world.seed,
        shop=world.shop,
        shoppers=world.shoppers,
        sources=world.sources,
        unavailable=world.unavailable,
        plan=world.plan,
        origin=written.origin,
    )


def _check_start(sayings: Iterable[Saying], problems: Problems) -> None:
    begun = False
    for said in sayings:
        if isinstance(said.part, StartsAt) and begun:
            problems.add(
                said.step.place, f"'{said.step.text}' is said after the scenario began; write 'the clock reaches'"
            )
        begun = begun or isinstance(said.part, DoPart | SendsAgain | MovePart)


def _item(said: Saying, befalling: Fault, whole: Told, problems: Problems) -> ScenarioItem:
    place, text, part = said.step.place, said.step.text, said.part
    match part:
        case None:
            return Opaque(place, text)
        case SendsAgain(source, seconds):
            return SendAgain(place, text, source, seconds)
        case Passes(seconds):
            return LetPass(place, text, seconds)
        case Reaches(time):
            return ReachInstant(place, text, _instant(time, place, whole.world, problems))
        case EverythingArrives():
            return LetArrive(place, text)
        case ProfileShows() | HistoryShows() | MembersAre():
            return Expect(place, text, _table_checks(said, part, whole.world, problems))
    if isinstance(part, DoPart):
        verb = verb_said(said, part, whole, problems)
        return Act(place, text, verb, with_fault(_fault(verb, whole.world), befalling))
    if isinstance(part, Check):
        return Expect(place, text, (part,))
    return Setting(place, text)


def _fault(verb: Verb, world: World) -> Fault:
    """What befalls the delivery, which a Given names by its event and its order."""
    match verb:
        case PlaceOrder(order=str(order)):
            return world.faults.get(("Order Placed", order), HEALTHY)
        case PayOrder(order=order):
            return world.faults.get(("Order Paid", order), HEALTHY)
        case UpdateOrder(order=order):
            return world.faults.get((f"Order {verb.change.title()}", order), HEALTHY)
        case _:
            return HEALTHY


def _instant(time: str, place: Place, world: World, problems: Problems) -> int:
    try:
        return instant_named(time, zone=world.shop.zone)
    except ValueError as error:
        problems.add(place, str(error))
        return world.starts


def _table_checks(
    said: Saying, part: ProfileShows | HistoryShows | MembersAre, world: World, problems: Problems
) -> tuple[Check, ...]:
    rows, step = said.rows(part.table), said.step
    if isinstance(part, ProfileShows):
        if not rows:
            problems.add(step.place, f"step '{step.text}' has a table without rows, so it checks nothing")
        return attribute_checks(part.shopper, rows, problems)
    if isinstance(part, MembersAre):
        return (members_check(part.segment, rows, [shopper.name for shopper in world.shoppers], problems),)
    columns = part.table.columns
    return (history_check(part.shopper, columns, rows, problems, starts=world.starts, zone=world.shop.zone),)


def _check_clock(items: Iterable[ScenarioItem], world: World, problems: Problems) -> None:
    """Note where the clock would go back or leave the calendar; outstanding deliveries only ever move it on."""
    now = world.starts
    for item in items:
        match item:
            case LetPass(seconds=seconds):
                now += seconds
            case ReachInstant(instant=instant):
                if instant < now:
                    there = clock_text(now, zone=world.shop.zone)
                    problems.add(item.place, f"'{item.text}' would turn the clock back; it is {there} there already")
                now = max(now, instant)
            case _:
                pass
        if not is_reachable(now):
            problems.add(item.place, f"'{item.text}' takes the clock past the year 2999")
            return


def _check_own_steps(items: Iterable[ScenarioItem], problems: Problems) -> None:
    """Note where deliveries are to come in other orders, and a step of the user's own may do what is no delivery."""
    own: Opaque | None = None
    for item in items:
        if isinstance(item, Opaque):
            own = own or item
        elif isinstance(item, Expect) and own and any(isinstance(check, SameResult) for check in item.checks):
            problems.add(
                item.place,
                f"'{item.text}' tries the deliveries anew, and the step of your own in line {own.place.line}, "
                f"'{own.text}', can't be: nobody knows what it does",
            )
