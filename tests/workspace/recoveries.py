"""A cart recovery and those who pass through it: starts on "Added to Cart", waits 30 minutes, then sends.

The campaign is called `R`; what else it has stands in each test.
"""

from simulator.operations import Operation
from simulator.values import Json
from simulator.workspace import Machine
from tests.builders import START, a_workspace, advance, days, identify, minutes, outbox, track

SEND_AT = minutes(30)


def recovery(more: dict[str, Json] | None = None, *, subject: str = "You left something") -> dict[str, Json]:
    steps: list[Json] = [{"delay": "30 minutes"}, {"send": {"email": "Back", "subject": subject}}]
    return {"R": {"trigger": {"event": "Added to Cart"}, "steps": steps, **(more or {})}}


GOAL: dict[str, Json] = {"exit": {"performed": "Order Placed"}}
MAYA = identify("u1", email="maya@example.com")


def lived(*later: tuple[int, Operation], campaigns: dict[str, Json], first: Operation = MAYA) -> Machine:
    """A workspace with Maya, after `later` and four days."""
    machine = a_workspace(first, campaigns=campaigns)
    for second, operation in later:
        machine.apply(operation, at=START + second)
    advance(machine, max(machine.now, START + days(4)))
    return machine


def sent(machine: Machine) -> list[int]:
    """The seconds in which something was sent."""
    return [at for at, _, state in outbox(machine) if state == "sent"]


NOT_BUYER: dict[str, Json] = {"filter": {"attribute": "buyer", "not equals": True}}
VIP: dict[str, Json] = {"filter": {"attribute": "vip", "equals": True}}
CART = (0, track("u1"))
