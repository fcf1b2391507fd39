"""Exports of people and of deliveries: what is in their files, who gets them, and how long."""

import csv
from io import StringIO
from urllib.parse import urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.service import Service
from simulator.service.exports import EXPORTS_MAX
from simulator.values import Json
from simulator.wire import Response
from simulator.wire.credentials import bearer_header
from tests.app_api.test_message_answers import DEFINITION, send
from tests.builders import START, hours
from tests.openapi.answers import faults
from tests.service.caller import REAL_NOW, Caller, members

EVERYBODY: dict[str, Json] = {"filters": {"attribute": {"field": "cio_id", "operator": "exists"}}}


@pytest.fixture
def shop() -> Caller:
    """A caller of a shop where Maya got a campaign's message and a receipt, and Noor nothing, an hour after START."""
    caller = Caller(Service(now=REAL_NOW, definition=DEFINITION, clock=START))
    caller.track("PUT", "/customers/maya", {"email": "maya@example.com", "plan": "pro", "visits": 3})
    caller.track("PUT", "/customers/noor%40example.com", {"tags": ["a", 'b"c'], "note": "two\nlines, and é"})
    caller.track("POST", "/customers/maya/events", {"name": "Added to Cart"})
    send(caller)
    caller.sim("POST", "/clock/advance", {"by": "1 hour"})
    return caller


def asked(caller: Caller, what: str, body: object) -> Response:
    return caller.call("POST", f"/v1/exports/{what}", body, authorization=caller.app_authorization)


def export(response: Response) -> dict[str, Json]:
    assert response.status == 200, response.body
    return msgspec.convert(members(response)["export"], dict[str, Json])


def url_of(caller: Caller, number: Json, **headers: str) -> str:
    keyed = {"host": "localhost:8025", "authorization": caller.app_authorization, **headers}
    return str(members(caller.call("GET", f"/v1/exports/{number}/download", **keyed))["url"])


def fetched(caller: Caller, url: str) -> Response:
    """What stands behind the link, for somebody without a key."""
    return caller.call("GET", urlsplit(url).path)


def rows(caller: Caller, what: str, body: object) -> list[dict[str, str]]:
    """The rows of a new export's file."""
    response = fetched(caller, url_of(caller, export(asked(caller, what, body))["id"]))
    assert response.status == 200, response.body
    return list(csv.DictReader(StringIO(response.body.decode(), newline="")))


def header(caller: Caller, what: str, body: object) -> list[str]:
    return list(rows(caller, what, body)[0])


@pytest.mark.rule("app.export.columns")
def test_a_file_of_people_has_their_identifiers_and_everything_they_have(shop: Caller) -> None:
    maya, noor = rows(shop, "customers", EVERYBODY)

    nothing = {"tags": "", "note": ""}
    assert maya == {
        "id": "maya", "email": "maya@example.com", "cio_id": "03000001", "plan": "pro", "visits": "3", **nothing,
    }  # fmt: skip
    assert (noor["id"], noor["plan"], noor["tags"]) == ("", "", '["a","b\\"c"]')
    assert noor["note"] == "two\nlines, and é"


def test_a_file_of_people_holds_those_whom_the_filter_lets_through(shop: Caller) -> None:
    pro: Json = {"attribute": {"field": "plan", "operator": "eq", "value": "pro"}}

    assert [row["id"] for row in rows(shop, "customers", {"filters": pro})] == ["maya"]
    assert [row["id"] for row in rows(shop, "customers", {"filters": {"not": pro}})] == [""]


@pytest.mark.rule("app.export.attributes")
def test_attributes_that_are_asked_for_are_the_extra_columns(shop: Caller) -> None:
    body = {**EVERYBODY, "attributes": ["visits", "unheard of", "id"]}

    assert header(shop, "customers", body) == ["id", "email", "cio_id", "visits", "unheard of"]
    assert header(shop, "customers", {**EVERYBODY, "attributes": []}) == ["id", "email", "cio_id"]


def test_a_workspace_with_phones_has_a_column_for_them(shop: Caller) -> None:
    caller = Caller(Service(now=REAL_NOW, definition={"settings": {"identifiers": ["id", "email", "phone"]}}))
    caller.v2(action="identify", identifiers={"phone": "+12025550143"})

    (person,) = rows(caller, "customers", EVERYBODY)

    assert person == {"id": "", "email": "", "phone": "+12025550143", "cio_id": "03000001"}


def test_a_file_shows_the_workspace_as_it_was_when_it_was_asked_for(shop: Caller) -> None:
    made = export(asked(shop, "customers", EVERYBODY))
    shop.track("PUT", "/customers/maya", {"plan": "basic"})
    shop.track("DELETE", "/customers/noor%40example.com")

    file = fetched(shop, url_of(shop, made["id"])).body.decode()

    assert "pro" in file
    assert "basic" not in file
    assert "noor@example.com" in file


