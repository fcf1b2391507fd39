"""The machine's time on a virtual clock: a system under test and official clients stamp with the real time.

A timestamp near the machine's now is moved by (virtual now - real now); one that says when something happened long
ago, or in the emulated world, stays. What our own targets deliver is never moved. The rule is that of the effect.
"""

from msgspec.structs import replace

from simulator.instants import MINUTE, Instant
from simulator.operations import AddDevice, Identify, Operation, SendTransactional, Track
from simulator.workspace.effects import TimestampRebased

NEAR = 5 * MINUTE
"""How far from the machine's now a timestamp still counts as stamped by it."""


def rebased(operation: Operation, *, received: Instant, real: Instant) -> tuple[Operation, TimestampRebased | None]:
    """The operation on the clock that shows `received` while the machine's shows `real`; the effect if it moved."""
    if received == real:
        return operation, None
    match operation:
        case Track(timestamp=int(sent)) | Identify(timestamp=int(sent)) if abs(sent - real) <= NEAR:
            taken_as = sent + received - real
            return replace(operation, timestamp=taken_as), TimestampRebased(sent, taken_as)
        case AddDevice(last_used=int(sent)) if abs(sent - real) <= NEAR:
            taken_as = sent + received - real
            return replace(operation, last_used=taken_as), TimestampRebased(sent, taken_as)
        case SendTransactional(send_at=int(sent)) if abs(sent - real) <= NEAR:
            taken_as = sent + received - real
            return replace(operation, send_at=taken_as), TimestampRebased(sent, taken_as)
        case _:
            return operation, None
