"""Merges: who survives, what moves at once and what within the hour, what is lost and by which rule."""

from collections.abc import Mapping

import pytest

from simulator.operations import AddDevice, Delete, Merge, Relate, Suppress, Unsuppress
from simulator.values import Json
from simulator.workspace import Machine, MergeFact, PersonAnswer, views
from simulator.workspace.effects import (
    EventsInherited,
    EventsPostponed,
    Ignored,
    MergeLost,
    PeopleMerged,
    PersonDeleted,
    Rejected,
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
    named,
    outbox,
    passages,
    people,
    person,
    put_in,
    track,
)

ADA, WORK = "ada@example.com", "ada@example.net"


def merge(primary: str = "u1", secondary: str = WORK) -> Merge:
    return Merge(named(primary), named(secondary))


def two(
    primary: Mapping[str, Json] | None = None,
    secondary: Mapping[str, Json] | None = None,
    *,
    settings: Mapping[str, Json] | None = None,
) -> Machine:
    """Ada's account `u1` with her email, and the orphan of her other email."""
    return a_workspace(
        identify("u1", {"email": ADA, **(primary or {})}), identify(WORK, secondary or {}), settings=settings
    )


def merged(machine: Machine, *, at: int = START) -> PersonAnswer:
    machine.apply(merge(), at=at)
    return person(machine, "u1")


def losses(machine: Machine) -> list[tuple[str, str, Json, Json, str]]:
    """What the survivor's last merge lost."""
    return [
        (loss.kind, loss.name, loss.value, loss.kept, loss.rule) for loss in person(machine, "u1").merges[-1].losses
    ]


@pytest.mark.rule("merge.secondary-deleted")
@pytest.mark.rule("merge.attributes")
def test_the_primary_stays_who_it_is_and_the_secondary_is_gone() -> None:
    machine = two()
    first, second = (one.cio_id for one in views.people(machine))

    effects = machine.apply(merge(), at=START + 1).effects

    assert people(machine) == [("u1", ADA)]
    assert views.person(machine, named(f"cio_{second}")) is None
    assert effects[:2] == (PersonDeleted(second, "merged"), PeopleMerged(first, second, False, "merge.attributes"))


@pytest.mark.rule("merge.attributes")
@pytest.mark.parametrize(
    ("primary", "secondary", "then"),
    [
        ({"city": "Rome"}, {"city": "Paris"}, {"city": "Rome"}),
        ({}, {"city": "Paris"}, {"city": "Paris"}),
        ({"city": None}, {"city": "Paris"}, {"city": "Paris"}),
        ({"city": False}, {"city": True}, {"city": False}),
        ({"city": 0}, {"city": 5}, {"city": 0}),
        ({"tags": []}, {"tags": ["vip"]}, {"tags": []}),
    ],
)
def test_the_primary_s_values_win_and_unset_ones_are_filled(
    primary: dict[str, Json], secondary: dict[str, Json], then: dict[str, Json]
) -> None:
    machine = two(primary, secondary)

    merged(machine)

    assert attributes(machine, "u1") == then


@pytest.mark.rule("merge.attributes")
def test_an_empty_text_on_the_primary_is_filled() -> None:
    machine = two({"city": ""}, {"city": "Paris"}, settings={"empty_string_removes": False})

    merged(machine)

    assert attributes(machine, "u1") == {"city": "Paris"}


def test_a_filled_attribute_keeps_the_time_and_the_source_that_it_had() -> None:
    machine = two()
    written = machine.apply(identify(WORK, city="Paris"), at=START + 5, source="backend").number

    fact = merged(machine, at=START + 60).attributes["city"]

    assert (fact.at, fact.operation, fact.source) == (START + 5, written, "backend")


@pytest.mark.rule("merge.identifiers")
def test_an_identifier_that_the_primary_lacks_is_filled() -> None:
    machine = a_workspace(identify("u1"), identify(WORK))

    merged(machine)

    assert people(machine) == [("u1", WORK)]
    assert losses(machine) == []


@pytest.mark.rule("merge.identifiers")
@pytest.mark.rule("merge.no-redirect")
def test_an_identifier_that_the_primary_has_no_room_for_is_free_and_makes_somebody_new() -> None:
    machine = two()
    merged(machine)

    machine.apply(track(WORK), at=START + 1)

    assert people(machine) == [("u1", ADA), (None, WORK)]
    assert losses(machine) == [("identifier", "email", WORK, ADA, "merge.identifiers")]


