"""Transactional sends through the service: what a caller is answered, and what stands in the outbox."""

from base64 import b64encode

import msgspec
import pytest

from simulator.service import Service
from simulator.values import Json
from simulator.wire import Response
from tests.builders import START, days, hours
from tests.service.caller import REAL_NOW, Caller, members

RECEIPT: dict[str, Json] = {
    "email": "Receipt",
    "subject": "Your order {{ trigger.order }}",
    "body": "Hi {{ customer.name }}",
}


@pytest.fixture
def shop() -> Caller:
    """A caller of a service that has three transactional messages, its clock frozen at START."""
    definition: dict[str, Json] = {
        "transactional": {
            "Receipt": RECEIPT,
            "Code": {"sms": "Code", "body": "{{ trigger.code }}", "from": "+12025550100"},
            "Shipped": {"push": "Shipped", "subject": "On its way"},
        }
    }
    return Caller(Service(now=REAL_NOW, definition=definition, clock=START))


def send(caller: Caller, channel: str = "email", /, **more: Json) -> Response:
    """A receipt for Maya, but for what is said; null leaves a member out."""
    usual: dict[str, Json] = {
        "transactional_message_id": "receipt",
        "to": "maya@example.com",
        "identifiers": {"id": "maya"},
        "message_data": {"order": "A-1"},
    }
    sent = {name: value for name, value in {**usual, **more}.items() if value is not None}
    return caller.call("POST", f"/v1/send/{channel}", sent, authorization=caller.app_authorization)


def identify(caller: Caller, **attributes: Json) -> None:
    assert caller.track("PUT", "/customers/maya", {"name": "Maya", **attributes}).status == 200


def line(caller: Caller) -> dict[str, Json]:
    """The only line of the outbox."""
    (row,) = caller.rows("/messages")
    return row


def error(response: Response) -> tuple[int, str]:
    meta = msgspec.convert(members(response)["meta"], dict[str, str])
    return response.status, meta["error"]


@pytest.mark.rule("app.send.queued")
def test_an_accepted_send_answers_the_id_of_the_message_that_the_outbox_has(shop: Caller) -> None:
    identify(shop)

    answer = send(shop)

    row = line(shop)
    assert answer.status == 200
    assert members(answer) == {"delivery_id": row["delivery_id"], "queued_at": START}
    assert (row["state"], row["subject"], row["body"]) == ("sent", "Your order A-1", "Hi Maya")
    assert (row["recipient"], row["name"], row["campaign"]) == ("maya@example.com", "Receipt", None)


@pytest.mark.rule("app.send.template1")
def test_a_send_without_template_says_everything_itself(shop: Caller) -> None:
    send(shop, transactional_message_id=None, subject="Hello", body="Welcome", **{"from": "shop@example.com"})

    row = line(shop)
    assert (row["state"], row["subject"], row["sender"]) == ("sent", "Hello", "shop@example.com")
    assert msgspec.convert(row["transactional"], dict[str, Json])["template"] == 1


@pytest.mark.rule("app.send.send-at")
def test_a_send_for_later_waits_for_its_second(shop: Caller) -> None:
    identify(shop)
    answer = send(shop, send_at=START + hours(2))
    waiting = line(shop)

    shop.sim("POST", "/clock/advance", {"by": "2 hours"})

    assert (waiting["state"], members(answer)["queued_at"]) == ("queued", START + hours(2))
    assert (line(shop)["state"], line(shop)["at"]) == ("sent", START + hours(2))
    assert line(shop)["delivery_id"] == waiting["delivery_id"]


@pytest.mark.rule("app.send.send-at")
@pytest.mark.parametrize(
    ("send_at", "status"), [(START - 1, 200), (START + days(90), 200), (START + days(90) + 1, 400)]
)
def test_a_time_that_is_over_means_now_and_one_beyond_90_days_is_refused(
    shop: Caller, send_at: int, status: int
) -> None:
    assert send(shop, send_at=send_at).status == status


