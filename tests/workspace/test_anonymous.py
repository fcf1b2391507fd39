"""Anonymous activity: held for nobody, attached at identification, forgotten in the end."""

import pytest

from simulator.operations import Identify, Relate
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.effects import (
    AnonymousAttached,
    AnonymousExpired,
    AnonymousLeft,
    EventHeldAnonymous,
    EventStored,
    Ignored,
    InviteTaken,
)
from tests.builders import (
    START,
    a_workspace,
    advance,
    attributes,
    days,
    hours,
    identify,
    members,
    minutes,
    outbox,
    passages,
    people,
    person,
    track,
)

X = "device-7"
CAMPAIGN: dict[str, Json] = {
    "Recovery": {"trigger": {"event": "Added to Cart"}, "steps": [{"send": {"email": "Come back"}}]}
}


def events_of(machine: Machine, who: str) -> list[tuple[str, int]]:
    return [(event.name, event.at - START) for event in person(machine, who).events]


def held(machine: Machine) -> list[str]:
    return [event.name for event in views.anonymous_events(machine).get(X, ())]


@pytest.mark.rule("anonymous.no-profile")
def test_an_anonymous_event_makes_nobody_and_moves_nothing() -> None:
    machine = a_workspace(segments={"S": {"performed": "Added to Cart"}}, campaigns=CAMPAIGN)

    outcome = machine.apply(track(None, anonymous_id=X), at=START)
    fired = advance(machine, START + days(1)).fired

    assert outcome.effects == (EventHeldAnonymous(X, "Added to Cart", START, "event", {}),)
    assert people(machine) == []
    assert views.messages(machine) == ()
    assert fired == ()
    assert held(machine) == ["Added to Cart"]


@pytest.mark.rule("anonymous.merge")
def test_identification_attaches_the_held_events_at_their_own_times() -> None:
    machine = a_workspace(track(None, "Product Viewed", anonymous_id=X))
    machine.apply(track(None, "Added to Cart", anonymous_id=X), at=START + minutes(2))

    effects = machine.apply(identify("u1", anonymous_id=X), at=START + minutes(6)).effects

    assert events_of(machine, "u1") == [("Product Viewed", 0), ("Added to Cart", minutes(2))]
    assert AnonymousAttached(person(machine, "u1").cio_id, X, 2) in effects
    assert [effect.name for effect in effects if isinstance(effect, EventStored)] == ["Product Viewed", "Added to Cart"]
    assert held(machine) == []
    assert person(machine, "u1").anonymous_ids == (X,)


@pytest.mark.rule("anonymous.merge")
def test_events_of_other_anonymous_ids_stay_where_they_are() -> None:
    machine = a_workspace(track(None, anonymous_id=X), track(None, anonymous_id="device-8"))

    machine.apply(identify("u1", anonymous_id="device-8"), at=START)

    assert events_of(machine, "u1") == [("Added to Cart", 0)]
    assert held(machine) == ["Added to Cart"]


@pytest.mark.rule("anonymous.retention")
@pytest.mark.parametrize(("late", "events"), [(days(30) - 1, 1), (days(30), 1), (days(30) + 1, 0)])
def test_held_events_are_kept_for_thirty_days_to_the_second(late: int, events: int) -> None:
    machine = a_workspace(track(None, anonymous_id=X))

    machine.apply(identify("u1", anonymous_id=X), at=START + late)

    assert len(person(machine, "u1").events) == events


@pytest.mark.rule("anonymous.retention")
@pytest.mark.parametrize("identified", [True, False], ids=["identified in that second", "never identified"])
def test_forgotten_events_are_gone_by_name_one_second_after_thirty_days(*, identified: bool) -> None:
    machine = a_workspace(track(None, anonymous_id=X, timestamp=START + hours(9)))
    gone_at = START + days(30) + 1
    if identified:
        machine.apply(identify("u1", anonymous_id=X), at=gone_at)

    (told,) = [told for told in advance(machine, gone_at).fired if isinstance(told.effect, AnonymousExpired)]

    assert (told.at, told.effect) == (gone_at, AnonymousExpired(X, 1))
    assert held(machine) == []


@pytest.mark.rule("anonymous.retention")
def test_only_events_whose_time_is_over_are_forgotten() -> None:
    machine = a_workspace(track(None, "Old", anonymous_id=X))
    machine.apply(track(None, "Younger", anonymous_id=X), at=START + 1)

    advance(machine, START + days(30) + 1)

    assert held(machine) == ["Younger"]


