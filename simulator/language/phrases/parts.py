"""What a phrase says, as a value: the part of a scenario that it contributes.

A verb or a check is a part as it is; the parts of this file are what only sentences say.
"""

from dataclasses import dataclass

from simulator.scenario import Check
from simulator.shoppers import DeviceName, Verb


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
    shopper: str
    device: DeviceName


@dataclass(frozen=True, slots=True)
class AlsoUses:
    shopper: str
    device: DeviceName


@dataclass(frozen=True, slots=True)
class DeliveryFault:
    """What befalls the delivery of `event` for `order`; several about one order add up."""

    event: str
    order: str
    late: int = 0
    times: int = 1
    lost: bool = False


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
class Table:
    """A table under a step; each row has the cell of each column."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


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


WorldPart = (
    TradesIn | StartsAt | UsesSeed | NewVisitor | AlsoUses | DeliveryFault | SegmentIs | CampaignIs | CampaignStops
)
"""What holds from the start; the world is made of these before anything happens."""

MovePart = Passes | Reaches | EverythingArrives
LookPart = Check | ProfileShows | HistoryShows

Part = WorldPart | Verb | MovePart | LookPart
"""Everything that a phrase can say; closed."""
