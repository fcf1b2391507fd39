"""The target in this very process: a service of one's own, without socket and without waiting."""

from simulator.instants import SystemClock
from simulator.service import Service
from simulator.targets.emulator import EmulatorTargets

NAME = "embedded"


def embedded() -> EmulatorTargets:
    """The workspaces of a service that nobody else has."""
    clock = SystemClock()
    service = Service(now=clock.now(), clock="frozen")
    return EmulatorTargets(NAME, lambda request: service.handle(request, clock.now()))
