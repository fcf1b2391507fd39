"""Faults of a workspace: for a time it answers every call of the APIs with one status, and nothing is done.

Times are the workspace's own. A fault is no part of what a state file keeps.
"""

import msgspec

from simulator.instants import Instant, instant_text
from simulator.wire import Refused, outcomes
from simulator.wire.control_answers import FaultRow
from simulator.wire.control_commands import MakeFault
from simulator.wire.routing import Api

_WHY = "a fault was asked for at /_sim/faults; nothing was done"


class Faults(msgspec.Struct):
    """The faults of one workspace, the newest last."""

    made: list[MakeFault] = []

    def check(self, api: Api, at: Instant) -> None:
        """Refuse a call of `api` that is received at `at`, if a fault holds then; of several the newest counts.

        Raises:
            Refused: one does.
        """
        for fault in reversed(self.made):
            if _holds(fault, at):
                raise Refused(outcomes.out_of_order(api, fault.status, _WHY))


def _holds(fault: MakeFault, at: Instant) -> bool:
    return (fault.since is None or fault.since <= at) and (fault.until is None or at < fault.until)


def fault_row(fault: MakeFault) -> FaultRow:
    """The fault as it is told."""
    since, until = (None if at is None else instant_text(at) for at in (fault.since, fault.until))
    return FaultRow(fault.status, since, until)
