"""Expectations about people, and what is said of merges, refusals, departures and updates when they fail."""

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
ADA = "shoppers: {Ada: {known as: {customer_id: C-1, email: ada@example.com}}}\n"
OLDER_UPDATE = """\
shoppers: {Ada: {known as: {customer_id: C-1}}}
journey:
  - {at: 1m, shopper: Ada, does: set, attributes: {plan: silver}, source: crm, delivery: {late: 20m}}
  - {at: 5m, shopper: Ada, does: set, attributes: {plan: gold}}
"""


def test_who_wrote_an_attribute_is_the_source_of_its_value(told: Told) -> None:
    story = f"{OLDER_UPDATE}expect: [{{at: 1h, profile: Ada, written by: {{plan: backend}}}}]\n"

    assert told(story) == []


def test_a_wrong_writer_is_named_with_the_delivery(told: Told) -> None:
    (text,) = told(f"{OLDER_UPDATE}expect: [{{at: 1h, profile: Ada, written by: {{plan: shop webhook}}}}]\n")

    assert "expected plan was last written by storefront" in text
    assert "found plan is gold, written by backend" in text
    assert "d3: set plan gold, from backend" in text


def test_an_attribute_that_nobody_wrote_has_no_writer(told: Told) -> None:
    (text,) = told(f"{OLDER_UPDATE}expect: [{{at: 1h, profile: Ada, written by: {{tier: crm}}}}]\n")

    assert "found tier is missing" in text


def test_who_never_gave_a_key_is_the_profile_under_which_the_shop_tells_of_them(told: Told) -> None:
    doing = "{at: 1m, shopper: Ada, does: opt in, channel: email}"
    expectation = "{at: 1h, profile: Ada, profiles: 1, attributes: {email_consent: true}}"

    assert told(f"shoppers: {{Ada: {{}}}}\njourney: [{doing}]\nexpect: [{expectation}]\n") == []


@pytest.mark.rule("attributes.order")
def test_an_older_update_that_says_its_time_loses_and_is_told(told: Told) -> None:
    (text,) = told(f"{OLDER_UPDATE}expect: [{{at: 1h, profile: Ada, attributes: {{plan: silver}}}}]\n")

    assert "found plan is gold" in text
    assert "d2: plan stays: the value that came before is newer (rule attributes.order)" in text


def test_an_older_update_that_says_no_time_wins_and_is_told(told: Told) -> None:
    sources = "sources: {crm: {sends times: false}}\n"

    (text,) = told(f"{sources}{OLDER_UPDATE}expect: [{{at: 1h, profile: Ada, attributes: {{plan: gold}}}}]\n")

    assert "found plan is silver" in text
    assert "d2: set plan silver, from crm, which tells no time: its arrival counted" in text


def test_a_phone_is_checked_like_any_identifier(told: Told) -> None:
    workspace = "workspace: {settings: {identifiers: [id, email, phone]}}\n"
    doing = '{at: 1m, shopper: Ada, on: phone, does: identify, with: phone, value: "+12025550143"}'
    expectation = '{at: 1m, profile: Ada, profiles: 1, attributes: {phone: "+12025550143"}}'

    assert told(f"{workspace}shoppers: {{Ada: {{}}}}\njourney: [{doing}]\nexpect: [{expectation}]\n") == []


@pytest.mark.parametrize("identifiers", ["[id, email]", "[id, email, phone]"])
def test_a_phone_can_be_linked_whether_or_not_it_identifies(told: Told, identifiers: str) -> None:
    story = f"""\
workspace: {{settings: {{identifiers: {identifiers}}}}}
shoppers: {{Ada: {{profiles: [{{customer_id: C-1}}, {{phone: "+12025550143"}}]}}}}
journey: [{{at: 1m, shopper: Ada, does: link, with: phone, value: "+12025550143", to: C-1}}]
expect:
  - {{at: 0m, profile: Ada, profiles: 2}}
  - {{at: 1m, profile: Ada, profiles: 1}}
"""

    assert told(story) == []