@pytest.mark.rule("anonymous.late5")
@pytest.mark.parametrize(("late", "attached"), [(minutes(5) - 1, True), (minutes(5), True), (minutes(5) + 1, False)])
def test_an_event_received_up_to_five_minutes_after_identification_still_attaches(*, late: int, attached: bool) -> None:
    machine = a_workspace(identify("u1", anonymous_id=X))

    machine.apply(track(None, anonymous_id=X, timestamp=START), at=START + late)

    assert (len(person(machine, "u1").events) == 1) is attached
    assert (held(machine) == []) is attached


@pytest.mark.parametrize(
    ("first", "settings", "rule"),
    [
        pytest.param("u1", {}, "anonymous.reidentify", marks=pytest.mark.rule("anonymous.reidentify")),
        pytest.param("u2", {}, "anonymous.reuse", marks=pytest.mark.rule("anonymous.reuse")),
        pytest.param("u2", {"anon_id_reuse": "newer_only"}, "anonymous.reuse"),
        pytest.param(
            "u1",
            {"anonymous_merge": False},
            "anonymous.setting-off",
            marks=pytest.mark.rule("anonymous.setting-off"),
        ),
    ],
)
def test_an_identification_says_why_events_stay_anonymous(first: str, settings: dict[str, Json], rule: str) -> None:
    machine = a_workspace(identify(first, anonymous_id=X), settings=settings)
    machine.apply(track(None, anonymous_id=X), at=START + minutes(6))

    outcome = machine.apply(identify("u1", anonymous_id=X), at=START + minutes(7))

    assert outcome.effects[-1] == AnonymousLeft(person(machine, "u1").cio_id, X, 1, rule)
    assert events_of(machine, "u1") == []


@pytest.mark.rule("anonymous.reidentify")
def test_identifying_again_neither_attaches_what_came_too_late_nor_opens_the_door_again() -> None:
    machine = a_workspace(identify("u1", anonymous_id=X))
    machine.apply(track(None, "Too Late", anonymous_id=X), at=START + minutes(6))

    machine.apply(identify("u1", anonymous_id=X), at=START + minutes(7))
    machine.apply(track(None, "Still Too Late", anonymous_id=X), at=START + minutes(8))

    assert events_of(machine, "u1") == []
    assert held(machine) == ["Too Late", "Still Too Late"]


@pytest.mark.rule("anonymous.reuse")
def test_the_first_person_keeps_the_anonymous_id() -> None:
    machine = a_workspace(track(None, "Product Viewed", anonymous_id=X), identify("u1", anonymous_id=X))

    machine.apply(identify("u2", anonymous_id=X), at=START + minutes(1))
    machine.apply(track(None, "Added to Cart", anonymous_id=X), at=START + minutes(2))

    assert events_of(machine, "u1") == [("Product Viewed", 0), ("Added to Cart", minutes(2))]
    assert events_of(machine, "u2") == []


@pytest.mark.rule("anonymous.new-id-overwrites")
def test_a_second_anonymous_id_overwrites_the_attribute_and_keeps_what_was_attached() -> None:
    machine = a_workspace(track(None, anonymous_id=X), identify("u1", anonymous_id=X))

    machine.apply(identify("u1", anonymous_id="device-8"), at=START + minutes(1))

    assert attributes(machine, "u1") == {"anonymous_id": "device-8"}
    assert person(machine, "u1").anonymous_ids == (X, "device-8")
    assert events_of(machine, "u1") == [("Added to Cart", 0)]


@pytest.mark.rule("anonymous.setting-off")
def test_with_the_setting_off_nothing_attaches_before_or_after() -> None:
    machine = a_workspace(track(None, anonymous_id=X), settings={"anonymous_merge": False})

    machine.apply(identify("u1", anonymous_id=X), at=START)
    machine.apply(track(None, anonymous_id=X), at=START)

    assert events_of(machine, "u1") == []
    assert len(held(machine)) == 2


def test_an_event_with_a_person_and_an_anonymous_id_is_the_persons() -> None:
    machine = a_workspace(identify("u1"), track("u1", anonymous_id=X))

    assert events_of(machine, "u1") == [("Added to Cart", 0)]
    assert held(machine) == []


@pytest.mark.rule("anonymous.segments")
def test_attached_events_count_for_segments_at_their_own_time() -> None:
    machine = a_workspace(
        track(None, anonymous_id=X), segments={"S": {"performed": "Added to Cart", "within": "4 hours"}}
    )

    machine.apply(identify("u1", anonymous_id=X), at=START + hours(3))
    advance(machine, START + days(1))

    assert passages(machine) == [(hours(3), "entered"), (hours(4) + 1, "left")]