@pytest.mark.rule("merge.identifiers")
def test_a_freed_identifier_can_be_given_to_the_survivor() -> None:
    machine = two()
    merged(machine)

    machine.apply(identify("u1", email=WORK), at=START + 1)

    assert people(machine) == [("u1", WORK)]


@pytest.mark.rule("merge.identifiers")
@pytest.mark.rule("merge.no-redirect")
@pytest.mark.parametrize(("setting", "then"), [("freed", [("u1", None), (None, WORK)]), ("blocked", [("u1", None)])])
def test_the_secondary_s_identifiers_are_freed_or_blocked_where_the_settings_say_so(
    setting: str, then: list[tuple[str | None, str | None]]
) -> None:
    machine = a_workspace(identify("u1"), identify(WORK), settings={"merge_secondary_identifiers": setting})
    merged(machine)

    machine.apply(track(WORK), at=START + 1)

    assert people(machine) == then


@pytest.mark.rule("merge.attributes")
def test_what_is_lost_is_told_by_name_value_and_rule() -> None:
    machine = two({"city": "Rome", "plan": "pro", "size": "M"}, {"city": "Paris", "plan": "pro", "size": None})

    effects = machine.apply(merge(), at=START).effects

    first, second = person(machine, "u1").cio_id, person(machine, "u1").merges[0].cio_id
    assert [effect for effect in effects if isinstance(effect, MergeLost)] == [
        MergeLost(first, second, "identifier", "email", WORK, ADA, "merge.identifiers"),
        MergeLost(first, second, "attribute", "city", "Paris", "Rome", "merge.attributes"),
    ]


@pytest.mark.rule("merge.unsubscribed")
@pytest.mark.parametrize(
    ("primary", "secondary", "setting", "then"),
    [
        (None, True, "attribute_rule", True),
        (False, True, "attribute_rule", False),
        (True, False, "attribute_rule", True),
        (False, True, "either_true", True),
        (True, False, "either_true", True),
        (None, False, "either_true", None),
    ],
)
def test_unsubscribed_merges_like_any_attribute_unless_the_settings_favour_it(
    primary: Json, secondary: Json, setting: str, then: Json
) -> None:
    machine = two({"unsubscribed": primary}, {"unsubscribed": secondary}, settings={"merge_unsubscribed": setting})

    merged(machine)

    assert attributes(machine, "u1").get("unsubscribed") == (secondary if then is None else then)


@pytest.mark.rule("merge.unsubscribed")
def test_an_opt_out_that_a_merge_loses_is_told_under_its_own_rule() -> None:
    machine = two({"unsubscribed": False}, {"unsubscribed": True})

    merged(machine)

    assert ("attribute", "unsubscribed", True, False, "merge.unsubscribed") in losses(machine)


PREFERENCES = "cio_subscription_preferences"
ALL_OFF: dict[str, Json] = {"topics": {"topic_1": False, "topic_2": False}}


@pytest.mark.rule("merge.prefs-inherit")
@pytest.mark.parametrize(
    ("primary", "counts", "then"),
    [
        (None, True, ALL_OFF),
        ({}, True, {}),
        ({}, False, ALL_OFF),
        ({"topics": {"topic_1": True}}, True, {"topics": {"topic_1": True}}),
    ],
)
def test_preferences_are_inherited_whole_unless_the_primary_has_its_own(
    primary: Json, *, counts: bool, then: Json
) -> None:
    settings: dict[str, Json] = {"merge_empty_map_counts_as_set": counts}
    machine = two({PREFERENCES: primary}, {PREFERENCES: ALL_OFF}, settings=settings)

    merged(machine)

    assert attributes(machine, "u1")[PREFERENCES] == then


@pytest.mark.rule("merge.prefs-inherit")
def test_each_choice_that_does_not_survive_is_told() -> None:
    machine = two({PREFERENCES: {"topics": {"topic_1": True}}}, {PREFERENCES: ALL_OFF})

    merged(machine)

    assert [loss for loss in losses(machine) if loss[0] == "preference"] == [
        ("preference", "topics.topic_1", False, True, "merge.prefs-inherit"),
        ("preference", "topics.topic_2", False, None, "merge.prefs-inherit"),
    ]


def events(machine: Machine, who: str = "u1") -> list[str]:
    return [event.name for event in person(machine, who).events]


