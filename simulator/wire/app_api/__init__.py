"""App API: reading a workspace, and the email provider's list, between requests, questions and operations."""

from simulator.operations import BlockAddress, Operation, UnblockAddress
from simulator.wire.app_api import activities, people, segments, suppressions
from simulator.wire.app_api.activities import Activities
from simulator.wire.app_api.people import PeopleQuestion
from simulator.wire.app_api.segments import SegmentQuestion
from simulator.wire.exchange import CannotSay, Request
from simulator.wire.routing import Route

__all__ = ["ROUTES", "Question", "encode"]

Question = PeopleQuestion | SegmentQuestion | Activities

ROUTES: tuple[Route[Question | BlockAddress | UnblockAddress], ...] = (
    *people.ROUTES,
    *activities.ROUTES,
    *segments.ROUTES,
    *suppressions.ROUTES,
)


def encode(operation: Operation) -> Request | CannotSay:
    """The request, without credentials, that says `operation` to this API."""
    if isinstance(operation, BlockAddress | UnblockAddress):
        return suppressions.encode(operation)
    return CannotSay(f"the App API has no call for {type(operation).__name__}")
