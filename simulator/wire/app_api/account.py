"""What the App API tells of the workspace itself: its size, its subscription topics, and where mail comes from."""

from collections.abc import Iterable

import msgspec

from simulator.wire.exchange import Response
from simulator.wire.json_body import json_response
from simulator.wire.relationships import OBJECT_TYPES
from simulator.wire.routing import Route, by_path_alone
from simulator.workspace.campaigns.consent import Topic

_ADDRESSES = (
    "35.188.196.183", "104.198.177.219", "104.154.232.87", "130.211.229.195", "104.198.221.24", "104.197.27.15",
    "35.194.9.154", "104.154.144.51", "104.197.210.12", "35.225.6.73",
)  # fmt: skip
"""Those of the vendor's specification."""


class WorkspaceSize(msgspec.Struct, frozen=True, gc=False):
    """The question which workspace this is and how much is in it."""


class SubscriptionTopics(msgspec.Struct, frozen=True, gc=False):
    """The question what people can subscribe to."""


class SendingAddresses(msgspec.Struct, frozen=True, gc=False):
    """The question from which addresses the product calls."""


AccountQuestion = WorkspaceSize | SubscriptionTopics | SendingAddresses

ROUTES: tuple[Route[AccountQuestion], ...] = (
    Route("GET", "/v1/workspaces", "app", "listWorkspaces", by_path_alone(WorkspaceSize())),
    Route("GET", "/v1/subscription_topics", "app", "getTopics", by_path_alone(SubscriptionTopics())),
    Route("GET", "/v1/info/ip_addresses", "app", "getCioAllowlist", by_path_alone(SendingAddresses())),
)


def workspace_size(number: int, name: str, *, people: int, sent: int, objects: int) -> Response:
    """The one workspace that the key belongs to."""
    size = {"messages_sent": sent, "billable_messages_sent": sent, "people": people, "objects": objects}
    return json_response(200, {"workspaces": [{"id": number, "name": name, **size, "object_types": len(OBJECT_TYPES)}]})


def subscription_topics(topics: Iterable[Topic]) -> Response:
    """The topics of the definition, with what holds for somebody who chose nothing."""
    told = [
        {
            "id": one.number,
            "identifier": one.key,
            "name": one.name,
            "description": one.description,
            "subscribed_by_default": one.default,
        }
        for one in topics
    ]
    return json_response(200, {"topics": told})


def sending_addresses() -> Response:
    """A fixed list."""
    return json_response(200, {"ip_addresses": _ADDRESSES})