@pytest.mark.rule("anonymous.trigger72")
@pytest.mark.parametrize(("late", "sent"), [(hours(72) - 1, "sent"), (hours(72), "sent"), (hours(72) + 1, "not sent")])
def test_an_event_attached_within_72_hours_of_its_timestamp_starts_campaigns(late: int, sent: str) -> None:
    machine = a_workspace(track(None, anonymous_id=X), campaigns=CAMPAIGN)

    machine.apply(identify("maya@example.com", anonymous_id=X), at=START + late)
    advance(machine, START + late)

    assert outbox(machine) == [(late, "Come back", sent)]


@pytest.mark.rule("anonymous.trigger72")
def test_the_72_hours_count_from_the_events_timestamp_not_from_its_receipt() -> None:
    machine = a_workspace(track(None, anonymous_id=X, timestamp=START - hours(71)), campaigns=CAMPAIGN)

    machine.apply(identify("maya@example.com", anonymous_id=X), at=START + hours(2))
    advance(machine, START + hours(2))

    (line,) = views.messages(machine)
    assert (line.state, line.rule) == ("not sent", "events.time.72h")


def test_an_event_of_nobody_without_an_anonymous_id_is_kept_nowhere() -> None:
    machine = a_workspace()

    (effect,) = machine.apply(track(None), at=START).effects

    assert isinstance(effect, Ignored)
    assert views.anonymous_events(machine) == {}
    assert people(machine) == []


@pytest.mark.rule("anonymous.late5")
@pytest.mark.parametrize(
    ("window", "late", "attached"),
    [("0 seconds", 0, True), ("0 seconds", 1, False), ("unlimited", days(29), True)],
)
def test_the_late_window_is_as_long_as_the_settings_say(window: str, late: int, *, attached: bool) -> None:
    machine = a_workspace(identify("u1", anonymous_id=X), settings={"anonymous_late_window": window})

    machine.apply(track(None, anonymous_id=X), at=START + late)

    assert (events_of(machine, "u1") != []) is attached


@pytest.mark.rule("anonymous.retention")
@pytest.mark.parametrize(
    ("clock", "happened", "late", "events"),
    [
        ("received", -days(40), 0, 1),
        ("event_time", -days(30), 0, 1),
        ("event_time", -days(30) - 1, 0, 0),
        ("event_time", 0, days(30) + 1, 0),
    ],
)
def test_the_thirty_days_count_from_receipt_or_from_the_event(
    clock: str, happened: int, late: int, events: int
) -> None:
    machine = a_workspace(settings={"anon_retention_clock": clock})
    machine.apply(track(None, anonymous_id=X, timestamp=START + happened), at=START)

    machine.apply(identify("u1", anonymous_id=X), at=START + late)

    assert len(person(machine, "u1").events) == events


@pytest.mark.rule("anonymous.retention")
@pytest.mark.rule("anonymous.late5")
@pytest.mark.parametrize(("edges", "inside"), [("inclusive", True), ("exclusive", False)])
def test_the_last_second_of_each_window_is_inside_or_not(edges: str, *, inside: bool) -> None:
    machine = a_workspace(track(None, "Early", anonymous_id=X), settings={"window_edges": edges})

    machine.apply(identify("u1", anonymous_id=X), at=START + days(30))
    machine.apply(track(None, "Late", anonymous_id=X), at=START + days(30) + minutes(5))

    assert [name for name, _ in events_of(machine, "u1")] == (["Early", "Late"] if inside else [])


@pytest.mark.rule("anonymous.reidentify")
def test_identifying_again_attaches_what_came_too_late_where_the_settings_say_so() -> None:
    machine = a_workspace(identify("u1", anonymous_id=X), settings={"anon_reidentify_same_id": "merges"})
    machine.apply(track(None, "Too Late", anonymous_id=X), at=START + minutes(6))

    machine.apply(identify("u1", anonymous_id=X), at=START + minutes(7))
    machine.apply(track(None, "In Time", anonymous_id=X), at=START + minutes(12))

    assert [name for name, _ in events_of(machine, "u1")] == ["Too Late", "In Time"]


