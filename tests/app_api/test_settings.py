"""What a workspace's owner chooses of the App API's answers, each setting with its other value."""

import msgspec
import pytest

from simulator.values import Json
from simulator.wire import Response
from tests.service.caller import DEFINITION, Caller, members

ERRORS_401: dict[str, Json] = {"errors": [{"detail": "unauthorized", "status": "401"}]}
META_401: dict[str, Json] = {"meta": {"error": "Unauthorized request"}}


def choose(caller: Caller, **settings: Json) -> None:
    assert caller.sim("PUT", "/workspace", {**DEFINITION, "settings": settings}).status == 200


def search(caller: Caller, written: Json, query: str = "") -> Response:
    return caller.call("POST", f"/v1/customers{query}", {"filter": written}, authorization=caller.app_authorization)


def found(caller: Caller, written: Json) -> list[str]:
    response = search(caller, written)
    assert response.status == 200, response.body
    return msgspec.convert(members(response)["ids"], list[str])


EVERYBODY: dict[str, Json] = {"attribute": {"field": "cio_id", "operator": "exists"}}
MALFORMED: dict[str, Json] = {"attribute": {"field": "plan", "operator": "gt", "value": "1"}}
UNKNOWN: dict[str, Json] = {"segment": {"id": 99}}
NOT_UNKNOWN: dict[str, Json] = {"not": UNKNOWN}


@pytest.fixture
def shop(caller: Caller) -> Caller:
    """A caller of a workspace with 5 and 6, of whom 5 has the email Maya@example.com."""
    caller.track("PUT", "/customers/5", {"email": "Maya@example.com"})
    caller.track("PUT", "/customers/6", {})
    return caller


@pytest.mark.rule("app.auth.401-errors")
@pytest.mark.rule("app.auth.401-send")
@pytest.mark.parametrize(
    ("choice", "of_a_read", "of_a_send"),
    [
        ("by_endpoint", ERRORS_401, META_401),
        ("errors", ERRORS_401, ERRORS_401),
        ("meta_error", META_401, META_401),
    ],
)
def test_the_body_of_a_refused_key_is_chosen(
    shop: Caller, choice: str, of_a_read: dict[str, Json], of_a_send: dict[str, Json]
) -> None:
    choose(shop, app_unauthorized_body=choice)

    read, sent = shop.call("GET", "/v1/segments"), shop.call("POST", "/v1/send/email", {})

    assert (read.status, sent.status) == (401, 401)
    assert (members(read), members(sent)) == (of_a_read, of_a_send)


@pytest.mark.rule("app.404.route")
def test_an_unknown_route_answers_json_where_that_is_chosen(shop: Caller) -> None:
    choose(shop, app_unknown_route="json_404")

    response = shop.app("/nowhere")

    assert (response.status, members(response)) == (404, {"errors": [{"detail": "not found", "status": "404"}]})


@pytest.mark.rule("app.people.unwrapped")
@pytest.mark.parametrize("wrapped", [True, False])
def test_people_by_id_are_wrapped_where_that_is_chosen(shop: Caller, *, wrapped: bool) -> None:
    choose(shop, app_people_by_id_wrapped=wrapped)

    response = shop.call("POST", "/v1/customers/attributes", {"ids": ["5"]}, authorization=shop.app_authorization)

    (told,) = msgspec.convert(members(response)["customers"], list[dict[str, Json]])
    assert ("customer" in told, "id" in told) == (wrapped, not wrapped)


@pytest.mark.rule("app.email.lookup-case")
@pytest.mark.parametrize("identifiers", [["id", "email"], ["id"]])
@pytest.mark.parametrize(
    ("choice", "asked", "count"),
    [("exact", "maya@example.com", 0), ("exact", "Maya@example.com", 1), ("insensitive", "maya@example.com", 1)],
)
def test_the_search_by_email_regards_case_where_that_is_chosen(
    shop: Caller, identifiers: list[Json], choice: str, asked: str, count: int
) -> None:
    choose(shop, identifiers=identifiers, app_email_lookup_case=choice)
    shop.track("PUT", "/customers/5", {"email": "Maya@example.com"})

    answer = members(shop.app(f"/customers?email={asked}"))

    assert len(msgspec.convert(answer["results"], list[Json])) == count


@pytest.mark.rule("app.page.next")
@pytest.mark.parametrize(
    "path",
    ["/activities", "/messages", "/campaigns/1/actions", "/segments/3/membership", "/customers/5/relationships"],
)
def test_next_is_absent_on_the_last_page_where_that_is_chosen(shop: Caller, path: str) -> None:
    empty = members(shop.app(path))
    choose(shop, app_next_at_end="absent")

    absent = members(shop.app(path))

    assert (empty["next"], "next" in absent) == ("", False)


@pytest.mark.rule("app.page.next")
def test_next_stands_on_every_page_but_the_last_where_it_is_absent_there(shop: Caller) -> None:
    choose(shop, app_next_at_end="absent")

    first = members(search(shop, EVERYBODY, "?limit=1"))
    second = members(search(shop, EVERYBODY, f"?limit=1&start={first['next']}"))

    assert (first["ids"], second["ids"], "next" in second) == (["5"], ["6"], False)


@pytest.mark.rule("app.page.limit-max")
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/activities", 100), ("/customers/5/activities", 100), ("/messages", 1_000), ("/customers/5/messages", 1_000),
        ("/segments/3/membership", 30_000), ("/esp/suppression/bounces", 1_000),
    ],
)  # fmt: skip
def test_a_limit_over_the_maximum_is_refused_where_that_is_chosen(shop: Caller, path: str, most: int) -> None:
    cut = shop.app(f"{path}?limit={most + 1}").status
    choose(shop, app_limit_over_max="error_400")

    assert (cut, shop.app(f"{path}?limit={most + 1}").status, shop.app(f"{path}?limit={most}").status) == (
        200,
        400,
        200,
    )


@pytest.mark.rule("app.filter.bad")
@pytest.mark.parametrize("written", [MALFORMED, {"not": MALFORMED}, {"or": [EVERYBODY, MALFORMED]}, {}])
def test_a_malformed_filter_finds_nobody_where_that_is_chosen(shop: Caller, written: Json) -> None:
    refused = search(shop, written).status
    choose(shop, app_filter_malformed="empty")

    assert (refused, found(shop, written)) == (400, [])


@pytest.mark.rule("app.filter.unknown-segment")
def test_a_filter_with_an_unknown_segment_answers_404_where_that_is_chosen(shop: Caller) -> None:
    nobody = found(shop, UNKNOWN)
    choose(shop, app_unknown_segment_in_filter="error_404", app_filter_malformed="empty")

    statuses = [search(shop, written).status for written in (UNKNOWN, NOT_UNKNOWN, EVERYBODY)]

    assert (nobody, statuses) == ([], [404, 404, 200])