@pytest.mark.rule("app.export.columns")
def test_a_file_of_deliveries_tells_who_got_what_and_when(shop: Caller) -> None:
    (row,) = rows(shop, "deliveries", {"campaign_id": 1, "attributes": ["plan", "visits"]})

    at = str(START + 1_800)
    reached = {name: value for name, value in row.items() if value}
    assert reached.pop("delivery_id")
    assert reached == {
        "delivery_type": "email", "id": "maya", "email": "maya@example.com", "cio_id": "03000001", "campaign_id": "1",
        "action_id": "1", "recipient": "maya@example.com", "subject": "Your cart", "created": at, "sent": at,
        "plan": "pro", "visits": "3",
    }  # fmt: skip


@pytest.mark.rule("app.export.one-sender")
@pytest.mark.parametrize(
    ("body", "subjects"),
    [
        ({"campaign_id": 1}, ["Your cart"]),
        ({"action_id": 1}, ["Your cart"]),
        ({"transactional_message_id": 1}, ["Order A-1"]),
        ({"newsletter_id": 1}, []),
        ({"campaign_id": 99}, []),
        ({"campaign_id": 1, "metric": "sent"}, ["Your cart"]),
        ({"campaign_id": 1, "metric": "created"}, ["Your cart"]),
        ({"campaign_id": 1, "metric": "failed"}, []),
        ({"campaign_id": 1, "start": START + 1_800, "end": START + 1_800}, ["Your cart"]),
        ({"campaign_id": 1, "start": START + 1_801}, []),
        ({"campaign_id": 1, "end": START}, []),
        ({"transactional_message_id": 1, "start": None, "campaign_id": None}, ["Order A-1"]),
    ],
)
def test_a_file_of_deliveries_holds_those_that_are_asked_for(
    shop: Caller, body: dict[str, Json], subjects: list[str]
) -> None:
    assert [row["subject"] for row in rows(shop, "deliveries", body)] == subjects


@pytest.mark.rule("app.export.drafts")
def test_drafts_come_with_the_others_where_they_are_asked_for(shop: Caller) -> None:
    send(shop, message_data={"order": "A-2"}, queue_draft=True)

    def sent(**more: Json) -> list[str]:
        return [row["subject"] for row in rows(shop, "deliveries", {"transactional_message_id": 1, **more})]

    assert (sent(), sent(drafts=False)) == (["Order A-1"], ["Order A-1"])
    assert sent(drafts=True) == ["Order A-1", "Order A-2"]


@pytest.mark.rule("app.export.window")
def test_deliveries_go_back_six_months_and_twelve_where_the_caller_says_since_when(shop: Caller) -> None:
    shop.sim("POST", "/clock/advance", {"by": "200 days"})

    assert rows(shop, "deliveries", {"campaign_id": 1}) == []
    assert len(rows(shop, "deliveries", {"campaign_id": 1, "start": START})) == 1
    shop.sim("POST", "/clock/advance", {"by": "200 days"})
    assert rows(shop, "deliveries", {"campaign_id": 1, "start": START}) == []


def test_a_recipient_who_is_gone_leaves_what_was_sent(shop: Caller) -> None:
    shop.track("DELETE", "/customers/maya")

    (row,) = rows(shop, "deliveries", {"campaign_id": 1, "attributes": ["plan"]})

    assert (row["recipient"], row["cio_id"], row["id"], row["plan"]) == ("maya@example.com", "03000001", "", "")


def test_an_export_is_pending_when_it_is_asked_for_and_done_when_somebody_looks(shop: Caller) -> None:
    begun = export(asked(shop, "customers", EVERYBODY))
    later = export(shop.app(f"/exports/{begun['id']}"))

    assert (begun["status"], later["status"]) == ("pending", "done")
    assert later == {**begun, "status": "done"}
    assert (later["type"], later["total"], later["created_at"], later["failed"]) == (
        "customers", 2, START + hours(1), False,
    )  # fmt: skip


def test_answers_are_what_the_vendors_schemas_say(shop: Caller) -> None:
    asked_for_people = members(asked(shop, "customers", EVERYBODY))
    asked_for_deliveries = members(asked(shop, "deliveries", {"campaign_id": 1}))

    assert faults("exportPeopleData", asked_for_people) == []
    assert faults("exportDeliveriesData", asked_for_deliveries) == []
    assert faults("listExports", members(shop.app("/exports"))) == []
    assert faults("getExport", members(shop.app("/exports/1"))) == []
    assert faults("downloadExport", members(shop.app("/exports/1/download"))) == []


