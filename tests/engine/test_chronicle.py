"""What a chronicle keeps of a run: who did what, what it changed, and who entered which segment by what."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.emulator import running
from simulator.engine import Chronicle, run_scenario
from simulator.engine.chronicle import SENDINGS_MAX, SHOPPERS_MAX, Change, Value
from simulator.language import compile_yaml
from simulator.targets import EMBEDDED, open_target

ADA = "{customer_id: C-1, email: ada@example.com, plan: silver}"
SEGMENTS = """\
workspace:
  settings: {identifiers: [id, email]}
  segments:
    Fresh buyers: performed "Order Placed" within 1 hour
"""

Told = Callable[..., Chronicle]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The chronicle of a story that begins at nine in the morning."""

    def run(story: str, *, target: str = EMBEDDED) -> Chronicle:
        path = tmp_path / "story.yaml"
        path.write_text(f"scenario: S\nstarts: 2026-03-02T09:00Z\n{SEGMENTS}{story}", encoding="utf-8")
        problems = Problems()
        scenario = compile_yaml(path, problems)
        problems.raise_if_any()
        assert scenario is not None
        with open_target(target) as targets:
            chronicle = run_scenario(scenario, targets, chronicled=True).chronicle
        assert chronicle is not None
        return chronicle

    return run


def story(*doings: str, shoppers: str = f"{{Ada: {{known as: {ADA}}}}}", expect: str = "at: 3h, profiles: 1") -> str:
    journey = "".join(f"  - {{shopper: Ada, {doing}}}\n" for doing in doings)
    return f"shoppers: {shoppers}\njourney:\n{journey}expect: [{{{expect}}}]\n"


def test_a_delivery_has_its_way_and_what_it_changed(told: Told) -> None:
    (ada,) = told(story("at: 1m, does: set, attributes: {plan: gold}, delivery: {late: 5m, times: 2}")).chapters

    known, update = ada.sendings
    assert (known.from_before, update.from_before) == (True, False)
    assert (update.late, [at - update.sent for at in update.arrivals]) == (300, [300, 300])
    assert update.changes == (Change("C-1 + ada@example.com", "plan", "silver", "gold"),)


def test_a_lost_delivery_changed_nothing(told: Told) -> None:
    (ada,) = told(story("at: 1m, does: set, attributes: {plan: gold}, delivery: {lost: true}")).chapters

    assert (ada.sendings[-1].arrivals, ada.sendings[-1].changes) == ((), ())


def test_a_profile_has_its_values_before_and_after(told: Told) -> None:
    (ada,) = told(story("at: 1m, does: set, attributes: {plan: gold, city: null}")).chapters

    (portrait,) = ada.portraits
    (plan,) = (value for value in portrait.values if value.name == "plan")
    assert plan == Value("plan", "silver", "gold", 1_772_442_060, "backend", "d2")


def test_what_is_gone_at_the_end_is_told_of(told: Told) -> None:
    (ada,) = told(story("at: 1m, does: set, attributes: {plan: null}")).chapters

    (portrait,) = ada.portraits
    assert Value("plan", "silver", None, None, None, None) in portrait.values


def test_a_segment_is_entered_by_a_delivery_and_left_by_time(told: Told) -> None:
    expect = "at: 3h, segment: Fresh buyers, members: []"

    (ada,) = told(story("at: 1m, does: place order, order: R-1", expect=expect)).chapters

    entered, left = ada.passings
    assert (entered.entered, left.entered) == (True, False)
    assert entered.cause == "d2: Order Placed R-1"
    assert (left.at - entered.at, left.cause) == (3601, "time passed since d2: Order Placed R-1")


def test_expectations_that_hold_are_kept_too(told: Told) -> None:
    (answer,) = told(story("at: 1m, does: set, attributes: {plan: gold}")).answers

    assert (answer.holds, answer.expected, answer.found) == (True, "1 profile", "1 profile (C-1 + ada@example.com)")


def test_many_rows_and_many_shoppers_are_counted_instead(told: Told) -> None:
    crowd = ", ".join(f"S{number}: {{known as: {{customer_id: C-{number}}}}}" for number in range(2, SHOPPERS_MAX + 4))
    updates = [f"at: {number}m, does: set, attributes: {{n: {number}}}" for number in range(1, SENDINGS_MAX + 3)]

    chronicle = told(story(*updates, shoppers=f"{{Ada: {{known as: {ADA}}}, {crowd}}}"))

    assert (len(chronicle.chapters), chronicle.left_off) == (SHOPPERS_MAX, 3)
    assert (len(chronicle.chapters[0].sendings), chronicle.chapters[0].left_off) == (SENDINGS_MAX, 3)


def test_it_is_the_same_over_http(told: Told) -> None:
    lived = story("at: 1m, does: place order, order: R-1, delivery: {late: 5m, times: 2}")

    with running() as emulator:
        over_http = told(lived, target=emulator.url)

    assert over_http == told(lived)
