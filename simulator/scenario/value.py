"""A scenario as a value: the same whether it was written in YAML or in Gherkin, whole before anything is sent."""

from typing import Literal

import msgspec

from simulator.deliveries import HEALTHY, Fault, SourceName
from simulator.documents import Place
from simulator.plan import PlanRule, TrackingPlan
from simulator.shoppers import Channel, Habits, Shopper, Verb
from simulator.values import Json

DEFAULT_START = 1_767_603_600
"""2026-01-05T09:00:00Z, a Monday: when a scenario begins that does not say."""


AttributeType = Literal["string", "number", "boolean", "list", "object"]
ShopList = Literal["buyers"]
"""What the shop keeps a list of."""
Disorder = Literal["any order", "every delivery twice"]
"""What may befall all deliveries of a story, and should change nothing."""


class Shop(msgspec.Struct, frozen=True):
    """The shop of the scenario; steps write money in `currency` and times in `zone` where they name none."""

    name: str = "the shop"
    currency: str = "USD"
    zone: str = "UTC"


class ProfileCount(msgspec.Struct, frozen=True):
    """How many profiles hold an identifier or an event of the shopper; of all shoppers when `shopper` is None."""

    count: int
    shopper: str | None = None


class AttributeIs(msgspec.Struct, frozen=True):
    """`type` is checked only when given. A cell of a table that names no type is a text here, as it was written."""

    shopper: str
    attribute: str
    value: Json
    type: AttributeType | None = None


class AttributeMissing(msgspec.Struct, frozen=True):
    shopper: str
    attribute: str


class HistoryIs(msgspec.Struct, frozen=True):
    """All events of the shopper by timestamp, then arrival: exactly these rows.

    `columns` are `event`, `at`, `source` or names of event data; cells are compared as texts, an empty one says that
    there is no such data. A cell of `at` is a time in the shop's zone, `2026-03-02 09:02:00`, or one of any day,
    `09:02:00`, or empty for any time; one of `source` is a source's own name.
    """

    shopper: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class HistoryCounts(msgspec.Struct, frozen=True):
    shopper: str
    event: str
    count: int


class InSegment(msgspec.Struct, frozen=True):
    shopper: str
    segment: str
    holds: bool = True


class LeavesSegment(msgspec.Struct, frozen=True):
    """The shopper is a member, and without new data is none any more after at most so many seconds."""

    shopper: str
    segment: str
    seconds: int


class SegmentMembers(msgspec.Struct, frozen=True):
    """Exactly these shoppers are members."""

    segment: str
    members: tuple[str, ...]


class SegmentCount(msgspec.Struct, frozen=True):
    segment: str
    count: int


class SegmentIsList(msgspec.Struct, frozen=True):
    """The members are the people on the shop's own list: `buyers` have a paid order. Each is on it once."""

    segment: str
    list: ShopList


class MessageCount(msgspec.Struct, frozen=True):
    """How many messages of the campaign were sent, to the shopper or, without one, to anybody."""

    campaign: str
    count: int
    shopper: str | None = None


class Apart(msgspec.Struct, frozen=True):
    """No profile holds anything of both."""

    first: str
    second: str


class WrittenBy(msgspec.Struct, frozen=True):
    """The attribute's value is one that `source` wrote."""

    shopper: str
    attribute: str
    source: SourceName


class ConsentRespected(msgspec.Struct, frozen=True):
    """Nobody was sent a message by `channel`, or by any, after saying no to it or without ever saying yes."""

    channel: Channel | None = None


class NothingSilent(msgspec.Struct, frozen=True):
    """Every request that the workspace accepted has changed something."""


class NothingOutside(msgspec.Struct, frozen=True):
    """Nobody was changed but the people of the story."""


class PlanSatisfied(msgspec.Struct, frozen=True):
    """Nothing that has arrived differs from the tracking plan of the scenario."""


class PlanReports(msgspec.Struct, frozen=True):
    """Something that has arrived differs from the tracking plan, by this rule, at this field, event or attribute."""

    rule: PlanRule
    field: str


