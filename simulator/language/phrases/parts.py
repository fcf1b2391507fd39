"""What a phrase says, as a value: the part of a scenario that it contributes.

A verb or a check is a part as it is; the parts of this file are what only sentences say.
"""

from dataclasses import dataclass

from simulator.deliveries import Lateness, SourceName
from simulator.operations import EventKind
from simulator.scenario import Check, Persona
from simulator.shoppers import (
    Channel,
    DeviceName,
    KeyKind,
    MoneyUnit,
    OrderChange,
    ProductKey,
    SentType,
    TimeUnit,
    Verb,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table under a step; each row has the cell of each column."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class TradesIn:
    """What the shop is called, and what money and times mean where they say no more."""

    shop: str
    currency: str
    zone: str


@dataclass(frozen=True, slots=True)
class StartsAt:
    """When the scenario begins, in shop time."""

    time: str


@dataclass(frozen=True, slots=True)
class UsesSeed:
    seed: int


@dataclass(frozen=True, slots=True)
class NewVisitor:
    """Somebody whom nobody knows yet; without a device the first one that they use is theirs."""

    shopper: str
    device: DeviceName | None = None
    persona: Persona = "visitor"


@dataclass(frozen=True, slots=True)
class AlsoUses:
    shopper: str
    device: DeviceName


@dataclass(frozen=True, slots=True)
class SharesDevice:
    """The shopper also holds the device of another, `owner`."""

    shopper: str
    device: DeviceName
    owner: str


@dataclass(frozen=True, slots=True)
class BlocksTracking:
    shopper: str
    device: DeviceName


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """A customer from before; each row has `attribute`, `value` and perhaps `type` and `owner`."""

    shopper: str
    table: Table


@dataclass(frozen=True, slots=True)
class SeparateProfiles:
    """Profiles of one person that nobody has brought together; one a row, an attribute a column."""

    shopper: str
    table: Table


@dataclass(frozen=True, slots=True)
class PeopleIn:
    """The people of a file of rows."""

    file: str


@dataclass(frozen=True, slots=True)
class HistoryIn:
    """What the people did before, by a file of rows."""

    file: str


@dataclass(frozen=True, slots=True)
class DidBefore:
    """What a shopper did before; each row has `event` and `at`, perhaps `source` and `kind`, and data of the event."""

    shopper: str
    table: Table


@dataclass(frozen=True, slots=True)
class SourceIs:
    """How a source differs from a healthy one; what is not given is as it was."""

    source: SourceName
    kind: KeyKind | None = None
    resets_on_logout: bool | None = None
    sends_times: bool | None = None
    takes: int | None = None
    lateness: Lateness | None = None
    event_id: str | None = None
    any_order: bool | None = None
    money: MoneyUnit | None = None
    products_by: ProductKey | None = None
    times: TimeUnit | None = None


@dataclass(frozen=True, slots=True)
class CallsPurchase:
    """The source has a name of its own for `Order Placed`."""

    source: SourceName
    event: str


@dataclass(frozen=True, slots=True)
class CallsEvent:
    """The source has a name of its own for an event."""

    source: SourceName
    event: str
    name: str


@dataclass(frozen=True, slots=True)
class CallsField:
    """The source has a name of its own for a field or an attribute."""

    source: SourceName
    field: str
    name: str


@dataclass(frozen=True, slots=True)
class SendsField:
    """The source sends a field as another type."""

    source: SourceName
    field: str
    type: SentType


@dataclass(frozen=True, slots=True)
class LeavesOut:
    """The source does not send a field."""

    source: SourceName
    field: str


@dataclass(frozen=True, slots=True)
class AlsoWrites:
    """The source tells a value of everybody whom it identifies."""

    source: SourceName
    attribute: str
    value: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The workspace takes no call from the start for so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class PhoneIdentifies:
    """The workspace knows people by phone too."""


@dataclass(frozen=True, slots=True)
class PlanApplies:
    """The tracking plan called so is the one that deliveries are held against."""

    plan: str


@dataclass(frozen=True, slots=True)
class AwaitsPayment:
    """The order is not paid when it is placed."""

    order: str


@dataclass(frozen=True, slots=True)
class DeliveryFault:
    """What befalls the delivery of `event` for `order`; several about one order add up."""

    event: str
    order: str
    late: int = 0
    times: int = 1
    lost: bool = False


@dataclass(frozen=True, slots=True)
class NextFault:
    """What befalls the delivery of what is done next; several in a row add up."""

    late: int = 0
    times: int = 1
    lost: bool = False
    fresh_key: bool = False


@dataclass(frozen=True, slots=True)
class WorkspaceWritten:
    """The whole workspace, as in a `workspace.yaml`."""

    docstring: str


@dataclass(frozen=True, slots=True)
class CampaignWritten:
    """A campaign as in a `workspace.yaml`."""

    campaign: str
    docstring: str


@dataclass(frozen=True, slots=True)
class SegmentIs:
    """The rule of a segment in its sentence form."""

    segment: str
    docstring: str


@dataclass(frozen=True, slots=True)
class CampaignIs:
    """A campaign of one email, `delay` seconds after its trigger `event`."""

    campaign: str
    event: str
    delay: int


@dataclass(frozen=True, slots=True)
class CampaignStops:
    """`event` ends an enrolment of the campaign."""

    campaign: str
    event: str


@dataclass(frozen=True, slots=True)
class CampaignRequires:
    """The campaign's messages go only to who has consented to the channel."""

    campaign: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class Pays:
    """The payment of an order comes in; who placed it is found by its name."""

    order: str


@dataclass(frozen=True, slots=True)
class Updates:
    """Something becomes of an order; who placed it is found by its name."""

    order: str
    change: OrderChange


@dataclass(frozen=True, slots=True)
class OrdersWith:
    """An order of rows: `sku`, `quantity`, `price` and perhaps `discount`."""

    shopper: str
    order: str
    device: DeviceName
    table: Table


@dataclass(frozen=True, slots=True)
class Links:
    """The shop links a key to a customer; whose it is follows from who has it."""

    kind: KeyKind
    value: str
    customer_id: str


@dataclass(frozen=True, slots=True)
class WritesAbout:
    """A source or a device tells attributes of the shopper, one a row: `attribute`, `value` and perhaps `type`."""

    source: SourceName | None
    shopper: str
    table: Table
    device: DeviceName | None = None


@dataclass(frozen=True, slots=True)
class SendsCalls:
    """What a source sends of the shopper in one delivery: a list of calls in YAML."""

    source: SourceName
    shopper: str
    docstring: str


@dataclass(frozen=True, slots=True)
class DoesWith:
    """An event of its own name with data, one a row: `data`, `value` and perhaps `type`."""

    shopper: str
    event: str
    device: DeviceName
    table: Table


@dataclass(frozen=True, slots=True)
class ViewsPageWith:
    """A page view with data, one a row as of an event."""

    shopper: str
    page: str
    device: DeviceName
    table: Table


@dataclass(frozen=True, slots=True)
class ViewsScreenWith:
    """A screen view with data, one a row as of an event."""

    shopper: str
    screen: str
    device: DeviceName
    table: Table


@dataclass(frozen=True, slots=True)
class ReportsWith:
    """A source tells of an event, a page or a screen with data, one a row as of an event."""

    source: SourceName
    shopper: str
    event: str
    table: Table
    kind: EventKind = "event"


@dataclass(frozen=True, slots=True)
class SendsAgain:
    """A source repeats what it sent in the last so many seconds."""

    source: SourceName
    seconds: int


@dataclass(frozen=True, slots=True)
class Passes:
    seconds: int


@dataclass(frozen=True, slots=True)
class Reaches:
    """The clock reaches a time in shop time."""

    time: str


@dataclass(frozen=True, slots=True)
class EverythingArrives:
    """Every outstanding delivery has arrived."""


@dataclass(frozen=True, slots=True)
class ProfileShows:
    """Attributes of a shopper, one a row: `attribute`, `value` and perhaps `type`."""

    shopper: str
    table: Table


@dataclass(frozen=True, slots=True)
class HistoryShows:
    """The whole history of a shopper, one event a row: `event`, perhaps `at`, `source` and data of events."""

    shopper: str
    table: Table


@dataclass(frozen=True, slots=True)
class MembersAre:
    """Exactly these shoppers are members of the segment, one a row."""

    segment: str
    table: Table


SourcePart = SourceIs | CallsPurchase | CallsEvent | CallsField | SendsField | LeavesOut | AlsoWrites
"""In what a source differs from a healthy one."""

WorldPart = (
    TradesIn
    | StartsAt
    | UsesSeed
    | PhoneIdentifies
    | PlanApplies
    | NewVisitor
    | AlsoUses
    | SharesDevice
    | BlocksTracking
    | KnownCustomer
    | SeparateProfiles
    | PeopleIn
    | HistoryIn
    | DidBefore
    | SourcePart
    | Unavailable
    | AwaitsPayment
    | DeliveryFault
    | NextFault
    | WorkspaceWritten
    | SegmentIs
    | CampaignIs
    | CampaignWritten
    | CampaignStops
    | CampaignRequires
)
"""What holds from the start; the world is made of these before anything happens."""

DataPart = DoesWith | ViewsPageWith | ViewsScreenWith | ReportsWith
"""What is told with data in a table."""

DoPart = Verb | Pays | Updates | OrdersWith | Links | WritesAbout | DataPart | SendsCalls
"""What somebody does; of those that are no verb yet, whose or what they are about is looked up."""

MovePart = Passes | Reaches | EverythingArrives
LookPart = Check | ProfileShows | HistoryShows | MembersAre

Part = WorldPart | DoPart | SendsAgain | MovePart | LookPart
"""Everything that a phrase can say; closed."""
