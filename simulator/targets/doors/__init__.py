"""Doors in this process: calls that the test's own code makes to Customer.io are answered by a workspace."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from simulator.errors import SafetyError
from simulator.targets.doors.guard import StrayCall, guarded
from simulator.targets.doors.httpx_door import httpx_answered
from simulator.targets.doors.mock import CustomerIOMock
from simulator.targets.doors.urllib3_door import urllib3_answered
from simulator.targets.target import Target

__all__ = ["CustomerIOMock", "StrayCall", "mocked"]


@contextmanager
def mocked(workspace: Target) -> Iterator[CustomerIOMock]:
    """Answer the calls of this process to Customer.io's APIs until the block ends; other hosts pass untouched.

    Raises:
        StrayCall: in the block, to whoever goes to Customer.io by another road.
        SafetyError: at the end of the block, if that happened; for code may keep the first one to itself.
    """
    mock = CustomerIOMock(workspace)
    strays: list[StrayCall] = []
    with ExitStack() as doors:
        doors.enter_context(guarded(strays))
        doors.enter_context(urllib3_answered(mock.answer))
        doors.enter_context(httpx_answered(mock.answer))
        yield mock
    if strays:
        raise SafetyError("\n".join(dict.fromkeys(map(str, strays))))
