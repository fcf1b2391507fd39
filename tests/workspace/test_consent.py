"""Consent: tested in the second of the message, in the order unsubscribed, topic, channel."""

from collections.abc import Mapping

import pytest

from simulator.operations import (
    AddDevice,
    AnswerSms,
    BlockAddress,
    Define,
    Delete,
    Operation,
    UnblockAddress,
    Unsubscribe,
)
from simulator.values import Json
from simulator.workspace import Machine, MessageAnswer, views
from simulator.workspace.effects import Ignored, SmsAnswered, Unsubscribed
from tests.builders import START, advance, attributes, identify, last_message, named, people, person, track

MIA, PHONE = "mia@example.com", "+12025550143"
PREFERENCES = "cio_subscription_preferences"
TOPICS: dict[str, Json] = {"Sales": {"default": True}, "Quiz": {"default": False}}
EVERYTHING: dict[str, Json] = {"email": MIA, "phone": PHONE}


def a_shop(
    *operations: Operation,
    send: Mapping[str, Json] | None = None,
    requires: str | None = None,
    settings: Mapping[str, Json] | None = None,
) -> Machine:
    """One with a campaign that sends one message at once on "Added to Cart", and Mia with address, phone and device."""
    campaign: dict[str, Json] = {
        "trigger": {"event": "Added to Cart"},
        "steps": [{"send": dict(send or {"email": "Back"})}],
    }
    if requires is not None:
        campaign["requires"] = requires
    machine = Machine(now=START)
    definition: dict[str, Json] = {"topics": TOPICS, "campaigns": {"C": campaign}, "settings": dict(settings or {})}
    machine.apply(Define(definition), at=START)
    for operation in (identify("u1", EVERYTHING), AddDevice(named("u1"), "t1", "ios"), *operations):
        machine.apply(operation, at=START)
    return machine


def message_after_a_cart(machine: Machine) -> MessageAnswer:
    machine.apply(track("u1"), at=machine.now)
    advance(machine, machine.now)
    return last_message(machine)


@pytest.mark.rule("consent.channels-covered")
@pytest.mark.parametrize(
    ("channel", "state"),
    [
        *((channel, "withheld") for channel in ("email", "sms", "push", "whatsapp")),
        *((channel, "sent") for channel in ("in_app", "slack", "webhook")),
    ],
)
def test_an_unsubscribed_person_is_written_to_by_no_channel_of_their_own(channel: str, state: str) -> None:
    machine = a_shop(identify("u1", unsubscribed=True), send={channel: "Back"})

    message = message_after_a_cart(machine)

    assert (message.channel, message.state) == (channel, state)


@pytest.mark.parametrize(
    ("channel", "recipient"),
    [("email", MIA), ("sms", PHONE), ("whatsapp", PHONE), ("push", "t1"), ("in_app", "u1"), ("slack", None)],
)
def test_each_channel_has_a_recipient_of_its_own(channel: str, recipient: str | None) -> None:
    message = message_after_a_cart(a_shop(send={channel: "Back"}))

    assert (message.state, message.recipient) == ("sent", recipient)


@pytest.mark.parametrize("channel", ["email", "sms", "whatsapp", "push"])
def test_a_person_without_an_address_on_the_channel_cannot_be_reached(channel: str) -> None:
    machine = a_shop(send={channel: "Back"})

    machine.apply(track("u2"), at=START)
    advance(machine, START)

    message = last_message(machine)
    assert (message.state, message.rule) == ("failed", "campaigns.entry.no-address-enters")


@pytest.mark.rule("consent.order")
@pytest.mark.parametrize(
    ("attributes_", "reason"),
    [
        ({}, None),
        ({"unsubscribed": True, PREFERENCES: {"topics": {"topic_1": False}}}, "the person is unsubscribed"),
        ({PREFERENCES: {"topics": {"topic_1": False}, "channels": {"email": False}}}, "does not want 'Sales'"),
        ({PREFERENCES: {"topics": {"topic_1": True}, "channels": {"email": False}}}, "does not want email"),
        ({PREFERENCES: {"channels": {"sms": False}}}, None),
    ],
)
def test_unsubscribed_comes_before_the_topic_and_that_before_the_channel(
    attributes_: dict[str, Json], reason: str | None
) -> None:
    machine = a_shop(identify("u1", attributes_), send={"email": "Back", "topic": "Sales"})

    message = message_after_a_cart(machine)

    assert message.state == ("sent" if reason is None else "withheld")
    assert reason is None or reason in message.reason


