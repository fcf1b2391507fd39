import pytest

from simulator.service import ROUTES
from simulator.service.loopback import is_loopback
from simulator.service.routes import without_prefix
from tests.service.caller import Caller


def test_every_route_has_one_row() -> None:
    rows = [(route.method, route.pattern) for route in ROUTES]

    assert len(rows) == len(set(rows))


def test_only_documented_routes_need_no_key() -> None:
    open_to_all = {route.operation for route in ROUTES if not route.needs_key and route.api == "track"}

    assert open_to_all == {"unsubscribe", "metrics", "pushMetrics", "in-app metrics"}


@pytest.mark.parametrize(
    ("path", "bare"),
    [("/track/api/v1/events", "/api/v1/events"), ("/app/v1/x", "/v1/x"), ("/cdp/b", "/b"), ("/v1/track", "/v1/track")],
)
def test_a_prefix_is_no_part_of_the_path(path: str, bare: str) -> None:
    assert without_prefix(path) == bare


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
