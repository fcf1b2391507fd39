"""What faults do to one delivery."""

import msgspec

from simulator.deliveries import HEALTHY, Calls, Delivery, Fault, Webhook, arrivals
from simulator.operations import Identifier, Identify, Track

NOON = 1_772_452_800
MINUTE = 60

CALLS = Calls(
    (
        Track("Added to Cart", timestamp=NOON, id="01KJQ0000000000000000000A1"),
        Identify(Identifier("email", "mia@example.com")),
    )
)
WEBHOOK = Webhook("orders/create", {"order_id": "R-1"})


def a_delivery(payload: Calls | Webhook = CALLS) -> Delivery:
    return Delivery("d7", "web", "Mia", "Added to Cart Calm Serum", NOON, NOON, NOON, payload)


def keys_of(delivery: Delivery) -> list[str | None]:
    assert isinstance(delivery.payload, Calls)
    return [operation.id for operation in delivery.payload.operations if isinstance(operation, Track)]


def test_a_healthy_delivery_arrives_as_it_is() -> None:
    delivery = a_delivery()

    assert arrivals(delivery, HEALTHY, seed=7) == (delivery,)


def test_a_late_delivery_keeps_when_it_happened_and_when_it_was_sent() -> None:
    (late,) = arrivals(a_delivery(), Fault(late=20 * MINUTE), seed=7)

    assert (late.occurred, late.sent, late.arrives) == (NOON, NOON, NOON + 20 * MINUTE)


def test_repeats_are_the_same_delivery_with_ids_of_their_own() -> None:
    first, second, third = arrivals(a_delivery(), Fault(times=3, late=MINUTE), seed=7)

    assert [arrival.id for arrival in (first, second, third)] == ["d7", "d7.2", "d7.3"]
    assert msgspec.structs.replace(third, id="d7") == msgspec.structs.replace(second, id="d7") == first


def test_a_lost_delivery_never_arrives_however_often_it_was_sent() -> None:
    assert arrivals(a_delivery(), Fault(lost=True, times=3, late=MINUTE), seed=7) == ()


def test_with_a_fresh_key_each_arrival_has_its_own_and_the_first_keeps_its() -> None:
    delivery = a_delivery()

    arrived = arrivals(delivery, Fault(times=3, fresh_key=True), seed=7)

    assert keys_of(arrived[0]) == keys_of(delivery)
    assert len({key for arrival in arrived for key in keys_of(arrival)}) == 3


def test_a_fresh_key_of_a_webhook_travels_beside_its_body() -> None:
    first, second = arrivals(a_delivery(WEBHOOK), Fault(times=2, fresh_key=True), seed=7)

    assert isinstance(first.payload, Webhook)
    assert isinstance(second.payload, Webhook)
    assert first.payload.event_key is None
    assert second.payload.event_key is not None
    assert second.payload.body == first.payload.body


def test_fresh_keys_are_those_of_the_seed() -> None:
    fault = Fault(times=2, fresh_key=True)

    assert arrivals(a_delivery(), fault, seed=7) == arrivals(a_delivery(), fault, seed=7)
    assert arrivals(a_delivery(), fault, seed=7) != arrivals(a_delivery(), fault, seed=8)
