"""A caller who has the credentials of a service, for tests."""

import msgspec

from simulator.service import Service
from simulator.values import Json
from simulator.wire import Request, Response
from simulator.wire.control_answers import JournalEntry, RequestList
from simulator.wire.credentials import basic_header, bearer_header
from simulator.workspace import PersonAnswer
from tests.builders import START

REAL_NOW = START + 86_400 * 30
"""The machine's second, far from the emulated one."""

DEFINITION: dict[str, Json] = {
    "segments": {
        "Known Purchasers": {"performed": "Order Placed"},
        "Recent carts": {"performed": "Added to Cart", "within": "4 hours"},
        "Press list": "manual",
    },
    "campaigns": {
        "Cart recovery": {
            "trigger": {"event": "Added to Cart"},
            "exit": {"performed": "Order Placed"},
            "steps": [{"delay": "30 minutes"}, {"send": {"email": "Come back", "subject": "You left something"}}],
        }
    },
}


class Caller:
    """Calls a service as a client would; `real_now` is the machine's clock."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.real_now = REAL_NOW
        self.track_authorization = basic_header("sim-site", "sim-track-key")
        self.app_authorization = bearer_header("sim-app-key")

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Response:
        """Send one request."""
        return self.service.handle(self.request(method, path, body, **headers), self.real_now)

    def request(self, method: str, path: str, body: object = None, **headers: str) -> Request:
        """What `call` sends: the body is bytes or becomes JSON, header names are written with underscores."""
        target, _, query = path.partition("?")
        sent = body if isinstance(body, bytes) else b"" if body is None else msgspec.json.encode(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Request(method, target, query, named, sent)

    def track(self, method: str, path: str, body: object = None, **headers: str) -> Response:
        return self.call(method, f"/api/v1{path}", body, **{"authorization": self.track_authorization, **headers})

    def v2(self, **members: Json) -> Response:
        """Send one operation of Track v2, on a person."""
        sent = {"type": "person", **members}
        return self.call("POST", "/api/v2/entity", sent, authorization=self.track_authorization)

    def app(self, path: str, method: str = "GET") -> Response:
        return self.call(method, f"/v1{path}", authorization=self.app_authorization)

    def sim(self, method: str, path: str, body: object = None, **headers: str) -> Response:
        return self.call(method, f"/_sim{path}", body, **headers)

    def told(self, path: str) -> dict[str, Json]:
        """What a `/_sim` route tells, which must be 200."""
        response = self.sim("GET", path)
        assert response.status == 200, response.body
        return members(response)

    def rows(self, path: str) -> list[dict[str, Json]]:
        """The rows that a `/_sim` route tells."""
        return msgspec.convert(self.told(path)[path.strip("/").partition("?")[0]], list[dict[str, Json]])

    def profile(self, reference: str) -> PersonAnswer:
        """The profile that `/_sim` tells by that reference."""
        return msgspec.convert(self.told(f"/profiles/{reference}"), PersonAnswer)

    def journal(self, query: str = "") -> tuple[JournalEntry, ...]:
        """The journal of the workspace `default`."""
        response = self.sim("GET", f"/requests{query}")
        return msgspec.json.decode(response.body, type=RequestList).requests


def members(response: Response) -> dict[str, Json]:
    """The JSON object in the response."""
    return msgspec.json.decode(response.body, type=dict[str, Json])
