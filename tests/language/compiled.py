"""What compiling gives in these tests: a scenario that is sound, or the problems; and what stands in a scenario."""

from collections.abc import Callable

from simulator.scenario import Act, Check, Expect, Scenario

Compiled = tuple[Scenario | None, list[str]]
Compile = Callable[[str], Compiled]

MIA = 'Given "Mia" is a new visitor on a laptop\n'
BERLIN = 'Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time\nAnd it is 2026-03-02 09:00\n'


def sound(compiled: Compiled) -> Scenario:
    """The scenario, which has no problem."""
    scenario, problems = compiled
    assert problems == []
    assert scenario is not None
    return scenario


def acts(scenario: Scenario) -> list[Act]:
    return [item for item in scenario.items if isinstance(item, Act)]


def checks(scenario: Scenario) -> list[Check]:
    return [check for item in scenario.items if isinstance(item, Expect) for check in item.checks]
