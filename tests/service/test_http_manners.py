"""What every HTTP client may expect of the Track API: packed bodies, HEAD, OPTIONS, methods, and the live headers."""

import gzip

import msgspec
import pytest

from simulator.wire.content_encoding import UNPACKED_BYTES_MAX
from tests.service.caller import Caller, members

PLAN = msgspec.json.encode({"plan": "basic"})


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", " x-gzip "])
def test_a_packed_body_is_taken_as_what_it_holds(caller: Caller, encoding: str) -> None:
    response = caller.track("PUT", "/customers/5", gzip.compress(PLAN, mtime=0), content_encoding=encoding)

    assert response.status == 200
    assert caller.profile("5").attributes["plan"].value == "basic"
    assert caller.journal()[0].request == PLAN.decode()


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [
        (PLAN, "gzip", 400),
        (gzip.compress(PLAN, mtime=0)[:-3], "gzip", 400),
        (gzip.compress(PLAN, mtime=0) * 2, "gzip", 400),
        (b"", "gzip", 400),
        (gzip.compress(PLAN, mtime=0), "br", 415),
        (gzip.compress(PLAN, mtime=0), "gzip, gzip", 415),
        (gzip.compress(b" " * (UNPACKED_BYTES_MAX + 1)), "gzip", 413),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_refused(caller: Caller, body: bytes, encoding: str, status: int) -> None:
    response = caller.track("PUT", "/customers/5", body, content_encoding=encoding)

    assert response.status == status
    assert "error" in msgspec.convert(members(response)["meta"], dict[str, str])
    assert caller.rows("/profiles") == []
    assert [entry.status for entry in caller.journal()] == [status]


def test_as_much_as_is_allowed_is_unpacked(caller: Caller) -> None:
    body = gzip.compress(PLAN + b" " * (UNPACKED_BYTES_MAX - len(PLAN)))

    assert caller.track("PUT", "/customers/5", body, content_encoding="gzip").status == 200


@pytest.mark.rule("track.v2.errors-shape")
def test_track_v2_says_in_its_own_shape_that_a_body_cannot_be_unpacked(caller: Caller) -> None:
    response = caller.call(
        "POST", "/api/v2/batch", PLAN, authorization=caller.track_authorization, content_encoding="gzip"
    )

    (fault,) = msgspec.convert(members(response)["errors"], list[dict[str, str]])
    assert fault["reason"] == "parse_error"


@pytest.mark.parametrize("path", ["/customers/5", "/nowhere", "/accounts/region"])
def test_every_answer_of_track_has_the_live_headers(caller: Caller, path: str) -> None:
    for authorization in (caller.track_authorization, ""):
        response = caller.track("PUT", path, {}, authorization=authorization)

        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["cache-control"] == "no-cache, no-store, must-revalidate, max-age=0"
        assert response.headers["content-type"] == "application/json; charset=utf-8"


def test_the_app_api_says_nothing_of_origins(caller: Caller) -> None:
    assert "access-control-allow-origin" not in caller.app("/segments").headers


def test_a_page_of_any_origin_may_call_track_with_the_headers_it_asks_for(caller: Caller) -> None:
    response = caller.call(
        "OPTIONS",
        "/api/v1/customers/5",
        origin="https://shop.example.com",
        access_control_request_method="PUT",
        access_control_request_headers="authorization,content-type",
    )

    assert (response.status, response.body) == (204, b"")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == "DELETE, OPTIONS, PUT"
    assert response.headers["access-control-allow-headers"] == "authorization,content-type"


def test_options_of_the_app_api_tell_the_methods_only(caller: Caller) -> None:
    response = caller.call("OPTIONS", "/v1/segments")

    assert response.status == 204
    assert "GET, HEAD" in response.headers["allow"]
    assert "access-control-allow-methods" not in response.headers


def test_options_of_an_unknown_path_answer_404(caller: Caller) -> None:
    assert caller.call("OPTIONS", "/api/v1/nowhere").status == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/v1/customers/5", "DELETE, OPTIONS, PUT"),
        ("HEAD", "/api/v1/customers/5", "DELETE, OPTIONS, PUT"),
        ("DELETE", "/api/v1/accounts/region", "GET, HEAD, OPTIONS"),
        ("PUT", "/api/v2/batch", "OPTIONS, POST"),
    ],
)
def test_a_method_that_a_path_of_track_has_not_answers_405(
    caller: Caller, method: str, path: str, allowed: str
) -> None:
    response = caller.call(method, path, authorization=caller.track_authorization)

    assert response.status == 405
    assert response.headers["allow"] == allowed
    assert caller.rows("/profiles") == []


@pytest.mark.parametrize("path", ["/api/v1/accounts/region", "/v1/segments", "/_sim/health", "/api/v1/nowhere"])
def test_head_answers_all_that_get_does_but_the_body(caller: Caller, path: str) -> None:
    authorization = caller.app_authorization if path.startswith("/v1") else caller.track_authorization

    read = caller.call("GET", path, authorization=authorization)
    headed = caller.call("HEAD", path, authorization=authorization)

    assert (headed.status, headed.body) == (read.status, b"")
    assert headed.headers == {**read.headers, "content-length": str(len(read.body))}
