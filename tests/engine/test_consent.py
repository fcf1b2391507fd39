"""Nobody receives a message without recorded consent: by what people chose, whatever the workspace knows."""

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
ORDER = "{at: 10m, shopper: Ada, does: place order, order: R-1}"


def story(consent: str, *doings: str, expectation: str = "consent: respected") -> str:
    known = f"{{customer_id: C-1, email: ada@example.com{consent}}}"
    journey = "".join(f"  - {doing}\n" for doing in (*doings, ORDER))
    return f"shoppers: {{Ada: {{known as: {known}}}}}\njourney:\n{journey}expect: [{{at: 1h, {expectation}}}]\n"


@pytest.mark.parametrize(
    ("consent", "doings"),
    [
        (", email consent: yes", []),
        (", email consent: no", ["{at: 1m, shopper: Ada, does: opt in, channel: email}"]),
        (", email consent: yes", ["{at: 20m, shopper: Ada, does: opt out, channel: email}"]),
    ],
    ids=["from before", "given before the message", "withdrawn after it"],
)
def test_a_message_to_who_had_said_yes_is_right(told: Told, consent: str, doings: list[str]) -> None:
    assert told(story(consent, *doings)) == []


def test_a_message_to_who_never_chose_is_wrong(told: Told) -> None:
    (text,) = told(story(""))

    assert "found 'Thanks' went to Ada, who never opted in to email" in text
    assert "message 'Thanks' of 'Thanks' sent" in text


def test_a_message_that_the_lost_opt_out_would_have_stopped_is_wrong(told: Told) -> None:
    lost = "{at: 1m, shopper: Ada, does: opt out, channel: email, delivery: {lost: true}}"

    (text,) = told(story(", email consent: yes", lost))

    assert "'Thanks' went to Ada, who had opted out of email" in text
    assert "opted out of email (d2) was lost on the way" in text


def test_a_message_to_who_is_gone_since_is_found_by_its_address(told: Told) -> None:
    (text,) = told(story("", "{at: 20m, shopper: Ada, does: delete person}"))

    assert "'Thanks' went to Ada, who never opted in to email" in text


def test_another_channel_is_another_question(told: Told) -> None:
    assert told(story("", expectation="consent: respected, channel: sms")) == []