@pytest.mark.rule("consent.topic-default")
@pytest.mark.parametrize(
    ("topic", "chosen", "state"),
    [("Sales", None, "sent"), ("Sales", False, "withheld"), ("Quiz", None, "withheld"), ("Quiz", True, "sent")],
)
def test_a_topic_that_nobody_chose_has_its_default(topic: str, chosen: Json, state: str) -> None:
    number = list(TOPICS).index(topic) + 1
    choice = () if chosen is None else (identify("u1", {f"{PREFERENCES}.topics.topic_{number}": chosen}),)
    machine = a_shop(*choice, send={"email": "Back", "topic": topic})

    assert message_after_a_cart(machine).state == state


@pytest.mark.rule("attributes.prefs.computed")
def test_the_computed_preferences_are_what_was_chosen_and_the_defaults() -> None:
    machine = a_shop(identify("u1", {f"{PREFERENCES}.topics.topic_2": True, f"{PREFERENCES}.channels.email": False}))

    assert person(machine, "u1").computed_preferences == (
        '{"topics":{"topic_1":true,"topic_2":true},"channels":{"email":false}}'
    )
    assert "_cio_subscription_preferences_computed" not in attributes(machine, "u1")


@pytest.mark.rule("consent.checked-at-message")
@pytest.mark.parametrize(
    ("attributes_", "state"),
    [
        ({"email_consent": True}, "sent"),
        ({}, "withheld"),
        ({"email_consent": False}, "withheld"),
        ({"email_consent": "true"}, "withheld"),
        ({"email_consent": True, PREFERENCES: {"channels": {"email": False}}}, "withheld"),
        ({"email_consent": True, PREFERENCES: {"channels": {"email": True}}}, "sent"),
        ({"sms_consent": True}, "withheld"),
    ],
)
def test_a_campaign_that_requires_consent_writes_to_those_only_whose_consent_is_recorded(
    attributes_: dict[str, Json], state: str
) -> None:
    machine = a_shop(identify("u1", attributes_), requires="email consent")

    assert message_after_a_cart(machine).state == state


@pytest.mark.rule("consent.delete-forgets")
def test_whoever_is_deleted_and_added_again_is_written_to() -> None:
    machine = a_shop(identify("u1", unsubscribed=True), Delete(named("u1")), identify("u1", email=MIA))

    assert message_after_a_cart(machine).state == "sent"


@pytest.mark.rule("consent.sms-stop-per-sender")
@pytest.mark.parametrize(
    ("sender", "state"),
    [
        ("+12025550100", "withheld"),
        ("+1 202 555-0100", "withheld"),
        (12025550100, "withheld"),
        ("+12025550101", "sent"),
        (None, "sent"),
    ],
    ids=str,
)
def test_stop_binds_to_the_sender_it_was_answered_to(sender: str | int | None, state: str) -> None:
    message: dict[str, Json] = {"sms": "Back"}
    if sender is not None:
        message["sender"] = sender
    machine = a_shop(AnswerSms(PHONE, "+12025550100"), send=message)

    assert message_after_a_cart(machine).state == state


@pytest.mark.rule("consent.sms-stop-per-sender")
def test_start_takes_a_stop_back() -> None:
    sender = "+12025550100"
    machine = a_shop(AnswerSms(PHONE, sender), send={"sms": "Back", "sender": sender})

    effects = machine.apply(AnswerSms(PHONE, sender, "START"), at=START).effects
    (again,) = machine.apply(AnswerSms(PHONE, sender, "START"), at=START).effects

    assert effects == (SmsAnswered(PHONE, sender, stopped=False),)
    assert isinstance(again, Ignored)
    assert message_after_a_cart(machine).state == "sent"


@pytest.mark.rule("suppression.esp-separate")
@pytest.mark.rule("messages.dropped.suppressed")
@pytest.mark.rule("campaigns.entry.esp-suppressed-enters")
def test_an_address_on_the_provider_s_list_gets_no_email_and_everything_else_goes_on() -> None:
    machine = a_shop(BlockAddress("MIA@example.com"))

    message = message_after_a_cart(machine)

    assert (message.state, message.rule) == ("dropped", "suppression.esp-separate")
    assert [event.name for event in person(machine, "u1").events] == ["Added to Cart"]


