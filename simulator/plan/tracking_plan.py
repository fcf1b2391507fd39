"""A tracking plan as a value: what a team agreed to call its events and attributes, what they hold and who writes them.

Events have required and optional fields, attributes stand alone; both have a type, and money and times a unit.
"""

from typing import Literal, get_args

import msgspec

FieldType = Literal["string", "number", "boolean", "list", "object", "money", "time"]
"""`money` is a number or, if somebody slips, a hundred times it; `time` is an instant."""
TimeUnit = Literal["seconds", "milliseconds", "ISO 8601"]
MoneyUnit = Literal["major units", "minor units"]
KeyName = Literal["customer id", "email", "phone"]
"""What a source can name people by."""
PlanRule = Literal["unknown event", "missing field", "wrong type", "time scale", "money scale", "two writers"]

TYPES: tuple[FieldType, ...] = get_args(FieldType)
UNITS: dict[FieldType, tuple[str, ...]] = {"time": get_args(TimeUnit), "money": get_args(MoneyUnit)}
"""The units of types that have some; the first is meant when nothing is said."""
KEY_NAMES: tuple[KeyName, ...] = get_args(KeyName)
RULES: tuple[PlanRule, ...] = get_args(PlanRule)
"""In what calls can differ from a plan."""

ANYBODY = "anybody"
"""The owner of what every source may write."""
ANY_CURRENCY = ""

Span = tuple[float, float]
"""The least and the most."""


class PlannedField(msgspec.Struct, frozen=True):
    """A field of an event, or an attribute.

    `unit` is one of the `UNITS` of its type, of a number any word. `plausible` has, by currency or for `ANY_CURRENCY`,
    what is told in that unit where nobody knows the truth; of a time in Unix seconds.
    """

    type: FieldType
    unit: str = ""
    plausible: dict[str, Span] = {}


class PlannedEvent(msgspec.Struct, frozen=True):
    """An event; fields are named by paths such as `items[].sku`. `aliases` are other names that are used for it."""

    required: dict[str, PlannedField] = {}
    optional: dict[str, PlannedField] = {}
    owners: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class PlannedAttribute(msgspec.Struct, frozen=True):
    """An attribute of people, and who writes it."""

    field: PlannedField
    owners: tuple[str, ...] = ()


class PlannedIdentity(msgspec.Struct, frozen=True):
    """By what people are known: the `backbone`, the `contacts` beside it, and the keys that each source sends."""

    backbone: KeyName
    contacts: tuple[KeyName, ...] = ()
    sources: dict[str, tuple[KeyName, ...]] = {}


class TrackingPlan(msgspec.Struct, frozen=True):
    """The plan called `name`."""

    name: str
    events: dict[str, PlannedEvent] = {}
    attributes: dict[str, PlannedAttribute] = {}
    identity: PlannedIdentity | None = None

    def meant_by(self, name: str) -> str | None:
        """The event that `name` is an alias of."""
        form = name_form(name)
        return next((event for event, one in self.events.items() if form in map(name_form, one.aliases)), None)


def name_form(name: str) -> str:
    """A name as it is compared: `order_placed` and `Order Placed` are one to a reader."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
