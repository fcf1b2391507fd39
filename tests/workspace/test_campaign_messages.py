"""The message of a campaign at its send: withheld, failed, or with what Liquid makes of it then."""

import pytest
from freezegun import freeze_time

from simulator.operations import Operation
from simulator.values import Json
from simulator.workspace import views
from tests.builders import hours, identify, last_message, outbox, track
from tests.workspace.recoveries import SEND_AT, lived, recovery, sent


@pytest.mark.rule("consent.unsubscribed-values")
@pytest.mark.rule("consent.checked-at-message")
@pytest.mark.rule("campaigns.entry.unsubscribed-enters")
@pytest.mark.parametrize(
    ("value", "state"),
    [
        *((value, "withheld") for value in (True, "true", "TRUE", 1, "1")),
        *((value, "sent") for value in (False, "false", "yes", 0, "0", 2, 1.5, "", None, ["true"])),
    ],
)
def test_an_unsubscribed_person_enters_and_the_message_is_withheld(value: Json, state: str) -> None:
    machine = lived((0, track("u1")), (60, identify("u1", unsubscribed=value)), campaigns=recovery())

    assert [line.state for line in views.messages(machine)] == [state]


@pytest.mark.rule("consent.checked-at-message")
def test_a_person_who_subscribes_again_before_the_message_gets_it() -> None:
    machine = lived(
        (0, identify("u1", unsubscribed=True)),
        (0, track("u1")),
        (SEND_AT, identify("u1", unsubscribed=False)),
        campaigns=recovery(),
    )

    assert sent(machine) == [SEND_AT]


@pytest.mark.rule("consent.withheld-record")
@pytest.mark.parametrize(
    ("first", "state"),
    [(identify("u1", email="maya@example.com", unsubscribed=True), "withheld"), (identify("u1"), "failed")],
)
def test_a_message_withheld_or_failed_ends_nothing_the_next_one_has_its_own_chance(
    first: Operation, state: str
) -> None:
    steps: list[Json] = [{"send": {"email": "One"}}, {"delay": "1 hour"}, {"send": {"email": "Two"}}]
    mended = identify("u1", email="maya@example.com", unsubscribed=False)

    machine = lived((0, track("u1")), (60, mended), campaigns=recovery({"steps": steps}), first=first)

    assert outbox(machine) == [(0, "One", state), (hours(1), "Two", "sent")]


@pytest.mark.rule("campaigns.entry.no-address-enters")
def test_a_person_without_an_address_enters_and_the_send_fails() -> None:
    machine = lived((0, track("u1")), campaigns=recovery(), first=identify("u1"))

    assert (last_message(machine).state, last_message(machine).rule) == ("failed", "campaigns.entry.no-address-enters")


@pytest.mark.rule("liquid.undefined-output-fails")
@pytest.mark.rule("liquid.undefined-in-logic-ok")
@pytest.mark.rule("liquid.date-zone-fixed")
@pytest.mark.parametrize(
    ("subject", "state", "shown"),
    [
        ("Hi {{ customer.first_name }}", "failed", None),
        ("Hi {{ customer.first_name | default: 'there' }}", "sent", "Hi there"),
        ("{% if customer.first_name %}Hi you{% else %}Hi{% endif %}", "sent", "Hi"),
        ("It is {{ 'now' | date: '%Y-%m-%d %H:%M' }}", "sent", "It is 2026-03-02 09:30"),
        ("It is {{ now | date: '%Y-%m-%d' }}", "sent", "It is 2026-03-02"),
    ],
)
def test_the_subject_is_rendered_at_the_send_in_virtual_time(subject: str, state: str, shown: str | None) -> None:
    with freeze_time("2031-07-01"):
        machine = lived((0, track("u1")), campaigns=recovery(subject=subject))

    assert (last_message(machine).state, last_message(machine).subject) == (state, shown)


@pytest.mark.rule("liquid.null-output")
@pytest.mark.rule("liquid.case-sensitive")
@pytest.mark.parametrize("subject", ["{{ event.coupon }}", "{{ event.box.coupon }}", "{{ event.Product }}"])
def test_a_null_value_and_one_spelt_in_another_case_are_missing(subject: str) -> None:
    cart = track("u1", "Added to Cart", {"product": "Serum", "coupon": None, "box": {"coupon": None}})

    machine = lived((0, cart), campaigns=recovery(subject=subject))

    assert last_message(machine).state == "failed"


@pytest.mark.rule("liquid.render-at-send")
def test_the_subject_sees_the_profile_of_the_send_and_the_event_of_the_entry() -> None:
    machine = lived(
        (0, identify("u1", first_name="Maja")),
        (0, track("u1", product="Serum")),
        (60, identify("u1", first_name="Maya")),
        (SEND_AT, identify("u1", email="maya@example.org")),
        campaigns=recovery(
            subject="{{ customer.first_name }}, {{ event_name }}: {{ event.product }} ({{ campaign.name }})"
        ),
    )

    message = last_message(machine)
    assert (message.recipient, message.subject) == ("maya@example.org", "Maya, Added to Cart: Serum (R)")


def test_a_person_may_have_lost_the_address_by_the_time_of_the_message() -> None:
    machine = lived((0, track("u1")), (60, identify("u1", email="")), campaigns=recovery())

    assert last_message(machine).state == "failed"
