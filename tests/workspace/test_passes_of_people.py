"""What becomes of passes through campaigns when people are merged or leave."""

from collections.abc import Mapping

import pytest

from simulator.operations import Delete, Merge, Operation, Suppress, Unsubscribe
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.effects import MergeLost
from simulator.workspace.snapshot import restored, saved
from tests.builders import (
    START,
    a_workspace,
    advance,
    days,
    define,
    hours,
    identify,
    last_message,
    minutes,
    named,
    outbox,
    person,
    track,
)

ADA, ORPHAN = "ada@example.com", "ada@example.net"
HALF_AN_HOUR: list[Json] = [{"delay": "30 minutes"}, {"send": {"email": "Back"}}]


def recovery(**more: Json) -> dict[str, Json]:
    return {"Recovery": {"trigger": {"event": "Added to Cart"}, "steps": HALF_AN_HOUR, **more}}


def merge() -> Merge:
    return Merge(named("u1"), named(ORPHAN))


def two(
    *operations: Operation, campaigns: Mapping[str, Json] | None = None, settings: Mapping[str, Json] | None = None
) -> Machine:
    """Ada's account and the orphan of her other email, after `operations`."""
    return a_workspace(
        identify("u1", email=ADA),
        identify(ORPHAN),
        *operations,
        campaigns=campaigns or recovery(),
        settings=settings,
    )


@pytest.mark.rule("merge.journeys")
def test_a_pass_that_the_primary_never_began_moves_and_goes_on_at_its_time() -> None:
    machine = two(track(ORPHAN))

    machine.apply(merge(), at=START + minutes(10))
    advance(machine, START + hours(2))

    message = last_message(machine)
    assert outbox(machine) == [(minutes(30), "Back", "sent")]
    assert (message.recipient, message.cio_id) == (ADA, person(machine, "u1").cio_id)


@pytest.mark.rule("merge.journeys")
@pytest.mark.parametrize("setting", ["primary", "furthest"])
def test_of_two_passes_through_one_campaign_the_primary_s_or_the_furthest_goes_on(setting: str) -> None:
    steps: list[Json] = [
        {"delay": "1 hour"},
        {"send": {"email": "One"}},
        {"delay": "1 hour"},
        {"send": {"email": "Two"}},
    ]
    machine = two(track(ORPHAN), campaigns=recovery(steps=steps), settings={"merge_same_campaign": setting})
    machine.apply(track("u1"), at=START + minutes(20))

    effects = machine.apply(merge(), at=START + minutes(70)).effects
    advance(machine, START + hours(3))

    sent = [at for at, name, state in outbox(machine) if (name, state) == ("Two", "sent")]
    assert sent == ([minutes(140)] if setting == "primary" else [minutes(120)])
    assert [loss.rule for loss in effects if isinstance(loss, MergeLost) and loss.kind == "pass"] == ["merge.journeys"]


@pytest.mark.rule("merge.journeys")
@pytest.mark.parametrize(("setting", "sent"), [("primary", [minutes(70)]), ("furthest", [minutes(60), minutes(80)])])
def test_all_parallel_passes_of_the_side_that_wins_go_on_and_none_of_the_other(setting: str, sent: list[int]) -> None:
    steps: list[Json] = [{"delay": "20 minutes"}, {"delay": "40 minutes"}, {"send": {"email": "Back"}}]
    machine = two(track(ORPHAN), campaigns=recovery(steps=steps), settings={"merge_same_campaign": setting})
    for second, who in ((minutes(10), "u1"), (minutes(20), ORPHAN)):
        machine.apply(track(who), at=START + second)

    machine.apply(merge(), at=START + minutes(25))
    advance(machine, START + hours(2))

    assert [at for at, _, state in outbox(machine) if state == "sent"] == sent


@pytest.mark.rule("merge.journeys")
def test_a_pass_that_is_lost_stands_in_the_loss_report_and_its_message_in_the_outbox() -> None:
    machine = two(track(ORPHAN), track("u1"))
    advance(machine, START)

    machine.apply(merge(), at=START + minutes(10))
    advance(machine, START + hours(1))

    (fact,) = person(machine, "u1").merges
    assert [(loss.kind, loss.name, loss.value, loss.kept) for loss in fact.losses][-1] == (
        "pass", "Recovery", "at step 1", "at step 1",
    )  # fmt: skip
    assert [(at, state) for at, _, state in outbox(machine)] == [(minutes(10), "not sent"), (minutes(30), "sent")]


@pytest.mark.rule("campaigns.frequency.merge-keeps")
@pytest.mark.parametrize(("later", "entries"), [(minutes(30), 1), (hours(24), 2)])
def test_a_finished_pass_counts_for_who_may_enter_again(later: int, entries: int) -> None:
    machine = two(track(ORPHAN), campaigns=recovery(frequency="once per 1 day"))
    advance(machine, START + minutes(30))

    machine.apply(merge(), at=START + minutes(30))
    machine.apply(track("u1"), at=START + later)
    advance(machine, START + days(2))

    assert [state for _, _, state in outbox(machine)].count("sent") == entries


@pytest.mark.rule("merge.journeys")
def test_a_trigger_that_waits_for_its_filter_waits_on_as_the_primary_s() -> None:
    machine = two(track(ORPHAN), campaigns=recovery(filter={"attribute": "vip", "equals": True}))
    advance(machine, START)

    machine.apply(merge(), at=START + minutes(5))
    machine.apply(identify("u1", vip=True), at=START + minutes(10))
    advance(machine, START + hours(1))

    assert outbox(machine) == [(minutes(40), "Back", "sent")]


