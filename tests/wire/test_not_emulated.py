import msgspec
import pytest

from simulator.wire import Refused, Request, RouteTable, Terms, not_emulated

TABLE = RouteTable(not_emulated.ROUTES)


def answer(method: str, path: str) -> tuple[int, str]:
    found = TABLE.find(method, path)
    assert found is not None
    with pytest.raises(Refused) as refused:
        found[0].decode(Request(method, path), found[1], Terms())
    return refused.value.response.status, refused.value.response.body.decode()


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("POST", "/api/v1/metrics", "metrics"),
        ("POST", "/api/v1/push/events", "pushMetrics"),
        ("POST", "/push/events", "pushMetrics"),
        ("POST", "/api/v1/cio_deliveries/events", "in-app metrics"),
    ],
)
def test_a_documented_track_operation_is_refused_by_name(method: str, path: str, operation: str) -> None:
    expected = f"{operation} is not emulated yet; nothing was done"

    assert answer(method, path) == (501, msgspec.json.encode({"meta": {"error": expected}}).decode())


@pytest.mark.parametrize("path", ["/v1/identify", "/v1/batch", "/v1/t", "/b"])
def test_a_pipelines_call_is_refused_in_the_shape_that_its_clients_read(path: str) -> None:
    status, body = answer("POST", path)

    assert status == 501
    assert msgspec.json.decode(body, type=dict[str, str])["code"] == "not_emulated"


def test_a_documented_path_of_the_app_api_is_refused_by_name() -> None:
    response = not_emulated.app_operation(Request("GET", "/app/v1/campaigns/7"), "/v1/campaigns/7")

    assert response is not None
    assert response.status == 501
    assert b"GET /v1/campaigns/7 is not emulated yet" in response.body


@pytest.mark.parametrize("path", ["/v1/nowhere", "/v2/campaigns", "/v1", "/v1/", "/", ""])
def test_a_path_that_nobody_documents_is_none_of_the_app_api(path: str) -> None:
    assert not_emulated.app_operation(Request("GET", path), path) is None
