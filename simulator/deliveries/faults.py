"""What goes wrong with a delivery on its way: late, several times, lost. One delivery in, its arrivals out."""

import msgspec

from simulator.deliveries.delivery import Calls, Delivery, Webhook
from simulator.operations import Operation, Track
from simulator.seeds import Stream, stream


class Fault(msgspec.Struct, frozen=True, gc=False):
    """`late` in seconds; `times` is the number of arrivals in all, at least 1; `lost` wins over both.

    With `fresh_key` each arrival carries an event key of its own, so that nothing recognises the repeat.
    """

    late: int = 0
    times: int = 1
    lost: bool = False
    fresh_key: bool = False


HEALTHY = Fault()


def arrivals(delivery: Delivery, fault: Fault, *, seed: int) -> tuple[Delivery, ...]:
    """The arrivals of `delivery` under `fault`, first to last; none when it is lost.

    What happened and when it was sent stay as they are; only the arrival moves. Fresh keys come from `seed`.
    """
    assert fault.times >= 1, f"a delivery arrives at least once, not {fault.times} times"
    if fault.lost:
        return ()
    first = msgspec.structs.replace(delivery, arrives=delivery.arrives + fault.late)
    repeats = (repeated(first, number, at=first.arrives) for number in range(2, fault.times + 1))
    return first, *(_with_fresh_key(repeat, seed) if fault.fresh_key else repeat for repeat in repeats)


def repeated(delivery: Delivery, number: int, *, at: int) -> Delivery:
    """The arrival of that number, which comes in the second `at`; the first one has the delivery's own id."""
    return msgspec.structs.replace(delivery, id=delivery.id if number == 1 else f"{delivery.id}.{number}", arrives=at)


def _with_fresh_key(delivery: Delivery, seed: int) -> Delivery:
    keys = stream(seed, "fresh key", delivery.id)
    payload = delivery.payload
    fresh: Calls | Webhook
    if isinstance(payload, Webhook):
        fresh = msgspec.structs.replace(payload, event_key=keys.ulid(delivery.occurred))
    else:
        fresh = Calls(tuple(_rekeyed(operation, keys, delivery.occurred) for operation in payload.operations))
    return msgspec.structs.replace(delivery, payload=fresh)


def _rekeyed(operation: Operation, keys: Stream, at: int) -> Operation:
    return msgspec.structs.replace(operation, id=keys.ulid(at)) if isinstance(operation, Track) else operation
