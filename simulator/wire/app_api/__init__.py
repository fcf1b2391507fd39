"""App API: reading a workspace, and the email provider's list, between requests, questions and operations."""

from simulator.operations import (
    AddDevice,
    BlockAddress,
    Operation,
    SegmentOperation,
    SendTransactional,
    UnblockAddress,
)
from simulator.wire.app_api import (
    account,
    activities,
    campaigns,
    exports,
    messages,
    objects,
    people,
    preferences,
    segments,
    sends,
    suppressions,
    transactional,
)
from simulator.wire.app_api.account import AccountQuestion
from simulator.wire.app_api.activities import Activities
from simulator.wire.app_api.campaigns import CampaignQuestion
from simulator.wire.app_api.exports import ExportQuestion
from simulator.wire.app_api.messages import MessageQuestion
from simulator.wire.app_api.objects import ObjectQuestion
from simulator.wire.app_api.people import PeopleQuestion
from simulator.wire.app_api.preferences import PersonPreferences
from simulator.wire.app_api.segments import SegmentQuestion
from simulator.wire.app_api.suppressions import SuppressionQuestion
from simulator.wire.app_api.transactional import TransactionalQuestion
from simulator.wire.exchange import CannotSay, Request
from simulator.wire.routing import Route
from simulator.wire.terms import Terms

__all__ = ["ROUTES", "Asked", "ExportQuestion", "OutboxQuestion", "Question", "encode"]

OutboxQuestion = MessageQuestion | CampaignQuestion | TransactionalQuestion
Question = (
    AccountQuestion
    | PeopleQuestion
    | PersonPreferences
    | ObjectQuestion
    | SegmentQuestion
    | Activities
    | SuppressionQuestion
    | OutboxQuestion
    | ExportQuestion
)

Asked = (
    Question
    | BlockAddress
    | UnblockAddress
    | SegmentOperation
    | SendTransactional
    | tuple[AddDevice | SendTransactional, ...]
)
"""What a call turns out to be: something to read, or what it does."""

ROUTES: tuple[Route[Asked], ...] = (
    *people.ROUTES,
    *activities.ROUTES,
    *account.ROUTES,
    *preferences.ROUTES,
    *objects.ROUTES,
    *segments.ROUTES,
    *suppressions.ROUTES,
    *sends.ROUTES,
    *messages.ROUTES,
    *campaigns.ROUTES,
    *transactional.ROUTES,
    *exports.ROUTES,
)


def encode(operation: Operation, terms: Terms) -> Request | CannotSay:
    """The request, without credentials, that says `operation` to this API."""
    if isinstance(operation, BlockAddress | UnblockAddress):
        return suppressions.encode(operation)
    if isinstance(operation, SegmentOperation):
        return segments.encode(operation, terms)
    if isinstance(operation, SendTransactional):
        return sends.encode(operation)
    return CannotSay(f"the App API has no call for {type(operation).__name__}")