@pytest.mark.rule("anonymous.reuse")
@pytest.mark.parametrize(
    ("setting", "first", "second"),
    [
        ("first_wins", ["Before"], []),
        ("last_wins", ["Before"], ["Too Late", "After"]),
        ("newer_only", ["Before"], ["After"]),
    ],
)
def test_who_gets_the_events_of_an_id_that_two_people_were_identified_with(
    setting: str, first: list[str], second: list[str]
) -> None:
    machine = a_workspace(track(None, "Before", anonymous_id=X), settings={"anon_id_reuse": setting})
    machine.apply(identify("u1", anonymous_id=X), at=START)
    machine.apply(track(None, "Too Late", anonymous_id=X), at=START + minutes(6))

    machine.apply(identify("u2", anonymous_id=X), at=START + minutes(7))
    machine.apply(track(None, "After", anonymous_id=X), at=START + minutes(8))

    assert [name for name, _ in events_of(machine, "u1")] == first
    assert [name for name, _ in events_of(machine, "u2")] == second


@pytest.mark.rule("anonymous.identify-only")
def test_an_identify_with_nothing_but_an_anonymous_id_is_taken_and_makes_nobody() -> None:
    machine = a_workspace()

    (effect,) = machine.apply(Identify(None, {"anonymous_id": X, "plan": "pro"}), at=START).effects

    assert isinstance(effect, Ignored)
    assert effect.rule == "anonymous.identify-only"
    assert people(machine) == []


@pytest.mark.rule("anonymous.identify-only")
@pytest.mark.rule("anonymous.no-profile")
def test_where_the_settings_say_so_an_anonymous_id_makes_one_profile_without_identifiers() -> None:
    machine = a_workspace(settings={"anonymous_only_creates_person": True})

    machine.apply(track(None, anonymous_id=X), at=START)
    machine.apply(Identify(None, {"anonymous_id": X, "plan": "pro"}), at=START)

    (ghost,) = views.people(machine)
    assert (ghost.id, ghost.email) == (None, None)
    assert {name: fact.value for name, fact in ghost.attributes.items()} == {"anonymous_id": X, "plan": "pro"}
    assert [event.name for event in ghost.events] == ["Added to Cart"]


@pytest.mark.rule("anonymous.objects")
def test_a_relation_of_an_anonymous_id_moves_to_the_person_who_is_identified_with_it() -> None:
    machine = a_workspace(Relate("1", "acme", anonymous_id=X, attributes={"role": "admin"}))

    machine.apply(identify("u1", anonymous_id=X), at=START)
    machine.apply(identify("u2", anonymous_id=X), at=START)

    (relation,) = person(machine, "u1").relations
    assert (relation.object_type, relation.object_id, relation.attributes) == ("1", "acme", {"role": "admin"})
    assert person(machine, "u2").relations == ()


@pytest.mark.rule("anonymous.invite")
def test_an_event_of_nobody_without_a_recipient_is_for_nobody() -> None:
    machine = a_workspace()

    effects = [machine.apply(track(None, recipient=recipient), at=START).effects for recipient in (None, "", 5)]

    assert all(isinstance(effect, Ignored) and effect.rule == "anonymous.invite" for (effect,) in effects)


@pytest.mark.rule("anonymous.invite")
def test_an_event_with_a_recipient_makes_nobody_and_is_held_for_nobody() -> None:
    machine = a_workspace()

    effects = machine.apply(track(None, "Friend Invited", recipient="noor@example.com"), at=START).effects

    assert effects == (InviteTaken("Friend Invited", "noor@example.com", START),)
    assert people(machine) == []
    assert views.anonymous_events(machine) == {}


@pytest.mark.rule("anonymous.invite")
def test_the_recipient_of_an_invitation_is_in_no_segment() -> None:
    machine = a_workspace(segments={"S": {"performed": "Friend Invited"}, "N": {"not performed": "Friend Invited"}})

    machine.apply(track(None, "Friend Invited", recipient="noor@example.com"), at=START)
    fired = advance(machine, START + days(1)).fired

    assert fired == ()
    assert members(machine, "S") == members(machine, "N") == []


@pytest.mark.parametrize(
    ("identified", "rule"), [(False, "anonymous.no-profile"), (True, "anonymous.late5")], ids=["nobody", "too late"]
)
def test_an_event_that_is_nobody_s_says_by_which_rule(*, identified: bool, rule: str) -> None:
    machine = a_workspace(*([identify("u1", anonymous_id=X)] if identified else []))

    (effect,) = machine.apply(track(None, anonymous_id=X), at=START + minutes(6)).effects

    assert isinstance(effect, EventHeldAnonymous)
    assert effect.rule == rule
