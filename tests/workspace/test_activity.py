"""The activity log: the real product's types, one line a call, newest first, readable by a person."""

import pytest

from simulator.operations import AddDevice, Delete, Identify, Merge, Relate, Reset, Suppress, Unrelate
from simulator.values import Json
from simulator.workspace import ActivityAnswer, Machine, views
from tests.builders import START, a_workspace, advance, days, hours, identify, minutes, named, put_in, track

DOCUMENTED = {
    *("profile_create", "profile_delete", "profile_merge", "anon_merge", "device_change"),
    *("attribute_change", "failed_attribute_change", "skipped_update", "event", "page", "screen"),
    *("add_relationship", "delete_relationship", "sent_email", "failed_email", "unsubscribed_email"),
}
"""Those of the documented enum that this workspace can log."""


def log(machine: Machine) -> list[ActivityAnswer]:
    """The lines, oldest first."""
    return list(reversed(views.activities(machine)))


@pytest.mark.rule("activity.types")
def test_every_line_has_a_type_of_the_documented_enum() -> None:
    machine = a_workspace(
        track(None, anonymous_id="x"),
        identify("u1", email="mia@example.com", plan="pro", anonymous_id="x"),
        identify("u2", email="mia@example.com"),
        identify("u1", {"plan": "old"}, timestamp=START - 60),
        AddDevice(named("u1"), "t1", "ios"),
        Relate("1", "acme", named("u1")),
        Unrelate("1", "acme", named("u1")),
        track("u1", kind="page"),
        track("u1", kind="screen"),
        Identify(named("nobody"), update_only=True),
        identify("u3"),
        Merge(named("u1"), named("u3")),
        identify("u4"),
        Delete(named("u4")),
        Suppress(named("u2")),
        campaigns={"C": {"trigger": {"event": "Added to Cart"}, "steps": [{"send": {"email": "Back"}}]}},
    )
    machine.apply(track("u1"), at=START)
    advance(machine, START)

    types = {line.type for line in log(machine)}

    assert types == DOCUMENTED - {"failed_email", "unsubscribed_email"}


@pytest.mark.rule("activity.attribute-change")
def test_the_attributes_of_one_call_are_one_line_of_texts_from_and_to() -> None:
    machine = a_workspace(identify("u1", plan="basic"))

    machine.apply(identify("u1", plan="pro", n=42, tags=["a"], email="mia@example.com"), at=START + 5)
    machine.apply(identify("u1", plan=None, n=42), at=START + 6)

    lines = [(line.at - START, line.data) for line in log(machine) if line.type == "attribute_change"]
    assert lines == [
        (0, {"plan": {"from": "", "to": "basic"}}),
        (
            5,
            {
                "email": {"from": "", "to": "mia@example.com"},
                "plan": {"from": "basic", "to": "pro"},
                "n": {"from": "", "to": "42"},
                "tags": {"from": "", "to": '["a"]'},
            },
        ),
        (6, {"plan": {"from": "pro", "to": ""}}),
    ]


def test_the_identifiers_a_person_is_made_with_are_no_change() -> None:
    machine = a_workspace(identify("u1", email="mia@example.com"))

    assert [line.type for line in log(machine)] == ["profile_create"]


@pytest.mark.rule("identity.conflict.fac")
def test_refused_identifiers_are_one_line_with_value_and_reason() -> None:
    machine = a_workspace(identify("u1", email="mia@example.com"), identify("u2"))

    machine.apply(identify("u2", email="mia@example.com"), at=START)

    (line,) = [line for line in log(machine) if line.type == "failed_attribute_change"]
    reason = "The identifier is already associated with a different profile."
    assert line.data == {"email": {"value": "mia@example.com", "reason": reason}}
    assert line.id == "u2"


@pytest.mark.rule("attributes.order")
def test_an_older_update_is_a_skipped_one() -> None:
    machine = a_workspace(identify("u1", plan="pro"))

    machine.apply(identify("u1", {"plan": "old"}, timestamp=START - 60), at=START)

    assert [line.type for line in log(machine)][-1] == "skipped_update"


@pytest.mark.rule("activity.page-no-name")
@pytest.mark.parametrize(("setting", "name"), [("absent", None), ("url", "https://shop.example/p")])
def test_a_page_has_no_name_unless_the_settings_give_it_its_url(setting: str, name: str | None) -> None:
    machine = a_workspace(settings={"page_activity_name": setting})

    machine.apply(track("u1", "https://shop.example/p", kind="page"), at=START)

    assert [(line.type, line.name) for line in log(machine)][-1] == ("page", name)