def listed(caller: Caller) -> list[dict[str, Json]]:
    return msgspec.convert(members(caller.app("/exports"))["exports"], list[dict[str, Json]])


def test_exports_are_listed_newest_first_with_how_often_a_link_was_given(shop: Caller) -> None:
    asked(shop, "customers", EVERYBODY)
    asked(shop, "deliveries", {"action_id": 1})
    url_of(shop, 1)
    url_of(shop, 1)

    told = [(one["id"], one["type"], one["description"], one["downloads"]) for one in listed(shop)]

    assert told == [
        (2, "deliveries", "deliveries of action 1", 0), (1, "customers", "people whom a filter lets through", 2),
    ]  # fmt: skip


def test_the_oldest_export_goes_where_there_are_too_many(shop: Caller) -> None:
    asked(shop, "customers", EVERYBODY)
    first = url_of(shop, 1)
    for _ in range(EXPORTS_MAX):
        asked(shop, "customers", EVERYBODY)

    assert [one["id"] for one in listed(shop)] == list(range(EXPORTS_MAX + 1, 1, -1))
    assert (shop.app("/exports/1").status, fetched(shop, first).status) == (404, 404)


@pytest.mark.rule("app.400.json")
@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("customers", b"{"),
        ("customers", {}),
        ("customers", {"filter": EVERYBODY["filters"]}),
        ("customers", {"filters": {"xor": []}}),
        ("customers", {**EVERYBODY, "attributes": "plan"}),
        ("customers", {**EVERYBODY, "attributes": [1]}),
        ("customers", {**EVERYBODY, "attributes": ["a"] * 301}),
        ("deliveries", b"[]"),
        ("deliveries", {}),
        ("deliveries", {"campaign_id": 1, "action_id": 1}),
        ("deliveries", {"campaign_id": "1"}),
        ("deliveries", {"campaign_id": True}),
        ("deliveries", {"campaign_id": 1, "start": "2026-01-05"}),
        ("deliveries", {"campaign_id": 1, "end": -1}),
        ("deliveries", {"campaign_id": 1, "metric": "liked"}),
        ("deliveries", {"campaign_id": 1, "drafts": "yes"}),
    ],
)
def test_a_wish_that_cannot_be_meant_is_refused_and_nothing_is_made(shop: Caller, what: str, body: object) -> None:
    response = asked(shop, what, body)

    (error,) = msgspec.convert(members(response)["errors"], list[dict[str, str]])
    assert (response.status, error["status"]) == (400, "400")
    assert listed(shop) == []


@pytest.mark.rule("app.404.resource")
@pytest.mark.parametrize("number", ["1", "0", "x", "99999999999999999999", "-1"])
def test_an_export_that_is_not_there_answers_404(shop: Caller, number: str) -> None:
    assert (shop.app(f"/exports/{number}").status, shop.app(f"/exports/{number}/download").status) == (404, 404)


@pytest.mark.parametrize(
    ("host", "scheme", "begins"),
    [
        ("localhost:8025", "http", "http://localhost:8025/"),
        ("localhost:8025", "https", "https://localhost:8025/"),
        ("[::1]:8025", "http", "http://[::1]:8025/"),
        ("api.customer.io", "http", "https://api.customer.io/"),
        ("API-EU.customer.io", "http", "https://API-EU.customer.io/"),
        ("a b/", "http", "https://api.customer.io/"),
        ("", "http", "https://api.customer.io/"),
    ],
)
def test_a_link_leads_to_the_host_that_the_caller_used(shop: Caller, host: str, scheme: str, begins: str) -> None:
    asked(shop, "customers", EVERYBODY)
    request = shop.request("GET", "/v1/exports/1/download", host=host, authorization=shop.app_authorization)

    response = shop.service.handle(msgspec.structs.replace(request, scheme=scheme), REAL_NOW)

    assert str(members(response)["url"]).startswith(f"{begins}exports/")


def test_a_link_is_followed_on_the_app_hosts_and_on_no_other_api(shop: Caller) -> None:
    asked(shop, "customers", EVERYBODY)
    path = urlsplit(url_of(shop, 1)).path

    statuses = {
        host: shop.call("GET", path, host=host).status
        for host in ("api.customer.io", "api-eu.customer.io", "track.customer.io", "cdp.customer.io")
    }

    assert statuses == {
        "api.customer.io": 200, "api-eu.customer.io": 200, "track.customer.io": 404, "cdp.customer.io": 404,
    }  # fmt: skip


def test_a_file_says_what_it_is_and_how_it_is_called(shop: Caller) -> None:
    asked(shop, "customers", EVERYBODY)

    response = fetched(shop, url_of(shop, 1))

    assert response.headers == {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="customers-2026-03-02_10-00.csv"',
    }


