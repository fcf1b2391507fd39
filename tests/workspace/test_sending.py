"""Transactional sends in the core: whom they reach, what stops them, and what becomes of those that wait."""

import pytest

from simulator.errors import DefinitionError
from simulator.operations import (
    AddDevice,
    AnswerSms,
    BlockAddress,
    Define,
    Delete,
    Merge,
    SendTransactional,
    Suppress,
    Unsubscribe,
)
from simulator.values import Json
from simulator.workspace import Machine, MessageAnswer, effects, views
from simulator.workspace.snapshot import restored, saved, state_bytes
from tests.builders import START, a_workspace, advance, define, hours, identify, named

TEMPLATES: dict[str, Json] = {
    "Receipt": {"email": "Receipt", "subject": "For {{ customer.name | default: 'you' }}", "body": "Order placed"},
    "News": {"email": "News", "subject": "News", "send_to_unsubscribed": False},
    "Held": {"email": "Held", "subject": "Held", "draft": True},
    "Code": {"sms": "Code", "body": "7", "from": "+12025550100"},
    "Shipped": {"push": "Shipped"},
}


def a_shop(templates: Json = TEMPLATES, **attributes: Json) -> Machine:
    """A workspace with transactional messages in which Mia is known."""
    machine = a_workspace()
    machine.apply(Define({"transactional": templates}), at=START)
    machine.apply(identify("mia", {"email": "mia@example.com", **attributes}), at=START)
    return machine


def a_send(
    template: int | str | None = "Receipt", who: str = "mia", *, send_at: int | None = None
) -> SendTransactional:
    return SendTransactional(named(who), "email", ("mia@example.com",), template, send_at=send_at)


def sent(machine: Machine, send: SendTransactional) -> MessageAnswer:
    """The line of the outbox that the call becomes."""
    machine.apply(send, at=machine.now)
    return views.messages(machine)[-1]


@pytest.mark.rule("app.send.trigger-name")
@pytest.mark.parametrize("template", ["Receipt", "RECEIPT", "receipt", 1, "1"])
def test_a_template_is_named_by_its_number_or_by_its_trigger_name_in_any_case(template: int | str) -> None:
    assert sent(a_shop(name="Mia"), a_send(template)).subject == "For Mia"


@pytest.mark.rule("app.send.unsub-default")
def test_a_message_goes_to_the_unsubscribed_unless_call_or_template_says_no() -> None:
    machine = a_shop(unsubscribed=True)

    assert sent(machine, a_send("Receipt")).state == "sent"
    assert sent(machine, a_send("News")).state == "withheld"


@pytest.mark.rule("app.send.draft-default")
def test_a_message_goes_out_at_once_unless_call_or_template_holds_it_as_a_draft() -> None:
    machine = a_shop()

    assert sent(machine, a_send("Receipt")).state == "sent"
    assert sent(machine, a_send("Held")).state == "drafted"


@pytest.mark.rule("app.send.no-idempotency")
def test_the_same_call_twice_is_two_messages() -> None:
    machine = a_shop()

    sent(machine, a_send())
    sent(machine, a_send())

    assert [message.number for message in views.messages(machine)] == [1, 2]


@pytest.mark.rule("messages.transactional.creates")
def test_an_unknown_email_becomes_a_person_with_an_email_only() -> None:
    machine = a_shop()

    message = sent(machine, a_send(who="new@example.com"))

    person = views.person(machine, named("new@example.com"))
    assert person is not None
    assert (person.id, person.email, person.cio_id) == (None, "new@example.com", message.cio_id)


@pytest.mark.rule("messages.dropped.suppressed")
def test_an_address_that_the_provider_refuses_gets_nothing_and_others_beside_it_do() -> None:
    machine = a_shop()
    machine.apply(BlockAddress("MIA@example.com"), at=START)
    two = SendTransactional(named("mia"), "email", ("mia@example.com", "ada@example.com"), 1)

    assert sent(machine, a_send()).state == "dropped"
    assert sent(machine, two).recipient == "ada@example.com"


@pytest.mark.rule("suppression.ignored")
def test_to_a_suppressed_person_nothing_goes_and_the_outbox_says_why() -> None:
    machine = a_shop()
    machine.apply(Suppress(named("mia")), at=START)

    message = sent(machine, a_send())

    assert (message.state, message.rule, message.cio_id) == ("not sent", "suppression.ignored", "")


@pytest.mark.rule("consent.sms-stop-per-sender")
def test_a_number_that_answered_stop_gets_no_sms_of_that_sender() -> None:
    machine = a_shop()
    machine.apply(AnswerSms("+12025550143", "+12025550100"), at=START)

    message = sent(machine, SendTransactional(named("mia"), "sms", ("+12025550143",), "Code"))

    assert (message.state, message.decided_by) == ("withheld", (4,))