@pytest.mark.rule("activity.event-data-typed")
@pytest.mark.rule("activity.screen-or-event")
def test_events_and_screens_have_their_names_and_their_data_as_it_came() -> None:
    data: dict[str, Json] = {"price": 23.45, "n": 2, "gift": True, "items": [{"sku": "A"}]}
    machine = a_workspace(track("u1", "Order Placed", data), track("u1", "Cart", kind="screen"))

    lines = [(line.type, line.name, line.data) for line in log(machine)[1:]]

    assert lines == [("event", "Order Placed", data), ("screen", "Cart", {})]


@pytest.mark.rule("activity.order")
def test_the_newest_line_comes_first() -> None:
    machine = a_workspace(identify("u1"))
    machine.apply(track("u1", "First", timestamp=START + 9), at=START + 1)
    machine.apply(track("u1", "Second", timestamp=START - 9), at=START + 2)

    assert [line.name for line in views.activities(machine)] == ["Second", "First", None]


@pytest.mark.rule("activity.retention")
@pytest.mark.parametrize(
    ("setting", "late", "listed"),
    [("unlimited", days(400), 1), ("30 days", days(30), 1), ("30 days", days(30) + 1, 0)],
)
def test_lines_are_listed_as_long_as_the_settings_say(setting: str, late: int, listed: int) -> None:
    machine = a_workspace(identify("u1"), settings={"activity_retention": setting})

    advance(machine, START + late)

    assert len(views.activities(machine)) == listed


@pytest.mark.rule("activity.segments-silent")
def test_segments_and_campaigns_are_silent() -> None:
    machine = a_workspace(
        identify("u1"),
        put_in("M", "u1"),
        segments={"M": "manual", "S": {"performed": "Added to Cart"}},
        campaigns={"C": {"trigger": {"event": "Added to Cart"}, "steps": [{"delay": "1 hour"}]}},
    )

    machine.apply(track("u1"), at=START)
    advance(machine, START + hours(2))

    assert [line.type for line in log(machine)] == ["profile_create", "event"]


def test_what_is_held_for_nobody_is_one_unprocessed_line_until_it_is_somebody_s() -> None:
    machine = a_workspace(track(None, "Product Viewed", anonymous_id="x"))
    (waiting,) = log(machine)

    machine.apply(identify("u1", anonymous_id="x"), at=START + minutes(6))

    events = [(line.type, line.at, line.processed, line.id) for line in log(machine) if line.name == "Product Viewed"]
    assert (waiting.processed, waiting.anonymous_id, waiting.cio_id) == (None, "x", None)
    assert events == [("event", START, START + minutes(6), "u1")]


def test_what_nobody_claimed_in_time_is_in_the_log_no_more() -> None:
    machine = a_workspace(track(None, anonymous_id="x"))

    advance(machine, START + days(31))

    assert log(machine) == []


def test_a_message_is_a_line_of_its_recipient_when_it_went_out_or_could_not() -> None:
    campaign: dict[str, Json] = {"trigger": {"event": "Added to Cart"}, "steps": [{"send": {"email": "Back"}}]}
    machine = a_workspace(identify("u1", email="mia@example.com"), track("u1"), track("u2"), campaigns={"C": campaign})
    advance(machine, START)

    lines = [(line.type, line.id) for line in log(machine) if line.type.endswith("_email")]

    assert lines == [("sent_email", "u1"), ("failed_email", "u2")]


def test_each_line_says_in_words_who_did_what_and_who_sent_it() -> None:
    machine = a_workspace()
    machine.apply(identify("u1", email="mia@example.com"), at=START, source="web")
    machine.apply(track("mia@example.com", "Order Placed"), at=START, source="storefront")

    assert [(line.words, line.source) for line in log(machine)] == [
        ("u1 was created", "web"),
        ("u1 did Order Placed", "storefront"),
    ]


def test_the_reset_of_a_workspace_empties_its_log() -> None:
    machine = a_workspace(identify("u1"))

    machine.apply(Reset(), at=START)

    assert log(machine) == []


def test_a_line_keeps_its_number_when_others_vanish() -> None:
    machine = a_workspace(track(None, anonymous_id="x"), identify("u1"))
    before = {line.type: line.number for line in log(machine)}

    advance(machine, START + days(31))

    assert {line.type: line.number for line in log(machine)} == {"profile_create": before["profile_create"]}


@pytest.mark.rule("activity.types")
@pytest.mark.parametrize(("channel", "type_"), [("sms", "sent_twilio"), ("push", "sent_push"), ("slack", "sent_slack")])
def test_a_message_has_the_type_of_its_channel(channel: str, type_: str) -> None:
    campaign: dict[str, Json] = {"trigger": {"event": "Added to Cart"}, "steps": [{"send": {channel: "Back"}}]}
    machine = a_workspace(
        identify("u1", phone="+12025550143"), AddDevice(named("u1"), "t1", "ios"), campaigns={"C": campaign}
    )

    machine.apply(track("u1"), at=START)
    advance(machine, START)

    assert views.activities(machine)[0].type == type_
