"""How often a person enters a campaign, and how old the event may be that starts it."""

import pytest

from simulator.values import Json
from simulator.workspace import views
from tests.builders import START, a_workspace, advance, hours, identify, track
from tests.workspace.recoveries import SEND_AT, VIP, lived, recovery, sent


@pytest.mark.rule("campaigns.frequency.min-gap")
@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("every time", [0, hours(24) - 1, hours(24)]),
        ("once", [0]),
        ("once per 24 hours", [0, hours(24)]),
    ],
)
def test_the_frequency_says_who_may_enter_again(frequency: str, expected: list[int]) -> None:
    carts = [(second, track("u1")) for second in (0, hours(24) - 1, hours(24))]

    machine = lived(*carts, campaigns=recovery({"frequency": frequency}))

    assert sent(machine) == [second + SEND_AT for second in expected]


@pytest.mark.rule("campaigns.frequency.event-every")
def test_without_a_frequency_every_trigger_enters_also_two_of_one_second() -> None:
    machine = lived((0, track("u1")), (0, track("u1")), campaigns=recovery())

    assert sent(machine) == [SEND_AT, SEND_AT]


@pytest.mark.rule("campaigns.frequency.min-gap")
def test_the_period_runs_from_the_last_entry_and_not_from_its_trigger_or_a_refusal() -> None:
    hourly: dict[str, Json] = {**VIP, "frequency": "once per 1 hour"}
    carts = [(second, track("u1")) for second in (0, hours(1), hours(1) + 59, hours(1) + 60)]

    machine = lived(carts[0], (60, identify("u1", vip=True)), *carts[1:], campaigns=recovery(hourly))

    assert sent(machine) == [60 + SEND_AT, hours(1) + 60 + SEND_AT]


@pytest.mark.rule("campaigns.reentry.parallel-events")
def test_two_carts_run_beside_each_other_each_with_its_own_event() -> None:
    machine = lived(
        (0, track("u1", product="Serum")),
        (60, track("u1", product="Cream")),
        campaigns=recovery(subject="You left {{ event.product }}"),
    )

    lines = [(line.enrolment, line.trigger_operation, line.subject) for line in views.messages(machine)]
    assert lines == [(1, 3, "You left Serum"), (2, 4, "You left Cream")]


@pytest.mark.rule("events.time.72h")
@pytest.mark.rule("events.time.72h-edge")
@pytest.mark.parametrize(("age", "enters"), [(hours(72) - 1, True), (hours(72), True), (hours(72) + 1, False)])
def test_an_event_older_than_72_hours_starts_nothing(age: int, enters: bool) -> None:
    machine = lived((0, track("u1", timestamp=START - age)), campaigns=recovery())

    assert bool(sent(machine)) is enters


@pytest.mark.rule("anonymous.trigger72")
@pytest.mark.parametrize(("age", "enters"), [(hours(72) - 1, True), (hours(72), True), (hours(72) + 1, False)])
def test_an_anonymous_event_is_as_old_as_it_is_at_the_identification(age: int, enters: bool) -> None:
    machine = lived((0, track(None, anonymous_id="x")), (age, identify("u1", anonymous_id="x")), campaigns=recovery())

    assert sent(machine) == ([age + SEND_AT] if enters else [])


@pytest.mark.rule("events.time.72h")
@pytest.mark.parametrize(("age", "enters"), [(hours(1), True), (hours(1) + 1, False)])
def test_how_old_an_event_may_be_to_start_a_campaign_is_a_setting(age: int, *, enters: bool) -> None:
    settings: dict[str, Json] = {"entry_max_event_age": "1 hour"}
    machine = a_workspace(identify("u1", email="maya@example.com"), campaigns=recovery(), settings=settings)

    machine.apply(track("u1", timestamp=START - age), at=START)
    advance(machine, START + hours(1))

    assert bool(sent(machine)) is enters


@pytest.mark.rule("events.time.72h-edge")
@pytest.mark.parametrize(("edges", "enters"), [("inclusive", True), ("exclusive", False)])
def test_exactly_72_hours_are_inside_or_not(edges: str, *, enters: bool) -> None:
    machine = a_workspace(
        identify("u1", email="maya@example.com"), campaigns=recovery(), settings={"window_edges": edges}
    )

    machine.apply(track("u1", timestamp=START - hours(72)), at=START)
    advance(machine, START + hours(1))

    assert bool(sent(machine)) is enters


@pytest.mark.rule("anonymous.trigger72")
@pytest.mark.parametrize(("clock", "enters"), [("event_timestamp", False), ("request_time", True)])
def test_the_72_hours_of_an_anonymous_event_count_from_the_event_or_its_request(clock: str, *, enters: bool) -> None:
    machine = a_workspace(campaigns=recovery(), settings={"anon_trigger_clock": clock})
    machine.apply(track(None, anonymous_id="x", timestamp=START - hours(80)), at=START)

    machine.apply(identify("u1", email="maya@example.com", anonymous_id="x"), at=START + hours(1))
    advance(machine, START + hours(3))

    assert bool(sent(machine)) is enters
