"""Answers about messages, campaigns and transactional messages, held against the vendor's own schemas."""

import msgspec
import pytest

from simulator.service import Service
from simulator.values import Json
from tests.builders import START, days, hours
from tests.openapi.answers import faults, members_of
from tests.service.caller import REAL_NOW, Caller, members

DEFINITION: dict[str, Json] = {
    "segments": {"Press list": "manual"},
    "campaigns": {
        "Cart recovery": {
            "trigger": {"event": "Added to Cart"},
            "filter": {"not in segment": "Press list"},
            "steps": [{"delay": "30 minutes"}, {"send": {"email": "Come back", "subject": "Your cart"}}],
        },
        "Thanks": {
            "trigger": {"event": "Order Placed"},
            "steps": [{"send": {"sms": "Thanks", "sender": "+12025550100"}}, {"send": {"push": "Rate us"}}],
        },
        "Long": {"trigger": {"event": "Quiz"}, "steps": [{"send": {"email": f"Mail {n}"}} for n in range(12)]},
    },
    "transactional": {
        "Receipt": {"email": "Receipt", "subject": "Order {{ trigger.order }}", "body": "Thank you"},
        "Shipped": {"push": "Shipped", "subject": "On its way", "body": "Today"},
    },
}


@pytest.fixture
def shop() -> Caller:
    """A caller of a shop where Maya got a campaign's message and a receipt, its clock frozen an hour after START."""
    caller = Caller(Service(now=REAL_NOW, definition=DEFINITION, clock=START))
    caller.track("PUT", "/customers/maya", {"email": "maya@example.com", "plan": "pro"})
    caller.track("POST", "/customers/maya/events", {"name": "Added to Cart"})
    send(caller)
    caller.sim("POST", "/clock/advance", {"by": "1 hour"})
    return caller


def send(caller: Caller, **more: Json) -> str:
    """Send a receipt; the id of its delivery."""
    body: dict[str, Json] = {
        "transactional_message_id": 1,
        "to": "maya@example.com",
        "identifiers": {"id": "maya"},
        "message_data": {"order": "A-1"},
        **more,
    }
    return str(
        members(caller.call("POST", "/v1/send/email", body, authorization=caller.app_authorization))["delivery_id"]
    )


def listed(caller: Caller, path: str, name: str = "messages") -> list[dict[str, Json]]:
    response = caller.app(path)
    assert response.status == 200, response.body
    return msgspec.convert(members(response)[name], list[dict[str, Json]])


def subjects(caller: Caller, path: str) -> list[Json]:
    return [one["subject"] for one in listed(caller, path)]


@pytest.mark.parametrize(
    ("operation", "path"),
    [
        ("listMessages", "/messages"),
        ("getMessage", "/messages/{receipt}"),
        ("getArchivedMessage", "/messages/{receipt}/archived_message"),
        ("getPersonMessages", "/customers/maya/messages"),
        ("listCampaigns", "/campaigns"),
        ("getCampaigns", "/campaigns/1"),
        ("listCampaignActions", "/campaigns/2/actions"),
        ("getCampaignAction", "/campaigns/1/actions/1"),
        ("getCampaignMessages", "/campaigns/1/messages"),
        ("listTransactional", "/transactional"),
        ("getTransactional", "/transactional/1"),
        ("listTransactionalVariants", "/transactional/2/contents"),
        ("transactionalMessages", "/transactional/1/messages"),
    ],
)
def test_an_answer_is_what_the_vendors_schema_says(shop: Caller, operation: str, path: str) -> None:
    receipt = str(listed(shop, "/transactional/1/messages")[0]["id"])

    response = shop.app(path.format(receipt=receipt))

    answer = members(response)
    assert response.status == 200
    assert faults(operation, answer) == []
    assert members_of(operation) <= answer.keys()


def test_the_schemas_refuse_what_is_wrong() -> None:
    message: dict[str, Json] = {"campaign_id": "one", "failure_message": None}

    assert faults("getMessage", {"message": message}) == [
        "$.message.campaign_id: 'one' is not of type 'integer', 'null'"
    ]


def test_messages_are_listed_newest_first(shop: Caller) -> None:
    assert subjects(shop, "/messages") == ["Your cart", "Order A-1"]


@pytest.mark.rule("messages.metrics-map")
def test_metrics_hold_only_what_was_reached_and_when(shop: Caller) -> None:
    campaign_message, receipt = listed(shop, "/messages")

    assert campaign_message["metrics"] == {"sent": START + 1_800}
    assert receipt["metrics"] == {"sent": START}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("campaign_id=1", ["Your cart"]),
        ("action_id=1", ["Your cart"]),
        ("newsletter_id=1", []),
        ("type=email", ["Your cart", "Order A-1"]),
        ("type=push", []),
        ("metric=failed", []),
        ("drafts=true", []),
        (f"start_ts={START + 1}", ["Your cart"]),
        (f"end_ts={START}", ["Order A-1"]),
    ],
)
def test_a_filter_leaves_out_what_it_does_not_name(shop: Caller, query: str, expected: list[str]) -> None:
    assert subjects(shop, f"/messages?{query}") == expected