def test_a_merge_and_what_it_lost_are_told(told: Told) -> None:
    profiles = "[{customer_id: C-1, plan: gold}, {email: a@example.com, plan: silver}]"

    (text,) = told(
        f"""\
shoppers: {{Ada: {{profiles: {profiles}}}}}
journey: [{{at: 1m, shopper: Ada, does: link, with: email, value: a@example.com, to: C-1}}]
expect: [{{at: 1m, profile: Ada, attributes: {{plan: silver}}}}]
"""
    )

    assert "d3: merged a@example.com into C-1 + a@example.com" in text
    assert "d3: the merge lost the attribute plan silver; gold stayed (rule" in text


def test_an_identifier_that_somebody_else_has_is_told_as_refused(told: Told) -> None:
    (text,) = told(
        """\
shoppers:
  Ada: {known as: {customer_id: C-1, email: ada@example.com}, profiles: [{email: ada@example.net}]}
journey: [{at: 1m, shopper: Ada, does: change, with: email, value: ada@example.net}]
expect: [{at: 1m, profile: Ada, profiles: 1}]
"""
    )

    assert "d3: C-1 + ada@example.com did not get the email ada@example.net:" in text


@pytest.mark.parametrize("does", ["delete person", "suppress"])
def test_a_message_to_who_is_gone_since_was_sent_all_the_same(told: Told, does: str) -> None:
    doings = f"[{{at: 1m, shopper: Ada, does: place order}}, {{at: 2m, shopper: Ada, does: {does}}}]"
    expectation = "{at: 1h, messages: Thanks, to: Ada, count: 0}"

    (text,) = told(f"{ADA}journey: {doings}\nexpect: [{expectation}]\n")

    assert "found 1 message" in text
    assert "Ada: message 'Thanks' of 'Thanks' sent" in text
    assert "'Thanks' sent at 09:01:00" in text


def test_the_messages_of_a_shopper_who_comes_back_are_those_of_both_lives(told: Told) -> None:
    doings = [
        "{at: 1m, shopper: Ada, does: place order}",
        "{at: 2m, shopper: Ada, does: delete person}",
        "{at: 3m, shopper: Ada, does: place order}",
    ]
    expectation = "{at: 1h, messages: Thanks, to: Ada, count: 2}"

    assert told(f"{ADA}journey: [{', '.join(doings)}]\nexpect: [{expectation}]\n") == []


@pytest.mark.parametrize(
    ("does", "words"),
    [
        ("delete person", "d2: the person was deleted and is forgotten"),
        ("suppress", "d2: the person was suppressed and is forgotten"),
        ("suppress", "d3: nothing changed: the id C-1 is suppressed (rule suppression.ignored)"),
    ],
)
def test_a_person_who_is_gone_and_calls_that_are_ignored_are_told(told: Told, does: str, words: str) -> None:
    (text,) = told(
        f"""\
{ADA}journey:
  - {{at: 1m, shopper: Ada, does: {does}}}
  - {{at: 2m, shopper: Ada, does: opt in, channel: email}}
expect: [{{at: 3m, profile: Ada, attributes: {{email: ada@example.com}}}}]
"""
    )

    assert words in text


def test_what_a_device_kept_to_itself_stands_in_the_timeline_where_it_happened(told: Told) -> None:
    (text,) = told(
        """\
shoppers: {Ada: {}}
journey:
  - {at: 1m, shopper: Ada, on: laptop, does: identify, with: email, value: ada@example.com}
  - {at: 1m, shopper: Ada, on: laptop, does: log out}
  - {at: 1m, shopper: Ada, on: laptop, does: view product, product: Calm Serum}
expect: [{at: 3m, profile: Ada, events: {Product Viewed: 1}}]
"""
    )

    timeline = ["identified by email", "logged out on the laptop", "Product Viewed Calm Serum (web"]
    assert sorted(timeline, key=text.index) == timeline


