"""A source that keeps no order: what it has under way together arrives in an order of the seed's."""

from pathlib import Path

from simulator.documents import Problems
from simulator.engine import run_scenario
from simulator.language import compile_yaml
from simulator.scenario import Scenario
from simulator.targets import open_target
from tests.engine.conftest import WORKSPACE

JOURNEY = "\n".join(
    f"  - {{at: {minute}m, shopper: Ada, does: set, attributes: {{n: {minute}}}, source: crm}}" for minute in range(5)
)


def story(folder: Path, habits: str) -> Scenario:
    """Five updates a minute apart, each without a time of its own; the last to arrive wins."""
    path = folder / "story.yaml"
    path.write_text(
        f"scenario: S\nstarts: 2026-03-02T09:00Z\n{WORKSPACE}sources: {{crm: {{sends times: false, {habits}}}}}\n"
        f"shoppers: {{Ada: {{known as: {{customer_id: C-1}}}}}}\njourney:\n{JOURNEY}\n"
        "expect: [{at: 1h, profile: Ada, attributes: {n: 4}}]\n"
    )
    problems = Problems()
    scenario = compile_yaml(path, problems)
    problems.raise_if_any()
    assert scenario is not None
    return scenario


def last_values(scenario: Scenario) -> list[str]:
    """What stays at last under the first seeds."""
    with open_target("embedded") as targets:
        verdicts = [run_scenario(scenario, targets, seed=seed) for seed in range(12)]
    return ["n is 4" if not verdict.failures else verdict.failures[0].found for verdict in verdicts]


def test_deliveries_that_overlap_arrive_in_orders_that_differ_by_the_seed(tmp_path: Path) -> None:
    values = last_values(story(tmp_path, "takes: 10m, any order: true"))

    assert len(set(values)) > 2
    assert values == last_values(story(tmp_path, "takes: 10m, any order: true"))


def test_nothing_arrives_before_it_is_sent(tmp_path: Path) -> None:
    assert set(last_values(story(tmp_path, "takes: 30s, any order: true"))) == {"n is 4"}


def test_without_it_deliveries_keep_their_order(tmp_path: Path) -> None:
    assert set(last_values(story(tmp_path, "takes: 10m"))) == {"n is 4"}
