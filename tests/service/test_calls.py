import pytest

from simulator.instants import instant_text
from simulator.wire.credentials import basic_header
from tests.builders import START, hours, minutes
from tests.service.caller import Caller, members

UNAUTHORIZED = {"meta": {"error": "Unauthorized request"}}


@pytest.mark.rule("track.v1.ok-body")
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/customers/5", {"plan": "basic"}),
        ("PUT", "/customers/5", None),
        ("POST", "/customers/5/events", {"name": "buy"}),
        ("POST", "/events", {"name": "watched", "anonymous_id": "a"}),
        ("POST", "/segments/3/add_customers", {"ids": ["5"]}),
        ("POST", "/segments/3/remove_customers", {"ids": ["5"]}),
    ],
)
def test_a_call_that_is_taken_answers_three_bytes(caller: Caller, method: str, path: str, body: object) -> None:
    response = caller.track(method, path, body)

    assert response.status == 200
    assert response.body == b"{}\n"
    assert response.headers["content-type"] == "application/json; charset=utf-8"


def test_a_call_that_is_taken_tells_the_number_of_its_operation(caller: Caller) -> None:
    first = caller.track("PUT", "/customers/5", {})
    second = caller.track("PUT", "/customers/5", {})

    assert int(second.headers["x-sim-operation"]) == int(first.headers["x-sim-operation"]) + 1


@pytest.mark.rule("track.v1.auth-missing")
@pytest.mark.parametrize(
    "authorization",
    ["", "Basic", basic_header("sim-site", "wrong"), basic_header("other", "sim-track-key"), "Bearer sim-app-key"],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/customers/5"),
        ("POST", "/events"),
        ("GET", "/accounts/region"),
        ("DELETE", "/customers/5"),
        ("POST", "/merge_customers"),
    ],
)
def test_track_takes_nothing_without_its_credentials(
    caller: Caller, authorization: str, method: str, path: str
) -> None:
    response = caller.track(method, path, {}, authorization=authorization)

    assert response.status == 401
    assert members(response) == UNAUTHORIZED
    assert caller.rows("/profiles") == []


@pytest.mark.rule("app.auth.bearer")
@pytest.mark.rule("app.auth.401-errors")
@pytest.mark.rule("app.auth.same-401")
@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", basic_header("sim-site", "sim-track-key")])
def test_the_app_api_refuses_every_wrong_key_with_one_answer(caller: Caller, authorization: str) -> None:
    response = caller.call("GET", "/v1/segments", authorization=authorization)

    assert response.status == 401
    assert members(response) == {"errors": [{"detail": "unauthorized", "status": "401"}]}


@pytest.mark.rule("track.v1.auth-not-needed")
@pytest.mark.parametrize("path", ["/api/v1/metrics", "/api/v1/push/events", "/push/events"])
def test_a_call_without_key_is_not_refused_for_it(caller: Caller, path: str) -> None:
    assert caller.call("POST", path, {}).status == 501


@pytest.mark.rule("track.v1.unknown-route")
@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/api/v1/nowhere", {}),
        ("/api/v3", {}),
        ("/track/nowhere", {}),
        ("/nowhere", {"host": "track.customer.io"}),
        ("/nowhere", {"host": "Track-EU.customer.io:443"}),
        ("/v1/segments", {"host": "track.customer.io"}),
        ("/track/v1/segments", {}),
    ],
)
def test_an_unknown_path_of_track_answers_json(caller: Caller, path: str, headers: dict[str, str]) -> None:
    response = caller.call("GET", path, **headers)

    assert response.status == 404
    assert members(response) == {"meta": {"error": "Not found"}}


@pytest.mark.rule("app.404.route")
@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/v1/nowhere", {}),
        ("/app/x", {}),
        ("/nowhere", {"host": "api.customer.io"}),
        ("/api/v1/accounts/region", {"host": "api.customer.io"}),
        ("/app/api/v1/accounts/region", {}),
    ],
)
def test_an_unknown_path_of_the_app_api_answers_a_page(caller: Caller, path: str, headers: dict[str, str]) -> None:
    response = caller.call("GET", path, **headers)

    assert response.status == 404
    assert response.headers["content-type"].startswith("text/html")
    assert b"Page Not Found" in response.body


def test_a_path_of_no_api_answers_problem_details(caller: Caller) -> None:
    response = caller.call("GET", "/favicon.ico")

    assert response.status == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_a_path_that_is_no_utf8_answers_404(caller: Caller) -> None:
    assert caller.track("PUT", "/customers/%FF", {}).status == 404