@pytest.mark.parametrize("resets", ["true", "false"])
def test_a_shared_laptop_brings_two_shoppers_together_only_where_it_keeps_the_visitor(told: Told, resets: str) -> None:
    texts = told(
        f"""\
sources: {{web: {{resets on logout: {resets}}}}}
shoppers: {{Ana: {{}}, Ben: {{uses device of: {{Ana: laptop}}}}}}
journey:
  - {{at: 1m, shopper: Ana, on: laptop, does: identify, with: email, value: ana@example.com}}
  - {{at: 1m, shopper: Ana, on: laptop, does: log out}}
  - {{at: 2m, shopper: Ben, on: laptop, does: view product, product: Calm Serum}}
  - {{at: 3m, shopper: Ben, on: laptop, does: identify, with: email, value: ben@example.com}}
expect: [{{at: 4m, apart: [Ana, Ben]}}]
"""
    )

    words = "d2: Product Viewed Calm Serum was done by Ben and lies on ana@example.com"
    assert [words in text for text in texts] == ([] if resets == "true" else [True])


def test_an_anonymous_event_of_a_device_that_counts_as_anothers_says_so(told: Told) -> None:
    (text,) = told(
        """\
sources: {web: {resets on logout: false}}
shoppers: {Ana: {}, Ben: {uses device of: {Ana: laptop}}}
journey:
  - {at: 1m, shopper: Ana, on: laptop, does: identify, with: email, value: ana@example.com}
  - {at: 1m, shopper: Ana, on: laptop, does: log out}
  - {at: 30m, shopper: Ben, on: laptop, does: view product, product: Calm Serum}
  - {at: 31m, shopper: Ben, on: laptop, does: identify, with: email, value: ben@example.com}
expect: [{at: 1h, profile: Ben, events: {Product Viewed: 1}}]
"""
    )

    assert "its device counts as that of ana@example.com, and it came too late to be theirs" in text


BROWSED = """\
shoppers: {Ana: {}}
journey:
  - {at: 1m, shopper: Ana, on: laptop, does: view product, product: Calm Serum}
  - {at: 31d, shopper: Ana, on: laptop, does: identify, with: email, value: ana@example.com}
expect: [{at: 32d, profile: Ana, events: {Product Viewed: 1}}]
"""


@pytest.mark.rule("anonymous.retention")
def test_an_anonymous_event_that_was_held_too_long_is_said_to_be_forgotten(told: Told) -> None:
    (text,) = told(BROWSED)

    assert (
        "d1: Product Viewed Calm Serum was forgotten: nobody was identified on its device for 30 days"
        " (rule anonymous.retention)"
    ) in text


@pytest.mark.rule("anonymous.setting-off")
def test_an_anonymous_event_that_the_workspace_keeps_apart_says_so(told: Told) -> None:
    (text,) = told(f"workspace: {{settings: {{anonymous_merge: false}}}}\n{BROWSED.replace('31d', '2d')}")

    assert "gives what came before the identification to nobody (rule anonymous.setting-off)" in text


def test_the_workspaces_own_words_name_people_by_their_keys(told: Told) -> None:
    (text,) = told(
        f"""\
workspace:
  campaigns:
    Thanks: {{trigger: {{event: Order Placed}}, steps: [{{delay: 1 day}}, {{send: {{email: Thanks}}}}]}}
{ADA}journey:
  - {{at: 1m, shopper: Ada, does: place order, order: R-1}}
  - {{at: 2m, shopper: Ada, does: delete person}}
expect: [{{at: 2d, messages: Thanks, to: Ada, count: 1}}]
"""
    )

    assert "d3: the person left Thanks" in text
    assert "person 0" not in text


@pytest.mark.rule("suppression.delete-recreate")
def test_a_late_delivery_that_brings_a_deleted_person_back_is_told(told: Told) -> None:
    (text,) = told(
        """\
shoppers: {Ada: {known as: {customer_id: C-1, unsubscribed: true}}}
journey:
  - {at: 1m, shopper: Ada, does: place order, order: R-1, delivery: {late: 2h}}
  - {at: 1h, shopper: Ada, does: delete person}
expect: [{at: 3h, profile: Ada, attributes: {unsubscribed: true}}]
"""
    )

    assert "d3: the person was deleted and is forgotten" in text
    assert "d2: Order Placed R-1 made the person anew, with nothing of before" in text
