"""The target in this very process: a service of one's own, without socket and without waiting."""

from simulator.instants import SystemClock
from simulator.service import Service
from simulator.targets.emulator import EmulatorTargets

NAME = "embedded"


def embedded() -> EmulatorTargets:
    """The workspaces of a service that nobody else has."""
    clock = SystemClock()
    # Whoever made a workspace ends it; and the machine's clock may be one that a test moves by days.
    service = Service(now=clock.now(), clock="frozen", idle_max=None)
    return EmulatorTargets(NAME, lambda request: service.handle(request, clock.now()))