@pytest.mark.parametrize("query", ["type=fax", "metric=liked", "drafts=maybe", "start_ts=today", "limit=0", "start=x"])
def test_a_filter_that_cannot_be_meant_is_refused(shop: Caller, query: str) -> None:
    assert shop.app(f"/messages?{query}").status == 400


@pytest.mark.rule("app.messages.6m")
def test_a_list_without_window_goes_back_six_months(shop: Caller) -> None:
    shop.sim("POST", "/clock/advance", {"by": "184 days"})

    assert subjects(shop, "/messages") == []
    assert subjects(shop, f"/messages?end_ts={START + days(1)}") == ["Your cart", "Order A-1"]
    assert subjects(shop, f"/messages?start_ts={START}") == []
    assert subjects(shop, f"/campaigns/1/messages?start_ts={START}") == ["Your cart"]


@pytest.mark.rule("app.page.opaque")
def test_a_message_that_is_sent_meanwhile_moves_none_to_another_page(shop: Caller) -> None:
    first = members(shop.app("/messages?limit=1"))
    send(shop, message_data={"order": "A-2"})

    second = members(shop.app(f"/messages?limit=1&start={first['next']}"))

    rows = msgspec.convert(second["messages"], list[dict[str, Json]])
    assert ([row["subject"] for row in rows], second["next"]) == (["Order A-1"], "")


@pytest.mark.rule("app.send.template1")
def test_a_message_without_template_counts_under_the_first(shop: Caller) -> None:
    content: dict[str, Json] = {"subject": "Hello", "body": "Hi", "from": "shop@example.com"}
    send(shop, transactional_message_id=None, **content)

    assert subjects(shop, "/transactional/1/messages") == ["Hello", "Order A-1"]
    assert shop.app("/transactional/3/messages").status == 404


def test_a_draft_stands_among_drafts_only(shop: Caller) -> None:
    send(shop, message_data={"order": "A-2"}, queue_draft=True)

    assert subjects(shop, "/messages?drafts=true") == ["Order A-2"]
    assert subjects(shop, "/messages") == ["Your cart", "Order A-1"]
    assert subjects(shop, "/transactional/1/messages?state=drafted") == ["Order A-2"]


def test_a_message_that_was_withheld_is_no_delivery(shop: Caller) -> None:
    shop.track("PUT", "/customers/maya", {"unsubscribed": True})
    withheld = send(shop, send_to_unsubscribed=False)

    assert shop.app(f"/messages/{withheld}").status == 404
    assert len(listed(shop, "/customers/maya/messages")) == 2


def test_a_failed_message_says_why(shop: Caller) -> None:
    failed = send(shop, message_data={})

    message = msgspec.convert(members(shop.app(f"/messages/{failed}"))["message"], dict[str, Json])
    assert message["metrics"] == {"failed": START + hours(1)}
    assert str(message["failure_message"]).startswith("the subject: ")


def test_a_message_that_is_not_retained_has_no_body(shop: Caller) -> None:
    kept, forgotten = send(shop), send(shop, disable_message_retention=True)

    archived = [
        msgspec.convert(members(shop.app(f"/messages/{one}/archived_message"))["archived_message"], dict[str, Json])
        for one in (kept, forgotten)
    ]
    assert [(one["body"], one["forgotten"]) for one in archived] == [("Thank you", False), ("", True)]


@pytest.mark.parametrize(
    "path",
    [
        "/messages/nothing", "/messages/ZGVsaXZlcnk6MTo5OQ", "/messages/nothing/archived_message",
        "/customers/nobody/messages", "/campaigns/4", "/campaigns/x/actions", "/campaigns/1/actions/2",
        "/campaigns/4/messages", "/transactional/3", "/transactional/x/contents",
    ],
)  # fmt: skip
@pytest.mark.rule("app.404.resource")
def test_what_is_not_there_answers_404(shop: Caller, path: str) -> None:
    assert shop.app(path).status == 404


def test_a_campaign_tells_its_trigger_its_segments_and_its_messages(shop: Caller) -> None:
    first, second, _ = listed(shop, "/campaigns", "campaigns")

    assert (first["event_name"], first["filter_segment_ids"]) == ("Added to Cart", [1])
    assert first["actions"] == [{"type": "email", "id": 1}]
    assert second["actions"] == [{"type": "twilio", "id": 2}, {"type": "push", "id": 3}]


def test_actions_come_ten_to_a_page(shop: Caller) -> None:
    first = members(shop.app("/campaigns/3/actions"))

    rest = listed(shop, f"/campaigns/3/actions?start={first['next']}", "actions")

    assert len(msgspec.convert(first["actions"], list[Json])) == 10
    assert [action["name"] for action in rest] == ["Mail 10", "Mail 11"]


@pytest.mark.parametrize(("operation", "channel", "template"), [("sendEmail", "email", 1), ("sendPush", "push", 2)])
def test_a_send_is_answered_as_the_vendors_schema_says(
    shop: Caller, operation: str, channel: str, template: int
) -> None:
    body = {"transactional_message_id": template, "to": "maya@example.com", "identifiers": {"id": "maya"}}

    answer = members(shop.call("POST", f"/v1/send/{channel}", body, authorization=shop.app_authorization))

    assert faults(operation, answer) == []
    assert answer.keys() == {"delivery_id", "queued_at"}
