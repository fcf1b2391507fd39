"""Stories in YAML, run in process: what held, and what a reader is told of what did not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.engine import run_scenario
from simulator.language import compile_yaml
from simulator.report import failure_text
from simulator.scenario import Scenario
from simulator.targets import open_target

Story = Callable[[str], Scenario]
Told = Callable[[str], list[str]]

WORKSPACE = """\
workspace:
  settings: {identifiers: [id, email]}
  segments:
    Buyers: performed "Order Placed"
  campaigns:
    Thanks: {trigger: {event: Order Placed}, frequency: every time, steps: [{send: {email: Thanks}}]}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """Compiles a story that begins at nine in the morning."""

    def compiled(text: str) -> Scenario:
        path = tmp_path / "story.yaml"
        path.write_text(f"scenario: S\nstarts: 2026-03-02T09:00Z\n{'' if 'workspace:' in text else WORKSPACE}{text}")
        problems = Problems()
        scenario = compile_yaml(path, problems)
        problems.raise_if_any()
        assert scenario is not None
        return scenario

    return compiled


@pytest.fixture
def printed(story: Story) -> Told:
    """Runs a story; the text of each failure as it is printed."""

    def run(text: str) -> list[str]:
        with open_target("embedded") as targets:
            verdict = run_scenario(story(text), targets)
        texts = [failure_text(verdict, failure) for failure in verdict.failures]
        assert all(len(text.splitlines()) <= 25 for text in texts)
        return texts

    return run


@pytest.fixture
def told(printed: Told) -> Told:
    """The text of each failure, whose blanks count once."""
    return lambda text: [" ".join(failure.split()) for failure in printed(text)]
