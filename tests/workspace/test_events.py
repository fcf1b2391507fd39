"""Events: kept once for each ULID, at their own timestamp, for the person they name."""

import pytest

from simulator.operations import Delete
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.effects import EventDuplicate, EventStored, IdentifierSet, Ignored, PersonCreated, Rejected
from tests.builders import (
    START,
    a_workspace,
    advance,
    days,
    hours,
    identify,
    minutes,
    named,
    outbox,
    people,
    person,
    track,
)

ULID = "01KJQ0000000000000000000A1"
CAMPAIGN: dict[str, Json] = {
    "Recovery": {"trigger": {"event": "Added to Cart"}, "steps": [{"send": {"email": "Come back"}}]}
}


def names(machine: Machine, who: str = "u1") -> list[str]:
    return [event.name for event in person(machine, who).events]


@pytest.mark.rule("events.dedupe-ulid")
@pytest.mark.parametrize("again", [ULID, ULID.lower()])
def test_a_ulid_that_comes_again_is_dropped_and_says_which_call_brought_it_first(again: str) -> None:
    machine = a_workspace()
    first = machine.apply(track("u1", "Order Placed", id=ULID), at=START)

    effects = machine.apply(track("u1", "Order Placed", id=again), at=START + 9).effects

    assert effects == (EventDuplicate(ULID, "Order Placed", first.number),)
    assert names(machine) == ["Order Placed"]


@pytest.mark.rule("events.dedupe-scope")
@pytest.mark.parametrize(
    "again",
    [track("u2", id=ULID), track(None, anonymous_id="device-7", id=ULID), track("u1", "Another", id=ULID)],
    ids=["another person", "anonymous", "another name"],
)
def test_a_ulid_counts_in_the_whole_workspace(again: object) -> None:
    machine = a_workspace(track("u1", id=ULID))

    (effect,) = machine.apply(again, at=START).effects  # type: ignore[arg-type]

    assert isinstance(effect, EventDuplicate)
    assert people(machine) == [("u1", None)]


@pytest.mark.rule("events.dedupe-window")
def test_a_ulid_is_never_forgotten() -> None:
    machine = a_workspace(track("u1", id=ULID))

    (effect,) = machine.apply(track("u1", id=ULID), at=START + days(4_000)).effects

    assert isinstance(effect, EventDuplicate)


@pytest.mark.rule("events.dedupe-ulid")
def test_an_anonymous_event_is_deduped_before_and_after_it_is_attached() -> None:
    machine = a_workspace(track(None, anonymous_id="device-7", id=ULID), track(None, anonymous_id="device-7", id=ULID))
    machine.apply(identify("u1", anonymous_id="device-7"), at=START)

    machine.apply(track("u1", id=ULID), at=START)

    assert len(names(machine)) == 1


def test_a_ulid_of_an_event_that_was_dropped_can_come_again() -> None:
    machine = a_workspace(track("cio_0300ffff", id=ULID))

    machine.apply(track("u1", id=ULID), at=START)

    assert len(names(machine)) == 1


@pytest.mark.rule("events.dedupe-non-ulid")
@pytest.mark.parametrize(
    "event_id",
    ["R-1", "", ULID[:-1], ULID + "1", "8" + ULID[1:], ULID[:-1] + "U", "f47ac10b-58cc-4372-a567-0e02b2c3d479"],
)
def test_an_id_that_is_no_ulid_dedupes_nothing(event_id: str) -> None:
    machine = a_workspace(track("u1", id=event_id), track("u1", id=event_id))

    assert len(names(machine)) == 2


@pytest.mark.rule("events.no-id-no-dedupe")
def test_two_equal_events_without_an_id_are_two() -> None:
    machine = a_workspace(track("u1", "Order Placed", total=59), track("u1", "Order Placed", total=59))

    assert len(names(machine)) == 2