@pytest.mark.rule("app.export.url15")
def test_a_link_works_for_15_minutes_and_another_one_after_that(shop: Caller) -> None:
    asked(shop, "customers", EVERYBODY)
    link = url_of(shop, 1)

    shop.sim("POST", "/clock/advance", {"by": "15 minutes"})
    assert fetched(shop, link).status == 200
    shop.sim("POST", "/clock/advance", {"by": "1 second"})
    assert fetched(shop, link).status == 404
    assert fetched(shop, url_of(shop, 1)).status == 200


def test_a_link_cannot_be_made_from_another(shop: Caller) -> None:
    asked(shop, "customers", EVERYBODY)
    asked(shop, "deliveries", {"campaign_id": 1})
    _, folder, link, name = urlsplit(url_of(shop, 1)).path.split("/")
    workspace, number, until, seal = link.split(".")

    for forged in (
        f"{workspace}.2.{until}.{seal}",
        f"{workspace}.{number}.{int(until) + 1}.{seal}",
        f"{workspace}.{number}.{until}.{'0' * 64}",
        "nothing",
        "%FF",
    ):
        assert shop.call("GET", f"/{folder}/{forged}/{name}").status == 404


def another(caller: Caller) -> dict[str, str]:
    """The credentials of another workspace of the same service."""
    made = members(caller.sim("POST", "/workspaces", {"name": "theirs", "clock": "frozen"}))
    return msgspec.convert(made["credentials"], dict[str, str])


def test_another_workspaces_key_sees_no_export(shop: Caller) -> None:
    asked(shop, "customers", EVERYBODY)
    theirs = bearer_header(another(shop)["app_key"])

    def seen(path: str) -> Response:
        return shop.call("GET", f"/v1/exports{path}", authorization=theirs)

    assert members(seen("")) == {"exports": []}
    assert (seen("/1").status, seen("/1/download").status) == (404, 404)
    assert shop.call("GET", "/v1/exports").status == 401


def test_the_link_of_a_workspace_that_is_forgotten_answers_404(shop: Caller) -> None:
    shop.app_authorization = bearer_header(another(shop)["app_key"])
    asked(shop, "customers", EVERYBODY)
    link = url_of(shop, 1)
    assert fetched(shop, link).status == 200

    shop.sim("DELETE", "/workspaces/theirs")
    another(shop)
    asked(shop, "customers", EVERYBODY)

    assert fetched(shop, link).status == 404


def test_a_reset_takes_the_exports_along_and_their_numbers_begin_anew(shop: Caller) -> None:
    asked(shop, "customers", EVERYBODY)
    link = url_of(shop, 1)

    shop.sim("POST", "/reset")
    made = export(asked(shop, "customers", EVERYBODY))

    assert (made["id"], made["total"]) == (1, 0)
    assert fetched(shop, link).status == 404


def test_a_snapshot_brings_back_the_exports_of_its_second(shop: Caller) -> None:
    asked(shop, "customers", EVERYBODY)
    shop.sim("POST", "/snapshots", {"name": "before"})
    link = url_of(shop, 1)
    asked(shop, "deliveries", {"campaign_id": 1})

    shop.sim("POST", "/snapshots/before/restore")

    assert [(one["id"], one["downloads"]) for one in listed(shop)] == [(1, 0)]
    assert fetched(shop, link).status == 200
    assert export(asked(shop, "customers", EVERYBODY))["id"] == 2


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_whatever_a_value_holds_is_read_from_the_file_as_it_was_sent(value: str) -> None:
    caller = Caller(Service(now=REAL_NOW, definition={}, clock=START))
    caller.track("PUT", "/customers/5", {"note": value, "next": "untouched"})

    (row,) = rows(caller, "customers", {**EVERYBODY, "attributes": ["note", "next"]})

    assert row == {"id": "5", "email": "", "cio_id": "03000001", "note": value, "next": "untouched"}


def test_an_attribute_may_have_any_name(shop: Caller) -> None:
    names = ["a,b", 'say "hi"', "two\nlines", "=1+1", ""]
    shop.track("PUT", "/customers/maya", {name: str(place) for place, name in enumerate(names)})

    maya, _ = rows(shop, "customers", {**EVERYBODY, "attributes": names})

    assert [maya[name] for name in names[:-1]] == ["0", "1", "2", "3"]


def test_an_attribute_that_is_called_like_a_column_has_none_of_its_own(shop: Caller) -> None:
    shop.track("PUT", "/customers/maya", {"subject": "maths"})

    (row,) = rows(shop, "deliveries", {"campaign_id": 1, "attributes": ["subject", "plan"]})

    assert (row["subject"], row["plan"], list(row).count("subject")) == ("Your cart", "pro", 1)
