import msgspec
import pytest

from simulator.wire import Refused, Request, RouteTable, Terms, app_api, not_emulated
from simulator.wire.app_api.operations import DOCUMENTED

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


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/v1/newsletters/7", "getNewsletters"),
        ("PUT", "/v1/collections/3/content", "updateCollectionContents"),
        ("DELETE", "/v1/snippets/footer", "deleteSnippet"),
    ],
)
def test_a_documented_operation_of_the_app_api_is_refused_by_name(method: str, path: str, operation: str) -> None:
    detail = f"{operation} is not emulated yet; nothing was done"
    expected: dict[str, list[dict[str, str]]] = {"errors": [{"detail": detail, "status": "501"}]}

    assert answer(method, path) == (501, msgspec.json.encode(expected).decode())


def test_every_documented_operation_is_emulated_or_refused_by_name() -> None:
    whole = RouteTable((*app_api.ROUTES, *not_emulated.ROUTES))

    assert len(DOCUMENTED) == 115
    for operation in DOCUMENTED:
        found = whole.find(operation.method, operation.path.replace("{", "").replace("}", ""))
        assert found is not None
        assert found[0].operation == operation.name


@pytest.mark.parametrize("path", ["/v1/nowhere", "/v2/campaigns", "/v1", "/v1/", "/", ""])
def test_a_path_that_nobody_documents_has_no_row(path: str) -> None:
    assert TABLE.find("GET", path) is None