@pytest.mark.rule("app.send.identifiers-one")
@pytest.mark.parametrize(
    "identifiers", [None, {}, {"id": "maya", "email": "maya@example.com"}, {"phone": "+12025550143"}]
)
def test_a_send_names_its_person_by_exactly_one_identifier(shop: Caller, identifiers: Json) -> None:
    status, said = error(send(shop, identifiers=identifiers))

    assert (status, "identifiers" in said) == (400, True)
    assert shop.rows("/messages") == []


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"transactional_message_id": "Nothing"}, 400, "transactional message not found: Nothing"),
        ({"transactional_message_id": "Code"}, 400, "transactional message Code is no email"),
        ({"transactional_message_id": None}, 400, "transactional_message_id is required, or body, subject and from"),
        ({"to": None}, 400, "to is required"),
        ({"identifiers": {"id": "x" * 151}}, 400, "id attribute cannot be longer than 150 bytes"),
        ({"to": "Maya"}, 400, "to must hold email addresses, not Maya"),
        ({"to": "(" * 9_000}, 400, f"to must hold email addresses, not {'(' * 100}"),
        ({"to": "a" * 9_999 + "@x"}, 400, f"to must hold email addresses, not {'a' * 100}"),
        ({"to": "\x00@example.com"}, 400, "to must hold email addresses, not \x00@example.com"),
        (
            {"bcc": ", ".join(f"p{n}@example.com" for n in range(15))},
            400,
            "to and bcc may hold 15 recipients together, not 16",
        ),
        ({"subject": 7}, 400, "invalid request: Expected `str | null`, got `int` - at `$.subject`"),
        ({"headers": "no json"}, 400, "headers must be a JSON array of objects with name and value"),
        ({"attachments": {"a.pdf": "?"}}, 400, 'Attachment must be base64 encoded: "a.pdf"\n'),
        ({"attachments": {"a.exe": ""}}, 403, "Forbidden file type exe for attachment a.exe."),
        ({"attachments": {"a.pdf": b64encode(bytes(2**21)).decode()}}, 413, "Total attachment size exceeds the limit"),
    ],
)
def test_a_send_that_cannot_be_meant_is_refused_with_one_text(
    shop: Caller, changed: dict[str, Json], status: int, said: str
) -> None:
    assert error(send(shop, **changed)) == (status, said)
    assert shop.rows("/messages") == []


@pytest.mark.parametrize("channel", ["in_app", "inbox_message"])
def test_a_send_that_only_official_clients_know_is_refused_by_name(shop: Caller, channel: str) -> None:
    said = f"POST /v1/send/{channel} is not emulated yet; nothing was done"

    assert error(send(shop, channel)) == (501, said)


@pytest.mark.rule("app.auth.401-send")
def test_a_send_with_a_wrong_key_is_answered_in_the_shape_of_sends(shop: Caller) -> None:
    response = shop.call("POST", "/v1/send/email", {}, authorization="Bearer wrong")

    assert error(response) == (401, "Unauthorized request")


def test_an_sms_goes_to_a_number_and_to_nothing_else(shop: Caller) -> None:
    refused = send(shop, "sms", transactional_message_id="Code", to="0202 555", message_data={"code": "77"})
    send(shop, "sms", transactional_message_id="Code", to="+12025550143", message_data={"code": "77"})

    assert error(refused) == (400, "Invalid phone number format. Phone numbers must be in E.164 format.")
    assert (line(shop)["state"], line(shop)["body"], line(shop)["recipient"]) == ("sent", "77", "+12025550143")


def test_a_push_may_bring_the_device_that_it_goes_to(shop: Caller) -> None:
    device: Json = {"token": "t1", "platform": "ios"}

    send(shop, "push", transactional_message_id=3, to=None, custom_device=device)

    assert [one.token for one in shop.profile("maya").devices] == ["t1"]
    assert (line(shop)["state"], line(shop)["recipient"]) == ("sent", "t1")


def test_a_message_of_a_call_stands_in_the_activities_of_its_person(shop: Caller) -> None:
    identify(shop)

    answer = send(shop)

    told = msgspec.convert(members(shop.app("/customers/maya/activities"))["activities"], list[dict[str, Json]])
    assert (told[0]["type"], told[0]["delivery_id"]) == ("sent_email", members(answer)["delivery_id"])


def test_a_send_that_reaches_nobody_is_among_the_silent_calls(shop: Caller) -> None:
    identify(shop, unsubscribed=True)

    send(shop, send_to_unsubscribed=False)

    assert [entry.path for entry in shop.journal("?effect=none")] == ["/v1/send/email"]
