"""What sources send: events with their data, and attributes. It is found out by letting shoppers do things.

The town of a scenario makes the same deliveries for it as in a run; here only their names are looked at.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import get_args

from simulator.deliveries import Delivery, Webhook
from simulator.operations import Identify, Operation, Track
from simulator.plan import TrackingPlan
from simulator.scenario import Act, Scenario
from simulator.shoppers import (
    AddToCart,
    ChooseConsent,
    GiveKey,
    Habits,
    LogIn,
    OrderChange,
    PayOrder,
    PlaceOrder,
    Sources,
    StartCheckout,
    Subscribe,
    Town,
    UpdateOrder,
    Verb,
    ViewProduct,
    calls_of,
)

_SOMEBODY = "Mia"
_USUAL: tuple[Verb, ...] = (
    ViewProduct(_SOMEBODY, "laptop", product="Calm Serum"),
    AddToCart(_SOMEBODY, "laptop", product="Calm Serum"),
    StartCheckout(_SOMEBODY, "laptop"),
    PlaceOrder(_SOMEBODY, order="R-1", email="mia@example.com", guest=True),
    GiveKey(_SOMEBODY, "laptop", "email"),
    GiveKey(_SOMEBODY, "laptop", "phone"),
    LogIn(_SOMEBODY, "laptop"),
    PlaceOrder(_SOMEBODY, "laptop", order="R-2", paid=False),
    PayOrder(_SOMEBODY, "R-2"),
    *(UpdateOrder(_SOMEBODY, "R-2", change) for change in get_args(OrderChange)),
    Subscribe(_SOMEBODY, "Calm Serum", every=86_400),
    ChooseConsent(_SOMEBODY, "email", given=True),
    ChooseConsent(_SOMEBODY, "sms", given=True),
    ChooseConsent(_SOMEBODY, "push", given=True),
    ChooseConsent(_SOMEBODY, "whatsapp", given=True),
)
"""A visit that makes the bundled sources send whatever they send of their own."""
_WORKSPACE_WRITES = frozenset(
    ("id", "email", "phone", "cio_id", "unsubscribed", "cio_subscription_preferences", "_created_in_customerio_at")
)
"""What the workspace itself keeps of a person."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Names: of events, each with those of its data, and of attributes."""

    events: dict[str, set[str]] = field(default_factory=dict)
    attributes: set[str] = field(default_factory=set)

    def add(self, operation: Operation) -> None:
        """Take in what a call tells."""
        match operation:
            case Track():
                self.events.setdefault(operation.name, set()).update(operation.data)
            case Identify():
                for name in operation.attributes:
                    self.attributes.update((name, name.partition(".")[0]))
            case _:
                pass


def sent_in(scenarios: Iterable[Scenario], plans: Iterable[TrackingPlan] = ()) -> Sent:
    """What the bundled sources send of their own, what is sent in the scenarios, and what is planned."""
    sent = Sent({}, set(_WORKSPACE_WRITES))
    for operation in (*_usual(), *(call for scenario in scenarios for call in _calls(scenario))):
        sent.add(operation)
    for plan in plans:
        sent.attributes.update(plan.attributes)
        for name, event in plan.events.items():
            sent.events.setdefault(name, set()).update(map(_first_name, (*event.required, *event.optional)))
    return sent


def _first_name(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]


@cache
def _usual() -> tuple[Operation, ...]:
    by_email = {"storefront": Habits(identifies_by=("email",))}  # so that the customer id is told as an attribute
    town = Town(0, currency="USD", order_names=("R-1", "R-2"), sources=Sources(by_email))
    return tuple(call for verb in _USUAL for call in _operations(town.act(verb, at=0), town.sources))


def _calls(scenario: Scenario) -> Iterator[Operation]:
    verbs = [item.verb for item in scenario.items if isinstance(item, Act)]
    town = Town(
        scenario.seed,
        currency=scenario.shop.currency,
        order_names=_named(verbs),
        shoppers=scenario.shoppers,
        sources=Sources(scenario.sources),
    )
    yield from _operations(town.open(scenario.starts), town.sources)
    for verb in verbs:
        yield from _operations(town.act(verb, at=scenario.starts), town.sources)


def _named(verbs: Iterable[Verb]) -> set[str]:
    return {verb.order for verb in verbs if isinstance(verb, PlaceOrder) and verb.order is not None}


def _operations(deliveries: Iterable[Delivery], sources: Sources) -> Iterator[Operation]:
    for delivery in deliveries:
        payload = delivery.payload
        yield from calls_of(payload, sources) if isinstance(payload, Webhook) else payload.operations
