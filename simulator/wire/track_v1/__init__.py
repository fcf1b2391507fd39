"""Track API v1, between requests and operations.

200 with `{}` means accepted, not applied: what a request does is the workspace's business. Refused here is only what is
wrong with the request itself; what the workspace does not take, it says.
"""

import msgspec

from simulator.operations import (
    AddDevice,
    AddToSegment,
    Delete,
    DeleteDevice,
    Identify,
    Merge,
    Operation,
    RemoveFromSegment,
    Suppress,
    Track,
    Unsubscribe,
    Unsuppress,
)
from simulator.wire.exchange import CannotSay, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Route, by_path_alone
from simulator.wire.terms import Terms
from simulator.wire.track_v1 import devices, events, people, segments, unsubscribing

__all__ = ["ROUTES", "Region", "encode", "region_answer"]


class Region(msgspec.Struct, frozen=True, gc=False):
    """The question which region and workspace the credentials belong to."""


ROUTES: tuple[Route[Operation | tuple[Operation, ...] | Region], ...] = (
    Route("GET", "/api/v1/accounts/region", "track", "getRegion", by_path_alone(Region())),
    *people.ROUTES,
    *devices.ROUTES,
    *events.ROUTES,
    *segments.ROUTES,
    *unsubscribing.ROUTES,
)


def encode(operation: Operation, terms: Terms) -> Request | CannotSay:
    """The request, without credentials, that says `operation` to this API."""
    match operation:
        case Identify() | Delete() | Suppress() | Unsuppress() | Merge():
            return people.encode(operation, terms)
        case Track():
            return events.encode(operation, terms)
        case AddDevice() | DeleteDevice():
            return devices.encode(operation, terms)
        case AddToSegment() | RemoveFromSegment():
            return segments.encode(operation, terms)
        case Unsubscribe():
            return unsubscribing.encode(operation, terms)
        case _:
            return CannotSay(f"the Track API has no call for {type(operation).__name__}")


def region_answer(workspace: int) -> Response:
    """The region, its URL and the number of the workspace (track.v1.region)."""
    region = {"url": "https://track.customer.io", "region": "us", "environment_id": workspace}
    return json_response(200, region)