class SameResult(msgspec.Struct, frozen=True):
    """The result does not depend on it: on the order of the deliveries sent so far, or on a copy of each."""

    under: Disorder


Check = (
    ProfileCount
    | AttributeIs
    | AttributeMissing
    | HistoryIs
    | HistoryCounts
    | InSegment
    | LeavesSegment
    | SegmentMembers
    | SegmentCount
    | SegmentIsList
    | MessageCount
    | Apart
    | WrittenBy
    | ConsentRespected
    | NothingSilent
    | NothingOutside
    | PlanSatisfied
    | PlanReports
    | SameResult
)


class Item(msgspec.Struct, frozen=True):
    """Base of what stands in a scenario's order: where it was written, and the words it was written with.

    `at` is seconds from the scenario's start; without it the item comes in the second that is present when its turn
    comes.
    """

    place: Place
    text: str


class Act(Item, frozen=True):
    """A shopper does something, and `fault` befalls the deliveries that come of it."""

    verb: Verb
    fault: Fault = HEALTHY
    at: int | None = None


class SendAgain(Item, frozen=True):
    """A source repeats what it sent in the last `seconds`, with the same ids and untouched by earlier faults."""

    source: SourceName
    seconds: int
    at: int | None = None


class LetPass(Item, frozen=True):
    seconds: int


class ReachInstant(Item, frozen=True):
    instant: int


class LetArrive(Item, frozen=True):
    """Every outstanding delivery has arrived; the clock goes to the last one's instant."""


class Expect(Item, frozen=True):
    """All checks must hold in the present second."""

    checks: tuple[Check, ...]
    at: int | None = None


class Setting(Item, frozen=True):
    """A `Given` that is already part of the scenario's other fields: performed by being there."""


class Opaque(Item, frozen=True):
    """A step of the user's own; the engine does not know what it does."""


ScenarioItem = Act | SendAgain | LetPass | ReachInstant | LetArrive | Expect | Setting | Opaque


class Outage(msgspec.Struct, frozen=True):
    """The workspace takes no call for so many seconds, beginning `at` seconds after the start."""

    at: int
    seconds: int


class Origin(msgspec.Struct, frozen=True):
    """Under which headings and tags a scenario stands in its feature, and as which row of its outline.

    `row` names each column with its value. `tags` have no `@`; those of feature, rule, scenario and examples follow one
    another. A story in YAML has none of these.
    """

    feature: str = ""
    rule: str = ""
    row: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()


NO_ORIGIN = Origin()
"""Of a story that stands under nothing."""


class Scenario(msgspec.Struct, frozen=True):
    """`definition` is the workspace in the shape of `workspace.yaml`, with the scenario's own parts merged in.

    `sources` are those that something is said about; `unavailable` is when the workspace takes no call; `plan` is the
    tracking plan that applies.

    `items` stand in the order in which they happen: by `at` where they have one (doings before expectations in the
    same second), else as written. A feature's steps and their items correspond one to one.
    """

    name: str
    place: Place
    definition: dict[str, Json]
    items: tuple[ScenarioItem, ...]
    story: str = ""
    starts: int = DEFAULT_START
    starts_now: bool = False
    seed: int = 0
    shop: Shop = Shop()
    shoppers: tuple[Shopper, ...] = ()
    sources: dict[SourceName, Habits] = {}
    unavailable: Outage | None = None
    plan: TrackingPlan | None = None
    origin: Origin = NO_ORIGIN


_ABOUT_SEGMENTS = InSegment | LeavesSegment | SegmentMembers | SegmentCount | SegmentIsList


def watched_segments(scenario: Scenario) -> tuple[str, ...]:
    """The segments that an expectation names, whose history is worth keeping."""
    checks = (check for item in scenario.items if isinstance(item, Expect) for check in item.checks)
    named = {check.segment for check in checks if isinstance(check, _ABOUT_SEGMENTS)}
    return tuple(sorted(named))
