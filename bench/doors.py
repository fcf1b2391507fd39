"""The door in this process for a client's own calls, beside respx with one route that answers always the same."""

import httpx
import respx

from bench.timing import Figure, paired
from simulator.instants import SystemClock
from simulator.targets import open_target
from simulator.targets.doors import mocked

CALLS = 500
_EVENT = {"name": "Order Placed", "data": {"order_id": "R-1", "total": 59.0}}
_URL = "https://track.customer.io/api/v1/customers/{number}/events"


def figures() -> list[Figure]:
    with httpx.Client(auth=("sim-site", "sim-track-key")) as client:
        pair = paired(lambda: _one_route(client), lambda: _door(client))
    return [
        Figure(
            "calls of httpx answered by the embedded workspace, beside respx with one route",
            f"{pair.first / pair.second:.2g} times as fast",
            f"{CALLS / pair.second:,.0f} calls/s; respx {CALLS / pair.first:,.0f}",
            aim="as fast, with the whole API",
        )
    ]


def _one_route(client: httpx.Client) -> None:
    with respx.mock as router:
        router.route(host="track.customer.io").respond(200, json={})
        _call(client)


def _door(client: httpx.Client) -> None:
    with open_target("embedded") as targets, targets.workspace({}, (), SystemClock().now()) as workspace:
        with mocked(workspace) as mock:
            _call(client)
        assert len(mock.calls) == CALLS


def _call(client: httpx.Client) -> None:
    for number in range(CALLS):
        assert client.post(_URL.format(number=number), json=_EVENT).status_code == 200
