"""How these tests let shoppers act, and look at the calls that come of it."""

from simulator.deliveries import Calls, Delivery, Webhook
from simulator.operations import Identify, Operation, Track
from simulator.shoppers import Sources, Town, Verb, calls_of

NOON = 1_772_452_800
"""2026-03-02T12:00:00Z."""


def do(town: Town, *verbs: Verb, at: int = NOON) -> Delivery:
    """Act `verbs` in one second; the delivery of the last, which sends one."""
    return [delivery for verb in verbs for delivery in town.act(verb, at)][-1]


def calls(delivery: Delivery, sources: Sources | None = None) -> tuple[Operation, ...]:
    payload = delivery.payload
    return calls_of(payload, sources or Sources()) if isinstance(payload, Webhook) else payload.operations


def event(delivery: Delivery) -> Track:
    assert isinstance(delivery.payload, Calls)
    (call,) = delivery.payload.operations
    assert isinstance(call, Track)
    return call


def identification(delivery: Delivery) -> Identify:
    assert isinstance(delivery.payload, Calls)
    (call,) = delivery.payload.operations
    assert isinstance(call, Identify)
    return call