@pytest.mark.parametrize(
    ("to", "recipient"),
    [((), "t1, t2"), (("all",), "t1, t2"), (("last_used",), "t2"), (("t1",), "t1"), (("t3",), None)],
)
def test_a_push_goes_to_all_devices_the_last_used_or_one_of_the_persons_own(
    to: tuple[str, ...], recipient: str | None
) -> None:
    machine = a_shop()
    for used, token in enumerate(("t1", "t2")):
        machine.apply(AddDevice(named("mia"), token, "ios", START + used), at=START)

    assert sent(machine, SendTransactional(named("mia"), "push", to, "Shipped")).recipient == recipient


@pytest.mark.rule("liquid.render-at-send")
def test_a_message_that_waits_is_rendered_and_judged_in_its_second() -> None:
    machine = a_shop(name="Mia")
    waiting = sent(machine, a_send(send_at=START + hours(2)))

    machine.apply(identify("mia", name="Mimi"), at=START + hours(1))
    advance(machine, START + hours(2))

    assert waiting.state == "queued"
    assert [(one.state, one.subject, one.at) for one in views.messages(machine)] == [
        ("sent", "For Mimi", START + hours(2))
    ]


@pytest.mark.rule("suppression.journeys-end")
@pytest.mark.parametrize("gone", [Delete(named("mia")), Suppress(named("mia"))])
def test_a_message_that_waits_for_somebody_who_goes_is_not_sent(gone: Delete | Suppress) -> None:
    machine = a_shop()
    machine.apply(a_send(send_at=START + hours(2)), at=START)

    machine.apply(gone, at=START + hours(1))
    advance(machine, START + hours(2))

    assert views.messages(machine)[0].state == "not sent"


@pytest.mark.rule("merge.history")
def test_a_message_that_waits_follows_its_person_through_a_merge() -> None:
    machine = a_shop()
    machine.apply(identify("mimi", name="Mimi"), at=START)
    machine.apply(a_send(send_at=START + hours(2)), at=START)

    machine.apply(Merge(named("mimi"), named("mia")), at=START + hours(1))
    advance(machine, START + hours(2))

    assert (views.messages(machine)[0].subject, views.messages(machine)[0].id) == ("For Mimi", "mimi")


def test_a_message_that_waits_goes_out_of_a_restored_workspace_too() -> None:
    machine = a_shop()
    machine.apply(a_send(send_at=START + hours(2)), at=START)

    again = restored(saved(machine))
    for each in (machine, again):
        advance(each, START + hours(2))

    assert state_bytes(again) == state_bytes(machine)
    assert views.messages(again)[0].state == "sent"


def test_what_a_template_said_when_the_call_came_is_sent() -> None:
    machine = a_shop()
    machine.apply(a_send(send_at=START + hours(2)), at=START)

    machine.apply(define(), at=START + hours(1))
    advance(machine, START + hours(2))

    assert views.messages(machine)[0].subject == "For you"


@pytest.mark.parametrize(
    "body",
    [
        "{% for i in (1..9000000) %}{% endfor %}",
        "{% if customer.name == blank %}{% endif %}",
        "{% if %}",
        "{{ nothing }}",
    ],
)
def test_a_body_that_cannot_be_rendered_fails_the_message_and_says_so(body: str) -> None:
    send = SendTransactional(named("mia"), "email", ("mia@example.com",), subject="Hi", body=body)

    message = sent(a_shop(), send)

    assert (message.state, message.reason.startswith("the body: ")) == ("failed", True)


def test_a_recipient_unsubscribes_by_a_transactional_message_too() -> None:
    machine = a_shop()
    message = sent(machine, a_send())

    outcome = machine.apply(Unsubscribe(message.number), at=START)

    assert outcome.effects[0] == effects.Unsubscribed(message.cio_id, message.number, True)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"A": {}}, "transactional message 'A' has one channel of email, sms, push"),
        ({"A": {"email": "A", "sms": "A"}}, "transactional message 'A' has one channel of email, sms, push"),
        ({"A": {"email": "A", "subject": "{% if %}"}}, "subject: the template cannot be read"),
        ({"A": {"email": "A"}, "a": {"email": "B"}}, "transactional messages 'A' and 'a' differ in case only"),
        ({"A": {"email": "A", "draft": "maybe"}}, "draft"),
    ],
)
def test_a_definition_of_no_transactional_message_is_refused_in_words(written: Json, said: str) -> None:
    with pytest.raises(DefinitionError, match=said.replace("'", ".")):
        a_shop(written)