@pytest.mark.rule("events.order-id-no-dedupe")
def test_the_order_id_dedupes_nothing() -> None:
    machine = a_workspace(
        track("u1", "Order Placed", id=ULID, order_id="R-1"),
        track("u1", "Order Placed", id=ULID[:-1] + "2", order_id="R-1"),
    )

    assert len(names(machine)) == 2


@pytest.mark.rule("events.name-trim")
def test_a_name_is_kept_without_the_spaces_around_it_also_anonymously() -> None:
    machine = a_workspace(track("u1", "  Order Placed\t"), track(None, " Order Placed ", anonymous_id="device-7"))

    machine.apply(identify("u1", anonymous_id="device-7"), at=START)

    assert names(machine) == ["Order Placed", "Order Placed"]


@pytest.mark.rule("events.time.default")
def test_without_a_timestamp_an_event_happens_when_it_is_received() -> None:
    machine = a_workspace()

    machine.apply(track("u1"), at=START + 7)

    (event,) = person(machine, "u1").events
    assert (event.at, event.received) == (START + 7, START + 7)


def test_events_stand_in_order_of_timestamp_then_arrival() -> None:
    machine = a_workspace(
        track("u1", "Third", timestamp=START + 5),
        track("u1", "First", timestamp=START - days(3)),
        track("u1", "Second"),
        track("u1", "Fourth", timestamp=START + 5),
    )

    assert names(machine) == ["First", "Second", "Third", "Fourth"]


@pytest.mark.rule("events.time.72h")
@pytest.mark.rule("events.time.72h-edge")
@pytest.mark.parametrize(("age", "state"), [(hours(72) - 1, "sent"), (hours(72), "sent"), (hours(72) + 1, "not sent")])
def test_an_event_older_than_72_hours_is_kept_and_starts_no_campaign(age: int, state: str) -> None:
    machine = a_workspace(
        identify("u1", email="maya@example.com"),
        segments={"S": {"performed": "Added to Cart"}},
        campaigns=CAMPAIGN,
    )

    machine.apply(track("u1", timestamp=START - age), at=START)
    advance(machine, START)

    assert outbox(machine) == [(0, "Come back", state)]
    assert person(machine, "u1").segments == ("S",)
    assert names(machine) == ["Added to Cart"]


@pytest.mark.rule("events.time.future")
def test_an_event_of_the_future_is_kept_as_given_and_triggers_on_receipt() -> None:
    machine = a_workspace(identify("u1", email="maya@example.com"), campaigns=CAMPAIGN)

    machine.apply(track("u1", timestamp=START + days(9)), at=START)
    advance(machine, START)

    assert outbox(machine) == [(0, "Come back", "sent")]
    assert person(machine, "u1").events[0].at == START + days(9)


@pytest.mark.rule("events.create-person")
@pytest.mark.parametrize(("who", "pair"), [("u5", ("u5", None)), ("a@example.com", (None, "a@example.com"))])
def test_an_event_of_an_unknown_person_creates_one_with_that_identifier_only(
    who: str, pair: tuple[str | None, str | None]
) -> None:
    machine = a_workspace()

    effects = machine.apply(track(who), at=START).effects

    assert people(machine) == [pair]
    assert [type(effect) for effect in effects] == [PersonCreated, IdentifierSet, EventStored]


@pytest.mark.rule("events.create-person")
def test_where_the_setting_says_drop_an_unknown_person_is_not_created() -> None:
    machine = a_workspace(settings={"unknown_person_event": "drop"})

    (effect,) = machine.apply(track("u5"), at=START).effects

    assert isinstance(effect, Ignored)
    assert people(machine) == []


@pytest.mark.rule("events.cio-unknown")
def test_an_event_of_an_unknown_cio_id_is_dropped() -> None:
    machine = a_workspace()

    (effect,) = machine.apply(track("cio_0300ffff"), at=START).effects

    assert isinstance(effect, Ignored)
    assert effect.rule == "events.cio-unknown"
    assert people(machine) == []