@pytest.mark.rule("merge.events")
@pytest.mark.rule("merge.events-old")
@pytest.mark.parametrize(
    ("age", "setting", "at_once"),
    [
        (days(28), 29, True),
        (days(29), 29, True),
        (days(29) + 1, 29, False),
        (days(30), 29, False),
        (days(30), 30, True),
        (days(30) + 1, 30, False),
    ],
)
def test_events_of_the_last_days_move_at_once_and_older_ones_within_the_hour(
    age: int, setting: int, *, at_once: bool
) -> None:
    machine = two(settings={"merge_events_immediate_days": setting})
    machine.apply(track(WORK, "Order Placed", timestamp=START - age), at=START)
    merged(machine)
    first = events(machine)

    advance(machine, START + minutes(60) - 1)
    before = events(machine)
    advance(machine, START + minutes(60))

    assert first == before == (["Order Placed"] if at_once else [])
    assert events(machine) == ["Order Placed"]


@pytest.mark.rule("merge.events")
@pytest.mark.parametrize("edges", ["inclusive", "exclusive"])
def test_exactly_29_days_move_at_once_whatever_the_edges_of_other_windows_are(edges: str) -> None:
    machine = two(settings={"window_edges": edges})
    machine.apply(track(WORK, "Order Placed", timestamp=START - days(29)), at=START)

    merged(machine)

    assert events(machine) == ["Order Placed"]


@pytest.mark.rule("merge.events-old")
def test_what_follows_later_is_announced_and_told_when_it_comes() -> None:
    machine = two()
    machine.apply(track(WORK, "Old", timestamp=START - days(40)), at=START)
    machine.apply(track(WORK, "New"), at=START)

    effects = machine.apply(merge(), at=START).effects
    fired = advance(machine, START + hours(1)).fired

    first, merge_fact = person(machine, "u1").cio_id, person(machine, "u1").merges[0]
    second = merge_fact.cio_id
    assert EventsInherited(first, second, 1) in effects
    assert EventsPostponed(first, second, 1, START + hours(1)) in effects
    assert [(told.at, told.effect) for told in fired] == [(START + hours(1), EventsInherited(first, second, 1))]
    assert (merge_fact.events, merge_fact.events_later) == (1, 1)


@pytest.mark.rule("merge.events-old")
def test_without_a_delay_all_events_move_at_once() -> None:
    machine = two(settings={"merge_events_delay": "0 minutes"})
    machine.apply(track(WORK, "Old", timestamp=START - days(40)), at=START)

    merged(machine)

    assert events(machine) == ["Old"]
    assert machine.next_due() is None


@pytest.mark.rule("merge.events-old-dropped")
def test_older_events_are_lost_by_name_where_they_do_not_follow() -> None:
    machine = two(settings={"merge_old_events": False})
    for name in ("Order Placed", "Order Placed", "Quiz Finished"):
        machine.apply(track(WORK, name, timestamp=START - days(40)), at=START)
    machine.apply(track(WORK, "New"), at=START)

    merged(machine)
    advance(machine, START + days(1))

    assert events(machine) == ["New"]
    assert [loss for loss in losses(machine) if loss[0] == "event"] == [
        ("event", "Order Placed", 2, None, "merge.events-old-dropped"),
        ("event", "Quiz Finished", 1, None, "merge.events-old-dropped"),
    ]


@pytest.mark.rule("merge.events-old")
@pytest.mark.parametrize("between", [minutes(10), minutes(60), minutes(90)])
def test_older_events_find_the_survivor_of_a_chain_of_merges(between: int) -> None:
    machine = two()
    machine.apply(track(WORK, "Old", timestamp=START - days(40)), at=START)
    machine.apply(identify("u0"), at=START)
    merged(machine)

    machine.apply(merge("u0", "u1"), at=START + between)
    advance(machine, START + hours(3))

    assert people(machine) == [("u0", ADA)]
    assert events(machine, "u0") == ["Old"]
    assert [fact.cio_id for fact in person(machine, "u0").merges] == ["03000002", "03000001"]


def test_older_events_of_a_merge_are_gone_with_the_survivor() -> None:
    machine = two()
    machine.apply(track(WORK, "Old", timestamp=START - days(40)), at=START)
    merged(machine)

    machine.apply(Delete(named("u1")), at=START + 1)
    machine.apply(identify("u1"), at=START + 2)
    advance(machine, START + hours(2))

    assert events(machine) == []


