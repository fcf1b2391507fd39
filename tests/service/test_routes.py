import pytest

from simulator.service import ROUTES
from simulator.service.loopback import is_loopback
from simulator.service.routes import addressed, find_call
from simulator.wire import Request
from simulator.wire.routing import Api
from tests.service.caller import Caller


def test_every_route_has_one_row() -> None:
    rows = [(route.method, route.pattern) for route in ROUTES]

    assert len(rows) == len(set(rows))


def test_only_documented_routes_need_no_key() -> None:
    open_to_all = {route.operation for route in ROUTES if not route.needs_key and route.api == "track"}

    assert open_to_all == {"unsubscribe", "metrics", "pushMetrics", "in-app metrics"}


@pytest.mark.parametrize(
    ("host", "path", "api", "known_as"),
    [
        ("track.customer.io", "/api/v1/events", "track", "/api/v1/events"),
        ("Track-EU.customer.io:443", "/v1/segments", "track", "/v1/segments"),
        ("api.customer.io", "/track/api/v1/events", "app", "/track/api/v1/events"),
        ("cdp-eu.customer.io", "/v1/track", "pipelines", "/v1/track"),
        ("localhost:8025", "/track/api/v1/events", "track", "/api/v1/events"),
        ("localhost:8025", "/app/v1/segments", "app", "/v1/segments"),
        ("localhost:8025", "/cdp/b", "pipelines", "/b"),
        ("localhost:8025", "/v1/track", None, "/v1/track"),
        ("localhost:8025", "/track", None, "/track"),
        ("customer.io", "/api/v1/events", None, "/api/v1/events"),
    ],
)
def test_a_host_names_the_api_else_a_prefix_does(host: str, path: str, api: str | None, known_as: str) -> None:
    assert addressed(Request("GET", path, headers={"host": host})) == (api, known_as)


@pytest.mark.parametrize(
    ("method", "path", "api"),
    [
        ("PUT", "/api/v1/customers/5", "track"),
        ("GET", "/v1/segments", "app"),
        ("POST", "/v1/identify", "pipelines"),
    ],
)
def test_a_call_is_found_by_its_own_api_and_by_no_other(method: str, path: str, api: Api) -> None:
    apis: tuple[Api, ...] = ("track", "app", "pipelines")
    others = [other for other in apis if other != api]

    own = find_call(method, path, api)

    assert own is not None
    assert own == find_call(method, path, None)
    assert [find_call(method, path, other) for other in others] == [None, None]


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("LocalHost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("track.customer.io", False),
        ("localhost.example.com", False),
        ("", False),
    ],
)
def test_loopback_means_this_machine_only(host: str, only_here: bool) -> None:
    assert is_loopback(host) is only_here


@pytest.mark.rule("app.404.route")
@pytest.mark.parametrize("path", ["/v1/customers/%FF/attributes", "/v1/nowhere", "/v1/campaigns/7/nowhere"])
def test_a_path_that_the_app_api_does_not_know_answers_a_page(caller: Caller, path: str) -> None:
    response = caller.call("GET", path)

    assert response.status == 404
    assert response.headers["content-type"].startswith("text/html")
