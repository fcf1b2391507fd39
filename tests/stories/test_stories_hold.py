"""The bundled stories hold: in process, and the same against a running server."""

from simulator.engine import run_scenario
from simulator.scenario import Scenario
from simulator.targets import open_target


def test_the_story_holds_in_process(story: Scenario) -> None:
    with open_target("embedded") as targets:
        verdict = run_scenario(story, targets)

    assert verdict.failures == ()
    assert verdict.passed > 0


def test_the_story_holds_against_a_running_server(story: Scenario, emulator: str) -> None:
    with open_target(emulator) as targets:
        verdict = run_scenario(story, targets)

    assert verdict.failures == ()
    assert verdict.passed > 0


def test_the_story_reads_nothing_of_the_machines_clock(story: Scenario) -> None:
    """Under another date of the machine the same story gives the same verdict."""
    from freezegun import freeze_time

    with freeze_time("2031-07-01 12:00:00"), open_target("embedded") as targets:
        verdict = run_scenario(story, targets)

    assert verdict.failures == ()