def test_inherited_events_stand_in_the_order_of_their_times_beside_those_of_the_primary() -> None:
    machine = two()
    for second, who in enumerate(("u1", WORK, "u1", WORK)):
        machine.apply(track(who, f"E{second}", timestamp=START - second), at=START)

    merged(machine)

    assert events(machine) == ["E3", "E2", "E1", "E0"]


@pytest.mark.rule("merge.events-no-trigger")
def test_inherited_events_start_no_campaign() -> None:
    campaigns: dict[str, Json] = {
        "Recovery": {"trigger": {"event": "Added to Cart"}, "filter": {"attribute": "vip", "equals": True},
                     "frequency": "every time", "steps": [{"send": {"email": "Back"}}]}
    }  # fmt: skip
    machine = a_workspace(identify("u1", email=ADA, vip=True), identify(WORK), campaigns=campaigns)
    machine.apply(track(WORK, timestamp=START - hours(73)), at=START)
    machine.apply(track(WORK, kind="page"), at=START)
    sent = outbox(machine)

    machine.apply(merge(), at=START + 1)
    advance(machine, START + hours(2))

    assert outbox(machine) == sent


@pytest.mark.rule("merge.segment-triggers")
@pytest.mark.parametrize("age", [0, days(40)])
def test_inherited_events_bring_the_primary_into_segments(age: int) -> None:
    machine = a_workspace(identify("u1", email=ADA), identify(WORK), segments={"S": {"performed": "Order Placed"}})
    machine.apply(track(WORK, "Order Placed", timestamp=START - age), at=START)
    advance(machine, START)

    machine.apply(merge(), at=START + 60)
    advance(machine, START + hours(2))

    assert members(machine) == ["u1"]
    assert [(passage.at, passage.did) for passage in passages(machine)] == [
        (60 if age == 0 else 60 + hours(1), "entered")
    ]


def test_the_secondary_leaves_its_segments_in_the_second_of_the_merge() -> None:
    machine = a_workspace(identify("u1"), track("u2"), segments={"S": {"performed": "Added to Cart"}})
    advance(machine, START)
    second = person(machine, "u2").cio_id

    machine.apply(merge("u1", "u2"), at=START + 60)
    advance(machine, START + 60)

    found = views.segment(machine, "S")
    assert found is not None
    assert [(change.cio_id, change.at - START, change.entered) for change in found.history or ()] == [
        (second, 0, True),
        (second, 60, False),
        (person(machine, "u1").cio_id, 60, True),
    ]


@pytest.mark.rule("merge.manual-segments")
def test_the_primary_is_in_the_manual_segments_of_both() -> None:
    machine = a_workspace(
        identify("u1"), identify("u2"), put_in("A", "u1"), put_in("B", "u2"), segments={"A": "manual", "B": "manual"}
    )

    machine.apply(merge("u1", "u2"), at=START)

    assert person(machine, "u1").segments == ("A", "B")


@pytest.mark.rule("merge.devices")
@pytest.mark.parametrize(("setting", "tokens"), [("union", ["t1", "t2"]), ("drop", ["t1"])])
def test_the_primary_has_the_devices_of_both_by_token(setting: str, tokens: list[str]) -> None:
    machine = a_workspace(
        AddDevice(named("u1"), "t1", "ios"),
        AddDevice(named("u2"), "t1", "android"),
        AddDevice(named("u2"), "t2", "android"),
        settings={"merge_devices": setting},
    )

    machine.apply(merge("u1", "u2"), at=START)

    devices = person(machine, "u1").devices
    assert [device.token for device in devices] == tokens
    assert devices[0].platform == "ios"


@pytest.mark.rule("merge.relationships")
def test_relations_that_the_primary_lacks_are_added_and_its_own_stay() -> None:
    machine = a_workspace(
        Relate("1", "acme", named("u1"), attributes={"role": "admin"}),
        Relate("1", "acme", named("u2"), attributes={"role": "guest"}),
        Relate("1", "other", named("u2")),
    )

    machine.apply(merge("u1", "u2"), at=START)

    one = person(machine, "u1")
    assert [(relation.object_id, relation.attributes) for relation in one.relations] == [
        ("acme", {"role": "admin"}),
        ("other", {}),
    ]
    assert losses(machine)[-1] == ("relation", "acme", {"role": "guest"}, {"role": "admin"}, "merge.relationships")


