"""Events that mail somebody who is nobody's profile, and data of an event that says where its message goes."""

import pytest

from simulator.operations import Reset
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.snapshot import restored, saved
from tests.builders import (
    START,
    a_workspace,
    advance,
    define,
    hours,
    identify,
    last_message,
    minutes,
    outbox,
    people,
    track,
)

NOOR = "noor@example.com"


def a_campaign(*, delay: Json = "0 minutes", **more: Json) -> dict[str, Json]:
    steps: list[Json] = [{"delay": delay}, {"send": {"email": "Invitation", "subject": "{{ event.from }} invites you"}}]
    return {"Invite": {"trigger": {"event": "Friend Invited"}, "steps": steps, **more}}


def invited(**settings: str) -> Machine:
    machine = a_workspace(campaigns=a_campaign(**settings))
    machine.apply(track(None, "Friend Invited", {"recipient": NOOR, "from": "Mia"}), at=START)
    return machine


@pytest.mark.rule("anonymous.invite")
def test_an_invitation_mails_its_recipient_and_makes_nobody() -> None:
    machine = invited()

    advance(machine, START)

    message = last_message(machine)
    assert (message.state, message.recipient, message.subject, message.cio_id) == ("sent", NOOR, "Mia invites you", "")
    assert people(machine) == []
    assert views.activities(machine) == ()


@pytest.mark.rule("anonymous.invite")
def test_the_recipient_of_an_invitation_is_forgotten_when_no_campaign_writes_to_them_any_more() -> None:
    machine = invited(delay="1 hour")
    waiting = len(machine.facts.directory.guests)

    advance(machine, START + hours(1))

    assert waiting == 1
    assert machine.facts.directory.guests == ()
    assert outbox(machine) == [(hours(1), "Invitation", "sent")]


@pytest.mark.rule("anonymous.invite")
@pytest.mark.parametrize(
    "campaigns", [{}, a_campaign(filter={"attribute": "vip", "equals": True})], ids=["no campaign", "never admitted"]
)
def test_a_recipient_whom_no_campaign_takes_is_forgotten_too(campaigns: dict[str, Json]) -> None:
    machine = a_workspace(campaigns=campaigns)

    machine.apply(track(None, "Friend Invited", recipient=NOOR), at=START)
    advance(machine, START + minutes(31))

    assert machine.facts.directory.guests == ()


@pytest.mark.rule("anonymous.invite")
@pytest.mark.parametrize("more", [{"delay": "1 hour"}, {"filter": {"attribute": "vip", "equals": True}}])
def test_a_recipient_whose_campaign_is_taken_out_of_the_definition_is_forgotten(more: dict[str, Json]) -> None:
    machine = a_workspace(campaigns=a_campaign(**more))
    machine.apply(track(None, "Friend Invited", recipient=NOOR), at=START)
    advance(machine, START)

    machine.apply(define(), at=START + 60)

    assert machine.facts.directory.guests == ()
    assert outbox(machine) == [(60, "Invitation", "not sent")]


@pytest.mark.rule("anonymous.invite")
def test_an_invitation_under_way_is_saved_and_reset_with_the_workspace() -> None:
    machine = invited(delay="1 hour")

    again = restored(saved(machine))
    advance(again, START + hours(1))
    machine.apply(Reset(), at=START)
    advance(machine, START + hours(2))

    assert outbox(again) == [(hours(1), "Invitation", "sent")]
    assert outbox(machine) == []


@pytest.mark.rule("events.reserved")
def test_an_event_says_where_its_message_goes_and_who_it_comes_from() -> None:
    machine = a_workspace(identify("u1", email="mia@example.com"), campaigns=a_campaign())
    data: dict[str, Json] = {
        "from": "Mia", "recipient": NOOR, "from_address": "shop@example.com", "reply_to": "help@example.com",
    }  # fmt: skip

    machine.apply(track("u1", "Friend Invited", data), at=START)
    advance(machine, START)

    message = last_message(machine)
    assert (message.recipient, message.sender, message.reply_to) == (NOOR, "shop@example.com", "help@example.com")


@pytest.mark.rule("events.reserved")
@pytest.mark.parametrize("recipient", ["", None, 5])
def test_a_recipient_that_is_no_text_overrides_nothing(recipient: Json) -> None:
    machine = a_workspace(identify("u1", email="mia@example.com"), campaigns=a_campaign())

    machine.apply(track("u1", "Friend Invited", {"from": "Mia", "recipient": recipient}), at=START)
    advance(machine, START)

    assert last_message(machine).recipient == "mia@example.com"