@pytest.mark.rule("suppression.esp-separate")
def test_another_channel_and_an_unblocked_address_are_written_to() -> None:
    by_sms = a_shop(BlockAddress(MIA), send={"sms": "Back"})
    unblocked = a_shop(BlockAddress(MIA), UnblockAddress(MIA))

    (nothing,) = unblocked.apply(UnblockAddress(MIA), at=START).effects

    assert isinstance(nothing, Ignored)
    assert message_after_a_cart(by_sms).state == message_after_a_cart(unblocked).state == "sent"


@pytest.mark.rule("consent.unsubscribe-endpoint")
def test_the_recipient_of_a_message_unsubscribes_by_its_link_and_nothing_else_changes() -> None:
    machine = a_shop(identify("u1", plan="pro"))
    number = message_after_a_cart(machine).number

    effects = machine.apply(Unsubscribe(number), at=START + 5).effects

    assert effects[0] == Unsubscribed(person(machine, "u1").cio_id, number, True)
    assert attributes(machine, "u1") == {"phone": PHONE, "plan": "pro", "unsubscribed": True}
    assert views.activities(machine)[0].type == "attribute_change"
    assert views.activities(machine)[1].type == "unsubscribed_email"


@pytest.mark.rule("consent.unsubscribe-endpoint")
@pytest.mark.parametrize("kept_back", [{"unsubscribed": "1"}, {"email": None}], ids=["withheld", "failed"])
def test_a_message_that_went_to_nobody_has_no_link(kept_back: dict[str, Json]) -> None:
    machine = a_shop(identify("u1", kept_back))
    number = message_after_a_cart(machine).number

    (effect,) = machine.apply(Unsubscribe(number, value=False), at=START).effects

    assert isinstance(effect, Ignored)
    assert effect.rule == "consent.unsubscribe-endpoint"


@pytest.mark.rule("consent.unsubscribe-endpoint")
@pytest.mark.rule("suppression.delete-recreate")
def test_the_link_of_somebody_who_left_does_not_reach_who_came_after() -> None:
    machine = a_shop()
    number = message_after_a_cart(machine).number
    for operation in (Delete(named("u1")), identify("u1", email=MIA)):
        machine.apply(operation, at=START)

    (effect,) = machine.apply(Unsubscribe(number), at=START).effects

    assert isinstance(effect, Ignored)
    assert "unsubscribed" not in attributes(machine, "u1")


@pytest.mark.rule("consent.unsubscribe-endpoint")
def test_a_link_of_no_message_changes_nothing() -> None:
    machine = a_shop()

    effects = [machine.apply(Unsubscribe(number), at=START).effects for number in (0, 1, 99)]

    assert all(isinstance(effect, Ignored) for (effect,) in effects)
    assert people(machine) == [("u1", MIA)]


@pytest.mark.rule("consent.unsubscribe-false")
@pytest.mark.parametrize(("setting", "then"), [("resubscribe", False), ("ignore", True)])
def test_false_subscribes_again_or_is_ignored(setting: str, *, then: bool) -> None:
    machine = a_shop(settings={"unsubscribe_false": setting})
    number = message_after_a_cart(machine).number

    machine.apply(Unsubscribe(number), at=START)
    machine.apply(Unsubscribe(number, value=False), at=START)

    assert attributes(machine, "u1")["unsubscribed"] is then


@pytest.mark.rule("consent.withheld-record")
@pytest.mark.parametrize(
    ("setting", "states", "types"),
    [
        ("skipped_note", ["withheld"], []),
        ("none", [], []),
        ("undeliverable", ["undeliverable"], ["undeliverable_email"]),
    ],
)
def test_what_is_kept_of_a_withheld_message_is_a_setting(setting: str, states: list[str], types: list[str]) -> None:
    machine = a_shop(identify("u1", unsubscribed=True), settings={"consent_withheld_record": setting})
    machine.apply(track("u1"), at=START)

    advance(machine, START)

    assert [message.state for message in views.messages(machine)] == states
    assert [line.type for line in views.activities(machine) if line.type.endswith("_email")] == types
