"""What befalls deliveries in a feature's scenario: of an order's delivery by its name, else of what is done next."""

from collections.abc import Iterable, Sequence

from simulator.deliveries import HEALTHY, Fault
from simulator.documents import Problems
from simulator.language.phrases.parts import DeliveryFault, DoPart, NextFault
from simulator.language.sayings import Saying

OrderDelivery = tuple[str, str]
"""The event of an order and the order: `Order Placed`, `R-1`."""


def order_faults(sayings: Iterable[Saying]) -> dict[OrderDelivery, Fault]:
    """The faults of deliveries that are named by their event and their order."""
    faults: dict[OrderDelivery, Fault] = {}
    for said in sayings:
        if isinstance(said.part, DeliveryFault):
            befallen = (said.part.event, said.part.order)
            faults[befallen] = with_fault(faults.get(befallen, HEALTHY), said.part)
    return faults


def next_faults(sayings: Sequence[Saying], problems: Problems) -> list[Fault]:
    """For each saying what has been said to befall it, as the next that is done; problems where nothing more is."""
    faults: list[Fault] = []
    pending: list[tuple[Saying, NextFault]] = []
    for said in sayings:
        is_done = isinstance(said.part, DoPart)
        faults.append(_together(part for _, part in pending) if is_done else HEALTHY)
        if is_done:
            pending.clear()
        elif isinstance(said.part, NextFault):
            pending.append((said, said.part))
    for said, _ in pending:
        problems.add(said.step.place, f"nothing is done after '{said.step.text}', so it befalls nothing")
    return faults


def with_fault(fault: Fault, said: Fault | DeliveryFault | NextFault) -> Fault:
    """Both together; of two delays or two counts the later word counts."""
    return Fault(
        late=said.late or fault.late,
        times=said.times if said.times > 1 else fault.times,
        lost=fault.lost or said.lost,
        fresh_key=fault.fresh_key or (not isinstance(said, DeliveryFault) and said.fresh_key),
    )


def _together(faults: Iterable[NextFault]) -> Fault:
    whole = HEALTHY
    for fault in faults:
        whole = with_fault(whole, fault)
    return whole