@pytest.mark.rule("merge.anonymous")
@pytest.mark.parametrize("own", [None, "x1"])
def test_events_that_still_come_with_the_secondary_s_anonymous_id_are_the_primary_s(own: str | None) -> None:
    machine = a_workspace(
        identify("u1", {} if own is None else {"anonymous_id": own}), identify(WORK, anonymous_id="x2")
    )
    merged(machine, at=START + minutes(1))

    machine.apply(track(None, "Product Viewed", anonymous_id="x2"), at=START + minutes(5))
    machine.apply(track(None, "Too Late", anonymous_id="x2"), at=START + minutes(5) + 1)

    assert events(machine) == ["Product Viewed"]
    assert attributes(machine, "u1") == {"anonymous_id": own or "x2"}


@pytest.mark.rule("merge.primary-required")
def test_without_the_primary_nothing_happens() -> None:
    machine = a_workspace(identify(WORK, city="Paris"))

    (effect,) = machine.apply(merge(), at=START).effects

    assert isinstance(effect, Ignored)
    assert effect.rule == "merge.primary-required"
    assert attributes(machine, WORK) == {"city": "Paris"}


@pytest.mark.rule("merge.secondary-missing")
@pytest.mark.parametrize(("setting", "answer"), [("noop_200", Ignored), ("error_400", Rejected)])
@pytest.mark.parametrize("secondary", ["nobody", ADA, "cio_03000000", "u1", "gone@example.com"])
def test_without_another_secondary_nothing_happens(setting: str, answer: type, secondary: str) -> None:
    machine = two(settings={"merge_impossible": setting})
    machine.apply(identify("gone@example.com"), at=START)
    machine.apply(Suppress(named("gone@example.com")), at=START)

    (effect,) = machine.apply(merge("u1", secondary), at=START).effects

    assert isinstance(effect, answer)
    assert people(machine) == [("u1", ADA), (None, WORK)]


@pytest.mark.rule("anonymous.alias-no-merge")
def test_an_anonymous_id_is_no_side_of_a_merge() -> None:
    machine = a_workspace(identify("u1"), track(None, anonymous_id="x1"))

    (effect,) = machine.apply(merge("u1", "x1"), at=START).effects

    assert isinstance(effect, Ignored)
    assert events(machine) == []
    assert list(views.anonymous_events(machine)) == ["x1"]


@pytest.mark.rule("merge.id-modify")
def test_a_workspace_that_does_not_reference_people_by_cio_id_merges_nobody() -> None:
    machine = two(settings={"id_modify": "other"})

    (effect,) = machine.apply(merge(), at=START).effects

    assert effect == Ignored("the workspace does not reference people by cio_id", "merge.id-modify")
    assert people(machine) == [("u1", ADA), (None, WORK)]


@pytest.mark.rule("merge.activity")
def test_a_merge_is_a_line_of_both_and_inherited_events_keep_their_times() -> None:
    machine = two()
    machine.apply(track(WORK, "Order Placed", timestamp=START - hours(5)), at=START)
    first, second = (one.cio_id for one in views.people(machine))

    merged(machine, at=START + 60)

    lines = [(line.type, line.cio_id, line.at - START) for line in views.activities(machine)]
    assert lines[:3] == [("profile_merge", first, 60), ("profile_delete", second, 60), ("event", first, -hours(5))]


def test_the_log_says_in_words_who_was_taken_over() -> None:
    machine = two()

    merged(machine)

    assert [line.words for line in views.activities(machine)][:2] == [
        "u1 took over ada@example.net",
        f"{WORK} was merged",
    ]


def test_a_merge_of_nothing_but_two_names_says_so() -> None:
    machine = a_workspace(identify("u1"), identify(WORK))

    (fact,) = merged(machine).merges

    assert fact == MergeFact("03000002", None, WORK, None, START, 4, False, 0, 0, ())


@pytest.mark.rule("suppression.unsuppress-empty")
def test_identifiers_blocked_by_a_merge_are_freed_like_suppressed_ones() -> None:
    machine = two(settings={"merge_secondary_identifiers": "blocked"})
    merged(machine)

    machine.apply(Unsuppress(named(WORK)), at=START)
    machine.apply(track(WORK), at=START)

    assert people(machine) == [("u1", ADA), (None, WORK)]
