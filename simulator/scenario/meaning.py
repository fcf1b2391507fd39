"""What a scenario says, whichever language it is written in: two scenarios of one meaning are one story.

Places, wordings, headings and tags are left aside. Time is counted from the start, or from the last arrival that the
story waits for; a definition counts as what it defines, a value that is compared as a text as that text.
"""

from collections.abc import Iterator
from typing import Literal, assert_never

import msgspec

from simulator.deliveries import Fault, SourceName
from simulator.documents import Problems, node_of
from simulator.plan import TrackingPlan
from simulator.scenario.value import (
    NO_ORIGIN,
    Act,
    AttributeIs,
    Check,
    Expect,
    HistoryIs,
    LetArrive,
    LetPass,
    Opaque,
    Outage,
    ReachInstant,
    Scenario,
    ScenarioItem,
    SendAgain,
    Setting,
    Shop,
)
from simulator.shoppers import ChangeKey, ChooseConsent, Habits, SetAttributes, Shopper, Verb, usual_habits
from simulator.values import text_of
from simulator.workspace import Definition, read_definition

_BACKEND: SourceName = "backend"
"""Who tells what neither a device nor a source is named for."""


class Time(msgspec.Struct, frozen=True):
    """`seconds` after the start or, `since` an arrival, after the last one, which was waited for from `waited` on."""

    seconds: int = 0
    since: Literal["start", "arrival"] = "start"
    waited: "Time | None" = None

    def passed(self, item: ScenarioItem, starts: int) -> "Time":
        """The time that it is when the item has its turn."""
        match item:
            case LetPass(seconds=seconds):
                return msgspec.structs.replace(self, seconds=self.seconds + seconds)
            case ReachInstant(instant=instant):
                return self._reached(instant - starts)
            case LetArrive():
                return Time(0, "arrival", self)
            case Act(at=at) | SendAgain(at=at) | Expect(at=at):
                return self if at is None else self._reached(at)
            case Setting() | Opaque():
                return self
        assert_never(item)

    def _reached(self, seconds: int) -> "Time":
        """A time from the start; the clock never goes back."""
        reached = seconds if self.since == "arrival" else max(seconds, self.seconds)
        return Time(reached, "start", self.waited)


class Done(msgspec.Struct, frozen=True):
    """Somebody does something, and `fault` befalls what comes of it."""

    verb: Verb
    fault: Fault


class Repeated(msgspec.Struct, frozen=True):
    """A source sends what it sent in the last `seconds` again."""

    source: SourceName
    seconds: int


Event = Done | Repeated | Check


class Moment(msgspec.Struct, frozen=True):
    """One thing that is done or looked at, and when; `item` is where it is written."""

    time: Time
    event: Event
    item: ScenarioItem


class Meaning(msgspec.Struct, frozen=True):
    """All that a story says. `events` follow one another; `ends` is when it is over."""

    name: str
    story: str
    definition: Definition
    starts: int | None
    seed: int
    shop: Shop
    shoppers: tuple[Shopper, ...]
    sources: dict[SourceName, Habits]
    plan: TrackingPlan | None
    unavailable: Outage | None
    events: tuple[tuple[Time, Event], ...]
    ends: Time


def meaning_of(scenario: Scenario) -> Meaning:
    """What the scenario says; of one with steps of the user's own, what is left without them."""
    return Meaning(
        name=scenario.name,
        story=story_of(scenario),
        definition=read_definition(node_of(scenario.definition), Problems()),
        starts=None if scenario.starts_now else scenario.starts,
        seed=scenario.seed,
        shop=scenario.shop,
        shoppers=scenario.shoppers,
        sources={source: habits for source, habits in scenario.sources.items() if habits != usual_habits(source)},
        plan=scenario.plan,
        unavailable=scenario.unavailable,
        events=tuple((moment.time, moment.event) for moment in moments(scenario)),
        ends=end_of(scenario),
    )


def story_of(scenario: Scenario) -> str:
    """What the scenario says that it shows, in one line; nothing where it only repeats its name or its headings."""
    story = " ".join(scenario.story.split())
    headings = {scenario.name}
    if scenario.origin != NO_ORIGIN:
        headings |= {scenario.origin.feature, scenario.origin.rule}
    return "" if story in headings else story


def moments(scenario: Scenario) -> Iterator[Moment]:
    """Everything that is done or looked at, in order, each check for itself."""
    time = Time()
    for item in scenario.items:
        time = time.passed(item, scenario.starts)
        match item:
            case Act():
                yield Moment(time, Done(_plain_verb(item.verb), item.fault), item)
            case SendAgain():
                yield Moment(time, Repeated(item.source, item.seconds), item)
            case Expect():
                yield from (Moment(time, _plain_check(check), item) for check in item.checks)
            case _:
                pass


def end_of(scenario: Scenario) -> Time:
    """When the story is over."""
    time = Time()
    for item in scenario.items:
        time = time.passed(item, scenario.starts)
    return time


def _plain_verb(verb: Verb) -> Verb:
    """What nobody in particular tells, the backend tells."""
    match verb:
        case ChangeKey() | ChooseConsent() | SetAttributes() if verb.device is None and verb.source is None:
            return msgspec.structs.replace(verb, source=_BACKEND)
        case _:
            return verb


def _plain_check(check: Check) -> Check:
    match check:
        case AttributeIs(type=None, value=bool() | int() | float() as value):
            return AttributeIs(check.shopper, check.attribute, text_of(value))
        case HistoryIs():
            return _plain_history(check)
        case _:
            return check


def _plain_history(check: HistoryIs) -> HistoryIs:
    """The events first; of no events no column tells anything."""
    if not check.rows:
        return HistoryIs(check.shopper, ("event",), ())
    order = sorted(range(len(check.columns)), key=lambda column: check.columns[column] != "event")
    columns = tuple(check.columns[column] for column in order)
    return HistoryIs(check.shopper, columns, tuple(tuple(row[column] for column in order) for row in check.rows))


def is_same(one: object, other: object) -> bool:
    """Whether both are equal and of the same types throughout: `1` is neither `1.0` nor `true`."""
    return one == other and repr(one) == repr(other)