def test_an_event_finds_its_person_by_any_identifier() -> None:
    machine = a_workspace(identify("u1", email="Maya@example.com"))

    for who in ("u1", "maya@EXAMPLE.com", "cio_03000001"):
        machine.apply(track(who), at=START + minutes(1))

    assert len(names(machine)) == 3
    assert len(views.people(machine)) == 1


@pytest.mark.rule("segments.evt.page-type")
def test_kinds_are_kept_apart() -> None:
    machine = a_workspace(
        track("u1", "https://example.com/", kind="page"),
        segments={"Page": {"viewed page": "https://example.com/"}, "Event": {"performed": "https://example.com/"}},
        campaigns={"C": {"trigger": {"event": "https://example.com/"}, "steps": [{"send": {"email": "Come back"}}]}},
    )

    advance(machine, START)

    assert person(machine, "u1").segments == ("Page",)
    assert views.messages(machine) == ()


@pytest.mark.rule("events.dedupe-ulid")
@pytest.mark.rule("events.dedupe-non-ulid")
@pytest.mark.parametrize(
    ("setting", "event_id", "kept"),
    [
        ("ulid_only", "order-1", 2),
        ("ulid_only", ULID, 1),
        ("any_id", "order-1", 1),
        ("any_id", ULID, 1),
        ("none", ULID, 2),
        ("error_400", "order-1", 0),
        ("error_400", ULID, 1),
    ],
)
def test_which_ids_dedupe_is_a_setting(setting: str, event_id: str, kept: int) -> None:
    machine = a_workspace(identify("u1"), settings={"dedupe": setting})

    for _ in range(2):
        machine.apply(track("u1", id=event_id), at=START)

    assert len(person(machine, "u1").events) == kept


@pytest.mark.rule("events.dedupe-non-ulid")
def test_an_id_that_is_no_ulid_is_refused_where_the_settings_say_so() -> None:
    machine = a_workspace(settings={"dedupe": "error_400"})

    effects = machine.apply(track("u1", id="order-1"), at=START).effects

    assert effects == (Rejected("id must be a ULID", "events.dedupe-non-ulid"),)


@pytest.mark.rule("events.dedupe-scope")
@pytest.mark.parametrize(("scope", "kept"), [("workspace", 0), ("person", 1)])
def test_a_ulid_of_another_person_is_a_repeat_or_not(scope: str, kept: int) -> None:
    machine = a_workspace(identify("u2"), track("u1", id=ULID), settings={"dedupe_scope": scope})

    machine.apply(track("u2", id=ULID), at=START)
    machine.apply(track("u1", id=ULID), at=START)

    assert len(person(machine, "u1").events) == 1
    assert len(person(machine, "u2").events) == kept


@pytest.mark.rule("events.dedupe-window")
@pytest.mark.parametrize(
    ("window", "late", "kept"),
    [("unlimited", days(400), 1), ("24 hours", hours(24), 1), ("24 hours", hours(24) + 1, 2)],
)
def test_a_ulid_is_remembered_as_long_as_the_settings_say(window: str, late: int, kept: int) -> None:
    machine = a_workspace(track("u1", id=ULID), settings={"dedupe_window": window})

    machine.apply(track("u1", id=ULID), at=START + late)

    assert len(person(machine, "u1").events) == kept


@pytest.mark.rule("events.page-name")
def test_a_page_is_called_by_its_url_and_a_screen_by_its_name() -> None:
    machine = a_workspace(track("u1", "https://shop.example/p", kind="page"), track("u1", "Cart", kind="screen"))

    assert [(event.kind, event.name) for event in person(machine, "u1").events] == [
        ("page", "https://shop.example/p"),
        ("screen", "Cart"),
    ]


def test_the_last_event_of_somebody_who_was_deleted_still_dedupes() -> None:
    machine = a_workspace(track("u1", id=ULID), Delete(named("u1")))

    machine.apply(track("u1", id=ULID), at=START)

    assert people(machine) == []
