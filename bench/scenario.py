"""Our own time for a scenario of ten steps against the embedded workspace, compiled already."""

from pathlib import Path
from time import perf_counter

from bench.timing import Figure
from simulator.documents import Problems
from simulator.engine import run_scenario
from simulator.language import compile_written, read_feature
from simulator.targets import open_target

TEN_STEPS = """\
Feature: Ten steps
  Scenario: A visitor who buys
    Given it is 2026-03-02 09:00
    And the segment "Buyers" is:
      \"\"\"
      did "Order Placed"
      \"\"\"
    And "Mia" is a new visitor on a phone
    When "Mia" views "Calm Serum" on the phone
    And "Mia" adds "Calm Serum" to the cart on the phone
    And "Mia" gives email "mia@example.com" on the phone
    And "Mia" places order "R-1" for 59.00 EUR on the phone
    Then "Mia" is 1 profile
    And "Mia" is in the segment "Buyers"
    And the history of "Mia" counts 1 "Order Placed"
"""
ROUNDS = 200


def figures(folder: Path) -> list[Figure]:
    path = folder / "ten_steps.feature"
    path.write_text(TEN_STEPS, encoding="utf-8")
    problems = Problems()
    began = perf_counter()
    (written,) = read_feature(path, problems)
    scenario = compile_written(written, problems)
    compiled_in = perf_counter() - began
    assert scenario is not None
    assert not problems
    with open_target("embedded") as targets:
        run_scenario(scenario, targets)
        began = perf_counter()
        for _ in range(ROUNDS):
            assert run_scenario(scenario, targets).holds
        each = (perf_counter() - began) / ROUNDS
    return [
        Figure(
            "a scenario of ten steps, embedded",
            f"{each * 1000:.1f} ms each",
            f"{ROUNDS} runs; compiling it once took {compiled_in * 1000:.1f} ms",
            aim="at most 10 ms",
        )
    ]