@pytest.mark.parametrize(("prefix", "path"), [("/track", "/api/v1/customers/5"), ("", "/api/v1/customers/5")])
def test_a_prefix_may_name_the_api(caller: Caller, prefix: str, path: str) -> None:
    response = caller.call("PUT", prefix + path, {}, authorization=caller.track_authorization)

    assert response.status == 200


@pytest.mark.rule("track.v1.region")
def test_the_region_names_the_workspace(caller: Caller) -> None:
    response = caller.track("GET", "/accounts/region")

    assert members(response) == {"url": "https://track.customer.io", "region": "us", "environment_id": 1}


@pytest.mark.parametrize("body", [b"{", b"\x00", b'{"name":"' + b"\xff" + b'"}', b"[" * 100_000, b'{"a":' * 100_000])
def test_a_refused_call_applies_nothing_and_is_in_the_journal(caller: Caller, body: bytes) -> None:
    response = caller.track("POST", "/customers/5/events", body)

    assert response.status == 400
    assert caller.rows("/profiles") == []
    assert [entry.status for entry in caller.journal()] == [400]


@pytest.mark.rule("attributes.limits")
@pytest.mark.rule("track.v1.error-envelope")
def test_over_a_limit_nothing_of_the_call_is_applied(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {"plan": "basic"})

    response = caller.track("PUT", "/customers/5", {"plan": "pro", "bio": "x" * 1_001})

    assert response.status == 400
    assert members(response) == {"meta": {"error": "value for attribute 'bio' cannot be longer than 1000 bytes"}}
    assert caller.told("/profiles/5")["attributes"] == {
        "plan": {"value": "basic", "at": START, "operation": 2, "source": "Track API"}
    }


@pytest.mark.parametrize("identifier", ["a%2Fb%40c%20d", "100%25", "a+b", "%00", "caf%C3%A9", "..", "%2e%2e%2f"])
def test_odd_ids_travel_whole(caller: Caller, identifier: str) -> None:
    caller.track("PUT", f"/customers/{identifier}", {"plan": "basic"})

    assert caller.app(f"/customers/{identifier}/attributes").status == 200


def test_what_was_due_before_a_call_fires_before_it(caller: Caller) -> None:
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})

    later = instant_text(START + minutes(31))
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Order Placed"}, x_sim_at=later)

    assert [row["state"] for row in caller.rows("/messages")] == ["sent"]
    fired = [row.effect.name for row in caller.journal()[-1].fired]
    assert fired.count("MessageDecided") == 1


def test_a_call_that_carries_an_instant_is_received_then(caller: Caller) -> None:
    caller.track("POST", "/customers/5/events", {"name": "buy"}, x_sim_at=instant_text(START + hours(2)))

    assert caller.told("/clock")["now"] == instant_text(START + hours(2))
    assert caller.journal()[-1].at == START + hours(2)


def test_an_instant_that_is_over_is_refused_and_nothing_is_done(caller: Caller) -> None:
    response = caller.track("PUT", "/customers/5", {}, x_sim_at=instant_text(START - 1))

    assert response.status == 409
    assert response.headers["content-type"] == "application/problem+json"
    assert caller.rows("/profiles") == []


def test_an_instant_is_refused_where_the_clock_is_real(real_caller: Caller) -> None:
    response = real_caller.track("PUT", "/customers/5", {}, x_sim_at=instant_text(real_caller.real_now + 60))

    assert response.status == 409
    assert b"frozen clock" in response.body


def test_an_instant_that_is_none_is_refused(caller: Caller) -> None:
    assert caller.track("PUT", "/customers/5", {}, x_sim_at="soon").status == 400


def test_a_real_clock_goes_with_the_machines(real_caller: Caller) -> None:
    real_caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})

    real_caller.real_now += minutes(30)

    assert [row["state"] for row in real_caller.rows("/messages")] == ["sent"]


def test_a_real_clock_stands_while_the_machines_goes_back(real_caller: Caller) -> None:
    real_caller.real_now += 10
    real_caller.track("PUT", "/customers/5", {})
    real_caller.real_now -= 5

    response = real_caller.track("PUT", "/customers/6", {})

    assert response.status == 200
    assert real_caller.journal()[-1].at == real_caller.real_now + 5


def test_reading_on_a_frozen_clock_makes_nothing_happen(caller: Caller) -> None:
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})

    caller.real_now += hours(9)
    caller.app("/customers/maya%40example.com/attributes?id_type=email")

    assert caller.rows("/messages") == []
    assert caller.told("/clock")["now"] == instant_text(START)