@pytest.mark.rule("merge.events-no-trigger")
@pytest.mark.parametrize("age", [0, days(40)])
def test_an_order_that_comes_by_a_merge_starts_nothing_and_stops_what_it_is_the_goal_of(age: int) -> None:
    both: dict[str, Json] = {**recovery(exit={"performed": "Order Placed"}), "Thanks": {
        "trigger": {"event": "Order Placed"}, "steps": [{"send": {"email": "Thanks"}}]}}  # fmt: skip
    machine = two(track("u1"), campaigns=both)
    machine.apply(track(ORPHAN, "Order Placed", timestamp=START + 60 - age), at=START + 60)
    advance(machine, START + 60)
    before = outbox(machine)

    machine.apply(merge(), at=START + 120)
    advance(machine, START + hours(2))

    back = [state for _, name, state in outbox(machine) if name == "Back"]
    assert back == (["not sent"] if age == 0 else ["sent"])
    assert [line for line in outbox(machine) if line[1] == "Thanks"] == [line for line in before if line[1] == "Thanks"]


@pytest.mark.rule("merge.events-no-trigger")
@pytest.mark.parametrize(("follows", "ends_at"), [(True, days(35) + hours(1)), (False, None)])
def test_a_goal_that_a_merge_leaves_behind_in_its_very_second_ends_the_pass_when_it_comes(
    *, follows: bool, ends_at: int | None
) -> None:
    steps: list[Json] = [{"delay": "40 days"}, {"send": {"email": "Back"}}]
    campaigns = recovery(steps=steps, exit={"performed": "Order Placed"})
    machine = two(track(ORPHAN), campaigns=campaigns, settings={"merge_old_events": follows})

    machine.apply(track(ORPHAN, "Order Placed", timestamp=START + 1), at=START + days(35))
    machine.apply(merge(), at=START + days(35))
    advance(machine, START + days(41))

    left = (ends_at, "Back", "not sent") if ends_at else (days(40), "Back", "sent")
    assert outbox(machine) == [left]


@pytest.mark.rule("merge.history")
def test_what_was_sent_to_the_secondary_is_the_primary_s_history() -> None:
    machine = two(track(ORPHAN))
    advance(machine, START + minutes(30))

    machine.apply(merge(), at=START + hours(1))

    message = last_message(machine)
    assert (message.cio_id, message.recipient) == (person(machine, "u1").cio_id, ORPHAN)


@pytest.mark.rule("merge.history")
def test_the_log_shows_what_was_sent_to_the_secondary_among_the_primary_s_lines() -> None:
    machine = two(track(ORPHAN))
    advance(machine, START + minutes(30))
    machine.apply(merge(), at=START + hours(1))
    machine.apply(Unsubscribe(1), at=START + hours(2))

    lines = [(line.type, line.at - START, line.id) for line in views.activities(machine) if "_email" in line.type]

    assert lines == [("unsubscribed_email", hours(2), "u1"), ("sent_email", minutes(30), "u1")]


@pytest.mark.rule("merge.history")
def test_the_link_of_a_message_to_the_secondary_unsubscribes_the_primary() -> None:
    machine = two(track(ORPHAN))
    advance(machine, START + minutes(30))
    machine.apply(merge(), at=START + hours(1))

    machine.apply(Unsubscribe(1), at=START + hours(2))

    assert person(machine, "u1").attributes["unsubscribed"].value is True


@pytest.mark.rule("suppression.journeys-end")
@pytest.mark.parametrize("leave", [Delete(named("u1")), Suppress(named("u1"))], ids=["delete", "suppress"])
def test_every_pass_of_somebody_who_leaves_ends_and_the_outbox_says_so(leave: Operation) -> None:
    machine = two(track("u1"))
    cio_id = person(machine, "u1").cio_id
    advance(machine, START)

    number = machine.apply(leave, at=START + minutes(10)).number
    machine.apply(identify("u1", email=ADA), at=START + minutes(11))
    advance(machine, START + hours(2))

    (message,) = views.messages(machine)
    assert (message.state, message.at - START, message.cio_id) == ("not sent", minutes(10), cio_id)
    assert (message.rule, message.decided_by) == ("suppression.journeys-end", (number,))


@pytest.mark.rule("suppression.journeys-end")
def test_a_trigger_of_somebody_who_leaves_waits_no_more() -> None:
    machine = two(track("u1"), campaigns=recovery(filter={"attribute": "vip", "equals": True}))
    advance(machine, START)

    machine.apply(Delete(named("u1")), at=START + minutes(5))
    advance(machine, START + hours(1))

    assert outbox(machine) == [(minutes(5), "Back", "not sent")]


def test_a_workspace_that_lost_its_campaigns_still_hands_its_history_over() -> None:
    machine = two(track(ORPHAN))
    advance(machine, START + minutes(30))
    machine.apply(define(), at=START + hours(1))

    machine.apply(merge(), at=START + hours(1))

    assert last_message(machine).cio_id == person(machine, "u1").cio_id


def test_passes_under_way_are_saved_with_the_workspace() -> None:
    machine = two(track(ORPHAN), track("u1"))
    advance(machine, START)
    again = restored(saved(machine))

    for one in (machine, again):
        one.apply(merge(), at=START + minutes(5))
        advance(one, START + hours(1))

    assert views.messages(again) == views.messages(machine)
    assert saved(again) == saved(machine)
