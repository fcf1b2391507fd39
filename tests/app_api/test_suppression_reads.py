"""The email provider's lists as the App API reads them: by list, by address, and what stands where since when."""

import msgspec
import pytest

from simulator.service import Service
from simulator.values import Json
from tests.builders import START, hours
from tests.openapi.answers import faults, members_of
from tests.service.caller import REAL_NOW, Caller, members


@pytest.fixture
def shop() -> Caller:
    """A caller of a workspace where an email follows an order at once, its clock frozen at START."""
    receipt: dict[str, Json] = {"trigger": {"event": "Order Placed"}, "steps": [{"send": {"email": "Thanks"}}]}
    return Caller(Service(now=REAL_NOW, definition={"campaigns": {"Receipts": receipt}}, clock=START))


def suppress(caller: Caller, reason: str, address: str) -> None:
    assert caller.app(f"/esp/suppression/{reason}/{address}", "POST").status == 200


def unsuppress(caller: Caller, reason: str, address: str) -> None:
    assert caller.app(f"/esp/suppression/{reason}/{address}", "DELETE").status == 204


def rows(caller: Caller, path: str) -> list[dict[str, Json]]:
    return msgspec.convert(members(caller.app(f"/esp/{path}"))["suppressions"], list[dict[str, Json]])


def addresses(caller: Caller, path: str) -> list[Json]:
    return [row["email"] for row in rows(caller, path)]


@pytest.mark.rule("app.esp.category")
@pytest.mark.parametrize(
    ("reason", "category"),
    [("bounces", "bounces"), ("blocks", "blocks"), ("spam_reports", "spam"), ("invalid_emails", "invalid")],
)
def test_a_list_tells_its_category_and_since_when_an_address_is_on_it(shop: Caller, reason: str, category: str) -> None:
    shop.sim("POST", "/clock/advance", {"by": "1 hour"})
    suppress(shop, reason, "Maya@example.com")

    listed = members(shop.app(f"/esp/suppression/{reason}"))

    row: dict[str, Json] = {"created": START + hours(1), "email": "Maya@example.com", "reason": "", "status": "550"}
    assert listed == {"category": category, "suppressions": [row]}


@pytest.mark.rule("app.esp.category")
@pytest.mark.parametrize("reason", ["bounces", "spam_reports"])
def test_both_reads_answer_as_the_vendors_schemas_say(shop: Caller, reason: str) -> None:
    suppress(shop, reason, "maya@example.com")

    listed = members(shop.app(f"/esp/suppression/{reason}"))
    found = members(shop.app("/esp/search_suppression/maya@example.com"))

    assert (faults("getSuppressionByType", listed), faults("getSuppression", found)) == ([], [])
    assert listed.keys() == found.keys() == members_of("getSuppression")


@pytest.mark.rule("app.esp.lists")
def test_an_address_on_two_lists_stays_on_one_when_it_is_taken_off_the_other(shop: Caller) -> None:
    suppress(shop, "bounces", "maya@example.com")
    suppress(shop, "spam_reports", "maya@example.com")

    unsuppress(shop, "bounces", "MAYA@example.com")

    assert rows(shop, "suppression/bounces") == []
    assert addresses(shop, "suppression/spam_reports") == ["maya@example.com"]


@pytest.mark.rule("app.esp.lists")
@pytest.mark.rule("suppression.esp-separate")
@pytest.mark.parametrize(("taken_off", "state"), [("bounces", "dropped"), ("spam_reports", "sent")])
def test_mail_goes_to_an_address_again_when_it_is_off_the_last_list(shop: Caller, taken_off: str, state: str) -> None:
    shop.track("PUT", "/customers/5", {"email": "maya@example.com"})
    suppress(shop, "spam_reports", "maya@example.com")
    unsuppress(shop, taken_off, "maya@example.com")

    shop.track("POST", "/customers/5/events", {"name": "Order Placed"})
    shop.sim("POST", "/clock/advance", {"by": "1 minute"})

    assert [message["state"] for message in shop.rows("/messages")] == [state]


def test_taking_an_address_off_a_list_that_it_is_not_on_is_no_silent_success(shop: Caller) -> None:
    suppress(shop, "spam_reports", "maya@example.com")

    unsuppress(shop, "bounces", "maya@example.com")

    (effect,) = shop.journal()[-1].effects
    assert (effect.name, effect.words) == (
        "Ignored",
        "nothing changed: maya@example.com is not among the provider's bounces",
    )


@pytest.mark.rule("app.esp.search")
def test_an_address_that_takes_mail_is_found_on_no_list(shop: Caller) -> None:
    assert members(shop.app("/esp/search_suppression/maya@example.com")) == {"suppressions": []}


@pytest.mark.rule("app.esp.search")
def test_an_address_on_several_lists_is_told_with_the_last_one(shop: Caller) -> None:
    for reason in ("bounces", "spam_reports", "bounces"):
        shop.sim("POST", "/clock/advance", {"by": "1 hour"})
        suppress(shop, reason, "maya@example.com")

    found = members(shop.app("/esp/search_suppression/MAYA%40example.com"))

    (row,) = rows(shop, "search_suppression/maya@example.com")
    assert (found["category"], row["created"]) == ("bounces", START + hours(3))


@pytest.mark.rule("app.esp.offset")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (0, 100)), ("?limit=2", (0, 2)), ("?offset=99&limit=2", (99, 101)), ("?offset=100", (100, 103)),
        ("?offset=103", (103, 103)), ("?limit=1001", (0, 103)), ("?domain=mail.example.com&limit=1", (0, 1)),
    ],
)  # fmt: skip
def test_a_list_is_read_from_an_offset_the_longest_there_first(
    shop: Caller, query: str, expected: tuple[int, int]
) -> None:
    everybody = [f"p{number}@example.com" for number in range(103)]
    for address in everybody:
        suppress(shop, "bounces", address)

    assert addresses(shop, f"suppression/bounces{query}") == everybody[slice(*expected)]


@pytest.mark.parametrize(
    "path", ["suppression/nothing", "suppression/bounces?offset=-1", "suppression/bounces?limit=0"]
)
def test_a_read_that_cannot_be_meant_is_refused(shop: Caller, path: str) -> None:
    assert shop.app(f"/esp/{path}").status == 400


def test_an_emptied_workspace_has_empty_lists(shop: Caller) -> None:
    suppress(shop, "bounces", "maya@example.com")

    shop.sim("POST", "/reset")

    assert rows(shop, "suppression/bounces") == []


def test_the_lists_are_in_a_snapshot(shop: Caller) -> None:
    suppress(shop, "bounces", "maya@example.com")
    suppress(shop, "spam_reports", "Maya@example.com")
    shop.sim("POST", "/snapshots", {"name": "before"})
    unsuppress(shop, "spam_reports", "maya@example.com")

    shop.sim("POST", "/snapshots/before/restore")

    assert members(shop.app("/esp/search_suppression/maya@example.com"))["category"] == "spam"
    assert addresses(shop, "suppression/bounces") == ["maya@example.com"]
